// Texts of fields between `#`, of which parts may be unknown: rules and entries that the provider takes as one string.
import { pieceOf } from "../pieces.ts";
import type { Node, UnknownNode } from "../resource.ts";

/** One of the fields: text, or the parts of which some are unknown. */
export interface TextField {
  readonly parts: readonly (string | UnknownNode)[];
  /** What is known of it, at the place of the whole. */
  readonly whole: Node;
}

/** Null where it is no text. */
export function textFields(node: Node): TextField[] | null {
  if (node.kind !== "template" && (node.kind !== "scalar" || node.value === null)) return null;
  const fields: { parts: (string | UnknownNode)[]; start: number }[] = [{ parts: [], start: 0 }];
  let at = 0;
  for (const part of node.kind === "template" ? node.parts : [String(node.value)]) {
    if (typeof part !== "string") {
      fields.at(-1)!.parts.push(part);
      continue;
    }
    for (const [i, text] of part.split("#").entries()) {
      if (i > 0) fields.push({ parts: [], start: ++at });
      if (text !== "") fields.at(-1)!.parts.push(text);
      at += text.length;
    }
  }
  return fields.map(({ parts, start }) => {
    const known = parts.filter((part) => typeof part === "string").join("");
    return { parts, whole: pieceOf(node, known, start) };
  });
}
