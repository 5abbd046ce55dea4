// What an expression can see: the module it stands in, loop names, count and each. Interfaces only, so that the
// evaluator and the modules it evaluates know each other through them.
import type { Place } from "../../../model/place.ts";
import type { Message } from "../../../words/index.ts";
import type { FolderEntry } from "../../loader.ts";
import type { HclParser } from "./syntax/parse.ts";
import type { Expression } from "./syntax/syntax.ts";
import type { Node } from "./values.ts";

export interface EvaluationScope {
  readonly module: ModuleScope;
  /** Loop variables and iterators of dynamic blocks. */
  readonly names: ReadonlyMap<string, Node>;
  readonly count: Node | null;
  readonly each: { readonly key: Node; readonly value: Node } | null;
  readonly run: Run;
}

export type DeclaredNoun = "variable" | "local value" | "module" | "resource";

/** A module instance. Every lookup is lazy and memoised; null means: not declared. */
export interface ModuleScope {
  /** Names that are declared, for who may have meant one of them. */
  declared(noun: DeclaredNoun): Iterable<string>;
  /** `module.web["a"]`, empty for the root. */
  readonly address: string;
  /** Relative to the working directory. */
  readonly folder: string;
  variable(name: string, place: Place): Node | null;
  local(name: string, place: Place): Node | null;
  resource(mode: "managed" | "data", type: string, name: string, place: Place): Node | null;
  call(name: string, place: Place): Node | null;
}

/** State of one evaluation: bounds and memory. */
export interface Run {
  readonly parser: HclParser;
  readonly root: string;
  readonly environment: ReadonlyMap<string, string>;
  readFile(relative: string): string | Message | null;
  listFolder(relative: string): readonly FolderEntry[] | Message | null;
  /** Some value is sensitive. */
  hides: boolean;
  depth: number;
  /** Instances of modules that may still be made. */
  modules: number;
  /** Evaluations left; each costs about a microsecond. */
  steps: number;
  /** Backtracking steps that regular expressions may still cost. */
  regexSteps: number;
  /** Files and folders that may still be listed. */
  entries: number;
}

export type Evaluate = (expression: Expression, scope: EvaluationScope) => Node;

export const MAX_EVALUATION_DEPTH = 300;
export const MAX_STEPS = 5_000_000;
export const MAX_ENTRIES = 200_000;
export const MAX_MODULES = 20_000;

export function withNames(
  scope: EvaluationScope,
  names: readonly (readonly [string, Node])[],
): EvaluationScope {
  const all = new Map(scope.names);
  for (const [name, node] of names) all.set(name, node);
  return { ...scope, names: all };
}
