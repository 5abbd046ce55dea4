// securityGroups: groups and their policies. A policy that cannot be read keeps its place in the list: what
// stands above and below it still means the same.
import { groupMeaning, parseCidr } from "../../net/address.ts";
import { kindOfId } from "../../model/id.ts";
import type { Action, Peer, Policy, SecurityGroup, Service } from "../../model/inventory.ts";
import type { Known } from "../../model/unknown.ts";
import { message, say } from "../../words/index.ts";
import { complain } from "../merge/draft.ts";
import { quote } from "../own/wording.ts";
import { bounded } from "../read/forms.ts";
import { fieldAt, isList, isRecord, itemsAt, type At } from "../read/plain.ts";
import {
  hasStrangeKeys,
  idAt,
  isMisspelt,
  ownerOf,
  partOf,
  refer,
  textAt,
  unreadable,
  unstated,
  wordAt,
  type Owner,
  type Reading,
} from "./reading.ts";
import { service } from "./values.ts";

export function securityGroup(reading: Reading, at: At): SecurityGroup | null {
  const id = idAt(at);
  if (id === null) return null;
  return {
    id,
    name: textAt(fieldAt(at, "name")),
    ingress: policies(reading, at, "ingress", ownerOf(id)),
    egress: policies(reading, at, "egress", ownerOf(id)),
    place: at.place,
    membersUnknown: null,
  };
}

/** No key: no policy, as definitions are the whole truth. */
function policies(
  reading: Reading,
  at: At,
  direction: "ingress" | "egress",
  owner: Owner,
): Known<readonly Policy[]> {
  const list = fieldAt(at, direction);
  if (!list && !isMisspelt(reading, at, direction)) return [];
  if (!list || !isList(list.value))
    return unreadable(`${direction} policies`, owner, (list ?? at).place);
  const side = direction === "ingress" ? "source" : "destination";
  return itemsAt(list).map((element, i) =>
    policy(reading, element, side, partOf(say("names.policy", direction, i), owner)),
  );
}

function policy(reading: Reading, at: At, side: "source" | "destination", owner: Owner): Policy {
  const [action, peerAt] = [fieldAt(at, "action"), fieldAt(at, side)];
  return {
    action:
      wordAt<Action>(action, ["ACCEPT", "DROP"]) ??
      unreadable("action", owner, (action ?? at).place),
    peer: (peerAt && peer(reading, peerAt, owner)) ?? unreadable(side, owner, (peerAt ?? at).place),
    service: isRecord(at.value)
      ? serviceIn(reading, at, owner)
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

function peer(reading: Reading, at: At, owner: Owner): Known<Peer> | null {
  const value = textAt(at);
  if (value === null) {
    const name = quote(String(at.place.key));
    if (at.value === "") complain(reading.draft, at.place, say("definitions.empty-peer", name));
    return null;
  }
  const kind = kindOfId(value, PEERS);
  if (kind !== null) {
    refer(reading, [REFERRED[kind]], value, at.place);
    return { kind, id: value };
  }
  if (value === "MY_PUBLIC_IP") {
    const remedy = message("definitions.write-address");
    return unstated("address behind MY_PUBLIC_IP", owner, remedy, at.place);
  }
  const result = bounded(value, parseCidr);
  if (result.ok) {
    const { hostBits, zeroPrefix } = result;
    return { kind: "addresses", text: value, set: groupMeaning(result), hostBits, zeroPrefix };
  }
  complain(reading.draft, at.place, wrongPeer(value, result.why));
  return null;
}

function wrongPeer(value: string, why: string): string {
  if (/^[\da-f.:]+\s*-\s*[\da-f.:]+$/i.test(value))
    return say("definitions.range-as-peer", quote(value));
  return /[/.:]/.test(value) ? why : say("definitions.no-peer", quote(value));
}

function serviceIn(reading: Reading, at: At, owner: Owner): Known<Service> {
  const [template, protocol, port] = [
    fieldAt(at, "service"),
    fieldAt(at, "protocol"),
    fieldAt(at, "port"),
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
  const id = textAt(at);
  if (id === null) return null;
  if (other) {
    const name = String(other.place.key);
    complain(reading.draft, other.place, say("definitions.service-twice", name));
    return null;
  }
  const kind = kindOfId(id, ["service-template", "service-template-group"]);
  if (kind === null) {
    complain(reading.draft, at.place, say("definitions.no-service-template", quote(id)));
    return null;
  }
  const isGroup = kind === "service-template-group";
  refer(reading, [isGroup ? "serviceTemplateGroups" : "serviceTemplates"], id, at.place);
  return { kind, id };
}
