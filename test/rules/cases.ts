// The cases of rules: test/rules/<rule-id>/{pass,fail}-<slug>.yaml, each a whole definitions document, or .tf, each a
// whole Terraform configuration. A plan is the .json of the same slug beside its .tf, read as `--tf` reads them. What
// is expected stands in comments of the .yaml or .tf; the page of the rule shows the rest of the text.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadConfig, type Config } from "../../src/load/own/config.ts";
import { loadDefinitions } from "../../src/load/definitions/index.ts";
import { parseDocument, type Document } from "../../src/load/text/document.ts";
import { mergeDrafts } from "../../src/load/merge/merge.ts";
import { isComplaints } from "../../src/load/text/parsed.ts";
import { builtInPacks } from "../../src/load/own/ranges.ts";
import { readTerraform } from "../../src/load/terraform/read.ts";
import { lint, DEFAULT_SETTINGS, type LintSettings } from "../../src/lint.ts";
import type { Report } from "../../src/model/finding.ts";
import type { Inventory } from "../../src/model/inventory.ts";
import { builtInRules } from "../../src/rule/index.ts";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));

/**
 * What a comment may say, one to a line. `config` is an sglint.yaml in one line; `expect` and `complaint` read
 * `LINE: ...`. An `expect-...` line belongs to the `expect` above it. `page: shown` chooses the case for the page of
 * its rule.
 */
const DIRECTIVE =
  /^# (config|expect|expect-blocked|expect-fix|expect-help|expect-witness|complaint|page): (.*)$/;

export interface Expected {
  /** `14: error: gateway cannot reach ins-a on tcp/8080` */
  readonly finding: string;
  /** `10.0.0.0/8 -> tcp/8080`; none where the case does not care. */
  readonly blocked: string[];
  /** Title of the offered fix; null where the case does not care. */
  fix: string | null;
  help: string | null;
  /** `198.51.100.65 -> tcp/8080` */
  witness: string | null;
}

export interface Case {
  readonly rule: string;
  readonly file: string;
  readonly kind: "pass" | "fail";
  /** The leading comment: what is shown, and on which fact it rests. */
  readonly title: string;
  /** The definitions or the configuration alone, without the comments around them. */
  readonly body: string;
  /** A Terraform plan of the configuration, as JSON; null for none. */
  readonly plan: string | null;
  /** An sglint.yaml in one line; null for none. */
  readonly config: string | null;
  readonly onPage: boolean;
  readonly expected: readonly Expected[];
  /** `7: unknown security group ...` */
  readonly complaints: readonly string[];
  readonly inventory: Inventory;
  readonly settings: LintSettings;
  readonly report: Report;
}

/** Folders of cases; each should be named after a rule. */
export function caseFolders(): string[] {
  const entries = readdirSync(FOLDER, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}

/** Names of all cases in a folder, sorted: every file but the plans, which belong to the case of their slug. */
export function caseFiles(rule: string): string[] {
  const files = readdirSync(`${FOLDER}/${rule}`);
  const isPlan = (file: string) =>
    file.endsWith(".json") && files.includes(file.replace(/json$/, "tf"));
  return files.filter((file) => !isPlan(file)).toSorted();
}

export async function readCase(rule: string, file: string): Promise<Case> {
  const path = `${FOLDER}/${rule}/${file}`;
  const text = readFileSync(path, "utf8");
  const planPath = path.replace(/\.tf$/, ".json");
  const plan = planPath !== path && existsSync(planPath) ? readFileSync(planPath, "utf8") : null;
  const directives = text.split("\n").flatMap((line) => {
    const [, key = "", value = ""] = DIRECTIVE.exec(line) ?? [];
    return key === "" ? [] : [{ key, value }];
  });
  const config = directives.filter(({ key }) => key === "config").map(({ value }) => value);
  const settings = settingsOf(config[0] ?? "{}");
  const inventory = await inventoryOf({ file, text, plan });
  return {
    rule,
    file,
    kind: file.startsWith("pass-") ? "pass" : "fail",
    title: titleOf(text),
    body: text
      .split("\n")
      .slice(headLength(text))
      .filter((line) => !DIRECTIVE.test(line))
      .join("\n")
      .trim(),
    plan,
    config: config[0] ?? null,
    onPage: directives.some(({ key, value }) => key === "page" && value === "shown"),
    expected: expectedOf(directives),
    complaints: directives.filter(({ key }) => key === "complaint").map(({ value }) => value),
    inventory,
    settings,
    report: lint(inventory, builtInRules(), builtInPacks(), settings),
  };
}

/** The text that a run reads, under a name whose ending says what it is. */
interface CaseInput {
  readonly file: string;
  readonly text: string;
  readonly plan: string | null;
}

/** The report on a text as it stands. */
export async function reportOn(input: CaseInput, settings: LintSettings): Promise<Report> {
  return lint(await inventoryOf(input), builtInRules(), builtInPacks(), settings);
}

async function inventoryOf({ file, text, plan }: CaseInput): Promise<Inventory> {
  if (!file.endsWith(".tf")) return mergeDrafts([loadDefinitions(documentOf(file, text))]);
  const files = [{ file, text }];
  const drafts = await readTerraform({
    files: plan === null ? files : [],
    plans: plan === null ? [] : [documentOf(file.replace(/\.tf$/, ".json"), plan)],
    states: [],
    beside: plan === null ? null : { folder: "", files },
    variables: new Map(),
    variableFiles: [],
    environment: new Map(),
    readFile: () => null,
  });
  return mergeDrafts(drafts);
}

function documentOf(file: string, text: string): Document {
  const document = parseDocument(file, text);
  if (isComplaints(document)) throw new Error(`${file}: ${document[0]!.message}`);
  return document;
}

/** Comment lines before the first key or block. */
function headLength(text: string): number {
  return text.split("\n").findIndex((line) => !line.startsWith("#"));
}

function titleOf(text: string): string {
  const head = text.split("\n").slice(0, headLength(text));
  return head
    .filter((line) => line.startsWith("# ") && !DIRECTIVE.test(line))
    .map((line) => line.slice(2))
    .join("\n");
}

function settingsOf(text: string): LintSettings {
  const { config, complaints } = loadConfig(documentOf("sglint.yaml", text));
  if (complaints[0]) throw new Error(complaints[0].message);
  const { clients, region, domains, microserviceSources }: Config = config;
  return {
    ...DEFAULT_SETTINGS,
    clients,
    region,
    domains,
    microserviceSources: microserviceSources ?? DEFAULT_SETTINGS.microserviceSources,
  };
}

function expectedOf(directives: readonly { key: string; value: string }[]): Expected[] {
  const out: Expected[] = [];
  for (const { key, value } of directives) {
    if (key === "expect")
      out.push({ finding: value, blocked: [], fix: null, help: null, witness: null });
    if (key === "expect-blocked") out.at(-1)!.blocked.push(value);
    if (key === "expect-fix") out.at(-1)!.fix = value;
    if (key === "expect-help") out.at(-1)!.help = value;
    if (key === "expect-witness") out.at(-1)!.witness = value;
  }
  return out;
}
