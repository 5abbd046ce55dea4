// Network ACLs: TRIPLE entries stand in DescribeNetworkAcls, QUINTUPLE ones in a call of their own.
import type {
  NetworkAcl as SavedAcl,
  NetworkAclQuintupleEntry,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js";
import { hasPrefixOf } from "../../model/id.ts";
import type { AclEntry, Id, NetworkAcl } from "../../model/inventory.ts";
import { inside, type Place } from "../../model/place.ts";
import { isUnknown, type Known } from "../../model/unknown.ts";
import { say } from "../../words/index.ts";
import type { Draft } from "../merge/draft.ts";
import type { AclDirection } from "../read/acl.ts";
import { readQuintuple, readTriple } from "./acl-entries.ts";
import { unsaved, type Desk, type Element } from "./desk.ts";
import { tccli } from "../vendor/calls.ts";
import { idIn } from "../read/forms.ts";
import { isAbsent, isList, isRecord } from "../read/plain.ts";
import { complainPlainly, known, shown, filledText, unreadField, type Fields } from "./fields.ts";
import { matchingOrder } from "./order.ts";

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
    const list = known(draft, question, fields[key], key, say("read.list", "entries"), (v) =>
      isList(v) ? v : undefined,
    );
    if (isUnknown(list)) return list;
    const at = inside(place, key);
    const saved = list.map((value, i) => ({ value, place: inside(at, i) }));
    return inOrder(draft, id, saved).map((entry, index) =>
      readTriple(draft, entry.value, { acl: id, direction, index, place: entry.place }),
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
  const read = (direction: AclDirection) =>
    inOrder(draft, acl, sides[direction]).map((entry, index) =>
      readQuintuple(draft, entry.value, { acl, direction, index, place: entry.place }),
    );
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

function inOrder(draft: Draft, acl: Id, entries: readonly SavedEntry[]): readonly SavedEntry[] {
  const values = entries.map((entry) => entry.value);
  const { order, mixed } = matchingOrder(values, "Priority");
  if (mixed) complainPlainly(draft, entries[0]!.place, say("answers.mixed-entries", acl));
  return order.map((i) => entries[i]!);
}
