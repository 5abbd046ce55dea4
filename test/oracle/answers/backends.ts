// What an API forwards to, as DescribeApi and DescribeUpstreams tell it.
import type {
  ApiInfo,
  ServiceConfig,
  UpstreamInfo,
  UpstreamNode,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_models.js";
import type { BackendDef, Definitions, TargetDef } from "../format.ts";
import { facesOf, named } from "../world.ts";
import type { Draw, Saved } from "./answer.ts";
import { V6_VIPS } from "./world.ts";
import { NAMESPACE } from "./containers.ts";

export interface PrintedBackend {
  readonly info: Saved<ApiInfo>;
  /** The answer does not tell all of it. */
  readonly isOpen: boolean;
}

const told = (info: Saved<ApiInfo>): PrintedBackend => ({ info, isOpen: false });
const open = (info: Saved<ApiInfo>): PrintedBackend => ({ info, isOpen: true });

export function backendOf(
  def: Definitions,
  api: string,
  backend: BackendDef,
  upstreams: Saved<UpstreamInfo>[],
  draw: Draw,
): PrintedBackend {
  switch (backend.type) {
    case "clb":
      return balanced(def, backend, draw);
    case "http":
      return told(publicBackend(backend.url, draw));
    case "cvm": {
      const [target] = backend.targets;
      const { port } = target!;
      return told(inVpc("cvm", addressOf(`http://${hostOf(def, target!)}:${port}`, draw), draw));
    }
    case "upstream":
    case "k8s":
      return channel(def, api, backend, upstreams, draw);
    case "microservice": {
      const MicroServices = [
        {
          ClusterId: "cluster-tsf",
          NamespaceId: NAMESPACE,
          MicroServiceName: backend.microservice,
        },
      ];
      return told({ ServiceType: "TSF", ServiceConfig: draw.absent(), MicroServices });
    }
    default:
      return told({
        ServiceType: backend.type.toUpperCase(),
        ServiceConfig: draw.pick([null, {}]),
      });
  }
}

function inVpc(Product: string, config: Saved<ServiceConfig>, draw: Draw): Saved<ApiInfo> {
  return {
    ServiceType: "HTTP",
    ServiceConfig: {
      Product,
      UniqVpcId: "vpc-main",
      Method: "GET",
      ...config,
      CosConfig: draw.absent(),
    },
  };
}

/** The path stands in a field of its own, or in the URL. */
function addressOf(url: string, draw: Draw): Saved<ServiceConfig> {
  const { host, protocol, pathname } = new URL(url);
  const origin = `${protocol}//${host}`;
  const plain =
    draw.chance(0.2) && url.startsWith("http://") ? origin.slice("http://".length) : origin;
  return draw.chance(0.7)
    ? { Url: plain, Path: pathname }
    : { Url: `${plain}${pathname}`, Path: draw.none() };
}

function balanced(
  def: Definitions,
  { loadBalancer, port, domain, path = "/" }: Extract<BackendDef, { type: "clb" }>,
  draw: Draw,
): PrintedBackend {
  const lb = named(def.loadBalancers, loadBalancer);
  const hosts = [lb.vips[0]!, `[${V6_VIPS[lb.id]!}]`, ...(lb.domain ? [lb.domain] : [])];
  const host = domain === undefined ? draw.pick(hosts) : domain;
  const scheme = port === 443 || port === 8443 ? draw.pick(["https", "http"]) : "http";
  const urlOf = (name: string) => addressOf(`${scheme}://${name}:${port}${path}`, draw);
  if (domain !== undefined && domain !== lb.domain) {
    // The load balancer by its VIP, which does not tell the domain; or the domain, where it is no load balancer's.
    const isForeign = def.loadBalancers.every(
      (one) => one.domain !== domain && !one.vips.includes(domain),
    );
    const called = isForeign ? draw.pick([lb.vips[0]!, domain]) : lb.vips[0]!;
    return open(inVpc("clb", urlOf(called), draw));
  }
  const config = urlOf(host);
  const printed = draw.pick<Saved<ApiInfo>>([
    inVpc("clb", config, draw),
    { ...inVpc("clb", config, draw), ServiceType: "CLB" },
    {
      ServiceType: "CLB",
      ServiceConfig: { ...config, UniqVpcId: "vpc-main", Product: draw.none() },
    },
    {
      ServiceType: "HTTP",
      ServiceConfig: { ...config, UniqVpcId: "vpc-main", Product: draw.none() },
    },
  ]);
  return told(printed);
}

function publicBackend(written: string, draw: Draw): Saved<ApiInfo> {
  const isSocket = draw.chance(0.1);
  const url = isSocket ? written.replace(/^http/, "ws") : written;
  return {
    ServiceType: isSocket ? "WEBSOCKET" : draw.pick(["HTTP", "HTTP", "http"]),
    ServiceConfig: {
      Product: draw.none(),
      UniqVpcId: draw.none(),
      UpstreamId: draw.none(),
      ...addressOf(url, draw),
    },
  };
}

function channel(
  def: Definitions,
  api: string,
  backend: Extract<BackendDef, { type: "upstream" | "cvm" | "k8s" }>,
  upstreams: Saved<UpstreamInfo>[],
  draw: Draw,
): PrintedBackend {
  const UpstreamId = `upstream-${api}`;
  const common = { UpstreamId, UniqVpcId: "vpc-main", UpstreamName: draw.none() };
  const info = inVpc(
    draw.pick(["upstream", "upstream", ""]),
    { UpstreamId, Url: draw.none() },
    draw,
  );
  if (backend.type !== "k8s") {
    const Nodes = backend.targets.map((target) => nodeOf(def, target, draw));
    upstreams.push({ ...common, UpstreamType: draw.pick(["IP_PORT", null]), Nodes });
    return told(info);
  }
  const { nodes } = named(def.clusters, backend.cluster);
  if (nodes.length === 0 || draw.chance(0.5)) {
    const K8sServices = [
      { ClusterId: backend.cluster, Port: 80, ServiceName: "orders", Weight: 100 },
    ];
    upstreams.push({ ...common, UpstreamType: "K8S", Nodes: draw.pick([[], null]), K8sServices });
    return open(info);
  }
  const Nodes = nodes.map((instance) => ({
    ...nodeOf(def, { instance, port: backend.port }, draw),
    Source: "K8S",
  }));
  upstreams.push({ ...common, UpstreamType: "K8S", Nodes });
  return told(info);
}

function nodeOf(def: Definitions, target: TargetDef, draw: Draw): Saved<UpstreamNode> {
  const Host = hostOf(def, target);
  const common = { Port: target.port!, Weight: target.weight === 0 ? 0 : draw.pick([1, 10, 100]) };
  if (target.instance === undefined) return { ...common, Host, VmInstanceId: draw.none() };
  return draw.pick<Saved<UpstreamNode>>([
    { ...common, Host, VmInstanceId: target.instance },
    { ...common, Host, VmInstanceId: draw.none() },
    { ...common, Host: draw.none(), VmInstanceId: target.instance },
  ]);
}

function hostOf(def: Definitions, { instance, eni, ip }: TargetDef): string {
  return ip ?? facesOf(def).find(({ id }) => id === (instance ?? eni))!.privateIps[0]!;
}
