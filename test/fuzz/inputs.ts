// One input from its kind and its number, the same in every run: files, and the command line that reads them.
import { parse } from "yaml";
import { FORMATS } from "../../src/report/index.ts";
import { dice as newDice, type Dice } from "../cloud/seed.ts";
import { misencoded, tear } from "./bytes.ts";
import { bendHcl, templateOf } from "./hcl.ts";
import { oddText } from "./odd.ts";
import { LONG_LINES, lines, seedFor, type Kind, type Seed } from "./seeds.ts";
import { bend, jsonText, treeOf, yamlText, type Notation, type Tree } from "./tree.ts";

export interface Input {
  readonly kind: Kind;
  readonly seed: number;
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  readonly args: readonly string[];
  /** It was made of a file of more than 100 lines. */
  readonly isLong: boolean;
  /** All formats are rendered, and the run is repeated. */
  readonly isSample: boolean;
}

export function inputOf(kind: Kind, number: number): Input {
  const dice = newDice(kind, number);
  const seed = seedFor(kind, dice);
  const { bent } = seed;
  const files = new Map<string, string | Uint8Array>(Object.entries(seed.files));
  const text = bentText(kind, seed, dice);
  const name = isJsonInYaml(bent, text) ? bent.replace(/yaml$/, "json") : bent;
  files.delete(bent);
  files.set(name, dice.chance(0.05) ? misencoded(text, dice) : text);
  if (dice.chance(0.1)) bendAnother(files, name, dice);
  return {
    kind,
    seed: number,
    files,
    args: argumentsFor(kind, name, dice),
    isLong: lines(seed.files[bent]!) > LONG_LINES,
    isSample: dice.chance(0.05),
  };
}

/** Definitions are read as JSON as well; what names a config, a rule or a pack names it as YAML. */
function isJsonInYaml(name: string, text: string): boolean {
  return name === "sg.yaml" && /^\s*[{[]/.test(text);
}

function bendAnother(files: Map<string, string | Uint8Array>, bent: string, dice: Dice): void {
  const other = dice.pick([...files.keys()].filter((name) => name !== bent));
  const text = other === undefined ? undefined : files.get(other);
  if (typeof text === "string") files.set(other!, bentByName(other!, text, dice));
}

function bentText(kind: Kind, { files, bent }: Seed, dice: Dice): string {
  const text = bentByName(bent, files[bent]!, dice);
  if (dice.chance(0.001)) return grown(text, dice);
  return kind === "definitions" && dice.chance(0.15) ? asJson(text) : text;
}

function bentByName(name: string, text: string, dice: Dice): string {
  if (/\.tf(vars)?$/.test(name)) return bendHcl(text, dice);
  if (dice.chance(0.15)) return torn(text, dice);
  const notation: Notation = name.endsWith(".json") ? "json" : "yaml";
  const tree = treeOf(valueOf(text, notation));
  if (name.endsWith(".tf.json")) withTemplates(tree, dice);
  bend(tree, dice, notation, SET_UP.has(name));
  return notation === "json" ? `${jsonText(tree)}\n` : yamlText(tree);
}

const values = new Map<string, unknown>();

/** Of a seed, which comes again and again. */
function valueOf(text: string, notation: Notation): unknown {
  if (!values.has(text)) values.set(text, notation === "json" ? JSON.parse(text) : parse(text));
  return values.get(text);
}

const SET_UP = new Set(["sglint.yaml", "own-rule.yaml", "own-pack.yaml"]);

function torn(text: string, dice: Dice): string {
  let out = text;
  for (let i = 0; i <= dice.below(4); i++) out = tear(out, dice);
  return out;
}

/** JSON is YAML; what is no YAML any more stays as it is. */
function asJson(text: string): string {
  try {
    return `${JSON.stringify(parse(text, { logLevel: "silent" }), null, 1)}\n`;
  } catch {
    return text;
  }
}

/** An expression in place of one text. */
function withTemplates(tree: Tree, dice: Dice): void {
  const known = 'resource "tencentcloud_security_group" "g0" {\nvariable "ranges" {\n  ports =';
  const walk = (node: Tree): void => {
    if (node.kind === "map")
      for (const [i, [key, value]] of node.entries.entries()) {
        if (value.kind === "leaf" && dice.chance(0.02))
          node.entries[i] = [key, { kind: "leaf", value: templateOf(known, dice) }];
        else walk(value);
      }
    if (node.kind === "list") for (const item of node.items) walk(item);
  };
  walk(tree);
}

/** The text, or a piece of it, until there are megabytes. */
function grown(text: string, dice: Dice): string {
  const size = dice.pick([300_000, 1_000_000, 3_000_000, 8_000_000]);
  const piece = dice.pick([
    text,
    dice.pick(text.split("\n")) + "\n",
    oddText(dice) || "x",
    dice.pick(["[", "{", "- ", "a: ", "'", '"', "#", "\n", " ", "\t", "${", "x", "&a ", "1,"]),
  ]);
  const long = piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
  const at = dice.below(text.length);
  return dice.chance(0.5) ? long : text.slice(0, at) + long + text.slice(at);
}

function argumentsFor(kind: Kind, bent: string, dice: Dice): string[] {
  const args = [...pathsFor(kind, bent, dice)];
  if (dice.chance(0.3)) args.push("--clients", "203.0.113.0/24");
  if (dice.chance(0.05)) args.push("--region", "ap-shanghai");
  const way = dice.below(20);
  if (way === 0) return [...args, "--diff", "--unsafe-fixes"];
  if (way === 1) return [...args, "--diff", "--override-drops"];
  if (way === 2) return [...args, "--fix", "--unsafe-fixes"];
  if (way === 3) args.push("--verbose");
  if (way === 4) return [...args, "--fix-as", dice.pick(["tccli", "terraform", "definitions"])];
  return [...args, "--format", dice.pick(["pretty", ...Object.keys(FORMATS)])];
}

export function pathsFor(kind: Kind, bent: string, dice: Dice): readonly string[] {
  if (kind === "rule") return ["check", "infra", "--rules", bent];
  if (kind === "config") return dice.chance(0.5) ? ["check"] : ["check", "infra"];
  if (kind === "pack") return ["check", "infra"];
  if (kind === "tfvars" && dice.chance(0.3)) return ["check", ".", "--var-file", bent];
  if (kind === "hcl" && dice.chance(0.1)) return ["check", ".", "--var", `ranges=${oddText(dice)}`];
  return ["check", dice.chance(0.3) && kind !== "hcl" && kind !== "tf-json" ? bent : "."];
}
