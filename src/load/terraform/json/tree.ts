// The tree of modules that `terraform show -json` prints for the values of plans and states alike.
import type { Complaint } from "../../../model/complaint.ts";
import { inside, type Place } from "../../../model/place.ts";
import type { Stack } from "../resource.ts";
import type { ReadStack } from "./reading.ts";
import { isRecord, type Json } from "../../read/plain.ts";
import { listIn, fieldOf, textIn } from "./values.ts";

/** One resource instance as it is printed. */
export interface Planned {
  readonly address: string;
  /** `type`, `name`, `mode` and so on. */
  readonly fields: Json;
  readonly values: Json;
  /** Address of its module instance. */
  readonly module: string;
  readonly place: Place;
  readonly valuesAt: Place;
}

/** Modules inside each other. A document is no deeper than its parser allows, so that this ends. */
export function plannedResources(root: Json, at: Place): Planned[] {
  const found: Planned[] = [];
  const open: { readonly module: Json; readonly at: Place }[] = [{ module: root, at }];
  for (let next = open.pop(); next; next = open.pop()) {
    const address = textIn(fieldOf(next.module, "address")) ?? "";
    for (const [i, fields] of listIn(fieldOf(next.module, "resources")).entries()) {
      const named = textIn(fieldOf(fields, "address"));
      if (named === null || !isRecord(fields)) continue;
      const place = inside(inside(next.at, "resources"), i);
      const values = fieldOf(fields, "values");
      found.push({
        address: named,
        fields,
        values: isRecord(values) ? values : {},
        module: address,
        place,
        valuesAt: inside(place, "values"),
      });
    }
    const children = listIn(fieldOf(next.module, "child_modules"));
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i];
      if (isRecord(child))
        open.push({ module: child, at: inside(inside(next.at, "child_modules"), i) });
    }
  }
  return found;
}

export function emptyRead(origin: Stack["origin"], complaints: readonly Complaint[]): ReadStack {
  return { origin, resources: [], gaps: [], notices: [], complaints, reordered: [] };
}
