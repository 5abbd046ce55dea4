// Range packs: which addresses a managed product uses, by region, with page and date. Data, not knowledge in code.
import type { AddressRange } from "../net/address.ts";

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
  /** Of a product that has the same addresses in every region: what counts where a region states none of its own. */
  readonly everywhere: RegionRanges | null;
}

/** What a pack tells of a region; null as a region where it is not known. */
export function rangesOf(pack: RangePack, region: string | null): RegionRanges | null {
  return (region === null ? null : pack.regions.get(region)) ?? pack.everywhere;
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
