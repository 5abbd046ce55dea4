// Subnets and their network ACLs. `tencentcloud_vpc_acl` writes entries as strings of four or five `#` fields.
import { parseCidr } from "../../../net/address.ts";
import type { Line } from "../../../net/line.ts";
import { parsePorts, parseService, type ServiceSet } from "../../../net/service.ts";
import type { AclEntry, Action, AddressChoice, Id, NetworkAcl } from "../../../model/inventory.ts";
import type { Known, Unknown } from "../../../model/unknown.ts";
import { quote } from "../../own/wording.ts";
import type { Node, Resource } from "../resource.ts";
import { complain, lacking, maybeAbsent, ofType, type Ground } from "./ground.ts";
import { elements, isUnknownNode, textOf, whyUnknown } from "./nodes.ts";
import { addressChoice } from "./templates.ts";

export const EVERY_PORT: Line<number> = [0, 65536];
export type AclDirection = "ingress" | "egress";

/** `quintuples`: entries of the other kind by their ACL; those of ACLs of elsewhere become ACLs of their own. */
export function readAcls(ground: Ground, quintuples: Map<Id, NetworkAcl>): void {
  for (const resource of ofType(ground, "tencentcloud_vpc_acl")) {
    const { address: id, place } = resource;
    const unknown = resource.certain ? null : maybeAbsent(ground, resource);
    const own = quintuples.get(id);
    quintuples.delete(id);
    const side = (direction: AclDirection) => unknown ?? entries(ground, resource, direction);
    ground.draft.networkAcls.push(
      own && !unknown
        ? { ...own, place }
        : { id, type: "TRIPLE", ingress: side("ingress"), egress: side("egress"), place },
    );
  }
  for (const acl of quintuples.values()) ground.draft.networkAcls.push(acl);
}

function entries(
  ground: Ground,
  { address, body }: Resource,
  direction: AclDirection,
): NetworkAcl["ingress"] {
  const list = elements(body, direction);
  if (isUnknownNode(list))
    return lacking(ground, address, `list of ${direction} entries`, list.reason, list.place);
  return list.map((node, i) => entry(ground, address, `${direction} entry ${i}`, node));
}

function entry(ground: Ground, address: string, name: string, node: Node): AclEntry {
  const { place } = node;
  const ends = { own: null, sourcePort: null, destinationPort: null, place };
  const open = (noun: string, why: string) =>
    lacking(ground, address, `${noun} of ${name}`, why, place);
  const all = (why: string): AclEntry => {
    const unknown = open("content", why);
    return { action: unknown, protocol: unknown, port: unknown, peer: unknown, ...ends };
  };
  const fields = fieldsOf(node);
  if (fields === null) return all(whyUnknown(node)?.reason ?? "cannot be read");
  if (fields.length !== 4 && fields.length !== 5) {
    complain(
      ground,
      place,
      'an entry of a network ACL has 4 or 5 parts: "ACTION#CIDR#PORT#PROTOCOL#DESCRIPTION"',
    );
    return all("cannot be read");
  }
  const [action, cidr, port, protocol] = fields as [Field, Field, Field, Field];
  return {
    action: read(action, "action", open, (text) =>
      text === "ACCEPT" || text === "DROP"
        ? (text as Action)
        : bad(ground, node, `the action ${quote(text)} is neither ACCEPT nor DROP`),
    ),
    protocol: read(protocol, "protocol", open, (text) => protocolOf(ground, node, text)),
    port: read(port, "port", open, (text) => portOf(ground, node, text, protocol)),
    peer: read(cidr, "address", open, (text) => choiceOf(ground, node, text)),
    ...ends,
  };
}

/** Text, or why it is not known. */
type Field = string | { readonly why: string };

/** Null where it cannot be told which field is which. */
function fieldsOf(node: Node): Field[] | null {
  const text = textOf(node);
  if (text !== null) return text.split("#");
  if (node.kind !== "template") return null;
  const fields: Field[] = [""];
  for (const part of node.parts) {
    if (typeof part !== "string") fields[fields.length - 1] = { why: part.reason };
    else
      for (const [i, piece] of part.split("#").entries()) {
        const last = fields.at(-1)!;
        if (i > 0) fields.push(piece);
        else if (typeof last === "string") fields[fields.length - 1] = last + piece;
      }
  }
  return fields.length >= 4 ? fields : null;
}

function read<T>(
  field: Field,
  noun: string,
  open: (noun: string, why: string) => Unknown,
  value: (text: string) => T | null,
): Known<T> {
  if (typeof field !== "string") return open(noun, field.why);
  return value(field) ?? open(noun, "cannot be read");
}

function bad(ground: Ground, { place }: Node, why: string): null {
  complain(ground, place, `${why}; expected for example "ACCEPT#10.0.0.0/8#80#TCP"`);
  return null;
}

function protocolOf(ground: Ground, node: Node, text: string): ServiceSet | null {
  const reading = ["TCP", "UDP", "ICMP", "ALL"].includes(text) ? parseService(text, null) : null;
  return reading?.ok
    ? reading.set
    : bad(ground, node, `the protocol ${quote(text)} is none of TCP, UDP, ICMP and ALL`);
}

function portOf(ground: Ground, node: Node, text: string, protocol: Field): Line<number> | null {
  if (text === "ALL" || (text === "" && protocol !== "TCP" && protocol !== "UDP"))
    return EVERY_PORT;
  if (protocol === "ALL" || protocol === "ICMP")
    return bad(ground, node, `the port of protocol ${protocol} must be ALL`);
  const reading = /^\d{1,5}(-\d{1,5})?$/.test(text) ? parsePorts(text) : null;
  return reading?.ok
    ? reading.set
    : bad(ground, node, `the port ${quote(text)} is none of ALL, 80 or 8000-9000`);
}

export function choiceOf(ground: Ground, node: Node, text: string): AddressChoice | null {
  const reading = parseCidr(text.slice(0, 100));
  return reading.ok
    ? addressChoice(text, reading.set, reading.zeroPrefix, node.place)
    : bad(ground, node, reading.why);
}
