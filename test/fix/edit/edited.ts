// Applies changes to the text of definitions, as the command line would, for the tests of edits.
import { editWriter } from "../../../src/fix/edit/index.ts";
import { loadDefinitions } from "../../../src/load/definitions/index.ts";
import { mergeDrafts } from "../../../src/load/merge/merge.ts";
import type { Change, Edit, FixPolicy } from "../../../src/model/finding.ts";
import { documentOf } from "../../load/reading.ts";
import { groupRef } from "../../../src/model/list.ts";
import { rangeOf } from "../policy.ts";

export function applied(text: string, edits: readonly Edit[]): string {
  let out = "";
  let at = 0;
  for (const { range, text: added } of edits) {
    if (range.start < at) throw new Error(`edits overlap at ${range.start}`);
    out += text.slice(at, range.start) + added;
    at = range.end;
  }
  return out + text.slice(at);
}

/** The new text, or why there is none. */
export function edited(text: string, changes: readonly Change[], file = "sg.yaml"): string {
  const inventory = mergeDrafts([loadDefinitions(documentOf(text, file))]);
  const written = editWriter(inventory)(changes);
  return "edits" in written ? applied(text, written.edits) : `withheld: ${written.withheld}`;
}

export function insert(before: number, ...policies: FixPolicy[]): Change {
  return { kind: "insert", list: groupRef("sg-a"), direction: "ingress", before, policies };
}

export function remove(index: number): Change {
  return { kind: "remove", list: groupRef("sg-a"), direction: "ingress", index };
}

export function mask(index: number, source: string): Change {
  return {
    kind: "source",
    list: groupRef("sg-a"),
    direction: "ingress",
    index,
    source: rangeOf(source),
  };
}

/** What the definitions hold, as plain values. */
export function valueOf(text: string, file = "sg.yaml"): unknown {
  return documentOf(text, file).value;
}
