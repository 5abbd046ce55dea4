// ingress and egress blocks of a tencentcloud_security_group_rule_set: whole lines come and go.
import type { Change, FixPeer, FixPolicy } from "../../model/finding.ts";
import type { AclEntry, Policy } from "../../model/inventory.ts";
import { spanOf, type Place, type Span } from "../../model/place.ts";
import { policyFields } from "../../model/policy-text.ts";
import { isUnknown } from "../../model/unknown.ts";
import type { Withheld } from "./entry.ts";
import { COMMENT, literalIn } from "./hcl-text.ts";
import type { ListPlace } from "./lists.ts";
import {
  beginsLine,
  breakAt,
  indentOf,
  inOrder,
  lineEnd,
  lineStart,
  nextLine,
  wholeLines,
  withComments,
  type Splice,
} from "./text.ts";

const ODD = { withheld: "the rules are laid out in a way that is not edited safely" };

/** `anchors`: blocks of the other direction, before which the first of this one goes. */
export function blockRuleSplices(
  list: ListPlace,
  changes: readonly Change[],
  anchors: readonly Place[] = [],
): Splice[] | Withheld {
  const { text } = list.source;
  const spans = (list.items.length > 0 ? list.items.map(({ place }) => place) : anchors).map(
    spanOf,
  );
  if (!spans.every((span) => hasOwnLines(text, span))) return ODD;
  const splices: Splice[] = [];
  for (const change of changes) {
    const done =
      change.kind === "insert"
        ? inserted(list, spans, change)
        : change.kind === "remove"
          ? [removed(text, spans[change.index]!)]
          : masked(text, spans[change.index]!, list.items[change.index]!, change.source.text);
    if ("withheld" in done) return done;
    splices.push(...done);
  }
  return inOrder(splices);
}

function hasOwnLines(text: string, { start, end }: Span): boolean {
  const behind = text.slice(end, lineEnd(text, end)).trimStart();
  return beginsLine(text, start) && (behind === "" || COMMENT.test(behind));
}

function inserted(
  { source: { text }, items, direction }: ListPlace,
  spans: readonly Span[],
  { before, policies }: Change & { kind: "insert" },
): Splice[] | Withheld {
  const isFirst = items.length === 0;
  const atEnd = before >= spans.length && !isFirst;
  const near = spans[atEnd ? spans.length - 1 : isFirst ? 0 : before]!;
  const newline = breakAt(text, near.start);
  const indent = indentOf(text, near.start);
  const blocks: string[] = [];
  for (const policy of policies) {
    const block = blockText(text.slice(near.start, near.end), policy, direction, indent, newline);
    if (block === null)
      return { withheld: `${policyFields(policy).source} cannot be written as a Terraform rule` };
    blocks.push(block);
  }
  const gap = isSpaced(text, spans) ? newline : "";
  if (atEnd) {
    const at = lineEnd(text, near.end);
    return [
      { start: at, end: at, text: blocks.map((block) => `${newline}${gap}${block}`).join("") },
    ];
  }
  const floor = spans[before - 1]?.end ?? 0;
  const at = withComments(text, near.start, floor, COMMENT);
  return [{ start: at, end: at, text: blocks.map((block) => `${block}${newline}${gap}`).join("") }];
}

/** Whether blank lines stand between the blocks. */
function isSpaced(text: string, spans: readonly Span[]): boolean {
  const [first, second] = spans;
  return (
    first !== undefined &&
    second !== undefined &&
    /\n[ \t]*\r?\n/.test(text.slice(first.end, second.start))
  );
}

/** In the order of the neighbour's arguments, aligned as `terraform fmt` does. */
function blockText(
  model: string,
  policy: FixPolicy,
  direction: Change["direction"],
  indent: string,
  newline: string,
): string | null {
  const peer = peerArgument(policy.peer);
  if (peer === null) return null;
  const { action, source, protocol, port } = policyFields(policy);
  const lower = /\baction\s*=\s*"[a-z]/.test(model);
  const values = new Map([
    ["action", lower ? action.toLowerCase() : action],
    [peer, source],
    ["protocol", protocol],
    ["port", port],
  ]);
  const known = [...model.matchAll(/^[ \t]*(\w+)\s*=/gm)].map(([, name = ""]) =>
    name.endsWith("_block") ? peer : name,
  );
  const names = [...new Set([...known.filter((name) => values.has(name)), ...values.keys()])];
  const width = Math.max(...names.map((name) => name.length));
  const [unit = "  "] =
    /\n[ \t]*(?=\w)/.exec(model)?.map((line) => line.replace(/\n/, "").slice(indent.length)) ?? [];
  const lines = names.map(
    (name) => `${indent}${unit}${name.padEnd(width)} = "${values.get(name)}"`,
  );
  return [`${indent}${direction} {`, ...lines, `${indent}}`].join(newline);
}

/** The argument that takes this source. */
function peerArgument(peer: FixPeer): string | null {
  if (peer.kind === "addresses") return peer.set.v6.length > 0 ? "ipv6_cidr_block" : "cidr_block";
  if (/^ipm-\w+$/.test(peer.id)) return "address_template_id";
  return /^ipmg-\w+$/.test(peer.id) ? "address_template_group" : null;
}

/** A blank line that would stand beside another goes too. */
function removed(text: string, { start, end }: Span): Splice {
  const lines = wholeLines(text, start, end);
  const isBlank = (at: number) => text.slice(at, lineEnd(text, at)).trim() === "";
  const above = lines.start > 0 && isBlank(lineStart(text, lines.start - 1));
  const below = lines.end < text.length && isBlank(lines.end);
  return above && below ? { ...lines, end: nextLine(text, lines.end) } : lines;
}

/** The literal in a span that says the source of a policy. */
export function masked(
  text: string,
  span: Span,
  { peer }: Policy | AclEntry,
  source: string,
): Splice[] | Withheld {
  const old = isUnknown(peer) || !("text" in peer) ? null : peer.text;
  const found = old === null ? null : literalIn(text, span, old);
  if (!found)
    return {
      withheld: "the source of this rule comes from an expression; change what it is made of",
    };
  return [{ ...found, text: `"${source}"` }];
}
