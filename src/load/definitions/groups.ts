// securityGroups: groups and their policies. A policy that cannot be read keeps its place in the list: what
// stands above and below it still means the same.
import { groupMeaning, parseCidr } from "../../net/address.ts";
import { kindOfId } from "../../model/id.ts";
import type { Action, Peer, Policy, SecurityGroup, Service } from "../../model/inventory.ts";
import type { Known } from "../../model/unknown.ts";
import { quote } from "../own/wording.ts";
import {
  complain,
  elements,
  field,
  hasStrangeKeys,
  idOf,
  isMapping,
  isMisspelt,
  refer,
  text,
  unreadable,
  unstated,
  word,
} from "./reading.ts";
import type { At, Reading } from "./reading.ts";
import { parseBounded, service } from "./values.ts";

export function securityGroup(reading: Reading, at: At): SecurityGroup | null {
  const id = idOf(at);
  if (id === null) return null;
  return {
    id,
    name: text(field(at, "name")),
    ingress: policies(reading, at, "ingress", id),
    egress: policies(reading, at, "egress", id),
    place: at.place,
    membersUnknown: null,
  };
}

/** No key: no policy, as definitions are the whole truth. */
function policies(
  reading: Reading,
  at: At,
  direction: "ingress" | "egress",
  id: string,
): Known<readonly Policy[]> {
  const list = field(at, direction);
  if (!list)
    return isMisspelt(reading, at, direction)
      ? unreadable(`${direction} policies`, id, at.place)
      : [];
  if (!Array.isArray(list.value)) return unreadable(`${direction} policies`, id, list.place);
  const side = direction === "ingress" ? "source" : "destination";
  return elements(list).map((element, i) =>
    policy(reading, element, side, `${direction} policy ${i} of ${id}`),
  );
}

function policy(reading: Reading, at: At, side: "source" | "destination", owner: string): Policy {
  const [action, peerAt] = [field(at, "action"), field(at, side)];
  return {
    action:
      word<Action>(action, ["ACCEPT", "DROP"]) ?? unreadable("action", owner, (action ?? at).place),
    peer: (peerAt && peer(reading, peerAt, owner)) ?? unreadable(side, owner, (peerAt ?? at).place),
    service: isMapping(at.value)
      ? serviceOf(reading, at, owner)
      : unreadable("service", owner, at.place),
    place: at.place,
  };
}

const REFERRED = {
  "address-template-group": "addressTemplateGroups",
  "address-template": "addressTemplates",
  group: "groups",
} as const;
const PEERS = ["address-template-group", "address-template", "group"] as const;

function peer(reading: Reading, at: At, owner: string): Known<Peer> | null {
  const value = text(at);
  if (value === null) {
    if (at.value === "")
      complain(reading, at.place, `${quote(String(at.place.key))} is empty; ${EXPECTED}`);
    return null;
  }
  const kind = kindOfId(value, PEERS);
  if (kind !== null) {
    refer(reading, [REFERRED[kind]], value, at.place);
    return { kind, id: value };
  }
  if (value === "MY_PUBLIC_IP")
    return unstated("address behind MY_PUBLIC_IP", owner, "write the address itself", at.place);
  const result = parseBounded(value, parseCidr);
  if (result.ok) {
    const { hostBits, zeroPrefix } = result;
    return { kind: "addresses", text: value, set: groupMeaning(result), hostBits, zeroPrefix };
  }
  const range = /^[\da-f.:]+\s*-\s*[\da-f.:]+$/i.test(value);
  complain(
    reading,
    at.place,
    range
      ? `${quote(value)} is a range, which a policy cannot hold; put it in an address template and name that`
      : /[/.:]/.test(value)
        ? result.why
        : `${quote(value)} is no source or destination; ${EXPECTED}`,
  );
  return null;
}

const EXPECTED = "expected an IP address, a CIDR, an sg-, ipm- or ipmg- id, or MY_PUBLIC_IP";

function serviceOf(reading: Reading, at: At, owner: string): Known<Service> {
  const [template, protocol, port] = [
    field(at, "service"),
    field(at, "protocol"),
    field(at, "port"),
  ];
  const bad = unreadable("service", owner, (template ?? port ?? protocol ?? at).place);
  if (template) return templateService(reading, template, protocol ?? port) ?? bad;
  if (mayLackPart(reading, at)) return bad;
  const result = service(reading, protocol, port, at.place);
  return result ? { kind: "services", text: result.text, set: result.set } : bad;
}

/** An unknown key may have been meant to narrow the service; `{ port: 80,443 }` is YAML for port 80 and a key 443. */
function mayLackPart(reading: Reading, at: At): boolean {
  if (!hasStrangeKeys(reading, at)) return false;
  const meant = (keys: readonly string[]) => keys.some((key) => isMisspelt(reading, at, key));
  return meant(["protocol", "port", "service"]) || !meant(["action", "source", "destination"]);
}

function templateService(reading: Reading, at: At, other: At | null): Service | null {
  const id = text(at);
  if (id === null) return null;
  if (other) {
    const key = String(other.place.key);
    complain(
      reading,
      other.place,
      `"service" already says protocol and port; remove "${key}", or write it instead of "service"`,
    );
    return null;
  }
  const kind = kindOfId(id, ["service-template", "service-template-group"]);
  if (kind === null) {
    complain(
      reading,
      at.place,
      `${quote(id)} is no service template; expected a ppm- or ppmg- id, or "protocol" and "port" instead`,
    );
    return null;
  }
  const isGroup = kind === "service-template-group";
  refer(reading, [isGroup ? "serviceTemplateGroups" : "serviceTemplates"], id, at.place);
  return { kind, id };
}
