// `sglint explain FINDING-ID [PATH...]`: the whole story of one finding. Its fix is tried on the text in memory and
// judged again, so that what is said about it has just been seen. Writes nothing.
import { FORMATS } from "../../report/index.ts";
import { renderPatch } from "../../report/patch.ts";
import type { Finding, Report } from "../../model/finding.ts";
import { visible } from "../../report/escape.ts";
import { EXIT, UsageError, type ExitCode } from "../exit.ts";
import { forget, tryFixes, type Fixed } from "../fix/fix.ts";
import { dashed, type CheckFlags } from "../flags.ts";
import { fileInputs, judgingOf } from "../judging.ts";
import { chooseColor, columns, print, tell, useColor } from "../output.ts";
import { didYouMean } from "../suggest.ts";
import { say } from "../../words/index.ts";
import { fields } from "../table.ts";

/** Routes and other findings that are named one by one. */
const MOST = 20;

export async function explainFinding(
  id: string,
  paths: readonly string[],
  flags: CheckFlags,
): Promise<ExitCode> {
  const judging = await judgingOf(flags, paths);
  chooseColor(judging.settings.color);
  const look = async () => judging.judge(await fileInputs(paths, judging));
  const report = await look();
  const finding = report.findings.find((one) => one.id === id);
  if (!finding) throw missing(id, report);
  for (const { message } of report.complaints.slice(0, MOST))
    tell("note", `${say("report.complaint")}: ${message}`);
  const width = columns();
  const options = { quiet: true, verbose: true, fixAs: judging.settings.fixAs };
  const render = await FORMATS.pretty();
  const story = render(only(report, finding), {
    ...options,
    color: useColor(process.stdout),
    ...(width === null ? {} : { width }),
  });
  const rule = report.rules.find((one) => one.id === finding.rule);
  const about: [string, string][] = rule
    ? [
        ["rule", `${rule.id}: ${rule.title}`],
        ["why", rule.why.trim()],
        ["page", rule.help],
      ]
    : [];
  print(
    `${story}\n${fields(about)}\n${await proof(finding, report, look, again(finding, paths, flags))}`,
  );
  return EXIT.clean;
}

function missing(id: string, { findings }: Report): UsageError {
  const hint = didYouMean(
    id,
    findings.map((finding) => finding.id),
  );
  return new UsageError(
    `no finding of these inputs has the id "${id}"${hint || "; name the inputs behind it as for the run that found it, and see the ids with --format json"}`,
  );
}

/** The report as if nothing else had been found. */
function only(report: Report, finding: Finding): Report {
  const own = new Set(finding.routes.slice(0, MOST));
  return {
    ...report,
    findings: [{ ...finding, state: "new" }],
    routes: report.routes.filter(({ id }) => own.has(id)),
    complaints: [],
    assumptions: [],
    notices: [],
  };
}

async function proof(
  finding: Finding,
  before: Report,
  look: () => Promise<Report>,
  command: string,
) {
  const { fix } = finding;
  if (fix === null) return "";
  let after = before;
  const lookAtOne = async (): Promise<Report> => {
    after = await look();
    return { ...after, findings: after.findings.filter(({ id }) => id === finding.id) };
  };
  const first = { ...before, findings: [{ ...finding, state: "new" as const }] };
  const allowed = { unsafe: true, overrideDrops: true, writing: false };
  const fixed = await tryFixes(first, lookAtOne, allowed);
  forget(fixed.files);
  const safety = fix.safety === "safe" ? "safe" : "unsafe, since it changes the admitted traffic";
  const flags = [
    "--fix",
    ...(fix.safety === "safe" ? [] : ["--unsafe-fixes"]),
    ...(fix.overridesDrop ? ["--override-drops"] : []),
  ];
  const isApplied = fixed.applied.length > 0;
  const pairs: [string, string][] = [
    ["fix", `${safety}; proved by judging the changed policies again`],
    ["in the text", isApplied ? APPLIED : (fixed.withheld[0]?.why ?? "not tried")],
    ...(isApplied ? differences(finding, before, after) : []),
  ];
  if (isApplied) pairs.push(["apply it", `${command} ${flags.join(" ")}`]);
  return `\n${fields(pairs)}\n${isApplied ? `\n${patchOf(fixed)}` : ""}`;
}

/** The run that finds this one again, and nothing else. */
function again({ id }: Finding, paths: readonly string[], flags: CheckFlags): string {
  const given = Object.entries(flags).flatMap(([name, value]) =>
    [value].flat().flatMap((one): string[] => {
      if (LOOKS.has(name) || one === undefined || one === false) return [];
      return one === true ? [dashed(name)] : [dashed(name), shellWord(String(one))];
    }),
  );
  return ["sglint check", ...paths.map(shellWord), ...given, "--only", shellWord(id)].join(" ");
}

/** Flags that say what a report looks like, or what to leave out of it. */
const LOOKS: ReadonlySet<string> = new Set([
  "color",
  "format",
  "quiet",
  "verbose",
  "only",
  "fixAs",
]);

function shellWord(text: string): string {
  return /^[\w./:@=,+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

const APPLIED = "changed in memory, read and judged again: the finding is gone";

function differences(finding: Finding, before: Report, after: Report): [string, string][] {
  const [old, now] = [before, after].map(({ findings }) => new Set(findings.map(({ id }) => id)));
  const gone = before.findings.filter(({ id }) => id !== finding.id && !now!.has(id));
  const come = after.findings.filter(({ id }) => !old!.has(id));
  return [
    ["also gone", named(gone) || "no other finding"],
    ["newly found", named(come) || "nothing"],
  ];
}

function named(findings: readonly Finding[]): string {
  const lines = findings.slice(0, MOST).map(({ rule, message }) => `${rule}: ${message}`);
  return lines.map(visible).join("\n");
}

function patchOf({ files }: Fixed): string {
  return renderPatch(
    files.map(({ original, text, fixes }) => ({
      name: original.file,
      before: original.text,
      after: text,
      fixes,
    })),
  );
}
