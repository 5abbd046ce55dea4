// tencentcloud_security_group_rule: a resource is one rule, and their order is not defined. A new one is written only
// where the order cannot matter, because every rule of the list accepts.
import type { Change, FixPolicy } from "../../model/finding.ts";
import type { Policy } from "../../model/inventory.ts";
import { spanOf, type Span } from "../../model/place.ts";
import { policyFields } from "../../model/policy-text.ts";
import type { Withheld } from "./entry.ts";
import { masked } from "./hcl-blocks.ts";
import { closingOf } from "./hcl-text.ts";
import type { ListPlace } from "./lists.ts";
import { breakAt, lineEnd, nextLine, wholeLines, type Splice } from "./text.ts";

const ODD = { withheld: "the rule resources are laid out in a way that is not edited safely" };

export function resourceSplices(list: ListPlace, changes: readonly Change[]): Splice[] | Withheld {
  const { text } = list.source;
  const blocks = list.items.map(({ place }) => wholeBlock(text, spanOf(place)));
  if (!blocks.every((block) => block !== null)) return ODD;
  const splices: Splice[] = [];
  for (const change of changes) {
    const done =
      change.kind === "insert"
        ? added(list, blocks, change.policies)
        : change.kind === "source"
          ? masked(text, blocks[change.index]!, list.items[change.index]!, change.source.text)
          : removed(text, blocks[change.index]!);
    if ("withheld" in done) return done;
    splices.push(...done);
  }
  return splices;
}

/** The place of a resource is its header. */
function wholeBlock(text: string, { start, end }: Span): Span | null {
  const open = text.indexOf("{", end);
  if (open < 0 || text.slice(end, open).trim() !== "") return null;
  const close = closingOf(text, open);
  return close === null ? null : { start, end: close };
}

function added(
  { source: { text }, items, direction }: ListPlace,
  blocks: readonly Span[],
  policies: readonly FixPolicy[],
): Splice[] | Withheld {
  const all = blocks.map(({ start, end }) => text.slice(start, end));
  const accepts = (items as readonly Policy[]).every(({ action }) => action === "ACCEPT");
  if (
    !accepts ||
    policies.some(({ action }) => action !== "ACCEPT") ||
    all.some((block) => /^\s*policy_index\b/m.test(block))
  )
    return {
      withheld:
        "the order of security_group_rule resources is not defined; write the rules as one tencentcloud_security_group_rule_set",
    };
  const last = blocks.at(-1)!;
  const model = text.slice(last.start, last.end);
  const [group] = /^[ \t]*security_group_id\s*=.*$/m.exec(model) ?? [];
  if (
    group === undefined ||
    /^\s*(?:count|for_each|provider)\s*=/m.test(model) ||
    /\beach\.|\bcount\./.test(group)
  )
    return ODD;
  const written = policies.map((policy) => resourceText(text, model, group, policy, direction));
  if (!written.every((one) => one !== null))
    return { withheld: "this source cannot be written as a Terraform rule" };
  const newline = breakAt(text, last.end);
  const at = lineEnd(text, last.end);
  return [
    {
      start: at,
      end: at,
      text: written
        .map((block) => `${newline}${newline}${block!.replaceAll("\n", newline)}`)
        .join(""),
    },
  ];
}

function resourceText(
  text: string,
  model: string,
  group: string,
  policy: FixPolicy,
  direction: Change["direction"],
): string | null {
  if (policy.peer.kind !== "addresses") return null;
  const { source, protocol, port } = policyFields(policy);
  const [, base = "rule"] = /^resource\s+\S+\s+"?([\w-]+)/.exec(model) ?? [];
  const name = freeName(text, `${base}_${source.replace(/\W+/g, "_")}`);
  const [, expression = ""] = /=\s*(.*?)\s*$/.exec(group) ?? [];
  const values: [string, string][] = [
    ["security_group_id", expression],
    ["type", JSON.stringify(direction)],
    ["cidr_ip", JSON.stringify(source)],
    ["ip_protocol", JSON.stringify(protocol.toLowerCase())],
    ...(port === "ALL" ? [] : [["port_range", JSON.stringify(port)] as [string, string]]),
    ["policy", '"accept"'],
  ];
  const width = Math.max(...values.map(([key]) => key.length));
  const lines = values.map(([key, value]) => `  ${key.padEnd(width)} = ${value}`);
  return [`resource "tencentcloud_security_group_rule" "${name}" {`, ...lines, "}"].join("\n");
}

function freeName(text: string, wanted: string): string {
  let name = wanted;
  for (let n = 2; text.includes(`"${name}"`); n++) name = `${wanted}_${n}`;
  return name;
}

/** With the blank line behind it. */
function removed(text: string, block: Span): Splice[] | Withheld {
  const [, name] = /^resource\s+\S+\s+"?([\w-]+)/.exec(text.slice(block.start, block.end)) ?? [];
  if (name === undefined || new RegExp(`tencentcloud_security_group_rule\\.${name}\\b`).test(text))
    return { withheld: "another part of the configuration refers to this rule" };
  const lines = wholeLines(text, block.start, block.end);
  const blank =
    lines.end < text.length && text.slice(lines.end, lineEnd(text, lines.end)).trim() === "";
  return [blank ? { ...lines, end: nextLine(text, lines.end) } : lines];
}
