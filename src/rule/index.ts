// Rules: the built-in ones, and how a user's own become runnable.
import files from "../generated/rules.json" with { type: "json" };
import { isMistake, ruleOf } from "./parse.ts";
import type { Rule } from "./rule.ts";

export type { Rule, RuleMistake } from "./rule.ts";
export { isMistake, ruleOf } from "./parse.ts";

/** Every file of rules/, compiled in; sorted by id. */
export function builtInRules(): readonly Rule[] {
  return files.map(({ file, value }) => {
    const rule = ruleOf(value);
    if (isMistake(rule)) throw new Error(`${file}: ${rule.message}`);
    return rule;
  });
}
