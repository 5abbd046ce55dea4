// Gateways that the cloud or Terraform tells of, and a person declares more about: the remedies that facts name.
import { describe, expect, test } from "vitest";
import { loadApiAnswers } from "../../../src/load/answers/index.ts";
import { loadConfig } from "../../../src/load/own/config.ts";
import { mergeDrafts } from "../../../src/load/merge/merge.ts";
import type { Inventory } from "../../../src/model/inventory.ts";
import { documentOf, draftOf, factOf, shown, sure } from "../reading.ts";

const SERVICE = {
  Result: { TotalCount: 1, ServiceSet: [{ ServiceId: "service-a", InstanceId: "instance-a" }] },
};
const APIS = {
  Result: {
    TotalCount: 1,
    ApiIdStatusSet: [{ ServiceId: "service-a", ApiId: "api-a", AuthType: "SECRET" }],
  },
};
const answers = () => [
  loadApiAnswers([SERVICE, APIS].map((body, i) => documentOf(JSON.stringify(body), `${i}.json`))),
];
const withConfig = (gateways: string): Inventory =>
  mergeDrafts([
    ...answers(),
    loadConfig(documentOf(`region: ap-guangzhou\ngateways: ${gateways}`, "sglint.yaml")).draft,
  ]);
const only = ({ gateways }: Inventory) => {
  expect(gateways.map(({ id }) => id)).toEqual(["service-a"]);
  return gateways[0]!;
};

test("what the answers leave open is taken from the config, and nothing is assumed of it", () => {
  const inventory = withConfig(
    "[{ id: service-a, clients: [203.0.113.0/24], instance: { id: instance-a, vpcSources: [10.0.0.0/24] } }]",
  );
  expect(shown(inventory.complaints)).toEqual([]);
  expect(inventory.assumptions.filter((text) => text.includes("service-a"))).toEqual([]);
  const { clients, region, instance, apis } = only(inventory);
  expect(sure(clients).map(({ text }) => text)).toEqual(["203.0.113.0/24"]);
  expect(region).toBe("ap-guangzhou");
  const known = sure(instance);
  if (known.kind !== "dedicated") throw new Error(known.kind);
  expect(sure(known.vpcSources).map(({ text }) => text)).toEqual(["10.0.0.0/24"]);
  expect(factOf(known.publicEgress)).toContain("service-a");
  expect(sure(apis).map(({ id, auth }) => [id, auth])).toEqual([["api-a", "SECRET"]]);
});

test("a definitions file adds as well, and comes before the answers or behind them", () => {
  const more = draftOf("version: 1\ngateways: [{ id: service-a, clients: [203.0.113.7] }]");
  for (const drafts of [
    [...answers(), more],
    [more, ...answers()],
  ]) {
    const inventory = mergeDrafts(drafts);
    expect(shown(inventory.complaints)).toEqual([]);
    expect(sure(only(inventory).clients)).toHaveLength(1);
    expect(sure(only(inventory).instance).kind).toBe("dedicated");
  }
});

test("an API is completed by its id, and another one is added", () => {
  const { apis } = only(
    withConfig(
      "[{ id: service-a, apis: [{ id: api-b, backend: { type: mock } }, { id: api-a, responseTime: 20, backend: { type: mock }, clients: [203.0.113.7] }] }]",
    ),
  );
  const [first, second, ...more] = sure(apis);
  expect(more).toEqual([]);
  expect([first!.id, first!.auth, first!.responseTime]).toEqual(["api-a", "SECRET", 20]);
  expect([first!.backend, second!.backend]).toEqual([{ kind: "mock" }, { kind: "mock" }]);
  expect(sure(first!.clients!)).toHaveLength(1);
  expect(factOf(first!.timeout)).toContain("api-a");
});

test("a gateway that nothing else tells of is the config's own", () => {
  const inventory = withConfig("[{ id: service-b, apis: [] }]");
  expect(inventory.gateways.map(({ id }) => id)).toEqual(["service-a", "service-b"]);
  expect(inventory.assumptions.filter((text) => text.includes("service-b"))).toHaveLength(2);
});

describe("what contradicts is a complaint, and what the cloud tells stays", () => {
  test.each([
    ["instance: shared", 'gateway "service-a"', "another instance"],
    [
      "instance: { id: instance-b, vpcSources: [10.0.0.0/24] }",
      'gateway "service-a"',
      "another instance",
    ],
    ["apis: [{ id: api-a, auth: NONE }]", 'API "api-a"', "another auth"],
  ])("%s", (text, owner, other) => {
    const inventory = withConfig(`[{ id: service-a, ${text} }]`);
    expect(shown(inventory.complaints)).toEqual([
      expect.stringMatching(
        new RegExp(`^2:\\d+ ${owner} at [01]\\.json:1:\\d+ has ${other}; leave it out here`),
      ),
    ]);
    const { instance, apis } = only(inventory);
    expect(sure(instance)).toMatchObject({ kind: "dedicated", id: "instance-a" });
    expect(sure(apis)[0]!.auth).toBe("SECRET");
  });

  test.each(["instance: { id: instance-a }", "apis: [{ id: api-a, auth: SECRET }]", "apis: []"])(
    "unless it is the same: %s",
    (text) => {
      const inventory = withConfig(`[{ id: service-a, ${text} }]`);
      expect(shown(inventory.complaints)).toEqual([]);
      expect(sure(only(inventory).apis)).toHaveLength(1);
    },
  );
});
