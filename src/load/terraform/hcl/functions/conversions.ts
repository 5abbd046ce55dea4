// Type conversion functions. Pure.
import { message } from "../../../../words/index.ts";
import { isSensitiveValue, unveiled } from "../secrets.ts";
import { convert } from "../types.ts";
import { scalarNode, unsupported } from "../values.ts";
import { argument, refuse, type Fn, type Functions } from "./function.ts";
import type { Type } from "../types.ts";

const to =
  (type: Type, noun: string): Fn =>
  (args, context) => {
    const arg = argument(args, 0, context);
    const converted = convert(arg, type);
    return converted ?? refuse(message("terraform.cannot-be-made", noun), context);
  };

const same: Fn = (args, context) => argument(args, 0, context);
const ANY: Type = { kind: "any" };

export const CONVERSIONS: Functions = {
  tostring: to({ kind: "string" }, "a text"),
  tonumber: to({ kind: "number" }, "a number"),
  tobool: to({ kind: "bool" }, "a bool"),
  tolist: to({ kind: "list", of: ANY }, "a list"),
  toset: to({ kind: "set", of: ANY }, "a set"),
  tomap: to({ kind: "map", of: ANY }, "a map"),
  list: (_, context) => refuse(message("terraform.gone", "list", "tolist"), context),
  map: (_, context) => refuse(message("terraform.gone", "map", "tomap"), context),
  sensitive: same,
  nonsensitive: (args, context) => unveiled(argument(args, 0, context)),
  ephemeralasnull: same,
  issensitive: (args, { place }) => scalarNode(args.some(isSensitiveValue), place),
  type: (_, { place }) => unsupported(message("terraform.uses-type"), place),
};
