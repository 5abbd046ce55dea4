// The 504 table speaks of every filter that can stand before a backend, and the built-in rules say what it says.
import { describe, expect, test } from "vitest";
import { demandOf, DEMANDS, type DemandAsked, type DemandTable } from "../../src/model/demands.ts";
import type { HopKind } from "../../src/model/finding.ts";
import type { BackendKind } from "../../src/model/route.ts";
import { builtInRules } from "../../src/rule/index.ts";

const BACKENDS = Object.keys(DEMANDS) as BackendKind[];
/** Kinds whose calls meet no filter. */
const UNFILTERED: ReadonlySet<BackendKind> = new Set(["scf", "cos", "mock"]);
const HOPS = ["clb", "acl", "target"] as const satisfies readonly HopKind[];
const everyAsking: DemandAsked[] = BACKENDS.flatMap((backend) =>
  HOPS.flatMap((hop) =>
    (["shared", "dedicated", "unknown"] as const).flatMap((gateway) =>
      (backend === "microservice" ? (["cvm", "container"] as const) : [null]).map((deployment) => ({
        backend,
        hop,
        gateway,
        deployment,
      })),
    ),
  ),
);
const name = (asking: DemandAsked) => Object.values(asking).join(" ");
const rows = everyAsking.flatMap((asking) => {
  const row = demandOf(asking);
  return row ? [[name(asking), asking, row] as const] : [];
});

describe("every backend kind", () => {
  test.each(BACKENDS.filter((kind) => !UNFILTERED.has(kind)))(
    "%s demands something of its target and of the network ACL before it",
    (backend) => {
      const own = rows.filter(([, asking]) => asking.backend === backend);
      const asked = new Set(
        everyAsking.filter((one) => one.backend === backend && one.hop !== "clb"),
      );
      for (const one of asked) expect(own.map(([, asking]) => asking)).toContain(one);
    },
  );

  test("a table without the demands of a kind or of a hop does not compile", () => {
    const { clb: _, ...others } = DEMANDS;
    // @ts-expect-error -- `clb` is missing
    const lacksKind: DemandTable = others;
    // @ts-expect-error -- `target` is missing
    const lacksHop: DemandTable = { ...DEMANDS, cvm: { clb: null, acl: null } };
    expect([lacksKind, lacksHop]).toHaveLength(2);
  });
});

test.each(rows)("%s: one built-in rule says the same of it", (_, asking, row) => {
  const rules = builtInRules().filter(({ applies, asks, ofPaths }) => {
    if (asks.length === 0 || ofPaths !== (asking.backend === "path")) return false;
    const fits = (wanted: readonly string[] | undefined, actual: string | null) =>
      wanted === undefined || (actual !== null && wanted.includes(actual));
    const gateway = asking.gateway === "unknown" ? "dedicated" : asking.gateway;
    return (
      fits(applies.backend, asking.backend) &&
      fits(applies.hop, asking.hop) &&
      fits(applies.gateway, gateway) &&
      fits(applies.deployment, asking.deployment)
    );
  });
  expect(
    rules.map(({ asks, value, info }) => ({ asks, to: portOf(value), page: info.help })),
  ).toEqual([{ asks: [{ kind: "name", name: row.from }], to: row.to, page: row.page }]);
});

/** A declared path names its port itself. */
function portOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "to" in value ? value.to : "hop.port";
}
