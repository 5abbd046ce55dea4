// A Terraform stack -> a draft of the inventory. Ids are resource addresses; what the stack does not declare is not
// there, and what it cannot know is unknown. The same stack means the same, whatever it was read from.
import { news } from "../../../model/notice.ts";
import type { FlawedDraft } from "../../merge/draft.ts";
import type { ReadStack } from "../json/reading.ts";
import type { Stack } from "../resource.ts";
import { readAcls } from "./acls.ts";
import { readBalancers } from "./balancers.ts";
import { readFaces } from "./faces.ts";
import { readGateways } from "./gateways.ts";
import { groundOf } from "./ground.ts";
import { readGroups } from "./groups.ts";
import { readClusters, readScalingGroups } from "./machines.ts";
import { readQuintuples } from "./quintuples.ts";
import { readSubnets } from "./subnets.ts";
import { readTemplates } from "./templates.ts";
import { readTsfClusters } from "./tsf.ts";

/** Gaps of the stack, and complaints of its reader, are complaints of the draft. Never throws. */
export function mapStack(stack: Stack & Partial<ReadStack>): FlawedDraft {
  const ground = groundOf(stack);
  readGroups(ground, stack.reordered ?? []);
  readTemplates(ground);
  readAcls(ground, readQuintuples(ground));
  readSubnets(ground);
  readFaces(ground);
  readScalingGroups(ground);
  readClusters(ground);
  readTsfClusters(ground);
  readBalancers(ground);
  readGateways(ground);
  ground.draft.complaints.push(...(stack.complaints ?? []), ...stack.gaps);
  ground.draft.notices.push(...stack.notices.map(news));
  return ground.draft;
}
