// Where the header of a snapshot and its answers contradict each other: somebody edited it, or cut it. What is missing
// then may not look like what is not there.
import type { Complaint } from "../../../model/complaint.ts";
import { key } from "../../../model/key.ts";
import { inside, type Place } from "../../../model/place.ts";
import { say } from "../../../words/index.ts";
import { LIVE_CALLS, permission } from "../../vendor/calls.ts";
import { callName } from "../snapshot/entry.ts";
import type { Item } from "./failures.ts";
import { silentRegions, type SnapshotHead } from "../snapshot/head.ts";

export function contradictions(
  head: SnapshotHead,
  items: readonly Item[],
  root: Place,
): Complaint[] {
  const { regions } = head;
  const at = (name: string, message: string): Complaint => ({
    message,
    place: inside(root, name),
    file: null,
  });
  const foreign = items.filter(({ entry }) => !regions.includes(entry.Region));
  return [
    ...(regions.length === 0 ? [at("regions", say("fetch.no-regions"))] : []),
    ...silentRegions(head).map((region) => at("regions", say("fetch.silent-region", region))),
    ...foreign.slice(0, 1).map(({ entry, place }) => ({
      message: say("fetch.foreign-region", entry.Region, foreign.length, ...regions),
      place: inside(place, "Region"),
      file: null,
    })),
    ...miscounted(head, items, root),
  ];
}

const KNOWN = new Set(LIVE_CALLS.map(permission));

function miscounted({ calls }: SnapshotHead, items: readonly Item[], root: Place): Complaint[] {
  const here = new Map<string, number>();
  for (const { entry } of items) {
    const name = key`${callName(entry)} of ${entry.Region}`;
    here.set(name, (here.get(name) ?? 0) + 1);
  }
  const at = inside(root, "calls");
  return [...calls.entries()].flatMap(([i, { call, region, answered, withdrawn, failed }]) => {
    const due = answered + withdrawn + failed;
    const found = here.get(key`${call} of ${region}`) ?? 0;
    if (found === due || !KNOWN.has(call)) return [];
    const message = say("fetch.miscounted", call, region, found, due);
    return [{ message, place: inside(at, i), file: null }];
  });
}
