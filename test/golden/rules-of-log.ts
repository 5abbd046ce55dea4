// A SARIF log begins with all rules, which are the same in every log: they stand in one golden, and out of the others.

/** The lines of the list, in the log as it is printed. */
const RULES = /^( +)"rules": (\[\n[^]*?^\1\])/m;

export interface RulesApart {
  /** The log with a word in place of its rules. */
  readonly log: string;
  /** As text; null where the log has none. */
  readonly rules: string | null;
}

export function rulesApart(log: string): RulesApart {
  const rules = RULES.exec(log)?.[2] ?? null;
  return { log: log.replace(RULES, '$1"rules": "those of rules.sarif"'), rules };
}
