// subnets and networkAcls.
import { EVERY_ADDRESS, parseCidr } from "../../net/address.ts";
import { EVERY_SERVICE, parsePorts, type ServiceSet } from "../../net/service.ts";
import type { Line } from "../../net/line.ts";
import type { AclEntry, Action, AddressChoice, NetworkAcl, Subnet } from "../../model/inventory.ts";
import type { Known } from "../../model/unknown.ts";
import {
  complain,
  elements,
  field,
  idOf,
  isMapping,
  known,
  reference,
  text,
  unreadable,
  word,
  writtenAt,
} from "./reading.ts";
import type { At, Reading } from "./reading.ts";
import { addressChoice } from "./templates.ts";
import { address, leadingZero, service } from "./values.ts";

export function subnet(reading: Reading, at: At): Subnet | null {
  const id = idOf(at);
  if (id === null) return null;
  return {
    id,
    vpc: known<string | null>(reading, at, "vpc", id, null, text),
    cidr: known<Subnet["cidr"]>(
      reading,
      at,
      "cidr",
      id,
      null,
      (found) => address(reading, found, parseCidr)?.set ?? null,
    ),
    networkAcl: known<string | null>(reading, at, "networkAcl", id, null, (acl) =>
      reference(reading, acl, ["networkAcls"]),
    ),
    place: at.place,
  };
}

export function networkAcl(reading: Reading, at: At): NetworkAcl | null {
  const id = idOf(at);
  if (id === null) return null;
  const typeAt = field(at, "type");
  const type = word(typeAt, ["TRIPLE", "QUINTUPLE"] as const) ?? "TRIPLE";
  // A type that cannot be read leaves nothing to read the entries by; the schema has complained.
  const lost = typeAt !== null && typeAt.value !== type;
  const side = (direction: "ingress" | "egress"): Known<readonly AclEntry[]> =>
    lost
      ? unreadable(`${direction} entries`, id, typeAt.place)
      : known<readonly AclEntry[]>(reading, at, direction, id, [], (list) =>
          Array.isArray(list.value) ? entries(reading, list, { type, direction, id }) : null,
        );
  return { id, type, ingress: side("ingress"), egress: side("egress"), place: at.place };
}

interface EntryKind {
  readonly type: "TRIPLE" | "QUINTUPLE";
  readonly direction: "ingress" | "egress";
  readonly id: string;
}

/** In the order in which they are matched: QUINTUPLE by priority, those without one behind, TRIPLE as written. */
function entries(reading: Reading, list: At, kind: EntryKind): AclEntry[] {
  const all = elements(list).map((element, i) => ({
    priority: priorityOf(element),
    entry: entry(reading, element, kind, `${kind.direction} entry ${i} of ${kind.id}`),
  }));
  const ordered =
    kind.type === "TRIPLE"
      ? all
      : all.toSorted((a, b) => (a.priority < b.priority ? -1 : a.priority > b.priority ? 1 : 0));
  return ordered.map((one) => one.entry);
}

function priorityOf(at: At): number {
  const value = field(at, "priority")?.value;
  return typeof value === "number" ? value : Infinity;
}

function entry(reading: Reading, at: At, kind: EntryKind, owner: string): AclEntry {
  const common = {
    action: actionOf(at, owner),
    protocol: protocolOf(reading, at, owner),
    place: at.place,
  };
  if (kind.type === "TRIPLE") {
    const peer = cidr(reading, at, "cidr", owner) ?? unreadable("cidr", owner, at.place);
    return {
      ...common,
      port: ports(reading, at, "port", owner),
      peer,
      own: null,
      sourcePort: null,
      destinationPort: null,
    };
  }
  const source = cidr(reading, at, "sourceCidr", owner) ?? ANYWHERE;
  const destination = cidr(reading, at, "destinationCidr", owner) ?? ANYWHERE;
  const ingress = kind.direction === "ingress";
  return {
    ...common,
    port: EVERY_PORT,
    peer: ingress ? source : destination,
    own: ingress ? destination : source,
    sourcePort: ports(reading, at, "sourcePort", owner),
    destinationPort: ports(reading, at, "destinationPort", owner),
  };
}

const EVERY_PORT: Line<number> = [0, 65536];
const ANYWHERE: AddressChoice = {
  text: "any address",
  sure: EVERY_ADDRESS,
  maybe: EVERY_ADDRESS,
  fact: null,
};

function actionOf(at: At, owner: string): Known<Action> {
  const action = field(at, "action");
  return (
    word<Action>(action, ["ACCEPT", "DROP"]) ?? unreadable("action", owner, (action ?? at).place)
  );
}

function protocolOf(reading: Reading, at: At, owner: string): Known<ServiceSet> {
  if (!isMapping(at.value)) return unreadable("protocol", owner, at.place);
  return known<ServiceSet>(
    reading,
    at,
    "protocol",
    owner,
    EVERY_SERVICE,
    (protocol) => service(reading, protocol, null, at.place)?.set ?? null,
  );
}

/** Null where there is no such key. */
function cidr(reading: Reading, at: At, key: string, owner: string): Known<AddressChoice> | null {
  const found = field(at, key);
  if (!found) return null;
  const result = address(reading, found, parseCidr);
  return result
    ? addressChoice(String(found.value), result, found.place)
    : unreadable(key, owner, found.place);
}

function ports(reading: Reading, at: At, key: string, owner: string): Known<Line<number>> {
  if (!isMapping(at.value)) return unreadable(key, owner, at.place);
  return known<Line<number>>(reading, at, key, owner, EVERY_PORT, (found) => {
    const written = writtenAt(reading, found)?.trim();
    if (written === undefined) return null;
    if (written === "" || /^all$/i.test(written)) return EVERY_PORT;
    const result = parsePorts(written.slice(0, 1000));
    const why = leadingZero(written) ?? (result.ok ? null : result.why);
    if (why !== null) complain(reading, found.place, why);
    return why === null && result.ok ? result.set : null;
  });
}
