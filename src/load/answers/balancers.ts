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
  untold,
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
  const { SecureGroups, LoadBalancerPassToTarget } = fields;
  // Pass-to-target does not apply to classic private CLBs (docs/facts.md, section 3): their targets' groups always count.
  const isClassicPrivate = fields.Forward === 0 && type === "INTERNAL";
  // A CLB of IPv6 alone passes whatever it says.
  const passes = filledText(fields.IPv6Mode)?.toLowerCase() === "ipv6fullchain";
  return {
    id,
    type,
    vips: readVips(draft, ask("VIPs"), fields),
    vpc: knownId(draft, ask("VPC"), fields.VpcId, "VpcId"),
    securityGroups: knownIds(draft, ask("security groups"), SecureGroups, "SecureGroups"),
    passToTarget:
      isClassicPrivate || passes
        ? passes
        : knownFlag(
            draft,
            ask("pass-to-target setting"),
            LoadBalancerPassToTarget,
            "LoadBalancerPassToTarget",
          ),
    domain: filledText(fields.LoadBalancerDomain) ?? filledText(fields.Domain),
    snat: isClassicPrivate ? knownFlag(draft, ask("SNAT setting"), fields.Snat, "Snat") : false,
    snatIps: readSnatIps(draft, ask("SNAT addresses"), fields),
    place,
  };
}

/** A list of `{ SubnetId, Ip }`: an Ip that is left out is one of the subnet that the vendor chose. */
function readSnatIps(
  draft: Draft,
  question: Question,
  { SnatPro, SnatIps }: Fields<SavedBalancer>,
): LoadBalancer["snatIps"] {
  if (isAbsent(SnatIps)) return SnatPro === false ? [] : untold(question);
  if (!isList(SnatIps)) return knownIps(draft, question, SnatIps, "SnatIps");
  const ips = SnatIps.map((one) => (isRecord(one) ? one.Ip : one));
  const told = ips.filter((ip) => !isAbsent(ip) && ip !== "");
  const read = knownIps(draft, question, told, "SnatIps");
  return isUnknown(read) ? read : [...read, ...ips.slice(told.length).map(() => untold(question))];
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
