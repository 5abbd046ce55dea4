// One entry of a network ACL, whatever it is read from: protocol, ports and addresses -> AclEntry. A port beside a protocol
// without ports cannot be stored, so it is a complaint at the port, and what the entry matches is unknown.
import type { AclEntry, Action, AddressChoice } from "../../model/inventory.ts";
import type { Place } from "../../model/place.ts";
import { isUnknown, type Known, type Unknown } from "../../model/unknown.ts";
import { covers, uniteLines, type Line } from "../../net/line.ts";
import { EVERY_SERVICE, servicePorts, type ServiceSet } from "../../net/service.ts";
import { say } from "../../words/index.ts";
import { ask, type Form, type World } from "./ask.ts";
import { EVERY_PORT, form, namesNoPort, portText } from "./forms.ts";

export type AclDirection = "ingress" | "egress";
export type AclNoun = "action" | "protocol" | "port" | "sourcePort" | "destinationPort" | "service";

/** How one input writes entries, and how its gaps are told. `question`: of the entry's field with this noun. */
export interface AclDialect<V, Q> {
  readonly world: World<V, Q>;
  readonly question: (noun: AclNoun) => Q;
  readonly absentAction: (question: Q) => Unknown;
  /** Where an absent field cannot be taken for "all": its key is misspelt. */
  readonly doubt?: (question: Q) => Unknown | null;
  readonly action: Form<Action>;
  readonly protocol?: Form<ServiceSet>;
  readonly ports?: Form<Line<number>>;
}

/** What stands there; null where it is absent: every protocol, every port. */
export interface AclFields<V> {
  readonly action: V | null;
  readonly protocol: V | null;
  readonly place: Place;
}

/** A TRIPLE entry has the other side's address and one port. */
export interface OneSide<V> {
  readonly peer: Known<AddressChoice>;
  readonly port: V | null;
}

/** A QUINTUPLE entry has the addresses and ports of both sides. */
export interface BothSides<V> {
  readonly direction: AclDirection;
  readonly source: Known<AddressChoice>;
  readonly destination: Known<AddressChoice>;
  readonly sourcePort: V | null;
  readonly destinationPort: V | null;
}

export function tripleEntry<V, Q>(
  dialect: AclDialect<V, Q>,
  fields: AclFields<V>,
  { peer, port }: OneSide<V>,
): AclEntry {
  const protocol = protocolOf(dialect, fields.protocol);
  const stray = strayPort(dialect, protocol, [port]);
  return {
    action: actionOf(dialect, fields.action),
    protocol: stray ?? protocol,
    port: stray ?? portsOf(dialect, "port", port),
    peer,
    own: null,
    sourcePort: null,
    destinationPort: null,
    place: fields.place,
  };
}

export function quintupleEntry<V, Q>(
  dialect: AclDialect<V, Q>,
  fields: AclFields<V>,
  { direction, source, destination, sourcePort, destinationPort }: BothSides<V>,
): AclEntry {
  const inward = direction === "ingress";
  const protocol = protocolOf(dialect, fields.protocol);
  const stray = strayPort(dialect, protocol, [sourcePort, destinationPort]);
  return {
    action: actionOf(dialect, fields.action),
    protocol: stray ?? protocol,
    port: EVERY_PORT,
    peer: inward ? source : destination,
    own: inward ? destination : source,
    sourcePort: stray ?? portsOf(dialect, "sourcePort", sourcePort),
    destinationPort: stray ?? portsOf(dialect, "destinationPort", destinationPort),
    place: fields.place,
  };
}

function actionOf<V, Q>(dialect: AclDialect<V, Q>, value: V | null): Known<Action> {
  const { world, question, action, absentAction } = dialect;
  return ask(world, question("action"), value, action, absentAction);
}

function protocolOf<V, Q>(dialect: AclDialect<V, Q>, value: V | null): Known<ServiceSet> {
  const { world, question, protocol, doubt } = dialect;
  const absent = (asked: Q) => doubt?.(asked) ?? EVERY_SERVICE;
  return ask(world, question("protocol"), value, protocol ?? form.protocol, absent);
}

function portsOf<V, Q>(
  { world, question, ports, doubt }: AclDialect<V, Q>,
  noun: AclNoun,
  value: V | null,
): Known<Line<number>> {
  const absent = (asked: Q) => doubt?.(asked) ?? EVERY_PORT;
  return ask(world, question(noun), value, ports ?? form.ports, absent);
}

/** Those of which a port says anything. */
const PORTED = uniteLines(servicePorts("tcp", 0, 65535), servicePorts("udp", 0, 65535));

/** What a port beside a protocol without ports leaves open. */
function strayPort<V, Q>(
  { world, question }: AclDialect<V, Q>,
  protocol: Known<ServiceSet>,
  ports: readonly (V | null)[],
): Unknown | null {
  if (isUnknown(protocol) || covers(PORTED, protocol)) return null;
  for (const at of ports) {
    const text = at === null || world.language.isOpen(at) ? null : portText(world.language, at);
    if (at === null || text === null || namesNoPort(text)) continue;
    const why = say("read.port-without-ports", text);
    return world.lost(question("service"), [{ at, why, expected: form.ports.expected }]);
  }
  return null;
}
