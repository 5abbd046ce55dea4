// Where the header of a snapshot and its answers contradict each other: somebody edited it, or cut it. What is missing
// then may not look like what is not there.
import type { Complaint } from "../../../model/complaint.ts";
import { inside, type Place } from "../../../model/place.ts";
import { LIVE_CALLS, permission } from "../../vendor/calls.ts";
import { callName, type Item } from "./failures.ts";
import { silentRegions, type SnapshotHead } from "./head.ts";

export function contradictions(
  head: SnapshotHead,
  items: readonly Item[],
  root: Place,
): Complaint[] {
  const { regions } = head;
  const at = (key: string, message: string): Complaint => ({
    message,
    place: inside(root, key),
    file: null,
  });
  const foreign = items.filter(({ entry }) => !regions.includes(entry.Region));
  return [
    ...(regions.length === 0 ? [at("regions", '"regions" is empty; fetch again')] : []),
    ...silentRegions(head).map((region) => at("regions", silence(region))),
    ...foreign.slice(0, 1).map(({ entry, place }) => ({
      message: `the answer is of "${entry.Region}", and the header names ${regions.join(", ") || "no region"}: ${foreign.length} answers are not read; fetch again`,
      place: inside(place, "Region"),
      file: null,
    })),
    ...miscounted(head, items, root),
  ];
}

/** A clause for the person at the terminal as well. */
export function silence(region: string): string {
  return `not one call of ${region} was answered: there is no such region, or the account may not use it; correct --region and fetch again`;
}

const KNOWN = new Set(LIVE_CALLS.map(permission));

function miscounted({ calls }: SnapshotHead, items: readonly Item[], root: Place): Complaint[] {
  const here = new Map<string, number>();
  for (const { entry } of items) {
    const key = `${callName(entry)} of ${entry.Region}`;
    here.set(key, (here.get(key) ?? 0) + 1);
  }
  const at = inside(root, "calls");
  return [...calls.entries()].flatMap(([i, { call, region, answered, withdrawn, failed }]) => {
    const due = answered + withdrawn + failed;
    const found = here.get(`${call} of ${region}`) ?? 0;
    if (found === due || !KNOWN.has(call)) return [];
    const message = `${call} of ${region}: ${found} of ${due} answers are here; the file was changed after the fetch; fetch again`;
    return [{ message, place: inside(at, i), file: null }];
  });
}
