// Who must be admitted: sources by name, resolved, with everything a reader wants to know of them.
import type { AddressRange, AddressSet } from "../net/address.ts";
import type { PortProtocol } from "../net/service.ts";
import type { PublishedPage } from "./ranges.ts";
import type { Fact } from "./unknown.ts";

export interface Sources {
  /** Stable: equal keys are equal sources. */
  readonly key: string;
  /** Subject of a sentence: `gateway`, `clients`, `100.127.0.0/16`. */
  readonly subject: string;
  /** What the ranges are called when counted: `gateway ranges`, `gateway VIPs`, `client ranges`. */
  readonly unit: string;
  /** Each as declared or published; none lies wholly in another. */
  readonly declared: readonly AddressRange[];
  /** Their union. */
  readonly known: AddressSet;
  /** Set where all of them together have one name, and nobody counts them. */
  readonly whole: OneName | null;
  /** Set where more is demanded than is known: some addresses within these bounds. */
  readonly open: Open | null;
  /** Part of `known` whose refusal is a warning, and which no fix adds. */
  readonly soft: AddressSet;
  /** Addresses of the vendor, so none of them is inside a subnet of the user's. */
  readonly vendor: boolean;
  /** `API Gateway ap-guangzhou` and the page that publishes the ranges. */
  readonly origin: { readonly title: string; readonly page: PublishedPage } | null;
  /** Older pages that name less; each a full clause. */
  readonly contradictions: readonly { readonly ranges: AddressSet; readonly text: string }[];
}

export interface OneName {
  /** `the whole Internet` */
  readonly name: string;
  /** How a policy says it, as no list of the ranges would be kept: also what is no part of the demand. */
  readonly written: readonly AddressRange[];
}

export interface Open {
  readonly within: AddressSet;
  readonly facts: readonly Fact[];
}

export interface Demand {
  readonly sources: Sources;
  readonly protocol: PortProtocol;
  readonly port: number;
}
