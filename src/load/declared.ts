// Gateways that several inputs tell of: what a person declares adds to what Terraform or the cloud leaves open. Never
// overrides it: where both tell the same thing and differ, one of them is wrong, and that is a complaint.
import type { Complaint } from "../model/complaint.ts";
import type { Api, Gateway, GatewayInstance, Id } from "../model/inventory.ts";
import { locate, type Place } from "../model/place.ts";
import { isUnknown, type Known } from "../model/unknown.ts";
import type { Draft } from "./draft.ts";
import { few, quote } from "./wording.ts";

export interface MergedGateways {
  /** Equal ids that are declared twice, or told twice, are still there. */
  readonly gateways: readonly Gateway[];
  readonly complaints: readonly Complaint[];
  readonly assumptions: readonly string[];
}

export function mergeDeclared(drafts: readonly Draft[]): MergedGateways {
  const keys = new Map(drafts.flatMap((draft) => [...draft.declared]));
  const all = drafts.flatMap((draft) => draft.gateways);
  const told = new Map<Id, Gateway>();
  for (const gateway of all)
    if (!keys.has(gateway) && !told.has(gateway.id)) told.set(gateway.id, gateway);
  const complaints: Complaint[] = [];
  const filled = new Map<Id, Gateway>();
  const alone: Gateway[] = [];
  for (const gateway of all) {
    if (!keys.has(gateway)) continue;
    const other = filled.get(gateway.id) ?? told.get(gateway.id);
    if (other) filled.set(gateway.id, fill(other, gateway, keys, complaints));
    else alone.push(gateway);
  }
  return {
    gateways: all.flatMap((gateway) => {
      if (!keys.has(gateway))
        return told.get(gateway.id) === gateway ? (filled.get(gateway.id) ?? gateway) : gateway;
      return told.has(gateway.id) ? [] : gateway;
    }),
    complaints,
    assumptions: assumptionsOf(alone, keys),
  };
}

type Keys = ReadonlyMap<Gateway | Api, ReadonlySet<string>>;

function assumptionsOf(gateways: readonly Gateway[], keys: Keys): string[] {
  const without = (key: string) =>
    gateways.flatMap((gateway) => (keys.get(gateway)!.has(key) ? [] : gateway.id));
  const sentence = (ids: readonly Id[], text: (names: string) => string) =>
    ids.length === 0 ? [] : [text(few(ids))];
  return [
    ...sentence(
      without("product"),
      (names) => `no product is declared for ${names}: the product is taken to be api-gateway`,
    ),
    ...sentence(
      without("instance"),
      (names) => `no gateway instance is declared for ${names}: the shared one is assumed`,
    ),
  ];
}

function fill(told: Gateway, declared: Gateway, keys: Keys, complaints: Complaint[]): Gateway {
  const own = keys.get(declared)!;
  const choose = chooser(`gateway ${quote(told.id)}`, told, declared, own, complaints);
  return {
    ...told,
    region: isUnknown(told.region) ? declared.region : told.region,
    instance: own.has("instance")
      ? fillInstance(told.instance, declared.instance, choose)
      : told.instance,
    clients: choose("clients", told.clients, declared.clients),
    apis: own.has("apis") ? fillApis(told.apis, declared.apis, keys, complaints) : told.apis,
  };
}

function fillInstance(
  told: Known<GatewayInstance>,
  declared: Known<GatewayInstance>,
  choose: Choose,
): Known<GatewayInstance> {
  if (isUnknown(told) || isUnknown(declared)) return isUnknown(told) ? declared : told;
  if (told.kind === "shared" || declared.kind === "shared")
    return choose("instance", told, declared, told.kind === declared.kind);
  const { id } = declared;
  if (id !== null && told.id !== null && id !== told.id) return choose("instance", told, declared);
  const either = <T>(one: Known<T>, other: Known<T>) => (isUnknown(one) ? other : one);
  return {
    kind: "dedicated",
    id: told.id ?? id,
    vpcSources: either(told.vpcSources, declared.vpcSources),
    publicEgress: either(told.publicEgress, declared.publicEgress),
  };
}

function fillApis(
  told: Gateway["apis"],
  declared: Gateway["apis"],
  keys: Keys,
  complaints: Complaint[],
): Gateway["apis"] {
  if (isUnknown(told) || isUnknown(declared)) return isUnknown(told) ? declared : told;
  const additions = new Map(declared.map((api) => [api.id, api]));
  const own = new Set(told.map(({ id }) => id));
  return [
    ...told.map((api) => {
      const addition = additions.get(api.id);
      return addition ? fillApi(api, addition, keys, complaints) : api;
    }),
    ...declared.filter(({ id }) => !own.has(id)),
  ];
}

function fillApi(told: Api, declared: Api, keys: Keys, complaints: Complaint[]): Api {
  const own = keys.get(declared)!;
  const choose = chooser(`API ${quote(told.id)}`, told, declared, own, complaints);
  return {
    ...told,
    auth: choose("auth", told.auth, declared.auth),
    timeout: choose("timeout", told.timeout, declared.timeout),
    responseTime: choose("responseTime", told.responseTime, declared.responseTime),
    clients: told.clients ?? declared.clients,
    backend: choose("backend", told.backend, declared.backend),
  };
}

type Choose = <T>(key: string, told: Known<T>, declared: Known<T>, same?: boolean) => Known<T>;

/** What is told, or what is declared where that is unknown. Two values that differ are a complaint. */
function chooser(
  owner: string,
  told: { readonly place: Place },
  declared: { readonly place: Place },
  own: ReadonlySet<string>,
  complaints: Complaint[],
): Choose {
  return (key, value, other, same = value === other) => {
    if (!own.has(key)) return value;
    if (isUnknown(value)) return other;
    if (!isUnknown(other) && !same) {
      const { file, line, column } = locate(told.place);
      const message = `the ${key} of ${owner} is told at ${file}:${line}:${column} already; leave it out here, or correct it there`;
      complaints.push({ message, place: declared.place, file: null });
    }
    return value;
  };
}
