// What is bent: the project's own examples, cases and stacks, and long inputs that are made for it, by kind of input.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { dice as newDice, type Dice } from "../cloud/seed.ts";
import { account, snapshotOf } from "../load/fetch/reading/judged-account.ts";
import { hclOf, longConfig, longDefinitions, longPack, longRule, longTerraform } from "./long.ts";
import { jsonText, treeOf, yamlText } from "./tree.ts";

/** The files of one input, and which of them is to be bent. */
export interface Seed {
  readonly files: Readonly<Record<string, string>>;
  readonly bent: string;
}

export const KINDS = [
  ...(["definitions", "answers", "hcl", "tfvars", "tf-json", "plan"] as const),
  ...(["state", "snapshot", "config", "rule", "pack"] as const),
];
export type Kind = (typeof KINDS)[number];

export const LONG_LINES = 100;

const root = process.cwd();
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** Paths below a folder whose names end so. */
function below(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => ending.test(path))
    .toSorted()
    .map((path) => join(folder, path));
}

/** One seed for each file of the folder, with all others beside it. */
function folderSeeds(folder: string, ending: RegExp): Seed[] {
  const files = Object.fromEntries(
    below(folder, ending).map((path) => [path.slice(folder.length + 1), read(path)]),
  );
  return Object.keys(files).map((bent) => ({ files, bent }));
}

const single = (bent: string, text: string, beside: Seed["files"] = {}): Seed => ({
  files: { ...beside, [bent]: text },
  bent,
});

/** Each is made once, when first asked for. */
function once<T>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

interface CaseFile {
  readonly given?: string;
  readonly cases: readonly { readonly definitions?: string }[];
}

function caseSeeds(): Seed[] {
  return below("test/cases", /\.yaml$/).flatMap((path) => {
    const { given = "", cases } = parse(read(path)) as CaseFile;
    return cases.map(({ definitions = "" }) => single("sg.yaml", `${given}${definitions}`));
  });
}

/** Long ones of several sizes; what no seed should bend stays the same in every run. */
function many(make: (dice: Dice) => Seed): Seed[] {
  return Array.from({ length: 12 }, (_, i) => make(newDice("long", i)));
}

const yaml = (value: unknown) => yamlText(treeOf(value));
const json = (value: unknown) => `${jsonText(treeOf(value))}\n`;

/** A snapshot's answers as somebody saved them one by one, by owner and call. */
function savedOnes(): Seed["files"] {
  const named = account(["sg-l4"]).map(
    ({ Region: _r, Service: _s, Action, Response, ...owner }, i) => {
      const [id = `answer-${i}`] = Object.values(owner);
      return [`${String(id)}.${Action}.${i}.json`, json({ Response })] as const;
    },
  );
  return Object.fromEntries(named);
}

const FOUND: Readonly<Record<Kind, () => readonly Seed[]>> = {
  definitions: once(() => [
    ...folderSeeds("examples/orders", /\.yaml$/),
    ...folderSeeds("examples/clean", /infra\.yaml$/),
    ...below("test/rules", /\.yaml$/).map((path) => single("sg.yaml", read(path))),
    ...caseSeeds(),
  ]),
  answers: once(() => folderSeeds("examples/api-answers", /\.json$/)),
  hcl: once(() => [
    ...folderSeeds("examples/terraform", /\.tf$/),
    ...stacks().flatMap((folder) => folderSeeds(folder, /\.tf(vars)?$/)),
    ...below("test/rules", /\.tf$/).map((path) => single("main.tf", read(path))),
  ]),
  tfvars: once(() => folderSeeds("test/load/terraform/stacks/dynamic", /\.tf(vars)?$/).slice(-1)),
  "tf-json": once(() => [tfJson(3, newDice("short"))]),
  plan: once(() =>
    [...below("test/rules", /\.json$/), "test/examples/terraform/plan.json"].map((path) =>
      single("plan.json", read(path)),
    ),
  ),
  state: once(() => [single("terraform.tfstate.json", read("test/examples/terraform/state.json"))]),
  snapshot: once(() => [single("snapshot.json", json(whole()))]),
  config: once(() => [
    withOrders("sglint.yaml", "version: 1\nclients: [203.0.113.0/24]\nfail_on: warning\n"),
  ]),
  rule: once(() =>
    below("rules", /\.yaml$/).map((path) =>
      withOrders("own-rule.yaml", read(path).replace(/^id: /m, "id: own-")),
    ),
  ),
  pack: once(() =>
    below("ranges", /\.yaml$/).map((path) =>
      withOrders("own-pack.yaml", read(path), "own-pack.yaml"),
    ),
  ),
};

const MADE: Readonly<Record<Kind, () => readonly Seed[]>> = {
  definitions: once(() => many((dice) => single("sg.yaml", yaml(longDefinitions(dice))))),
  answers: once(() => {
    const files = savedOnes();
    return Object.keys(files)
      .filter((name) => lines(files[name]!) > LONG_LINES)
      .map((bent) => ({ files, bent }));
  }),
  hcl: once(() => many((dice) => single("main.tf", hclOf(longTerraform(dice))))),
  tfvars: once(() => many(longVariables)),
  "tf-json": once(() => many((dice) => tfJson(6, dice))),
  plan: once(() => FOUND.plan().filter(isLong)),
  state: once(() => FOUND.state()),
  snapshot: once(() => FOUND.snapshot()),
  config: once(() =>
    many((dice) => ({
      files: { ...configured(dice), "sglint.yaml": yaml(longConfig(dice)) },
      bent: "sglint.yaml",
    })),
  ),
  rule: once(() => many((dice) => withOrders("own-rule.yaml", yaml(longRule(dice))))),
  pack: once(() => [
    ...FOUND.pack().filter(isLong),
    ...many((dice) => withOrders("own-pack.yaml", yaml(longPack(dice)), "own-pack.yaml")),
  ]),
};

export function lines(text: string): number {
  return text.split("\n").length;
}

function isLong({ files, bent }: Seed): boolean {
  return lines(files[bent]!) > LONG_LINES;
}

function stacks(): string[] {
  const folder = "test/load/terraform/stacks";
  return readdirSync(join(root, folder))
    .toSorted()
    .map((name) => join(folder, name));
}

/** Every call that has an answer was asked as often. */
function whole() {
  const answers = account(["sg-l4"]);
  const calls = [...new Set(answers.map(({ Action }) => Action))].map((call) => {
    const asked = answers.filter(({ Action }) => Action === call).length;
    const none = { withdrawn: 0, failed: 0, pending: 0 };
    return { region: "ap-guangzhou", call, asked, answered: asked, ...none };
  });
  return snapshotOf(answers, calls);
}

/** The orders platform, with a config that names the file. */
function withOrders(bent: string, text: string, pack?: string): Seed {
  const orders = Object.fromEntries(
    below("examples/orders", /\.yaml$/).map((path) => [`infra/${basename(path)}`, read(path)]),
  );
  const config = pack === undefined ? {} : { "sglint.yaml": `ranges: [${pack}]\n` };
  return single(bent, text, { ...orders, ...config });
}

function configured(dice: Dice): Seed["files"] {
  const { gateways: _g, paths: _p, ...rest } = longDefinitions(dice);
  return {
    "infra/sg.yaml": yaml(rest),
    "own-pack.yaml": yaml({ ...longPack(dice), product: "own" }),
    "own-rule.yaml": yaml(longRule(dice)),
  };
}

function tfJson(size: number, dice: Dice): Seed {
  const { variable, ...stack } = longTerraform(dice);
  const beside = { "variables.tf": hclOf({ variable }) };
  return single("main.tf.json", json(size > 3 ? stack : { ...stack, output: {} }), beside);
}

/** Values of a variable that a stack repeats its policies from. */
function longVariables(dice: Dice): Seed {
  const [{ files } = single("x", "")] = FOUND.tfvars();
  const ranges = Array.from(
    { length: 110 + dice.below(60) },
    (_, i) => `  { cidr = "10.${i}.0.0/16"${dice.chance(0.5) ? `, port = "${8000 + i}"` : ""} },\n`,
  );
  const bent = "terraform.tfvars";
  return { files: { ...files, [bent]: `ranges = [\n${ranges.join("")}]\n` }, bent };
}

/** Two in five are long ones. */
export function seedFor(kind: Kind, dice: Dice): Seed {
  const { long, found } = seedsOf(kind);
  return dice.pick(dice.chance(0.42) ? long : found);
}

export function seedsOf(kind: Kind): {
  readonly long: readonly Seed[];
  readonly found: readonly Seed[];
} {
  return { long: MADE[kind](), found: FOUND[kind]() };
}
