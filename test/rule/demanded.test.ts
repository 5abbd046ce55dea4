// Verdicts come from the 504 table: no rule makes one, none can be switched off to change one, and a filter of which
// nothing says who must be admitted is never reachable.
import { describe, expect, test } from "vitest";
import { policyBook } from "../../src/judge/compile.ts";
import { DEFAULT_SETTINGS, lint, type LintSettings } from "../../src/lint.ts";
import { builtInPacks } from "../../src/load/own/ranges.ts";
import { mergeDrafts } from "../../src/load/merge/merge.ts";
import type { Report } from "../../src/model/finding.ts";
import type { Inventory } from "../../src/model/inventory.ts";
import type { BackendKind } from "../../src/model/route.ts";
import { routesOf } from "../../src/model/routes/index.ts";
import { builtInRules, isMistake, ruleOf, type Rule } from "../../src/rule/index.ts";
import { routeJudge } from "../../src/rule/judged.ts";
import { sourceBook } from "../../src/rule/sources.ts";
import { draftOf } from "../load/reading.ts";

/** A backend of each kind that meets a filter, as an API's `backend`; for a path, the path. */
const BACKENDS: Readonly<Record<Exclude<BackendKind, "scf" | "cos" | "mock">, readonly string[]>> =
  {
    clb: ["{ type: clb, loadBalancer: lb-a, port: 80 }"],
    http: [
      '{ type: http, url: "http://198.51.100.9:80" }',
      '{ type: http, url: "http://198.51.100.8:80" }',
    ],
    microservice: [
      "{ type: microservice, microservice: ms-cvm }",
      "{ type: microservice, microservice: ms-container }",
    ],
    upstream: ["{ type: upstream, targets: [{ instance: ins-a, port: 80 }] }"],
    cvm: ["{ type: cvm, targets: [{ instance: ins-a, port: 80 }] }"],
    k8s: ["{ type: k8s, cluster: cls-a, port: 80 }"],
    path: [],
  };

const FIXED = { ...DEFAULT_SETTINGS, region: "ap-guangzhou" };

function stack(action: "ACCEPT" | "DROP"): Inventory {
  const apis = Object.values(BACKENDS).flat();
  const gateway = (id: string, instance: string) =>
    `  - { id: ${id}, clients: [203.0.113.0/24], ${instance} apis: [\n${apis
      .map((backend, i) => `    { id: ${id}-${i}, auth: SECRET, backend: ${backend} }`)
      .join(",\n")} ] }`;
  return mergeDrafts([
    draftOf(`
version: 1
securityGroups: [{ id: sg-a, ingress: [{ action: ${action}, source: 0.0.0.0/0, protocol: ALL }] }]
instances: [{ id: ins-a, privateIps: [10.0.3.17], publicIps: [198.51.100.9], securityGroups: [sg-a] }]
loadBalancers:
  - { id: lb-a, type: OPEN, vips: [198.51.100.8], securityGroups: [sg-a],
      listeners: [{ port: 80, protocol: TCP, targets: [{ instance: ins-a, port: 80 }] }] }
clusters: [{ id: cls-a, nodes: [ins-a] }]
microservices:
  - { id: ms-cvm, instances: [ins-a], port: 80 }
  - { id: ms-container, cluster: cls-a, port: 80 }
gateways:
${gateway("shared", "instance: shared,")}
${gateway("dedicated", "instance: { id: instance-a, vpcSources: [10.0.9.0/24], publicEgress: [203.0.113.9] },")}
paths: [{ name: p, from: [203.0.113.0/24], to: "ins-a:80" }]
`),
  ]);
}

function linted(
  inventory: Inventory,
  rules: readonly Rule[],
  settings: LintSettings = FIXED,
): Report {
  expect(inventory.complaints).toEqual([]);
  return lint(inventory, rules, builtInPacks(), settings);
}

const verdicts = ({ routes }: Report) => routes.map(({ id, verdict }) => `${id}: ${verdict}`);

describe("without any rule", () => {
  test.each([
    ["DROP", "blocked"],
    ["ACCEPT", "reachable"],
  ] as const)("a %s of everything before each kind of backend is %s", (action, verdict) => {
    const { routes, findings } = linted(stack(action), []);
    expect(new Set(routes.map(({ backend }) => backend.type))).toEqual(
      new Set(Object.keys(BACKENDS)),
    );
    expect(routes.filter((route) => route.verdict !== verdict)).toEqual([]);
    expect(findings).toEqual([]);
  });

  test("verdicts are those with all of them, and no rule changes one", () => {
    for (const inventory of [stack("DROP"), stack("ACCEPT")]) {
      const rules = builtInRules();
      const all = verdicts(linted(inventory, rules));
      for (const one of rules)
        expect(
          verdicts(
            linted(
              inventory,
              rules.filter((rule) => rule !== one),
            ),
          ),
        ).toEqual(all);
      expect(verdicts(linted(inventory, []))).toEqual(all);
    }
  });
});

test("a rule of the user's adds a demand of its own, which decides as well", () => {
  const own = ruleOf({
    id: "office-is-admitted",
    title: "The office must be admitted",
    severity: "error",
    why: "it calls too",
    for: { backend: "cvm", hop: "target" },
    require: { from: "2001:db8::/32", to: "target.port" },
  });
  if (isMistake(own)) throw new Error(own.message);
  const { routes, findings } = linted(stack("ACCEPT"), [own]);
  expect(
    routes.filter(({ backend }) => backend.type === "cvm").map(({ verdict }) => verdict),
  ).toEqual(["partial", "partial"]);
  expect(findings.map(({ rule, message }) => [rule, message])).toEqual([
    ["office-is-admitted", "2001:db8::/32 cannot reach ins-a on tcp/80"],
  ]);
});

test("a filter of which nothing says who must be admitted is undetermined", () => {
  const inventory = stack("ACCEPT");
  const sources = sourceBook(inventory, builtInPacks(), FIXED);
  const judge = routeJudge(inventory, policyBook(inventory), builtInRules(), sources);
  const route = routesOf({ inventory, domains: new Map() }).find(
    ({ backend }) => backend.kind === "cvm",
  )!;
  expect(judge(route).verdict).toBe("reachable");
  const hops = route.hops.map((hop) => ({ ...hop, kind: "clb" as const }));
  const { verdict, facts, hops: judged } = judge({ ...route, hops });
  expect(verdict).toBe("undetermined");
  expect(judged.map((hop) => hop.verdict)).toEqual(["undetermined"]);
  expect(facts.map(({ text }) => text)).toEqual([
    "nothing says who must be admitted at the clb hop of a cvm backend",
  ]);
});

test("what another filter surely refuses is blocked all the same", () => {
  const inventory = stack("DROP");
  const sources = sourceBook(inventory, builtInPacks(), FIXED);
  const judge = routeJudge(inventory, policyBook(inventory), [], sources);
  const route = routesOf({ inventory, domains: new Map() }).find(
    ({ backend }) => backend.kind === "cvm",
  )!;
  const hops = route.hops.flatMap((hop) => [{ ...hop, kind: "clb" as const }, hop]);
  expect(judge({ ...route, hops }).verdict).toBe("blocked");
});
