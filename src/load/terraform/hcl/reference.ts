// The first words of a reference -> what they name: variables, locals, resources, modules, each, count, path.
// Looks up; declares nothing.
import { message, type Message } from "../../../words/index.ts";
import type { Place } from "../../../model/place.ts";
import { nearest } from "../../own/wording.ts";
import type { DeclaredNoun, EvaluationScope, ModuleScope } from "./scope.ts";
import {
  invalid,
  objectNode,
  scalarNode,
  textNode,
  unknown,
  unsupported,
  type Node,
} from "./values.ts";

export interface Head {
  readonly value: Node;
  /** How many words after the first belong to the name. */
  readonly used: number;
  /** Of a resource of several instances: what an attribute must not be asked of without a key. */
  readonly instances?: string;
}

/** `words`: the attribute names that follow, null for an index. */
export function rootReference(
  name: string,
  words: readonly (string | null)[],
  scope: EvaluationScope,
  place: Place,
): Head {
  const local = scope.names.get(name);
  if (local) return { value: local, used: 0 };
  const [first = null, second = null] = words;
  if (name === "data") {
    const value = resource("data", first, second, scope, place);
    return { value, used: 2, instances: `data.${first}.${second}` };
  }
  if (name === "self") return { value: unknown(message("terraform.self"), place), used: 0 };
  const head = HEADS.get(name);
  if (head) return { value: head(first, scope, place), used: 1 };
  return first === null
    ? { value: invalid(message("terraform.undeclared-name", name), place), used: 0 }
    : {
        value: resource("managed", name, first, scope, place),
        used: 1,
        instances: `${name}.${first}`,
      };
}

/** First words that one more word follows. */
const HEADS: ReadonlyMap<
  string,
  (word: string | null, scope: EvaluationScope, place: Place) => Node
> = new Map([
  [
    "var",
    (word, { module }, place) =>
      declared(word, (one) => module.variable(one, place), "variable", module, place),
  ],
  [
    "local",
    (word, { module }, place) =>
      declared(word, (one) => module.local(one, place), "local value", module, place),
  ],
  [
    "module",
    (word, { module }, place) =>
      declared(word, (one) => module.call(one, place), "module", module, place),
  ],
  ["each", each],
  [
    "count",
    (_, { count }, place) =>
      count ? { ...count, place } : invalid(message("terraform.stray-count"), place),
  ],
  ["path", path],
  ["terraform", workspace],
]);

function declared(
  word: string | null,
  find: (word: string) => Node | null,
  noun: DeclaredNoun,
  module: ModuleScope,
  place: Place,
): Node {
  if (word === null) return invalid(message("terraform.names-no", noun), place);
  const found = find(word);
  if (found) return found;
  const meant = nearest(word, module.declared(noun));
  const why =
    meant === null
      ? message("terraform.undeclared", noun, word)
      : message("terraform.undeclared-hint", noun, word, meant);
  return invalid(why, place);
}

function resource(
  mode: "managed" | "data",
  type: string | null,
  name: string | null,
  scope: EvaluationScope,
  place: Place,
): Node {
  if (type === null || name === null)
    return invalid(message("terraform.names-no", "resource"), place);
  const found = scope.module.resource(mode, type, name, place);
  const address = mode === "data" ? `data.${type}.${name}` : `${type}.${name}`;
  return found ?? invalid(undeclaredResource(address, type, scope.module), place);
}

function undeclaredResource(address: string, type: string, module: ModuleScope): Message {
  const alike = [...module.declared("resource")].filter((one) => one.startsWith(`${type}.`));
  const meant =
    nearest(address, alike) ??
    nearest(type, ["var", "local", "module", "data", "each", "count", "path", "terraform"]);
  return meant !== null && meant !== type
    ? message("terraform.undeclared-resource-hint", address, meant)
    : message("terraform.undeclared-resource", address);
}

function each(word: string | null, { each: at }: EvaluationScope, place: Place): Node {
  if (!at) return invalid(message("terraform.stray-each"), place);
  return word === "key" ? at.key : word === "value" ? at.value : objectNode(new Map(), place);
}

function path(word: string | null, { module, run }: EvaluationScope, place: Place): Node {
  if (word === "root") return textNode(".", place);
  if (word === "cwd") return unsupported(message("terraform.working-folder"), place);
  if (word !== "module") return invalid(message("terraform.names-no-path", word ?? ""), place);
  const inside = run.root === "" ? module.folder : relative(run.root, module.folder);
  return scalarNode(inside === "" ? "." : inside, place);
}

/** Both are relative to the working directory, without dots. */
function relative(from: string, to: string): string {
  const parts = (folder: string) => folder.split("/").filter((part) => part !== "");
  const [a, b] = [parts(from), parts(to)];
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared++;
  return [...a.slice(shared).map(() => ".."), ...b.slice(shared)].join("/");
}

function workspace(word: string | null, { run }: EvaluationScope, place: Place): Node {
  const chosen = run.environment.get("TF_WORKSPACE");
  if (word === "workspace" && chosen !== undefined) return scalarNode(chosen, place);
  return unknown(message("terraform.workspace"), place);
}
