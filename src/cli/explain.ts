// `sglint explain RULE`: what one rule demands, why, and where the vendor says so.
import { describeRule } from "../rule/describe.ts";
import { findConfig } from "./config.ts";
import { EXIT, UsageError, type ExitCode } from "./exit.ts";
import { print } from "./output.ts";
import { allRules } from "./rule-files.ts";
import { didYouMean } from "./suggest.ts";
import { fields } from "./table.ts";

export async function explain(id: string): Promise<ExitCode> {
  const rules = await allRules(await findConfig(), []);
  const rule = rules.find((one) => one.info.id === id);
  if (!rule) {
    const hint =
      didYouMean(
        id,
        rules.map((one) => one.info.id),
      ) || '; "sglint rules" lists them';
    throw new UsageError(`no rule is called "${id}"${hint}`);
  }
  const { info } = rule;
  const pairs: [string, string][] = [
    ["why", info.why.trim()],
    ["checks", describeRule(rule)],
    ["page", info.help],
    ["tags", info.tags.join(", ")],
    ["change it", `sglint check --rule ${info.id}=warning, or under severity in sglint.yaml`],
  ];
  print(
    `${info.severity}[${info.id}]: ${info.title}\n\n${fields(pairs.filter(([, text]) => text !== ""))}\n`,
  );
  return EXIT.clean;
}
