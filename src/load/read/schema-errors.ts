// Errors of a schema validator -> complaints in our words at their places, for every input that has a schema. One mistake
// is one complaint: what follows from another error, or only says that a branch failed, is left out.
import type { ErrorObject } from "ajv";
import type { Complaint } from "../../model/complaint.ts";
import { key as keyOf } from "../../model/key.ts";
import { inside, pathOf, type Place } from "../../model/place.ts";
import { say } from "../../words/index.ts";
import { describe, nearest, oneOf, quote } from "../own/wording.ts";
import { MAX_COMPLAINTS } from "../text/limits.ts";
import { isList, isRecord } from "./plain.ts";

/** The checked value, where it stands, and words that people write for ours (`cidr` for `source`). */
export interface Checked {
  readonly value: unknown;
  readonly root: Place;
  readonly synonyms?: ReadonlyMap<string, readonly string[]>;
}

/** Unknown keys, by JSON pointers. */
export interface StrangeKeys {
  /** Mappings that hold one. */
  readonly owners: ReadonlySet<string>;
  /** The key that one was meant to be, which is not missing then -> the key as written. */
  readonly misspelt: ReadonlyMap<string, string>;
}

/** Made with `allErrors` and `verbose`. */
export interface Validator {
  (value: unknown): boolean;
  errors?: ErrorObject[] | null;
}

/** `complaints` is empty where the value fits the schema. */
export function checkedBy(
  validate: Validator,
  checked: Checked,
): { readonly complaints: readonly Complaint[]; readonly strange: StrangeKeys } {
  const all = validate(checked.value) ? [] : (validate.errors ?? []);
  const counted = new Set(
    all.filter(({ keyword }) => NUMBER_OF_KEYS.has(keyword)).map((error) => error.instancePath),
  );
  const errors = all.filter(
    ({ keyword, instancePath }) =>
      !FOLLOWS_FROM_OTHERS.has(keyword) &&
      !(keyword === "additionalProperties" && counted.has(instancePath)),
  );
  const strange = strangeKeys(errors, checked);
  return { complaints: complaintsOf(errors, strange, checked), strange };
}

/** One of some keys was asked for: which ones there are says it all. */
const NUMBER_OF_KEYS = new Set(["maxProperties", "minProperties"]);
const FOLLOWS_FROM_OTHERS = new Set(["if", "oneOf", "anyOf", "allOf", "not"]);

function complaintsOf(
  errors: readonly ErrorObject[],
  { misspelt }: StrangeKeys,
  checked: Checked,
): Complaint[] {
  const seen = new Set<string>();
  const out: Complaint[] = [];
  for (const error of errors) {
    const { instancePath: at, keyword, params } = error;
    const key = keyOf`${at} ${keyword} ${JSON.stringify(params)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (keyword === "required" && misspelt.has(below(at, String(params["missingProperty"]))))
      continue;
    if (out.length === MAX_COMPLAINTS) {
      const text = say("read.more-mistakes", errors.length - MAX_COMPLAINTS);
      return [...out, { message: text, place: checked.root, file: null }];
    }
    out.push({ ...complaintOf(error, checked), file: null });
  }
  return out;
}

function strangeKeys(errors: readonly ErrorObject[], checked: Checked): StrangeKeys {
  const owners = new Set<string>();
  const misspelt = new Map<string, string>();
  for (const error of errors) {
    if (error.keyword !== "additionalProperties") continue;
    owners.add(error.instancePath);
    const meant = meantKey(error, checked);
    if (meant !== null)
      misspelt.set(below(error.instancePath, meant), String(error.params["additionalProperty"]));
  }
  return { owners, misspelt };
}

interface Wrong {
  readonly message: string;
  readonly place: Place;
}

function complaintOf(error: ErrorObject, checked: Checked): Wrong {
  const place = placeOf(error.instancePath, checked);
  const name = nameOf(place);
  const at = (text: string): Wrong => ({ message: text, place });
  switch (error.keyword) {
    case "additionalProperties":
      return unknownKey(error, place, checked);
    case "required": {
      const missing = String(error.params["missingProperty"]);
      return at(say("read.key-missing", nounOf(error), missing));
    }
    case "discriminator":
      return discriminated(error, place);
    case "type":
      return at(wrongType(error, name));
    case "enum":
      return at(wrongWord(error.data, name, namesIn(error.schema), titleOf(error)));
    case "const":
      return at(wrongWord(error.data, name, [String(error.schema)]));
    case "maxProperties":
    case "minProperties":
      return at(wrongNumberOfKeys(error, name));
    case "minLength":
      return at(say("read.empty", name));
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
      return at(say("read.out-of-bounds", name, String(error.data), boundsOf(error)));
    default:
      return at(say("read.not-valid", name, error.message ?? "is not valid"));
  }
}

function wrongNumberOfKeys({ data, parentSchema }: ErrorObject, name: string): string {
  const keys = isRecord(data) ? Object.keys(data) : [];
  const allowed = oneOf(allowedKeys(parentSchema));
  return keys.length === 0
    ? say("read.takes-one", name, allowed)
    : say("read.takes-only-one", name, allowed, ...keys.map(quote));
}

function unknownKey(error: ErrorObject, owner: Place, checked: Checked): Wrong {
  const key = String(error.params["additionalProperty"]);
  const place = inside(owner, key, "key");
  const allowed = allowedKeys(error.parentSchema);
  if (/^\d+(-\d+)?$/.test(key) && allowed.includes("port"))
    return { message: say("read.ports-need-quotes", quote(key)), place };
  const meant = meantKey(error, checked) ?? nearest(key, allowed);
  const text =
    meant === null
      ? say("read.unknown-key", quote(key), oneOf(allowed))
      : say("read.misspelt-key", quote(key), meant);
  return { message: text, place };
}

/** The allowed key that an unknown one was meant to be: one that is not there yet. */
function meantKey(
  { params, data, parentSchema }: ErrorObject,
  { synonyms }: Checked,
): string | null {
  const key = String(params["additionalProperty"]);
  const free = allowedKeys(parentSchema).filter(
    (name) => !isRecord(data) || !Object.hasOwn(data, name),
  );
  const synonym = synonyms?.get(key.toLowerCase())?.find((word) => free.includes(word));
  return synonym ?? nearest(key, free);
}

function allowedKeys(schema: unknown): string[] {
  const properties = isRecord(schema) ? schema["properties"] : null;
  return isRecord(properties) ? Object.keys(properties).filter((key) => key !== "$schema") : [];
}

function discriminated(error: ErrorObject, place: Place): Wrong {
  const tag = String(error.params["tag"]);
  const value: unknown = error.params["tagValue"];
  const words = tagWords(error, tag);
  if (value === undefined)
    return { message: say("read.tag-missing", nounOf(error), tag, oneOf(words)), place };
  return { message: wrongWord(value, `"${tag}"`, words), place: inside(place, tag) };
}

function tagWords({ parentSchema }: ErrorObject, tag: string): string[] {
  const branches: unknown = parentSchema?.["oneOf"];
  if (!isList(branches)) return [];
  return branches.flatMap((branch) => {
    const properties = isRecord(branch) ? branch["properties"] : null;
    const schema = isRecord(properties) ? properties[tag] : null;
    if (!isRecord(schema)) return [];
    return schema["enum"] === undefined ? namesIn(schema["const"] ?? []) : namesIn(schema["enum"]);
  });
}

function namesIn(words: unknown): string[] {
  return (isList(words) ? words : [words]).map(String);
}

function wrongType(error: ErrorObject, name: string): string {
  const types = namesIn(error.schema);
  const data: unknown = error.data;
  const what = say("read.wrong-type", name, describe(data), ...types);
  if (types.includes("string") && ["number", "boolean"].includes(typeof data))
    return say("read.needs-quotes", what);
  if (typeof data === "string" && fitsWithoutQuotes(data, types))
    return say("read.needs-no-quotes", what);
  return data === null && types.includes("array") ? say("read.needs-list", what) : what;
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
  const found =
    typeof value === "string" ? quote(value) : typeof value === "number" ? value : describe(value);
  const what = say("read.wrong-word", name, found, expected ?? oneOf(words));
  return near !== null && words.length > 1 ? say("read.meant-word", what, near) : what;
}

function boundsOf({ parentSchema }: ErrorObject): string {
  const bound = (name: string) => {
    const value: unknown = parentSchema?.[name];
    return typeof value === "number" ? value : null;
  };
  const [least, most, above] = [bound("minimum"), bound("maximum"), bound("exclusiveMinimum")];
  if (above !== null) return say("read.more-than", above);
  return most === null ? say("read.or-more", least ?? 0) : say("read.between", least ?? 0, most);
}

function titleOf({ parentSchema }: ErrorObject): string | null {
  const title: unknown = parentSchema?.["title"];
  return typeof title === "string" ? title : null;
}

function nounOf(error: ErrorObject): string {
  return say("read.this", titleOf(error) ?? "mapping");
}

/** `"port"`, or for an element of a list `element 2 of "ingress"` (from 0, as policies are counted). */
function nameOf(place: Place): string {
  const { key, parent } = place;
  if (key === null) return say("read.whole-file");
  if (typeof key === "string") return quote(key);
  return parent?.key === null || !parent
    ? say("read.element", key)
    : say("read.element-of", key, nameOf(parent));
}

/** A JSON pointer as a place: digits are an index only where a list stands. */
function placeOf(pointer: string, { value, root }: Checked): Place {
  let place = root;
  let at = value;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    place = inside(place, isList(at) ? Number(key) : key);
    at = isList(at) ? at[Number(key)] : isRecord(at) ? at[key] : undefined;
  }
  return place;
}

/** The JSON pointer of a place. */
export function pointerOf(place: Place): string {
  return pathOf(place).reduce<string>(below, "");
}

/** One level further down. */
export function below(pointer: string, name: string | number): string {
  return `${pointer}/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
