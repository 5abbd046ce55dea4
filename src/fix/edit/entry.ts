// What one list of policies or entries shall become, in words of the definitions; how it looks is not said here.
import type { Place, Source } from "../../model/place.ts";

/** One key of a new policy with its value. */
export interface Field {
  readonly key: string;
  readonly value: string | number;
}

/** Keys in the order in which they are written where no neighbour shows another. */
export type NewEntry = readonly Field[];

/** Indexes are those of the text. */
export interface ListChange {
  /** New entries by the index before which they go; the list's length = at its end. */
  readonly inserts: ReadonlyMap<number, readonly NewEntry[]>;
  readonly removes: ReadonlySet<number>;
  /** New text of a source or destination. */
  readonly sources: ReadonlyMap<number, Field>;
}

/** A list in the text, and what stands around it. */
export interface ListTarget {
  readonly source: Source;
  readonly language: "yaml" | "json";
  /** The group or ACL that holds the list. */
  readonly owner: Place;
  readonly key: "ingress" | "egress";
  /** In the order of the text. */
  readonly items: readonly Place[];
  /** Entries of other lists of the same file, the nearest first: models of style. */
  readonly neighbours: readonly Place[];
}

export interface Withheld {
  /** A clause without a period: `the list is written for several groups at once`. */
  readonly withheld: string;
}

export function isWithheld<T extends object>(result: T | Withheld): result is Withheld {
  return "withheld" in result;
}
