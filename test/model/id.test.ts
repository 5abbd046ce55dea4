// A vendor's id tells its kind by its prefix, and no two kinds share one.
import { expect, test } from "vitest";
import { hasPrefixOf, ID_KINDS, kindOfId, type IdKind } from "../../src/model/id.ts";

const KINDS = Object.keys(ID_KINDS) as IdKind[];

test.each(KINDS)("an id of %s has the prefix of no other kind", (kind) => {
  const id = `${ID_KINDS[kind].prefix}1a2b3c4d`;
  expect(KINDS.filter((one) => hasPrefixOf(one, id))).toEqual([kind]);
});

test("only the kinds that are asked for are told", () => {
  expect(kindOfId("ipmg-1", ["address-template", "address-template-group"])).toBe(
    "address-template-group",
  );
  expect(kindOfId("tencentcloud_security_group.web", KINDS)).toBe(null);
  expect(kindOfId("sg-1", ["subnet"])).toBe(null);
});
