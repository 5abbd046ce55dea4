// What one API of API Gateway forwards to. A backend that cannot be resolved is unknown and says why; it is
// never guessed. May not resolve domains by DNS.
import type {
  ApiInfo,
  MicroService,
  ServiceConfig,
  UpstreamInfo,
  UpstreamNode,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_models.js";
import { parseIp } from "../../net/address.ts";
import type { Backend, Id, LoadBalancer, Target } from "../../model/inventory.ts";
import { inside, type Place } from "../../model/place.ts";
import { textOf as remedyText } from "../../words/index.ts";
import { isUnknown, Unknown, type Known } from "../../model/unknown.ts";
import type { Draft } from "../merge/draft.ts";
import type { Telling } from "./answers.ts";
import type { Call } from "../vendor/calls.ts";
import { once, recordsIn, tellingOf, type Desk, type Element } from "./desk.ts";
import type { MicroserviceByName } from "./microservices.ts";
import { idIn } from "../read/forms.ts";
import { isAbsent, isRecord, type Json } from "../read/plain.ts";
import {
  complain,
  known,
  knownPort,
  shown,
  filledText,
  unreadable,
  untold,
  type Fields,
} from "./fields.ts";

/** `save` is the call that tells the backend again. */
export type BackendReader = (
  api: Id,
  fields: Fields<ApiInfo>,
  place: Place,
  save: string,
) => Known<Backend>;

interface Subject {
  readonly api: Id;
  readonly place: Place;
  readonly save: string;
}

interface World {
  readonly draft: Draft;
  readonly upstreams: ReadonlyMap<Id, Element<UpstreamInfo>>;
  /** By VIP (canonical text) and by domain (lower case). */
  readonly balancers: ReadonlyMap<string, readonly LoadBalancer[]>;
  readonly microserviceByName: MicroserviceByName;
  /** Why the answers to a call, about one resource or about the region, are missing. */
  readonly told: (call: Call, owner?: Id | null) => Telling | undefined;
}

/** Load balancers must have been read into the draft before. */
export function backendReader(desk: Desk, microserviceByName: MicroserviceByName): BackendReader {
  const { draft } = desk;
  const upstreams = once(draft, desk.elements<UpstreamInfo>("DescribeUpstreams"), "upstream");
  const world = {
    draft,
    upstreams: new Map(upstreams.map((upstream) => [upstream.id, upstream])),
    balancers: balancersByHost(draft.loadBalancers),
    microserviceByName,
    told: (call: Call, owner: Id | null = null) => tellingOf(desk, call, owner),
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

function readBackend(world: World, api: Fields<ApiInfo>, subject: Subject): Known<Backend> {
  const type = filledText(api.ServiceType)?.toUpperCase();
  switch (type) {
    case "MOCK":
    case "SCF":
    case "COS":
      return { kind: type.toLowerCase() as "mock" | "scf" | "cos" };
    case "TSF":
      return microservice(world, api.MicroServices, subject);
    case "HTTP":
    case "CLB":
    case "WEBSOCKET":
      return addressed(world, api.ServiceConfig, type === "CLB", subject);
    default: {
      if (isAbsent(api.ServiceType))
        return unresolved(subject, "the saved answer names no ServiceType");
      return unresolved(
        subject,
        `its ServiceType is ${shown(api.ServiceType)}, which sglint does not know`,
      );
    }
  }
}

/** An API may spread over several microservices; a route leads to one. */
function microservice(world: World, list: unknown, subject: Subject): Known<Backend> {
  const services = Array.isArray(list) ? list.filter(isRecord) : [];
  const [only, another]: Fields<MicroService>[] = services;
  const id = only && !another && world.microserviceByName(only.NamespaceId, only.MicroServiceName);
  if (id) return { kind: "microservice", microservice: id };
  const names = services
    .map((service: Fields<MicroService>) => filledText(service.MicroServiceName))
    .filter((name) => name !== null);
  const named = names.length > 0 ? `microservice ${names.join(", ")}` : "a microservice";
  const told = world.told("DescribeMicroservices", only ? idIn(only.NamespaceId) : null);
  return unresolved(
    subject,
    `it forwards to ${named}, whose instances no saved answer lists`,
    "declare it under microservices, and the API with its backend under gateways, in a definitions file",
    told,
  );
}

function addressed(world: World, value: unknown, isClb: boolean, subject: Subject): Known<Backend> {
  if (!isRecord(value)) {
    if (!isAbsent(value))
      complain(
        world.draft,
        inside(subject.place, "ServiceConfig"),
        `ServiceConfig of ${subject.api} is ${shown(value)}, expected an object`,
      );
    return unresolved(subject, "the saved answer holds no ServiceConfig");
  }
  const config: Fields<ServiceConfig> = value;
  const product = filledText(config.Product)?.toLowerCase() ?? (isClb ? "clb" : null);
  const upstream = idIn(config.UpstreamId);
  if (product === "upstream" || (product === null && upstream !== null))
    return upstreamBackend(world, upstream, subject);
  const url = readUrl(world.draft, config.Url, subject);
  if (isUnknown(url)) return url;
  const vpc = idIn(config.UniqVpcId);
  if (product === "cvm") return machine(url, subject);
  if (product === "clb" || (product === null && vpc !== null))
    return balanced(world, url, filledText(config.Path), vpc, subject);
  if (product === null) return { kind: "http", url: withPath(url, filledText(config.Path)) };
  return unresolved(subject, `its Product is ${shown(config.Product)}, which sglint does not know`);
}

interface BackendUrl {
  readonly text: string;
  /** Canonical address, or domain in lower case. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

const STANDARD_PORTS = new Map([
  ["http:", 80],
  ["https:", 443],
  ["ws:", 80],
  ["wss:", 443],
]);

/** A URL may leave out its scheme. One with a stage variable in its host can only be known at run time. */
function readUrl(draft: Draft, value: unknown, subject: Subject): BackendUrl | Unknown {
  const text = filledText(value);
  if (text === null && (isAbsent(value) || value === ""))
    return unresolved(subject, "its ServiceConfig holds no Url");
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text ?? "") ? text! : `http://${text}`;
  if (/^[^/]*\/\/[^/]*[{}]/.test(whole))
    return unresolved(subject, `the host in its Url ${shown(text)} is a variable`);
  const url = text !== null && URL.canParse(whole) ? new URL(whole) : null;
  const standard = STANDARD_PORTS.get(url?.protocol ?? "");
  if (url === null || standard === undefined || url.hostname === "") {
    const place = inside(inside(subject.place, "ServiceConfig"), "Url");
    complain(
      draft,
      place,
      `Url of ${subject.api} is ${shown(value)}, expected http://host:port/path`,
    );
    return unresolved(subject, "its Url cannot be read");
  }
  const name = url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  const address = parseIp(name);
  return {
    text: whole,
    host: address.ok ? address.text : name,
    port: url.port === "" ? standard : Number(url.port),
    path: url.pathname,
  };
}

/** The path that is called has a field of its own; behind a CLB it chooses the forwarding rule. */
function withPath({ text, path }: BackendUrl, configured: string | null): string {
  if (configured === null || configured === path) return text;
  const [origin] = /^[^/]*\/\/[^/?#]*/.exec(text)!;
  return `${origin}${configured.startsWith("/") ? "" : "/"}${configured}`;
}

/** A CLB in a VPC is named by its VIP or domain only; the same VIP may exist in several VPCs. */
function balanced(
  { balancers, told }: World,
  { host, port, path }: BackendUrl,
  configured: string | null,
  vpc: Id | null,
  subject: Subject,
): Known<Backend> {
  const all = balancers.get(host) ?? [];
  const inVpc = all.filter((b) => vpc === null || isUnknown(b.vpc) || b.vpc === vpc);
  const where = vpc === null ? "" : ` in ${vpc}`;
  const [balancer, another] = inVpc;
  if (!balancer)
    return unresolved(
      subject,
      `no load balancer in the saved answers has the address ${host}${where}`,
      "save `tccli clb DescribeLoadBalancers`",
      told("DescribeLoadBalancers"),
    );
  if (another && another.id !== balancer.id)
    return unresolved(
      subject,
      `${balancer.id} and ${another.id} both have the address ${host}${where}`,
      "save the answers of one region and VPC, or declare the API with its backend in a definitions file",
    );
  return {
    kind: "clb",
    loadBalancer: balancer.id,
    port,
    domain: parseIp(host).ok ? null : host,
    path: configured ?? path,
    protocol: "tcp",
  };
}

function machine({ host, port }: BackendUrl, subject: Subject): Known<Backend> {
  const address = parseIp(host);
  if (!address.ok)
    return unresolved(
      subject,
      `its Url names the domain ${host}, and only an address tells the CVM`,
    );
  const place = inside(inside(subject.place, "ServiceConfig"), "Url");
  return { kind: "cvm", targets: [{ to: { kind: "ip", address }, port, weight: null, place }] };
}

function upstreamBackend(
  { draft, upstreams, told }: World,
  id: Id | null,
  subject: Subject,
): Known<Backend> {
  if (id === null) return unresolved(subject, "its ServiceConfig names no UpstreamId");
  const save = "apigateway DescribeUpstreams";
  const upstream = upstreams.get(id);
  if (!upstream)
    return unresolved(
      subject,
      `upstream ${id} is not in the saved answers`,
      `save \`tccli ${save}\``,
      told("DescribeUpstreams"),
    );
  const { fields, place } = upstream;
  const question = { noun: "nodes", of: id, save, place };
  if (!Array.isArray(fields.Nodes) && !isAbsent(fields.Nodes)) {
    const why = `Nodes is ${shown(fields.Nodes)}, expected a list of nodes`;
    return unreadable(draft, question, inside(place, "Nodes"), why);
  }
  const nodes = recordsIn(draft, fields.Nodes, inside(place, "Nodes"), `nodes of ${id}`);
  if (nodes.length === 0 && filledText(fields.UpstreamType)?.toUpperCase() === "K8S")
    return unresolved(
      subject,
      `upstream ${id} forwards to a Kubernetes service whose nodes are not listed`,
      "declare the API with a backend of type k8s in a definitions file",
    );
  if (isAbsent(fields.Nodes)) return untold(question);
  return { kind: "upstream", targets: nodes.map(([node, at]) => readNode(draft, id, node, at)) };
}

function readNode(draft: Draft, upstream: Id, value: Json, place: Place): Target {
  const node: Fields<UpstreamNode> = value;
  const instance = idIn(node.VmInstanceId);
  const host = filledText(node.Host);
  const address = host === null ? null : parseIp(host);
  const name = instance ?? host ?? "a node";
  const ask = (noun: string) => ({
    noun: `${noun} of node ${name}`,
    of: upstream,
    save: "apigateway DescribeUpstreams",
    place,
  });
  const why =
    host === null
      ? `a node of upstream ${upstream} names no host`
      : `node ${shown(host)} of upstream ${upstream} is no address, and domains are not resolved`;
  return {
    to: instance
      ? { kind: "instance", id: instance }
      : address?.ok
        ? { kind: "ip", address }
        : untold(ask("address"), why),
    port: knownPort(draft, ask("port"), node.Port, "Port"),
    weight: known(draft, ask("weight"), node.Weight, "Weight", "a weight from 0 to 100", (v) =>
      typeof v === "number" && v >= 0 ? v : undefined,
    ),
    place,
  };
}

/** `told`: why what would resolve it is missing; its remedy comes first. */
function unresolved(
  { api, place, save }: Subject,
  why: string,
  remedy?: string,
  told?: Telling,
): Unknown {
  return new Unknown({
    id: `backend of ${api}`,
    text: `the backend of ${api} cannot be resolved: ${why}${told ? `; ${told.clause}` : ""}`,
    remedy:
      (told && remedyText(told.remedy)) ??
      remedy ??
      `save \`tccli ${save}\` again, or declare the API with its backend in a definitions file`,
    place,
  });
}
