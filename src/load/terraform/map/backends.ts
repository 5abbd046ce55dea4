// What one API forwards to: the five backends of the vendor's 504 page and those that need no group. One that
// cannot be resolved is unknown and says why; domains are not resolved by DNS.
import { message, type Message } from "../../../words/index.ts";
import { parseIp } from "../../../net/address.ts";
import type { Backend, Id, LoadBalancer, Target } from "../../../model/inventory.ts";
import type { Unknown } from "../../../model/unknown.ts";
import { isUnknown, type Known } from "../../../model/unknown.ts";
import type { Resource } from "../resource.ts";
import { NOT_SET, lacking, maybeAbsent, resourceOf, unknownOf, type Ground } from "./ground.ts";
import { linkedId, knownLink, linkIn } from "./links.ts";
import { form } from "../../read/forms.ts";
import {
  attribute,
  oneBlock,
  blocks,
  holderOf,
  nodeText,
  scalarIn,
  within,
  type Holder,
} from "./nodes.ts";
import { addressRef } from "./target.ts";
import { microserviceBackend } from "./tsf.ts";
import { namedUrl, type NamedUrl } from "./urls.ts";
import { isUnknownNode, type InnerOf, type ResourceOf } from "./typed.ts";

type ApiResource = ResourceOf<"tencentcloud_api_gateway_api">;
type Upstream = ResourceOf<"tencentcloud_api_gateway_upstream">;
type UpstreamNode = Holder<InnerOf<Upstream["body"]["shape"], "nodes">>;
type TargetService = Holder<InnerOf<ApiResource["body"]["shape"], "target_services">>;

const GROUPLESS = new Map([
  ["MOCK", "mock" as const],
  ["SCF", "scf" as const],
  ["COS", "cos" as const],
]);
const UPPER = form.mapped(form.text, (text) => text.toUpperCase());
const LOWER = form.mapped(form.text, (text) => text.toLowerCase());

/** `balancers`: those that an address or domain of a URL may be of. */
export function readBackend(
  ground: Ground,
  api: ApiResource,
  balancers: readonly LoadBalancer[],
): Known<Backend> {
  const open = opener(ground, api);
  if (!api.certain) return maybeAbsent(ground, api);
  const type = scalarIn(ground, holderOf(api), "service_config_type", () => "HTTP", UPPER);
  if (isUnknown(type)) return type;
  const groupless = GROUPLESS.get(type);
  if (groupless) return { kind: groupless };
  switch (type) {
    case "TSF":
      return microserviceBackend(ground, api, open);
    case "TARGET":
      return { kind: "upstream", targets: targetServices(ground, api) };
    case "HTTP":
    case "WEBSOCKET":
      return addressed(ground, api, balancers, open);
    default:
      return open(message("terraform.unknown-attribute", "service_config_type"));
  }
}

export type Opener = (why: Message) => Unknown;

function opener(ground: Ground, { address, place }: Resource): Opener {
  return (why) => lacking(ground, address, "backend", why, place);
}

function addressed(
  ground: Ground,
  api: ApiResource,
  balancers: readonly LoadBalancer[],
  open: Opener,
): Known<Backend> {
  const { address, body } = api;
  const product = scalarIn(ground, holderOf(api), "service_config_product", () => null, LOWER);
  if (isUnknown(product)) return product;
  if (product === "upstream" || (product === null && attribute(body, "service_config_upstream_id")))
    return upstreamBackend(ground, api, open);
  const node = attribute(body, "service_config_url");
  if (!node) return open(message("terraform.missing-attribute", "service_config_url"));
  const url = namedUrl(ground, address, "service_config_url", node);
  if (isUnknown(url)) return url;
  const vpc = knownLink(ground, api, "service_config_vpc_id");
  if (product === "cvm") return machineBackend(api, url, open);
  if (product === "clb" || (product === null && vpc !== null))
    return balanced(api, url, isUnknown(vpc) ? null : vpc, balancers, open);
  if (product !== null)
    return open(message("terraform.unknown-attribute", "service_config_product"));
  return publicBackend(url);
}

/** A host that is known by reference is named by its resource. */
function publicBackend({ scheme, host, port, path }: NamedUrl): Known<Backend> {
  if (isUnknown(port)) return port;
  const name =
    typeof host === "string"
      ? host.includes(":")
        ? `[${host}]`
        : host
      : host.id.replace(/[^\w.-]+/g, "-");
  const url = `${scheme}://${name}:${port}${path}`;
  return typeof host === "string" ? { kind: "http", url } : { kind: "http", url, owner: host.id };
}

/** By reference, or by the VIP or domain that a state or a `vip` tells; one VIP may exist in several VPCs. */
function balanced(
  api: ApiResource,
  { host, port, path }: NamedUrl,
  vpc: Id | null,
  balancers: readonly LoadBalancer[],
  open: Opener,
): Known<Backend> {
  const own = attribute(api.body, "service_config_path");
  const shared = { port, path: own ? nodeText(own) : path, protocol: "tcp" as const };
  if (typeof host !== "string")
    return host.kind === "balancer"
      ? { kind: "clb", loadBalancer: host.id, domain: null, isOwnHost: true, ...shared }
      : open(message("terraform.clb-names-instance"));
  const all = balancers.filter((balancer) => isAt(balancer, host, vpc));
  const [balancer, second] = all;
  if (second) return open(message("terraform.several-balancers"));
  if (balancer) return { kind: "clb", loadBalancer: balancer.id, domain: host, ...shared };
  return open(message("terraform.no-balancer"));
}

function isAt({ vips, domain, vpc: own }: LoadBalancer, host: string, vpc: Id | null): boolean {
  if (vpc !== null && own !== null && !isUnknown(own) && own !== vpc) return false;
  return (
    domain?.toLowerCase() === host || (!isUnknown(vips) && vips.some(({ text }) => text === host))
  );
}

function machineBackend(api: ApiResource, { host, port }: NamedUrl, open: Opener): Known<Backend> {
  const place = attribute(api.body, "service_config_url")!.place;
  const target = (to: Target["to"]): Backend => ({
    kind: "cvm",
    targets: [{ to, port, weight: null, place }],
  });
  if (typeof host !== "string")
    return host.kind === "balancer"
      ? open(message("terraform.cvm-names-balancer"))
      : target({ kind: host.kind, id: host.id });
  const address = parseIp(host);
  return address.ok
    ? target({ kind: "ip", address: { text: address.text, set: address.set } })
    : open(message("terraform.cvm-names-domain"));
}

function upstreamBackend(ground: Ground, api: ApiResource, open: Opener): Known<Backend> {
  const id = knownLink(ground, api, "service_config_upstream_id");
  if (id === null)
    return open(message("terraform.missing-attribute", "service_config_upstream_id"));
  if (isUnknown(id)) return id;
  const upstream = resourceOf(ground, "tencentcloud_api_gateway_upstream", id);
  if (!upstream) return open(message("terraform.undeclared-upstream", id));
  if (!upstream.certain) return maybeAbsent(ground, upstream);
  const services = blocks(upstream.body, "k8s_service");
  const isCluster = isUnknownNode(services) || services.length > 0;
  const type = nodeText(attribute(upstream.body, "upstream_type"))?.toUpperCase();
  if (isCluster && type !== "IP_PORT") return clusterBackend(ground, upstream);
  const list = blocks(upstream.body, "nodes");
  if (isUnknownNode(list))
    return {
      kind: "upstream",
      targets: unknownOf(ground, upstream.address, "nodes", list),
    };
  const targets = list.map((entry, i) => {
    if (entry.kind === "object")
      return upstreamNode(ground, within(holderOf(upstream), entry, `nodes[${i}]`));
    const unknown = unknownOf(ground, upstream.address, `nodes[${i}]`, entry);
    return { to: unknown, port: unknown, weight: unknown, place: entry.place };
  });
  return { kind: "upstream", targets };
}

function upstreamNode(ground: Ground, holder: UpstreamNode): Target {
  const { address, body, prefix } = holder;
  const host = attribute(body, "host");
  const vm = linkedId(ground, body, "vm_instance_id");
  const unset = (name: string) => lacking(ground, address, `${prefix}${name}`, NOT_SET, body.place);
  return {
    to:
      vm !== null
        ? { kind: "instance", id: vm }
        : host
          ? addressRef(ground, address, `${prefix}host`, host)
          : unset("host"),
    port: scalarIn(ground, holder, "port", () => unset("port"), form.port(0)),
    weight: scalarIn(ground, holder, "weight", () => null, form.amount),
    place: body.place,
  };
}

/** The gateway reaches the pods of a Kubernetes service through the nodes of its cluster. */
function clusterBackend(ground: Ground, upstream: Upstream): Known<Backend> {
  const { address, place } = upstream;
  const services = blocks(upstream.body, "k8s_service");
  const service = oneBlock(upstream.body, "k8s_service");
  const open = (why: Message) => lacking(ground, address, "k8s_service", why, place);
  if (service === null) return open(NOT_SET);
  if (service.kind === "unknown") return open(service.reason);
  if (!isUnknownNode(services) && services.length > 1)
    return open(message("terraform.several-services"));
  const holder = within(holderOf(upstream), service, "k8s_service");
  const link = linkIn(ground, service, "cluster_id");
  if (!link) return open(message("terraform.names-no", "cluster_id"));
  if ("why" in link)
    return lacking(ground, address, "cluster_id of k8s_service", link.why, link.node.place);
  return {
    kind: "k8s",
    cluster: link.id,
    port: scalarIn(
      ground,
      holder,
      "port",
      () => open(message("terraform.names-no", "port")),
      form.port(1),
    ),
  };
}

/** Backends of type TARGET: addresses of machines in a VPC. */
function targetServices(ground: Ground, api: ApiResource): Known<readonly Target[]> {
  const list = blocks(api.body, "target_services");
  if (isUnknownNode(list)) return unknownOf(ground, api.address, "target_services", list);
  return list.map((entry, i): Target => {
    const name = `target_services[${i}]`;
    const open = (why: Message) => lacking(ground, api.address, name, why, entry.place);
    if (entry.kind === "unknown")
      return { to: open(entry.reason), port: open(entry.reason), weight: null, place: entry.place };
    const holder = within(holderOf(api), entry, name);
    return {
      to: vmRef(ground, holder, open),
      port: scalarIn(
        ground,
        holder,
        "vm_port",
        () => open(message("terraform.names-no", "vm_port")),
        form.port(1),
      ),
      weight: null,
      place: entry.place,
    };
  });
}

function vmRef(
  ground: Ground,
  { address, body, prefix }: TargetService,
  open: Opener,
): Target["to"] {
  const ip = attribute(body, "vm_ip");
  return ip
    ? addressRef(ground, address, `${prefix}vm_ip`, ip)
    : open(message("terraform.names-no", "vm_ip"));
}
