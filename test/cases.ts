// Definitions as text -> report, through the real loader and the built-in rules and packs.
import { lint, DEFAULT_SETTINGS } from "../src/lint.ts";
import { loadDefinitions } from "../src/load/definitions/index.ts";
import { parseDocument } from "../src/load/text/document.ts";
import { mergeDrafts } from "../src/load/merge/merge.ts";
import { builtInPacks } from "../src/load/own/ranges.ts";
import type { Report } from "../src/model/finding.ts";
import { parseMember } from "../src/net/address.ts";
import { builtInRules } from "../src/rule/index.ts";

/** What config and command line would say, as a person writes it. */
export interface PlainSettings {
  readonly clients?: readonly string[];
  readonly region?: string;
  readonly microserviceSources?: "clients" | "gateway" | "both";
  readonly domains?: Readonly<Record<string, string>>;
}

const rules = builtInRules();

export function lintText(
  text: string,
  settings: PlainSettings = {},
  file = "infra/definitions.yaml",
): Report {
  const document = parseDocument(file, text);
  if (!("root" in document))
    throw new Error(`unreadable: ${document.map(({ message }) => message).join("; ")}`);
  return lint(mergeDrafts([loadDefinitions(document)]), rules, builtInPacks(), {
    ...DEFAULT_SETTINGS,
    clients: settings.clients?.map(rangeOf) ?? null,
    region: settings.region ?? null,
    microserviceSources: settings.microserviceSources ?? "clients",
    domains: new Map(Object.entries(settings.domains ?? {})),
  });
}

function rangeOf(text: string) {
  const range = parseMember(text);
  if (!range.ok) throw new Error(range.why);
  return range;
}
