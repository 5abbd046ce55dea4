// Terraform from text to findings: a repository of 1,000 files and 100,000 lines, how much of that is parsing, and
// the cold start with 1,000 lines beside bare node. Each size runs in a process of its own.
// Targets: 10 s and 1 GB for the repository, 250 ms over bare node for the small one.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { resourceUsage } from "node:process";
import { mergeDrafts } from "../src/load/merge/merge.ts";
import { builtInPacks } from "../src/load/own/ranges.ts";
import { hclParser } from "../src/load/terraform/hcl/syntax/parse.ts";
import { readTerraform, type TerraformInput } from "../src/load/terraform/read.ts";
import { DEFAULT_SETTINGS, lint } from "../src/lint.ts";
import { builtInRules } from "../src/rule/index.ts";
import { median, table } from "./measure.ts";

const RANGES = ["9.0.0.0/8", "10.0.0.0/8", "11.0.0.0/8", "30.0.0.0/8", "100.64.0.0/10"];
const ROUNDS = 15;
const HEAD = `provider "tencentcloud" {
  region = "ap-guangzhou"
}

resource "tencentcloud_api_gateway_service" "s" {
  service_name = "s"
}
`;

/** One group of 12 policies, half of them dynamic, on one machine behind one API: 100 lines. */
function part(i: number): string {
  const ip = `172.${16 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}`;
  const blocks = Array.from({ length: 7 }, (_, j) =>
    block("ACCEPT", `192.168.${j}.0/24`, "TCP", String(9000 + j)),
  );
  const lines = `locals {
  ports_${i}  = ["8080", "8081"]
  ranges_${i} = ${JSON.stringify(i % 10 === 0 ? RANGES.slice(1) : RANGES)}
}

resource "tencentcloud_security_group" "g${i}" {
  name = "g-\${length(local.ports_${i})}-${i}"
}

resource "tencentcloud_security_group_rule_set" "g${i}" {
  security_group_id = tencentcloud_security_group.g${i}.id
${blocks.join("\n")}
  dynamic "ingress" {
    for_each = [for one in local.ranges_${i} : one if one != ""]
    content {
      action     = "ACCEPT"
      cidr_block = ingress.value
      protocol   = "TCP"
      port       = join(",", local.ports_${i})
    }
  }

  ingress {
    action     = "DROP"
    cidr_block = "0.0.0.0/0"
  }
}

resource "tencentcloud_instance" "g${i}" {
  private_ip              = "${ip}"
  orderly_security_groups = [tencentcloud_security_group.g${i}.id]
}

resource "tencentcloud_api_gateway_api" "g${i}" {
  service_id             = tencentcloud_api_gateway_service.s.id
  auth_type              = "SECRET"
  service_config_type    = "HTTP"
  service_config_product = "cvm"
  service_config_url     = "http://\${tencentcloud_instance.g${i}.private_ip}:8080"
}
`.split("\n");
  while (lines.length < 100) lines.push(`# ${lines.length}`);
  return `${lines.join("\n")}\n`;
}

function block(action: string, cidr: string, protocol: string, port: string): string {
  return `
  ingress {
    action     = "${action}"
    cidr_block = "${cidr}"
    protocol   = "${protocol}"
    port       = "${port}"
  }`;
}

interface File {
  readonly file: string;
  readonly text: string;
}

/** In one root module, or in as many as there are files to a folder of ten. */
function files(count: number, folders: boolean): File[] {
  const list: File[] = [];
  for (let i = 0; i < count; i++) {
    const folder = folders ? `stack-${Math.floor(i / 10)}/` : "";
    if (folders ? i % 10 === 0 : i === 0) list.push({ file: `${folder}provider.tf`, text: HEAD });
    list.push({ file: `${folder}part-${i}.tf`, text: part(i) });
  }
  return list;
}

const NOTHING: TerraformInput = {
  files: [],
  plans: [],
  states: [],
  beside: null,
  variables: new Map(),
  variableFiles: [],
  environment: new Map(),
  readFile: () => null,
};

const SHAPES = { "one root module": false, "100 root modules": true };

/** One line of figures: the parser alone over the same texts, then everything. */
async function run(shape: keyof typeof SHAPES): Promise<void> {
  const input = files(1_000, SHAPES[shape]);
  const lines = input.reduce((sum, { text }) => sum + text.split("\n").length - 1, 0);
  const parser = await hclParser();
  let start = performance.now();
  for (const { file, text } of input) parser.file(file, text);
  const parsing = performance.now() - start;
  start = performance.now();
  const drafts = await readTerraform({ ...NOTHING, files: input });
  const reading = performance.now() - start;
  const report = lint(mergeDrafts(drafts), builtInRules(), builtInPacks(), DEFAULT_SETTINGS);
  const all = performance.now() - start;
  const decided = report.routes.filter(({ verdict }) => verdict !== "undetermined").length;
  const share = Math.round((100 * parsing) / all);
  console.log(
    `${shape}: ${input.length} files, ${lines} lines, ${report.routes.length} routes (${decided} decided), ` +
      `${report.findings.length} findings: ${(all / 1000).toFixed(2)} s, of which parsing ` +
      `${(parsing / 1000).toFixed(2)} s (${share} %), evaluating ${((reading - parsing) / 1000).toFixed(2)} s, ` +
      `judging ${((all - reading) / 1000).toFixed(2)} s; ${(resourceUsage().maxRSS / 1000).toFixed(0)} MB at most`,
  );
}

function inFolder(list: readonly File[], use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "sglint-bench-"));
  try {
    for (const { file, text } of list) {
      mkdirSync(join(folder, file, ".."), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function timed(args: readonly string[], cwd: string): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    cwd,
    maxBuffer: 2 ** 28,
  });
  if (status === null || status > 1) throw new Error(`exit code ${status}: ${stderr}`);
  return performance.now() - start;
}

function commandLine(): void {
  const sglint = resolve("dist/sglint.js");
  inFolder(files(1_000, false), (folder) => {
    const took = timed([sglint, "check", folder, "-f", "json"], folder);
    console.log(`\nsglint check of the same on disk: ${(took / 1000).toFixed(2)} s\n`);
  });
  inFolder(files(10, false), (folder) => {
    const commands = {
      "node -e 0": ["-e", "0"],
      "sglint check, 1,000 lines": [sglint, "check", "."],
    };
    const times = new Map(Object.keys(commands).map((name) => [name, [] as number[]]));
    for (let round = 0; round < ROUNDS; round++)
      for (const [name, args] of Object.entries(commands))
        times.get(name)!.push(timed(args, folder));
    const bare = median(times.get("node -e 0")!);
    const rows = [...times].map(([name, list]) => [
      name,
      median(list).toFixed(0),
      (median(list) - bare).toFixed(0),
      name.startsWith("node") ? "" : "250",
    ]);
    console.log(table(["cold", "ms", "over bare node", "target"], rows));
  });
}

const [, own, shape] = process.argv;
if (shape !== undefined) await run(shape as keyof typeof SHAPES);
else {
  console.log(`terraform: node ${process.version}\n`);
  for (const name of Object.keys(SHAPES))
    spawnSync(process.execPath, [own!, name], { stdio: "inherit" });
  commandLine();
}
