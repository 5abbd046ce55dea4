// Elements of a list that rules are made of: strings of a lite_rule, and what a `dynamic` block iterates over. Only a
// list that is written out in brackets, with nothing between it and its name, is edited.
import type { Change, FixPolicy } from "../../model/finding.ts";
import type { Policy } from "../../model/inventory.ts";
import { spanOf, type Span } from "../../model/place.ts";
import { policyFields } from "../../model/policy-text.ts";
import { isUnknown } from "../../model/unknown.ts";
import { equal } from "../../net/line.ts";
import type { Withheld } from "./entry.ts";
import { bracketSplices } from "./flow.ts";
import { masked } from "./hcl-blocks.ts";
import { clonedObject } from "./hcl-object.ts";
import { closingOf, COMMENT, plainString, signBefore } from "./hcl-text.ts";
import type { ListPlace } from "./lists.ts";
import { lineEnd, type Splice } from "./text.ts";

const COMPUTED = "the list of these rules is computed; change what it is made of";

export function elementSplices(
  list: ListPlace,
  changes: readonly Change[],
  form: "string" | "object",
): Splice[] | Withheld {
  const { text } = list.source;
  const items = list.items.map(({ place }) => spanOf(place));
  const open = bracketOf(text, items);
  if (open === null) return { withheld: COMPUTED };
  if (isUsedTwice(text, open))
    return { withheld: "the list of these rules is used in several places" };
  const inserts = new Map<number, string[]>();
  const removes = new Set<number>();
  const splices: Splice[] = [];
  for (const change of changes) {
    if (change.kind === "remove") removes.add(change.index);
    else if (change.kind === "source") {
      const done = sourceSplices(list, items[change.index]!, change);
      if ("withheld" in done) return done;
      splices.push(...done);
    } else {
      const texts = change.policies.map((policy) => elementText(list, policy, change.before, form));
      const missing = texts.indexOf(null);
      if (missing >= 0)
        return {
          withheld: `${policyFields(change.policies[missing]!).source} cannot be written like the other rules`,
        };
      inserts.set(change.before, [...(inserts.get(change.before) ?? []), ...(texts as string[])]);
    }
  }
  if (inserts.size === 0 && removes.size === 0) return splices;
  const target = {
    text,
    comment: COMMENT,
    start: open,
    items,
    write: (element: string) => element,
  };
  const done = bracketSplices(target, { inserts, removes });
  return "withheld" in done ? done : [...splices, ...done];
}

/** The bracket that holds exactly these items, where it is the whole value of an argument; else null. */
function bracketOf(text: string, items: readonly Span[]): number | null {
  const [first, last] = [items[0]!, items.at(-1)!];
  const before = signBefore(text, first.start);
  if (before.sign !== "[" || !/[=:]/.test(signBefore(text, before.at).sign)) return null;
  const end = closingOf(text, before.at);
  if (end === null || end <= last.end) return null;
  const between = items.map(({ end: from }, i) => text.slice(from, items[i + 1]?.start ?? end - 1));
  const isPlain = between.every(
    (gap, i) => /^,?$/.test(bare(gap)) && (i === items.length - 1 || bare(gap) === ","),
  );
  return isPlain && /^,?$/.test(bare(text.slice(end, lineEnd(text, end)))) ? before.at : null;
}

/** Without blanks and comments. */
function bare(text: string): string {
  return text.replace(/(?:#|\/\/)[^\n]*/g, "").replace(/\s/g, "");
}

/** A local value may say more than these rules. */
function isUsedTwice(text: string, open: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", open) + 1, open);
  const [, name] = /^\s*"?([\w-]+)"?\s*[=:]\s*$/.exec(line) ?? [];
  if (name === undefined) return true;
  return text.split(new RegExp(`\\blocal\\.${name}\\b`)).length > 2;
}

function sourceSplices(
  { source: { text }, items }: ListPlace,
  span: Span,
  { index, source }: Change & { kind: "source" },
) {
  const policy = items[index]!;
  const written = plainString(text.slice(span.start, span.end));
  const parts = written?.split("#");
  if (!parts || parts.length !== 4) return masked(text, span, policy, source.text);
  return [{ ...span, text: JSON.stringify([parts[0], source.text, parts[2], parts[3]].join("#")) }];
}

function elementText(
  list: ListPlace,
  policy: FixPolicy,
  before: number,
  form: "string" | "object",
): string | null {
  const { text } = list.source;
  const items = list.items as readonly Policy[];
  if (form === "object") {
    const order = [...items.slice(0, before).toReversed(), ...items.slice(before)];
    for (const model of order) {
      const clone = clonedObject(text, spanOf(model.place), model, policy);
      if (clone !== null) return clone;
    }
    return null;
  }
  const texts = items.map(({ place }) => textOf(text, spanOf(place)));
  if (texts.every((one) => one.includes("#"))) return liteRule(policy);
  // A list of sources: the block around it says the rest, which is the same for all.
  const isAlike = items.every((item) => saysTheSame(item, policy));
  const { peer } = policy;
  return isAlike && peer.kind === "addresses" ? JSON.stringify(peer.text) : null;
}

function textOf(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

function liteRule(policy: FixPolicy): string | null {
  const { action, source, protocol, port } = policyFields(policy);
  if (!/^(?:TCP|UDP|ICMP|ALL)$/.test(protocol)) return null;
  if (policy.peer.kind !== "addresses" && !/^ipmg?-\w{8}$/.test(source)) return null;
  return JSON.stringify([action, source, port, protocol].join("#"));
}

/** Whether a rule has the action and the service of the new one. */
export function saysTheSame({ action, service }: Policy, policy: FixPolicy): boolean {
  if (action !== policy.action || isUnknown(service) || service.kind !== "services") return false;
  return equal(service.set, policy.service);
}
