// Gateways, microservices and clusters that several inputs tell of: what a person declares adds to what Terraform or the
// cloud leaves open. Never overrides it: where both tell the same thing and differ, one of them is wrong, and that is a
// complaint.
import type { Complaint } from "../../model/complaint.ts";
import type {
  Api,
  Cluster,
  Gateway,
  GatewayInstance,
  Id,
  Microservice,
} from "../../model/inventory.ts";
import { isUnknown, type Known } from "../../model/unknown.ts";
import { say } from "../../words/index.ts";
import { chooser, sameIds, sameRanges, type Choose } from "./choose.ts";
import { chooseBackend } from "./declared-backend.ts";
import { RUNS_ON } from "../definitions/instances.ts";
import type { Declared, Draft } from "./draft.ts";
import { few, quote } from "../own/wording.ts";

export interface MergedDeclarations {
  /** Equal ids that only declarations tell twice, or that are told twice, are still there. */
  readonly gateways: readonly Gateway[];
  readonly microservices: readonly Microservice[];
  readonly clusters: readonly Cluster[];
  readonly complaints: readonly Complaint[];
  readonly assumptions: readonly string[];
}

export function mergeDeclared(drafts: readonly Draft[]): MergedDeclarations {
  const keys: Keys = new Map(drafts.flatMap((draft) => [...draft.declared]));
  const complaints: Complaint[] = [];
  const merge: Merge = { keys, choice: chooser(complaints), unlisted: [] };
  const isDeclared = (one: Declared) => keys.has(one);
  const gateways = complete(
    drafts.flatMap((draft) => draft.gateways),
    isDeclared,
    (told, declared) => fillGateway(told, declared, merge),
  );
  const microservices = complete(
    drafts.flatMap((draft) => draft.microservices),
    isDeclared,
    (told, declared) => declared.reduce((sum, one) => fillMicroservice(sum, one, merge), told),
  );
  const clusters = complete(
    drafts.flatMap((draft) => draft.clusters),
    isDeclared,
    (told, declared) => declared.reduce((sum, one) => fillCluster(sum, one, merge), told),
  );
  const assumptions = assumptionsOf(gateways, merge);
  return { gateways, microservices, clusters, complaints, assumptions };
}

type Keys = ReadonlyMap<Declared, ReadonlySet<string>>;

/** One run of `mergeDeclared`. */
interface Merge {
  readonly keys: Keys;
  readonly choice: ReturnType<typeof chooser>;
  /** Gateways whose APIs only declarations list. */
  readonly unlisted: Id[];
}

/** Each told element with what all declarations of its id add; declarations of other ids stay as they are. */
function complete<T extends { readonly id: Id }>(
  all: readonly T[],
  isDeclared: (one: T) => boolean,
  add: (told: T, declared: readonly T[]) => T,
): T[] {
  const told = new Map<Id, T>();
  for (const one of all) if (!isDeclared(one) && !told.has(one.id)) told.set(one.id, one);
  const additions = new Map<Id, T[]>([...told.keys()].map((id) => [id, []]));
  for (const one of all) if (isDeclared(one)) additions.get(one.id)?.push(one);
  return all.flatMap((one) => {
    if (isDeclared(one)) return told.has(one.id) ? [] : one;
    const declared = additions.get(one.id)!;
    return declared.length > 0 && told.get(one.id) === one ? add(one, declared) : one;
  });
}

/** Of gateways that nothing but a declaration tells, at all or of their APIs. */
function assumptionsOf(gateways: readonly Gateway[], { keys, unlisted }: Merge): string[] {
  const without = (key: string) =>
    gateways.flatMap((gateway) => (keys.get(gateway)?.has(key) === false ? gateway.id : []));
  const sentence = (key: Assumed, ids: readonly Id[]) =>
    ids.length === 0 ? [] : [say(key, few(ids))];
  return [
    ...sentence("merge.no-product", without("product")),
    ...sentence("merge.no-instance", without("instance")),
    ...sentence("merge.unlisted-apis", unlisted),
  ];
}

type Assumed = "merge.no-product" | "merge.no-instance" | "merge.unlisted-apis";

function fillGateway(told: Gateway, declared: readonly Gateway[], merge: Merge): Gateway {
  const whole = declared.reduce((sum, one) => fillSettings(sum, one, merge), told);
  const lists = declared.flatMap((one) => (merge.keys.get(one)!.has("apis") ? [one.apis] : []));
  if (isUnknown(told.apis) && lists.some((list) => !isUnknown(list))) merge.unlisted.push(told.id);
  return { ...whole, apis: fillApis([told.apis, ...lists], merge) };
}

function fillSettings(told: Gateway, declared: Gateway, merge: Merge): Gateway {
  const own = merge.keys.get(declared)!;
  const choose = merge.choice(say("merge.gateway", quote(told.id)), told.place, declared.place);
  if (own.has("product")) choose("product", told.product, declared.product);
  return {
    ...told,
    region: own.has("region")
      ? choose("region", told.region, declared.region)
      : either(told.region, declared.region),
    instance: own.has("instance")
      ? fillInstance(told.instance, declared.instance, choose)
      : told.instance,
    clients: own.has("clients")
      ? choose("clients", told.clients, declared.clients, sameRanges)
      : told.clients,
  };
}

/** The region of a declaring file is that of its own resources: it contradicts nothing. */
function either<T>(told: Known<T>, declared: Known<T>): Known<T> {
  return isUnknown(told) && !isUnknown(declared) ? declared : told;
}

function fillInstance(
  told: Known<GatewayInstance>,
  declared: Known<GatewayInstance>,
  choose: Choose,
): Known<GatewayInstance> {
  if (isUnknown(told) || isUnknown(declared)) return choose("instance", told, declared);
  if (told.kind === "shared" || declared.kind === "shared")
    return choose("instance", told, declared, () => told.kind === declared.kind);
  const { id } = declared;
  if (id !== null && told.id !== null && id !== told.id) return choose("instance", told, declared);
  return {
    kind: "dedicated",
    id: told.id ?? id,
    vpcSources: choose("vpcSources", told.vpcSources, declared.vpcSources, sameRanges),
    publicEgress: choose("publicEgress", told.publicEgress, declared.publicEgress, sameRanges),
  };
}

/** The first list that is known, and what the others add to it. */
function fillApis(lists: readonly Gateway["apis"][], merge: Merge): Gateway["apis"] {
  const [told, ...others] = lists.flatMap((list) => (isUnknown(list) ? [] : [list]));
  if (!told) return lists.at(-1)!;
  const own = new Set(told);
  return complete(
    [...told, ...others.flat()],
    (api) => !own.has(api),
    (api, declared) => declared.reduce((sum, one) => fillApi(sum, one, merge), api),
  );
}

function fillApi(told: Api, declared: Api, merge: Merge): Api {
  const own = merge.keys.get(declared)!;
  const choose = merge.choice(say("merge.api", quote(told.id)), told.place, declared.place);
  const pick = <T>(key: string, value: Known<T>, other: Known<T>): Known<T> =>
    own.has(key) ? choose(key, value, other) : value;
  return {
    ...told,
    auth: pick("auth", told.auth, declared.auth),
    timeout: pick("timeout", told.timeout, declared.timeout),
    responseTime: pick("responseTime", told.responseTime, declared.responseTime),
    clients: declared.clients
      ? choose("clients", told.clients, declared.clients, sameRanges)
      : told.clients,
    backend: own.has("backend")
      ? chooseBackend(told.backend, declared.backend, choose)
      : told.backend,
  };
}

/** Where nothing tells its instances, it may as well run in containers. */
function fillMicroservice(told: Microservice, declared: Microservice, merge: Merge): Microservice {
  const own = merge.keys.get(declared)!;
  const choose = merge.choice(
    say("merge.microservice", quote(told.id)),
    told.place,
    declared.place,
  );
  return {
    ...told,
    runsOn: RUNS_ON.some((key) => own.has(key))
      ? fillRunsOn(told.runsOn, declared.runsOn, choose)
      : told.runsOn,
    port: own.has("port") ? choose("port", told.port, declared.port) : told.port,
  };
}

type RunsOn = Microservice["runsOn"];

function fillRunsOn(told: RunsOn, declared: RunsOn, choose: Choose): RunsOn {
  if (told.kind === "cvm" && declared.kind === "cvm") {
    const instances = choose("instances", told.instances, declared.instances, sameIds);
    return { kind: "cvm", instances };
  }
  if (told.kind === "container" && declared.kind === "container")
    return { kind: "container", cluster: choose("cluster", told.cluster, declared.cluster) };
  if (told.kind === "cvm" && isUnknown(told.instances)) return declared;
  choose<string>("deployment", told.kind, declared.kind);
  return told;
}

function fillCluster(told: Cluster, declared: Cluster, merge: Merge): Cluster {
  if (!merge.keys.get(declared)!.has("nodes")) return told;
  const choose = merge.choice(say("merge.cluster", quote(told.id)), told.place, declared.place);
  return { ...told, nodes: choose("nodes", told.nodes, declared.nodes, sameIds) };
}
