// A product that has the same addresses in every region needs no region, neither in its pack nor in the path.
import { expect, test } from "vitest";
import { DEFAULT_SETTINGS, lint } from "../../src/lint.ts";
import { loadDefinitions } from "../../src/load/definitions/index.ts";
import { mergeDrafts } from "../../src/load/merge/merge.ts";
import { loadRangePack } from "../../src/load/own/range-files.ts";
import { builtInPacks, overridePacks } from "../../src/load/own/ranges.ts";
import { parseDocument, type Document } from "../../src/load/text/document.ts";
import type { Report } from "../../src/model/finding.ts";
import { builtInRules } from "../../src/rule/index.ts";

const GROUP = `version: 1
securityGroups:
  - id: sg-a
    ingress: [{ action: ACCEPT, source: 11.163.0.0/16, protocol: TCP, port: 8080 }]
instances: [{ id: ins-a, privateIps: [10.1.0.11], publicIps: [192.0.2.9], securityGroups: [sg-a] }]
`;

function verdicts(pack: string, rest: string): readonly string[] {
  return reportOn(pack, rest).routes.map((r) => r.verdict);
}

function reportOn(pack: string, rest: string): Report {
  const document = parseDocument("a.yaml", `${GROUP}${rest}`) as Document;
  const { pack: own, complaints } = loadRangePack(parseDocument("pack.yaml", pack) as Document);
  expect(complaints).toEqual([]);
  const packs = overridePacks(builtInPacks(), [own!]);
  const inventory = mergeDrafts([loadDefinitions(document)]);
  return lint(inventory, builtInRules(), packs, DEFAULT_SETTINGS);
}

const path = (from: string) => `paths: [{ name: p, from: ${from}, to: "ins-a:8080" }]`;

test.each([
  ["no region", "", "reachable"],
  ["any region", "region: ap-tokyo\n", "reachable"],
])("private ranges, %s in the input", (_, region, verdict) => {
  const pack = "{ product: link, private: [11.163.0.0/16] }";
  expect(verdicts(pack, region + path("link.private"))).toEqual([verdict]);
});

test("one that the group refuses is blocked, without a region", () => {
  expect(verdicts("{ product: link, private: [9.0.0.0/8] }", path("link.private"))).toEqual([
    "blocked",
  ]);
});

test("public addresses count likewise; a set that the pack lacks is open", () => {
  const pack = "{ product: edge, publicVips: [198.51.100.7] }";
  expect(verdicts(pack, path("edge.public"))).toEqual(["blocked"]);
  expect(verdicts(pack, path("edge.private"))).toEqual(["undetermined"]);
});

test("private ranges that are everywhere the same count without a region", () => {
  const pack =
    "{ product: edge, private: [11.163.0.0/16], privateEverywhere: true, regions: [{ id: ap-tokyo }, { id: ap-seoul, private: [10.9.0.0/16] }] }";
  const alike = pack.replace(", private: [10.9.0.0/16]", "");
  expect(verdicts(alike, path("edge.private"))).toEqual(["reachable"]);
  expect(verdicts(pack, path("edge.private"))).toEqual(["undetermined"]);
});

test("with regions, what stands above them is theirs and nobody else's", () => {
  const pack = "{ product: edge, private: [11.163.0.0/16], regions: [{ id: ap-tokyo }] }";
  expect(verdicts(pack, `region: ap-tokyo\n${path("edge.private")}`)).toEqual(["reachable"]);
  expect(verdicts(pack, `region: ap-seoul\n${path("edge.private")}`)).toEqual(["undetermined"]);
  expect(verdicts(pack, path("edge.private"))).toEqual(["undetermined"]);
});

test("a pack that states nothing is refused", () => {
  const { pack, complaints } = loadRangePack(parseDocument("p.yaml", "{ product: x }") as Document);
  expect(pack).toBeNull();
  expect(complaints).not.toEqual([]);
});

const page = (date: string) => `page: { url: "https://example.com/", date: "${date}" }`;
const gateway = (id: string, region: string) =>
  `  - { id: ${id}, product: edge, instance: shared${region}, apis: [] }\n`;

test("the age of what holds everywhere is told once, and of no region", () => {
  const rest = `gateways:\n${gateway("g-1", "")}${gateway("g-2", ", region: ap-tokyo")}`;
  const everywhere = `{ product: edge, title: Edge, private: [11.163.0.0/16], ${page("2026-01-02")} }`;
  expect(reportOn(everywhere, rest).notices.map(({ text }) => text)).toEqual([
    "ranges of Edge as published on 2026-01-02; they may have changed",
  ]);
  const one = `regions: [{ id: ap-tokyo, private: [11.163.0.0/16], ${page("2026-01-02")} }]`;
  expect(
    reportOn(`{ product: edge, title: Edge, ${one} }`, rest).notices.map(({ text }) => text),
  ).toEqual(["ranges of Edge in ap-tokyo as published on 2026-01-02; they may have changed"]);
});
