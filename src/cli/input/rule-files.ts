// The rules of a run: the built-in ones, those the config names, and those of `--rules`. Rule files are data;
// a mistake in one is wrong use.
import type { Complaint } from "../../model/complaint.ts";
import { builtInRules, type Rule } from "../../rule/index.ts";
import type { ConfigFile } from "./config-file.ts";
import { documentsAt } from "./documents.ts";
import { UsageError, wrongUse } from "../exit.ts";
import { glob, kindOf } from "./files.ts";

/** Throws `UsageError` naming every mistake of every rule file. */
export async function allRules(
  config: ConfigFile | null,
  flags: readonly string[],
): Promise<Rule[]> {
  const files = new Set(config?.ruleFiles ?? []);
  for (const path of flags) for (const file of await expand(path)) files.add(file);
  const rules = [...builtInRules()];
  if (files.size === 0) return rules;
  const { readRule } = await import("./rule-file.ts");
  const origins = new Map(rules.map((rule) => [rule.info.id, "a built-in rule"]));
  const complaints: Complaint[] = [];
  for (const file of files) {
    const read = readRule(file);
    complaints.push(...read.complaints);
    if (read.rule === null) continue;
    const { id } = read.rule.info;
    const taken = origins.get(id);
    if (taken !== undefined)
      complaints.push({
        message: `the rule id "${id}" is taken by ${taken}; choose another`,
        place: read.id,
        file: null,
      });
    origins.set(id, read.id.source.file);
    rules.push(read.rule);
  }
  if (complaints.length > 0) throw wrongUse(complaints);
  return rules;
}

/** `--rules`: a file, every YAML file directly in a folder, or what a quoted glob matches. */
async function expand(path: string): Promise<string[]> {
  const found = documentsAt(path) ?? (await glob(path, "."));
  if (found.length > 0) return found;
  throw new UsageError(
    kindOf(path) === "folder"
      ? `--rules: the folder ${path} holds no rule file (*.yaml) directly in it`
      : `--rules: no such file: ${path}`,
  );
}
