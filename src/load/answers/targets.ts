// Backends of a CLB's listener or rule -> targets.
import type {
  Backend as SavedTarget,
  BasicTargetGroupInfo,
  Listener as SavedListener,
  RewriteTarget,
  RuleOutput,
  RuleTargets,
  TargetGroupInfo,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/clb/v20180317/clb_models.js";
import { parseIp, type AddressRange } from "../../net/address.ts";
import { hasPrefixOf } from "../../model/id.ts";
import type { Id, Target, TargetGroupSettings, TargetRef } from "../../model/inventory.ts";
import { inside, type Place } from "../../model/place.ts";
import { isUnknown, type Known } from "../../model/unknown.ts";
import { message, say } from "../../words/index.ts";
import { tccli } from "../vendor/calls.ts";
import type { Draft } from "../merge/draft.ts";
import { unsaved, type Desk } from "./desk.ts";
import { idIn } from "../read/forms.ts";
import { isAbsent, isList, isRecord } from "../read/plain.ts";
import {
  complainPlainly,
  known,
  knownFlag,
  knownPort,
  shown,
  filledText,
  untold,
  type Fields,
  type Question,
} from "./fields.ts";
import type { PrimaryOf } from "./instances.ts";

/** `question.place` holds the list under `key`. */
export function readTargets(
  draft: Draft,
  primaryOf: PrimaryOf,
  question: Question,
  value: unknown,
  key = "Targets",
): Known<readonly Target[]> {
  const list = known(draft, question, value, key, say("read.list", "targets"), (v) =>
    isList(v) ? v : undefined,
  );
  if (isUnknown(list)) return list;
  const at = inside(question.place, key);
  return list.map((target, i) => readTarget(draft, primaryOf, question, target, inside(at, i)));
}

function readTarget(
  draft: Draft,
  primaryOf: PrimaryOf,
  { of, save }: Question,
  value: unknown,
  place: Place,
): Target {
  if (!isRecord(value)) complainPlainly(draft, place, say("answers.no-target", shown(value)));
  const target: Fields<SavedTarget> = isRecord(value) ? value : {};
  const name = idIn(target.InstanceId) ?? idIn(target.EniId);
  const ask = (noun: string): Question => ({
    noun: name === null ? noun : `${noun} of ${name} as target`,
    of,
    save,
    place,
  });
  return {
    to: readRef(primaryOf, target) ?? untold(ask("resource"), message("answers.no-resource", of)),
    port: knownPort(draft, ask("port"), target.Port, "Port"),
    weight: known(draft, ask("weight"), target.Weight, "Weight", say("answers.weight"), (v) =>
      typeof v === "number" && v >= 0 ? v : undefined,
    ),
    place,
  };
}

/** Types beside CVM and ENI (CCN, EVM, NAT ...) lie outside of the VPC: their address is all there is. */
function readRef(primaryOf: PrimaryOf, target: Fields<SavedTarget>): TargetRef | null {
  const type = filledText(target.Type)?.toUpperCase() ?? null;
  const [instance, eni] = [idIn(target.InstanceId), idIn(target.EniId)];
  const isInstance = instance !== null && hasPrefixOf("instance", instance);
  const address = onlyAddress(target);
  const at = address && { at: address };
  if (instance !== null && (type === "CVM" || (type === null && isInstance)))
    return { kind: "instance", id: instance, ...at };
  if (type === "ENI" || type === "CVM" || type === null) {
    const face = eni ?? (instance !== null && hasPrefixOf("eni", instance) ? instance : null);
    const owner = face === null ? undefined : primaryOf.get(face);
    if (owner !== undefined) return { kind: "instance", id: owner, ...at };
    if (face !== null) return { kind: "eni", id: face, ...at };
    return address && { kind: "ip", address };
  }
  return address && { kind: "ip", address, outside: true };
}

function onlyAddress({ PrivateIpAddresses: ips }: Fields<SavedTarget>): AddressRange | null {
  if (!Array.isArray(ips) || ips.length !== 1) return null;
  const address = typeof ips[0] === "string" ? parseIp(ips[0]) : null;
  return address?.ok ? address : null;
}

/** Ids of the target groups that a listener or rule forwards to. */
export function targetGroupsOf({
  TargetGroup,
  TargetGroupList,
}: Fields<SavedListener & RuleOutput>): Id[] {
  const groups = [TargetGroup, ...(Array.isArray(TargetGroupList) ? TargetGroupList : [])]
    .map((group) => {
      const { TargetGroupId }: Fields<BasicTargetGroupInfo> = isRecord(group) ? group : {};
      return idIn(TargetGroupId);
    })
    .filter((id) => id !== null);
  return [...new Set(groups)];
}

/** The members of target groups together; null where nobody asked for those of one. */
export function readTargetGroups(
  desk: Desk,
  primaryOf: PrimaryOf,
  groups: readonly Id[],
  at: Place,
): Known<readonly Target[]> | null {
  const call = "DescribeTargetGroupInstances";
  const lists = groups.map((id): Known<readonly Target[]> | null => {
    const answers = desk.about(call, id);
    if (answers.length === 0 && !desk.failures.has(id) && !desk.refused.has(call)) return null;
    if (answers.length === 0 || desk.isTruncated(call, id))
      return unsaved(desk, "members", call, id, at);
    const pages = answers.map(({ content, place }) => {
      const question = { noun: "members", of: id, save: tccli(call), place };
      const key = "TargetGroupInstanceSet";
      return readTargets(desk.draft, primaryOf, question, content[key], key);
    });
    const group = readSettings(desk, id, at);
    return (
      pages.find(isUnknown) ??
      pages.flatMap((page) => (isUnknown(page) ? [] : page.map((one) => ({ ...one, group }))))
    );
  });
  if (lists.length === 0 || lists.includes(null)) return null;
  const unknown = lists.find((list) => isUnknown(list));
  return unknown ?? lists.flatMap((list) => (list === null || isUnknown(list) ? [] : list));
}

/** Groups of the old kind (v1, which is the default) know neither setting. */
function readSettings({ draft, elements }: Desk, id: Id, at: Place): TargetGroupSettings {
  const found = elements<TargetGroupInfo>("DescribeTargetGroups").find((one) => one.id === id);
  const place = found?.place ?? at;
  const ask = (noun: string) => ({ noun, of: id, save: tccli("DescribeTargetGroups"), place });
  if (!found) return { snat: untold(ask("SNAT setting")), keepalive: null };
  const { TargetGroupType, Protocol, SnatEnable, KeepaliveEnable } = found.fields;
  const isNew = filledText(TargetGroupType)?.toLowerCase() === "v2";
  const speaksHttp = isNew && /^(HTTPS?|GRPC)$/i.test(filledText(Protocol) ?? "");
  return {
    snat:
      isAbsent(SnatEnable) && !isNew
        ? false
        : knownFlag(draft, ask("SNAT setting"), SnatEnable, "SnatEnable"),
    keepalive: speaksHttp
      ? knownFlag(draft, ask("keep-alive setting"), KeepaliveEnable, "KeepaliveEnable")
      : null,
  };
}

/** Where an empty list of targets is not the whole truth: what stands there instead, as a predicate. */
export function elsewhere(
  listenerOrRule: Fields<SavedListener & RuleOutput>,
  bound: Fields<RuleTargets>,
): string | null {
  const { TargetType, RewriteTarget: rewrite } = listenerOrRule;
  const groups = targetGroupsOf(listenerOrRule);
  if (groups.length > 0 || filledText(TargetType)?.startsWith("TARGETGROUP"))
    return groups.length > 0
      ? say("answers.to-target-groups", ...groups)
      : say("answers.to-target-group");
  if (Array.isArray(bound.FunctionTargets) && bound.FunctionTargets.length > 0)
    return say("answers.to-functions");
  const redirect: Fields<RewriteTarget> = isRecord(rewrite) ? rewrite : {};
  const location = idIn(redirect.TargetLocationId) ?? idIn(redirect.TargetListenerId);
  return location === null ? null : say("answers.redirects", location);
}
