// DescribeSecurityGroups joined with DescribeSecurityGroupPolicies. A listed group whose policies were not
// saved keeps unknown policies; policies without a listed group still make a group.
import type {
  SecurityGroup as ListedGroup,
  SecurityGroupPolicySet,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js";
import { hasPrefixOf } from "../../model/id.ts";
import type { Id, Policy, SecurityGroup } from "../../model/inventory.ts";
import { key } from "../../model/key.ts";
import { inside, type Place } from "../../model/place.ts";
import { message, say } from "../../words/index.ts";
import { factOf, type Fact, type Known } from "../../model/unknown.ts";
import { saveCommand, tccli } from "../vendor/calls.ts";
import type { Answer } from "./answers.ts";
import { tellingOf, unsaved, type Desk } from "./desk.ts";
import { isAbsent, isList, isRecord } from "../read/plain.ts";
import { shown, filledText, unreadField, untold, type Fields } from "./fields.ts";
import { policyReader, type PolicyDirection, type PolicyReader } from "./policies.ts";
import { readPolicies } from "./policy-list.ts";

const POLICIES = "DescribeSecurityGroupPolicies";

export function joinGroups(desk: Desk): void {
  const { draft } = desk;
  const reader = policyReader(desk);
  const listed = new Set<Id>();
  const add = (id: Id, name: string | null, place: Place, answer: Answer | undefined) =>
    draft.groups.push(readGroup(desk, reader, id, name, place, answer));
  for (const { id, fields, place } of desk.elements<ListedGroup>("DescribeSecurityGroups")) {
    add(id, filledText(fields.SecurityGroupName), place, desk.about(POLICIES, id)[0]);
    listed.add(id);
  }
  for (const id of desk.owners(POLICIES)) {
    for (const [i, answer] of desk.about(POLICIES, id).entries())
      if (i > 0 || !listed.has(id)) add(id, null, answer.outer, answer);
  }
  for (const [id, failure] of desk.failures)
    if (hasPrefixOf("group", id) && !listed.has(id) && desk.about(POLICIES, id).length === 0)
      add(id, null, failure.place, undefined);
}

function readGroup(
  desk: Desk,
  reader: PolicyReader,
  id: Id,
  name: string | null,
  place: Place,
  answer: Answer | undefined,
): SecurityGroup {
  const of = (direction: PolicyDirection) =>
    answer
      ? readSet(desk, reader, id, answer, direction)
      : unsaved(desk, "policies", POLICIES, id, place);
  return {
    id,
    name,
    ingress: of("ingress"),
    egress: of("egress"),
    place,
    membersUnknown: desk.wholeMembers ? null : members(desk, id, place),
    version: answer ? versionOf(answer) : null,
    policyLimit: policyLimitOf(desk),
  };
}

/** The smallest quota that is told: dumps of several regions may lie side by side. */
function policyLimitOf(desk: Desk): number | null {
  const limits = desk.answers("DescribeSecurityGroupLimits").flatMap(({ content }) => {
    const set = content.SecurityGroupLimitSet;
    const limit = isRecord(set) ? set.SecurityGroupPolicyLimit : null;
    return typeof limit === "number" && Number.isInteger(limit) && limit > 0 ? limit : [];
  });
  return limits.length > 0 ? Math.min(...limits) : null;
}

/** Text in the API's description, a number in some of its answers. */
function versionOf({ content }: Answer): string | null {
  const set = content.SecurityGroupPolicySet;
  const version = isRecord(set) ? set.Version : null;
  return typeof version === "string" || typeof version === "number" ? String(version) : null;
}

function readSet(
  { draft }: Desk,
  reader: PolicyReader,
  group: Id,
  { content, place, incomplete }: Answer,
  direction: PolicyDirection,
): Known<readonly Policy[]> {
  const at = inside(place, "SecurityGroupPolicySet");
  const set = content.SecurityGroupPolicySet;
  const save = saveCommand(POLICIES, group);
  const question = { noun: `${direction} policies`, of: group, save, place: at };
  if (isAbsent(set)) return untold(question);
  if (!isRecord(set))
    return unreadField(
      draft,
      question,
      at,
      say("answers.malformed", "SecurityGroupPolicySet", shown(set), say("answers.an-object")),
    );
  const policies: Fields<SecurityGroupPolicySet> = set;
  const name = direction === "ingress" ? "Ingress" : "Egress";
  const list = policies[name];
  if (isAbsent(list)) return untold(question);
  const inner = inside(at, name);
  const statistics = policies.PolicyStatistics;
  const subject = { group, direction, place: inner, statistics, isFiltered: incomplete };
  if (isList(list)) return readPolicies(reader, list, subject);
  return unreadField(
    draft,
    question,
    inner,
    say("answers.malformed", name, shown(list), say("read.list", "policies")),
  );
}

/** The API names no member of a group; instances and interfaces that name it are a lower bound. */
function members(desk: Desk, id: Id, place: Place): Fact {
  const told = tellingOf(desk, "DescribeNetworkInterfaces") ?? tellingOf(desk, "DescribeInstances");
  const reason = told
    ? message("answers.members-why", id, told.clause)
    : message("answers.members", id);
  const lists = [tccli("DescribeInstances"), tccli("DescribeNetworkInterfaces")] as const;
  const remedy = told?.remedy ?? message("answers.save-members", ...lists);
  return factOf(key`members of ${id}`, reason, remedy, place);
}
