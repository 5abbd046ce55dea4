// Rules as reporting descriptors. Their text is the same in every run, so that code scanning can tell a changed
// rule from a changed result: nothing of the findings may enter. Descriptors have no embedded links to escape.
import type { RuleInfo, Severity } from "../../model/finding.ts";
import { say } from "../../words/index.ts";
import type { RuleDescriptor } from "./log.ts";
import { verbatim, markdown, oneLine, sentence, statement } from "./text.ts";

/** What code scanning calls the severity of an alert that is not about security. */
const PROBLEM_SEVERITY: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  note: "recommendation",
};

/** Code scanning shows no more. */
const MOST_TAGS = 10;

export function ruleDescriptor(rule: RuleInfo): RuleDescriptor {
  const page = webPage(rule.help);
  return {
    id: rule.id,
    name: pascalCase(rule.id),
    shortDescription: { text: sentence(oneLine(rule.title)) },
    fullDescription: { text: sentence(oneLine(rule.why)) },
    help: { text: helpText(rule, page), markdown: helpMarkdown(rule, page) },
    ...(page === null ? {} : { helpUri: page }),
    defaultConfiguration: { level: rule.severity },
    properties: properties(rule),
  };
}

/** First sentence of every result of the rule: the same for all of them, and free of addresses. */
export function leadOf(rule: RuleInfo | undefined, id: string): string {
  const title = rule?.title ?? "";
  const addressed = /\d+\.\d+\.\d+|::|[\da-f]+:[\da-f]+:/i.test(title);
  return verbatim(statement(title === "" || addressed ? say("report.not-met", id) : title));
}

function properties(rule: RuleInfo): RuleDescriptor["properties"] {
  const tags = [...new Set(rule.tags)];
  if (rule.securitySeverity === null)
    return {
      tags: tags.slice(0, MOST_TAGS),
      precision: "very-high",
      "problem.severity": PROBLEM_SEVERITY[rule.severity],
    };
  // A security severity counts only beside the tag `security`.
  const secure = ["security", ...tags.filter((tag) => tag !== "security")];
  return {
    tags: secure.slice(0, MOST_TAGS),
    precision: "very-high",
    "security-severity": rule.securitySeverity,
  };
}

function helpText(rule: RuleInfo, page: string | null): string {
  const lines = [sentence(oneLine(rule.title)), sentence(oneLine(rule.why))];
  if (page !== null) lines.push(say("report.vendor-page", page));
  return [...lines, say("report.examples", oneLine(rule.id))].join("\n\n");
}

function helpMarkdown(rule: RuleInfo, page: string | null): string {
  const lines = [`# ${markdown(rule.title)}`, markdown(sentence(rule.why))];
  if (page !== null) lines.push(say("report.vendor-page", `<${page}>`));
  return [...lines, say("report.examples", markdown(rule.id))].join("\n\n");
}

/** Normalised, so that it ends where it seems to end; null for anything but http and https. */
function webPage(text: string): string | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  return new URL(text).href.replace(/[<>]/g, encodeURIComponent);
}

function pascalCase(id: string): string {
  return id
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("")
    .slice(0, 255);
}
