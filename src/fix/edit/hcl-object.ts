// A rule as an object of a list that a `dynamic` block iterates over: the new one is a neighbour with other values,
// since only the user's own block knows what its keys are called.
import type { FixPolicy } from "../../model/finding.ts";
import type { Policy } from "../../model/inventory.ts";
import { policyFields } from "../../model/policy-text.ts";
import type { TextNode } from "../../model/text-syntax.ts";
import { isUnknown } from "../../model/unknown.ts";
import { sameLine } from "../../net/line.ts";
import { valueOf } from "./hcl-nodes.ts";

/** Null where the neighbour says something that the new rule must not, or cannot say. */
export function clonedObject(
  text: string,
  object: TextNode,
  model: Policy,
  policy: FixPolicy,
): string | null {
  const said = { action: 0, source: 0, protocol: 0, port: 0 };
  let [clone, at] = ["", object.start];
  for (const entry of object.children) {
    if (entry.kind === "comma") continue;
    const value = entry.kind === "entry" ? valueOf(entry) : null;
    // Comments speak about the neighbour; nested values are not understood here.
    if (!value || entry.children.length > 1 || value.kind === "list" || value.kind === "object")
      return null;
    if (value.kind !== "text" && value.kind !== "number") continue;
    const role = roleOf(entry.words[0] ?? "", value.words[0]!, model);
    if (role === null || (role === "description" && value.kind === "number")) return null;
    if (role !== "description") said[role]++;
    clone += text.slice(at, value.start) + valueFor(role, value, policy);
    at = value.end;
  }
  if (said.source !== 1 || !isComplete(said, model, policy)) return null;
  return clone + text.slice(at, object.end);
}

type Role = "action" | "source" | "protocol" | "port";

function roleOf(key: string, text: string, { peer }: Policy): Role | "description" | null {
  if (/desc|remark|note|comment|name/i.test(key)) return "description";
  if (!isUnknown(peer) && peer.kind === "addresses" && text === peer.text) return "source";
  if (/^(?:accept|drop)$/i.test(text)) return "action";
  if (/^(?:all|[\d,-]+)$/i.test(text) && /port/i.test(key)) return "port";
  return /^(?:tcp|udp|icmp|icmpv6|gre|all)$/i.test(text) ? "protocol" : null;
}

/** The neighbour's words are not the new rule's; the key stays, since a type may ask for it. */
function valueFor(
  role: Role | "description",
  { kind, words: [old = ""] }: TextNode,
  policy: FixPolicy,
): string {
  if (role === "description") return '""';
  const value = policyFields(policy)[role];
  if (kind === "number" && /^\d+$/.test(value)) return value;
  const isLower = kind === "text" && role !== "source" && /^[a-z]/.test(old);
  return JSON.stringify(isLower ? value.toLowerCase() : value);
}

/** What the neighbour leaves to the block around it must be what the new rule says. */
function isComplete(
  said: Readonly<Record<Role, number>>,
  model: Policy,
  policy: FixPolicy,
): boolean {
  const { action, protocol, port } = said;
  if (action > 1 || protocol > 1 || port > 1) return false;
  if (action === 0 && model.action !== policy.action) return false;
  if (!sameFamily(model, policy)) return false;
  if (protocol === 1 && port === 1) return true;
  const { service } = model;
  if (isUnknown(service) || service.kind !== "services") return false;
  return sameLine(service.set, policy.service);
}

function sameFamily({ peer: old }: Policy, { peer }: FixPolicy): boolean {
  if (peer.kind !== "addresses" || isUnknown(old) || old.kind !== "addresses") return false;
  return old.set.v6.length > 0 === peer.set.v6.length > 0;
}
