// The `configuration` part of a plan: which expressions a resource was written with, and in which region its
// provider works.
import { isRecord, type Json } from "../../read/plain.ts";
import { listIn, fieldOf, textIn } from "./values.ts";
import { STEP, type PlanScope } from "./references.ts";

export interface Configuration {
  readonly scopeOf: (module: string) => PlanScope | null;
  /** The resource's configuration by its address inside its module, without a key. */
  readonly resourceIn: (scope: PlanScope, name: string) => Json | null;
  readonly regionOf: (resource: Json | null) => string | null;
}

export function configurationOf(plan: Json): Configuration {
  const configuration = fieldOf(plan, "configuration");
  const root = fieldOf(configuration, "root_module");
  const scopes = new Map<string, PlanScope | null>();
  const resources = new WeakMap<Json, Map<string, Json>>();
  return {
    scopeOf: (module) => {
      const found = scopes.get(module);
      if (found !== undefined) return found;
      const scope = isRecord(root)
        ? walk({ address: "", module: root, parent: null, call: null }, module)
        : null;
      scopes.set(module, scope);
      return scope;
    },
    resourceIn: ({ module }, name) => {
      const known = resources.get(module) ?? byAddress(module);
      resources.set(module, known);
      return known.get(name) ?? null;
    },
    regionOf: (resource) =>
      regionOf(plan, configuration, textIn(fieldOf(resource, "provider_config_key"))),
  };
}

function walk(root: PlanScope, module: string): PlanScope | null {
  const step = new RegExp(STEP);
  let scope: PlanScope = root;
  let at = 0;
  while (at < module.length) {
    step.lastIndex = at;
    const match = step.exec(module);
    const call = match ? fieldOf(fieldOf(scope.module, "module_calls"), match[1]!) : undefined;
    const inner = fieldOf(call, "module");
    if (!match || !isRecord(call) || !isRecord(inner)) return null;
    at = step.lastIndex;
    scope = { address: module.slice(0, at), module: inner, parent: scope, call };
    if (module[at] === ".") at++;
  }
  return scope;
}

function byAddress(module: Json): Map<string, Json> {
  const found = new Map<string, Json>();
  for (const resource of listIn(fieldOf(module, "resources"))) {
    const address = textIn(fieldOf(resource, "address"));
    if (address !== null && isRecord(resource)) found.set(address, resource);
  }
  return found;
}

/** A constant, or a variable of the root module. Providers of other names are none of ours. */
function regionOf(plan: Json, configuration: unknown, key: string | null): string | null {
  const provider =
    key === null ? undefined : fieldOf(fieldOf(configuration, "provider_config"), key);
  const region = fieldOf(fieldOf(provider, "expressions"), "region");
  const constant = textIn(fieldOf(region, "constant_value"));
  if (constant !== null) return constant;
  if (fieldOf(provider, "module_address") !== undefined) return null;
  for (const reference of listIn(fieldOf(region, "references"))) {
    const name = /^var\.([\w-]+)$/.exec(textIn(reference) ?? "")?.[1];
    const value =
      name === undefined
        ? null
        : textIn(fieldOf(fieldOf(fieldOf(plan, "variables"), name), "value"));
    if (value !== null && /^[a-z]{2,}(-[a-z0-9]+)+$/.test(value)) return value;
  }
  return null;
}
