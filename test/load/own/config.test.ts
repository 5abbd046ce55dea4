// sglint.yaml: what it says, and its mistakes, which are wrong use rather than holes in the input.
import { describe, expect, test } from "vitest";
import { loadConfig } from "../../../src/load/own/config.ts";
import { locate } from "../../../src/model/place.ts";
import { documentOf, factOf, shown, sure } from "../reading.ts";

const configOf = (text: string) => loadConfig(documentOf(text, "sglint.yaml"));

const FULL = `version: 1
inputs: [infra, "sg/*.yaml"]
clients: [203.0.113.0/24, 10.0.0.1-10.0.0.9]
region: ap-guangzhou
gateways:
  - { id: service-a, instance: shared, apis: [{ id: api-a, backend: { type: mock } }] }
paths:
  - { name: ssh-closed, from: internet, to: "ins-a:22", expect: blocked }
domains:
  Pay.example.com: lb-pay
  "old.example.com": 203.0.113.9
ranges:
  - ranges/own.yaml
  - { product: waf, regions: [] }
rules: ["sg-rules/*.yaml"]
severity: { no-host-bits: off, no-dead-policy: error }
microservices: { sources: both }
fail_on: warning
require_routes: true
`;

describe("a full config", () => {
  const { config, draft, complaints } = configOf(FULL);

  test("has no mistakes", () => {
    expect(shown(complaints)).toEqual([]);
    expect(draft.complaints).toEqual([]);
  });

  test("is read", () => {
    expect(config.inputs.map(({ text }) => text)).toEqual(["infra", "sg/*.yaml"]);
    expect(config.clients!.map(({ text }) => text)).toEqual([
      "203.0.113.0/24",
      "10.0.0.1-10.0.0.9",
    ]);
    expect([...config.domains]).toEqual([
      ["pay.example.com", "lb-pay"],
      ["old.example.com", "203.0.113.9"],
    ]);
    expect(config.ranges).toMatchObject([
      { kind: "file", path: { text: "ranges/own.yaml" } },
      { kind: "pack", value: { product: "waf", regions: [] } },
    ]);
    expect(config.rules.map(({ text }) => text)).toEqual(["sg-rules/*.yaml"]);
    expect(config.severity.map(({ rule, level }) => [rule, level])).toEqual([
      ["no-host-bits", "off"],
      ["no-dead-policy", "error"],
    ]);
    expect(config).toMatchObject({
      region: "ap-guangzhou",
      microserviceSources: "both",
      failOn: "warning",
      requireRoutes: true,
    });
  });

  test("knows where things stand, for those who check them", () => {
    expect(locate(config.severity[1]!.place)).toMatchObject({ line: 16, column: 32 });
    expect(locate(config.rules[0]!.place)).toMatchObject({ line: 15, column: 9 });
    expect(
      config.ranges.map((one) => locate(one.kind === "file" ? one.path.place : one.place).line),
    ).toEqual([13, 14]);
  });

  test("its gateways and paths are a draft like any other", () => {
    expect(draft.gateways[0]).toMatchObject({ id: "service-a", region: "ap-guangzhou" });
    expect(sure(draft.gateways[0]!.apis)[0]!.backend).toEqual({ kind: "mock" });
    expect(draft.paths[0]!.name).toBe("ssh-closed");
    expect(locate(draft.gateways[0]!.place)).toMatchObject({ line: 6, column: 5 });
    expect(draft.references.map(({ id }) => id)).toEqual(["ins-a", "lb-pay"]);
  });
});

test("what it does not say is null or nothing", () => {
  const { config, draft, complaints } = configOf("fail_on: never");
  expect(complaints).toEqual([]);
  expect(config).toMatchObject({
    inputs: [],
    clients: null,
    region: null,
    ranges: [],
    rules: [],
    severity: [],
    requireRoutes: null,
  });
  expect(config.microserviceSources).toBeNull();
  expect(config.domains.size + draft.gateways.length).toBe(0);
});

describe("mistakes", () => {
  test.each([
    ["failOn: error", '1:1 unknown key "failOn"; did you mean "fail_on"?'],
    ["fail_on: fatal", '1:10 "fail_on" is "fatal", expected error, warning, note or never'],
    [
      "severity: { no-host-bits: warn }",
      '1:27 "no-host-bits" is "warn", expected error, warning, note or off; did you mean warning?',
    ],
    ["inputs: infra", '1:9 "inputs" must be a list, found the text "infra"'],
    ["clients: []", '1:10 "clients" is empty; list at least one address, or leave the key out'],
    ["clients: [10.0.0.300]", '1:11 "10.0.0.300" has a part above 255'],
    [
      "microservices: { sources: all }",
      '1:27 "sources" is "all", expected clients, gateway or both',
    ],
    [
      "require_routes: yes please",
      '1:17 "require_routes" must be true or false, found the text "yes please"',
    ],
    ["domains: { a.example.com: 10.0.0.0/8 }", '1:27 "10.0.0.0/8" is a CIDR, expected one address'],
    [
      "ranges: [7]",
      '1:10 element 0 (the first) of "ranges" must be text or a mapping of keys, found the number 7; put it in quotes',
    ],
    ["gateways: 7", '1:11 "gateways" must be a list, found the number 7'],
    ["gateways: [{ id: g, apiss: [] }]", '1:21 unknown key "apiss"; did you mean "apis"?'],
    ["region: [a]", '1:9 "region" must be text, found a list'],
    [
      "paths: [{ name: p, from: x, to: 'i:1' }]",
      `1:26 "x" is no source; expected an IP, a CIDR, a list of them, a pack such as api-gateway.private, a cloud-native gateway's id, clients or internet`,
    ],
    ["securityGroups: []", /^1:1 unknown key "securityGroups"; expected version, inputs, /],
    ["version: 2", '1:10 "version" is 2, expected 1'],
    [
      "fail_on: note\nfail_on: error",
      '2:1 the key "fail_on" stands twice in this mapping; remove one of the two',
    ],
    ["- a", "1:1 the file must be a mapping of keys, found a list"],
  ])("%s", (text, expected) => {
    const { complaints, draft } = configOf(text);
    expect(shown(complaints)).toEqual([
      typeof expected === "string" ? expected : expect.stringMatching(expected),
    ]);
    expect(draft.complaints).toEqual([]);
  });

  test("a gateway with a mistake is unknown in that place", () => {
    const { draft } = configOf("gateways: [{ id: g, apiss: [] }]");
    expect(factOf(draft.gateways[0]!.apis)).toBe("apis of g");
  });
});
