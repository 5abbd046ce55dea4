// A Terraform stack -> a draft of the inventory. Ids are resource addresses; what the stack does not declare is not
// there, and what it cannot know is unknown. The same stack means the same, whatever it was read from.
import type { Complaint } from "../../../model/complaint.ts";
import { key } from "../../../model/key.ts";
import { spanOf } from "../../../model/place.ts";
import { news } from "../../../model/notice.ts";
import type { FlawedDraft } from "../../merge/draft.ts";
import type { ReadStack } from "../json/reading.ts";
import type { Stack } from "../resource.ts";
import { mapAcls } from "./acls.ts";
import { mapBalancers } from "./balancers.ts";
import { mapFaces } from "./faces.ts";
import { mapGateways } from "./gateways.ts";
import { groundOf, sayShared } from "./ground.ts";
import { mapGroups } from "./groups.ts";
import { mapClusters, mapScalingGroups } from "./machines.ts";
import { mapQuintuples } from "./quintuples.ts";
import { mapSubnets } from "./subnets.ts";
import { mapTemplates } from "./templates.ts";
import { mapTsfClusters } from "./tsf.ts";

/** Gaps of the stack, and complaints of its reader, are complaints of the draft. Never throws. */
export function mapStack(stack: Stack & Partial<ReadStack>): FlawedDraft {
  const ground = groundOf(stack);
  mapGroups(ground, stack.reordered ?? []);
  mapTemplates(ground);
  mapAcls(ground, mapQuintuples(ground));
  const openSubnets = mapSubnets(ground);
  mapFaces(ground);
  mapScalingGroups(ground, openSubnets);
  mapClusters(ground, openSubnets);
  mapTsfClusters(ground);
  mapGateways(ground, mapBalancers(ground));
  sayShared(ground);
  const { complaints } = ground.draft;
  const found = stack.complaints ?? [];
  // What the evaluation refuses is one cause with whatever comes of it at the same place.
  const refused = new Set(found.flatMap((one) => (one.place ? spotOf(one) : [])));
  const own = complaints.filter((one) => !one.place || !refused.has(spotOf(one)));
  complaints.splice(0, Infinity, ...onlyOnce([...own, ...found, ...stack.gaps]));
  ground.draft.notices.push(...stack.notices.map(news));
  return ground.draft;
}

/** Instances of one resource share its text, and what is wrong with it. */
function onlyOnce(complaints: readonly Complaint[]): Complaint[] {
  const once = new Map<string, Complaint>();
  for (const complaint of complaints) {
    const which = key`${complaint.message} ${spotOf(complaint)}`;
    if (!once.has(which)) once.set(which, complaint);
  }
  return [...once.values()];
}

function spotOf({ file, place }: Complaint): string {
  const at = place ? spanOf(place) : null;
  return key`${place?.source.file ?? file ?? ""} ${at?.start ?? ""}`;
}
