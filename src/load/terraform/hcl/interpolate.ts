// Pieces of text and values -> one text, known or partly known. Pure.
import { message } from "../../../words/index.ts";
import type { Place } from "../../../model/place.ts";
import type { UnknownNode } from "../resource.ts";
import {
  invalid,
  isFault,
  MAX_STRING,
  textNode,
  plainText,
  tooLarge,
  type Node,
} from "./values.ts";

/** Known and unknown pieces of one text. */
const MAX_PARTS = 2000;

export function joinParts(pieces: readonly (string | Node)[], place: Place): Node {
  const parts: (string | UnknownNode)[] = [];
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
      for (const part of piece.parts)
        if (typeof part === "string") put(part);
        else parts.push(part);
    } else if (isFault(piece)) return piece;
    else if (piece.kind === "unknown") parts.push(piece);
    else {
      const known = plainText(piece);
      if (known === null) return invalid(message("terraform.in-text", nounOf(piece)), place);
      put(known);
    }
  }
  if (length > MAX_STRING) return tooLarge(place);
  if (parts.length === 0) return textNode("", place);
  const [only] = parts;
  return parts.length === 1 && typeof only === "string"
    ? textNode(only, place)
    : { kind: "template", parts, place };
}

function nounOf(node: Node): string {
  return node.kind === "scalar" ? "null" : node.kind === "list" ? "a list" : "an object";
}
