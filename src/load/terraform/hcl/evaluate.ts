// Expressions -> values, by the semantics of HCL and Terraform. What cannot be known is an unknown with its
// reason and references. Reads nothing but its scope; never throws.
import { message } from "../../../words/index.ts";
import { binary, conditional, unary } from "./operators.ts";
import { callFunction, isSpecial } from "./functions/index.ts";
import { forValue } from "./for.ts";
import { SPECIAL } from "./special.ts";
import { indexOf, memberOf, splatOver } from "./access.ts";
import { loop } from "./loop.ts";
import { rootReference, type Head } from "./reference.ts";
import { keyedBy, madeOf, secret } from "./secrets.ts";
import { MAX_EVALUATION_DEPTH, withNames, type EvaluationScope } from "./scope.ts";
import type { SyntaxCall, SyntaxEntry, Expression, Part, Step } from "./syntax/syntax.ts";
import { joinParts } from "./interpolate.ts";
import {
  booleanOf,
  derived,
  invalid,
  isFault,
  keyFault,
  listNode,
  objectNode,
  scalarNode,
  plainText,
  unsupported,
  type Node,
} from "./values.ts";
import type { Place } from "../../../model/place.ts";

export function evaluate(expression: Expression, scope: EvaluationScope): Node {
  if (expression.kind === "literal") return scalarNode(expression.value, expression.place);
  const { run } = scope;
  if (run.depth >= MAX_EVALUATION_DEPTH || run.steps <= 0)
    return outOfBounds(scope, expression.place);
  run.depth++;
  run.steps--;
  const value = evaluateInside(expression, scope);
  run.depth--;
  return value;
}

function outOfBounds({ run }: EvaluationScope, place: Place): Node {
  const why = message(
    run.steps <= 0 ? "terraform.too-many-steps" : "terraform.too-deep-references",
  );
  return unsupported(why, place);
}

function evaluateInside(
  expression: Exclude<Expression, { kind: "literal" }>,
  scope: EvaluationScope,
): Node {
  const { place } = expression;
  switch (expression.kind) {
    case "template":
      return evaluateTemplate(expression.parts, scope, place);
    case "tuple":
      return listNode(
        expression.items.map((item) => evaluate(item, scope)),
        place,
      );
    case "object":
      return evaluateObject(expression.entries, scope, place);
    case "group":
      return evaluate(expression.of, scope);
    case "name":
    case "attribute":
    case "index":
      return evaluateReference(expression, scope);
    case "splat":
      return evaluateSplat(expression.of, expression.steps, scope, place);
    case "call":
      return evaluateCall(expression, scope);
    case "for":
      return forValue(expression, scope, evaluate);
    case "conditional":
      return conditional(
        evaluate(expression.test, scope),
        () => evaluate(expression.yes, scope),
        () => evaluate(expression.no, scope),
        place,
      );
    case "unary": {
      const of = evaluate(expression.of, scope);
      return madeFrom([of], scope, unary(expression.operator, of, place));
    }
    case "binary":
      return evaluateBinary(expression, scope);
  }
}

/** `&&` and `||` look at the right side only where the left one leaves it open, as Terraform does since 1.12. */
function evaluateBinary(
  { operator, left, right, place }: Extract<Expression, { kind: "binary" }>,
  scope: EvaluationScope,
): Node {
  const first = evaluate(left, scope);
  const isLogic = operator === "&&" || operator === "||";
  if (isLogic && booleanOf(first) === (operator === "||"))
    return madeFrom([first], scope, scalarNode(operator === "||", place));
  const second = evaluate(right, scope);
  return madeFrom([first, second], scope, binary(operator, first, second, place));
}

function evaluateObject(
  entries: readonly SyntaxEntry[],
  scope: EvaluationScope,
  place: Place,
): Node {
  const out = new Map<string, Node>();
  for (const entry of entries) {
    const key =
      entry.key.kind === "name"
        ? scalarNode(entry.key.name, entry.key.place)
        : evaluate(entry.key, scope);
    const name = plainText(key);
    if (name === null)
      return isFault(key) ? key : keyFault(key, evaluate(entry.value, scope), place);
    out.set(name, keyedBy(evaluate(entry.value, scope), [key]));
  }
  return objectNode(out, place);
}

/** `a.b[0].c`: the longest head that names something declared, then what is inside of it. */
function evaluateReference(expression: Expression, scope: EvaluationScope): Node {
  const steps: { step: Step; place: Place }[] = [];
  let at = expression;
  while (at.kind === "attribute" || at.kind === "index") {
    if (steps.length >= MAX_EVALUATION_DEPTH) return outOfBounds(scope, expression.place);
    const step: Step =
      at.kind === "attribute"
        ? { kind: "attribute", name: at.name }
        : { kind: "index", key: at.key };
    steps.push({ step, place: at.place });
    at = at.of;
  }
  steps.reverse();
  if (at.kind !== "name")
    return steps.reduce((of, one) => take(of, one.step, scope, one.place), evaluate(at, scope));
  const words = steps.flatMap(({ step }) => (step.kind === "attribute" ? [step.name] : [null]));
  const head = rootReference(at.name, words, scope, expression.place);
  let value = unkeyed(head, words[head.used] ?? null, expression.place) ?? head.value;
  for (const { step, place } of steps.slice(head.used)) {
    value = take(value, step, scope, place);
    if (isFault(value)) break;
  }
  return value;
}

/** Terraform refuses an attribute of all instances at once; `.0` is the old form of an index. */
function unkeyed({ value, instances }: Head, next: string | null, place: Place): Node | null {
  if (instances === undefined || next === null || /^\d+$/.test(next)) return null;
  if (value.kind === "list") return invalid(message("terraform.needs-index", instances), place);
  return value.kind === "object" ? invalid(message("terraform.needs-key", instances), place) : null;
}

function take(of: Node, step: Step, scope: EvaluationScope, place: Place): Node {
  if (step.kind === "attribute") return memberOf(of, step.name, place);
  const key = evaluate(step.key, scope);
  return madeFrom([key], scope, indexOf(of, key, place));
}

/** What is made from something sensitive is sensitive. */
function madeFrom(from: readonly Node[], { run }: EvaluationScope, made: Node): Node {
  return run.hides ? madeOf(from, made) : made;
}

function evaluateSplat(
  of: Expression,
  steps: readonly Step[],
  scope: EvaluationScope,
  place: Place,
): Node {
  const each = (item: Node) => steps.reduce((value, step) => take(value, step, scope, place), item);
  return splatOver(evaluate(of, scope), each, place);
}

function evaluateCall(call: SyntaxCall, scope: EvaluationScope): Node {
  const { place } = call;
  if (isSpecial(call.name)) return SPECIAL[call.name](call, scope, { evaluate, evaluateTemplate });
  const args = call.args.map((arg) => evaluate(arg, scope));
  if (!call.spread) return called(call.name, args, scope, place);
  const last = args.pop();
  if (last?.kind !== "list")
    return last?.kind === "unknown"
      ? derived([...args, last], place)
      : invalid(message("terraform.no-list-to-spread"), place);
  return called(call.name, [...args, ...last.items], scope, place);
}

function called(name: string, args: readonly Node[], scope: EvaluationScope, place: Place): Node {
  const value = callFunction(name, args, contextOf(scope, place));
  const own = name.replace(/^core::/, "");
  if (SHOWING.has(own)) return value;
  if (own !== "sensitive" && !READING.test(own)) return madeFrom(args, scope, value);
  scope.run.hides = true;
  return madeFrom(args, scope, secret(value, own === "sensitive" ? "sensitive" : "of-file"));
}

const SHOWING: ReadonlySet<string> = new Set(["nonsensitive", "issensitive"]);
/** What files hold is not for every eye that sees a report. */
const READING = /^file(?!exists$|set$)/;

function contextOf({ run, module }: EvaluationScope, place: Place) {
  return { run, folder: module.folder, place };
}

function evaluateTemplate(parts: readonly Part[], scope: EvaluationScope, place: Place): Node {
  const [only] = parts;
  if (parts.length === 1 && typeof only === "object" && only.kind === "value")
    return evaluate(only.value, scope);
  const pieces = templateNodes(parts, scope, place);
  const nodes = pieces.filter((piece) => typeof piece !== "string");
  return madeFrom(nodes, scope, joinParts(pieces, place));
}

function templateNodes(
  parts: readonly Part[],
  scope: EvaluationScope,
  place: Place,
): (string | Node)[] {
  const out: (string | Node)[] = [];
  for (const part of parts) {
    if (typeof part === "string") out.push(part);
    else if (part.kind === "value") out.push(evaluate(part.value, scope));
    else if (part.kind === "if") out.push(...choose(part, scope, place));
    else {
      const over = evaluate(part.over, scope);
      const rounds = loop(over, part.keyName, part.valueName);
      if (rounds === null)
        out.push(
          over.kind === "unknown"
            ? derived([over], place)
            : invalid(message("terraform.loops-no-list"), place),
        );
      else
        for (const names of rounds)
          out.push(...templateNodes(part.body, withNames(scope, names), place));
    }
    if (out.length > MAX_PIECES) return [unsupported(message("terraform.too-large"), place)];
  }
  return out;
}

const MAX_PIECES = 200_000;

function choose(
  part: Extract<Part, { kind: "if" }>,
  scope: EvaluationScope,
  place: Place,
): (string | Node)[] {
  const test = evaluate(part.test, scope);
  const known = booleanOf(test);
  if (known !== null) return templateNodes(known ? part.yes : part.no, scope, place);
  return [
    test.kind === "unknown"
      ? derived([test], place)
      : invalid(message("terraform.no-bool-condition"), place),
  ];
}
