// What one API of API Gateway forwards to. A backend that cannot be resolved is unknown and says why; it is
// never guessed. May not resolve domains by DNS.
import type {
  ApiInfo,
  MicroService,
  ServiceConfig,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_models.js";
import { parseIp } from "../../net/address.ts";
import type { Backend, Id, LoadBalancer } from "../../model/inventory.ts";
import { inside, type Place } from "../../model/place.ts";
import { isUnknown, type Known } from "../../model/unknown.ts";
import { message, say } from "../../words/index.ts";
import type { Draft } from "../merge/draft.ts";
import { idIn } from "../read/forms.ts";
import { isAbsent, isRecord } from "../read/plain.ts";
import { tccli, type SavedAction } from "../vendor/calls.ts";
import type { Telling } from "./answers.ts";
import { savedUrl, withPath, type SavedUrl } from "./backend-url.ts";
import { tellingOf, type Desk } from "./desk.ts";
import { complainPlainly, filledText, shown, type Fields } from "./fields.ts";
import type { MicroserviceByName } from "./microservices.ts";
import { unresolvedBackend, type ApiSubject } from "./unresolved.ts";
import { readUpstreams, upstreamBackend, type Upstreams } from "./upstreams.ts";

/** `save` is the call that tells the backend again. */
export type BackendReader = (
  api: Id,
  fields: Fields<ApiInfo>,
  place: Place,
  save: string,
) => Known<Backend>;

interface World {
  readonly draft: Draft;
  readonly upstreams: Upstreams;
  /** By VIP (canonical text) and by domain (lower case). */
  readonly balancers: ReadonlyMap<string, readonly LoadBalancer[]>;
  readonly microserviceByName: MicroserviceByName;
  /** Why the answers to a call, about one resource or about the region, are missing. */
  readonly told: (call: SavedAction, owner?: Id | null) => Telling | undefined;
}

/** Load balancers must have been read into the draft before. */
export function backendReader(desk: Desk, microserviceByName: MicroserviceByName): BackendReader {
  const { draft } = desk;
  const world = {
    draft,
    upstreams: readUpstreams(desk),
    balancers: balancersByHost(draft.loadBalancers),
    microserviceByName,
    told: (call: SavedAction, owner: Id | null = null) => tellingOf(desk, call, owner),
  };
  return (api, fields, place, save) => readBackend(world, fields, { api, place, save });
}

function balancersByHost(all: readonly LoadBalancer[]): Map<string, LoadBalancer[]> {
  const byHost = new Map<string, LoadBalancer[]>();
  for (const balancer of all) {
    const hosts = isUnknown(balancer.vips) ? [] : balancer.vips.map((vip) => vip.text);
    if (balancer.domain !== null) hosts.push(balancer.domain.toLowerCase());
    for (const host of new Set(hosts)) byHost.set(host, [...(byHost.get(host) ?? []), balancer]);
  }
  return byHost;
}

function readBackend(world: World, api: Fields<ApiInfo>, subject: ApiSubject): Known<Backend> {
  const type = filledText(api.ServiceType)?.toUpperCase();
  switch (type) {
    case "MOCK":
      return { kind: "mock" };
    case "SCF":
      return { kind: "scf" };
    case "COS":
      return { kind: "cos" };
    case "TSF":
      return microservice(world, api.MicroServices, subject);
    case "HTTP":
    case "CLB":
    case "WEBSOCKET":
      return addressed(world, api.ServiceConfig, type === "CLB", subject);
    default: {
      const found = api.ServiceType;
      const why = isAbsent(found)
        ? say("answers.no-service-type")
        : say("answers.strange-service-type", shown(found));
      return unresolvedBackend(subject, why);
    }
  }
}

/** An API may spread over several microservices; a route leads to one. */
function microservice(world: World, list: unknown, subject: ApiSubject): Known<Backend> {
  const services = Array.isArray(list) ? list.filter(isRecord) : [];
  const [only, another]: Fields<MicroService>[] = services;
  const id = only && !another && world.microserviceByName(only.NamespaceId, only.MicroServiceName);
  if (id) return { kind: "microservice", microservice: id };
  const names = services
    .map((service: Fields<MicroService>) => filledText(service.MicroServiceName))
    .filter((name) => name !== null);
  const told = world.told("DescribeMicroservices", only ? idIn(only.NamespaceId) : null);
  return unresolvedBackend(
    subject,
    names.length > 0
      ? say("answers.unlisted-microservice", ...names)
      : say("answers.no-microservice"),
    message("answers.declare-microservice"),
    told,
  );
}

function addressed(
  world: World,
  value: unknown,
  isClb: boolean,
  subject: ApiSubject,
): Known<Backend> {
  if (!isRecord(value)) {
    if (!isAbsent(value))
      complainPlainly(
        world.draft,
        inside(subject.place, "ServiceConfig"),
        say("answers.bad-service-config", subject.api, shown(value)),
      );
    return unresolvedBackend(subject, say("answers.no-service-config"));
  }
  const config: Fields<ServiceConfig> = value;
  const product = filledText(config.Product)?.toLowerCase() ?? (isClb ? "clb" : null);
  const upstream = idIn(config.UpstreamId);
  if (product === "upstream" || (product === null && upstream !== null))
    return upstreamBackend(world.upstreams, upstream, subject);
  const url = savedUrl(world.draft, config.Url, subject);
  if (isUnknown(url)) return url;
  const vpc = idIn(config.UniqVpcId);
  if (product === "cvm") return machine(url, subject);
  if (product === "clb" || (product === null && vpc !== null))
    return balanced(world, url, filledText(config.Path), vpc, subject);
  if (product === null) return { kind: "http", url: withPath(url, filledText(config.Path)) };
  return unresolvedBackend(subject, say("answers.strange-product", shown(config.Product)));
}

/** A CLB in a VPC is named by its VIP or domain only; the same VIP may exist in several VPCs. */
function balanced(
  { balancers, told }: World,
  { host, port, path }: SavedUrl,
  configured: string | null,
  vpc: Id | null,
  subject: ApiSubject,
): Known<Backend> {
  const all = balancers.get(host) ?? [];
  const inVpc = all.filter((b) => vpc === null || isUnknown(b.vpc) || b.vpc === vpc);
  const where = vpc === null ? host : say("answers.in-vpc", host, vpc);
  const [balancer, another] = inVpc;
  if (!balancer)
    return unresolvedBackend(
      subject,
      say("answers.no-balancer", where),
      message("answers.save", tccli("DescribeLoadBalancers")),
      told("DescribeLoadBalancers"),
    );
  if (another && another.id !== balancer.id)
    return unresolvedBackend(
      subject,
      say("answers.several-balancers", balancer.id, another.id, where),
      message("answers.save-one-region"),
    );
  return {
    kind: "clb",
    loadBalancer: balancer.id,
    port,
    domain: host,
    path: configured ?? path,
    protocol: "tcp",
  };
}

function machine({ host, port }: SavedUrl, subject: ApiSubject): Known<Backend> {
  const address = parseIp(host);
  if (!address.ok) return unresolvedBackend(subject, say("answers.domain-url", host));
  const place = inside(inside(subject.place, "ServiceConfig"), "Url");
  return { kind: "cvm", targets: [{ to: { kind: "ip", address }, port, weight: null, place }] };
}
