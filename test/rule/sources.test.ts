// Sources of which something is not known: a verdict is certain only where every way in which it may turn out has it,
// and an undetermined one names the fact and what to do.
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { DEFAULT_SETTINGS, lint } from "../../src/lint.ts";
import { loadApiAnswers } from "../../src/load/answers/index.ts";
import { mergeDrafts } from "../../src/load/merge/merge.ts";
import { readRangePack } from "../../src/load/own/range-files.ts";
import { builtInPacks } from "../../src/load/own/ranges.ts";
import type { Report } from "../../src/model/finding.ts";
import { rootOf } from "../../src/model/place.ts";
import { builtInRules } from "../../src/rule/index.ts";
import { lintText } from "../cases.ts";
import { project, sglint } from "../cli/run.ts";
import { documentOf, draftOf } from "../load/reading.ts";

const target = (...sources: string[]) => {
  const ingress = sources.map((source) => ({
    action: "ACCEPT",
    source,
    protocol: "TCP",
    port: "80",
  }));
  return `
securityGroups: [{ id: sg-a, ingress: ${JSON.stringify(ingress)} }]
instances:
  - { id: ins-a, privateIps: [10.0.3.17, "2001:db8::7"], publicIps: [198.51.100.9], securityGroups: [sg-a] }
`;
};
const lintWith = (text: string) => lintText(`version: 1\nregion: ap-guangzhou\n${text}`);
const verdictOf = ({ routes }: Report) => routes.map(({ verdict }) => verdict).join();
const undecided = ({ findings }: Report) =>
  findings.flatMap(({ rule, message, help }) =>
    rule === "cannot-decide" ? `${message}; ${help}` : [],
  );

describe("a VPC upstream of a service of which nobody says whether it is shared", () => {
  const upstream = (clients: string, ...sources: string[]) =>
    lintWith(
      `${target(...sources)}gateways: [{ id: gw, instance: 5, ${clients}apis: [{ id: api-a, backend: { type: upstream, targets: [{ instance: ins-a, port: 80 }] } }] }]`,
    );

  test.each([
    ["clients: [203.0.113.7], ", ["0.0.0.0/0"], "reachable"],
    ["clients: [203.0.113.7], ", ["203.0.113.7"], "undetermined"],
    ["clients: [203.0.113.7], ", ["::/0"], "blocked"],
    ['clients: ["2001:db8:1::/64"], ', ["0.0.0.0/0"], "undetermined"],
    ['clients: ["2001:db8:1::/64"], ', ["2001:db8:1::/64"], "undetermined"],
    ['clients: ["2001:db8:1::/64"], ', ["0.0.0.0/0", "2001:db8:1::/64"], "reachable"],
    ["", ["0.0.0.0/0"], "undetermined"],
    ["", ["::/0"], "undetermined"],
    ["", ["0.0.0.0/0", "::/0"], "reachable"],
    ["", [], "blocked"],
  ])("%s admitted: %j: %s", (clients, sources, verdict) => {
    const report = upstream(clients, ...sources);
    expect(verdictOf(report)).toBe(verdict);
    expect(undecided(report)).toEqual(
      verdict === "undetermined" ? [expect.stringContaining("the instance of gw")] : [],
    );
  });
});

describe("nodes of a gateway", () => {
  const path = (gateway: string) =>
    lintWith(
      `${target("10.0.9.1")}gateways: [${gateway}]\npaths: [{ name: p, from: gateway-a, to: "ins-a:80" }]`,
    );

  test.each([
    ["{ id: gateway-a, instance: { vpcSources: [10.0.9.1] } }", "reachable", []],
    [
      "{ id: gateway-a }",
      "undetermined",
      [/gateway-a is declared as shared.*write `instance: \{ vpcSources: \[\.\.\.\] \}`/],
    ],
    ["{ id: gateway-b }", "undetermined", [/gateway-a is not in the input; add gateway gateway-a/]],
  ])("%s", (gateway, verdict, facts) => {
    const report = path(gateway);
    expect(verdictOf(report)).toBe(verdict);
    expect(undecided(report)).toEqual(facts.map((fact) => expect.stringMatching(fact)));
  });
});

describe("answers that tell of a gateway without an address to call from", () => {
  const lintAnswers = (paths: string, ...bodies: object[]) => {
    const answers = bodies.map((body, i) => documentOf(JSON.stringify(body), `${i}.json`));
    const own = draftOf(`version: 1\nregion: ap-guangzhou\n${target("0.0.0.0/0")}${paths}`);
    const inventory = mergeDrafts([loadApiAnswers(answers), own]);
    expect(inventory.complaints).toEqual([]);
    return lint(inventory, builtInRules(), builtInPacks(), DEFAULT_SETTINGS);
  };
  const egress = (host: string) => [
    {
      Result: { TotalCount: 1, ServiceSet: [{ ServiceId: "service-a", InstanceId: "instance-a" }] },
    },
    { Result: { InstanceId: "instance-a", NetworkConfig: { EnableInternetOutbound: false } } },
    {
      Result: {
        ServiceId: "service-a",
        ApiId: "api-a",
        AuthType: "SECRET",
        ServiceType: "HTTP",
        ServiceConfig: { Url: `http://${host}:80` },
      },
    },
  ];

  test("a dedicated instance that may not call the Internet", () => {
    const report = lintAnswers("", ...egress("198.51.100.9"));
    expect(verdictOf(report)).toBe("undetermined");
    expect(undecided(report)).toEqual([
      expect.stringMatching(/service-a has no public address to call from; let /),
    ]);
    const [route] = lintAnswers("", ...egress("198.51.100.10")).routes;
    expect(route).toMatchObject({
      verdict: "external",
      reason: expect.stringMatching(/service-a has no public address to call from: let /),
    });
  });

  test("a cloud-native gateway without nodes", () => {
    const report = lintAnswers(
      'paths: [{ name: p, from: gateway-a, to: "ins-a:80" }]',
      { Result: { TotalCount: 1, GatewayList: [{ GatewayId: "gateway-a" }] } },
      {
        GatewayId: "gateway-a",
        Action: "DescribeCloudNativeAPIGatewayNodes",
        Result: { TotalCount: 0, NodeList: [] },
      },
    );
    expect(verdictOf(report)).toBe("undetermined");
    expect(undecided(report)).toEqual([expect.stringContaining("gateway-a has no node")]);
  });
});

describe("addresses that a rule lists", () => {
  const ruleWith = (from: readonly string[]) =>
    JSON.stringify({
      id: "own-partners",
      title: "The partners must reach every backend",
      severity: "error",
      why: "They order here.",
      for: { hop: "target" },
      require: { from, to: "target.port" },
    });

  const found = async (from: readonly string[]) => {
    const sg = `version: 1\nregion: ap-guangzhou\n${target("198.51.100.1")}gateways: [{ id: gw, instance: shared, apis: [{ id: api-a, backend: { type: cvm, targets: [{ instance: ins-a, port: 80 }] } }] }]\n`;
    const cwd = project({ "sg.yaml": sg, "rule.yaml": ruleWith(from) });
    const { stdout } = await sglint(["sg.yaml", "--rules", "rule.yaml", "-f", "json"], { cwd });
    const report: {
      findings: { rule: string; message: string; blocked: { sources: string[] }[] }[];
    } = JSON.parse(stdout);
    return report.findings.find(({ rule }) => rule === "own-partners")!;
  };

  test("are all named where they are few", async () => {
    const { message } = await found(["198.51.100.1", "198.51.100.9", "203.0.113.0/24"]);
    expect(message).toMatch(/198\.51\.100\.9.* and 203\.0\.113\.0\/24/);
  });

  test("are counted where they are many, and each of them counts", async () => {
    const many = Array.from({ length: 300 }, (_, i) => `198.51.${100 + (i >> 8)}.${i & 255}`);
    const { message, blocked } = await found(many);
    expect(message).toContain("198.51.100.0 and 299 more");
    expect(message.length).toBeLessThan(200);
    expect(blocked.flatMap(({ sources }) => sources)).toContain("198.51.101.43");
    expect(blocked.flatMap(({ sources }) => sources)).not.toContain("198.51.100.1");
  });
});

describe("a region that nobody states", () => {
  const pack = (...regions: string[]) => {
    const fields = regions.map((list, i) => `{ id: r-${i}, ${list} }`).join(", ");
    const text = `product: mesh\nprivateEverywhere: true\nregions: [${fields}]`;
    return readRangePack(
      parse(text),
      rootOf({ file: "mesh.yaml", text, span: () => ({ start: 0, end: 0 }) }),
    ).pack!;
  };
  const ask = (set: "private" | "public", sources: string[], ...regions: string[]) => {
    const text = `version: 1\n${target(...sources)}paths: [{ name: p, from: mesh.${set}, to: "ins-a:80" }]`;
    const packs = new Map([["mesh", pack(...regions)]]);
    const inventory = mergeDrafts([draftOf(text)]);
    return lint(inventory, builtInRules(), packs, DEFAULT_SETTINGS);
  };
  const alike = "private: [10.1.0.0/16, 10.2.0.0/16]";

  test.each([
    ["private", [alike, "private: [10.2.0.0/16, 10.1.0.0/16]"], ["10.0.0.0/8"], "reachable"],
    [
      "private",
      [alike, "private: [10.1.0.0/16, 10.2.0.0/16, 10.2.3.0/24]"],
      ["10.1.0.0/16"],
      "partial",
    ],
    ["private", [alike, "private: [10.1.0.0/16]"], ["10.1.0.0/16"], "undetermined"],
    ["private", [alike, "publicVips: [203.0.113.7]"], ["10.1.0.0/16"], "undetermined"],
    [
      "public",
      ["publicVips: [203.0.113.7]", "publicVips: [203.0.113.7]"],
      ["203.0.113.7"],
      "undetermined",
    ],
  ] as const)("%s of %j, admitted %j: %s", (set, regions, sources, verdict) => {
    const report = ask(set, [...sources], ...regions);
    expect(verdictOf(report)).toBe(verdict);
    const region = [expect.stringContaining("the input does not state the region")];
    expect(undecided(report)).toEqual(verdict === "undetermined" ? region : []);
  });
});

describe("a caller that is a machine of the input", () => {
  const assumed = (from: string) =>
    lintWith(
      `${target("10.0.0.0/8")}paths: [{ name: p, from: ${from}, to: "ins-a:80" }]`,
    ).assumptions.filter((text) => text.includes("way out"));

  test.each(["10.0.3.17", "10.0.3.17/32", '"2001:db8::7"', '[10.9.0.0/16, "10.0.3.17"]'])(
    "%s: its own way out is an assumption, and says whose",
    (from) => {
      expect(assumed(from)).toEqual([
        "the way out of ins-a is taken to be open: egress policies of a caller's own groups and the ACL of its own subnet are not judged",
      ]);
    },
  );

  test.each(["10.0.3.18", "10.0.0.0/8", "internet"])("%s is nobody's in particular", (from) => {
    expect(assumed(from)).toEqual([]);
  });
});
