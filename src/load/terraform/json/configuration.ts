// The `configuration` part of a plan: which expressions a resource was written with, and in which region its
// provider works.
import { isJson, list, own, text, type Json } from "./values.ts";
import { STEP, type Scope } from "./references.ts";

export interface Configuration {
  readonly scopeOf: (module: string) => Scope | null;
  /** The resource's configuration by its address inside its module, without a key. */
  readonly resourceIn: (scope: Scope, name: string) => Json | null;
  readonly regionOf: (resource: Json | null) => string | null;
}

export function configurationOf(plan: Json): Configuration {
  const configuration = own(plan, "configuration");
  const root = own(configuration, "root_module");
  const scopes = new Map<string, Scope | null>();
  const resources = new WeakMap<Json, Map<string, Json>>();
  return {
    scopeOf: (module) => {
      const found = scopes.get(module);
      if (found !== undefined) return found;
      const scope = isJson(root)
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
      regionOf(plan, configuration, text(own(resource, "provider_config_key"))),
  };
}

function walk(root: Scope, module: string): Scope | null {
  const step = new RegExp(STEP);
  let scope: Scope = root;
  let at = 0;
  while (at < module.length) {
    step.lastIndex = at;
    const match = step.exec(module);
    const call = match ? own(own(scope.module, "module_calls"), match[1]!) : undefined;
    const inner = own(call, "module");
    if (!match || !isJson(call) || !isJson(inner)) return null;
    at = step.lastIndex;
    scope = { address: module.slice(0, at), module: inner, parent: scope, call };
    if (module[at] === ".") at++;
  }
  return scope;
}

function byAddress(module: Json): Map<string, Json> {
  const found = new Map<string, Json>();
  for (const resource of list(own(module, "resources"))) {
    const address = text(own(resource, "address"));
    if (address !== null && isJson(resource)) found.set(address, resource);
  }
  return found;
}

/** A constant, or a variable of the root module. Providers of other names are none of ours. */
function regionOf(plan: Json, configuration: unknown, key: string | null): string | null {
  const provider = key === null ? undefined : own(own(configuration, "provider_config"), key);
  const region = own(own(provider, "expressions"), "region");
  const constant = text(own(region, "constant_value"));
  if (constant !== null) return constant;
  if (own(provider, "module_address") !== undefined) return null;
  for (const reference of list(own(region, "references"))) {
    const name = /^var\.([\w-]+)$/.exec(text(reference) ?? "")?.[1];
    const value = name === undefined ? null : text(own(own(own(plan, "variables"), name), "value"));
    if (value !== null && /^[a-z]{2,}(-[a-z0-9]+)+$/.test(value)) return value;
  }
  return null;
}
