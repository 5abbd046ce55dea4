// Is a document one of ours? Foreign YAML and JSON lies in the same folders: charts, manifests, package files.
// Decides only that; a document of ours may still be full of mistakes.
import type { Document } from "../text/document.ts";
import { nearest, plainly } from "../own/wording.ts";
import { isRecord } from "../read/plain.ts";
import { topKeys } from "../text/signs.ts";
import { otherCloud } from "../vendor/other-clouds.ts";

/** Names that hardly anybody else gives to a list of mappings. */
const DISTINCTIVE = [
  "securityGroups",
  "addressTemplates",
  "addressTemplateGroups",
  "serviceTemplates",
  "serviceTemplateGroups",
  "networkAcls",
  "loadBalancers",
  "microservices",
  "gateways",
];
const COMMON = ["region", "subnets", "instances", "clusters", "paths"];
/** Keys by which other formats say what they are. */
const FOREIGN = [
  "apiVersion",
  "kind",
  "openapi",
  "swagger",
  "asyncapi",
  "Response",
  "RequestId",
  "AWSTemplateFormatVersion",
  "services",
];

export function looksLikeDefinitions({ value }: Document): boolean {
  if (!isRecord(value) || FOREIGN.some((key) => Object.hasOwn(value, key))) return false;
  const keys = Object.keys(value).filter((key) => key !== "version");
  if (keys.length > 1000) return false;
  const versioned = value["version"] === 1 || value["version"] === "1";
  if (
    versioned &&
    keys.some((key) => isKnown(key) || (isMisspelt(key) && holdsMappings(value[key])))
  )
    return true;
  return (
    otherCloud(value) === null &&
    (keys.some((key) => isDistinctive(key) && holdsMappings(value[key])) ||
      holdsPaths(value["paths"]))
  );
}

/** Those that a text without `version` may be told by where it cannot be parsed. */
const MARKS = DISTINCTIVE.filter((key) => key !== "gateways");

/** A text that cannot be parsed: `version: 1` at its top beside a key of ours, or such a key before a list. */
export function marksDefinitions(text: string): boolean {
  const keys = topKeys(text);
  if (FOREIGN.some((key) => keys.has(key))) return false;
  const behind = (key: string) => {
    const at = keys.get(key);
    return at === undefined ? "" : text.slice(at, at + 200);
  };
  if (/^[ \t]*["']?1["']?[ \t]*(?:[,}\]#\r\n]|$)/.test(behind("version")))
    return [...keys.keys()].some((key) => key !== "version" && (isKnown(key) || isMisspelt(key)));
  return MARKS.some((key) => /^\s*(?:#[^\n]*\n\s*)*(?:\[|- )/.test(behind(key)));
}

const KNOWN = new Set([...DISTINCTIVE, ...COMMON].map(plainly));
const RARE = new Set(DISTINCTIVE.map(plainly));

function isKnown(key: string): boolean {
  return KNOWN.has(plainly(key));
}

/** The vendor's answers write the same words with a capital letter. */
function isDistinctive(key: string): boolean {
  return RARE.has(plainly(key)) && /^[a-z]/.test(key);
}

function isMisspelt(key: string): boolean {
  return key.length > 5 && nearest(key, [...DISTINCTIVE, ...COMMON]) !== null;
}

function holdsMappings(value: unknown): boolean {
  return Array.isArray(value) && value.some(isRecord);
}

function holdsPaths(value: unknown): boolean {
  return Array.isArray(value) && value.some((one) => isRecord(one) && "from" in one && "to" in one);
}
