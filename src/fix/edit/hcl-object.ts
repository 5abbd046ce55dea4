// A rule as an object of a list that a `dynamic` block iterates over: the new one is a neighbour with other values,
// since only the user's own block knows what its keys are called.
import type { FixPolicy } from "../../model/finding.ts";
import type { Policy } from "../../model/inventory.ts";
import type { Span } from "../../model/place.ts";
import { policyFields } from "../../model/policy-text.ts";
import { isUnknown } from "../../model/unknown.ts";
import { equal } from "../../net/line.ts";

const PAIR = /([\w-]+|"[\w-]+")(\s*[=:]\s*)("[^"\\$%\n]*"|\d+)(?=\s*(?:[,}\n#]|\/\/|$))/g;

/** Null where the neighbour says something that the new rule must not, or cannot say. */
export function clonedObject(
  text: string,
  span: Span,
  model: Policy,
  policy: FixPolicy,
): string | null {
  const written = text.slice(span.start, span.end);
  // Comments speak about the neighbour; nested values and references are not understood here.
  if (/[[\](]|\$\{|#|\/\//.test(written) || written.indexOf("{", 1) > 0) return null;
  const said = { action: 0, source: 0, protocol: 0, port: 0, strange: 0 };
  const clone = written.replace(PAIR, (pair, key: string, sign: string, value: string) => {
    const role = roleOf(key, value, model);
    said[role ?? "strange"]++;
    return role === null ? pair : `${key}${sign}${valueFor(role, value, policy)}`;
  });
  const pairs = written.match(/[=:](?![^"\n]*"[^"\n]*$)/g)?.length ?? 0;
  const found = said.action + said.source + said.protocol + said.port + descriptions(written);
  if (said.strange !== descriptions(written) || pairs < found || said.source !== 1) return null;
  return isComplete(said, model, policy) ? withoutDescription(clone) : null;
}

type Role = "action" | "source" | "protocol" | "port";

function roleOf(key: string, value: string, { peer }: Policy): Role | null {
  const text = value.replaceAll('"', "");
  if (/desc|remark|note|comment|name/i.test(key)) return null;
  if (!isUnknown(peer) && peer.kind === "addresses" && text === peer.text) return "source";
  if (/^(?:accept|drop)$/i.test(text)) return "action";
  if (/^(?:all|[\d,-]+)$/i.test(text) && /port/i.test(key)) return "port";
  return /^(?:tcp|udp|icmp|icmpv6|gre|all)$/i.test(text) ? "protocol" : null;
}

function valueFor(role: Role, old: string, policy: FixPolicy): string {
  const value = policyFields(policy)[role];
  if (/^\d+$/.test(old) && /^\d+$/.test(value)) return value;
  return JSON.stringify(/^"[a-z]/.test(old) && role !== "source" ? value.toLowerCase() : value);
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
  return equal(service.set, policy.service);
}

function sameFamily({ peer: old }: Policy, { peer }: FixPolicy): boolean {
  if (peer.kind !== "addresses" || isUnknown(old) || old.kind !== "addresses") return false;
  return old.set.v6.length > 0 === peer.set.v6.length > 0;
}

const DESCRIPTION = /(?:desc|remark|note|comment|name)[\w-]*"?\s*[=:]\s*"[^"\\$%\n]*"/gi;

function descriptions(written: string): number {
  return written.match(DESCRIPTION)?.length ?? 0;
}

/** The neighbour's words are not the new rule's; the key stays, since a type may ask for it. */
function withoutDescription(clone: string): string {
  return clone.replace(DESCRIPTION, (pair) => pair.replace(/"[^"]*"$/, '""'));
}
