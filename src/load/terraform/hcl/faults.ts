// What in evaluated values is wrong in the configuration itself or beyond this evaluator, as notices. Pure.
import { say, textOf } from "../../../words/index.ts";
import { locate } from "../../../model/place.ts";
import { isUnknownValue, type Node, type UnknownValue } from "./values.ts";

/** Walks values once each, however often they are shared. */
export function faultNotices(): { look(node: Node): void; readonly notices: Set<string> } {
  const seen = new WeakSet<Node>();
  const notices = new Set<string>();
  const look = (node: Node, depth = 0): void => {
    if (node.kind === "scalar" || depth > 200 || seen.has(node)) return;
    seen.add(node);
    if (node.kind === "list") for (const item of node.items) look(item, depth + 1);
    else if (node.kind === "object")
      for (const item of node.entries.values()) look(item, depth + 1);
    else if (node.kind === "template") {
      for (const part of node.parts) if (typeof part !== "string") look(part, depth + 1);
    } else if (isUnknownValue(node) && node.fault && notices.size < MAX_NOTICES)
      notices.add(noticeOf(node));
  };
  return { look, notices };
}

const MAX_NOTICES = 200;

function noticeOf(node: UnknownValue): string {
  const { file, line } = locate(node.place);
  return say("terraform-hcl.fault", file, line, textOf(node.reason));
}
