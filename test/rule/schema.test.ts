import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { KINDS } from "../../src/rule/kinds/index.ts";
import { RULE_SCHEMA } from "../../src/rule/schema.ts";

// `npm run update` writes the schema anew after the vocabulary has changed.
test("schemas/rule.schema.json is the vocabulary, written out", async () => {
  const text = `${JSON.stringify(RULE_SCHEMA, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../../schemas/rule.schema.json");
});

test("docs/contract.md, section 4, lists the kinds of rules", () => {
  const contract = readFileSync(new URL("../../docs/contract.md", import.meta.url), "utf8");
  const [, listed = ""] = /says what is demanded \(([^)]*)\)/.exec(contract) ?? [];
  expect(listed.match(/\w+/g)?.toSorted()).toEqual([...KINDS.keys()].toSorted());
});
