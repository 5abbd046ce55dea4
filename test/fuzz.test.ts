// Inputs of every kind, bent by test/fuzz: whatever stands in a file, the command ends as it is said to end.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { dice } from "./cloud/seed.ts";
import { runHere } from "./cli/here.ts";
import { LONG, runs } from "./depth.ts";
import { inputOf, pathsFor } from "./fuzz/inputs.ts";
import { KINDS, seedsOf } from "./fuzz/seeds.ts";
import { keep, trial } from "./fuzz/trial.ts";

const SEED = 20_261_123;
/** Chooses no special way to name an input. */
const PLAIN = { ...dice(SEED), chance: () => false };

describe.each(KINDS)("%s", (kind) => {
  test("is sound before it is bent: something is judged", async () => {
    const { long } = seedsOf(kind);
    for (const { files, bent } of [long[0]!, long.at(-1)!]) {
      const folder = mkdtempSync(join(tmpdir(), "sglint-seed-"));
      keep({ ...inputOf(kind, 0), files: new Map(Object.entries(files)) }, folder);
      const { stdout, stderr } = await runHere([...pathsFor(kind, bent, PLAIN), "-f", "json"], {
        cwd: folder,
        env: { PATH: process.env["PATH"], HOME: folder },
      });
      rmSync(folder, { recursive: true });
      const { routes, findings } = JSON.parse(stdout || "{}") as Record<string, unknown[]>;
      expect([...(routes ?? []), ...(findings ?? [])].length, stderr).toBeGreaterThan(0);
    }
  });

  test("does no harm when it is bent", async () => {
    for (let i = 0; i < runs(3, 1); i++) expect((await trial(kind, SEED + i)).fault).toBeNull();
  });
});

test("the same number is the same input", () => {
  for (const kind of KINDS) expect(inputOf(kind, SEED)).toEqual(inputOf(kind, SEED));
});

test.runIf(LONG)(
  "hundreds of inputs, under limits of time and memory",
  () => {
    const script = fileURLToPath(new URL("../scripts/fuzz.mjs", import.meta.url));
    const command = [script, "220", "--seed", String(SEED)];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
    expect(status, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/^all +220 /m);
  },
  300_000,
);
