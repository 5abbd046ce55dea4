// Values that no text may show: a place whose source hides them, and texts without them. Decides nothing about what is secret.
import type { Hidden, Place, Source } from "./place.ts";

/** As Terraform prints it. */
export const SENSITIVE = "(sensitive)";

const shown = new WeakMap<Source, Source>();
const hiddenTexts = new WeakMap<Source, Set<string>>();

export const NOTHING_HIDDEN: Hidden = new Map();

/** The place of a value that must not be shown, nor what stands there in the text. */
export function hiding(place: Place, texts: Hidden): Place {
  const hides = allHidden([place.source.hides ?? NOTHING_HIDDEN, texts]);
  const plain = shown.get(place.source) ?? place.source;
  const own = hiddenTexts.get(plain) ?? new Set();
  for (const one of texts.keys()) own.add(one);
  hiddenTexts.set(plain, own);
  const { file, text } = plain;
  // Without its syntax it is not edited.
  const source: Source = { file, text, hides, span: (path, part) => plain.span(path, part) };
  shown.set(source, plain);
  return movedTo(place, source);
}

/** What each of these hides; what is sensitive in one is so in all. */
export function allHidden(each: Iterable<Hidden>): Hidden {
  const out = new Map<string, "sensitive" | "of-file">();
  for (const one of each)
    for (const [text, why] of one) if (out.get(text) !== "sensitive") out.set(text, why);
  return out;
}

/** The same place, where its text may be shown again. */
export function showing(place: Place): Place {
  const plain = shown.get(place.source);
  return plain ? movedTo(place, plain) : place;
}

function movedTo({ parent, key, part }: Place, source: Source): Place {
  return { source, parent: parent && movedTo(parent, source), key, part };
}

/** What stands somewhere in this text and must not be shown. */
export function hiddenIn(source: Source): Iterable<string> {
  return hiddenTexts.get(shown.get(source) ?? source) ?? [];
}

export function isHidden({ source }: Place): boolean {
  return source.hides !== undefined;
}

/** The text without what these places hide, in whatever part of it is quoted or named. */
export function withoutSecrets(text: string, places: readonly (Place | null)[]): string {
  const hidden = [...new Set(places.flatMap((place) => [...(place?.source.hides?.keys() ?? [])]))]
    .map((one) => one.toLowerCase())
    .filter((one) => one !== "");
  if (hidden.length === 0) return text;
  const isPart = (piece: string) => {
    const part = piece.replace(/(?:…|\.\.\.)$/, "").toLowerCase();
    return part !== "" && hidden.some((one) => one.includes(part) || holds(part, one));
  };
  return text
    .replace(QUOTED, (quoted) => (isPart(unquoted(quoted)) ? SENSITIVE : quoted))
    .replace(TOKEN, (token) => (isPart(token) ? SENSITIVE : token));
}

const QUOTED = /"(?:[^"\\]|\\.)*"/g;
/** Numbers, addresses and whatever else is named without quotes; never a plain word. */
const TOKEN = /(?=[\w.:/#-]*\d)[\w.:/#-]{2,}(?<![.:])/g;

/** A secret of a letter or two is in every word. */
function holds(text: string, hidden: string): boolean {
  return hidden.length > 2 && text.includes(hidden);
}

function unquoted(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1);
  }
}
