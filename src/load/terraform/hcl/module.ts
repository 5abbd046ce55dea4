// One instance of a module: its variables, locals, resources, calls and outputs, each evaluated when it is asked
// for and remembered. Knows no files; the loader gives it the configurations of the modules it calls.
import { message } from "../../../words/index.ts";
import type { Place } from "../../../model/place.ts";
import { hidden, isSensitive } from "./declared.ts";
import type { ModuleConfig } from "./config.ts";
import { evaluate } from "./evaluate.ts";
import type { InstanceSlot } from "./expand.ts";
import { assembled, joinedAddress, keyedAddress, whole } from "./instances.ts";
import { memoryOf } from "./memory.ts";
import type {
  CallInstance,
  ModuleCaller,
  ModuleInstance,
  ModuleOptions,
  ModuleState,
} from "./module-instance.ts";
import {
  evaluated,
  expansionOf,
  resourceInstances,
  resourceNode,
  scopeOf,
  variableOf,
} from "./module-values.ts";
import { passedProvider, regionOfProvider, regionOutside } from "./providers.ts";
import type { DeclaredNoun } from "./scope.ts";
import type { SyntaxBlock } from "./syntax/syntax.ts";
import { invalid, unknown, type Node } from "./values.ts";

const DECLARED: Readonly<
  Record<DeclaredNoun, (config: ModuleConfig) => ReadonlyMap<string, unknown>>
> = {
  variable: ({ variables }) => variables,
  "local value": ({ locals }) => locals,
  module: ({ calls }) => calls,
  resource: ({ resources }) => resources,
};

export function createModule(options: ModuleOptions): ModuleInstance {
  const { config, address, certain, calls, run, caller } = options;
  const own: ModuleState = {
    options,
    module: () => self,
    nodes: memoryOf(),
    expansions: memoryOf(),
    resources: memoryOf(),
    calls: memoryOf(),
    regions: memoryOf(),
  };
  const self: ModuleInstance = {
    address,
    folder: config.folder,
    config,
    certain,
    calls,
    run,
    caller,
    declared: (noun) => DECLARED[noun](config).keys(),
    scopeIn: (slot) => scopeOf(own, slot),
    variable: (name, place) => variableOf(own, name, place),
    local: (name, place) => {
      const value = config.locals.get(name)?.value;
      return value ? evaluated(own, `local.${name}`, value, place) : null;
    },
    resource: (mode, type, name, place) =>
      resourceNode(own, mode === "data" ? `data.${type}.${name}` : `${type}.${name}`, place),
    call: (name, place) => callNode(own, name, place),
    output: (name, place) => {
      const block = config.outputs.get(name);
      const value = block?.body.attributes.get("value")?.value;
      if (!block || !value) return null;
      const node = evaluated(own, `output.${name}`, value, place);
      return isSensitive(block) ? hidden(node, scopeOf(own, null)) : node;
    },
    instancesOf: (name) => {
      const block = config.resources.get(name);
      return block ? resourceInstances(own, name, block) : [];
    },
    openOf: (name) => {
      const block = config.resources.get(name) ?? config.calls.get(name.replace(/^module\./, ""));
      return block ? expansionOf(own, name, block).open : null;
    },
    called: (name) => callInstances(own, name),
    children: () =>
      [...config.calls.keys()].flatMap((name) =>
        callInstances(own, name).flatMap(({ module }) => module ?? []),
      ),
    region: (provider) => providerRegion(own, provider),
  };
  return self;
}

function callInstances(own: ModuleState, name: string): readonly CallInstance[] {
  const block = own.options.config.calls.get(name);
  if (!block) return [];
  return own.calls(
    name,
    () =>
      expansionOf(own, `module.${name}`, block).instances.map((slot) =>
        calledModule(own, name, block, slot),
      ),
    () => [],
  );
}

function callNode(own: ModuleState, name: string, place: Place): Node | null {
  const block = own.options.config.calls.get(name);
  if (!block) return null;
  const values = callInstances(own, name).map((one) => ({
    key: one.slot.key,
    node: whole(one.address, one.member, place, one.slot.certain),
  }));
  const expansion = expansionOf(own, `module.${name}`, block);
  return assembled(expansion, values, joinedAddress(own.options.address, `module.${name}`), place);
}

function providerRegion(own: ModuleState, provider: string): string | null {
  const { config, address, run, inherited } = own.options;
  const compute = () => {
    const block = config.providers.get(provider);
    if (block) return regionOfProvider(block, scopeOf(own, null));
    if (address !== "") return inherited(provider);
    return provider.includes(".") ? null : regionOutside(run);
  };
  return own.regions(provider, compute, () => null);
}

function calledModule(
  own: ModuleState,
  name: string,
  block: SyntaxBlock,
  slot: InstanceSlot,
): CallInstance {
  const { options } = own;
  const address = joinedAddress(options.address, keyedAddress(`module.${name}`, slot.key));
  const config =
    options.run.modules-- > 0 ? options.find(block, options.config.folder, options.chain) : null;
  if (!config) {
    const reason = message("terraform.comes-from-module", name);
    const member = (output: string, place: Place) =>
      unknown(reason, place, [{ address, attribute: output }]);
    return { slot, address, module: null, member };
  }
  const module = createModule(
    calledOptions(own, block, { module: own.module(), name, slot }, { address, config }),
  );
  const member = (output: string, place: Place): Node =>
    module.output(output, place) ??
    invalid(message("terraform.undeclared-output", output, name), place);
  return { slot, address, module, member };
}

function calledOptions(
  own: ModuleState,
  { body: { attributes }, header }: SyntaxBlock,
  caller: ModuleCaller,
  { address, config }: Pick<ModuleOptions, "address" | "config">,
): ModuleOptions {
  const { run, find, chain, certain, calls } = own.options;
  const scope = scopeOf(own, caller.slot);
  const providers = attributes.get("providers")?.value;
  return {
    config,
    address,
    certain: certain && caller.slot.certain,
    calls: [...calls, header],
    run,
    caller,
    find,
    chain: [...chain, config.folder],
    input: (variable) => {
      const given = attributes.get(variable);
      return given ? evaluate(given.value, scope) : null;
    },
    inherited: (provider) => caller.module.region(passedProvider(providers, provider)),
  };
}
