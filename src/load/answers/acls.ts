// Network ACLs: TRIPLE entries stand in DescribeNetworkAcls, QUINTUPLE ones in a call of their own.
import type {
  NetworkAcl as SavedAcl,
  NetworkAclQuintupleEntry,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js";
import { hasPrefixOf } from "../../model/id.ts";
import type { AclEntry, Id, NetworkAcl } from "../../model/inventory.ts";
import { inside, type Place } from "../../model/place.ts";
import { isUnknown, type Known, type Unknown } from "../../model/unknown.ts";
import { say } from "../../words/index.ts";
import type { Draft } from "../merge/draft.ts";
import type { AclDirection } from "../read/acl.ts";
import { readQuintuple, readTriple } from "./acl-entries.ts";
import { unsaved, type Desk, type Element } from "./desk.ts";
import { saveCommand, tccli } from "../vendor/calls.ts";
import { idIn } from "../read/forms.ts";
import { isAbsent, isList, isRecord } from "../read/plain.ts";
import { complainPlainly, known, shown, filledText, unreadField, type Fields } from "./fields.ts";
import { isWholeRun, matchingOrder, type Numbering } from "./order.ts";
import { lackingOf, skipsAs } from "./part.ts";

const ENTRIES = "DescribeNetworkAclQuintupleEntries";

interface Entries {
  readonly ingress: Known<readonly AclEntry[]>;
  readonly egress: Known<readonly AclEntry[]>;
}

export function joinNetworkAcls(desk: Desk): void {
  const { draft } = desk;
  const listed = new Set<Id>();
  for (const element of desk.elements<SavedAcl>("DescribeNetworkAcls")) {
    const { id, place } = element;
    listed.add(id);
    const type = typeOf(desk, element);
    const entries =
      type === "TRIPLE" ? readTriples(draft, element) : readQuintuples(desk, id, place);
    draft.networkAcls.push({ id, type, ...entries, place });
  }
  for (const id of desk.owners(ENTRIES)) {
    if (listed.has(id)) continue;
    const place = desk.about(ENTRIES, id)[0]!.outer;
    listed.add(id);
    draft.networkAcls.push({ id, type: "QUINTUPLE", ...readQuintuples(desk, id, place), place });
  }
  for (const [id, { place }] of desk.failures)
    if (hasPrefixOf("acl", id) && !listed.has(id))
      draft.networkAcls.push({ id, type: "QUINTUPLE", ...readQuintuples(desk, id, place), place });
}

/** Where the type is not told, the kind of entries that were saved tells it. */
function typeOf(desk: Desk, { id, fields, place }: Element<SavedAcl>): NetworkAcl["type"] {
  const type = filledText(fields.NetworkAclType)?.toUpperCase();
  if (type === "TRIPLE" || type === "QUINTUPLE") return type;
  if (!isAbsent(fields.NetworkAclType)) {
    const expected = say("read.word", "TRIPLE", "QUINTUPLE");
    const found = shown(fields.NetworkAclType);
    const why = say("answers.malformed", "NetworkAclType", found, expected);
    complainPlainly(desk.draft, inside(place, "NetworkAclType"), why);
  }
  return desk.about(ENTRIES, id).length > 0 ? "QUINTUPLE" : "TRIPLE";
}

function readTriples(draft: Draft, { id, fields, place }: Element<SavedAcl>): Entries {
  const read = (direction: AclDirection, key: "IngressEntries" | "EgressEntries") => {
    const question = {
      noun: `${direction} entries`,
      of: id,
      save: tccli("DescribeNetworkAcls"),
      place,
    };
    const found = known(draft, question, fields[key], key, say("read.list", "entries"), (v) =>
      isList(v) ? v : undefined,
    );
    if (isUnknown(found)) return found;
    const at = inside(place, key);
    const saved = found.map((value, i) => ({ value, place: inside(at, i) }));
    const list = { acl: id, direction, place: at, save: question.save, isWhole: false };
    const { places, missing } = inOrder(draft, list, saved);
    return places.map((entry, index) =>
      entry === null
        ? missingEntry(missing!, "TRIPLE", at)
        : readTriple(draft, entry.value, { acl: id, direction, index, place: entry.place }),
    );
  };
  return { ingress: read("ingress", "IngressEntries"), egress: read("egress", "EgressEntries") };
}

interface SavedEntry {
  readonly value: unknown;
  readonly place: Place;
}

/** All pages of an ACL's entries. One entry that cannot be placed leaves both directions unknown. */
function readQuintuples(desk: Desk, acl: Id, place: Place): Entries {
  const { draft } = desk;
  const lists = desk.about(ENTRIES, acl);
  const unknown = unsaved(desk, "entries", ENTRIES, acl, place);
  const nothing = { ingress: unknown, egress: unknown };
  if (lists.length === 0 || desk.isTruncated(ENTRIES, acl)) return nothing;
  const sides: Record<AclDirection, SavedEntry[]> = { ingress: [], egress: [] };
  const seen = new Set<Id>();
  let placed = true;
  for (const answer of lists) {
    const at = inside(answer.place, "NetworkAclQuintupleSet");
    const set = answer.content.NetworkAclQuintupleSet;
    if (!isList(set)) {
      if (!isAbsent(set))
        complainPlainly(
          draft,
          at,
          say(
            "answers.malformed",
            "NetworkAclQuintupleSet",
            shown(set),
            say("read.list", "entries"),
          ),
        );
      return nothing;
    }
    for (const [i, value] of set.entries()) {
      const entry = { value, place: inside(at, i) };
      if (isRepeated(draft, acl, entry, seen)) continue;
      const direction = directionOf(draft, acl, entry);
      if (direction) sides[direction].push(entry);
      else placed = false;
    }
  }
  if (!placed) return nothing;
  // Both directions may be numbered together: the vendor does not say.
  const isWhole = isWholeRun(
    [...sides.ingress, ...sides.egress].map(({ value }) => value),
    BY_PRIORITY,
  );
  const read = (direction: AclDirection) => {
    const at = lists[0]!.outer;
    const list = { acl, direction, place: at, save: saveCommand(ENTRIES, acl), isWhole };
    const { places, missing } = inOrder(draft, list, sides[direction]);
    return places.map((entry, index) =>
      entry === null
        ? missingEntry(missing!, "QUINTUPLE", at)
        : readQuintuple(draft, entry.value, { acl, direction, index, place: entry.place }),
    );
  };
  return { ingress: read("ingress"), egress: read("egress") };
}

function isRepeated(draft: Draft, acl: Id, { value, place }: SavedEntry, seen: Set<Id>): boolean {
  const entry: Fields<NetworkAclQuintupleEntry> = isRecord(value) ? value : {};
  const id = idIn(entry.NetworkAclQuintupleEntryId);
  if (id === null) return false;
  if (seen.has(id)) complainPlainly(draft, place, say("answers.entry-twice", id, acl));
  const repeated = seen.has(id);
  seen.add(id);
  return repeated;
}

function directionOf(draft: Draft, acl: Id, { value, place }: SavedEntry): AclDirection | null {
  const entry: Fields<NetworkAclQuintupleEntry> = isRecord(value) ? value : {};
  const direction = filledText(entry.NetworkAclDirection)?.toUpperCase();
  if (direction === "INGRESS") return "ingress";
  if (direction === "EGRESS") return "egress";
  const question = { noun: "entries", of: acl, save: tccli(ENTRIES), place };
  const found = isRecord(value) ? shown(entry.NetworkAclDirection) : shown(value);
  const expected = say("read.word", "INGRESS", "EGRESS");
  const why = say("answers.malformed", "NetworkAclDirection", found, expected);
  unreadField(draft, question, place, why);
  return null;
}

interface EntryList {
  readonly acl: Id;
  readonly direction: AclDirection;
  readonly place: Place;
  readonly save: string;
  /** In another reading of its numbers. */
  readonly isWhole: boolean;
}

/** Null for a place that Priority skips: an entry of which nothing is known. */
function inOrder(
  draft: Draft,
  { acl, direction, place, save, isWhole }: EntryList,
  entries: readonly SavedEntry[],
): { readonly places: readonly (SavedEntry | null)[]; readonly missing: Unknown | null } {
  const values = entries.map((entry) => entry.value);
  const { order, mixed, skipped } = matchingOrder(values, BY_PRIORITY);
  if (mixed) complainPlainly(draft, entries[0]!.place, say("answers.mixed-entries", acl));
  const places = order.map((i) => (i === null ? null : entries[i]!));
  if (isWhole || skipped.length === 0)
    return { places: places.filter((one) => one !== null), missing: null };
  const signs = [skipsAs(BY_PRIORITY.key, skipped)];
  const what = `${direction} entries`;
  return { places, missing: lackingOf(draft, { what, of: acl, save, place, signs }) };
}

const BY_PRIORITY: Numbering = { key: "Priority", first: 1, familyOf };

function familyOf(value: unknown): 4 | 6 | null {
  if (!isRecord(value)) return null;
  const v6 = [value.Ipv6CidrBlock, value.SourceIPv6Cidr, value.DestinationIPv6Cidr];
  if (v6.some((cidr) => filledText(cidr) !== null)) return 6;
  const v4 = [value.CidrBlock, value.SourceCidr, value.DestinationCidr];
  return v4.some((cidr) => filledText(cidr) !== null) ? 4 : null;
}

function missingEntry(unknown: Unknown, type: NetworkAcl["type"], place: Place): AclEntry {
  const both = type === "QUINTUPLE" ? unknown : null;
  return {
    action: unknown,
    protocol: unknown,
    port: unknown,
    peer: unknown,
    own: both,
    sourcePort: both,
    destinationPort: both,
    place,
  };
}
