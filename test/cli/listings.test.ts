// `rules`, `explain` and `ranges`.
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { project, sglint } from "./run.ts";

const ids = readdirSync(new URL("../../rules", import.meta.url))
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.replace(".yaml", ""));

test("rules lists every rule, as a table and as JSON", async () => {
  const { stdout, code } = await sglint(["rules"]);
  const lines = stdout.trimEnd().split("\n");
  expect(code).toBe(0);
  expect(lines[0]).toMatch(/^RULE +SEVERITY +TITLE$/);
  expect(lines.slice(1).map((line) => line.split(" ")[0])).toEqual(ids.toSorted());
  const { schemaVersion, rules } = JSON.parse((await sglint(["rules", "--json"])).stdout);
  expect([schemaVersion, rules.map(({ id }: { id: string }) => id)]).toEqual([1, ids.toSorted()]);
});

test("explain says what, why and where it comes from", async () => {
  const { stdout, code } = await sglint(["explain", "clb-backend-admits-gateway"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^error\[clb-backend-admits-gateway\]: \S/);
  expect(stdout).toMatch(/^why: +\S/m);
  expect(stdout).toMatch(/^page: +https:\/\//m);
});

test("ranges shows every region, with page date and what is not known", async () => {
  const { stdout } = await sglint(["ranges"]);
  expect(stdout).toMatch(/^product: +API Gateway \(api-gateway\)$/m);
  expect(stdout).toMatch(/^retirement: +.*2026-10-30$/m);
  expect(stdout).toMatch(
    /^ap-guangzhou +Guangzhou .*9\.0\.0\.0\/8.* 23 +2024-11-05 \(\d+ months ago\)$/m,
  );
  expect(stdout).toMatch(/^ap-shanghai .*\(incomplete\)/m);
  expect(stdout).toMatch(/^ap-tokyo .* unknown /m);
});

test("ranges REGION shows one region in full", async () => {
  const { stdout } = await sglint(["ranges", "ap-guangzhou"]);
  for (const text of [
    "125.94.61.15",
    "100.64.0.0/10",
    "also published:",
    "https://cloud.tencent.com/document/product/628/39963",
  ])
    expect(stdout).toContain(text);
  expect((await sglint(["ranges", "ap-shanghai"])).stdout).toMatch(/^complete: +no: /m);
});

test("ranges --json holds the same as data", async () => {
  const { packs } = JSON.parse((await sglint(["ranges", "ap-guangzhou", "--json"])).stdout);
  const own = packs.find((pack: { product: string }) => pack.product === "api-gateway");
  expect(own.regions).toHaveLength(1);
  const [region] = own.regions;
  expect(region.private.ranges).toEqual([
    "9.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "11.0.0.0/8",
    "30.0.0.0/8",
  ]);
  expect(region.public.ranges).toContain("125.94.61.15");
});

test("the ranges of the config are laid over the built-in ones", async () => {
  const cwd = project({
    "sglint.yaml": [
      "ranges:",
      "  - product: api-gateway",
      "    regions: [{ id: ap-home, private: [198.51.100.0/24] }]",
      "",
    ].join("\n"),
  });
  expect((await sglint(["ranges", "ap-home"], { cwd })).stdout).toContain("198.51.100.0/24");
  expect((await sglint(["ranges", "ap-home"])).code).toBe(2);
});
