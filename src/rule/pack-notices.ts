// What range packs say of themselves: the age of the ranges that the input rests on, and products that are being retired.
import type { Inventory } from "../model/inventory.ts";
import { rangesOf, type RangePack } from "../model/ranges.ts";
import { isUnknown } from "../model/unknown.ts";
import { say } from "../words/index.ts";
import { namesText } from "../words/names.ts";
import type { LintSettings } from "./settings.ts";

/** Once a run, not once a route. */
export function packNotices(
  inventory: Inventory,
  packs: ReadonlyMap<string, RangePack>,
  { region }: LintSettings,
): string[] {
  const products = [...new Set(inventory.gateways.map((g) => g.product))].toSorted();
  return products.flatMap((product) => {
    const pack = packs.get(product);
    if (!pack) return [];
    const regions = inventory.gateways
      .filter(
        (g) => g.product === product && !isUnknown(g.instance) && g.instance.kind === "shared",
      )
      .map((g) => region ?? (isUnknown(g.region) ? "" : g.region));
    return [...rangeDates(pack, [...new Set(regions)].toSorted()), ...retirement(pack)];
  });
}

function rangeDates(pack: RangePack, regions: readonly string[]): Iterable<string> {
  const notices = regions.flatMap((id) => {
    const ranges = rangesOf(pack, id);
    const pages = [ranges?.private?.page, ranges?.public?.page].flatMap((page) => page?.date ?? []);
    const dates = [...new Set(pages)].toSorted();
    if (dates.length === 0) return [];
    return ranges === pack.everywhere
      ? [say("lint.ranges-dated", pack.title, namesText(dates))]
      : [say("lint.ranges-of-region-dated", pack.title, id, namesText(dates))];
  });
  return new Set(notices);
}

function retirement({ title, retirement: end }: RangePack): string[] {
  if (!end) return [];
  const { endOfSupport, shutdownFrom, page } = end;
  const parts = [
    ...(endOfSupport === null ? [] : [say("lint.no-support", endOfSupport)]),
    ...(shutdownFrom === null ? [] : [say("lint.shut-down", shutdownFrom)]),
  ];
  return [say("lint.retired", title, parts.join(", "), page.url)];
}
