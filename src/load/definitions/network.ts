// subnets and networkAcls. What an entry means is decided by load/read/acl.ts.
import { say } from "../../words/index.ts";
import type { AclEntry, AddressChoice, NetworkAcl, Subnet } from "../../model/inventory.ts";
import { EVERY_ADDRESS } from "../../net/address.ts";
import type { Known } from "../../model/unknown.ts";
import { quintupleEntry, tripleEntry, type AclDirection, type AclNoun } from "../read/acl.ts";
import { form } from "../read/forms.ts";
import { fieldAt, isList, isRecord, itemsAt, type At } from "../read/plain.ts";
import { bothReadings } from "../read/zero-prefix.ts";
import {
  askingOf,
  assume,
  formed,
  idAt,
  isMisspelt,
  ownerOf,
  partOf,
  reference,
  stated,
  textAt,
  toAdd,
  unreadable,
  wordAt,
  type Asking,
  type Owner,
  type Reading,
} from "./reading.ts";

const CIDR = form.mapped(form.cidr(), ({ set }) => set);

export function subnet(reading: Reading, at: At): Subnet | null {
  const id = idAt(at);
  if (id === null) return null;
  const owner = ownerOf(id);
  return {
    id,
    vpc: stated(reading, at, "vpc", owner, textAt, () => null),
    cidr: stated(reading, at, "cidr", owner, CIDR, () =>
      toAdd("CIDR", owner, "cidr: ...", at.place),
    ),
    networkAcl: stated(
      reading,
      at,
      "networkAcl",
      owner,
      (acl) => reference(reading, acl, ["networkAcls"]),
      () => null,
    ),
    place: at.place,
  };
}

export function networkAcl(reading: Reading, at: At): NetworkAcl | null {
  const id = idAt(at);
  if (id === null) return null;
  const owner = ownerOf(id);
  const typeAt = fieldAt(at, "type");
  const type = wordAt(typeAt, ["TRIPLE", "QUINTUPLE"]) ?? "TRIPLE";
  // A type that cannot be read leaves nothing to read the entries by; the schema has complained.
  const lost = typeAt !== null && typeAt.value !== type;
  const side = (direction: AclDirection): Known<readonly AclEntry[]> =>
    lost
      ? unreadable(`${direction} entries`, owner, typeAt.place)
      : stated(
          reading,
          at,
          direction,
          owner,
          (list) => (isList(list.value) ? entries(reading, list, { type, direction, id }) : null),
          () => [],
        );
  return { id, type, ingress: side("ingress"), egress: side("egress"), place: at.place };
}

interface EntryKind {
  readonly type: "TRIPLE" | "QUINTUPLE";
  readonly direction: AclDirection;
  readonly id: string;
}

/** In the order in which they are matched: QUINTUPLE by priority, those without one behind, TRIPLE as written. */
function entries(reading: Reading, list: At, kind: EntryKind): AclEntry[] {
  const all = itemsAt(list).map((element, i) => ({
    priority: priorityOf(element),
    entry: entry(
      reading,
      element,
      kind,
      partOf(say("names.entry", kind.direction, i), ownerOf(kind.id)),
    ),
  }));
  const ordered =
    kind.type === "TRIPLE"
      ? all
      : all.toSorted((a, b) => (a.priority < b.priority ? -1 : a.priority > b.priority ? 1 : 0));
  return ordered.map((one) => one.entry);
}

function priorityOf(at: At): number {
  const value = fieldAt(at, "priority")?.value;
  return typeof value === "number" ? value : Infinity;
}

function entry(reading: Reading, at: At, kind: EntryKind, owner: Owner): AclEntry {
  const dialect = {
    world: reading.world,
    question: (property: AclNoun) => askingOf(reading, at, property, owner),
    absentAction: () => unreadable("action", owner, at.place),
    doubt: ({ property }: Asking) =>
      !isRecord(at.value) || isMisspelt(reading, at, property)
        ? unreadable(property, owner, at.place)
        : null,
    action: form.word(["ACCEPT", "DROP"]),
  };
  const get = (name: string) => fieldAt(at, name);
  const fields = { action: get("action"), protocol: get("protocol"), place: at.place };
  if (kind.type === "TRIPLE") {
    const absent = () => unreadable("cidr", owner, at.place);
    const peer = choice(reading, at, "cidr", owner, absent);
    return tripleEntry(dialect, fields, { peer, port: get("port") });
  }
  const anywhere = () => {
    assume(reading, "definitions.any-address", kind.id);
    return ANYWHERE;
  };
  return quintupleEntry(dialect, fields, {
    direction: kind.direction,
    source: choice(reading, at, "sourceCidr", owner, anywhere),
    destination: choice(reading, at, "destinationCidr", owner, anywhere),
    sourcePort: get("sourcePort"),
    destinationPort: get("destinationPort"),
  });
}

/** The schema says that an absent side is every address, of both families. */
const ANYWHERE: AddressChoice = {
  text: "any address",
  sure: EVERY_ADDRESS,
  maybe: EVERY_ADDRESS,
  fact: null,
};

function choice(
  reading: Reading,
  at: At,
  name: string,
  owner: Owner,
  absent: () => Known<AddressChoice>,
): Known<AddressChoice> {
  const read = (found: At) => {
    const made = formed(reading, found, form.cidr());
    return made && bothReadings(String(found.value), made, found.place);
  };
  return stated(reading, at, name, owner, read, absent);
}
