// A plan for a group is judged again before it is offered: exactly the refused part passes afterwards, no packet outside of the
// demand is opened anywhere, nothing that passed is refused. What cannot be proved is not offered.
import { printAsDeclared, printTraffic } from "../net/print.ts";
import { isEmpty, isSubset, type Traffic } from "../net/traffic.ts";
import type { Demand } from "../model/demand.ts";
import { say } from "../words/index.ts";
import { judgeHop } from "../judge/hop.ts";
import { admitted } from "../judge/judge.ts";
import { closingOf, effectsOf, openedOn, refusalsGone, type Effect } from "./effect.ts";
import { withGroup, type FixGround, type Proved } from "./ground.ts";
import { fixOf, holdersIn } from "./offer.ts";
import { carriedOut, type Plan } from "./plan.ts";
import { groupsOf, writableBlock, type NoFix, type Wish } from "./spot.ts";
import { cautionsOf } from "./wording.ts";

/** `demand` is the question as it was asked, before any hop changed its source. */
export function proveGroup(
  ground: FixGround,
  wish: Wish,
  demand: Demand,
  plan: Plan,
): Proved | NoFix {
  const { inventory, book, bindings, knowsHolders, newTrouble } = ground;
  const { policies } = plan;
  const group = plan.list.id;
  const allowed: Traffic = [writableBlock(wish)];
  if (!policies.every(({ block }) => isSubset([block], allowed)))
    return { why: say("fix.too-much") };
  const list = book.group(group);
  const after = withGroup(book, group, carriedOut(list, plan));
  const gone = refusalsGone(
    wish.refusals,
    judgeHop(inventory, after, wish.hop, demand).refusals,
    plan.direction,
  );
  if (gone === null || !isSubset(plan.wanted, gone)) return { why: say("fix.no-place", group) };
  const effects = effectsOf(book, after, bindings(group), [
    ...policies.map(({ block }) => block),
    ...plan.removals.map(({ index }) => list[index]!.maybe),
  ]);
  const trouble = troubleOf(effects, allowed) ?? newTrouble({ kind: "group", group, book: after });
  if (trouble !== null) return { why: say("fix.breaks", group, trouble) };
  const others = effects.flatMap(({ resources, opened }) =>
    isEmpty(opened) ? [] : resources.filter((id) => !wish.resources.includes(id)),
  );
  const doubt = !isSubset(plan.wanted, admitted(after.list(groupsOf(wish)), plan.wanted, "strict"));
  const overridden = effects.flatMap((effect) => effect.overridden);
  const effect = {
    admits: wish.sources.whole
      ? openedOn(effects, wish.resources, [])
      : printTraffic(gone, (set) => printAsDeclared(set, wish.sources.declared)),
    targets: holdersIn(ground, group),
    allTargets: knowsHolders(plan.list),
  };
  const cautions = cautionsOf(inventory, wish, plan, effects, { list, gone, doubt });
  return { fix: fixOf(plan, overridden, effect, cautions), others };
}

function troubleOf(effects: readonly Effect[], allowed: Traffic): string | null {
  const wider = effects.find(({ opened }) => !isSubset(opened, allowed));
  return closingOf(effects) ?? (wider ? say("fix.would-admit", wider.resources[0]!) : null);
}
