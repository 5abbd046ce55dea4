// Range packs: the built-in ones, what the fields of one say, and one laid over the other.
// May not know what the ranges are demanded for.
import builtIn from "../../generated/ranges.json" with { type: "json" };
import type { Complaint } from "../../model/complaint.ts";
import { inside, type Place } from "../../model/place.ts";
import type { PublishedPage, RangePack, RegionRanges } from "../../model/ranges.ts";
import {
  parseCidr,
  uniteAddresses,
  type AddressRange,
  type AddressSet,
} from "../../net/address.ts";
import { intervalsOf } from "../../net/line.ts";
import { say } from "../../words/index.ts";

/** schemas/ranges.schema.json */
export interface RangesFile {
  readonly product: string;
  readonly title?: string;
  readonly retirement?: {
    readonly endOfSale?: string | null;
    readonly endOfSupport?: string | null;
    readonly shutdownFrom?: string | null;
    readonly page: PageFields;
  };
  readonly private?: readonly string[];
  readonly privateEverywhere?: boolean;
  readonly page?: PageFields;
  readonly alsoPublished?: readonly {
    readonly private: readonly string[];
    readonly what: string;
    readonly page: PageFields;
  }[];
  readonly publicVips?: readonly string[];
  /** Absent: the same addresses everywhere. */
  readonly regions?: readonly RegionFields[];
}

interface PageFields {
  readonly url: string;
  readonly date?: string | null;
}

interface RegionFields {
  readonly id: string;
  readonly name?: string;
  readonly page?: PageFields;
  readonly private?: readonly string[];
  readonly publicVips?: readonly string[];
  readonly publicVipsAfterUpgrade?: readonly string[] | null;
  readonly suspectVips?: readonly string[];
  readonly complete?: boolean;
}

let packs: ReadonlyMap<string, RangePack> | null = null;

/** The packs of this version by product. Checked by the tests, so a mistake in one is an error of ours. */
export function builtInPacks(): ReadonlyMap<string, RangePack> {
  packs ??= new Map(
    builtIn.map(({ file, value }: { file: string; value: RangesFile }) => {
      const complaints: Complaint[] = [];
      const pack = buildPack(value, { url: file, date: null }, null, complaints);
      if (complaints[0]) throw new Error(`${file}: ${complaints[0].message}`);
      return [pack.product, pack];
    }),
  );
  return packs;
}

/**
 * Lays packs over others, later ones last. A region that both have keeps what the upper one does not state;
 * new regions and products are added.
 */
export function overridePacks(
  base: ReadonlyMap<string, RangePack>,
  extra: Iterable<RangePack>,
): Map<string, RangePack> {
  const out = new Map(base);
  for (const pack of extra) {
    const lower = out.get(pack.product);
    out.set(pack.product, lower ? overridePack(lower, pack) : pack);
  }
  return out;
}

function overridePack(lower: RangePack, upper: RangePack): RangePack {
  const regions = new Map(lower.regions);
  for (const [id, region] of upper.regions)
    regions.set(id, overrideRegion(regions.get(id), region));
  return {
    product: lower.product,
    title: upper.title === upper.product ? lower.title : upper.title,
    retirement: upper.retirement ?? lower.retirement,
    alsoPublished: upper.alsoPublished.length > 0 ? upper.alsoPublished : lower.alsoPublished,
    regions,
    privateEverywhere: upper.privateEverywhere ?? lower.privateEverywhere,
    everywhere: upper.everywhere
      ? overrideRegion(lower.everywhere ?? undefined, upper.everywhere)
      : lower.everywhere,
  };
}

function overrideRegion(known: RegionRanges | undefined, upper: RegionRanges): RegionRanges {
  return {
    region: upper.region,
    name: known && upper.name === upper.region ? known.name : upper.name,
    private: upper.private ?? known?.private ?? null,
    public: upper.public ?? known?.public ?? null,
  };
}

export function buildPack(
  file: RangesFile,
  fallback: PublishedPage,
  place: Place | null,
  complaints: Complaint[],
): RangePack {
  const page = file.page ? pageOf(file.page) : fallback;
  const at = (...keys: (string | number)[]) =>
    place && keys.reduce<Place>((p, key) => inside(p, key), place);
  const shared = {
    private: readAddresses(file.private, at("private"), complaints),
    vips: readVips(file.publicVips, at("publicVips"), complaints),
  };
  const regions = new Map<string, RegionRanges>();
  for (const [i, region] of (file.regions ?? []).entries()) {
    if (regions.has(region.id))
      complaints.push(complaint(say("own.region-twice", region.id), at("regions", i, "id")));
    regions.set(region.id, buildRegion(region, { ...shared, page }, at("regions", i), complaints));
  }
  const isEmpty = !file.regions && shared.private.length + shared.vips.length === 0;
  if (isEmpty && complaints.length === 0) complaints.push(complaint(say("own.no-ranges"), place));
  return {
    product: file.product,
    title: file.title ?? file.product,
    retirement: file.retirement
      ? {
          endOfSale: file.retirement.endOfSale ?? null,
          endOfSupport: file.retirement.endOfSupport ?? null,
          shutdownFrom: file.retirement.shutdownFrom ?? null,
          page: pageOf(file.retirement.page),
        }
      : null,
    alsoPublished: (file.alsoPublished ?? []).map((also, i) => ({
      private: readAddresses(also.private, at("alsoPublished", i, "private"), complaints),
      what: also.what,
      page: pageOf(also.page),
    })),
    regions,
    privateEverywhere: file.privateEverywhere ?? null,
    everywhere: file.regions
      ? null
      : buildRegion({ id: EVERYWHERE }, { ...shared, page }, place, complaints),
  };
}

/** What a pack states above its regions, for those that state none of their own. */
interface SharedRanges {
  readonly private: readonly AddressRange[];
  readonly vips: readonly AddressRange[];
  readonly page: PublishedPage;
}

/** How listings call it. */
const EVERYWHERE = "everywhere";

function buildRegion(
  region: RegionFields,
  shared: SharedRanges,
  place: Place | null,
  complaints: Complaint[],
): RegionRanges {
  const page = region.page ? pageOf(region.page) : shared.page;
  const read = (key: "publicVips" | "publicVipsAfterUpgrade" | "suspectVips") =>
    readVips(region[key] ?? [], place && inside(place, key), complaints);
  const own = readAddresses(region.private ?? [], place && inside(place, "private"), complaints);
  const ranges = own.length > 0 ? own : shared.private;
  const [stated, upgraded, suspect] = [
    read("publicVips"),
    read("publicVipsAfterUpgrade"),
    read("suspectVips"),
  ];
  const current = stated.length > 0 ? stated : shared.vips;
  const all = unique([...current, ...upgraded]);
  const complete = region.complete !== false && region.publicVipsAfterUpgrade !== null;
  // Only a column that is known whole says that the other one is on its way out.
  const leaving = complete && upgraded.length > 0 ? without(current, upgraded) : [];
  const soft = unique([...leaving, ...suspect]);
  for (const slip of without(suspect, all))
    complaints.push(
      complaint(say("own.stray-suspect", slip.text), place && inside(place, "suspectVips")),
    );
  return {
    region: region.id,
    name: region.name ?? region.id,
    private: ranges.length > 0 ? { ranges, page: own.length > 0 ? page : shared.page } : null,
    public: all.length > 0 ? { ranges: all, soft, complete, page } : null,
  };
}

function readAddresses(
  texts: readonly string[] | undefined,
  place: Place | null,
  complaints: Complaint[],
): AddressRange[] {
  const out: AddressRange[] = [];
  for (const [i, text] of (texts ?? []).entries()) {
    const reading = parseCidr(text);
    const at = place && inside(place, i);
    if (!reading.ok) complaints.push(complaint(reading.why, at));
    else if (reading.hostBits)
      complaints.push(complaint(say("own.host-bits", text, reading.text), at));
    else if (isEndless(reading.set)) complaints.push(complaint(say("own.endless", text), at));
    else out.push({ text: reading.text, set: reading.set });
  }
  return unique(out);
}

/** As `readAddresses`, of public ones: they are no network of somebody's own, so that halves side by side are one range. */
function readVips(
  texts: readonly string[] | undefined,
  place: Place | null,
  complaints: Complaint[],
): AddressRange[] {
  const out = readAddresses(texts, place, complaints);
  if (isEndless(uniteAddresses(out.map(({ set }) => set))))
    complaints.push(complaint(say("own.endless-list"), place));
  return out;
}

/** Retired lists of products were replaced by the whole Internet: nobody is kept out by a range of this size. */
function isEndless({ v4, v6 }: AddressSet): boolean {
  return (
    intervalsOf(v4).some(([first, end]) => end - first > 2 ** 24) ||
    intervalsOf(v6).some(([first, end]) => end - first > 1n << 108n)
  );
}

function unique(ranges: readonly AddressRange[]): AddressRange[] {
  return [...new Map(ranges.map((range) => [range.text, range])).values()];
}

function without(ranges: readonly AddressRange[], others: readonly AddressRange[]): AddressRange[] {
  const texts = new Set(others.map((other) => other.text));
  return ranges.filter((range) => !texts.has(range.text));
}

function pageOf(page: PageFields): PublishedPage {
  return { url: page.url, date: page.date ?? null };
}

function complaint(message: string, place: Place | null): Complaint {
  return { message, place, file: null };
}
