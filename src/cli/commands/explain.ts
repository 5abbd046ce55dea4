// `sglint explain ID`: what one rule demands, why, and where the vendor says so; or one finding.
import { describeRule } from "../../rule/kinds/index.ts";
import { findConfig } from "../input/config.ts";
import { EXIT, UsageError, type ExitCode } from "../exit.ts";
import { dashed, type CheckFlags } from "../flags.ts";
import { print } from "../output.ts";
import { allRules } from "../input/rule-files.ts";
import { didYouMean } from "../suggest.ts";
import { fields } from "../table.ts";

/** Ids of findings are `rule@hash`. */
export async function explain(
  id: string,
  paths: readonly string[],
  flags: CheckFlags,
): Promise<ExitCode> {
  if (id.includes("@")) {
    const { explainFinding } = await import("./explain-finding.ts");
    return explainFinding(id, paths, flags);
  }
  const [idle] = [...paths, ...Object.keys(flags).map(dashed)];
  if (idle !== undefined)
    throw new UsageError(`"${idle}" does nothing beside the id of a rule; leave it out`);
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
