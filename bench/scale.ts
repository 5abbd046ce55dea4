// 100,000 routes over 1,000 groups: the cost must follow the distinct (group list, demand) pairs, not the routes.
// Each shape runs in a process of its own, so that its memory is its own.
import { spawnSync } from "node:child_process";
import { resourceUsage } from "node:process";
import { loadDefinitions } from "../src/load/definitions/index.ts";
import { parseDocument } from "../src/load/text/document.ts";
import { mergeDrafts } from "../src/load/merge/merge.ts";
import { builtInPacks } from "../src/load/own/ranges.ts";
import { DEFAULT_SETTINGS, lint } from "../src/lint.ts";
import { builtInRules } from "../src/rule/index.ts";

const GROUPS = 1_000;
const RANGES = ["9.0.0.0/8", "10.0.0.0/8", "11.0.0.0/8", "30.0.0.0/8", "100.64.0.0/10"];
const list = <T>(length: number, make: (i: number) => T): T[] =>
  Array.from({ length }, (_, i) => make(i));

/** 30 policies each; every tenth group forgets one of the gateway's ranges. */
const groups = list(GROUPS, (i) => ({
  id: `sg-${i}`,
  ingress: [
    ...list(24, (j) => ({
      action: "ACCEPT",
      source: `172.${16 + (j % 16)}.${i % 256}.0/24`,
      protocol: "TCP",
      port: String(9000 + j),
    })),
    ...RANGES.slice(i % 10 === 0 ? 1 : 0).map((source) => ({
      action: "ACCEPT",
      source,
      protocol: "TCP",
      port: "8000-8099",
    })),
    { action: "DROP", source: "0.0.0.0/0" },
  ],
}));

const instance = (i: number) => ({
  id: `ins-${i}`,
  privateIps: [`172.31.${i >> 8}.${i & 255}`],
  securityGroups: [`sg-${i % GROUPS}`],
});

/** 10,000 APIs, each on one of 1,000 CLBs with ten targets. */
function balancers() {
  return {
    instances: list(10_000, instance),
    loadBalancers: list(1_000, (i) => ({
      id: `lb-${i}`,
      securityGroups: [],
      listeners: [
        {
          port: 443,
          protocol: "TCP",
          targets: list(10, (j) => ({ instance: `ins-${i * 10 + j}`, port: 8000 + (i % 10) })),
        },
      ],
    })),
    apis: list(10_000, (i) => ({
      id: `api-${i}`,
      auth: "SECRET",
      backend: { type: "clb", loadBalancer: `lb-${i % 1_000}`, port: 443 },
    })),
  };
}

/** 100,000 APIs, each with a target of its own written out. */
function targets() {
  return {
    instances: list(GROUPS, instance),
    loadBalancers: [],
    apis: list(100_000, (i) => ({
      id: `api-${i}`,
      auth: "SECRET",
      backend: { type: "cvm", targets: [{ instance: `ins-${i % GROUPS}`, port: 8000 + (i % 10) }] },
    })),
  };
}

const SHAPES = { balancers, targets };

function run(shape: keyof typeof SHAPES): void {
  const { instances, loadBalancers, apis } = SHAPES[shape]();
  const gateways = [{ id: "service-a", instance: "shared", apis }];
  const text = JSON.stringify({
    version: 1,
    region: "ap-guangzhou",
    securityGroups: groups,
    instances,
    loadBalancers,
    gateways,
  });
  const parsing = performance.now();
  JSON.parse(text);
  const start = performance.now();
  const report = lint(inventoryOf(text), builtInRules(), builtInPacks(), DEFAULT_SETTINGS);
  const took = performance.now() - start;
  console.log(
    `${shape}: ${report.routes.length} routes, ${report.findings.length} findings from ${(text.length / 1e6).toFixed(1)} MB: ` +
      `${(took / 1000).toFixed(2)} s end to end (${(took / (start - parsing)).toFixed(0)} x JSON.parse), ` +
      `${(resourceUsage().maxRSS / 1000).toFixed(0)} MB at most`,
  );
}

function inventoryOf(text: string) {
  const document = parseDocument("account.json", text);
  if (!("root" in document)) throw new Error("the generated account cannot be read");
  return mergeDrafts([loadDefinitions(document)]);
}

const [self, shape] = process.argv.slice(1);
if (shape) run(shape as keyof typeof SHAPES);
else
  for (const name of Object.keys(SHAPES))
    spawnSync(process.execPath, [self!, name], { stdio: "inherit" });
