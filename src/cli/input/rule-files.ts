// The rules of a run: the built-in ones, those the config names, and those of `--rules`. Rule files are data;
// a mistake in one is wrong use.
import { validate } from "../../generated/rule.validator.js";
import { misreadings } from "../../load/text/document.ts";
import { checkedBy } from "../../load/read/schema-errors.ts";
import type { Complaint } from "../../model/complaint.ts";
import { inside, type Place } from "../../model/place.ts";
import { builtInRules, isMistake, ruleOf, type Rule } from "../../rule/index.ts";
import type { ConfigFile } from "./config.ts";
import { documentsAt, readDocument } from "./documents.ts";
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

interface RuleReading {
  readonly rule: Rule | null;
  /** Where its id stands. */
  readonly id: Place;
  readonly complaints: readonly Complaint[];
}

function readRule(file: string): RuleReading {
  const document = readDocument(file);
  const { value, root } = document;
  const id = inside(root, "id");
  const complaints = [...misreadings(document), ...checkedBy(validate, { value, root }).complaints];
  if (complaints.length > 0) return { rule: null, id, complaints };
  const rule = ruleOf(value);
  if (!isMistake(rule)) return { rule, id, complaints };
  const place = rule.path.reduce<Place>((at, key) => inside(at, key), root);
  return { rule: null, id, complaints: [{ message: rule.message, place, file: null }] };
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
