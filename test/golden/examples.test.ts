// What the command prints for each example, in every format. Read a change as a diff; `npm run update` writes it anew.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import schema from "../../schemas/output.schema.json" with { type: "json" };
import { VERSION } from "../../src/version.ts";
import { sglint } from "../cli/run.ts";
import { rulesApart } from "./rules-of-log.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const run = (args: readonly string[]) => sglint(args, { cwd: ROOT, env: { COLUMNS: "100" } });

describe.each<[name: string, code: number, ...inputs: string[]]>([
  ["orders", 1, "examples/orders"],
  ["clean", 0, "examples/clean"],
  ["api-answers", 1, "examples/api-answers"],
  ["terraform", 1, "examples/terraform"],
  ["terraform-plan", 1, "test/examples/terraform/plan.json", "--tf", "examples/terraform"],
  ["terraform-state", 1, "test/examples/terraform/state.json", "--region", "ap-guangzhou"],
])("examples/%s", (name, code, ...inputs) => {
  test.each(["pretty", "concise", "json", "sarif"])("as %s", async (format) => {
    const { stdout, stderr, code: actual } = await run(["check", ...inputs, "--format", format]);
    expect({ code: actual, stderr }).toEqual({ code, stderr: "" });
    const { log, rules } = format === "sarif" ? rulesApart(stdout) : { log: stdout, rules: null };
    await expect(log).toMatchFileSnapshot(`${name}.${ending(format)}`);
    if (format === "sarif") await expect(`${rules}\n`).toMatchFileSnapshot("rules.sarif");
  });

  test("its JSON follows the published schema", async () => {
    const { stdout } = await run(["check", ...inputs, "-f", "json"]);
    const ajv = new Ajv2020({ strict: false });
    const valid = ajv.validate(schema, JSON.parse(stdout));
    expect(ajv.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  test("prints the same bytes again", async () => {
    const once = (await run(["check", ...inputs, "-f", "json"])).stdout;
    expect((await run(["check", ...inputs, "-f", "json"])).stdout).toBe(once);
  });
});

test("the stack means the same as it is written, as its plan and as its state", async () => {
  const verdicts = async (...inputs: string[]) => {
    const { stdout } = await run(["check", ...inputs, "-f", "json"]);
    const { routes } = JSON.parse(stdout) as { routes: { id: string; verdict: string }[] };
    return routes.map(({ id, verdict }) => `${verdict}: ${id}`);
  };
  const written = await verdicts("examples/terraform");
  expect(written).toHaveLength(2);
  const beside = "test/examples/terraform";
  expect(await verdicts(`${beside}/plan.json`, "--tf", "examples/terraform")).toEqual(written);
  expect(await verdicts(`${beside}/state.json`, "--region", "ap-guangzhou")).toEqual(written);
});

test("what the README shows is what is printed", async () => {
  const block = /```\n(error\[[\s\S]*?)```/.exec(readFileSync(`${ROOT}/README.md`, "utf8"))![1]!;
  const { stdout } = await sglint(["check", "examples/orders"], {
    cwd: ROOT,
    env: { COLUMNS: "160" },
  });
  const printed = new Set(stdout.split("\n"));
  const missing = block.split("\n").filter((line) => line !== "" && !printed.has(line));
  expect(missing).toEqual([]);
});

test("the version is that of the package", async () => {
  const { version } = JSON.parse(readFileSync(`${ROOT}/package.json`, "utf8")) as {
    version: string;
  };
  expect(VERSION).toBe(version);
  expect((await run(["--version"])).stdout.trim()).toBe(version);
});

function ending(format: string): string {
  return { pretty: "txt", concise: "concise.txt", json: "json", sarif: "sarif" }[format]!;
}
