// States: raw files of version 4 and what `terraform show -json` prints of one.
import { describe, expect, test } from "vitest";
import { mapStack, readState } from "../../../src/load/terraform/index.ts";
import { isUnknown } from "../../../src/model/unknown.ts";
import { RAW_STATE, SHOWN_STATE, WRITTEN } from "./plan-fixture.ts";
import { json, path, plain, stack } from "./stacks.ts";

const read = (state: unknown) => readState(json(state, "terraform.tfstate.json"));
const SET = "tencentcloud_security_group_rule_set.r";

function raw(type: string, attributes: object, more: object = {}) {
  return {
    ...RAW_STATE,
    resources: [{ mode: "managed", type, name: "r", instances: [{ attributes, ...more }] }],
  };
}

describe("a state", () => {
  test("of either form is the same", () => {
    expect(plain(mapStack(read(SHOWN_STATE)))).toEqual(plain(mapStack(read(RAW_STATE))));
  });

  test("means what its configuration means, but for what only a state knows", () => {
    const known = { ...(plain(mapStack(read(RAW_STATE))) as Record<string, unknown>) };
    const written = { ...(plain(mapStack(stack(WRITTEN))) as Record<string, unknown>) };
    const [gateway] = known["gateways"] as [{ region: unknown }];
    expect(gateway.region).toBe("unknown");
    gateway.region = "ap-guangzhou";
    expect(known).toEqual(written);
  });

  test("has addresses with keys, no deposed objects, and places in the file", () => {
    const { resources, complaints } = read(RAW_STATE);
    expect(complaints).toEqual([]);
    expect(resources.map(({ address }) => address).toSorted()).toEqual(
      Object.keys(WRITTEN).toSorted(),
    );
    const group = resources.find(({ address }) => address === "tencentcloud_security_group.edge")!;
    expect([group.id, path(group.place)]).toEqual(["sg-eeeeeeee", "resources/2/instances/0"]);
  });

  test.each([
    [0, "tencentcloud_vpc.r[0]"],
    ["a", 'tencentcloud_vpc.r["a"]'],
    ['q"\\', 'tencentcloud_vpc.r["q\\"\\\\"]'],
    ["${x}", 'tencentcloud_vpc.r["$${x}"]'],
  ])("index %j", (index_key, address) => {
    expect(read(raw("tencentcloud_vpc", {}, { index_key })).resources[0]!.address).toBe(address);
  });

  test("an entry of a rule_set without a source has an unknown one, which is no mistake of the user", () => {
    const entry = { action: "ACCEPT", cidr_block: "", protocol: "TCP", port: "80" };
    const draft = mapStack(
      read(
        raw("tencentcloud_security_group_rule_set", {
          security_group_id: "sg-1",
          ingress: [entry],
        }),
      ),
    );
    const [group] = draft.groups;
    const [policy] = isUnknown(group!.ingress) ? [] : group!.ingress;
    expect(isUnknown(policy!.peer) && policy!.peer.fact.text).toContain(SET);
    expect(draft.complaints).toEqual([]);
  });

  test("ids of elsewhere stay as they are", () => {
    const draft = mapStack(
      read(
        raw("tencentcloud_instance", {
          id: "ins-1",
          orderly_security_groups: ["sg-12345678"],
          subnet_id: "subnet-12345678",
        }),
      ),
    );
    expect(draft.instances).toMatchObject([
      { id: "tencentcloud_instance.r", securityGroups: ["sg-12345678"], subnet: "subnet-12345678" },
    ]);
    expect(draft.references).toEqual([]);
  });

  test.each<[object, RegExp]>([
    [{ ...RAW_STATE, version: 3 }, /version 3, and only version 4/],
    [{ ...RAW_STATE, version: 5 }, /version 5/],
    [{ ...SHOWN_STATE, format_version: "2.0" }, /format_version "2.0"/],
  ])("of an unknown version is refused", (state, why) => {
    const { complaints, resources } = read(state);
    expect([complaints.length, resources.length]).toEqual([1, 0]);
    expect(complaints[0]!.message).toMatch(why);
  });

  test("instances of the old flat form are a gap; data sources are not read", () => {
    const flat = {
      ...RAW_STATE,
      resources: [
        {
          mode: "managed",
          type: "tencentcloud_vpc",
          name: "r",
          instances: [{ attributes_flat: {} }],
        },
      ],
    };
    expect(read(flat).gaps.map(({ message }) => message)).toEqual([
      expect.stringContaining("tencentcloud_vpc.r"),
    ]);
    const data = {
      ...RAW_STATE,
      resources: [
        {
          mode: "data",
          type: "tencentcloud_security_group",
          name: "r",
          instances: [{ attributes: { id: "sg-1" } }],
        },
      ],
    };
    expect(read(data)).toMatchObject({ resources: [], gaps: [] });
  });
});
