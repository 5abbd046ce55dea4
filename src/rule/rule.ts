// A rule as data: what it speaks of, what it demands. Parsed from YAML; holds no state and no code.
import type { AddressRange } from "../net/address.ts";
import type { SourceName } from "../model/demands.ts";
import type { RuleInfo } from "../model/finding.ts";
import type { Selector } from "./vocabulary.ts";

export type RequiredSource =
  | { readonly kind: "name"; readonly name: SourceName }
  | { readonly kind: "addresses"; readonly range: AddressRange };

/** `V`: what the file says under the word of its kind. */
export interface RuleOf<V> {
  readonly info: RuleInfo;
  readonly applies: Selector;
  /** The word in the file: a name of the table of kinds. */
  readonly kind: string;
  readonly value: V;
  /** It speaks of declared paths; else of APIs. */
  readonly ofPaths: boolean;
  /** Who must be admitted where it applies, beside those of the 504 table; it reports their refusals. */
  readonly asks: readonly RequiredSource[];
}

export type Rule = RuleOf<unknown>;

/** What is wrong with a rule file, and at which path. */
export interface RuleMistake {
  readonly message: string;
  readonly path: readonly (string | number)[];
}
