// What the readers of plans and states give beside the stack itself.
import type { Complaint } from "../../../model/complaint.ts";
import type { Stack } from "../resource.ts";

export interface ReadStack extends Stack {
  readonly complaints: readonly Complaint[];
  /** Addresses of lite rules of which a plan changes nothing but the order. */
  readonly reordered: readonly string[];
}
