// Fix and proof for each refusal at a target whose group is nearly full: 100 policies with the five ranges.
// Target: at most 1 ms at the median.
import { seekFix, type SoughtRefusal } from "../src/fix/seek.ts";
import type { FixGround } from "../src/fix/ground.ts";
import { policyBook } from "../src/judge/compile.ts";
import { judgeHop } from "../src/judge/hop.ts";
import { loadDefinitions } from "../src/load/definitions/index.ts";
import { parseDocument } from "../src/load/text/document.ts";
import { mergeDrafts } from "../src/load/merge/merge.ts";
import { isComplaints } from "../src/load/text/parsed.ts";
import type { Demand, Sources } from "../src/model/demand.ts";
import { routesOf } from "../src/model/routes/index.ts";
import { NO_ADDRESS, parseCidr, uniteAddresses } from "../src/net/address.ts";
import { elapsed, median, ms, random, table } from "./measure.ts";

const RANGES = ["9.0.0.0/8", "10.0.0.0/8", "11.0.0.0/8", "30.0.0.0/8", "100.64.0.0/10"];
const PORTS = ["22", "80", "443", "3306", "8000-9000", "8080", "8081,8443", "9090", "30000-32768"];
const NETS = [9, 10, 11, 30, 100, 172, 192, 203];
const LISTS = 300;
const SIZES = [30, 95, 300];
const DEMAND: Demand = { sources: sources(), protocol: "tcp", port: 8080 };

console.log(`fix and proof for each refusal, ${LISTS} random groups, node ${process.version}\n`);
console.log(
  table(
    ["policies, machines", "refusals", "median", "95 %", "slowest", "offered", "target"],
    SIZES.flatMap((size) => [row(size, 1), row(size, 20)]),
  ),
);

function row(size: number, machines: number): string[] {
  const cases = Array.from({ length: LISTS }, (_, seed) => refusals(size, machines, seed + 1));
  // Once over everything first, so that no figure is the compiler's.
  for (const { ground, list } of cases) for (const one of list) seekFix(ground, one);
  let offered = 0;
  const times = cases.flatMap(({ ground, list }) =>
    list.map((one) => {
      if ("title" in seekFix(ground, one)) offered++;
      return elapsed(() => seekFix(ground, one));
    }),
  );
  const sorted = times.toSorted((a, b) => a - b);
  return [
    `${size}, ${machines}`,
    String(times.length),
    ms(median(times)),
    ms(sorted[Math.floor(sorted.length * 0.95)]!),
    ms(sorted.at(-1)!),
    `${Math.round((100 * offered) / times.length)} %`,
    size === 95 ? "1 ms" : "",
  ];
}

/** One group of random policies on some machines, which the gateway's ranges cannot fully reach on tcp/8080. */
function refusals(
  size: number,
  machines: number,
  seed: number,
): { ground: FixGround; list: SoughtRefusal[] } {
  const inventory = inventoryOf(size, machines, seed);
  const book = policyBook(inventory);
  const bound = [...inventory.instances.keys()].map((resource) => ({
    resource,
    groups: ["sg-bench"],
  }));
  const ground: FixGround = {
    inventory,
    book,
    bindings: () => bound,
    knowsHolders: () => true,
    newTrouble: () => null,
  };
  const [route] = routesOf({ inventory, domains: new Map() });
  const hop = route!.hops[0]!;
  const judgement = judgeHop(inventory, book, hop, DEMAND);
  const asked = { hop, demand: DEMAND, judgement, resources: ["ins-0"] };
  return { ground, list: judgement.refusals.map((refusal) => ({ ...asked, refusal })) };
}

function inventoryOf(size: number, machines: number, seed: number) {
  const next = random(seed);
  const choose = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)]!;
  const policies = Array.from({ length: size }, (_, i) => {
    if (i === size - 1 && seed % 2 === 0) return { action: "DROP", source: "0.0.0.0/0" };
    const bits = choose([12, 16, 20, 24, 24, 28, 32]);
    const address = ((choose(NETS) << 24) | Math.floor(next() * 2 ** 24)) >>> 0;
    const masked = (address - (address % 2 ** (32 - bits))) >>> 0;
    const ip = [24, 16, 8, 0].map((shift) => (masked >>> shift) & 255).join(".");
    return {
      action: next() < 0.85 ? "ACCEPT" : "DROP",
      source: `${ip}/${bits}`,
      protocol: choose(["TCP", "TCP", "TCP", "UDP"]),
      port: choose(PORTS),
    };
  });
  const text = JSON.stringify({
    version: 1,
    securityGroups: [{ id: "sg-bench", ingress: policies }],
    instances: Array.from({ length: machines }, (_, i) => ({
      id: `ins-${i}`,
      securityGroups: ["sg-bench"],
    })),
    paths: [{ name: "bench", from: "10.0.0.0/8", to: "ins-0:8080" }],
  });
  const document = parseDocument("bench.json", text);
  if (isComplaints(document)) throw new Error(document[0]!.message);
  return mergeDrafts([loadDefinitions(document)]);
}

function sources(): Sources {
  const declared = RANGES.map((text) => {
    const reading = parseCidr(text);
    if (!reading.ok) throw new Error(reading.why);
    return reading;
  });
  return {
    key: "bench",
    subject: "gateway",
    unit: "gateway ranges",
    declared,
    known: uniteAddresses(declared.map(({ set }) => set)),
    whole: null,
    open: null,
    soft: NO_ADDRESS,
    vendor: true,
    origin: null,
    contradictions: [],
  };
}
