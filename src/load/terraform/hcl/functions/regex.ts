// `regex` and `regexall`: regular expressions of Terraform (RE2), as far as they are safe to run. Pure.
import { safePattern } from "../../../../model/pattern.ts";
import { message } from "../../../../words/index.ts";
import { listNode, objectNode, scalarNode, unsupported, type Node } from "../values.ts";
import { refuse, textArgument, type CallContext, type Functions } from "./function.ts";

const MAX_MATCHES = 10_000;

export const REGEX: Functions = {
  regex: (args, context) => {
    const pattern = compile(
      textArgument(args, 0, context),
      textArgument(args, 1, context),
      context,
    );
    if (!pattern) return tooCostly(context);
    const match = new RegExp(pattern, pattern.flags.replace("g", "")).exec(
      textArgument(args, 1, context),
    );
    return match ? captured(match, context) : refuse(message("terraform.no-match"), context);
  },
  regexall: (args, context) => {
    const text = textArgument(args, 1, context);
    const pattern = compile(textArgument(args, 0, context), text, context);
    if (!pattern) return tooCostly(context);
    const matches: Node[] = [];
    for (const match of text.matchAll(pattern)) {
      if (matches.length >= MAX_MATCHES) return tooCostly(context);
      matches.push(captured(match, context));
    }
    return listNode(matches, context.place);
  },
};

function tooCostly({ place }: CallContext): Node {
  return unsupported(message("terraform.regex-not-evaluated"), place);
}

/** The whole match; a list of the unnamed groups; or a map of the named ones. */
function captured(match: RegExpExecArray, { place }: CallContext): Node {
  if (match.groups) {
    const entries = Object.entries(match.groups).map(
      ([name, text]) => [name, scalarNode(text ?? null, place)] as const,
    );
    return objectNode(new Map(entries), place);
  }
  if (match.length === 1) return scalarNode(match[0], place);
  return listNode(
    match.slice(1).map((text: string | undefined) => scalarNode(text ?? null, place)),
    place,
  );
}

/** A pattern that is safe on this input, or null. */
export function compile(source: string, input: string, context: CallContext): RegExp | null {
  const made = safePattern(source, input, context.run.regexSteps);
  if (made === "costly") return null;
  if (made === "bad") return refuse(message("terraform.bad-pattern"), context);
  context.run.regexSteps -= made.cost;
  return made.pattern;
}
