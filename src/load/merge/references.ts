// Ids that an input names and nothing defines -> complaints with the id that was probably meant.
import type { Complaint } from "../../model/complaint.ts";
import type { Id } from "../../model/inventory.ts";
import type { Kind, Reference } from "./draft.ts";
import { nearest, oneOf, quote } from "../own/wording.ts";

/** One of a kind, in a sentence. */
export const NOUNS: Readonly<Record<Kind, string>> = {
  groups: "security group",
  addressTemplates: "address template",
  addressTemplateGroups: "address template group",
  serviceTemplates: "service template",
  serviceTemplateGroups: "service template group",
  subnets: "subnet",
  networkAcls: "network ACL",
  instances: "instance",
  interfaces: "network interface",
  loadBalancers: "load balancer",
  clusters: "cluster",
  microservices: "microservice",
  gateways: "gateway",
};

/** The ids that exist, by kind; interfaces inside instances included. */
export type Defined = Readonly<Record<Kind, ReadonlySet<Id>>>;

/** Ids that are compared with an unknown one before the search for a suggestion is given up, in one run. */
const MAX_COMPARISONS = 300_000;
/** Places listed for one unknown id; the last says how many more there are. */
const MAX_PLACES = 5;

export function unknownReferences(references: readonly Reference[], defined: Defined): Complaint[] {
  const unknown = new Map<string, Reference[]>();
  for (const reference of references) {
    if (reference.kinds.some((kind) => defined[kind].has(reference.id))) continue;
    const key = JSON.stringify([reference.kinds, reference.id]);
    const same = unknown.get(key);
    if (same) same.push(reference);
    else unknown.set(key, [reference]);
  }
  let left = MAX_COMPARISONS;
  return [...unknown.values()].flatMap((same) => {
    const { kinds, id } = same[0]!;
    left -= kinds.reduce((sum, kind) => sum + defined[kind].size, 0);
    const message = `unknown ${oneOf(kinds.map((kind) => NOUNS[kind]))} ${quote(id)}; ${advice(id, kinds, defined, left > 0)}`;
    const more = same.length - MAX_PLACES;
    return same.slice(0, MAX_PLACES).map(({ place }, i) => ({
      message:
        more > 0 && i === MAX_PLACES - 1 ? `${message} (and ${more} more places name it)` : message,
      place,
      file: null,
    }));
  });
}

function advice(id: Id, kinds: readonly Kind[], defined: Defined, search: boolean): string {
  const other = (Object.keys(NOUNS) as Kind[]).find((kind) => defined[kind].has(id));
  if (other) return `it is a ${NOUNS[other]}`;
  const near = search ? nearest(id, candidates(kinds, defined)) : null;
  return near === null ? "define it, or correct the id" : `did you mean "${near}"?`;
}

function* candidates(kinds: readonly Kind[], defined: Defined): Generator<Id> {
  for (const kind of kinds) yield* defined[kind];
}
