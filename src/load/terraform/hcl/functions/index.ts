// Every function by name. An unknown name is unsupported, never an error of ours.
import { message } from "../../../../words/index.ts";
import { nearest } from "../../../own/wording.ts";
import { isFault, unsupported, mergeRefs, unknownsIn, type Node } from "../values.ts";
import { CHARSET_FUNCTIONS } from "./charsets.ts";
import { COLLECTIONS } from "./collections.ts";
import { CONVERSIONS } from "./conversions.ts";
import { DATES } from "./dates.ts";
import { ENCODINGS } from "./encoding.ts";
import { FILESETS } from "./fileset.ts";
import { guarded, type CallContext, type Fn } from "./function.ts";
import { NETWORKS } from "./network.ts";
import { NUMBERS } from "./numbers.ts";
import { REGEX } from "./regex.ts";
import { TEXTS } from "./texts.ts";
import { YAML } from "./yaml.ts";

export type SpecialCall = "try" | "can" | "convert" | "templatefile" | "templatestring";

const SPECIAL: ReadonlySet<string> = new Set<SpecialCall>([
  "try",
  "can",
  "convert",
  "templatefile",
  "templatestring",
]);

const ALL: ReadonlyMap<string, Fn> = new Map(
  [
    NUMBERS,
    TEXTS,
    REGEX,
    COLLECTIONS,
    ENCODINGS,
    FILESETS,
    CHARSET_FUNCTIONS,
    YAML,
    DATES,
    NETWORKS,
    CONVERSIONS,
  ].flatMap((functions) =>
    Object.entries(functions).map(([name, fn]) => [name, guarded(fn)] as const),
  ),
);

/** These see the expression of their arguments, not only the values. */
export function isSpecial(name: string): name is SpecialCall {
  return SPECIAL.has(name);
}

/** `core::length` is `length`. */
export function callFunction(name: string, args: readonly Node[], context: CallContext): Node {
  const fn = ALL.get(name.replace(/^core::/, ""));
  if (fn) return fn(args, context);
  const fault = args.find(isFault);
  if (fault) return fault;
  const isOfProvider = name.startsWith("provider::");
  const meant = isOfProvider ? null : nearest(name, [...ALL.keys(), ...SPECIAL]);
  const refs = mergeRefs(unknownsIn(args).map((one) => one.refs));
  const why = isOfProvider
    ? message("terraform.provider-function", name)
    : meant === null
      ? message("terraform.unknown-function", name)
      : message("terraform.unknown-function-hint", name, meant);
  return { ...unsupported(why, context.place, refs), derived: true };
}
