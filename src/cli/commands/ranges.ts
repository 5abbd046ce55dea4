// `sglint ranges`: which addresses the gateways use, from which page, how old it is and what is not known.
import { builtInPacks, overridePacks } from "../../load/own/ranges.ts";
import {
  allRanges,
  rangesOf,
  type PublishedPage,
  type RangePack,
  type RegionRanges,
} from "../../model/ranges.ts";
import type { AddressRange } from "../../net/address.ts";
import { findConfig } from "../input/config.ts";
import { EXIT, UsageError, type ExitCode } from "../exit.ts";
import { print } from "../output.ts";
import { didYouMean } from "../suggest.ts";
import { fields, table } from "../table.ts";

/** All packs, or one region of each; the config's own ranges are laid over the built-in ones. */
export async function showRanges(region: string | null, json: boolean): Promise<ExitCode> {
  const packs = [...overridePacks(builtInPacks(), (await findConfig())?.packs ?? []).values()];
  if (region !== null) known(region, packs);
  if (json)
    print(
      `${JSON.stringify({ schemaVersion: 1, packs: packs.map((pack) => plain(pack, region)) }, null, 2)}\n`,
    );
  else print(`${packs.map((pack) => described(pack, region)).join("\n\n")}\n`);
  return EXIT.clean;
}

function known(region: string, packs: readonly RangePack[]): void {
  const regions = new Set(packs.flatMap((pack) => [...pack.regions.keys()]));
  if (regions.has(region)) return;
  const hint = didYouMean(region, regions) || '; "sglint ranges" lists the known ones';
  throw new UsageError(`no range pack knows the region "${region}"${hint}`);
}

function described(pack: RangePack, region: string | null): string {
  const head = fields([["product", `${pack.title} (${pack.product})`], ...lifetime(pack)]);
  if (region === null) return `${head}\n\n${overview(pack)}`;
  const one = rangesOf(pack, region);
  return `${head}\n${one ? detail(pack, one) : fields([["region", `${region}: not known`]])}`;
}

function lifetime({ retirement }: RangePack): [string, string][] {
  if (retirement === null) return [];
  const { endOfSale, endOfSupport, shutdownFrom, page } = retirement;
  const dates = [
    endOfSale && `sale ended ${endOfSale}`,
    endOfSupport && `support ended ${endOfSupport}`,
    shutdownFrom && `shut down in batches from ${shutdownFrom}`,
  ].filter((date) => date !== null);
  return [["retirement", `${dates.join(", ")}\n${cited(page)}`]];
}

function overview(pack: RangePack): string {
  const rows = allRanges(pack).map((region) => [
    region.region,
    region.name,
    region.private ? region.private.ranges.map(text).join(" ") : "unknown",
    region.public
      ? `${region.public.ranges.length}${region.public.complete ? "" : " (incomplete)"}`
      : "unknown",
    aged((region.public ?? region.private)?.page ?? null),
  ]);
  return table([["REGION", "NAME", "PRIVATE RANGES", "PUBLIC VIPS", "PUBLISHED"], ...rows]);
}

function detail(pack: RangePack, region: RegionRanges): string {
  const { private: inner, public: outer } = region;
  const rows: [string, string][] = [
    ["region", `${region.name} (${region.region})`],
    ["private ranges", inner ? lines(inner.ranges, inner.page) : "unknown"],
    ...pack.alsoPublished.map((also): [string, string] => [
      "also published",
      `${also.private.map(text).join(" ")}\nfor ${also.what}\n${cited(also.page)}`,
    ]),
    ["public VIPs", outer ? lines(outer.ranges, outer.page) : "unknown"],
  ];
  if (outer && outer.soft.length > 0)
    rows.push([
      "warning only",
      `${outer.soft.map(text).join("\n")}\nleaving with an upgrade, or perhaps a slip of the page`,
    ]);
  if (!outer?.complete)
    rows.push([
      "complete",
      "no: the published list is not whole; supply the rest under ranges: in sglint.yaml",
    ]);
  else rows.push(["complete", "yes"]);
  return fields(rows);
}

function lines(ranges: readonly AddressRange[], page: PublishedPage): string {
  return [...ranges.map(text), cited(page)].join("\n");
}

function cited(page: PublishedPage): string {
  return `${page.url}${page.date === null ? "" : `, ${aged(page)}`}`;
}

/** `2024-11-05 (24 months ago)` */
function aged(page: PublishedPage | null): string {
  if (page?.date === null || page === null) return "no date";
  const published = Date.parse(page.date);
  if (Number.isNaN(published)) return page.date;
  const months = Math.max(0, Math.floor((Date.now() - published) / (30.44 * 24 * 3600 * 1000)));
  return `${page.date} (${months === 1 ? "1 month" : `${months} months`} ago)`;
}

function text(range: AddressRange): string {
  return range.text;
}

function plain(pack: RangePack, wanted: string | null): unknown {
  const one = wanted === null ? null : rangesOf(pack, wanted);
  const regions = wanted === null ? allRanges(pack) : one ? [one] : [];
  return {
    product: pack.product,
    title: pack.title,
    retirement: pack.retirement,
    alsoPublished: pack.alsoPublished.map((also) => ({ ...also, private: also.private.map(text) })),
    regions: regions.map((region) => ({
      ...region,
      private: region.private && { ...region.private, ranges: region.private.ranges.map(text) },
      public: region.public && {
        ...region.public,
        ranges: region.public.ranges.map(text),
        soft: region.public.soft.map(text),
      },
    })),
  };
}
