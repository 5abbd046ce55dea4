// Numeric functions of Terraform. Pure.
import { message } from "../../../../words/index.ts";
import { listNode, scalarNode, type Node } from "../values.ts";
import {
  argument,
  listArgument,
  numberArgument,
  refuse,
  textArgument,
  textsIn,
  type CallContext,
  type Fn,
  type Functions,
} from "./function.ts";

const one =
  (compute: (value: number) => number): Fn =>
  (args, context) =>
    scalarNode(compute(numberArgument(args, 0, context)), context.place);

const many =
  (compute: (values: readonly number[]) => number): Fn =>
  (args, context) => {
    const values = args.map((_, i) => numberArgument(args, i, context));
    return values.length === 0
      ? refuse(message("terraform.needs-an-argument"), context)
      : scalarNode(compute(values), context.place);
  };

export const NUMBERS: Functions = {
  abs: one(Math.abs),
  ceil: one(Math.ceil),
  floor: one(Math.floor),
  signum: one(Math.sign),
  max: many((values) => values.reduce((a, b) => Math.max(a, b))),
  min: many((values) => values.reduce((a, b) => Math.min(a, b))),
  log: (args, context) =>
    scalarNode(
      Math.log(numberArgument(args, 0, context)) / Math.log(numberArgument(args, 1, context)),
      context.place,
    ),
  pow: (args, context) =>
    scalarNode(numberArgument(args, 0, context) ** numberArgument(args, 1, context), context.place),
  parseint: (args, context) => scalarNode(parseInteger(args, context), context.place),
  sum: (args, context) => {
    const values = textsIn(listArgument(args, 0, context), context).map(Number);
    if (values.length === 0) refuse(message("terraform.sums-nothing"), context);
    return scalarNode(
      values.reduce((a, b) => a + b, 0),
      context.place,
    );
  },
  range: (args, context) => range(args, context),
};

function parseInteger(args: readonly Node[], context: CallContext): number {
  const [text, base] = [
    textArgument(args, 0, context).toLowerCase(),
    numberArgument(args, 1, context),
  ];
  const digits = new Set("0123456789abcdefghijklmnopqrstuvwxyz".slice(0, base));
  const plain = text.replace(/^[-+]/, "");
  if (base < 2 || base > 36 || plain === "" || [...plain].some((digit) => !digits.has(digit)))
    refuse(message("terraform.no-number-of-base"), context);
  return Number.parseInt(text, base);
}

/** `range(max)`, `range(start, limit)`, `range(start, limit, step)`; at most 1,024 numbers. */
function range(args: readonly Node[], context: CallContext): Node {
  argument(args, 0, context);
  const [a, b, c] = args.map((_, i) => numberArgument(args, i, context));
  const [start, limit] = b === undefined ? [0, a!] : [a!, b];
  const step = c ?? (start <= limit ? 1 : -1);
  if (step === 0 || (start < limit && step < 0) || (start > limit && step > 0))
    refuse(message("terraform.step-leads-away"), context);
  const values: Node[] = [];
  for (let at = start; step > 0 ? at < limit : at > limit; at += step) {
    if (values.length >= 1024) refuse(message("terraform.range-too-long"), context);
    values.push(scalarNode(at, context.place));
  }
  return listNode(values, context.place);
}
