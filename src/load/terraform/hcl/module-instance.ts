// One instance of a module as its parts see it: what it is made from, what can be asked of it, what it remembers.
// Interfaces only.
import type { Place } from "../../../model/place.ts";
import type { ModuleConfig } from "./config.ts";
import type { Expansion, InstanceSlot } from "./expand.ts";
import type { Memory } from "./memory.ts";
import type { ModuleScope, Run, EvaluationScope } from "./scope.ts";
import type { SyntaxBlock } from "./syntax/syntax.ts";
import type { Node, ObjectValue, UnknownValue } from "./values.ts";

export interface ModuleInstance extends ModuleScope {
  readonly config: ModuleConfig;
  readonly run: Run;
  /** The call that it is an instance of; null for the root. */
  readonly caller: ModuleCaller | null;
  /** False when the instance may not exist. */
  readonly certain: boolean;
  /** Calls that lead here, outermost first. */
  readonly calls: readonly Place[];
  output(name: string, place: Place): Node | null;
  instancesOf(name: string): readonly ResourceInstance[];
  /** Instances of a module call by its name. */
  called(name: string): readonly CallInstance[];
  /** What is not known of the instances of `TYPE.NAME` or `module.NAME`. */
  openOf(name: string): UnknownValue | null;
  scopeIn(slot: InstanceSlot | null): EvaluationScope;
  children(): readonly ModuleInstance[];
  /** Region of a provider by its name here, `tencentcloud` or `tencentcloud.alias`; null where it is unknown. */
  region(provider: string): string | null;
}

export interface ModuleCaller {
  readonly module: ModuleInstance;
  readonly name: string;
  readonly slot: InstanceSlot;
}

/** One instance of a resource. */
export interface ResourceInstance {
  readonly slot: InstanceSlot;
  readonly address: string;
  readonly certain: boolean;
  /** Known from an import block. */
  readonly id: string | null;
  body(): ObjectValue;
  member(name: string, place: Place): Node;
}

export interface ModuleOptions {
  readonly config: ModuleConfig;
  readonly address: string;
  readonly certain: boolean;
  readonly calls: readonly Place[];
  readonly run: Run;
  readonly caller: ModuleCaller | null;
  /** A value given from outside, or null; called once for each declared variable. */
  input(name: string, declaration: SyntaxBlock, scope: EvaluationScope): Node | null;
  /** The configuration behind a call; null where it is missing, which has been complained of. */
  find(call: SyntaxBlock, folder: string, chain: readonly string[]): ModuleConfig | null;
  /** Folders of the modules that hold this one, and its own. */
  readonly chain: readonly string[];
  /** Region of a provider this module does not configure itself. */
  inherited(provider: string): string | null;
}

export interface CallInstance {
  readonly slot: InstanceSlot;
  readonly address: string;
  readonly module: ModuleInstance | null;
  member(name: string, place: Place): Node;
}

/** What the parts of one instance share. */
export interface ModuleState {
  readonly options: ModuleOptions;
  module(): ModuleInstance;
  readonly nodes: Memory<Node>;
  readonly expansions: Memory<Expansion>;
  readonly resources: Memory<readonly ResourceInstance[]>;
  readonly calls: Memory<readonly CallInstance[]>;
  readonly regions: Memory<string | null>;
}
