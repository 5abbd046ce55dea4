// Ids that an input names and nothing defines -> complaints with the id that was probably meant.
import type { Complaint } from "../../model/complaint.ts";
import { ID_KINDS, type Id } from "../../model/id.ts";
import { key, listKey } from "../../model/key.ts";
import { namesOf } from "../../model/table.ts";
import { say } from "../../words/index.ts";
import type { Kind, Reference } from "./draft.ts";
import { nearest, oneOf, quote } from "../own/wording.ts";

/** One of a kind, in a sentence. */
export const NOUNS: Readonly<Record<Kind, string>> = {
  groups: ID_KINDS.group.noun,
  addressTemplates: ID_KINDS["address-template"].noun,
  addressTemplateGroups: ID_KINDS["address-template-group"].noun,
  serviceTemplates: ID_KINDS["service-template"].noun,
  serviceTemplateGroups: ID_KINDS["service-template-group"].noun,
  subnets: ID_KINDS.subnet.noun,
  networkAcls: ID_KINDS.acl.noun,
  instances: ID_KINDS.instance.noun,
  interfaces: ID_KINDS.eni.noun,
  loadBalancers: ID_KINDS["load-balancer"].noun,
  clusters: ID_KINDS.cluster.noun,
  microservices: ID_KINDS.microservice.noun,
  gateways: "gateway",
};

/** A Map by id, or a Set of ids. */
interface Ids {
  readonly size: number;
  has(id: Id): boolean;
  keys(): Iterable<Id>;
}

/** The ids that exist, by kind; interfaces inside instances included. */
export type Defined = Readonly<Record<Kind, Ids>>;

/** Ids that are compared with an unknown one before the search for a suggestion is given up, in one run. */
const MAX_COMPARISONS = 300_000;
/** Places listed for one unknown id; the last says how many more there are. */
const MAX_PLACES = 5;

export function unknownReferences(references: readonly Reference[], defined: Defined): Complaint[] {
  const unknown = new Map<string, Reference[]>();
  for (const reference of references) {
    if (reference.kinds.some((kind) => defined[kind].has(reference.id))) continue;
    const which = key`${listKey(reference.kinds)} ${reference.id}`;
    const same = unknown.get(which);
    if (same) same.push(reference);
    else unknown.set(which, [reference]);
  }
  let left = MAX_COMPARISONS;
  return [...unknown.values()].flatMap((same) => {
    const { kinds, id } = same[0]!;
    left -= kinds.reduce((sum, kind) => sum + defined[kind].size, 0);
    const nouns = oneOf(kinds.map((kind) => NOUNS[kind]));
    const text = say("merge.unknown-id", nouns, quote(id), advice(id, kinds, defined, left > 0));
    const more = same.length - MAX_PLACES;
    return same.slice(0, MAX_PLACES).map(({ place }, i) => ({
      message: more > 0 && i === MAX_PLACES - 1 ? say("merge.more-places", text, more) : text,
      place,
      file: null,
    }));
  });
}

function advice(id: Id, kinds: readonly Kind[], defined: Defined, search: boolean): string {
  const other = namesOf(NOUNS).find((kind) => defined[kind].has(id));
  if (other) return say("merge.is-another", NOUNS[other]);
  const near = search ? nearest(id, candidates(kinds, defined)) : null;
  return near === null ? say("merge.define-it") : say("merge.meant", near);
}

function* candidates(kinds: readonly Kind[], defined: Defined): Generator<Id> {
  for (const kind of kinds) yield* defined[kind].keys();
}
