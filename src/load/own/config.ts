// sglint.yaml -> settings, and a draft of the gateways and paths it declares. Reads no file and expands no glob;
// which rule ids exist is not known here.
import { validate } from "../../generated/config.validator.js";
import type { Complaint } from "../../model/complaint.ts";
import { inside, type Place } from "../../model/place.ts";
import type { Severity } from "../../model/finding.ts";
import { isUnknown } from "../../model/unknown.ts";
import { parseIp, type AddressRange } from "../../net/address.ts";
import { readDefinitions } from "../definitions/index.ts";
import {
  elements,
  field,
  isMapping,
  refer,
  text,
  word,
  type At,
  type Reading,
} from "../definitions/reading.ts";
import { address, senders } from "../definitions/values.ts";
import { duplicateKeys, type Document } from "../text/document.ts";
import type { Draft } from "../merge/draft.ts";
import { invalid, strangeKeys } from "./invalid.ts";

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
  const complaints: Complaint[] = [];
  const checked = { value: document.value, root: document.root, synonyms: SYNONYMS };
  const errors = validate(document.value) ? [] : (validate.errors ?? []);
  complaints.push(...invalid(errors, checked));
  const draft = readDefinitions({ ...document, value: ownDefinitions(document.value) });
  const root = { value: document.value, place: document.root };
  const reading: Reading = {
    document,
    draft,
    region: null,
    assumed: new Map(),
    strange: strangeKeys(errors, checked),
  };
  const config = readSettings(reading, root);
  // Its mistakes are wrong use, not holes in the input.
  complaints.push(...draft.complaints.splice(0), ...duplicateKeys(document));
  return { config, draft, complaints };
}

/** The part that has the form of definitions. */
function ownDefinitions(value: unknown): Record<string, unknown> {
  const own: Record<string, unknown> = { version: 1 };
  for (const key of ["region", "gateways", "paths"])
    if (isMapping(value) && Object.hasOwn(value, key)) own[key] = value[key];
  return own;
}

function readSettings(reading: Reading, root: At): Config {
  const clients = field(root, "clients");
  const senderList = clients ? senders(reading, clients, "the gateways") : null;
  const microservices = field(root, "microservices");
  const requireRoutes = field(root, "require_routes")?.value;
  return {
    inputs: paths(field(root, "inputs")),
    clients: isUnknown(senderList) ? null : senderList,
    region: text(field(root, "region")),
    domains: new Map(entries(field(root, "domains")).flatMap((entry) => domain(reading, entry))),
    ranges: elements(field(root, "ranges")).flatMap((element) => ranges(element) ?? []),
    rules: paths(field(root, "rules")),
    severity: entries(field(root, "severity")).flatMap((entry) => severity(entry) ?? []),
    microserviceSources:
      microservices &&
      word(field(microservices, "sources"), ["clients", "gateway", "both"] as const),
    failOn: word(field(root, "fail_on"), ["error", "warning", "note", "never"] as const),
    requireRoutes: typeof requireRoutes === "boolean" ? requireRoutes : null,
  };
}

function paths(at: At | null): ConfigPath[] {
  return elements(at).flatMap((element) => {
    const path = text(element);
    return path === null ? [] : { text: path, place: element.place };
  });
}

interface Entry {
  readonly key: string;
  readonly at: At;
}

function entries(at: At | null): Entry[] {
  if (!at || !isMapping(at.value)) return [];
  return Object.entries(at.value).map(([key, value]) => ({
    key,
    at: { value, place: inside(at.place, key) },
  }));
}

function domain(reading: Reading, { key, at }: Entry): [string, string][] {
  const value = text(at);
  if (value === null) return [];
  if (!/^[\d./]+$|:/.test(value))
    refer(reading, ["loadBalancers", "instances", "interfaces"], value, at.place);
  else if (!address(reading, at, parseIp)) return [];
  return [[key.toLowerCase(), value]];
}

function ranges(at: At): ConfigRanges | null {
  if (isMapping(at.value)) return { kind: "pack", value: at.value, place: at.place };
  const path = text(at);
  return path === null ? null : { kind: "file", path: { text: path, place: at.place } };
}

function severity({ key, at }: Entry): ConfigSeverity | null {
  const level = word(at, ["error", "warning", "note", "off"] as const);
  const place = at.place.parent ? inside(at.place.parent, key, "key") : at.place;
  return level && { rule: key, level, place };
}

const SYNONYMS: ReadonlyMap<string, readonly string[]> = new Map([
  ["input", ["inputs"]],
  ["severities", ["severity"]],
  ["levels", ["severity"]],
  ["packs", ["ranges"]],
]);
