// Text functions of Terraform. Texts that are only partly known stay so where a function allows it. Pure.
import { message } from "../../../../words/index.ts";
import { originOf, originsIn, pieceOf } from "../../pieces.ts";
import { joinParts } from "../interpolate.ts";
import { canonicalJson } from "./json.ts";
import {
  booleanOf,
  listNode,
  MAX_STRING,
  numberText,
  scalarNode,
  textNode,
  plainText,
  tooLarge,
  type Node,
} from "../values.ts";
import {
  argument,
  listArgument,
  numberArgument,
  open,
  refuse,
  textArgument,
  type CallContext,
  type Fn,
  type Functions,
} from "./function.ts";
import { graphemesOf } from "./graphemes.ts";
import { lowerCase, titleCase, upperCase } from "./letters.ts";
import { compile } from "./regex.ts";

/** A text made of one argument comes from where that one does. */
function changed(value: string, args: readonly Node[], { place }: CallContext): Node {
  const [arg] = args;
  const from = arg && [{ start: 0, end: value.length, place: originOf(arg) }];
  const made = textNode(value, place);
  return made.kind === "scalar" && from ? { ...made, from } : made;
}

const map =
  (change: (value: string) => string): Fn =>
  (args, context) =>
    changed(change(textArgument(args, 0, context)), args, context);

const two =
  (change: (value: string, other: string) => string): Fn =>
  (args, context) =>
    changed(change(textArgument(args, 0, context), textArgument(args, 1, context)), args, context);

const test =
  (decide: (value: string, other: string) => boolean): Fn =>
  (args, context) =>
    scalarNode(
      decide(textArgument(args, 0, context), textArgument(args, 1, context)),
      context.place,
    );

/** Letters change one by one, so that the known parts of a text can. */
const letters =
  (change: (value: string) => string): Fn =>
  (args, context) => {
    const arg = argument(args, 0, context);
    if (arg.kind !== "template") return map(change)(args, context);
    return {
      ...arg,
      parts: arg.parts.map((part) => (typeof part === "string" ? change(part) : part)),
    };
  };

export const TEXTS: Functions = {
  lower: letters(lowerCase),
  upper: letters(upperCase),
  title: map(titleCase),
  chomp: map((value) => value.replace(/[\r\n]+$/, "")),
  trimspace: map((value) => value.trim()),
  strrev: map((value) => graphemesOf(value).toReversed().join("")),
  trim: two((value, set) => trimEnd(trimStart(value, set), set)),
  trimprefix: two((value, prefix) =>
    value.startsWith(prefix) ? value.slice(prefix.length) : value,
  ),
  trimsuffix: two((value, suffix) =>
    suffix !== "" && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value,
  ),
  startswith: test((value, prefix) => value.startsWith(prefix)),
  endswith: test((value, suffix) => value.endsWith(suffix)),
  strcontains: test((value, part) => value.includes(part)),
  join: (args, context) => {
    const separator = textArgument(args, 0, context);
    const items = args.slice(1).flatMap((_, i) => listArgument(args, i + 1, context).items);
    return joinParts(
      items.flatMap((item, i) => (i === 0 ? [item] : [separator, item])),
      context.place,
    );
  },
  split: (args, context) => {
    const [separator, value] = [textArgument(args, 0, context), textArgument(args, 1, context)];
    const pieces = separator === "" ? [...value] : value.split(separator);
    const whole = { ...scalarNode(value, context.place), from: originsIn(args[1]!, value.length) };
    let at = -separator.length;
    const items = pieces.map((piece) => {
      const start = at + separator.length;
      at = start + piece.length;
      return pieceOf(whole, piece, start);
    });
    return listNode(items, context.place);
  },
  replace: (args, context) => {
    const [value, part, by] = [
      textArgument(args, 0, context),
      textArgument(args, 1, context),
      textArgument(args, 2, context),
    ];
    const pattern = /^\/([^]*)\/$/.exec(part)?.[1];
    if (pattern === undefined || part.length < 2) return replaced([value, part, by], args, context);
    const compiled = compile(pattern, value, context);
    return compiled
      ? changed(value.replace(compiled, by.replace(/\$\{(\w+)\}/g, "$$$1")), args, context)
      : open(args[1]!);
  },
  substr: (args, context) => {
    const value = [...textArgument(args, 0, context)];
    const [offset, length] = [numberArgument(args, 1, context), numberArgument(args, 2, context)];
    const start = offset < 0 ? value.length + offset : offset;
    if (start < 0) refuse(message("terraform.starts-before-text"), context);
    const cut = value.slice(start, length < 0 ? undefined : start + length).join("");
    return changed(cut, args, context);
  },
  indent: (args, context) => {
    const spaces = " ".repeat(Math.max(0, Math.min(1000, numberArgument(args, 0, context))));
    return textNode(textArgument(args, 1, context).replace(/\n/g, `\n${spaces}`), context.place);
  },
  format: (args, context) => formatted(textArgument(args, 0, context), args.slice(1), context),
  formatlist: (args, context) => {
    const values = args.slice(1);
    const lengths = values.flatMap((value) =>
      value.kind === "list" ? [value.items.length] : value.kind === "unknown" ? open(value) : [],
    );
    if (new Set(lengths).size > 1) refuse(message("terraform.uneven-lists"), context);
    const rows = Array.from({ length: lengths[0] ?? 1 }, (_, i) =>
      formatted(
        textArgument(args, 0, context),
        values.map((value) => (value.kind === "list" ? value.items[i]! : value)),
        context,
      ),
    );
    return listNode(rows, context.place);
  },
};

function replaced(
  [value, part, by]: readonly [string, string, string],
  args: readonly Node[],
  context: CallContext,
): Node {
  if (part === "") return changed(["", ...value, ""].join(by), args, context);
  const times = value.split(part).length - 1;
  if (value.length + times * by.length > MAX_STRING) return tooLarge(context.place);
  const made = value.replaceAll(part, () => by);
  return changed(made, args, context);
}

function trimStart(value: string, set: string): string {
  let at = 0;
  while (at < value.length && set.includes(value[at]!)) at++;
  return value.slice(at);
}

function trimEnd(value: string, set: string): string {
  let at = value.length;
  while (at > 0 && set.includes(value[at - 1]!)) at--;
  return value.slice(0, at);
}

const VERB = /%(?:%|([-+ 0#]*)(\d+)?(?:\.(\d+))?(?:\[(\d+)\])?([a-zA-Z]))/g;

/** The verbs of Terraform's format(): %s %q %d %v %#v %t %b %o %x %X %e %f %g, with width and precision. */
function formatted(template: string, values: readonly Node[], context: CallContext): Node {
  const pieces: (string | Node)[] = [];
  let at = 0;
  let next = 0;
  for (const match of template.matchAll(VERB)) {
    pieces.push(template.slice(at, match.index));
    at = match.index + match[0].length;
    const [all, flags = "", width, precision, index, verb = "v"] = match;
    if (all === "%%") {
      pieces.push("%");
      continue;
    }
    if (index !== undefined) next = Number(index) - 1;
    const value = values[next++] ?? refuse(message("terraform.fewer-values"), context);
    const spec = {
      flags,
      width: Number(width ?? 0),
      precision: precision === undefined ? null : Number(precision),
      verb,
    };
    if (isPlain(spec) && isOpen(value)) pieces.push(value);
    else pieces.push(changed(pad(written(value, spec, context), spec), [value], context));
  }
  if (next < values.length && !template.includes("["))
    refuse(message("terraform.more-values"), context);
  return joinParts([...pieces, template.slice(at)], context.place);
}

interface Spec {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | null;
  readonly verb: string;
}

function isPlain({ flags, width, precision, verb }: Spec): boolean {
  return flags === "" && width === 0 && precision === null && /[svd]/.test(verb);
}

function isOpen(value: Node): boolean {
  return value.kind === "unknown" || value.kind === "template";
}

function pad(value: string, { flags, width, verb }: Spec): string {
  const wanted = Math.min(width, 1000);
  if (flags.includes("-")) return value.padEnd(wanted);
  if (!flags.includes("0") || /[svqt]/.test(verb)) return value.padStart(wanted);
  const [, sign = "", digits = value] = /^([-+]?)([^]*)$/.exec(value) ?? [];
  return sign + digits.padStart(wanted - sign.length, "0");
}

function written(value: Node, spec: Spec, context: CallContext): string {
  if (isOpen(value)) return open(value);
  if (spec.verb === "v") return anyText(value, spec, context);
  if (spec.verb === "t")
    return String(booleanOf(value) ?? refuse(message("terraform.format-no-bool"), context));
  if (spec.verb === "s" || spec.verb === "q") {
    const known =
      plainText(value) ?? refuse(message("terraform.format-no-text", spec.verb), context);
    const cut = spec.precision === null ? known : [...known].slice(0, spec.precision).join("");
    return spec.verb === "q" ? JSON.stringify(cut) : cut;
  }
  return numberWritten(numberArgument([value], 0, context), spec, context);
}

function anyText(value: Node, { flags }: Spec, context: CallContext): string {
  if (value.kind !== "scalar" || flags.includes("#")) return canonicalJson(value) ?? open(value);
  return value.value === null
    ? "null"
    : (plainText(value) ?? refuse(message("terraform.value-no-text"), context));
}

function numberWritten(
  value: number,
  { flags, precision, verb }: Spec,
  context: CallContext,
): string {
  const sign =
    flags.includes("+") && value >= 0 ? "+" : flags.includes(" ") && value >= 0 ? " " : "";
  const digits = Math.min(precision ?? 6, 100);
  switch (verb) {
    case "d":
      return sign + numberText(Math.trunc(value));
    case "b":
      return sign + Math.trunc(value).toString(2);
    case "o":
      return sign + Math.trunc(value).toString(8);
    case "x":
      return sign + Math.trunc(value).toString(16);
    case "X":
      return sign + Math.trunc(value).toString(16).toUpperCase();
    case "f":
      return sign + value.toFixed(digits);
    case "e":
      return sign + value.toExponential(digits).replace(/e([+-])(\d)$/, "e$10$2");
    case "g":
      return (
        sign +
        (precision === null
          ? numberText(value)
          : String(Number(value.toPrecision(Math.max(1, digits)))))
      );
    default:
      return refuse(message("terraform.unknown-verb", verb), context);
  }
}
