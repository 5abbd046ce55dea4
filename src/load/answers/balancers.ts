// DescribeLoadBalancers joined with the listeners and targets saved for each.
import type { LoadBalancer as SavedBalancer } from "tencentcloud-sdk-nodejs/tencentcloud/services/clb/v20180317/clb_models.js";
import type { AddressRange } from "../../net/address.ts";
import { hasPrefixOf } from "../../model/id.ts";
import type { Id, LoadBalancer } from "../../model/inventory.ts";
import type { Place } from "../../model/place.ts";
import { isUnknown, type Known } from "../../model/unknown.ts";
import { say } from "../../words/index.ts";
import { tccli } from "../vendor/calls.ts";
import type { Draft } from "../merge/draft.ts";
import type { Desk } from "./desk.ts";
import { isAbsent, isList, isRecord } from "../read/plain.ts";
import {
  known,
  knownFlag,
  knownIds,
  knownId,
  knownIps,
  mergeIps,
  filledText,
  type Fields,
  type Question,
} from "./fields.ts";
import type { PrimaryOf } from "./instances.ts";
import { joinListeners } from "./listeners.ts";

export function joinBalancers(desk: Desk, primaryOf: PrimaryOf): void {
  const { draft } = desk;
  const listed = new Set<Id>();
  const add = (id: Id, fields: Fields<SavedBalancer>, place: Place) => {
    listed.add(id);
    const listeners = joinListeners(desk, primaryOf, id, place);
    draft.loadBalancers.push({ ...readBalancer(draft, id, fields, place), listeners });
  };
  for (const { id, fields, place } of desk.elements<SavedBalancer>("DescribeLoadBalancers"))
    add(id, fields, place);
  for (const call of ["DescribeListeners", "DescribeTargets"] as const)
    for (const id of desk.owners(call))
      if (!listed.has(id)) add(id, {}, desk.about(call, id)[0]!.outer);
  for (const [id, { place }] of desk.failures)
    if (hasPrefixOf("load-balancer", id) && !listed.has(id)) add(id, {}, place);
}

function readBalancer(
  draft: Draft,
  id: Id,
  fields: Fields<SavedBalancer>,
  place: Place,
): Omit<LoadBalancer, "listeners"> {
  const ask = (noun: string): Question => ({
    noun,
    of: id,
    save: tccli("DescribeLoadBalancers"),
    place,
  });
  const type = known(
    draft,
    ask("type"),
    fields.LoadBalancerType,
    "LoadBalancerType",
    say("read.word", "OPEN", "INTERNAL"),
    (v) => (v === "OPEN" || v === "INTERNAL" ? v : undefined),
  );
  const { SecureGroups, LoadBalancerPassToTarget, SnatPro, SnatIps } = fields;
  // Pass-to-target does not apply to classic private CLBs (docs/facts.md, section 3): their targets' groups always count.
  const isClassicPrivate = fields.Forward === 0 && type === "INTERNAL";
  return {
    id,
    type,
    vips: readVips(draft, ask("VIPs"), fields),
    vpc: knownId(draft, ask("VPC"), fields.VpcId, "VpcId"),
    securityGroups: knownIds(draft, ask("security groups"), SecureGroups, "SecureGroups"),
    passToTarget: isClassicPrivate
      ? false
      : knownFlag(
          draft,
          ask("pass-to-target setting"),
          LoadBalancerPassToTarget,
          "LoadBalancerPassToTarget",
        ),
    domain: filledText(fields.LoadBalancerDomain) ?? filledText(fields.Domain),
    snat: knownFlag(draft, ask("SNAT Pro setting"), SnatPro, "SnatPro"),
    snatIps: knownIps(draft, ask("SNAT addresses"), snatIpsOf(SnatIps), "SnatIps"),
    place,
  };
}

/** The addresses of a list of `{ SubnetId, Ip }`; what is no such element stays as it is, to be complained about. */
function snatIpsOf(value: unknown): unknown {
  return isList(value) ? value.map((one) => (isRecord(one) ? one.Ip : one)) : value;
}

function readVips(
  draft: Draft,
  question: Question,
  { LoadBalancerVips, AddressIPv6 }: Fields<SavedBalancer>,
): Known<readonly AddressRange[]> {
  const v6 = isAbsent(AddressIPv6) || AddressIPv6 === "" ? [] : [AddressIPv6];
  if (v6.length === 0) return knownIps(draft, question, LoadBalancerVips, "LoadBalancerVips");
  const own = knownIps(draft, question, v6, "AddressIPv6");
  if (isAbsent(LoadBalancerVips) || isUnknown(own)) return own;
  const vips = knownIps(draft, question, LoadBalancerVips, "LoadBalancerVips");
  return isUnknown(vips) ? vips : mergeIps(vips, own);
}
