// Plans: values, unknowns with their references, and the configuration beside them.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../../depth.ts";
import {
  looksLikePlan,
  looksLikeState,
  mapStack,
  planVariables,
  readPlan,
  readState,
  withConfiguration,
} from "../../../src/load/terraform/index.ts";
import type { Node, Stack } from "../../../src/load/terraform/resource.ts";
import { isUnknown } from "../../../src/model/unknown.ts";
import { PLAN, RAW_STATE, SECRET, WRITTEN } from "./plan-fixture.ts";
import { json, path, plain, ref, set, stack, template, unknown, type Bodies } from "./stacks.ts";

const WEB = 'module.web["a"]';
const read = (plan: unknown) => readPlan(json(plan));
const by = (found: Stack, address: string) =>
  found.resources.find((one) => one.address === address)!;
const refsIn = (node: Node | undefined) =>
  node?.kind === "unknown" ? node.refs.map((one) => `${one.address}.${one.attribute}`) : node?.kind;

/** A plan of resources with after_unknown and expressions, in the root module. */
function planOf(
  resources: Record<
    string,
    { values?: object; unknown?: object; expressions?: object; more?: object }
  >,
  more: object = {},
) {
  const parts = Object.entries(resources).map(([address, one]) => {
    const [, type = "", name = ""] = /^([a-z_0-9]+)\.([\w-]+)/.exec(address) ?? [];
    return { address, type, name, ...one };
  });
  return {
    format_version: "1.2",
    planned_values: {
      root_module: {
        resources: parts.map(({ address, type, name, values }) => ({
          address,
          mode: "managed",
          type,
          name,
          values: values ?? {},
        })),
      },
    },
    resource_changes: parts.map(({ address, type, name, values, unknown: after_unknown }) => ({
      address,
      type,
      name,
      change: {
        actions: ["create"],
        before: null,
        after: values ?? {},
        after_unknown: after_unknown ?? {},
      },
    })),
    configuration: {
      root_module: {
        resources: parts.map(({ type, name, expressions, more: own }) => ({
          address: `${type}.${name}`,
          mode: "managed",
          type,
          name,
          expressions: expressions ?? {},
          ...own,
        })),
      },
    },
    ...more,
  };
}

describe("recognition", () => {
  test.each<[unknown, boolean, boolean]>([
    [PLAN, true, false],
    [{ format_version: "1.2", resource_changes: [] }, true, false],
    [{ format_version: "1.0", values: { root_module: {} } }, false, true],
    [RAW_STATE, false, true],
    [{ version: 3, terraform_version: "0.11.1", lineage: "x", modules: [] }, false, true],
    [{ format_version: "1.0" }, false, false],
    [{ version: 4 }, false, false],
    [{ version: 1, securityGroups: [] }, false, false],
    [[], false, false],
    [null, false, false],
  ])("%j", (value, isPlan, isState) => {
    expect([looksLikePlan(json(value)), looksLikeState(json(value))]).toEqual([isPlan, isState]);
  });
});

describe("reading", () => {
  test("keeps addresses, modules, regions and places; leaves out what is deleted", () => {
    const found = read(PLAN);
    expect(found).toMatchObject({ origin: "plan", gaps: [], complaints: [], reordered: [] });
    expect(found.resources.map(({ address }) => address).toSorted()).toEqual(
      Object.keys(WRITTEN).toSorted(),
    );
    const group = by(found, `${WEB}.tencentcloud_security_group.this[0]`);
    expect(group).toMatchObject({
      module: WEB,
      type: "tencentcloud_security_group",
      id: null,
      certain: true,
    });
    expect(path(group.place)).toBe("planned_values/root_module/child_modules/0/resources/0");
    expect(by(found, "tencentcloud_vpc.main").region).toBe("ap-guangzhou");
  });

  test("links pass through variables and outputs of modules", () => {
    const found = read(PLAN);
    const rules = by(found, `${WEB}.tencentcloud_security_group_rule_set.this`).body.entries;
    expect(refsIn(rules.get("security_group_id"))).toContain(
      `${WEB}.tencentcloud_security_group.this[0].id`,
    );
    const ingress = rules.get("ingress");
    const second = ingress?.kind === "list" ? ingress.items[1] : undefined;
    expect(
      refsIn(second?.kind === "object" ? second.entries.get("source_security_id") : undefined),
    ).toContain("tencentcloud_security_group.edge.id");
    expect(
      refsIn(by(found, "tencentcloud_instance.vm").body.entries.get("orderly_security_groups")),
    ).toContain(`${WEB}.tencentcloud_security_group.this[0].id`);
  });

  test("unknown attributes that nobody set are not there, those that a block may set are unknown", () => {
    const found = read(
      planOf({
        "tencentcloud_instance.a": {
          unknown: { security_groups: true, private_ip: true },
          expressions: { private_ip: { references: ["local.ip"] } },
        },
        "tencentcloud_security_group_rule_set.r": {
          unknown: { ingress: true, egress: true },
          expressions: { egress: [{ action: { constant_value: "ACCEPT" } }] },
        },
        "tencentcloud_security_group_rule.s": {
          unknown: { address_template: true, source_sgid: true, cidr_ip: true },
          expressions: { cidr_ip: { references: ["local.x"] } },
        },
      }),
    );
    expect([...by(found, "tencentcloud_instance.a").body.entries.keys()]).toEqual(["private_ip"]);
    expect(
      [...by(found, "tencentcloud_security_group_rule_set.r").body.entries.values()].map(
        ({ kind }) => kind,
      ),
    ).toEqual(["unknown", "unknown"]);
    expect([...by(found, "tencentcloud_security_group_rule.s").body.entries.keys()]).toEqual([
      "cidr_ip",
    ]);
  });

  test.each<[string, string, object, string[]]>([
    [
      "explicit key",
      "tencentcloud_cvm_security_group_attachment.x",
      {
        references: [
          "tencentcloud_instance.a[0].id",
          "tencentcloud_instance.a[0]",
          "tencentcloud_instance.a",
        ],
      },
      ["tencentcloud_instance.a[0].id"],
    ],
    [
      "the same index",
      "tencentcloud_cvm_security_group_attachment.x[1]",
      { references: ["tencentcloud_instance.a", "count.index"] },
      ["tencentcloud_instance.a[1]."],
    ],
    [
      "no key",
      "tencentcloud_cvm_security_group_attachment.x",
      { references: ["tencentcloud_instance.one.id", "tencentcloud_instance.one"] },
      ["tencentcloud_instance.one.id"],
    ],
    [
      "a data source",
      "tencentcloud_cvm_security_group_attachment.x",
      { references: ["data.tencentcloud_instances.d.instance_list[0].instance_id"] },
      ["data.tencentcloud_instances.d.instance_list[0].instance_id"],
    ],
    [
      "a local value",
      "tencentcloud_cvm_security_group_attachment.x",
      { references: ["local.id"] },
      [],
    ],
    [
      "an undeclared module",
      "tencentcloud_cvm_security_group_attachment.x",
      { references: ["module.nowhere.id", "module.nowhere"] },
      [],
    ],
  ])("references by %s", (_, address, expression, expected) => {
    const found = read(
      planOf({
        "tencentcloud_instance.a[0]": {},
        "tencentcloud_instance.a[1]": {},
        "tencentcloud_instance.one": {},
        [address]: { unknown: { instance_id: true }, expressions: { instance_id: expression } },
      }),
    );
    expect(refsIn(by(found, address).body.entries.get("instance_id"))).toEqual(
      expected.length === 0 ? [] : expect.arrayContaining(expected),
    );
  });

  test("each.value of a resource that is iterated over", () => {
    const address = 'tencentcloud_cvm_security_group_attachment.x["k"]';
    const found = read(
      planOf({
        'tencentcloud_instance.a["k"]': {},
        [address]: {
          unknown: { instance_id: true },
          expressions: { instance_id: { references: ["each.value.id", "each.value"] } },
          more: { for_each_expression: { references: ["tencentcloud_instance.a"] } },
        },
      }),
    );
    expect(refsIn(by(found, address).body.entries.get("instance_id"))).toContain(
      'tencentcloud_instance.a["k"].id',
    );
  });

  test("a dynamic block hides which block is whose", () => {
    const found = read(
      planOf({
        "tencentcloud_security_group.a": {},
        "tencentcloud_security_group_rule_set.r": {
          values: { ingress: [{ action: "ACCEPT" }, { action: "DROP" }] },
          unknown: { ingress: [{ source_security_id: true }, { cidr_block: true }] },
          expressions: {
            ingress: [{ source_security_id: { references: ["tencentcloud_security_group.a.id"] } }],
          },
        },
      }),
    );
    const ingress = by(found, "tencentcloud_security_group_rule_set.r").body.entries.get("ingress");
    const [first] = ingress?.kind === "list" ? ingress.items : [];
    expect(
      refsIn(first?.kind === "object" ? first.entries.get("source_security_id") : undefined),
    ).toEqual([]);
  });

  test("without planned_values the changes tell what is left", () => {
    const { planned_values: _, ...rest } = PLAN;
    expect(plain(mapStack(read(rest)))).toEqual(plain(mapStack(read(PLAN))));
  });

  test("only a reorder of lite rules is one", () => {
    const change = (before: readonly string[], after: readonly string[]) =>
      read({
        ...planOf({}),
        resource_changes: [
          {
            address: "tencentcloud_security_group_lite_rule.a",
            type: "tencentcloud_security_group_lite_rule",
            change: { before: { ingress: before }, after: { ingress: after } },
          },
        ],
      }).reordered;
    expect(change(["a", "b"], ["b", "a"])).toEqual(["tencentcloud_security_group_lite_rule.a"]);
    expect([change(["a", "b"], ["a", "b"]), change(["a", "b"], ["b", "c"])]).toEqual([[], []]);
  });

  test.each<[object, RegExp]>([
    [{ format_version: "2.0", planned_values: {} }, /format_version "2.0".*0.x and 1.x/],
    [{ format_version: 1, planned_values: {} }, /no format_version/],
  ])("%j is refused", (plan, why) => {
    const { complaints, resources } = read(plan);
    expect([complaints.length, resources.length]).toEqual([1, 0]);
    expect(complaints[0]!.message).toMatch(why);
  });

  test.each([
    [{ errored: true }, /planning failed/],
    [{ complete: false }, /not complete/],
  ])("%j is a gap", (more, why) => {
    expect(read({ ...PLAN, ...more }).gaps[0]!.message).toMatch(why);
  });

  test("variables for the evaluation of the configuration", () => {
    const plan = {
      variables: {
        region: { value: "ap-guangzhou" },
        ports: { value: [80] },
        n: { value: 2 },
        none: { value: null },
        unset: {},
      },
    };
    expect([...planVariables(json(plan))]).toEqual([
      ["region", "ap-guangzhou"],
      ["ports", "[80]"],
      ["n", "2"],
    ]);
  });
});

describe("a plan and its configuration", () => {
  test("mean what the configuration alone means, where the plan knows no more", () => {
    const both = withConfiguration(read(PLAN), stack(WRITTEN));
    expect(plain(mapStack(both))).toEqual(plain(mapStack(stack(WRITTEN))));
  });

  test("the plan alone leaves lists that it does not know open, and nothing else", () => {
    const alone = mapStack(read(PLAN));
    expect(
      isUnknown(alone.instances[0]!.securityGroups) &&
        alone.instances[0]!.securityGroups.fact.remedy,
    ).toContain("--tf DIR");
    const written = plain(mapStack(stack(WRITTEN))) as Record<string, unknown>;
    const {
      instances: _,
      loadBalancers: __,
      assumptions: ___,
      ...rest
    } = plain(alone) as Record<string, unknown>;
    expect(written).toMatchObject(rest);
  });

  test("take places, calls and unknown parts from the configuration, and values from the plan", () => {
    const plan = read(
      planOf({
        "tencentcloud_security_group.a": { values: { name: "planned" } },
        "tencentcloud_security_group_lite_rule.a": {
          unknown: { ingress: true, security_group_id: true },
          expressions: { ingress: { references: ["local.rules"] } },
        },
        "tencentcloud_security_group_rule_set.b": {
          values: {
            security_group_id: "sg-12345678",
            ingress: [{ action: "DROP", cidr_block: "10.0.0.0/8" }],
          },
        },
        "tencentcloud_clb_attachment.t": {
          values: {
            targets: [
              { port: 2, instance_id: "ins-2" },
              { port: 1, instance_id: "ins-1" },
            ],
          },
        },
        "tencentcloud_security_group.only": {},
      }),
    );
    const bodies = {
      "tencentcloud_security_group.a": { name: "written" },
      "tencentcloud_security_group_lite_rule.a": {
        security_group_id: ref("tencentcloud_security_group.a.id"),
        ingress: ["DROP#10.0.0.0/8#ALL#ALL", template("ACCEPT#", unknown(), "#ALL#ALL")],
      },
      "tencentcloud_security_group_rule_set.b": {
        security_group_id: unknown(),
        ingress: [{ action: unknown(), cidr_block: "10.0.0.0/8" }],
      },
      "tencentcloud_clb_attachment.t": {
        targets: set({ instance_id: "ins-1", port: 1 }, { instance_id: "ins-2", port: 2 }),
      },
      "tencentcloud_security_group.absent": {},
    } satisfies Bodies;
    const both = withConfiguration(plan, stack(bodies));
    expect(both.resources.map(({ address }) => address)).not.toContain(
      "tencentcloud_security_group.absent",
    );
    const draft = mapStack(both);
    const group = draft.groups.find(({ id }) => id === "tencentcloud_security_group.a")!;
    expect([group.name, path(group.place)]).toEqual(["planned", "tencentcloud_security_group.a"]);
    const policies = isUnknown(group.ingress) ? [] : group.ingress;
    expect(policies.map(({ action, place }) => [action, path(place)])).toEqual([
      ["DROP", "tencentcloud_security_group_lite_rule.a/ingress/0"],
      ["ACCEPT", "tencentcloud_security_group_lite_rule.a/ingress/1"],
    ]);
    const foreign = draft.groups.find(({ id }) => id === "sg-12345678")!;
    expect(plain(foreign.ingress)).toMatchObject([
      { action: "DROP", peer: { text: "10.0.0.0/8" } },
    ]);
    const targets = by(both, "tencentcloud_clb_attachment.t").body.entries.get("targets");
    expect(targets?.kind === "list" && targets.items.map(({ place }) => path(place))).toEqual([
      "tencentcloud_clb_attachment.t/targets/1",
      "tencentcloud_clb_attachment.t/targets/0",
    ]);
  });
});

/** All texts that can reach an output. */
function said(value: unknown): string {
  const seen = new Set<unknown>();
  return JSON.stringify(value, (key, one: unknown) => {
    if (key === "place" || key === "source" || typeof one === "bigint") return undefined;
    if (typeof one === "object" && one !== null && seen.has(one)) return undefined;
    seen.add(one);
    return one instanceof Map ? [...one] : one;
  });
}

test("secrets are left behind", () => {
  const found = read(PLAN);
  const draft = mapStack(found);
  expect(said(found.resources.map(({ body }) => [...body.entries]))).not.toContain(SECRET);
  expect(said(draft)).not.toContain(SECRET);
  expect(said(mapStack(readState(json(RAW_STATE))))).not.toContain(SECRET);
});

const junk = fc.jsonValue({ maxDepth: 4 });

test("any JSON in their place is read without an exception", () => {
  const attributes = fc.dictionary(
    fc.constantFrom(
      "ingress",
      "egress",
      "security_group_id",
      "targets",
      "orderly_security_groups",
      "clb_id",
      "listener_id",
      "service_config_url",
      "nodes",
      "__proto__",
      "id",
    ),
    junk,
    { maxKeys: 5 },
  );
  const type = fc.constantFrom(
    ...Object.keys(WRITTEN).map((address) => /(tencentcloud_\w+)\./.exec(address)![1]!),
  );
  const resource = fc.record(
    {
      address: fc.oneof(
        type.map((one) => `${one}.a`),
        fc.string(),
      ),
      type,
      name: fc.constant("a"),
      values: fc.oneof(attributes, junk),
      attributes,
      index: junk,
    },
    { requiredKeys: [] },
  );
  const module = fc.record({
    address: fc.string(),
    resources: fc.oneof(fc.array(resource, { maxLength: 4 }), junk),
    child_modules: junk,
    module_calls: junk,
    outputs: junk,
  });
  const document = fc.record(
    {
      format_version: fc.oneof(fc.constant("1.2"), junk),
      version: fc.oneof(fc.constant(4), junk),
      terraform_version: fc.constant("1"),
      planned_values: fc.record({ root_module: module }),
      values: fc.oneof(fc.record({ root_module: module }), junk),
      resource_changes: fc.oneof(
        fc.array(
          fc.record({
            address: fc.constant("tencentcloud_instance.a"),
            change: fc.record({
              after: junk,
              before: junk,
              after_unknown: fc.oneof(attributes, junk),
            }),
          }),
          { maxLength: 3 },
        ),
        junk,
      ),
      configuration: fc.oneof(fc.record({ root_module: module, provider_config: junk }), junk),
      resources: fc.oneof(
        fc.array(
          fc.record({
            type,
            name: fc.string(),
            module: junk,
            instances: fc.array(fc.record({ index_key: junk, attributes }), { maxLength: 2 }),
          }),
          { maxLength: 3 },
        ),
        junk,
      ),
      variables: junk,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(document, junk), (value) => {
      const parsed = json(value);
      const plan = readPlan(parsed);
      const state = readState(parsed);
      mapStack(plan);
      mapStack(state);
      mapStack(withConfiguration(plan, state));
      planVariables(parsed);
      expect(plan.origin).toBe("plan");
    }),
    { numRuns: runs(400) },
  );
});

test("values of a real plan that are replaced by anything are read without an exception", () => {
  const text = JSON.stringify(PLAN);
  const words = [...text.matchAll(/"(?:[^"\\]|\\.)*":?|true|false|null|\d+/g)].filter(
    ([word]) => !word.endsWith(":"),
  );
  const spots = words.map(({ index, 0: word }) => [index, word.length] as const);
  fc.assert(
    fc.property(fc.constantFrom(...spots), junk, ([at, length], value) => {
      const found = readPlan(
        json(JSON.parse(text.slice(0, at) + JSON.stringify(value) + text.slice(at + length))),
      );
      expect(mapStack(found).references).toEqual([]);
      mapStack(withConfiguration(found, stack(WRITTEN)));
    }),
    { numRuns: runs(500, 60) },
  );
});
