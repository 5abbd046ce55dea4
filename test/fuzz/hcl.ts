// Bends Terraform by its blocks and expressions, found by the layout that `terraform fmt` gives; what was bent before need
// not have it any more.
import { COLLECTIONS } from "../../src/load/terraform/hcl/functions/collections.ts";
import { CONVERSIONS } from "../../src/load/terraform/hcl/functions/conversions.ts";
import { ENCODINGS } from "../../src/load/terraform/hcl/functions/encoding.ts";
import { NETWORKS } from "../../src/load/terraform/hcl/functions/network.ts";
import { NUMBERS } from "../../src/load/terraform/hcl/functions/numbers.ts";
import { REGEX } from "../../src/load/terraform/hcl/functions/regex.ts";
import { TEXTS } from "../../src/load/terraform/hcl/functions/texts.ts";
import type { Dice } from "../cloud/seed.ts";
import { tear } from "./bytes.ts";
import { damaged } from "./hcl-damage.ts";
import { ODD_NUMBERS, oddText } from "./odd.ts";

const FUNCTIONS = [NUMBERS, TEXTS, REGEX, COLLECTIONS, ENCODINGS, NETWORKS, CONVERSIONS]
  .flatMap(Object.keys)
  .concat("try can templatefile templatestring file nope core::length provider::x::y".split(" "));

interface Piece {
  readonly start: number;
  readonly end: number;
}

/** From a head to the line that closes it at the same depth. */
function blocksOf(text: string): Piece[] {
  const heads = text.matchAll(/^([ \t]*)[\w-]+(?:[ \t]+(?:"[^"\n]*"|[\w-]+))*[ \t]*\{[ \t]*$/gm);
  return [...heads].flatMap(({ index, 1: pad = "" }) => {
    const end = text.indexOf(`\n${pad}}`, index);
    return end < 0 ? [] : [{ start: index, end: end + pad.length + 3 }];
  });
}

/** What stands behind `name =`. */
function expressionsOf(text: string): Piece[] {
  return [...text.matchAll(/^([ \t]*)[\w-]+[ \t]*=[ \t]*(.+)$/gm)].flatMap((found) => {
    const [whole, pad = "", value = ""] = found;
    const start = found.index + whole.length - value.length;
    if (!/[[({]$/.test(value)) return [{ start, end: start + value.length }];
    const close = /[\])}]/.exec(text.slice(text.indexOf(`\n${pad}`, start)));
    const end = text.indexOf("\n", start + value.length + 1 + (close?.index ?? 0));
    return end < 0 ? [] : [{ start, end }];
  });
}

/** What can be referred to, and what cannot. */
function namesOf(text: string): string[] {
  const resources = [...text.matchAll(/^resource "(\w+)" "(\w+)"/gm)].map(
    ([, type, name]) => `${type}.${name}`,
  );
  const variables = [...text.matchAll(/^variable "(\w+)"/gm)].map(([, name]) => `var.${name}`);
  const locals = [...text.matchAll(/^ {2}(\w+) +=/gm)].map(([, name]) => `local.${name}`);
  return [
    ...resources,
    ...resources.map((name) => `${name}.id`),
    ...variables,
    ...locals,
    ..."var.nope local.nope local.loop module.m.out module.nope[0].x data.tencentcloud_vpc.x.id each.key each.value count.index self.id path.module path.root terraform.workspace ingress.value ingress.key.x nope nope.nope a.b[*].c var.__proto__ local.constructor".split(
      " ",
    ),
  ];
}

function expression(dice: Dice, names: readonly string[], depth = 0): string {
  const inner = () => expression(dice, names, depth + 1);
  if (depth > 4 || dice.chance(0.25 + depth * 0.12)) return atom(dice, names);
  const call = () => {
    const args = Array.from({ length: dice.below(4) }, inner).join(", ");
    return `${dice.pick(FUNCTIONS)}(${args}${args !== "" && dice.chance(0.1) ? "..." : ""})`;
  };
  return dice.pick<() => string>([
    call,
    call,
    call,
    () => `[for v in ${inner()} : ${inner()}${dice.chance(0.3) ? ` if ${inner()}` : ""}]`,
    () => `{ for k, v in ${inner()} : k => ${inner()}${dice.chance(0.3) ? "..." : ""} }`,
    () => `[for i, v in ${inner()} : [for w in v : w.${dice.pick(["id", "cidr", "x"])}]]`,
    () => `${inner()} ? ${inner()} : ${inner()}`,
    () =>
      `(${inner()} ${dice.pick(["+", "-", "*", "/", "%", "==", "!=", "<", "&&", "||"])} ${inner()})`,
    () => `${dice.pick(["-", "!"])}${inner()}`,
    () => `(${inner()})[${dice.pick(["*", "0", "-1", '"x"', "1e9", inner()])}]`,
    () =>
      `${dice.pick(names)}${dice.pick(["[*].id", ".*.id", "[0].id", "[each.key]", ".0.x", ".x.y.z"])}`,
    () => `[${inner()}, ${inner()}]`,
    () => `{ ${dice.pick(["a", '"a b"', `(${inner()})`])} = ${inner()}, b : ${inner()} }`,
    () => `"\${${inner()}}:\${${inner()}}"`,
    () => `"%{ for x in ${inner()} ~}\${x}%{ endfor }"`,
    () => `<<-EOT\n    a \${${inner()}}\n    %{ if ${inner()} }b%{ else }c%{ endif }\n  EOT\n`,
  ])();
}

function atom(dice: Dice, names: readonly string[]): string {
  return dice.pick<() => string>([
    () => JSON.stringify(oddText(dice)).replaceAll(/[$%]\{/g, (sign) => sign[0]! + sign),
    () => JSON.stringify(oddText(dice)),
    () => String(dice.pick(ODD_NUMBERS)),
    () =>
      dice.pick([
        "null",
        "true",
        "false",
        "[]",
        "{}",
        '""',
        "1e400",
        "0x10",
        "range(100000)",
        "[[[[1]]]]",
      ]),
    () => dice.pick(names),
    () => dice.pick(names),
  ])();
}

const WRAPS: readonly ((value: string, dice: Dice, names: readonly string[]) => string)[] = [
  (value, dice) => `${dice.pick(FUNCTIONS)}(${value})`,
  (value, dice, names) => `${dice.pick(FUNCTIONS)}(${value}, ${expression(dice, names, 3)})`,
  (value) => `try(${value}, null)`,
  (value) => `[for v in [${value}] : v][0]`,
  (value) => `"\${${value}}"`,
  (value) => `flatten([${value}, [${value}]])`,
  (value) => `(true ? ${value} : null)`,
  (value, dice, names) =>
    `(${dice.pick(names)} != null ? ${value} : ${expression(dice, names, 3)})`,
  (value, dice) => `${"(".repeat(dice.pick([1, 50, 900]))}${value})`,
  (value) => `sensitive(${value})`,
];

/** Lines that a block may hold besides its own. */
const META: readonly ((dice: Dice, names: readonly string[]) => string)[] = [
  (dice, names) =>
    `count = ${dice.pick(["0", "1", "2", "3.5", "-1", "10001", expression(dice, names, 2)])}`,
  (dice, names) =>
    `for_each = ${dice.pick(['toset(["a", "b"])', '{ a = 1, "b/c" = 2 }', expression(dice, names, 2)])}`,
  (_, names) => `depends_on = [${names[0]}]`,
  (dice) => `provider = tencentcloud.${dice.pick(["other", "x[0]"])}`,
  () => "lifecycle {\n    ignore_changes = all\n  }",
  (dice, names) =>
    `dynamic "ingress" {\n    for_each = ${expression(dice, names, 1)}\n    content {\n      action = "ACCEPT"\n      cidr_block = ingress.value\n      port = ${expression(dice, names, 2)}\n    }\n  }`,
  (dice, names) =>
    `dynamic "ingress" {\n    for_each = ["10.0.0.0/8"]\n    iterator = it\n    content {\n      action = it.key\n      cidr_block = it.value\n      ${dice.pick(["port", "protocol", "nope"])} = ${expression(dice, names, 2)}\n    }\n  }`,
];

/** Whole blocks for the end of a file. */
const FOREIGN: readonly ((dice: Dice, names: readonly string[]) => string)[] = [
  (dice, names) =>
    `locals {\n  loop = local.loop2\n  loop2 = [local.loop]\n  fine = ${expression(dice, names)}\n}`,
  (dice, names) =>
    `variable "more" {\n  type = ${dice.pick(["string", "list(object({ a = optional(string, 1) }))", "map(any)", "nope", "tuple([number])"])}\n  default = ${expression(dice, names, 2)}\n  validation {\n    condition = ${expression(dice, names, 2)}\n    error_message = "x"\n  }\n}`,
  (dice, names) =>
    `module "m" {\n  source = ${dice.pick(['"./"', '"../"', '"./modules/web"', '"git::https://example.com/x.git"', '"/etc"', '"./nope"'])}\n  x = ${expression(dice, names, 2)}\n}`,
  (dice, names) =>
    `data "tencentcloud_security_groups" "x" {\n  name = ${expression(dice, names, 2)}\n}`,
  (dice, names) => `moved {\n  from = ${dice.pick(names)}\n  to = ${dice.pick(names)}\n}`,
  (dice, names) => `import {\n  to = ${dice.pick(names)}\n  id = ${expression(dice, names, 3)}\n}`,
  (dice, names) => `output "o" {\n  value = ${expression(dice, names)}\n}`,
  (dice) =>
    `provider "tencentcloud" {\n  alias = "other"\n  region = ${JSON.stringify(oddText(dice))}\n}`,
  () =>
    'removed {\n  from = a.b\n}\ncheck "c" {\n  assert {\n    condition = false\n    error_message = "x"\n  }\n}',
  () => 'terraform {\n  required_version = ">= 99"\n  backend "s3" {}\n}',
];

type Blow = (text: string, dice: Dice, names: readonly string[]) => string;

const splice = (text: string, { start, end }: Piece, by: string) =>
  text.slice(0, start) + by + text.slice(end);
const cut = (text: string, { start, end }: Piece) => text.slice(start, end);

const replaceExpression: Blow = (text, dice, names) => {
  const piece = dice.pick(expressionsOf(text));
  return piece ? splice(text, piece, expression(dice, names)) : text;
};

const wrapExpression: Blow = (text, dice, names) => {
  const piece = dice.pick(expressionsOf(text));
  return piece ? splice(text, piece, dice.pick(WRAPS)(cut(text, piece), dice, names)) : text;
};

const swapExpressions: Blow = (text, dice) => {
  const pieces = expressionsOf(text);
  const [one, other] = [dice.pick(pieces), dice.pick(pieces)];
  return one && other ? splice(text, one, cut(text, other)) : text;
};

const doubleBlock: Blow = (text, dice) => {
  const piece = dice.pick(blocksOf(text));
  if (!piece) return text;
  const times = dice.pick([1, 1, 2, 40]);
  return splice(text, { start: piece.end, end: piece.end }, cut(text, piece).repeat(times));
};

const dropBlock: Blow = (text, dice) => {
  const piece = dice.pick(blocksOf(text));
  return piece ? splice(text, piece, "") : text;
};

const nestBlock: Blow = (text, dice) => {
  const pieces = blocksOf(text);
  const [one, other] = [dice.pick(pieces), dice.pick(pieces)];
  if (!one || !other) return text;
  const at = text.indexOf("\n", other.start) + 1;
  return splice(text, { start: at, end: at }, `${cut(text, one)}\n`);
};

const addMeta: Blow = (text, dice, names) => {
  const piece = dice.pick(blocksOf(text));
  if (!piece) return text;
  const at = text.indexOf("\n", piece.start) + 1;
  return splice(text, { start: at, end: at }, `  ${dice.pick(META)(dice, names)}\n`);
};

const addForeign: Blow = (text, dice, names) => `${text}\n${dice.pick(FOREIGN)(dice, names)}\n`;

const oddString: Blow = (text, dice) => {
  const found = dice.pick([...text.matchAll(/"[^"\n]*"/g)]);
  if (!found) return text;
  const piece = { start: found.index, end: found.index + found[0].length };
  return splice(text, piece, JSON.stringify(oddText(dice)));
};

const tokens: Blow = (text, dice) =>
  damaged(
    text,
    Array.from({ length: 3 * (1 + dice.below(3)) }, () => dice.below(1_000_000)),
  );

const BLOWS: readonly Blow[] = [
  replaceExpression,
  replaceExpression,
  wrapExpression,
  wrapExpression,
  swapExpressions,
  doubleBlock,
  dropBlock,
  nestBlock,
  addMeta,
  addMeta,
  addForeign,
  oddString,
  oddString,
];

/** Mostly sound afterwards; the grammar refuses the rest. */
export function bendHcl(text: string, dice: Dice): string {
  let out = text;
  for (let i = 0; i <= dice.below(dice.chance(0.8) ? 3 : 10); i++)
    out = dice.pick(BLOWS)(out, dice, namesOf(text));
  if (dice.chance(0.08)) out = tokens(out, dice, []);
  return dice.chance(0.04) ? tear(out, dice) : out;
}

/** For texts of `.tf.json`. */
export function templateOf(text: string, dice: Dice): string {
  return `\${${expression(dice, namesOf(text))}}`;
}
