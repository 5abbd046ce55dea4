// A refusal -> the fix to offer, or why there is none. Of several places that serve, the one that opens the fewest
// other resources; the blocker's own group where that makes no difference.
import type { AddressSet } from "../net/address.ts";
import { hasAny, minusAddresses } from "../net/address.ts";
import { addressesOf } from "../net/traffic.ts";
import { say } from "../words/index.ts";
import type { Demand } from "../model/demand.ts";
import type { Fix } from "../model/finding.ts";
import type { Id } from "../model/inventory.ts";
import type { Hop } from "../model/route.ts";
import type { HopJudgement } from "../judge/hop.ts";
import type { HopRefusal } from "../judge/view.ts";
import { proveAcl } from "./acl.ts";
import type { FixGround, Proved } from "./ground.ts";
import { planAt } from "./plan.ts";
import { proveGroup } from "./prove.ts";
import { spotsOf, type NoFix, type PolicySpot, type Wish } from "./spot.ts";
import { someNames } from "./wording.ts";

/** What is refused, of whom, and what was asked. */
export interface SoughtRefusal {
  readonly hop: Hop;
  readonly demand: Demand;
  readonly judgement: HopJudgement;
  readonly refusal: HopRefusal;
  readonly resources: readonly Id[];
}

export function seekFix(ground: FixGround, refused: SoughtRefusal): Fix | NoFix {
  const { hop, demand, judgement, refusal, resources } = refused;
  const [sources, another] = judgement.arriving;
  if (sources === undefined || another !== undefined) return { why: say("fix.keep-alive") };
  if (sources.declared.length === 0)
    return { why: sources.open?.facts[0]?.remedy ?? say("fix.no-sources") };
  if (!hasAny(firm(addressesOf(refusal.traffic), sources.soft)))
    return { why: say("fix.look-first") };
  const wish: Wish = { hop, sources, refusal, refusals: judgement.refusals, resources };
  const spots = spotsOf(ground.inventory, wish);
  return "why" in spots ? spots : best(ground, wish, demand, spots);
}

function firm(refused: AddressSet, soft: AddressSet): AddressSet {
  return minusAddresses(refused, soft);
}

/** `spots` begins with the blocker's own and is not empty. */
function best(
  ground: FixGround,
  wish: Wish,
  demand: Demand,
  spots: readonly PolicySpot[],
): Fix | NoFix {
  const [own, ...earlier] = spots;
  const first = at(ground, wish, demand, own!);
  if ("fix" in first && first.others.length === 0) return first.fix;
  let chosen = first;
  for (const spot of earlier) {
    const found = at(ground, wish, demand, spot);
    if (!("fix" in found)) continue;
    if (!("fix" in chosen) || found.others.length < chosen.others.length) chosen = found;
  }
  if (!("fix" in chosen)) return chosen;
  const { fix } = chosen;
  if (chosen === first) return fix;
  const [here, there] = [fix.list.id, own!.list.id];
  const because =
    "fix" in first
      ? say("fix.chosen-for-others", here, there, someNames(first.others))
      : say("fix.chosen-for-want", here, there, first.why);
  return { ...fix, cautions: [because, ...fix.cautions] };
}

function at(ground: FixGround, wish: Wish, demand: Demand, spot: PolicySpot): Proved | NoFix {
  const plan = planAt(ground.inventory, ground.book, wish, spot);
  if ("why" in plan) return plan;
  return plan.list.kind === "acl"
    ? proveAcl(ground, wish, demand, plan)
    : proveGroup(ground, wish, demand, plan);
}
