// For expressions: tuples and objects, with conditions and grouping. Evaluates through what it is given.
import { message } from "../../../words/index.ts";
import { loop } from "./loop.ts";
import { keyedBy } from "./secrets.ts";
import { withNames, type Evaluate, type EvaluationScope } from "./scope.ts";
import type { Expression, For } from "./syntax/syntax.ts";
import {
  booleanOf,
  derived,
  invalid,
  isNull,
  keyFault,
  listNode,
  objectNode,
  plainText,
  type Node,
} from "./values.ts";

export function forValue(expression: For, scope: EvaluationScope, evaluate: Evaluate): Node {
  const { place } = expression;
  const over = evaluate(expression.over, scope);
  const rounds = loop(over, expression.keyName, expression.valueName);
  if (rounds === null) {
    if (over.kind === "unknown") return derived([over], place);
    return invalid(
      message(isNull(over) ? "terraform.loops-null" : "terraform.loops-no-collection"),
      place,
    );
  }
  return expression.key === null
    ? forTuple(expression, rounds, scope, evaluate)
    : forObject(expression, expression.key, rounds, scope, evaluate);
}

type Rounds = Iterable<readonly (readonly [string, Node])[]>;

/** Whether a round counts: true, false, or the value that keeps it from being known. */
function keeps(expression: For, scope: EvaluationScope, evaluate: Evaluate): boolean | Node {
  const { condition, place } = expression;
  if (!condition) return true;
  const test = evaluate(condition, scope);
  return (
    booleanOf(test) ??
    (test.kind === "unknown" ? test : invalid(message("terraform.no-bool-condition"), place))
  );
}

function forTuple(
  expression: For,
  rounds: Rounds,
  scope: EvaluationScope,
  evaluate: Evaluate,
): Node {
  const { place } = expression;
  const items: Node[] = [];
  for (const names of rounds) {
    const inner = withNames(scope, names);
    const kept = keeps(expression, inner, evaluate);
    if (kept === false) continue;
    if (kept !== true) return derived([kept, evaluate(expression.value, inner)], place);
    items.push(evaluate(expression.value, inner));
  }
  return listNode(items, place);
}

function forObject(
  expression: For,
  keyOf: Expression,
  rounds: Rounds,
  scope: EvaluationScope,
  evaluate: Evaluate,
): Node {
  const { place } = expression;
  const groups = new Map<string, Node[]>();
  for (const names of rounds) {
    const inner = withNames(scope, names);
    const kept = keeps(expression, inner, evaluate);
    if (kept === false) continue;
    const key = evaluate(keyOf, inner);
    const value = keyedBy(evaluate(expression.value, inner), [key]);
    const name = plainText(key);
    if (kept !== true) return derived([kept, value], place);
    if (name === null) return keyFault(key, value, place);
    const group = groups.get(name);
    if (!group) groups.set(name, [value]);
    else if (expression.grouping) group.push(value);
    else return keyedBy(invalid(message("terraform.key-twice", name), place), [key]);
  }
  const entries = [...groups].map(
    ([name, group]) => [name, expression.grouping ? listNode(group, place) : group[0]!] as const,
  );
  return objectNode(new Map(entries), place);
}
