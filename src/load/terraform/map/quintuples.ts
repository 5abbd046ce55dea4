// tencentcloud_vpc_network_acl_quintuple: both addresses and both ports of an entry, matched by priority.
import { message, say } from "../../../words/index.ts";
import type { AclEntry, AddressChoice, Id, NetworkAcl } from "../../../model/inventory.ts";
import { isUnknown, type Known, type Unknown } from "../../../model/unknown.ts";
import { quintupleEntry, type AclDirection, type AclNoun } from "../../read/acl.ts";
import { form } from "../../read/forms.ts";
import { bothReadings } from "../../read/zero-prefix.ts";
import { NOT_SET, lacking, maybeAbsent, unknownOf, type Ground } from "./ground.ts";
import { boundBy } from "./links.ts";
import {
  APPLIED,
  attributeAsking,
  attribute,
  oneBlock,
  blocks,
  holderOf,
  nodeText,
  scalarIn,
  within,
  type Holder,
} from "./nodes.ts";
import { isUnknownNode, type InnerOf, type ResourceOf } from "./typed.ts";

type Quintuple = ResourceOf<"tencentcloud_vpc_network_acl_quintuple">;
type EntrySet = InnerOf<Quintuple["body"]["shape"], "network_acl_quintuple_set">;
type Entry = Holder<InnerOf<EntrySet, AclDirection>>;

export function mapQuintuples(ground: Ground): Map<Id, NetworkAcl> {
  const bound = boundBy(ground, "tencentcloud_vpc_network_acl_quintuple", "network_acl_id");
  return new Map(bound.owners.map((id) => [id, aclOf(ground, id, bound.of(id))]));
}

function aclOf(ground: Ground, id: Id, resources: readonly Quintuple[]): NetworkAcl {
  const [first, second] = resources;
  const { place } = first!;
  const side = (direction: AclDirection): NetworkAcl["ingress"] => {
    if (second)
      return lacking(
        ground,
        id,
        `list of ${direction} entries`,
        message("terraform.written-by-several"),
        place,
      );
    return first!.certain ? entries(ground, first!, direction) : maybeAbsent(ground, first!);
  };
  return { id, type: "QUINTUPLE", ingress: side("ingress"), egress: side("egress"), place };
}

function entries(
  ground: Ground,
  resource: Quintuple,
  direction: AclDirection,
): NetworkAcl["ingress"] {
  const noun = `list of ${direction} entries`;
  const set = oneBlock(resource.body, "network_acl_quintuple_set");
  if (set === null) return [];
  const list = isUnknownNode(set) ? set : blocks(set, direction);
  if (isUnknownNode(list)) return unknownOf(ground, resource.address, noun, list);
  const objects = list.flatMap((entry) => (entry.kind === "object" ? [entry] : []));
  if (objects.length < list.length)
    return lacking(
      ground,
      resource.address,
      noun,
      message("terraform.depends-on-unknown"),
      list[0]!.place,
    );
  const priorities = objects.map((entry) => priorityOf(ground, resource, entry));
  if (priorities.some((priority) => priority === null))
    return lacking(
      ground,
      resource.address,
      noun,
      message("terraform.unknown-priority"),
      resource.place,
    );
  return objects
    .map((entry, i) => ({ entry, priority: priorities[i]! }))
    .toSorted((a, b) => a.priority - b.priority)
    .map(({ entry }, i) =>
      quintuple(
        ground,
        within(holderOf(resource), entry, say("names.entry", direction, i)),
        direction,
      ),
    );
}

/** Unset leaves the order of the text. */
function priorityOf(ground: Ground, resource: Quintuple, entry: Entry["body"]): number | null {
  const holder = within(holderOf(resource), entry, "entry");
  const found = scalarIn(ground, holder, "priority", () => 0, form.amount);
  return typeof found === "number" ? found : null;
}

function quintuple(ground: Ground, holder: Entry, direction: AclDirection): AclEntry {
  const { body } = holder;
  return quintupleEntry(
    {
      world: APPLIED,
      question: (noun) => attributeAsking(ground, holder, NAMES[noun]),
      absentAction: () => unset(ground, holder, "action"),
      action: form.word(["ACCEPT", "DROP"], "loose"),
    },
    { action: attribute(body, "action"), protocol: attribute(body, "protocol"), place: body.place },
    {
      direction,
      source: cidr(ground, holder, "source_cidr"),
      destination: cidr(ground, holder, "destination_cidr"),
      sourcePort: attribute(body, "source_port"),
      destinationPort: attribute(body, "destination_port"),
    },
  );
}

const NAMES: Readonly<Record<AclNoun, string>> = {
  action: "action",
  protocol: "protocol",
  port: "port",
  sourcePort: "source_port",
  destinationPort: "destination_port",
  service: "service",
};

/** The provider lets it be left out, and nobody says what then stands there. */
function cidr(
  ground: Ground,
  holder: Entry,
  name: "source_cidr" | "destination_cidr",
): Known<AddressChoice> {
  const node = attribute(holder.body, name);
  if (!node) return unset(ground, holder, name);
  const found = scalarIn(ground, holder, name, () => unset(ground, holder, name), form.cidr());
  return isUnknown(found) ? found : bothReadings(nodeText(node) ?? "", found, node.place);
}

function unset(ground: Ground, { address, prefix, body }: Entry, name: string): Unknown {
  return lacking(ground, address, `${prefix}${name}`, NOT_SET, body.place);
}
