// Keys of maps and caches, made of several values: two keys are equal only where all values are. Ids come from the
// input and may hold any character, so that plain joining would let two questions share one answer.

/** Text of our own, such as a noun, that stands in a key as it is. */
export interface Own {
  readonly own: string;
}

export type KeyPart = string | number | boolean | null | undefined | Own;

/**
 * key`${protocol}/${port} ${resource}`. Between two values the template must hold white space, a comma or a bar: just
 * these are escaped inside of a value, as is the backslash. Ordinary ids stay as they are.
 */
export function key(template: TemplateStringsArray, ...parts: KeyPart[]): string {
  return template.reduce((text, literal, i) => text + shielded(parts[i - 1]!) + literal);
}

/** Any number of values as one. */
export function listKey(parts: readonly KeyPart[]): string {
  return parts.map((part) => `${shielded(part)},`).join("");
}

/** As `listKey`, for ids of findings: no comma at the end, so that [] and [""] are one. */
export function commaKey(parts: readonly string[]): string {
  return parts.map(shielded).join(",");
}

/** Values that are text with blanks and commas as one: only a line end is escaped, and what looks like an escape. */
export function lineKey(parts: readonly string[]): string {
  return parts.map((part) => part.replace(/\n|\\(?=[\da-f]+;)/g, escaped)).join("\n");
}

function shielded(part: KeyPart): string {
  if (part === null || part === undefined) return "\\0";
  if (typeof part === "object") return part.own;
  return typeof part === "string" ? part.replace(SEPARATORS, escaped) : String(part);
}

const SEPARATORS = /[\\,|\s]/g;

function escaped(character: string): string {
  return `\\${character.charCodeAt(0).toString(16)};`;
}
