// Terraform as a source: readers of plans and states, and the mapping of any stack to the inventory.
export { mapStack } from "./map/index.ts";
export { withConfiguration } from "./json/configured.ts";
export { planVariables, readPlan } from "./json/plan.ts";
export { readState } from "./json/state.ts";
export { looksLikePlan, looksLikeState } from "./recognise.ts";
