// Functions that choose which of their arguments to evaluate, that see errors, or that bring a template of their
// own: try, can, templatefile, templatestring. They evaluate through what they are given.
import { message } from "../../../words/index.ts";
import type { Place } from "../../../model/place.ts";
import { isSlip } from "../../text/parsed.ts";
import { callFunction, type SpecialCall } from "./functions/index.ts";
import { keyedBy, secret } from "./secrets.ts";
import type { Evaluate, EvaluationScope } from "./scope.ts";
import { convert, typeOf } from "./types.ts";
import type { SyntaxCall, Part } from "./syntax/syntax.ts";
import {
  choice,
  derived,
  invalid,
  isFault,
  isUnknownValue,
  MAX_ITEMS,
  scalarNode,
  plainText,
  type Node,
} from "./values.ts";

interface Evaluator {
  readonly evaluate: Evaluate;
  readonly evaluateTemplate: (parts: readonly Part[], scope: EvaluationScope, place: Place) => Node;
}

type Special = (call: SyntaxCall, scope: EvaluationScope, evaluator: Evaluator) => Node;

/** Functions that choose which of their arguments to evaluate, or that see errors. */
export const SPECIAL: Readonly<Record<SpecialCall, Special>> = {
  try: ({ args, place }, scope, { evaluate }) => {
    for (const [i, arg] of args.entries()) {
      const value = evaluate(arg, scope);
      if (holdsFault(value)) continue;
      // An instance that may not exist: what comes next is as possible.
      if (!isUnknownValue(value) || !value.maybe || i === args.length - 1) return value;
      return choice(
        value.reason,
        [value, ...args.slice(i + 1).map((other) => evaluate(other, scope))],
        place,
      );
    }
    return invalid(message("terraform.try-failed"), place);
  },
  can: ({ args, place }, scope, { evaluate }) => {
    const [value] = args.map((arg) => evaluate(arg, scope));
    if (!value) return invalid(message("terraform.can-needs"), place);
    const fault = holdsFault(value);
    return value.kind === "unknown" && !fault ? derived([value], place) : scalarNode(!fault, place);
  },
  convert: ({ args, place }, scope, { evaluate }) => {
    const [from, to] = args;
    if (!from || !to || args.length > 2) return invalid(message("terraform.convert-needs"), place);
    const value = evaluate(from, scope);
    const type = typeOf(to, (one) => evaluate(one, scope));
    return convert(value, type) ?? invalid(message("terraform.not-of-type"), place);
  },
  templatefile: ({ args, place }, scope, { evaluate, evaluateTemplate }) => {
    const [path, variables] = args.map((arg) => evaluate(arg, scope));
    if (!path || !variables) return invalid(message("terraform.templatefile-needs"), place);
    const file = callFunction("file", [path], {
      run: scope.run,
      folder: scope.module.folder,
      place,
    });
    if (file.kind !== "scalar") return keyedBy(file, [path]);
    scope.run.hides = true;
    const rendered = renderTemplate(file, variables, scope, place, evaluateTemplate);
    return keyedBy(secret(rendered, "of-file"), [secret(file, "of-file"), variables]);
  },
  templatestring: ({ args, place }, scope, { evaluate, evaluateTemplate }) => {
    const [template, variables] = args.map((arg) => evaluate(arg, scope));
    if (!template || !variables) return invalid(message("terraform.templatestring-needs"), place);
    return template.kind === "scalar"
      ? renderTemplate(template, variables, scope, place, evaluateTemplate)
      : derived([template], place);
  },
};

/** An error in an element is an error of the whole. Bounded; what is past the bound counts as sound. */
function holdsFault(node: Node, budget = { left: MAX_ITEMS }): boolean {
  if (budget.left-- <= 0 || node.kind === "scalar") return false;
  if (node.kind === "list") return node.items.some((item) => holdsFault(item, budget));
  if (node.kind === "object")
    return [...node.entries.values()].some((item) => holdsFault(item, budget));
  return node.kind === "template"
    ? node.parts.some((part) => typeof part !== "string" && isFault(part))
    : isFault(node);
}

/** The template sees its own variables and functions only. */
function renderTemplate(
  template: Node,
  variables: Node,
  scope: EvaluationScope,
  place: Place,
  evaluateTemplate: Evaluator["evaluateTemplate"],
): Node {
  if (variables.kind !== "object") return derived([variables], place);
  const parts = scope.run.parser.template(plainText(template) ?? "", () => place);
  if (isSlip(parts)) return invalid(message("terraform.no-template"), place);
  return evaluateTemplate(
    parts,
    { ...scope, names: variables.entries, each: null, count: null },
    place,
  );
}
