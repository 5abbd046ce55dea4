// A backend that is told and declared: what the two are together each kind knows itself; where they contradict each other is a
// complaint.
import { completeBackend } from "../../model/backends/index.ts";
import type { Backend } from "../../model/inventory.ts";
import { isUnknown, type Known } from "../../model/unknown.ts";
import type { Choose } from "./choose.ts";

export function chooseBackend(
  told: Known<Backend>,
  declared: Known<Backend>,
  choose: Choose,
): Known<Backend> {
  const both = isUnknown(told) || isUnknown(declared) ? null : completeBackend(told, declared);
  return both ?? choose("backend", told, declared);
}
