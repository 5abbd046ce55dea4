// The naive reading of who calls whom: definitions -> routes with their hops, each with the demand that arrives
// there, from the vendor's facts. Imports nothing of ours.
import { facesOf, named, spans, type Demand, type Hop, type Route } from "./world.ts";
import type {
  BackendDef,
  Definitions,
  FaceDef,
  GatewayDef,
  ListenerDef,
  TargetDef,
} from "./format.ts";

// The vendor's table for Guangzhou (document/product/628/39963).
const PRIVATE = ["9.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "11.0.0.0/8", "30.0.0.0/8"];
const CURRENT = [
  "125.94.61.15-125.94.61.22",
  "116.31.69.26-116.31.69.30",
  "116.31.69.36-116.31.69.40",
];
const UPGRADED = [
  "114.132.67.158",
  "175.178.136.220",
  "106.55.207.114",
  "134.175.252.50",
  "1.14.205.107",
];
const KEEP_ALIVE = "100.127.0.0/16";
/** What may cut the address line though the definitions do not name it. */
export const PUBLISHED: readonly string[] = [...PRIVATE, ...CURRENT, ...UPGRADED, KEEP_ALIVE];

export function routesOf(def: Definitions): Route[] {
  const apis = def.gateways.flatMap((gateway) =>
    gateway.apis.flatMap((api) => apiRoutes(def, gateway, api)),
  );
  return [...apis, ...def.paths.flatMap((path) => pathRoutes(def, path))];
}

interface Rules {
  readonly clb: string;
  readonly target: string;
  readonly acl: string;
}

function apiRoutes(
  def: Definitions,
  gateway: GatewayDef,
  api: GatewayDef["apis"][number],
): Route[] {
  const { backend } = api;
  const dedicated = gateway.instance === "shared" ? null : gateway.instance;
  const clients = (): Demand => demandOf(api.clients ?? gateway.clients!);
  const inside = (): Demand => (dedicated ? demandOf(dedicated.vpcSources!) : pack("private"));
  const rules = (target: string): Rules => ({
    clb: "clb-admits-gateway",
    target,
    acl: "subnet-acl-admits-route",
  });
  const build = (demand: Demand, target: string) =>
    builder(def, api.id, demand, rules(target), null);
  const upstream = () =>
    dedicated
      ? build(inside(), "dedicated-upstream-admits-gateway")
      : build(clients(), "shared-upstream-admits-clients");
  switch (backend.type) {
    case "clb":
      return build(inside(), "clb-backend-admits-gateway").balancer(
        backend.loadBalancer,
        backend.port,
        "tcp",
        backend,
      );
    case "http": {
      const rule = "public-backend-admits-gateway-vips";
      const demand = dedicated ? demandOf(dedicated.publicEgress!) : pack("public");
      return builder(def, api.id, demand, { ...rules(rule), clb: rule }, null).url(backend.url);
    }
    case "microservice": {
      const service = named(def.microservices, backend.microservice);
      const nodes =
        service.deployment === "cvm"
          ? service.instances!
          : named(def.clusters, service.cluster!).nodes;
      return build(clients(), `${service.deployment}-microservice-admits-clients`).hosts(
        nodes,
        service.port,
        "tcp",
      );
    }
    case "upstream":
      return upstream().targets(backend.targets);
    case "cvm":
      return build(inside(), "clb-backend-admits-gateway").targets(backend.targets);
    case "k8s":
      return upstream().hosts(named(def.clusters, backend.cluster).nodes, backend.port, "tcp");
    default:
      return [{ owner: api.id, target: null, outcome: "skipped", hops: [], change: 0, path: null }];
  }
}

function pathRoutes(
  def: Definitions,
  { name, from, to, expect }: Definitions["paths"][number],
): Route[] {
  const [, id, portText, protocol = "tcp"] = /^(.+):(\d+)(?:\/(tcp|udp))?$/.exec(
    to,
  )! as unknown as [string, string, string, ("tcp" | "udp")?];
  const demand =
    from === "api-gateway.private"
      ? pack("private")
      : from === "api-gateway.vips"
        ? pack("public")
        : demandOf(typeof from === "string" ? [from] : from);
  // No packet goes from one family to the other.
  const families = new Set(demand.ranges.map(({ family }) => family));
  const lost = (called: readonly string[]) =>
    families.size === 1 && !spans(called).some(({ family }) => families.has(family));
  const reached = (routes: Route[]): Route[] =>
    routes.map((one) => {
      const [first] = one.hops;
      if (!first || one.outcome !== "judged") return one;
      const called = first.face
        ? [...first.face.privateIps, ...(first.face.publicIps ?? [])]
        : named(def.loadBalancers, first.resource).vips;
      return lost(called) ? { ...one, outcome: "no-address", hops: [], change: 0 } : one;
    });
  const rule = "path-as-expected";
  const build = builder(
    def,
    name,
    demand,
    { clb: rule, target: rule, acl: rule },
    { name, expect },
  );
  const port = Number(portText);
  if (facesOf(def).some((face) => face.id === id))
    return reached(build.hosts([id], port, protocol));
  if (def.loadBalancers.some((one) => one.id === id))
    return reached(build.balancer(id, port, protocol, {}));
  const service = def.microservices.find((one) => one.id === id);
  if (service?.deployment === "cvm")
    return reached(build.hosts(service.instances!, port, protocol));
  return reached(build.hosts(named(def.clusters, service?.cluster ?? id).nodes, port, protocol));
}

function demandOf(texts: readonly string[]): Demand {
  return { ranges: spans(texts), soft: [], vendor: false };
}

/** Both columns of public VIPs are demanded; those of before the upgrade are soft. */
function pack(set: "private" | "public"): Demand {
  return set === "private"
    ? { ranges: spans(PRIVATE), soft: [], vendor: true }
    : { ranges: spans([...CURRENT, ...UPGRADED]), soft: spans(CURRENT), vendor: true };
}

const BEHIND_KEEP_ALIVE: Demand = { ranges: spans([KEEP_ALIVE]), soft: [], vendor: true };

function builder(
  def: Definitions,
  owner: string,
  demand: Demand,
  rules: Rules,
  path: Route["path"],
) {
  const route = (
    target: string | null,
    outcome: Route["outcome"],
    hops: readonly Hop[],
    change = hops.length,
  ): Route => ({ owner, target, outcome, hops, change, path });

  const hopsOf = (
    face: FaceDef,
    port: number,
    protocol: "tcp" | "udp",
    seen: Demand,
    passes: boolean,
  ): Hop[] => {
    const subnet = def.subnets.find((one) => one.id === face.subnet);
    const shared = { port, protocol, demand: seen, face };
    const groups = face.securityGroups!;
    const target: Hop = {
      ...shared,
      kind: "target",
      resource: face.id,
      rule: rules.target,
      groups,
      open: passes || groups.length === 0,
      acl: null,
    };
    if (subnet?.networkAcl === undefined) return [target];
    const acl = named(def.networkAcls, subnet.networkAcl);
    return [
      { ...shared, kind: "acl", resource: acl.id, rule: rules.acl, groups: [], open: false, acl },
      target,
    ];
  };
  const faceOf = ({ instance, eni, ip }: TargetDef) =>
    facesOf(def).find((face) =>
      ip === undefined ? face.id === (instance ?? eni) : face.privateIps.includes(ip),
    )!;
  const active = (list: readonly TargetDef[]) => list.filter(({ weight }) => weight !== 0);

  const balancer = (
    id: string,
    port: number,
    protocol: "tcp" | "udp",
    wanted: { readonly domain?: string; readonly path?: string },
  ): Route[] => {
    const lb = named(def.loadBalancers, id);
    const groups = lb.securityGroups!;
    const front: Hop = {
      kind: "clb",
      resource: id,
      port,
      protocol,
      rule: rules.clb,
      demand,
      groups,
      open: groups.length === 0,
      acl: null,
      face: null,
    };
    const listener = lb.listeners.find(
      (one) =>
        (one.protocol === "UDP") === (protocol === "udp") &&
        one.port <= port &&
        port <= (one.endPort ?? one.port),
    );
    const list = listener ? active(targetsOf(listener, wanted)) : [];
    if (!listener || list.length === 0) return [route(null, "no-targets", [front])];
    // SNAT addresses are for targets that are no machine; here every target is one.
    const kept = listener.keepalive === true && /^HTTPS?$/.test(listener.protocol);
    const { replacedBy } = listener;
    const other = replacedBy ? demandOf(replacedBy) : kept ? BEHIND_KEEP_ALIVE : null;
    return list.map((target) => {
      const face = faceOf(target);
      const home = def.subnets.find((one) => one.id === face.subnet)?.vpc;
      const passes = lb.passToTarget === true && home === lb.vpc;
      const at =
        target.port === undefined || target.port === 0 ? port : target.port + port - listener.port;
      const behind = hopsOf(face, at, protocol, other ?? demand, passes);
      return route(`${face.id}:${at}`, "judged", [front, ...behind], other ? 1 : 1 + behind.length);
    });
  };

  const hosts = (ids: readonly string[], port: number, protocol: "tcp" | "udp"): Route[] => {
    if (ids.length === 0) return [route(null, "no-targets", [])];
    return ids.map((id) =>
      route(
        `${id}:${port}`,
        "judged",
        hopsOf(
          facesOf(def).find((face) => face.id === id)!,
          port,
          protocol,
          demand,
          false,
        ),
      ),
    );
  };

  const targets = (list: readonly TargetDef[]): Route[] => {
    const called = active(list);
    if (called.length === 0) return [route(null, "no-targets", [])];
    return called.map((target) => {
      const face = faceOf(target);
      return route(
        `${face.id}:${target.port}`,
        "judged",
        hopsOf(face, target.port!, "tcp", demand, false),
      );
    });
  };

  const url = (text: string): Route[] => {
    const { protocol, hostname, port: written, pathname } = new URL(text);
    const port = written === "" ? (protocol === "https:" ? 443 : 80) : Number(written);
    const lb = def.loadBalancers.find(
      (one) => one.domain === hostname || (one.type === "OPEN" && one.vips.includes(hostname)),
    );
    if (lb) return balancer(lb.id, port, "tcp", { domain: hostname, path: pathname });
    const face = facesOf(def).find((one) => one.publicIps?.includes(hostname));
    return face ? hosts([face.id], port, "tcp") : [route(null, "external", [])];
  };

  return { balancer, hosts, targets, url };
}

/**
 * With forwarding rules: those of the exact domain, else of a wildcard in front, else of one behind, else of a regular
 * expression, else of the default; of them the one that names the whole path, else a regular expression unless the
 * longest prefix shuts it out, else that prefix.
 */
function targetsOf(
  { rules, targets, defaultDomain }: ListenerDef,
  { domain = "", path = "" }: Pick<Extract<BackendDef, { type: "clb" }>, "domain" | "path">,
): readonly TargetDef[] {
  if (!rules) return targets ?? [];
  const ranked = [
    rules.filter((rule) => rule.domain === domain),
    rules.filter((rule) => rule.domain[0] === "*" && domain.endsWith(rule.domain.slice(1))),
    rules.filter(
      (rule) => rule.domain.at(-1) === "*" && domain.startsWith(rule.domain.slice(0, -1)),
    ),
    rules.filter(({ domain: name }) => name[0] === "~" && new RegExp(name.slice(1)).test(domain)),
    rules.filter((rule) => rule.domain === defaultDomain),
  ];
  const own = ranked.find((list) => list.length > 0) ?? [];
  const whole = own.find(({ url }) => url === `=${path}`);
  const prefixes = own
    .filter(({ url }) => url[0] !== "=" && url[0] !== "~")
    .map((rule) => ({ ...rule, prefix: rule.url.replace("^~ ", "") }))
    .filter(({ prefix }) => path.startsWith(prefix) || `${path}/` === prefix)
    .toSorted((x, y) => y.prefix.length - x.prefix.length);
  const expression = own.find(({ url }) => {
    const [, flags, pattern] = /^~(\*?) (.*)$/.exec(url) ?? [];
    return pattern !== undefined && new RegExp(pattern, flags === "*" ? "i" : "").test(path);
  });
  const shut = prefixes[0]?.url[0] === "^";
  return (whole ?? (shut ? prefixes[0] : (expression ?? prefixes[0])))?.targets ?? [];
}
