// `sglint rules`: every rule that a run in this folder applies, built-in and the user's own.
import type { RuleInfo } from "../../model/finding.ts";
import { findConfig } from "../input/config.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { print } from "../output.ts";
import { allRules } from "../input/rule-files.ts";
import { table } from "../table.ts";

export async function listRules(json: boolean): Promise<ExitCode> {
  const infos = (await allRules(await findConfig(), [])).map((rule) => rule.info);
  if (json) print(`${JSON.stringify({ schemaVersion: 1, rules: infos }, null, 2)}\n`);
  else print(`${listing(infos)}\n`);
  return EXIT.clean;
}

function listing(infos: readonly RuleInfo[]): string {
  const rows = infos.map(({ id, severity, title }) => [id, severity, title]);
  return table([["RULE", "SEVERITY", "TITLE"], ...rows]);
}
