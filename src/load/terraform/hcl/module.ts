// One instance of a module: its variables, locals, resources, calls and outputs, each evaluated when it is asked
// for and remembered. Knows no files; the loader gives it the configurations of the modules it calls.
import { message } from "../../../words/index.ts";
import type { Place } from "../../../model/place.ts";
import type { Ref } from "../resource.ts";
import { bodyNode, memberNode } from "./body.ts";
import type { ModuleConfig } from "./config.ts";
import { importedId, variableValue } from "./declared.ts";
import { evaluate } from "./evaluate.ts";
import { expand, type Expansion, type Slot } from "./expand.ts";
import { assembled, joined, keyedAddress, whole } from "./instances.ts";
import { passedProvider, regionOf, regionOutside } from "./providers.ts";
import type { ModuleScope, Run, Scope } from "./scope.ts";
import type { Block } from "./syntax/syntax.ts";
import {
  invalid,
  mergeRefs,
  scalar,
  unknown,
  type Node,
  type ObjectNode,
  type Unknown,
} from "./values.ts";

export interface ModuleInstance extends ModuleScope {
  readonly config: ModuleConfig;
  readonly scope: Scope;
  /** False when the instance may not exist. */
  readonly certain: boolean;
  /** Calls that lead here, outermost first. */
  readonly calls: readonly Place[];
  output(name: string, place: Place): Node | null;
  instancesOf(key: string): readonly Instance[];
  openOf(key: string): Unknown | null;
  children(): readonly ModuleInstance[];
  /** Region of a provider by its name here, `tencentcloud` or `tencentcloud.alias`; null where it is unknown. */
  region(provider: string): string | null;
}

/** One instance of a resource. */
export interface Instance {
  readonly address: string;
  readonly certain: boolean;
  /** Known from an import block. */
  readonly id: string | null;
  body(): ObjectNode;
}

export interface ModuleOptions {
  readonly config: ModuleConfig;
  readonly address: string;
  readonly certain: boolean;
  readonly calls: readonly Place[];
  readonly run: Run;
  /** A value given from outside, or null; called once for each declared variable. */
  input(name: string, declaration: Block, scope: Scope): Node | null;
  /** The configuration behind a call; null where it is missing, which has been complained of. */
  find(call: Block, folder: string, chain: readonly string[]): ModuleConfig | null;
  /** Folders of the modules that hold this one, and its own. */
  readonly chain: readonly string[];
  /** Region of a provider this module does not configure itself. */
  inherited(provider: string): string | null;
}

export function createModule(options: ModuleOptions): ModuleInstance {
  const { config, address, run, certain, calls } = options;
  const memory = new Map<string, { value: unknown }>();
  const scopeOf = (slot: Slot | null): Scope => ({
    module: self,
    names: NO_NAMES,
    count: slot?.count ?? null,
    each: slot?.each ?? null,
    run,
  });
  const remember = <T>(key: string, compute: () => T, busy: () => T): T => {
    const known = memory.get(key);
    if (known) return known.value === BUSY ? busy() : (known.value as T);
    const slot: { value: unknown } = { value: BUSY };
    memory.set(key, slot);
    const value = compute();
    slot.value = value;
    return value;
  };
  const node = (key: string, place: Place, compute: () => Node): Node =>
    remember(key, compute, () => invalid(message("terraform.circle", key), place));

  const expansion = (key: string, block: Block): Expansion =>
    remember(
      `instances of ${key}`,
      () => expand(block, scopeOf(null)),
      () => ({
        kind: "single",
        instances: [],
        open: invalid(message("terraform.circle", key), block.header),
      }),
    );
  const resourceInstances = (key: string, block: Block): readonly ResourceInstance[] =>
    remember(
      `all of ${key}`,
      () => expansion(key, block).instances.map((slot) => instanceOf(key, block, slot)),
      () => [],
    );
  const instanceOf = (key: string, block: Block, slot: Slot): ResourceInstance => {
    const at = joined(address, keyedAddress(key, slot.key));
    const scope = scopeOf(slot);
    const id = address === "" ? importedId(config, key, slot.key, scope) : null;
    const own = (attribute: string): Ref => ({ address: at, attribute });
    const member = (name: string, place: Place): Node =>
      node(`${keyedAddress(key, slot.key)}.${name}`, place, () => {
        if (name === "id" && id !== null) return scalar(id, block.header);
        const value = memberNode(block.body, name, scope, place);
        if (!value) return unknown(message("terraform.after-apply"), place, [own(name)]);
        return value.kind === "unknown" && !(value as Unknown).fault
          ? { ...value, refs: mergeRefs([[own(name)], value.refs]) }
          : value;
      });
    return {
      address: at,
      certain: certain && slot.certain,
      id,
      slot,
      member,
      body: () => bodyNode(block.body, scope, block.place, true),
    };
  };
  const callInstances = (name: string, block: Block): readonly CallInstance[] =>
    remember(
      `module ${name}`,
      () =>
        expansion(`module.${name}`, block).instances.map((slot) =>
          calledModule(options, self, scopeOf, name, block, slot),
        ),
      () => [],
    );

  const self: ModuleInstance = {
    address,
    folder: config.folder,
    config,
    certain,
    calls,
    get scope() {
      return scopeOf(null);
    },
    variable: (name, place) => {
      const block = config.variables.get(name);
      return block
        ? node(`var.${name}`, place, () => {
            const scope = scopeOf(null);
            return variableValue(options.input(name, block, scope), name, block, scope);
          })
        : null;
    },
    local: (name, place) => {
      const local = config.locals.get(name);
      return local
        ? node(`local.${name}`, place, () => evaluate(local.value, scopeOf(null)))
        : null;
    },
    resource: (mode, type, name, place) => {
      const key = mode === "data" ? `data.${type}.${name}` : `${type}.${name}`;
      const block = config.resources.get(key);
      if (!block) return null;
      const instances = resourceInstances(key, block);
      const values = instances.map((one) => ({
        key: one.slot.key,
        node: whole(one.address, one.member, place, one.slot.certain),
      }));
      return assembled(expansion(key, block), values, joined(address, key), place);
    },
    call: (name, place) => {
      const block = config.calls.get(name);
      if (!block) return null;
      const values = callInstances(name, block).map((one) => ({
        key: one.key,
        node: whole(one.address, one.member, place, one.certain),
      }));
      return assembled(
        expansion(`module.${name}`, block),
        values,
        joined(address, `module.${name}`),
        place,
      );
    },
    output: (name, place) => {
      const value = config.outputs.get(name)?.body.attributes.get("value");
      return value
        ? node(`output.${name}`, place, () => evaluate(value.value, scopeOf(null)))
        : null;
    },
    instancesOf: (key) => {
      const block = config.resources.get(key);
      return block ? resourceInstances(key, block) : [];
    },
    openOf: (key) => {
      const block = config.resources.get(key) ?? config.calls.get(key.replace(/^module\./, ""));
      return block ? expansion(key, block).open : null;
    },
    children: () =>
      [...config.calls].flatMap(([name, block]) =>
        callInstances(name, block).flatMap(({ module }) => module ?? []),
      ),
    region: (provider) =>
      remember(
        `region of ${provider}`,
        () => {
          const block = config.providers.get(provider);
          if (block) return regionOf(block, scopeOf(null));
          if (address !== "") return options.inherited(provider);
          return provider.includes(".") ? null : regionOutside(run);
        },
        () => null,
      ),
  };
  return self;
}

const BUSY = Symbol("busy");
const NO_NAMES: ReadonlyMap<string, Node> = new Map();

interface ResourceInstance extends Instance {
  readonly slot: Slot;
  member(name: string, place: Place): Node;
}

interface CallInstance {
  readonly key: string | number | null;
  readonly certain: boolean;
  readonly address: string;
  readonly module: ModuleInstance | null;
  member(name: string, place: Place): Node;
}

function calledModule(
  options: ModuleOptions,
  parent: ModuleInstance,
  scopeOf: (slot: Slot) => Scope,
  name: string,
  block: Block,
  slot: Slot,
): CallInstance {
  const address = joined(options.address, keyedAddress(`module.${name}`, slot.key));
  const config =
    options.run.modules-- > 0 ? options.find(block, options.config.folder, options.chain) : null;
  const scope = scopeOf(slot);
  if (!config) {
    const reason = message("terraform.comes-from-module", name);
    return {
      key: slot.key,
      certain: slot.certain,
      address,
      module: null,
      member: (output, place) => unknown(reason, place, [{ address, attribute: output }]),
    };
  }
  const { attributes } = block.body;
  const module = createModule({
    config,
    address,
    certain: options.certain && slot.certain,
    calls: [...options.calls, block.header],
    run: options.run,
    find: options.find,
    chain: [...options.chain, config.folder],
    input: (variable) => {
      const given = attributes.get(variable);
      return given ? evaluate(given.value, scope) : null;
    },
    inherited: (provider) =>
      parent.region(passedProvider(attributes.get("providers")?.value, provider)),
  });
  const member = (output: string, place: Place): Node =>
    module.output(output, place) ??
    invalid(message("terraform.undeclared-output", output, name), place);
  return { key: slot.key, certain: slot.certain, address, module, member };
}
