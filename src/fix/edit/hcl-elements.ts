// Elements of a list that rules are made of: strings of a lite_rule, and what a `dynamic` block iterates over. Only a
// list that is written out in brackets, with nothing between it and its name, is edited, and only where nobody but
// these rules reads it.
import { say } from "../../words/index.ts";
import type { Change, FixPolicy } from "../../model/finding.ts";
import type { AclEntry, Policy } from "../../model/inventory.ts";
import { spanOf } from "../../model/place.ts";
import { policyFields } from "../../model/policy-text.ts";
import type { TextNode } from "../../model/text-syntax.ts";
import { isUnknown } from "../../model/unknown.ts";
import { sameLine } from "../../net/line.ts";
import type { Withheld } from "./entry.ts";
import { bracketSplices, type FlowItem } from "./flow.ts";
import { masked } from "./hcl-blocks.ts";
import { clonedObject } from "./hcl-object.ts";
import { commentsAbove, endsLine, nodesAround, sharedPart, type HclText } from "./hcl-nodes.ts";
import type { ListPlace } from "./lists.ts";
import { beginsLine, type Splice } from "./text.ts";

/** A rule and the element that says it. */
interface Element {
  readonly node: TextNode;
  readonly rule: Policy | AclEntry;
}

export function elementSplices(
  hcl: HclText,
  list: ListPlace,
  changes: readonly Change[],
  form: "string" | "object",
): Splice[] | Withheld {
  const brackets = bracketsOf(hcl, list);
  if (brackets === null) return { withheld: say("fix-edit.list-computed") };
  const shared = sharedPart(hcl, brackets, "fix-edit.list-shared");
  if (shared) return shared;
  const elements = itemsIn(brackets).map((node, i) => ({ node, rule: list.items[i]! }));
  const inserts = new Map<number, string[]>();
  const removes = new Set<number>();
  const splices: Splice[] = [];
  for (const change of changes) {
    if (change.kind === "remove") removes.add(change.index);
    else if (change.kind === "source") {
      const done = sourceSplices(elements[change.index]!, change.source.text);
      if ("withheld" in done) return done;
      splices.push(...done);
    } else {
      const texts = elementTexts(hcl, elements, change, form);
      if ("withheld" in texts) return texts;
      inserts.set(change.before, [...(inserts.get(change.before) ?? []), ...texts]);
    }
  }
  if (inserts.size === 0 && removes.size === 0) return splices;
  const done = bracketSplices(flowOf(hcl, brackets), { inserts, removes });
  return "withheld" in done ? done : [...splices, ...done];
}

/** The list that holds exactly these elements, in their order, and is the whole value of a name; else null. */
function bracketsOf(hcl: HclText, { items }: ListPlace): TextNode | null {
  const [first, ...others] = items.map(({ place }) => spanOf(place));
  const around = nodesAround(hcl, first!);
  const [owner, list] = around.slice(-3);
  if (list?.kind !== "list" || (owner?.kind !== "argument" && owner?.kind !== "entry")) return null;
  const own = itemsIn(list);
  const isWhole =
    own.length === items.length &&
    [first!, ...others].every(
      ({ start, end }, i) => own[i]!.start === start && own[i]!.end === end,
    );
  return isWhole ? list : null;
}

function itemsIn({ children }: TextNode): TextNode[] {
  return children.filter(({ kind }) => kind !== "comma" && kind !== "comment");
}

function flowOf(hcl: HclText, brackets: TextNode) {
  const { children, start, end } = brackets;
  const items = itemsIn(brackets).map((node): FlowItem => {
    const next = children.slice(children.indexOf(node) + 1).find(({ kind }) => kind !== "comment");
    const comma = next?.kind === "comma" ? next : null;
    const alone = beginsLine(hcl.text, node.start) && endsLine(hcl, (comma ?? node).end);
    return { start: node.start, end: node.end, comma: comma?.start ?? null, alone };
  });
  const hasComments = children.some(({ kind }) => kind === "comment");
  return {
    text: hcl.text,
    start,
    items,
    top: (at: number, floor: number) => commentsAbove(hcl, at, floor),
    inner: () => (hasComments ? null : { start: start + 1, end: end - 1 }),
    write: (element: string) => element,
  };
}

function sourceSplices({ node, rule }: Element, source: string): Splice[] | Withheld {
  const parts = node.kind === "text" ? node.words[0]!.split("#") : [];
  if (parts.length !== 4) return masked(node, rule, source);
  const text = JSON.stringify([parts[0], source, parts[2], parts[3]].join("#"));
  return [{ start: node.start, end: node.end, text }];
}

function elementTexts(
  hcl: HclText,
  elements: readonly Element[],
  { policies, before }: Change & { kind: "insert" },
  form: "string" | "object",
): string[] | Withheld {
  const texts: string[] = [];
  for (const policy of policies) {
    const text =
      form === "object"
        ? clonedElement(hcl, elements, policy, before)
        : textElement(hcl, elements, policy);
    if (text === null) return { withheld: say("fix-edit.unlike", policyFields(policy).source) };
    texts.push(text);
  }
  return texts;
}

function clonedElement(
  { text }: HclText,
  elements: readonly Element[],
  policy: FixPolicy,
  before: number,
): string | null {
  for (const { node, rule } of [
    ...elements.slice(0, before).toReversed(),
    ...elements.slice(before),
  ]) {
    const clone = "service" in rule ? clonedObject(text, node, rule, policy) : null;
    if (clone !== null) return clone;
  }
  return null;
}

function textElement(
  { text }: HclText,
  elements: readonly Element[],
  policy: FixPolicy,
): string | null {
  if (elements.every(({ node }) => text.slice(node.start, node.end).includes("#")))
    return liteRule(policy);
  // A list of sources: the block around it says the rest, which is the same for all.
  const isAlike = elements.every(({ rule }) => "service" in rule && saysTheSame(rule, policy));
  const { peer } = policy;
  return isAlike && peer.kind === "addresses" ? JSON.stringify(peer.text) : null;
}
function liteRule(policy: FixPolicy): string | null {
  const { action, source, protocol, port } = policyFields(policy);
  if (!/^(?:TCP|UDP|ICMP|ALL)$/.test(protocol)) return null;
  if (policy.peer.kind !== "addresses" && !/^ipmg?-\w{8}$/.test(source)) return null;
  return JSON.stringify([action, source, port, protocol].join("#"));
}

/** Whether a rule has the action and the service of the new one. */
function saysTheSame({ action, service }: Policy, policy: FixPolicy): boolean {
  if (action !== policy.action || isUnknown(service) || service.kind !== "services") return false;
  return sameLine(service.set, policy.service);
}
