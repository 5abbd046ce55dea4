// Places as SARIF locations relative to the repository's root. What lies outside of that root has no location:
// code scanning could show it only at a wrong file, and an absolute path would give the machine away.
import { locateLine, type Location, type Place } from "../../model/place.ts";
import type { ArtifactLocation, SarifLocation, PhysicalLocation } from "./log.ts";
import { oneLine } from "./text.ts";

export const ROOT = "%SRCROOT%";

export interface Places {
  /** The first line of a place; null outside of the root. */
  physical(place: Place): PhysicalLocation | null;
  /** `file` is relative to the working directory; null outside of the root. */
  artifact(file: string): ArtifactLocation | null;
  /** `file:line`, for a sentence. */
  words(place: Place): string;
}

/** `prefix`: the working directory as seen from the repository's root, `""` where they are the same. */
export function placesUnder(prefix: string): Places {
  const located = new Map<Place, { at: Location; physical: PhysicalLocation | null }>();
  const artifact = (file: string): ArtifactLocation | null => {
    const uri = relativeUri(prefix, file);
    return uri === null ? null : { uri, uriBaseId: ROOT };
  };
  const find = (place: Place) => {
    const known = located.get(place);
    if (known) return known;
    const at = locateLine(place);
    const found = { at, physical: physicalAt(artifact(at.file), at) };
    located.set(place, found);
    return found;
  };
  return {
    artifact,
    physical: (place) => find(place).physical,
    words: (place) => `${oneLine(find(place).at.file)}:${find(place).at.line}`,
  };
}

/** A place that GitHub can show although nothing is known but the file. */
export function firstLineOf(artifactLocation: ArtifactLocation): SarifLocation {
  const region = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
  return { physicalLocation: { artifactLocation, region } };
}

/** Percent-encoded, without `.` and `..`; null when it leaves the root or starts at another one. */
function relativeUri(prefix: string, file: string): string | null {
  if (/^([/\\]|[A-Za-z]:[/\\])/.test(file)) return null;
  const segments: string[] = [];
  for (const segment of [...prefix.split("/"), ...file.split("/")]) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") segments.push(encodeSegment(segment));
    else if (segments.pop() === undefined) return null;
  }
  return segments.length === 0 ? null : segments.join("/");
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Cs}/gu, "\ufffd"));
}

function physicalAt(
  artifactLocation: ArtifactLocation | null,
  { line, column, endLine, endColumn }: Location,
): PhysicalLocation | null {
  if (artifactLocation === null) return null;
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return { artifactLocation, region };
}
