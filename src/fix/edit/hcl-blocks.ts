// ingress and egress blocks of a tencentcloud_security_group_rule_set: whole lines come and go.
import { say } from "../../words/index.ts";
import type { Change, FixPeer, FixPolicy } from "../../model/finding.ts";
import type { AclEntry, Policy } from "../../model/inventory.ts";
import type { Place } from "../../model/place.ts";
import { policyFields } from "../../model/policy-text.ts";
import type { TextNode } from "../../model/text-syntax.ts";
import { isUnknown } from "../../model/unknown.ts";
import type { Withheld } from "./entry.ts";
import {
  argumentOf,
  commentsAbove,
  endsLine,
  literalIn,
  nodeAt,
  sharedPart,
  valueOf,
  type HclText,
} from "./hcl-nodes.ts";
import type { ListPlace } from "./lists.ts";
import {
  beginsLine,
  breakAt,
  indentOf,
  splicesInOrder,
  lineEnd,
  lineStart,
  nextLine,
  wholeLines,
  type Splice,
} from "./text.ts";

const ODD = { withheld: say("fix-edit.odd-rules") };

/** `anchors`: blocks of the other direction, before which the first of this one goes. */
export function blockRuleSplices(
  hcl: HclText,
  list: ListPlace,
  changes: readonly Change[],
  anchors: readonly Place[] = [],
): Splice[] | Withheld {
  const { text } = hcl;
  const places = list.items.length > 0 ? list.items.map(({ place }) => place) : anchors;
  const blocks = places.map((place) => nodeAt(hcl, place));
  if (!blocks.every(({ start, end }) => beginsLine(text, start) && endsLine(hcl, end))) return ODD;
  const splices: Splice[] = [];
  for (const change of changes) {
    const near = blocks[change.kind === "insert" ? change.before : change.index] ?? blocks.at(-1)!;
    const shared = sharedPart(hcl, near, "fix-edit.rules-shared");
    if (shared) return shared;
    const done =
      change.kind === "insert"
        ? inserted(hcl, list, blocks, change)
        : change.kind === "remove"
          ? [removed(text, near)]
          : masked(near, list.items[change.index]!, change.source.text);
    if ("withheld" in done) return done;
    splices.push(...done);
  }
  return splicesInOrder(splices);
}

function inserted(
  hcl: HclText,
  { items, direction }: ListPlace,
  blocks: readonly TextNode[],
  { before, policies }: Change & { kind: "insert" },
): Splice[] | Withheld {
  const { text } = hcl;
  const isFirst = items.length === 0;
  const atEnd = before >= blocks.length && !isFirst;
  const near = blocks[atEnd ? blocks.length - 1 : isFirst ? 0 : before]!;
  const newline = breakAt(text, near.start);
  const written: string[] = [];
  for (const policy of policies) {
    const block = blockText(text, near, policy, direction);
    if (block === null)
      return { withheld: say("fix-edit.no-terraform-rule", policyFields(policy).source) };
    written.push(block.join(newline));
  }
  const gap = isSpaced(text, blocks) ? newline : "";
  if (atEnd) {
    const at = lineEnd(text, near.end);
    return [
      { start: at, end: at, text: written.map((block) => `${newline}${gap}${block}`).join("") },
    ];
  }
  const at = commentsAbove(hcl, near.start, blocks[before - 1]?.end ?? 0);
  return [
    { start: at, end: at, text: written.map((block) => `${block}${newline}${gap}`).join("") },
  ];
}

/** Whether blank lines stand between the blocks. */
function isSpaced(text: string, [first, second]: readonly TextNode[]): boolean {
  if (!first || !second) return false;
  for (let at = nextLine(text, first.end); at < second.start; at = nextLine(text, at))
    if (isBlank(text, at)) return true;
  return false;
}

function isBlank(text: string, at: number): boolean {
  return text.slice(at, lineEnd(text, at)).trim() === "";
}

/** Lines in the order of the neighbour's arguments, aligned as `terraform fmt` does. */
function blockText(
  text: string,
  model: TextNode,
  policy: FixPolicy,
  direction: Change["direction"],
): string[] | null {
  const peer = peerArgument(policy.peer);
  if (peer === null) return null;
  const { action, source, protocol, port } = policyFields(policy);
  const near = argumentOf(model, "action");
  const said = (near && valueOf(near))?.words[0] ?? "";
  const isLower = said !== "" && said[0] !== said[0]!.toUpperCase();
  const values = new Map([
    ["action", isLower ? action.toLowerCase() : action],
    [peer, source],
    ["protocol", protocol],
    ["port", port],
  ]);
  const given = model.children.filter(({ kind }) => kind === "argument");
  const known = given.map(({ words: [name = ""] }) => (name.endsWith("_block") ? peer : name));
  const names = [...new Set([...known.filter((name) => values.has(name)), ...values.keys()])];
  const width = Math.max(...names.map((name) => name.length));
  const indent = indentOf(text, model.start);
  const first = given.find(({ start }) => beginsLine(text, start));
  const inner = first ? indentOf(text, first.start) : `${indent}  `;
  const lines = names.map((name) => `${inner}${name.padEnd(width)} = "${values.get(name)}"`);
  return [`${indent}${direction} {`, ...lines, `${indent}}`];
}

/** The argument that takes this source. */
function peerArgument(peer: FixPeer): string | null {
  if (peer.kind === "addresses") return peer.set.v6.length > 0 ? "ipv6_cidr_block" : "cidr_block";
  if (/^ipm-\w+$/.test(peer.id)) return "address_template_id";
  return /^ipmg-\w+$/.test(peer.id) ? "address_template_group" : null;
}

/** A blank line that would stand beside another goes too. */
function removed(text: string, { start, end }: TextNode): Splice {
  const lines = wholeLines(text, start, end);
  const above = lines.start > 0 && isBlank(text, lineStart(text, lines.start - 1));
  const below = lines.end < text.length && isBlank(text, lines.end);
  return above && below ? { ...lines, end: nextLine(text, lines.end) } : lines;
}

/** The literal in a node that says the source of a policy. */
export function masked(
  node: TextNode,
  { peer }: Policy | AclEntry,
  source: string,
): Splice[] | Withheld {
  const old = isUnknown(peer) || !("text" in peer) ? null : peer.text;
  const found = old === null ? null : literalIn(node, old);
  if (!found)
    return {
      withheld: say("fix-edit.source-computed"),
    };
  return [{ start: found.start, end: found.end, text: `"${source}"` }];
}
