// One direction of a group's policies, in matching order. Places that the answer skips, and policies that it counts and
// does not list, are policies of which nothing is known. May not read the fields of one.
import type {
  PolicyStatistics,
  SecurityGroupPolicy,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js";
import type { Id, Policy } from "../../model/inventory.ts";
import { inside, type Place } from "../../model/place.ts";
import { say } from "../../words/index.ts";
import { isAbsent, isRecord } from "../read/plain.ts";
import { saveCommand } from "../vendor/calls.ts";
import { complainPlainly, type Fields } from "./fields.ts";
import { matchingOrder, type Numbering } from "./order.ts";
import { lackingOf, skipsAs } from "./part.ts";
import { readPolicy, type PolicyDirection, type PolicyReader } from "./policies.ts";

export interface PolicyList {
  readonly group: Id;
  readonly direction: PolicyDirection;
  /** Of the list. */
  readonly place: Place;
  /** `PolicyStatistics` of the answer. */
  readonly statistics: unknown;
  /** It was asked for with filters. */
  readonly isFiltered: boolean;
}

export function readPolicies(
  reader: PolicyReader,
  list: readonly unknown[],
  subject: PolicyList,
): Policy[] {
  const { group, direction, place, isFiltered } = subject;
  const { order, mixed, numbered, skipped } = matchingOrder(list, BY_INDEX);
  if (mixed) complainPlainly(reader.draft, place, say("answers.mixed-policies", group));
  const counted = countedBy(list, subject);
  const more = counted > list.length + skipped.length || (isFiltered && skipped.length === 0);
  const signs = [
    ...(skipped.length > 0 ? [skipsAs(BY_INDEX.key, skipped)] : []),
    ...(counted > list.length
      ? [say("answers.counts", "PolicyStatistics", counted, list.length)]
      : []),
    ...(isFiltered ? [say("answers.asked-with-filters")] : []),
  ];
  const missing = signs.length > 0 ? missingPolicy(reader, subject, signs) : null;
  // Behind the last number are those that no number skips; without numbers they may stand anywhere.
  const isAnywhere = more && (!numbered || list.length === 0 || isFiltered);
  const places = [...(isAnywhere ? [null] : []), ...order, ...(more && !isAnywhere ? [null] : [])];
  return places.map((from, index) =>
    from === null
      ? missing!
      : readPolicy(reader, list[from], { group, direction, index, place: inside(place, from) }),
  );
}

function missingPolicy(
  { draft }: PolicyReader,
  { group, direction, place }: PolicyList,
  signs: readonly string[],
): Policy {
  const save = saveCommand("DescribeSecurityGroupPolicies", group);
  const unknown = lackingOf(draft, {
    what: `${direction} policies`,
    of: group,
    save,
    place,
    signs,
  });
  return { action: unknown, peer: unknown, service: unknown, place };
}

const BY_INDEX: Numbering = { key: "PolicyIndex", first: 0, familyOf };

/** A group, a template, or nothing that can be read may stand for either family. */
function familyOf(value: unknown): 4 | 6 | null {
  const policy: Fields<SecurityGroupPolicy> = isRecord(value) ? value : {};
  if (isText(policy.Ipv6CidrBlock)) return 6;
  return isText(policy.CidrBlock) ? 4 : null;
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

/**
 * How many policies the statistics prove; they may be below the list (the vendor's example has zeros), and what a template
 * counts for is not documented.
 */
function countedBy(list: readonly unknown[], { direction, statistics }: PolicyList): number {
  const counts: Fields<PolicyStatistics> = isRecord(statistics) ? statistics : {};
  const [v4, v6] =
    direction === "ingress"
      ? [counts.IngressIPv4TotalCount, counts.IngressIPv6TotalCount]
      : [counts.EgressIPv4TotalCount, counts.EgressIPv6TotalCount];
  const total = amount(v4) + amount(v6);
  if (total <= list.length || list.some(namesTemplate)) return 0;
  const families = list.map(familyOf);
  const over = (family: 4 | 6, count: unknown) =>
    Math.max(0, amount(count) - families.filter((one) => one === null || one === family).length);
  return list.length + over(4, v4) + over(6, v6);
}

function amount(value: unknown): number {
  return typeof value === "number" && Number.isSafeInteger(value) ? Math.max(0, value) : 0;
}

function namesTemplate(value: unknown): boolean {
  const { AddressTemplate, ServiceTemplate }: Fields<SecurityGroupPolicy> = isRecord(value)
    ? value
    : {};
  return [AddressTemplate, ServiceTemplate].some(
    (template) =>
      isRecord(template) && Object.values(template).some((id) => !isAbsent(id) && id !== ""),
  );
}
