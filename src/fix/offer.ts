// What has been proved, as the fix that is offered.
import type { Fix } from "../model/finding.ts";
import type { Id } from "../model/inventory.ts";
import type { JudgedPolicy } from "../judge/policies.ts";
import type { FixGround } from "./ground.ts";
import { changesOf, type Plan } from "./plan.ts";
import { titleOf } from "./wording.ts";

export function fixOf(
  plan: Plan,
  overridden: readonly JudgedPolicy[],
  effect: Fix["effect"],
  cautions: readonly string[],
): Fix {
  const { list, direction, before, policies } = plan;
  return {
    title: titleOf(plan),
    safety: "unsafe",
    overridesDrop: overridden.length > 0,
    list,
    direction,
    before,
    policies: policies.map(({ policy }) => policy),
    effect,
    cautions,
    changes: changesOf(plan),
    edits: [],
  };
}

/** The resources that carry a group, each once. */
export function holdersIn({ bindings }: FixGround, group: Id): Id[] {
  return [...new Set(bindings(group).map(({ resource }) => resource))];
}
