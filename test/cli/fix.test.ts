// `--fix`, `--diff` and their limits, on files as people write them.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { some } from "../depth.ts";
import { POLICIES, STYLES } from "../fix/edit/styles.ts";
import { described } from "../load/terraform/applied.ts";
import { valueOf } from "../fix/edit/edited.ts";
import { project, sglint, type Ran } from "./run.ts";

const GROUP = [
  "version: 1",
  "securityGroups:",
  "  - id: sg-web",
  "    ingress:",
  "      # the office",
  '      - { action: ACCEPT, source: 203.0.113.7/24, protocol: TCP, port: "80" }',
  "      - { action: DROP, source: 0.0.0.0/0 } # all others",
  "",
].join("\n");
const ROUTES = [
  "version: 1",
  "instances: [{ id: ins-web, privateIps: [10.0.0.1], securityGroups: [sg-web] }]",
  'paths: [{ name: web, from: 198.51.100.0/24, to: "ins-web:80", expect: reachable }]',
  "",
].join("\n");
const MASKED = GROUP.replace("203.0.113.7/24", "203.0.113.0/24");
const OPENED = MASKED.replace(
  "      - { action: DROP",
  '      - { action: ACCEPT, source: 198.51.100.0/24, protocol: TCP, port: "80" }\n      - { action: DROP',
);

function web(more: Readonly<Record<string, string>> = {}): string {
  return project({ "sg.yaml": GROUP, "routes.yaml": ROUTES, ...more });
}

async function fixAll(cwd: string, ...flags: readonly string[]): Promise<Ran> {
  return await sglint(["check", ".", "--fix", "--unsafe-fixes", "-f", "json", ...flags], { cwd });
}

function git(cwd: string, ...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync("git", args, { cwd, encoding: "utf8" });
  return { code: status, stdout, stderr };
}

/** Applies the patch as a user would; what git says is in the answer. */
function applyPatch(cwd: string, patch: string): Ran {
  writeFileSync(join(cwd, "fixes.patch"), patch);
  const checked = git(cwd, "apply", "--check", "fixes.patch");
  return checked.code === 0 ? git(cwd, "apply", "--whitespace=nowarn", "fixes.patch") : checked;
}

const read = (cwd: string, file = "sg.yaml") => readFileSync(join(cwd, file), "utf8");

interface Found {
  readonly rule: string;
  readonly fix: { readonly edits: readonly unknown[]; readonly withheld: string | null } | null;
  readonly help: string | null;
}
const findings = (ran: Ran) => (JSON.parse(ran.stdout) as { findings: Found[] }).findings;

describe("--fix", () => {
  test("writes only what leaves the admitted traffic as it is", async () => {
    const cwd = web();
    const ran = await sglint(["check", ".", "--fix", "-f", "json"], { cwd });
    expect(read(cwd)).toBe(MASKED);
    expect(ran.stderr).toContain(
      "1 fix was withheld: it changes the admitted traffic; --unsafe-fixes applies it",
    );
    expect(ran.code).toBe(1);
    expect(findings(ran).map(({ rule }) => rule)).toEqual(["path-as-expected"]);
  });

  test("with --unsafe-fixes all of them, and the report is that of afterwards", async () => {
    const cwd = web();
    const ran = await fixAll(cwd);
    expect(read(cwd)).toBe(OPENED);
    expect(ran.stderr).toMatch(/^note: fixed sg\.yaml: .*\nnote: fixed sg\.yaml: .*\n$/);
    expect({ code: ran.code, found: findings(ran) }).toEqual({ code: 0, found: [] });
  });

  test("a second run changes nothing", async () => {
    const cwd = web();
    await fixAll(cwd);
    const before = statSync(join(cwd, "sg.yaml")).mtimeMs;
    expect((await fixAll(cwd)).stderr).toBe("");
    expect(statSync(join(cwd, "sg.yaml")).mtimeMs).toBe(before);
  });

  test("equal policies of which none decides are all taken out in one run", async () => {
    const policy = (source: string) => `      - { action: ACCEPT, source: ${source} }\n`;
    const head = "version: 1\nsecurityGroups:\n  - id: sg-web\n    ingress:\n";
    const twins = policy("9.0.0.0/8").repeat(3) + policy("8.0.0.0/8") + policy("9.0.0.0/8");
    const cwd = project({ "sg.yaml": head + policy("0.0.0.0/0") + twins });
    const first = await sglint(["check", ".", "--fix", "-f", "json"], { cwd });
    const fixed = readFileSync(join(cwd, "sg.yaml"), "utf8");
    expect(fixed).toBe(head + policy("0.0.0.0/0"));
    expect(first.stderr).not.toContain("withheld");
    expect(first.stderr.match(/never decides/g)).toHaveLength(5);
    const second = await sglint(["check", ".", "--fix", "-f", "json"], { cwd });
    expect([readFileSync(join(cwd, "sg.yaml"), "utf8"), second.stdout]).toEqual([
      fixed,
      first.stdout,
    ]);
  });

  test("leaves out what the report leaves out", async () => {
    const cwd = web();
    await fixAll(cwd, "--only", "no-host-bits");
    expect(read(cwd)).toBe(MASKED);
  });

  test("keeps mode, byte order mark and line ends", async () => {
    const cwd = web({ "sg.yaml": `\uFEFF${GROUP.replaceAll("\n", "\r\n")}` });
    chmodSync(join(cwd, "sg.yaml"), 0o640);
    await fixAll(cwd);
    expect(read(cwd)).toBe(`\uFEFF${OPENED.replaceAll("\n", "\r\n")}`);
    expect(statSync(join(cwd, "sg.yaml")).mode & 0o777).toBe(0o640);
    expect(readdirSync(cwd).toSorted()).toEqual(["routes.yaml", "sg.yaml"]);
  });

  test("keeps UTF-16", async () => {
    const cwd = project({
      "routes.yaml": ROUTES,
      "sg.yaml": Buffer.from(`\uFEFF${GROUP}`, "utf16le"),
    });
    await fixAll(cwd);
    expect(readFileSync(join(cwd, "sg.yaml"), "utf16le")).toBe(`\uFEFF${OPENED}`);
  });
});

describe("a DROP of something narrower than everything", () => {
  const narrow = GROUP.replace("DROP, source: 0.0.0.0/0", "DROP, source: 198.51.0.0/16");
  test("is overridden only with --override-drops", async () => {
    const cwd = web({ "sg.yaml": narrow });
    const without = await fixAll(cwd);
    expect(without.stderr).toContain("overrides an explicit DROP; --override-drops applies it");
    expect(read(cwd)).not.toContain("198.51.100.0/24");
    await fixAll(cwd, "--override-drops");
    expect(read(cwd)).toContain("198.51.100.0/24");
  });
  test("and is left out of --diff without it", async () => {
    const cwd = web({ "sg.yaml": narrow });
    expect((await sglint(["--diff"], { cwd })).stdout).not.toContain("198.51.100.0/24");
    expect((await sglint(["--diff", "--override-drops"], { cwd })).stdout).toContain(
      "+      - { action: ACCEPT, source: 198.51.100.0/24",
    );
  });
});

describe("--diff", () => {
  test("prints a patch that git applies, says what each part does, and writes nothing", async () => {
    const cwd = web();
    const { code, stdout, stderr } = await sglint(["--diff"], { cwd });
    expect({ code, text: read(cwd) }).toEqual({ code: 1, text: GROUP });
    expect(stderr).toContain("note: the patch fixes sg.yaml: ");
    expect(stdout).toMatch(
      /^# .*198\.51\.100\.0\/24.*\n# {3}effect: newly admits 198\.51\.100\.0\/24 -> tcp\/80; applies to ins-web\n/,
    );
    expect(stdout).toMatch(/^@@ -3,5 \+3,6 @@ .*198\.51\.100\.0\/24/m);
    expect(applyPatch(cwd, stdout)).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(read(cwd)).toBe(OPENED);
  });

  test("names files from the repository's root, wherever it is called", async () => {
    const cwd = project({ "infra/a b/sg.yaml": GROUP, "infra/routes.yaml": ROUTES });
    expect(git(cwd, "init", "-q").code).toBe(0);
    const { stdout } = await sglint(["--diff"], { cwd: join(cwd, "infra") });
    expect(stdout).toContain("\n--- a/infra/a b/sg.yaml\t\n");
    expect(applyPatch(cwd, stdout).stderr).toBe("");
    expect(read(cwd, "infra/a b/sg.yaml")).toBe(OPENED);
  });

  test("without a fix it is empty and exits 0", async () => {
    const cwd = web({ "sg.yaml": OPENED });
    expect(await sglint(["--diff"], { cwd })).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test.each([
    ["without a final newline", GROUP.trimEnd()],
    ["CRLF", GROUP.replaceAll("\n", "\r\n")],
    ["with a byte order mark", `\uFEFF${GROUP}`],
  ])("%s", async (_, text) => {
    const cwd = web({ "sg.yaml": text });
    const { stdout } = await sglint(["--diff"], { cwd });
    expect(applyPatch(cwd, stdout).stderr).toBe("");
    const other = web({ "sg.yaml": text });
    await fixAll(other);
    expect(read(cwd)).toBe(read(other));
    expect(read(cwd)).toContain("198.51.100.0/24");
  });
});

describe("Terraform", () => {
  const main = [
    'resource "tencentcloud_security_group" "web" {',
    '  name = "web"',
    "}",
    "",
    'resource "tencentcloud_security_group_lite_rule" "web" {',
    "  security_group_id = tencentcloud_security_group.web.id",
    "  ingress = [",
    '    "ACCEPT#203.0.113.7/24#80#TCP", # the office',
    '    "DROP#0.0.0.0/0#ALL#ALL",',
    "  ]",
    "}",
    "",
    'resource "tencentcloud_instance" "web" {',
    '  private_ip              = "10.0.0.1"',
    "  orderly_security_groups = [tencentcloud_security_group.web.id]",
    "}",
    "",
  ].join("\n");
  const config = [
    "paths:",
    '  - { name: web, from: 198.51.100.0/24, to: "tencentcloud_instance.web:80", expect: reachable }',
    "",
  ].join("\n");
  const fixedMain = main
    .replace("203.0.113.7", "203.0.113.0")
    .replace('    "DROP', '    "ACCEPT#198.51.100.0/24#80#TCP",\n    "DROP');

  test("is fixed in its own words, by --fix and by the patch", async () => {
    const files = { "main.tf": main, "sglint.yaml": config };
    const [fixed, patched] = [project(files), project(files)];
    await fixAll(fixed);
    expect(read(fixed, "main.tf")).toBe(fixedMain);
    expect(applyPatch(patched, (await sglint(["--diff"], { cwd: patched })).stdout).stderr).toBe(
      "",
    );
    expect(read(patched, "main.tf")).toBe(fixedMain);
  });

  test("is left alone beside a plan, which would go on saying what it says", async () => {
    const stack = new URL("../load/terraform/stacks/clb-rule/", import.meta.url);
    const text = readFileSync(new URL("main.tf", stack), "utf8");
    const { plan } = described(readFileSync(new URL("stack.yaml", stack), "utf8"));
    const cwd = project({ "plan.json": JSON.stringify(plan), "tf/main.tf": text });
    expect((await sglint(["check", "tf", "--diff"], { cwd })).stdout).toContain("+++ b/tf/main.tf");
    for (const mode of ["--fix", "--diff"]) {
      const fix = mode === "--fix" ? ["--unsafe-fixes"] : [];
      const ran = await sglint(["check", "plan.json", "--tf", "tf", mode, ...fix], { cwd });
      expect(ran.stderr).toContain("1 fix was withheld: the plan would not change with the text");
    }
    expect(read(cwd, "tf/main.tf")).toBe(text);
  });

  test("a value from a variable is left alone, and the finding says why", async () => {
    const text = main
      .replace(/ingress = \[[^]*?\n {2}\]/, "ingress = var.rules")
      .concat('variable "rules" {\n  default = ["DROP#0.0.0.0/0#ALL#ALL"]\n}\n');
    const cwd = project({ "main.tf": text, "sglint.yaml": config });
    const all = findings(await fixAll(cwd));
    expect(read(cwd, "main.tf")).toBe(text);
    expect(all.find(({ rule }) => rule === "path-as-expected")?.fix).toMatchObject({
      edits: [],
      withheld: expect.stringContaining("come from a variable"),
    });
  });
});

test("a SARIF fix says the same edits as the JSON report", async () => {
  const cwd = web();
  await sglint([".", "--report", "sarif=out.sarif", "--report", "json=out.json", "-q"], { cwd });
  const { runs } = JSON.parse(read(cwd, "out.sarif")) as {
    runs: { results: { fixes?: { artifactChanges: { replacements: object[] }[] }[] }[] }[];
  };
  const inSarif = runs[0]!.results.flatMap(({ fixes = [] }) =>
    fixes.flatMap(({ artifactChanges }) =>
      artifactChanges.flatMap(({ replacements }) => replacements),
    ),
  );
  const json = JSON.parse(read(cwd, "out.json")) as {
    findings: { fix: { edits: { range: { start: number; end: number }; text: string }[] } }[];
  };
  const inJson = json.findings.flatMap(({ fix }) =>
    fix.edits.map(({ range, text }) => ({
      deletedRegion: { charOffset: range.start, charLength: range.end - range.start },
      insertedContent: { text },
    })),
  );
  expect(inSarif).toEqual(inJson);
  expect(inJson.length).toBe(2);
});

describe("a file that is not edited", () => {
  test("read-only: nothing of it is written, the rest is", async () => {
    const cwd = project({
      "sg.yaml": GROUP,
      "routes.yaml": ROUTES,
      "other.yaml":
        "version: 1\nsecurityGroups: [{ id: sg-x, ingress: [{ action: DROP, source: 10.0.0.1/8 }] }]\n",
    });
    chmodSync(join(cwd, "sg.yaml"), 0o444);
    const ran = await fixAll(cwd);
    expect(ran.stderr).toContain("error: sg.yaml is read-only\n");
    expect({ code: ran.code, text: read(cwd) }).toEqual({ code: 2, text: GROUP });
    expect(read(cwd, "other.yaml")).toContain("source: 10.0.0.0/8");
    expect(findings(ran).length).toBeGreaterThan(0);
  });

  test("behind a link inside of the project, the file itself is", async () => {
    const cwd = project({ "real/sg.yaml": GROUP, "in/routes.yaml": ROUTES });
    symlinkSync("../real/sg.yaml", join(cwd, "in/sg.yaml"));
    await sglint(["check", "in", "--fix", "--unsafe-fixes"], { cwd });
    expect(read(cwd, "real/sg.yaml")).toBe(OPENED);
    expect(
      readdirSync(join(cwd, "in"), { withFileTypes: true })
        .find(({ name }) => name === "sg.yaml")
        ?.isSymbolicLink(),
    ).toBe(true);
  });

  test("a link that leads out of it", async () => {
    const outside = project({ "sg.yaml": GROUP });
    const cwd = project({ "routes.yaml": ROUTES });
    symlinkSync(join(outside, "sg.yaml"), join(cwd, "sg.yaml"));
    const args = ["check", "sg.yaml", "routes.yaml", "--fix", "--unsafe-fixes"];
    const ran = await sglint(args, { cwd });
    expect(ran.stderr).toContain("error: sg.yaml is a link that leads out of this project\n");
    expect({ code: ran.code, text: read(outside) }).toEqual({ code: 2, text: GROUP });
  });

  test("a list behind a YAML alias: the finding says why", async () => {
    const cwd = web({
      "sg.yaml": GROUP.replace("ingress:", "ingress: &std").concat(
        "  - { id: sg-b, ingress: *std }\n",
      ),
    });
    const before = read(cwd);
    const ran = await fixAll(cwd);
    expect(read(cwd)).toBe(before);
    const unfixed = findings(ran).filter(({ fix }) => fix !== null);
    expect(unfixed.length).toBeGreaterThan(0);
    for (const { fix } of unfixed)
      expect(fix).toMatchObject({ edits: [], withheld: expect.stringContaining("anchor") });
  });
});

describe("flags that could do nothing", () => {
  test.each([
    [["--unsafe-fixes"], "--unsafe-fixes does nothing without --fix"],
    [["--override-drops"], "--override-drops does nothing without"],
    [["--fix", "--override-drops"], "--override-drops does nothing without --unsafe-fixes"],
    [["--fix", "--diff"], "leave one of them out"],
    [["--diff", "-f", "json"], "--format does nothing with --diff"],
    [["--diff", "--fail-on", "note"], "--fail-on does nothing with --diff"],
    [["--fix-as", "tccli", "-f", "json"], "--fix-as does nothing without the format pretty"],
    [["--fix-as", "terrafrom"], 'did you mean "terraform"?'],
  ])("%j", async (flags, says) => {
    const { code, stdout, stderr } = await sglint(["check", ...flags], { cwd: web() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(says);
  });
});

/** Every style in a file of its own, each with a group that must be opened and an address that has host bits. */
const OF_STYLES = some(STYLES, 6);

function manyFiles(): Record<string, string> {
  const files: Record<string, string> = {};
  const [instances, paths]: string[][] = [[], []];
  for (const [i, { file, write }] of OF_STYLES.entries()) {
    const name = `${i}${file.slice(2)}`;
    files[name] = write(POLICIES).replaceAll("sg-a", `sg-a${i}`).replaceAll("sg-b", `sg-b${i}`);
    instances!.push(`  - { id: ins-${i}, privateIps: [10.1.${i}.1], securityGroups: [sg-a${i}] }`);
    paths!.push(
      `  - { name: open ${i}, from: 11.0.0.0/8, to: "ins-${i}:8080", expect: reachable }`,
    );
    paths!.push(
      `  - { name: kept ${i}, from: 10.0.0.0/8, to: "ins-${i}:8080", expect: reachable }`,
    );
  }
  files["routes.yaml"] = ["version: 1", "instances:", ...instances!, "paths:", ...paths!, ""].join(
    "\n",
  );
  return files;
}

describe("round trip over every style", () => {
  const files = manyFiles();

  test(`${OF_STYLES.length} files: written, read again, and nothing is left to apply`, async () => {
    const cwd = project(files);
    const ran = await fixAll(cwd);
    expect(ran.stderr).toContain("override-drops applies it");
    for (const name of Object.keys(files)) {
      if (name === "routes.yaml") continue;
      const text = read(cwd, name);
      const { securityGroups } = valueOf(text.replace("\uFEFF", ""), name) as {
        securityGroups: { ingress: { source: string }[] }[];
      };
      expect([name, securityGroups[0]!.ingress.map(({ source }) => source)]).toEqual([
        name,
        ["9.0.0.0/8", "203.0.113.0/24", "10.0.0.0/8", "11.0.0.0/8", "0.0.0.0/0"],
      ]);
    }
    for (const { fix, help } of findings(ran)) {
      if (fix === null) expect(help ?? "").not.toBe("");
      else
        expect(
          fix.withheld ?? (fix as unknown as { overridesDrop: boolean }).overridesDrop,
        ).toBeTruthy();
    }
    const again = await fixAll(cwd);
    expect(again.stderr).not.toContain("fixed");
    expect(again.stdout).toBe(ran.stdout);
  });

  test("the patch does to them what --fix does", async () => {
    const [patched, fixed] = [project(files), project(files)];
    const { stdout } = await sglint(["--diff"], { cwd: patched });
    expect(applyPatch(patched, stdout).stderr).toBe("");
    await fixAll(fixed);
    for (const name of Object.keys(files))
      expect([name, read(patched, name)]).toEqual([name, read(fixed, name)]);
  });
});
