// A VPC upstream: targets by name, as many as it lists.
import { message, type Message } from "../../words/index.ts";
import type { Inventory } from "../inventory.ts";
import type { Lookup } from "../lookup.ts";
import { DIRECT, targetLeg } from "../routes/balancer.ts";
import { noTargets, nowhere, type Leg } from "../routes/leg.ts";
import { isUnknown } from "../unknown.ts";
import { completedTargets, type Targets } from "./completed.ts";
import type { BackendDefinition } from "./definition.ts";

export const upstream = withTargets<"upstream">(message("model.backend-upstream"));

/** Every kind that lists its targets itself. */
export function withTargets<K extends "upstream" | "cvm">(words: Message): BackendDefinition<K> {
  return {
    words,
    name: () => null,
    legs: ({ inventory }, find, { targets }) => ({ legs: listedLegs(inventory, find, targets) }),
    sharedBy: () => null,
    complete: (told, declared) => {
      const targets = completedTargets(told.targets, declared.targets);
      return targets && { ...told, targets };
    },
  };
}

function listedLegs(inventory: Inventory, find: Lookup, targets: Targets): readonly Leg[] {
  if (isUnknown(targets)) return [nowhere(targets.fact)];
  const active = targets.filter((target) => target.weight !== 0);
  const [first] = targets;
  if (!first) return [noTargets(message("model.upstream-empty"))];
  if (active.length === 0) return [noTargets(message("model.upstream-drained"), first.place)];
  return active.map((target) => targetLeg(inventory, find, target, "tcp", DIRECT));
}
