// Operators and conditionals of HCL, with unknown operands. Pure.
import { message } from "../../../words/index.ts";
import type { Place } from "../../../model/place.ts";
import type { Operator } from "./syntax/syntax.ts";
import {
  booleanOf,
  canonical,
  choice,
  derived,
  equal,
  invalid,
  isFault,
  isNull,
  isWhole,
  numberOf,
  scalarNode,
  scalarAsText,
  type Node,
  type UnknownValue,
} from "./values.ts";

export function unary(operator: "-" | "!", of: Node, place: Place): Node {
  if (of.kind === "unknown" || of.kind === "template") return derived([of], place);
  const value = operator === "!" ? booleanOf(of) : numberOf(of);
  if (value === null)
    return invalid(
      message(
        operator === "!" ? "terraform.operand-no-bool" : "terraform.operand-no-number",
        operator,
      ),
      place,
    );
  return scalarNode(operator === "!" ? !value : -value, place);
}

export function binary(operator: Operator, left: Node, right: Node, place: Place): Node {
  const fault = [left, right].find(isFault);
  if (fault) return fault;
  if (operator === "==" || operator === "!=") return comparison(operator, left, right, place);
  if (operator === "&&" || operator === "||") return logic(operator, left, right, place);
  if (isOpen(left) || isOpen(right)) return derived([left, right], place);
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === null || b === null)
    return invalid(message("terraform.operand-no-number", operator), place);
  if (b === 0 && (operator === "/" || operator === "%"))
    return invalid(message("terraform.divides-by-zero"), place);
  const result = ARITHMETIC[operator](a, b);
  return scalarNode(
    typeof result === "number" && operator !== "/" ? decimal(result) : result,
    place,
  );
}

/** Terraform computes with more digits than a double has: 0.1 + 0.2 is 0.3. */
function decimal(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}

const ARITHMETIC: Readonly<
  Record<Exclude<Operator, "==" | "!=" | "&&" | "||">, (a: number, b: number) => number | boolean>
> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
};

function comparison(operator: "==" | "!=", left: Node, right: Node, place: Place): Node {
  const same = equal(left, right);
  return same === null
    ? derived([left, right], place)
    : scalarNode(same === (operator === "=="), place);
}

/** One operand decides where it can, even beside an unknown one. */
function logic(operator: "&&" | "||", left: Node, right: Node, place: Place): Node {
  const deciding = operator === "||";
  const [a, b] = [booleanOf(left), booleanOf(right)];
  if (a === deciding || b === deciding) return scalarNode(deciding, place);
  if (a !== null && b !== null) return scalarNode(!deciding, place);
  const wrong = [left, right].some((one) => booleanOf(one) === null && !isOpen(one));
  return wrong
    ? invalid(message("terraform.operand-no-bool", operator), place)
    : derived([left, right], place);
}

export function conditional(test: Node, yes: () => Node, no: () => Node, place: Place): Node {
  const known = booleanOf(test);
  if (known !== null) return unified(known ? yes() : no(), known ? no : yes);
  if (isFault(test)) return test;
  if (test.kind !== "unknown") return invalid(message("terraform.no-bool-condition"), place);
  const [a, b] = [yes(), no()];
  if (isWhole(a) && canonical(a) !== null && canonical(a) === canonical(b)) return a;
  // An error in a branch that may not be taken is no error yet.
  const open: UnknownValue = { ...choice(test.reason, [a, b], place), either: [a, b] };
  return open;
}

/** Both branches have one type: a number or bool beside a text becomes text. */
function unified(chosen: Node, other: () => Node): Node {
  if (chosen.kind !== "scalar" || chosen.value === null || typeof chosen.value === "string")
    return chosen;
  const beside = other();
  const isText = beside.kind === "scalar" && typeof beside.value === "string";
  return isText ? scalarNode(scalarAsText(chosen.value), chosen.place) : chosen;
}

function isOpen(node: Node): boolean {
  return node.kind === "unknown" || (node.kind === "template" && !isNull(node));
}
