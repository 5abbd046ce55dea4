// A snapshot as input: what was refused becomes a fact that names the permission, and is asked for by nobody else.
import { describe, expect, test } from "vitest";
import { lint, DEFAULT_SETTINGS } from "../../../../src/lint.ts";
import { parseDocument } from "../../../../src/load/text/document.ts";
import { mergeDrafts } from "../../../../src/load/merge/merge.ts";
import { builtInPacks } from "../../../../src/load/own/ranges.ts";
import { loadSnapshot, looksLikeSnapshot } from "../../../../src/load/fetch/reading/load.ts";
import type { Report } from "../../../../src/model/finding.ts";
import { locate, locateLine, lineText } from "../../../../src/model/place.ts";
import { isUnknown } from "../../../../src/model/unknown.ts";
import { parseCidr } from "../../../../src/net/address.ts";
import { builtInRules } from "../../../../src/rule/index.ts";
import { generateAccount, type Fault } from "../../../cloud/cloud.ts";
import { cloudFor, fetchCloud } from "../live/reading.ts";

const ACCOUNT = generateAccount({
  groups: 12,
  instances: 60,
  balancers: 12,
  gateways: 3,
  apisPerGateway: 8,
  clusters: 2,
  templates: 4,
});

const office = parseCidr("203.0.113.0/24");
const CLIENTS = office.ok ? [{ text: office.text, set: office.set }] : [];

async function fetched(...faults: readonly Fault[]) {
  const { document } = await fetchCloud(
    await cloudFor({ account: ACCOUNT, limits: false, faults }),
  );
  const inventory = mergeDrafts(loadSnapshot(document));
  const settings = { ...DEFAULT_SETTINGS, clients: CLIENTS };
  return { inventory, document, report: lint(inventory, builtInRules(), builtInPacks(), settings) };
}

let unhurt: ReturnType<typeof fetched> | null = null;

/** Without faults; read once. */
function whole(): ReturnType<typeof fetched> {
  return (unhurt ??= fetched());
}

function count(report: Report, verdict: string): number {
  return report.routes.filter((route) => route.verdict === verdict).length;
}

function facts(report: Report): string {
  const texts = report.findings
    .filter(({ rule }) => rule === "cannot-decide")
    .flatMap(({ message, notes, help }) => [message, help, ...notes.map(({ text }) => text)]);
  return [...texts, ...report.routes.map(({ reason }) => reason)].join("\n");
}

describe("a whole account", { timeout: 60_000 }, () => {
  test("has no complaint, and routes of every kind", async () => {
    const { inventory, report } = await whole();
    expect(inventory.complaints).toEqual([]);
    const kinds = new Set(report.routes.map(({ backend }) => backend.type));
    expect([...kinds].toSorted()).toEqual(
      expect.arrayContaining(["clb", "http", "microservice", "upstream"]),
    );
  });

  test("knows its region and the members of its groups", async () => {
    const { inventory } = await whole();
    expect(inventory.gateways.map(({ region }) => region)).toEqual(
      inventory.gateways.map(() => "ap-guangzhou"),
    );
    expect([...inventory.groups.values()].filter((group) => group.membersUnknown !== null)).toEqual(
      [],
    );
    expect(inventory.assumptions.join()).toContain(
      "The members of the security groups of ap-guangzhou",
    );
  });

  test("knows the instances of microservices on CVMs", async () => {
    const { inventory } = await whole();
    const onCvm = [...inventory.microservices.values()].flatMap(({ runsOn, port }) =>
      runsOn.kind === "cvm" ? [{ instances: runsOn.instances, port }] : [],
    );
    expect(onCvm.length).toBeGreaterThan(0);
    for (const { instances, port } of onCvm) {
      expect(isUnknown(instances) ? [] : instances.every((id) => inventory.instances.has(id))).toBe(
        true,
      );
      expect(port).toBeGreaterThan(0);
    }
  });

  test("knows the members of target groups", async () => {
    const { inventory } = await whole();
    const unknown = [...inventory.loadBalancers.values()].flatMap(({ listeners }) =>
      isUnknown(listeners)
        ? [listeners]
        : listeners
            .flatMap(({ targets, rules }) => [
              targets,
              ...(isUnknown(rules) ? [] : rules.map((r) => r.targets)),
            ])
            .filter(isUnknown),
    );
    expect(unknown.map(({ fact }) => fact.text)).toEqual([]);
  });

  test("points at lines that hold the thing itself", async () => {
    const { inventory } = await whole();
    const group = [...inventory.groups.values()].find(
      ({ ingress }) => !isUnknown(ingress) && ingress.length > 1,
    )!;
    const policy = (isUnknown(group.ingress) ? [] : group.ingress)[1]!;
    const { line } = locateLine(policy.place);
    expect(lineText(policy.place.source, line)).toMatch(/^\s\{"PolicyIndex":1,.*\},?$/);
    const [instance] = inventory.instances.values();
    expect(lineText(instance!.place.source, locate(instance!.place).line)).toContain(instance!.id);
  });
});

describe("a refused call", { timeout: 60_000 }, () => {
  test.each([
    ["vpc:DescribeSecurityGroupPolicies"],
    ["clb:DescribeTargets"],
    ["clb:DescribeLoadBalancers"],
    ["cvm:DescribeInstances", "vpc:DescribeNetworkInterfaces"],
    ["apigw:DescribeApi"],
    ["apigw:DescribeApisStatus"],
    ["apigw:DescribeUpstreams"],
    ["vpc:DescribeNetworkAcls"],
    ["tsf:DescribeMicroservice"],
    ["tsf:DescribeSimpleNamespaces"],
  ])("%s %s: routes hang on it, and say so", async (...calls) => {
    const before = (await whole()).report;
    const call = calls.filter((name) => name !== undefined).map((name) => name.split(":")[1]!);
    const { report } = await fetched({ call, effect: { kind: "deny" } });
    expect(report.complete).toBe(false);
    expect(count(report, "undetermined")).toBeGreaterThan(count(before, "undetermined"));
    expect(facts(report)).toContain(`${calls[0]} is not permitted (UnauthorizedOperation)`);
    // Less known never means more reachable or more blocked.
    const sure = ["reachable", "blocked", "partial"] as const;
    for (const verdict of sure)
      expect(count(report, verdict)).toBeLessThanOrEqual(count(before, verdict));
  });

  test.each(["clb:DescribeListeners", "vpc:DescribeSubnets", "vpc:DescribeAddressTemplates"])(
    "%s: where other calls tell enough the verdict stands, and the gap is a complaint",
    async (name) => {
      const before = (await whole()).report;
      const { report } = await fetched({ call: name.split(":")[1]!, effect: { kind: "deny" } });
      const verdicts = report.routes.map(({ verdict }) => verdict);
      for (const [i, { verdict }] of before.routes.entries())
        expect([verdict, "undetermined"]).toContain(verdicts[i]);
      expect(report.complaints.map(({ message }) => message)).toEqual([
        expect.stringContaining(`${name} is not permitted (UnauthorizedOperation)`),
      ]);
    },
  );

  test("the list of groups alone: the groups that are bound are read one by one", async () => {
    const before = (await whole()).report;
    const { report, inventory } = await fetched({
      call: "DescribeSecurityGroups",
      effect: { kind: "deny" },
    });
    expect(report.routes.map(({ verdict }) => verdict)).toEqual(
      before.routes.map(({ verdict }) => verdict),
    );
    expect(inventory.groups.size).toBeGreaterThan(0);
    expect(report.complete).toBe(false);
  });

  test.each([
    ["deny", "no gateway was read: apigw:DescribeServicesStatus is not permitted"],
    ["offline", "no gateway was read: ap-guangzhou has no API Gateway service to judge"],
  ] as const)("no gateway, as the list met %s, is said as it is", async (kind, notice) => {
    const { report } = await fetched({ call: "DescribeServicesStatus", effect: { kind } });
    const said = report.notices.find(({ text }) => text.startsWith("no gateway was read"));
    expect(said?.text).toContain(notice);
  });

  test("of one group alone: only its routes hang on it", async () => {
    const before = await whole();
    const [group] = before.report.routes.flatMap(({ hops, verdict }) =>
      verdict === "undetermined" ? [] : hops.flatMap(({ groups }) => groups),
    );
    const { report } = await fetched({
      call: "DescribeSecurityGroupPolicies",
      about: group!,
      effect: { kind: "deny" },
    });
    const touched = (one: Report) =>
      one.routes.filter(({ hops }) => !hops.some(({ groups }) => groups.includes(group!)));
    expect(touched(report).map(({ verdict }) => verdict)).toEqual(
      touched(before.report).map(({ verdict }) => verdict),
    );
    expect(facts(report)).toContain(group);
  });
});

describe("a text", () => {
  const read = (text: string) => {
    const document = parseDocument("s.json", text);
    if (!("root" in document)) throw new Error("not JSON");
    return document;
  };

  test.each([
    ["{}"],
    ["[]"],
    ['{"sglint":"journal"}'],
    ["null"],
    ['"snapshot"'],
    ['{"Response":{}}'],
  ])("%s is no snapshot", (text) => {
    expect(looksLikeSnapshot(read(text))).toBe(false);
  });

  test.each([
    ['{"sglint":"snapshot"}', 'has no key "version"'],
    ['{"sglint":"snapshot","version":7}', "this snapshot has format 7"],
    ['{"sglint":"snapshot","version":1,"answers":{}}', '"answers" must be a list'],
    ['{"sglint":"snapshot","version":1,"answers":[{"Region":1}]}', "must be text"],
    ['{"sglint":"snapshot","version":1,"anwsers":[]}', 'did you mean "answers"?'],
  ])("%s is complained about", (text, message) => {
    const messages = loadSnapshot(read(text)).flatMap(({ complaints }) =>
      complaints.map((c) => c.message),
    );
    expect(messages.join("\n")).toContain(message);
  });
});

describe.each(["constructor", "__proto__", "toString"])("a snapshot that names %s", (name) => {
  const head = {
    sglint: "snapshot",
    version: 1,
    tool: "sglint 0.1.0",
    account: null,
    redacted: false,
    regions: ["ap-guangzhou"],
    time: { started: "2026-01-01T00:00:00Z", finished: "2026-01-01T00:00:00Z", sittings: 1 },
    complete: false,
    calls: [
      {
        region: "ap-guangzhou",
        call: "vpc:DescribeSubnets",
        asked: 1,
        answered: 0,
        withdrawn: 0,
        failed: 1,
        pending: 0,
      },
    ],
    notices: [],
  };
  const failed = (kind: string) => ({
    Region: "ap-guangzhou",
    Service: "vpc",
    Action: "DescribeSubnets",
    Error: { Kind: kind, Code: kind, Message: "no" },
  });
  const said = (kind: string) =>
    `vpc:DescribeSubnets failed (${kind}) in ap-guangzhou: no; what it would tell is unknown: fetch again with --resume`;
  const read = (...answers: object[]) => {
    const text = JSON.stringify({ ...head, answers });
    const document = parseDocument("s.json", text);
    if (!("root" in document)) throw new Error("no JSON");
    return loadSnapshot(document);
  };

  test("as call or region reads nothing of it", () => {
    const entry = { Region: "ap-guangzhou", Service: "vpc", Action: name };
    const strange = [
      { ...entry, Response: {} },
      { ...entry, Region: name, Response: {} },
    ];
    const drafts = read(failed("server"), ...strange);
    expect(drafts).toHaveLength(2);
    expect(drafts.flatMap(({ groups }) => groups)).toEqual([]);
    expect(drafts[0]!.complaints.map(({ message }) => message)).toEqual([
      said("server"),
      `the answer is of "${name}", and the header names ap-guangzhou: 1 answer is not read; fetch again`,
    ]);
  });

  test("as the kind of an error says that the call failed", () => {
    expect(read(failed(name))[0]!.complaints.map(({ message }) => message)).toEqual([said(name)]);
  });
});
