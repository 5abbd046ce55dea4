// The pages in docs/rules are made from the rules and their first cases. After a change of either: `npm run update`.
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { renderPretty } from "../src/report/pretty.ts";
import { describeRule } from "../src/rule/kinds/index.ts";
import { builtInRules } from "../src/rule/index.ts";
import type { Rule } from "../src/rule/rule.ts";
import { caseFiles, readCase, reportOn } from "./rules/cases.ts";

const FOLDER = fileURLToPath(new URL("../docs/rules", import.meta.url));
const rules = builtInRules();
const wanted = [...rules.map(({ info }) => `${info.id}.md`), "README.md"].toSorted();
const pages = new Map<string, string>();
for (const rule of rules) pages.set(rule.info.id, await pageOf(rule));

test("docs/rules has a page for every rule and no other", () => {
  // A missing page is written only when that is asked for: vitest would else make it in passing.
  const updating = expect.getState().snapshotState.snapshotUpdateState === "all";
  const found = new Set(readdirSync(FOLDER));
  expect(
    wanted.filter((file) => !updating && !found.has(file)),
    "missing",
  ).toEqual([]);
  expect(
    [...found].filter((file) => !wanted.includes(file)),
    "of no rule",
  ).toEqual([]);
});

test.each([...pages])("the page of %s is fresh", async (id, page) => {
  await expect(page).toMatchFileSnapshot(`${FOLDER}/${id}.md`);
});

test("the index is fresh", async () => {
  await expect(indexOf(rules)).toMatchFileSnapshot(`${FOLDER}/README.md`);
});

test.each([...pages])("the page of %s has a line for everything", (id, page) => {
  expect(page).toContain(`[${id}]: `);
  expect(page).not.toMatch(/undefined|\[object/);
  expect(page.split("\n").length).toBeLessThan(170);
});

async function pageOf(rule: Rule): Promise<string> {
  const { id, title, severity, why, help, tags, securitySeverity } = rule.info;
  const security = securitySeverity === null ? "" : `, security severity ${securitySeverity}`;
  return `${[
    `<!-- Made by test/docs.test.ts from rules/${id}.yaml and test/rules/${id}; do not edit. -->`,
    `# ${id}`,
    `**${title}.** Severity: ${severity}. Tags: ${tags.join(", ")}${security}.`,
    `${oneLine(why)} [Vendor page](${help}).`,
    "## What it checks",
    describeRule(rule),
    "## Fails",
    await example(id, "fail"),
    "## Passes",
    await example(id, "pass"),
    "## Change its level",
    `Levels are \`error\`, \`warning\`, \`note\` and \`off\`, for one run or in \`sglint.yaml\`:`,
    fenced("sh", `sglint check --rule ${id}=off`),
    fenced("yaml", `severity:\n  ${id}: ${severity === "warning" ? "error" : "warning"}`),
    `More cases: [test/rules/${id}](../../test/rules/${id}).`,
  ].join("\n\n")}\n`;
}

/** The case of a kind that is marked for the page, else the first: what it shows, its text, and what is printed. */
async function example(id: string, kind: "pass" | "fail"): Promise<string> {
  const names = caseFiles(id).filter((name) => name.startsWith(`${kind}-`));
  const cases = await Promise.all(names.map((name) => readCase(id, name)));
  const { file, title, body, plan, config, settings } =
    cases.find(({ onPage }) => onPage) ?? cases[0]!;
  const ending = file.slice(file.lastIndexOf("."));
  const report = await reportOn({ file: `example${ending}`, text: body, plan }, settings);
  const findings = report.findings.filter(({ rule }) => rule === id);
  const output = renderPretty({ ...report, findings, complaints: [] }, { quiet: true, width: 100 });
  return [
    oneLine(title.replace(/\nRests on: [^]*/, "")),
    ...(config === null ? [] : [fenced("yaml", `# sglint.yaml\n${config}`)]),
    fenced(ending === ".tf" ? "hcl" : "yaml", body),
    ...(plan === null ? [] : ["What its plan changes:", fenced("json", changesOf(plan))]),
    ...(findings.length > 0 ? [fenced("text", output.trimEnd())] : []),
  ].join("\n\n");
}

interface PlannedChange {
  readonly address: string;
  readonly change: Record<"before" | "after", Record<string, unknown>>;
}

/** Addresses with the attributes that differ; the rest of a plan says the same at more length. */
function changesOf(plan: string): string {
  const { resource_changes: all } = JSON.parse(plan) as { resource_changes: PlannedChange[] };
  const changes = all.map(({ address, change: { before, after } }) => {
    const names = Object.keys(after).filter(
      (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
    );
    const only = (side: Record<string, unknown>) =>
      Object.fromEntries(names.map((name) => [name, side[name]]));
    return { address, before: only(before), after: only(after) };
  });
  return JSON.stringify(changes, null, 2);
}

function indexOf(all: readonly Rule[]): string {
  const rows = all.map(
    ({ info }) => `| [${info.id}](${info.id}.md) | ${info.severity} | ${info.title} |`,
  );
  return `${[
    "<!-- Made by test/docs.test.ts; do not edit. -->",
    "# Rules",
    "`sglint rules` lists them, `sglint explain RULE` says the same as the head of a page. Add your own with `--rules FILE`.",
    ["| Rule | Severity | What must hold |", "| --- | --- | --- |", ...rows].join("\n"),
  ].join("\n\n")}\n`;
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}
