// Pieces of text and values -> one text, known or partly known. Pure.
import { message } from "../../../words/index.ts";
import type { Place } from "../../../model/place.ts";
import { originsKept, originsOf } from "../pieces.ts";
import type { TextOrigin, UnknownNode } from "../resource.ts";
import { invalid, isFault, MAX_STRING, plainText, tooLarge, type Node } from "./values.ts";

/** Known and unknown pieces of one text. */
const MAX_PARTS = 2000;

export function joinParts(pieces: readonly (string | Node)[], place: Place): Node {
  const parts: (string | UnknownNode)[] = [];
  const origins: TextOrigin[] = [];
  let length = 0;
  const put = (piece: string): void => {
    length += piece.length;
    const last = parts.at(-1);
    if (typeof last === "string" && length <= MAX_STRING) parts[parts.length - 1] = last + piece;
    else if (piece !== "") parts.push(piece);
  };
  for (const piece of pieces) {
    if (length > MAX_STRING || parts.length > MAX_PARTS) return tooLarge(place);
    if (typeof piece === "string") put(piece);
    else if (piece.kind === "template") {
      origins.push(...originsOf(piece, knownLength(piece.parts), length));
      for (const part of piece.parts)
        if (typeof part === "string") put(part);
        else parts.push(part);
    } else if (isFault(piece)) return piece;
    else if (piece.kind === "unknown") parts.push(piece);
    else {
      const known = plainText(piece);
      if (known === null || piece.kind !== "scalar")
        return invalid(message("terraform.in-text", nounOf(piece)), place);
      origins.push(...originsOf(piece, known.length, length));
      put(known);
    }
  }
  if (length > MAX_STRING) return tooLarge(place);
  const kept = originsKept(origins);
  const from = kept && { from: kept };
  const [only = ""] = parts;
  return parts.length <= 1 && typeof only === "string"
    ? { kind: "scalar", value: only, place, ...from }
    : { kind: "template", parts, place, ...from };
}

function knownLength(parts: readonly (string | UnknownNode)[]): number {
  return parts.reduce((sum, part) => sum + (typeof part === "string" ? part.length : 0), 0);
}

function nounOf(node: Node): string {
  return node.kind === "scalar" ? "null" : node.kind === "list" ? "a list" : "an object";
}
