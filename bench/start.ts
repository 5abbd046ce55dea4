// Cold start: bare node beside `sglint --help` and `sglint check` of a 1,000-line definitions file, in turns, so
// that whatever else the machine does falls on all of them alike.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { median, table } from "./measure.ts";

const ROUNDS = 25;
const POLICIES = 190;

/** About 1,000 lines in block style with 190 policies in 19 groups, each behind a route. */
function definitions(): string {
  const lines = ["version: 1", "region: ap-guangzhou", "securityGroups:"];
  for (let g = 0; g < 19; g++) {
    lines.push(`  - id: sg-${g}`, `    name: group ${g}`, "    ingress:");
    for (let p = 0; p < 10; p++)
      lines.push(
        "      - action: ACCEPT",
        `        source: ${p < 5 ? ["9.0.0.0/8", "10.0.0.0/8", "11.0.0.0/8", "30.0.0.0/8", "100.64.0.0/10"][p] : `172.${16 + p}.${g}.0/24`}`,
        "        protocol: TCP",
        `        port: "${p < 5 ? 8080 : 9000 + p}"`,
      );
  }
  lines.push("instances:");
  for (let g = 0; g < 19; g++)
    lines.push(
      `  - id: ins-${g}`,
      `    privateIps: [10.0.0.${g + 1}]`,
      `    securityGroups: [sg-${g}]`,
    );
  lines.push(
    "gateways:",
    "  - id: service-a",
    "    instance: shared",
    "    clients: [203.0.113.0/24]",
    "    apis:",
  );
  for (let g = 0; g < 19; g++)
    lines.push(
      `      - id: api-${g}`,
      "        auth: SECRET",
      "        backend:",
      "          type: cvm",
      `          targets: [{ instance: ins-${g}, port: 8080 }]`,
    );
  return `${lines.join("\n")}\n`;
}

const folder = mkdtempSync(join(tmpdir(), "sglint-bench-"));
try {
  const file = join(folder, "infra.yaml");
  const text = definitions();
  writeFileSync(file, text);
  const sglint = resolve("dist/sglint.js");
  const commands: Record<string, string[]> = {
    "node -e 0": ["-e", "0"],
    "sglint --help": [sglint, "--help"],
    [`sglint check, ${text.split("\n").length - 1} lines, ${POLICIES} policies`]: [
      sglint,
      "check",
      file,
    ],
  };
  const times = new Map(Object.keys(commands).map((name) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, args] of Object.entries(commands)) {
      const start = performance.now();
      const run = spawnSync(process.execPath, args, { encoding: "utf8", cwd: folder });
      times.get(name)!.push(performance.now() - start);
      if (run.status !== 0)
        throw new Error(`${name}: exit ${run.status}\n${run.stdout}${run.stderr}`);
    }
  const bare = median(times.get("node -e 0")!);
  const rows = [...times].map(([name, samples]) => {
    const own = median(samples);
    return [
      name,
      `${own.toFixed(1)} ms`,
      `+${(own - bare).toFixed(1)} ms`,
      (own / bare).toFixed(2),
    ];
  });
  console.log(table(["command", "median", "above node", "ratio"], rows));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
