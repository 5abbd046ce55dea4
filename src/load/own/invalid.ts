// Errors of a schema validator -> complaints in our words at their places. One mistake is one complaint: what
// follows from another error, or only says that a branch failed, is left out.
import type { ErrorObject } from "ajv";
import type { Complaint } from "../../model/complaint.ts";
import { inside, type Place } from "../../model/place.ts";
import { MAX_COMPLAINTS } from "../text/limits.ts";
import { describe, nearest, oneOf, quote } from "./wording.ts";

/** The checked value, where it stands, and words that people write for ours (`cidr` for `source`). */
export interface Checked {
  readonly value: unknown;
  readonly root: Place;
  readonly synonyms?: ReadonlyMap<string, readonly string[]>;
}

const FOLLOWS_FROM_OTHERS = new Set(["if", "oneOf", "anyOf", "allOf", "not"]);

/** Expects the errors of a validator with `allErrors` and `verbose`. */
export function invalid(errors: readonly ErrorObject[], checked: Checked): Complaint[] {
  const own = errors.filter(({ keyword }) => !FOLLOWS_FROM_OTHERS.has(keyword));
  const { misspelt } = strangeKeys(own, checked);
  const seen = new Set<string>();
  const out: Complaint[] = [];
  for (const error of own) {
    const key = `${error.instancePath} ${error.keyword} ${JSON.stringify(error.params)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (
      error.keyword === "required" &&
      misspelt.has(`${error.instancePath}/${String(error.params["missingProperty"])}`)
    )
      continue;
    if (out.length === MAX_COMPLAINTS)
      return [...out, more(own.length - MAX_COMPLAINTS, checked.root)];
    out.push(complaintOf(error, checked));
  }
  return out;
}

/** Unknown keys, by JSON pointers. */
export interface StrangeKeys {
  /** Mappings that hold one. */
  readonly owners: ReadonlySet<string>;
  /** The key that one was meant to be, which is not missing then -> the key as written. */
  readonly misspelt: ReadonlyMap<string, string>;
}

export function strangeKeys(errors: readonly ErrorObject[], checked: Checked): StrangeKeys {
  const owners = new Set<string>();
  const misspelt = new Map<string, string>();
  for (const error of errors) {
    if (error.keyword !== "additionalProperties") continue;
    owners.add(error.instancePath);
    const meant = meantKey(error, checked);
    if (meant !== null)
      misspelt.set(`${error.instancePath}/${meant}`, String(error.params["additionalProperty"]));
  }
  return { owners, misspelt };
}

function complaintOf(error: ErrorObject, checked: Checked): Complaint {
  const place = placeOf(error.instancePath, checked);
  const at = (message: string, where: Place = place): Complaint => ({
    message,
    place: where,
    file: null,
  });
  const key = String(error.params["additionalProperty"] ?? "");
  switch (error.keyword) {
    case "additionalProperties":
      return at(unknownKey(error, key, checked), inside(place, key, "key"));
    case "required":
      return at(`${nounOf(error)} has no key "${error.params["missingProperty"]}"; add it`);
    case "discriminator":
      return discriminated(error, place, at);
    case "type":
      return at(wrongType(error, place));
    case "enum":
      return at(
        wrongWord(
          error.data,
          nameOf(place),
          (error.schema as unknown[]).map(String),
          titleOf(error),
        ),
      );
    case "const":
      return at(wrongWord(error.data, nameOf(place), [String(error.schema)]));
    case "minLength":
      return at(`${nameOf(place)} is empty; expected text`);
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
      return at(`${nameOf(place)} is ${String(error.data)}; expected ${boundsOf(error)}`);
    default:
      return at(`${nameOf(place)} ${error.message ?? "is not valid"}`);
  }
}

function unknownKey(error: ErrorObject, key: string, checked: Checked): string {
  const allowed = allowedKeys(error);
  if (/^\d+(-\d+)?$/.test(key) && allowed.includes("port"))
    return `unknown key ${quote(key)}; inside { } a list of ports needs quotes: port: "80,443"`;
  const meant = meantKey(error, checked) ?? nearest(key, allowed);
  return `unknown key ${quote(key)}; ${meant === null ? `expected ${oneOf(allowed)}` : `did you mean "${meant}"?`}`;
}

/** The allowed key that an unknown one was meant to be: one that is not there yet. */
function meantKey(error: ErrorObject, { synonyms }: Checked): string | null {
  const key = String(error.params["additionalProperty"]);
  const free = allowedKeys(error).filter((name) => !Object.hasOwn(error.data as object, name));
  const synonym = synonyms?.get(key.toLowerCase())?.find((word) => free.includes(word));
  return synonym ?? nearest(key, free);
}

function allowedKeys(error: ErrorObject): string[] {
  return Object.keys((error.parentSchema?.["properties"] ?? {}) as object).filter(
    (key) => key !== "$schema",
  );
}

function discriminated(
  error: ErrorObject,
  place: Place,
  at: (message: string, where?: Place) => Complaint,
): Complaint {
  const tag = String(error.params["tag"]);
  const value: unknown = error.params["tagValue"];
  const words = tagWords(error, tag);
  if (value === undefined)
    return at(`${nounOf(error)} has no key "${tag}"; expected ${oneOf(words)}`);
  return at(wrongWord(value, `"${tag}"`, words), inside(place, tag));
}

interface TagBranch {
  readonly properties: Record<
    string,
    { readonly const?: string; readonly enum?: readonly string[] }
  >;
}

function tagWords(error: ErrorObject, tag: string): string[] {
  const branches = (error.parentSchema?.["oneOf"] ?? []) as readonly TagBranch[];
  return branches.flatMap(({ properties }) => {
    const schema = properties[tag];
    return schema?.enum ?? (schema?.const === undefined ? [] : [schema.const]);
  });
}

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping of keys",
};

function wrongType(error: ErrorObject, place: Place): string {
  const types = [error.schema as string | readonly string[]].flat();
  const expected = oneOf(types.map((type) => TYPES[type] ?? type));
  const what = `${nameOf(place)} must be ${expected}, found ${describe(error.data)}`;
  const [data] = [error.data as unknown];
  if (types.includes("string") && ["number", "boolean"].includes(typeof data))
    return `${what}; put it in quotes`;
  if (typeof data === "string" && fitsWithoutQuotes(data, types))
    return `${what}; remove the quotes`;
  return data === null && types.includes("array") ? `${what}; write [] for an empty list` : what;
}

function fitsWithoutQuotes(text: string, types: readonly string[]): boolean {
  const number = types.includes("integer") || types.includes("number");
  return (
    (number && /^\d+$/.test(text)) || (types.includes("boolean") && /^(true|false)$/.test(text))
  );
}

function wrongWord(
  value: unknown,
  name: string,
  words: readonly string[],
  expected: string | null = null,
): string {
  const near = typeof value === "string" ? nearest(value, words) : null;
  const hint = near !== null && words.length > 1 ? `; did you mean ${near}?` : "";
  const found =
    typeof value === "string" ? quote(value) : typeof value === "number" ? value : describe(value);
  return `${name} is ${found}, expected ${expected ?? oneOf(words)}${hint}`;
}

function boundsOf(error: ErrorObject): string {
  const { minimum, maximum, exclusiveMinimum } = (error.parentSchema ?? {}) as Record<
    string,
    number | undefined
  >;
  if (exclusiveMinimum !== undefined) return `more than ${exclusiveMinimum}`;
  return maximum === undefined ? `${minimum} or more` : `${minimum} to ${maximum}`;
}

function titleOf(error: ErrorObject): string | null {
  const title: unknown = error.parentSchema?.["title"];
  return typeof title === "string" ? title : null;
}

function nounOf(error: ErrorObject): string {
  return `this ${titleOf(error) ?? "mapping"}`;
}

/** `"port"`, or for an element of a list `element 2 of "ingress"` (from 0, as policies are counted). */
function nameOf(place: Place): string {
  if (place.key === null) return "the file";
  if (typeof place.key === "string") return quote(place.key);
  return place.parent?.key === null || !place.parent
    ? `element ${place.key}`
    : `element ${place.key} of ${nameOf(place.parent)}`;
}

/** A JSON pointer as a place: digits are an index only where a list stands. */
function placeOf(pointer: string, { value, root }: Checked): Place {
  let place = root;
  let at: unknown = value;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    place = inside(place, Array.isArray(at) ? Number(key) : key);
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined;
  }
  return place;
}

function more(count: number, root: Place): Complaint {
  return { message: `there are ${count} more mistakes in this file`, place: root, file: null };
}
