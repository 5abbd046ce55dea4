// tencentcloud_vpc_network_acl_quintuple: both addresses and both ports of an entry, matched by priority.
import { parsePorts, parseService } from "../../../net/service.ts";
import type { Line } from "../../../net/line.ts";
import { EVERY_IPV4 } from "../../../net/address.ts";
import type { AclEntry, Action, AddressChoice, Id, NetworkAcl } from "../../../model/inventory.ts";
import type { Known } from "../../../model/unknown.ts";
import type { Resource } from "../resource.ts";
import { lacking, maybeAbsent, ofType, type Ground } from "./ground.ts";
import { choiceOf, EVERY_PORT, type AclDirection } from "./acls.ts";
import { boundBy } from "./links.ts";
import {
  amount,
  attribute,
  block,
  blocks,
  isUnknownNode,
  scalar,
  within,
  holderOf,
  type Holder,
  type ObjectNode,
} from "./nodes.ts";

export function readQuintuples(ground: Ground): Map<Id, NetworkAcl> {
  const bound = boundBy(
    ground,
    ofType(ground, "tencentcloud_vpc_network_acl_quintuple"),
    "acl",
    "network_acl_id",
  );
  return new Map(bound.owners.map((id) => [id, aclOf(ground, id, bound.of(id))]));
}

function aclOf(ground: Ground, id: Id, resources: readonly Resource[]): NetworkAcl {
  const [first, second] = resources;
  const { place } = first!;
  const side = (direction: AclDirection): NetworkAcl["ingress"] => {
    if (second)
      return lacking(
        ground,
        id,
        `list of ${direction} entries`,
        "is written by several resources that undo each other",
        place,
      );
    return first!.certain ? entries(ground, first!, direction) : maybeAbsent(ground, first!);
  };
  return { id, type: "QUINTUPLE", ingress: side("ingress"), egress: side("egress"), place };
}

function entries(
  ground: Ground,
  resource: Resource,
  direction: AclDirection,
): NetworkAcl["ingress"] {
  const noun = `list of ${direction} entries`;
  const set = block(resource.body, "network_acl_quintuple_set");
  if (set === null) return [];
  const list = isUnknownNode(set) ? set : blocks(set, direction);
  if (isUnknownNode(list)) return lacking(ground, resource.address, noun, list.reason, list.place);
  const objects = list.flatMap((entry) => (entry.kind === "object" ? [entry] : []));
  if (objects.length < list.length)
    return lacking(ground, resource.address, noun, "depends on an unknown value", list[0]!.place);
  const priorities = objects.map((entry) => priorityOf(ground, resource, entry));
  if (priorities.some((priority) => priority === null))
    return lacking(ground, resource.address, noun, "holds an unknown priority", resource.place);
  return objects
    .map((entry, i) => ({ entry, priority: priorities[i]! }))
    .toSorted((a, b) => a.priority - b.priority)
    .map(({ entry }, i) =>
      quintuple(ground, within(holderOf(resource), entry, `${direction} entry ${i}`), direction),
    );
}

/** Unset leaves the order of the text. */
function priorityOf(ground: Ground, resource: Resource, entry: ObjectNode): number | null {
  const found = scalar(ground, within(holderOf(resource), entry, "entry"), "priority", 0, amount);
  return typeof found === "number" ? found : null;
}

function quintuple(ground: Ground, holder: Holder, direction: AclDirection): AclEntry {
  const inward = direction === "ingress";
  const [source, destination] = [
    cidr(ground, holder, "source_cidr"),
    cidr(ground, holder, "destination_cidr"),
  ];
  return {
    action: scalar<Action>(
      ground,
      holder,
      "action",
      () =>
        lacking(ground, holder.address, `${holder.prefix}action`, "is not set", holder.body.place),
      (text) => {
        const action = text.toUpperCase();
        return action === "ACCEPT" || action === "DROP" ? action : null;
      },
    ),
    protocol: scalar(ground, holder, "protocol", parseAll, (text) => {
      const reading = parseService(text, null);
      return reading.ok ? reading.set : null;
    }),
    port: EVERY_PORT,
    peer: inward ? source : destination,
    own: inward ? destination : source,
    sourcePort: port(ground, holder, "source_port"),
    destinationPort: port(ground, holder, "destination_port"),
    place: holder.body.place,
  };
}

function parseAll(): AclEntry["protocol"] {
  const reading = parseService("ALL", null);
  return reading.ok ? reading.set : [];
}

function port(ground: Ground, holder: Holder, name: string): Known<Line<number>> {
  return scalar<Line<number>>(ground, holder, name, EVERY_PORT, (text) => {
    if (/^\s*all\s*$/i.test(text)) return EVERY_PORT;
    const reading = parsePorts(text.slice(0, 1000));
    return reading.ok ? reading.set : null;
  });
}

/** Unset means every address. */
function cidr(ground: Ground, holder: Holder, name: string): Known<AddressChoice> {
  const every = { text: "0.0.0.0/0", sure: EVERY_IPV4, maybe: EVERY_IPV4, fact: null };
  const node = attribute(holder.body, name);
  return node ? scalar(ground, holder, name, every, (text) => choiceOf(ground, node, text)) : every;
}
