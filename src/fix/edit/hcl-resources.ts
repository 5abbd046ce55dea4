// tencentcloud_security_group_rule: a resource is one rule, and their order is not defined. A new one is written only
// where the order cannot matter, because every rule of the list accepts.
import type { Change, FixPolicy } from "../../model/finding.ts";
import { policyFields } from "../../model/policy-text.ts";
import type { TextNode } from "../../model/text-syntax.ts";
import { say, textOf } from "../../words/index.ts";
import type { Withheld } from "./entry.ts";
import { masked } from "./hcl-blocks.ts";
import { argumentOf, nodeAt, readersText, sharedPart, valueOf, type HclText } from "./hcl-nodes.ts";
import type { ListPlace } from "./lists.ts";
import { breakAt, lineEnd, nextLine, wholeLines, type Splice } from "./text.ts";

const ODD = { withheld: say("fix-edit.odd-resources") };

export function resourceSplices(
  hcl: HclText,
  list: ListPlace,
  changes: readonly Change[],
): Splice[] | Withheld {
  const blocks = list.items.map(({ place }) => nodeAt(hcl, place));
  const splices: Splice[] = [];
  for (const change of changes) {
    const near = change.kind === "insert" ? blocks.at(-1)! : blocks[change.index]!;
    const done =
      change.kind === "insert"
        ? added(hcl, list, blocks, change.policies)
        : change.kind === "source"
          ? masked(near, list.items[change.index]!, change.source.text)
          : removed(hcl, near);
    if ("withheld" in done) return done;
    // A mask rewrites a value of the block, the others the block as it stands under its header.
    const written = change.kind === "source" ? done[0]! : { start: near.start, end: near.start };
    const shared = sharedPart(hcl, written, "fix-edit.rules-shared");
    if (shared) return shared;
    splices.push(...done);
  }
  return splices;
}

function added(
  { text, root }: HclText,
  { items, direction }: ListPlace,
  blocks: readonly TextNode[],
  policies: readonly FixPolicy[],
): Splice[] | Withheld {
  const accepts = [...items, ...policies].every(({ action }) => action === "ACCEPT");
  if (!accepts || blocks.some((block) => argumentOf(block, "policy_index")))
    return {
      withheld: say("fix-edit.no-order"),
    };
  const last = blocks.at(-1)!;
  const argument = argumentOf(last, "security_group_id");
  const group = argument && valueOf(argument);
  const isOne = !["count", "for_each", "provider"].some((name) => argumentOf(last, name));
  if (!group || !isOne || lineEnd(text, group.start) < group.end) return ODD;
  const newline = breakAt(text, last.end);
  const expression = text.slice(group.start, group.end);
  let written = "";
  for (const policy of policies) {
    const name = freeName(root, last, policy);
    const lines = resourceLines(name, expression, policy, direction);
    if (lines === null) return { withheld: say("fix-edit.no-terraform-source") };
    written += `${newline}${newline}${lines.join(newline)}`;
  }
  const at = lineEnd(text, last.end);
  return [{ start: at, end: at, text: written }];
}

function resourceLines(
  name: string,
  group: string,
  policy: FixPolicy,
  direction: Change["direction"],
): string[] | null {
  if (policy.peer.kind !== "addresses") return null;
  const { source, protocol, port } = policyFields(policy);
  const values: [string, string][] = [
    ["security_group_id", group],
    ["type", JSON.stringify(direction)],
    ["cidr_ip", JSON.stringify(source)],
    ["ip_protocol", JSON.stringify(protocol.toLowerCase())],
  ];
  if (port !== "ALL") values.push(["port_range", JSON.stringify(port)]);
  values.push(["policy", '"accept"']);
  const width = Math.max(...values.map(([argument]) => argument.length));
  const lines = values.map(([argument, value]) => `  ${argument.padEnd(width)} = ${value}`);
  return [`resource "tencentcloud_security_group_rule" "${name}" {`, ...lines, "}"];
}

function freeName({ children }: TextNode, { words }: TextNode, policy: FixPolicy): string {
  const { source } = policyFields(policy);
  const taken = new Set(children.flatMap((block) => block.words));
  const wanted = `${words[2] ?? "rule"}_${source.replace(/\W+/g, "_")}`;
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted}_${n}`;
  return name;
}

/** With the blank line behind it. */
function removed({ text, syntax }: HclText, { start, end }: TextNode): Splice[] | Withheld {
  const found = syntax.mentions(start, end);
  if (found.kind === "unknown")
    return { withheld: say("fix-edit.readers-unknown", textOf(found.why)) };
  if (found.readers.length > 0)
    return { withheld: say("fix-edit.rule-mentioned", readersText(found.readers)) };
  const lines = wholeLines(text, start, end);
  const isBlank =
    lines.end < text.length && text.slice(lines.end, lineEnd(text, lines.end)).trim() === "";
  return [isBlank ? { ...lines, end: nextLine(text, lines.end) } : lines];
}
