// Range packs: which addresses a managed product uses, by region, with page and date. Data, not knowledge in code.
import {
  sameAddresses,
  uniteAddresses,
  type AddressRange,
  type AddressSet,
} from "../net/address.ts";

/** A published page: its address and its own date. */
export interface PublishedPage {
  readonly url: string;
  /** As printed by the page, for example `2024-11-05`; null where it prints none. */
  readonly date: string | null;
}

export interface RangePack {
  /** `api-gateway`: what `gateways[].product` names. */
  readonly product: string;
  /** `API Gateway`: how the product is called in a sentence. */
  readonly title: string;
  /** End-of-life dates (ISO), when the product is being retired. */
  readonly retirement: {
    readonly endOfSale: string | null;
    readonly endOfSupport: string | null;
    readonly shutdownFrom: string | null;
    readonly page: PublishedPage;
  } | null;
  /** Pages of the vendor that name only some of the private ranges; said beside a finding, never required less. */
  readonly alsoPublished: readonly {
    readonly private: readonly AddressRange[];
    readonly what: string;
    readonly page: PublishedPage;
  }[];
  readonly regions: ReadonlyMap<string, RegionRanges>;
  /** Whether the page says that its private ranges are those of every region; null where the pack is silent. */
  readonly privateEverywhere: boolean | null;
  /** Of a product that has the same addresses in every region: what counts where a region states none of its own. */
  readonly everywhere: RegionRanges | null;
}

/** What a pack tells of a region; null as a region where it is not known. */
export function rangesOf(pack: RangePack, region: string | null): RegionRanges | null {
  if (region === null) return pack.everywhere ?? inEveryRegion(pack);
  return pack.regions.get(region) ?? pack.everywhere;
}

/** What holds wherever it is: private ranges of which the page says so, unless a region that somebody added differs. */
function inEveryRegion({ regions, privateEverywhere }: RangePack): RegionRanges | null {
  if (privateEverywhere !== true) return null;
  const [first, ...others] = [...regions.values()].map((one) => one.private);
  if (!first) return null;
  const same = setOf(first.ranges);
  const isSame = others.every((one) => one && sameAddresses(setOf(one.ranges), same));
  return isSame ? { region: "any region", name: "any region", private: first, public: null } : null;
}

function setOf(ranges: readonly AddressRange[]): AddressSet {
  return uniteAddresses(ranges.map(({ set }) => set));
}

/** Everything that a pack tells, wherever. */
export function allRanges({ regions, everywhere }: RangePack): readonly RegionRanges[] {
  return everywhere === null ? [...regions.values()] : [...regions.values(), everywhere];
}

export interface RegionRanges {
  readonly region: string;
  readonly name: string;
  /** null = not known. */
  readonly private: {
    readonly ranges: readonly AddressRange[];
    readonly page: PublishedPage;
  } | null;
  readonly public: {
    /** Published VIPs of both columns, and those a user supplied. Never empty. */
    readonly ranges: readonly AddressRange[];
    /** Those that only matter until the planned upgrade, or that look like a vendor slip: a missing one is a warning and no fix adds it. */
    readonly soft: readonly AddressRange[];
    /** False where a column is missing or was cut off: then all known ones admitted proves nothing. */
    readonly complete: boolean;
    readonly page: PublishedPage;
  } | null;
}
