// Entries of a network ACL as the vendor's answers have them. May not decide what an entry means: load/read/acl.ts does.
import type {
  NetworkAclEntry,
  NetworkAclQuintupleEntry,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js";
import type { AclEntry, AddressChoice, Id } from "../../model/inventory.ts";
import { key } from "../../model/key.ts";
import { inside, type Place } from "../../model/place.ts";
import { factOf, isUnknown, Unknown, type Known } from "../../model/unknown.ts";
import { message, say, textOf } from "../../words/index.ts";
import type { Draft } from "../merge/draft.ts";
import {
  quintupleEntry,
  tripleEntry,
  type AclDialect,
  type AclDirection,
  type AclNoun,
} from "../read/acl.ts";
import { ask, type World } from "../read/ask.ts";
import { form } from "../read/forms.ts";
import { isAbsent, isRecord, PLAIN, type At } from "../read/plain.ts";
import { bothReadings } from "../read/zero-prefix.ts";
import { complainPlainly, shown, type Fields } from "./fields.ts";

export interface EntrySubject {
  readonly acl: Id;
  readonly direction: AclDirection;
  readonly index: number;
  readonly place: Place;
}

interface Asking {
  readonly draft: Draft;
  readonly subject: EntrySubject;
  readonly noun: string;
}

export function readTriple(draft: Draft, value: unknown, subject: EntrySubject): AclEntry {
  const entry: Fields<NetworkAclEntry> = recordOf(draft, value, subject);
  const { CidrBlock, Ipv6CidrBlock } = entry;
  const peer = subject.direction === "ingress" ? "source" : "destination";
  return tripleEntry(dialectOf(draft, subject), common(entry, subject), {
    peer: readAddress({ draft, subject, noun: peer }, { CidrBlock }, { Ipv6CidrBlock }),
    port: filled(entry.Port, "Port", subject),
  });
}

export function readQuintuple(draft: Draft, value: unknown, subject: EntrySubject): AclEntry {
  const entry: Fields<NetworkAclQuintupleEntry> = recordOf(draft, value, subject);
  const { SourceCidr, SourceIPv6Cidr, DestinationCidr, DestinationIPv6Cidr } = entry;
  const address = (noun: string, ...fields: [Field, Field]) =>
    readAddress({ draft, subject, noun }, ...fields);
  return quintupleEntry(dialectOf(draft, subject), common(entry, subject), {
    direction: subject.direction,
    source: address("source", { SourceCidr }, { SourceIPv6Cidr }),
    destination: address("destination", { DestinationCidr }, { DestinationIPv6Cidr }),
    sourcePort: filled(entry.SourcePort, "SourcePort", subject),
    destinationPort: filled(entry.DestinationPort, "DestinationPort", subject),
  });
}

function recordOf(draft: Draft, value: unknown, { place }: EntrySubject): object {
  if (isRecord(value)) return value;
  complainPlainly(draft, place, say("answers.no-acl-entry", shown(value)));
  return {};
}

function dialectOf(draft: Draft, subject: EntrySubject): AclDialect<At, Asking> {
  return {
    world: SAVED,
    question: (noun) => ({ draft, subject, noun: NOUNS[noun] }),
    absentAction: untold,
    action: form.word(["ACCEPT", "DROP"], "loose"),
  };
}

const NOUNS: Readonly<Record<AclNoun, string>> = {
  action: "action",
  protocol: "protocol",
  port: "Port",
  sourcePort: "SourcePort",
  destinationPort: "DestinationPort",
  service: "service",
};

const SAVED: World<At, Asking> = {
  language: PLAIN,
  lost: (asking, slips) => {
    for (const { at, why, expected } of slips)
      complainPlainly(
        asking.draft,
        at.place,
        why ?? say("answers.malformed", String(at.place.key), shown(at.value), textOf(expected)),
      );
    return unreadable(asking);
  },
};

function common({ Action, Protocol }: Fields<NetworkAclEntry>, subject: EntrySubject) {
  const { place } = subject;
  return {
    action: filled(Action, "Action", subject),
    protocol: filled(Protocol, "Protocol", subject),
    place,
  };
}

/** "" is the vendor's "none". */
function filled(value: unknown, name: string, { place }: EntrySubject): At | null {
  return isAbsent(value) || value === "" ? null : { value, place: inside(place, name) };
}

/** One field by its name. */
type Field = Readonly<Record<string, unknown>>;

/** The IPv4 and the IPv6 field, of which one is filled: an entry without an address has no documented meaning. */
function readAddress(asking: Asking, ...families: readonly [Field, Field]): Known<AddressChoice> {
  const { draft, subject, noun } = asking;
  const found = families.flatMap((fields, i) =>
    Object.entries(fields).flatMap(([name, value]) => {
      const at = filled(value, name, subject);
      return at ? [{ at, family: i === 0 ? (4 as const) : (6 as const) }] : [];
    }),
  );
  const [only, another] = found;
  if (another) {
    const keys = families.flatMap((fields) => Object.keys(fields)).join(", ");
    complainPlainly(draft, subject.place, say("answers.two-acl-addresses", noun, keys));
  }
  if (!only || another) return another ? unreadable(asking) : untold(asking);
  const reading = ask(SAVED, asking, only.at, form.cidr(only.family), untold);
  return isUnknown(reading) ? reading : bothReadings(String(only.at.value), reading, only.at.place);
}

function unreadable(asking: Asking): Unknown {
  return unknownOf(asking, "answers.unread-acl-entry");
}

function untold(asking: Asking): Unknown {
  return unknownOf(asking, "answers.untold-acl-entry");
}

function unknownOf(
  { subject, noun }: Asking,
  why: "answers.unread-acl-entry" | "answers.untold-acl-entry",
): Unknown {
  const { acl, direction, index, place } = subject;
  const id = key`${{ own: noun }} of ${{ own: direction }} entry ${index} of ${acl}`;
  const reason = message(why, noun, direction, index, acl);
  return new Unknown(factOf(id, reason, message("answers.save-acl-again", acl), place));
}
