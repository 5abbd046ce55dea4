// What a kind of rule finds, before fixes and routes are attached and equal findings are merged.
import { createHash } from "node:crypto";
import type {
  DecidedBy,
  Finding,
  Mark,
  Repair,
  Severity,
  Verdict,
  Witness,
} from "../model/finding.ts";
import { lineKey, listKey } from "../model/key.ts";
import { pathOf } from "../model/place.ts";
import { say } from "../words/index.ts";
import type { PrintedTraffic } from "../net/print.ts";
import type { Id } from "../model/inventory.ts";
import type { ListRef } from "../model/list.ts";
import type { HopRefusal } from "../judge/view.ts";
import type { HopDemand } from "./judged.ts";
import type { Hop } from "../model/route.ts";
import type { Rule } from "./rule.ts";

export interface FindingDraft {
  readonly rule: Rule;
  /** Equal keys are one finding; holds names and sets, never line numbers. */
  readonly key: readonly string[];
  readonly severity: Severity;
  readonly message: (resources: string, targets: string) => string;
  readonly verdict: Verdict | null;
  readonly resources: readonly Id[];
  /** What stands behind the resources, where the message names it: the targets behind a network ACL. */
  readonly targets: readonly Id[];
  readonly list: ListRef | null;
  readonly mark: Mark | null;
  readonly related: readonly Mark[];
  readonly routes: readonly string[];
  readonly blocked: readonly PrintedTraffic[];
  readonly decidedBy: DecidedBy | null;
  readonly witness: Witness | null;
  readonly notes: Finding["notes"];
  readonly help: string | null;
  /** Set where a fix of refused traffic can be sought. */
  readonly refused: Refused | null;
  /** Set where one policy can be taken out or written anew. */
  readonly repair: Repair | null;
}

export interface Refused {
  readonly hop: Hop;
  readonly demand: HopDemand;
  readonly refusal: HopRefusal;
}

/** A draft with everything optional empty. */
export function draft(
  rule: Rule,
  key: readonly string[],
  message: string | FindingDraft["message"],
  more: Partial<FindingDraft> = {},
): FindingDraft {
  return {
    rule,
    key: [rule.info.id, ...key],
    severity: rule.info.severity,
    message: typeof message === "string" ? () => message : message,
    verdict: null,
    resources: [],
    targets: [],
    list: null,
    mark: null,
    related: [],
    routes: [],
    blocked: [],
    decidedBy: null,
    witness: null,
    notes: [],
    help: null,
    refused: null,
    repair: null,
    ...more,
  };
}

/** From the worst. */
export const RANK = { error: 0, warning: 1, note: 2 } as const;

/**
 * Drafts of one key and place become one, with the routes and resources of all, and the worst leads. The same key
 * elsewhere (a policy written twice) is another finding, numbered so that ids stay unique without naming a line.
 */
export function mergeFindings(drafts: readonly FindingDraft[]): FindingDraft[] {
  const merged = new Map<string, FindingDraft & Merged>();
  const places = new Map<string, string[]>();
  for (const one of drafts) {
    const key = lineKey(one.key);
    const where = one.mark ? listKey([one.mark.place.source.file, ...pathOf(one.mark.place)]) : "";
    const known = places.get(key) ?? [];
    if (!known.includes(where)) known.push(where);
    places.set(key, known);
    const own = {
      routes: [...one.routes],
      resources: [...one.resources],
      targets: [...one.targets],
    };
    const found = merged.get(listKey([key, where]));
    if (found && RANK[found.severity] <= RANK[one.severity]) {
      addTo(found, own);
      continue;
    }
    if (found) addTo(own, found);
    const copy = known.length === 1 ? one.key : [...one.key, `#${known.length}`];
    merged.set(listKey([key, where]), { ...one, key: found?.key ?? copy, ...own });
  }
  return [...merged.values()].map((one) => ({
    ...one,
    routes: [...new Set(one.routes)],
    resources: [...new Set(one.resources)],
    targets: [...new Set(one.targets)],
  }));
}

type Merged = Record<"routes" | "resources" | "targets", string[]>;

export function addTo(all: Merged, more: Readonly<Record<keyof Merged, readonly string[]>>): void {
  all.routes.push(...more.routes);
  all.resources.push(...more.resources);
  all.targets.push(...more.targets);
}

export function findingId({ rule, key }: FindingDraft): string {
  const hash = createHash("sha256").update(lineKey(key)).digest("hex").slice(0, 12);
  return `${rule.info.id}@${hash}`;
}

/** `ins-a`, `ins-a and ins-b`, `ins-a and 3 more`. */
export function briefly(names: readonly string[]): string {
  const [first = "", second] = names;
  if (second === undefined) return first;
  return names.length === 2
    ? say("rules.two", first, second)
    : say("rules.and-more", first, names.length - 1);
}
