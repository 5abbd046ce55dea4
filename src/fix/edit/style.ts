// How new policies are written: like their neighbours. Order of keys, quotes, spaces, one line or several.
import { spanOf, type Place } from "../../model/place.ts";
import type { ListTarget, NewEntry } from "./entry.ts";
import { fieldsOf, quoteOf, type FieldSpan } from "./field.ts";
import { beginsLine, indentOf } from "./text.ts";

export interface EntryStyle {
  /** `{ a: 1 }` on one line, or on several, or as a block mapping. */
  readonly layout: "line" | "lines" | "block";
  readonly language: ListTarget["language"];
  readonly order: readonly string[];
  readonly keyQuote: string;
  /** Quote of a key's value; "" = plain where the language allows it. */
  readonly quotes: ReadonlyMap<string, string>;
  readonly colon: string;
  readonly comma: string;
  /** Between a brace and what is in it. */
  readonly pad: string;
  /** What the keys of `lines` are indented by. */
  readonly unit: string;
  readonly lowerProtocol: boolean;
}

/** `nearest` first; the first decides the layout, and of each key the first that has it decides how it is quoted. */
export function styleFor(
  target: ListTarget,
  nearest: readonly Place[],
  keys: readonly string[],
): EntryStyle {
  const { language } = target;
  const { text } = target.source;
  const models = [...nearest, ...target.neighbours]
    .slice(0, MOST_MODELS)
    .map((place) => ({ place, fields: fieldsOf(place) }));
  const [first] = models;
  const quotes = new Map<string, string>();
  for (const { fields } of models)
    for (const [key, { value }] of fields)
      if (!quotes.has(key)) quotes.set(key, quoteOf(text.slice(value.start, value.end)));
  const richest = models.toSorted((a, b) => held(b.fields, keys) - held(a.fields, keys))[0];
  const protocol = models
    .map(({ fields }) => fields.get("protocol"))
    .find((field) => field !== undefined);
  const marks = first ? marksOf(text, first.place, first.fields) : {};
  return {
    layout: "line",
    language,
    order: [...(richest?.fields.keys() ?? [])],
    keyQuote: language === "json" ? '"' : "",
    quotes,
    colon: ": ",
    comma: ", ",
    pad: " ",
    unit: "  ",
    lowerProtocol: protocol !== undefined && /^["']?[a-z]/.test(text.slice(protocol.value.start)),
    ...marks,
  };
}

/** More models than this say nothing new. */
const MOST_MODELS = 30;

function held(fields: ReadonlyMap<string, FieldSpan>, keys: readonly string[]): number {
  return keys.filter((key) => fields.has(key)).length;
}

type Marks = Partial<Pick<EntryStyle, "layout" | "keyQuote" | "colon" | "comma" | "pad" | "unit">>;

function marksOf(text: string, place: Place, fields: ReadonlyMap<string, FieldSpan>): Marks {
  const { start, end } = spanOf(place);
  const [first, second] = [...fields.values()];
  if (!first) return {};
  const keyQuote = quoteOf(text.slice(first.key.start));
  const between = text.slice(first.key.end, first.value.start);
  const colon = /^ ?: *$/.test(between) ? between.replace(/ +$/, " ") : ": ";
  if (text[start] !== "{") return { layout: "block", keyQuote, colon };
  if (text.slice(start, end).includes("\n") && beginsLine(text, first.key.start))
    return {
      layout: "lines",
      keyQuote,
      colon,
      unit: unitOf(text, beginsLine(text, end - 1) ? end - 1 : start, first.key.start),
    };
  const gap = second ? text.slice(first.value.end, second.key.start) : ", ";
  return {
    layout: "line",
    keyQuote,
    colon,
    comma: /^,\S?$/.test(gap) ? "," : ", ",
    pad: /^\{\s/.test(text.slice(start)) ? " " : "",
  };
}

function unitOf(text: string, brace: number, key: number): string {
  const [outer, inner] = [indentOf(text, brace), indentOf(text, key)];
  return inner.startsWith(outer) && inner.length > outer.length ? inner.slice(outer.length) : "  ";
}

/** The entry from its first sign on; lines below the first are indented by `indent`. */
export function render(
  style: EntryStyle,
  entry: NewEntry,
  indent: string,
  newline: string,
): string {
  const fields = ordered(entry, style.order).map(({ key, value }) => {
    const text = key === "protocol" && style.lowerProtocol ? String(value).toLowerCase() : value;
    return `${style.keyQuote}${key}${style.keyQuote}${style.colon}${writtenScalar(style, key, text)}`;
  });
  if (style.layout === "block") return fields.join(`${newline}${indent}`);
  if (style.layout === "line") return `{${style.pad}${fields.join(style.comma)}${style.pad}}`;
  const inner = `${newline}${indent}${style.unit}`;
  return `{${inner}${fields.join(`,${inner}`)}${newline}${indent}}`;
}

/** In the neighbour's order; a key it lacks stands behind the one it usually follows. */
function ordered(entry: NewEntry, order: readonly string[]): NewEntry {
  const out = order.flatMap((key) => entry.find((field) => field.key === key) ?? []);
  for (const [i, field] of entry.entries()) {
    if (out.includes(field)) continue;
    const before = entry.slice(0, i).findLast((one) => out.includes(one));
    out.splice(before ? out.indexOf(before) + 1 : 0, 0, field);
  }
  return out;
}

/** A value as YAML or JSON text, quoted as its neighbours are where that keeps its meaning. */
export function writtenScalar(
  style: Pick<EntryStyle, "language" | "quotes">,
  key: string,
  value: string | number,
): string {
  if (typeof value === "number") return String(value);
  // Who quotes a word quotes everything.
  const usual = style.quotes.get("action") || (/[pP]ort$/.test(key) ? '"' : "");
  const quote = style.quotes.get(key) ?? usual;
  const mayBePlain = style.language === "json" ? /^(?:0|[1-9]\d*)$/ : PLAIN;
  if (quote === "" && mayBePlain.test(value)) return value;
  return quote === "'" ? `'${value}'` : JSON.stringify(value);
}

/** Addresses, ports, ids and words: no sign in it means anything to YAML. */
const PLAIN = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[A-Za-z0-9](?:[\w./:-]*[A-Za-z0-9])?$/i;
