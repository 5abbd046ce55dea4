// sglint.yaml -> settings, and a draft of the gateways and paths it declares. Reads no file and expands no glob;
// which rule ids exist is not known here.
import { validate } from "../../generated/config.validator.js";
import type { Complaint } from "../../model/complaint.ts";
import { inside, type Place } from "../../model/place.ts";
import type { Severity } from "../../model/finding.ts";
import { isUnknown } from "../../model/unknown.ts";
import type { AddressRange } from "../../net/address.ts";
import { readDefinitions } from "../definitions/index.ts";
import {
  textAt,
  readingOf,
  refer,
  wordAt,
  formed,
  ownerOf,
  type Reading,
} from "../definitions/reading.ts";
import { senders } from "../definitions/values.ts";
import type { Draft } from "../merge/draft.ts";
import { form } from "../read/forms.ts";
import { fieldAt, isRecord, itemsAt, type At, type Json } from "../read/plain.ts";
import { checkedBy } from "../read/schema-errors.ts";
import { misreadings, type Document } from "../text/document.ts";

/** A path or glob as written, relative to the config's folder. */
export interface ConfigPath {
  readonly text: string;
  readonly place: Place;
}

export type ConfigRanges =
  | { readonly kind: "file"; readonly path: ConfigPath }
  /** A pack written out in the config: for the loader of range packs to check. */
  | { readonly kind: "pack"; readonly value: unknown; readonly place: Place };

export interface ConfigSeverity {
  /** A rule id, which may not exist. */
  readonly rule: string;
  readonly level: Severity | "off";
  /** Of the id. */
  readonly place: Place;
}

/** `null` where the config does not say. */
export interface Config {
  readonly inputs: readonly ConfigPath[];
  /** What a run leaves out: not meant, or linted in a run of its own. */
  readonly leftOut: readonly ConfigPath[];
  readonly clients: readonly AddressRange[] | null;
  readonly region: string | null;
  /** Domain in lower case -> id of a load balancer or instance, or an address. */
  readonly domains: ReadonlyMap<string, string>;
  readonly ranges: readonly ConfigRanges[];
  readonly rules: readonly ConfigPath[];
  readonly severity: readonly ConfigSeverity[];
  readonly microserviceSources: "clients" | "gateway" | "both" | null;
  readonly failOn: Severity | "never" | null;
  readonly requireRoutes: boolean | null;
}

/** `complaints` are mistakes of the config, wrong use; the draft itself carries none. Never throws. */
export interface ConfigReading {
  readonly config: Config;
  readonly draft: Draft;
  readonly complaints: readonly Complaint[];
}

export function loadConfig(document: Document): ConfigReading {
  const checked = { value: document.value, root: document.root, synonyms: SYNONYMS };
  const { complaints, strange } = checkedBy(validate, checked);
  const draft = readDefinitions({ ...document, value: ownDefinitions(document.value) });
  const root = { value: document.value, place: document.root };
  const reading = readingOf(document, draft, null, strange);
  const config = readSettings(reading, root);
  // Its mistakes are wrong use, not holes in the input.
  const own = draft.complaints.splice(0);
  return { config, draft, complaints: [...complaints, ...own, ...misreadings(document)] };
}

/** The part that has the form of definitions. */
function ownDefinitions(value: unknown): Json {
  const own: Record<string, unknown> = { version: 1 };
  for (const key of ["region", "gateways", "paths"])
    if (isRecord(value) && Object.hasOwn(value, key)) own[key] = value[key];
  return own;
}

function readSettings(reading: Reading, root: At): Config {
  const clients = fieldAt(root, "clients");
  const senderList = clients ? senders(reading, clients, ownerOf("the gateways")) : null;
  const microservices = fieldAt(root, "microservices");
  const requireRoutes = fieldAt(root, "require_routes")?.value;
  return {
    inputs: paths(fieldAt(root, "inputs")),
    leftOut: ["exclude", "separate"].flatMap((key) => paths(fieldAt(root, key))),
    clients: isUnknown(senderList) ? null : senderList,
    region: textAt(fieldAt(root, "region")),
    domains: new Map(entries(fieldAt(root, "domains")).flatMap((entry) => domain(reading, entry))),
    ranges: itemsAt(fieldAt(root, "ranges")).flatMap((element) => ranges(element) ?? []),
    rules: paths(fieldAt(root, "rules")),
    severity: entries(fieldAt(root, "severity")).flatMap((entry) => severity(entry) ?? []),
    microserviceSources:
      microservices && wordAt(fieldAt(microservices, "sources"), ["clients", "gateway", "both"]),
    failOn: wordAt(fieldAt(root, "fail_on"), ["error", "warning", "note", "never"]),
    requireRoutes: typeof requireRoutes === "boolean" ? requireRoutes : null,
  };
}

function paths(at: At | null): ConfigPath[] {
  return itemsAt(at).flatMap((element) => {
    const path = textAt(element);
    return path === null ? [] : { text: path, place: element.place };
  });
}

interface Entry {
  readonly key: string;
  readonly at: At;
}

function entries(at: At | null): Entry[] {
  if (!at || !isRecord(at.value)) return [];
  return Object.entries(at.value).map(([key, value]) => ({
    key,
    at: { value, place: inside(at.place, key) },
  }));
}

function domain(reading: Reading, { key, at }: Entry): [string, string][] {
  const value = textAt(at);
  if (value === null) return [];
  if (!/^[\d./]+$|:/.test(value))
    refer(reading, ["loadBalancers", "instances", "interfaces"], value, at.place);
  else if (formed(reading, at, form.address) === null) return [];
  return [[key.toLowerCase(), value]];
}

function ranges(at: At): ConfigRanges | null {
  if (isRecord(at.value)) return { kind: "pack", value: at.value, place: at.place };
  const path = textAt(at);
  return path === null ? null : { kind: "file", path: { text: path, place: at.place } };
}

function severity({ key, at }: Entry): ConfigSeverity | null {
  const level = wordAt(at, ["error", "warning", "note", "off"]);
  const place = at.place.parent ? inside(at.place.parent, key, "key") : at.place;
  return level && { rule: key, level, place };
}

const SYNONYMS: ReadonlyMap<string, readonly string[]> = new Map([
  ["input", ["inputs"]],
  ["severities", ["severity"]],
  ["levels", ["severity"]],
  ["packs", ["ranges"]],
]);
