// `sglint explain RULE`: what one rule demands, why, and where the vendor says so.
import { findConfig } from "./config.ts";
import { EXIT, UsageError, type ExitCode } from "./exit.ts";
import { print } from "./output.ts";
import { allRules } from "./rule-files.ts";
import { didYouMean } from "./suggest.ts";
import { fields } from "./table.ts";

export async function explain(id: string): Promise<ExitCode> {
  const infos = (await allRules(await findConfig(), [])).map((rule) => rule.info);
  const info = infos.find((one) => one.id === id);
  if (!info) {
    const hint =
      didYouMean(
        id,
        infos.map((one) => one.id),
      ) || '; "sglint rules" lists them';
    throw new UsageError(`no rule is called "${id}"${hint}`);
  }
  const pairs: [string, string][] = [
    ["why", info.why.trim()],
    ["page", info.help],
    ["tags", info.tags.join(", ")],
    ["change it", `sglint check --rule ${info.id}=warning, or under severity in sglint.yaml`],
  ];
  print(
    `${info.severity}[${info.id}]: ${info.title}\n\n${fields(pairs.filter(([, text]) => text !== ""))}\n`,
  );
  return EXIT.clean;
}
