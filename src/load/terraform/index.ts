// Terraform as a source: readers of plans and states, and the mapping of any stack to the inventory.
export { mapStack } from "./map/index.ts";
export { withConfiguration } from "./plan/configured.ts";
export { looksLikePlan, planVariables, readPlan } from "./plan/index.ts";
export { looksLikeState, readState } from "./state/index.ts";
