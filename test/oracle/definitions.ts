// Random small accounts as definitions. Addresses and ports come from small pools of edges and neighbours, so that
// overlaps are the rule. Knows the input format only; says nothing of what is reachable.
import fc from "fast-check";
import type {
  PolicyDef,
  GroupDef,
  EntryDef,
  AclDef,
  SubnetDef,
  FaceDef,
  InstanceDef,
  TargetDef,
  BalancerDef,
  BackendDef,
  GatewayDef,
  PathDef,
  Definitions,
} from "./format.ts";

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
/** Present `weight` times as often as absent. */
const maybe = <T>(weight: number, arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { freq: weight + 1, nil: undefined });

/** Drops the keys whose value is undefined: absent keys mean something in definitions. */
function present<T extends object>(value: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}

const GROUPS = ["sg-0", "sg-1", "sg-2", "sg-3", "sg-4"] as const;
const WIDE = [
  "0.0.0.0/0",
  "0.0.0.0/0",
  "8.0.0.0/6",
  "8.0.0.0/5",
  "64.0.0.0/2",
  "0.0.0.0/8",
  "128.0.0.0/1",
  "203.0.113.0/24",
];
const NARROW = [
  "9.0.0.0/8",
  "10.0.0.0/8",
  "10.0.0.5/8",
  "10.0.0.0/9",
  "10.0.3.0/24",
  "10.0.3.10",
  "10.0.4.0/25",
  "100.64.0.0/10",
  "100.96.0.0/11",
  "100.127.0.0/16",
  "100.127.128.0/17",
  "11.0.0.0/8",
  "30.0.0.0/8",
  "30.0.0.0/9",
  "203.0.113.0/25",
  "203.0.113.77",
  "192.0.2.0/28",
  "198.51.100.0/24",
  "125.94.61.15",
  "125.94.61.16/29",
  "116.31.69.0/26",
  "114.132.67.158",
  "1.0.0.0/8",
  "10.0.9.0/29",
];
const V6 = ["::/0", "2001:db8::/32", "2001:db8:1::/49", "::ffff:0:0/96"];
const REFERENCES = ["ipm-0", "ipm-1", "ipmg-0", ...GROUPS];

const address = fc.oneof(
  { weight: 5, arbitrary: pick(...WIDE) },
  { weight: 6, arbitrary: pick(...NARROW) },
  { weight: 1, arbitrary: pick(...V6) },
);
const source = fc.oneof(
  { weight: 5, arbitrary: address },
  { weight: 2, arbitrary: pick(...REFERENCES) },
);
const member = fc.oneof(
  { weight: 3, arbitrary: pick(...NARROW, "8.0.0.0/6", "96.0.0.0/3") },
  pick(
    "10.0.3.0-10.0.3.99",
    "203.0.113.10 - 203.0.113.200",
    "9.0.0.0-11.255.255.255",
    "2001:db8::-2001:db8:1::ff",
  ),
  pick(...V6),
);

const fields = fc.oneof(
  {
    weight: 4,
    arbitrary: pick(
      { protocol: "TCP" },
      { protocol: "ALL" },
      {},
      {},
      { protocol: "tcp", port: "ALL" },
    ),
  },
  {
    weight: 4,
    arbitrary: pick(
      "8080",
      "443,8080",
      "8000-9000",
      "443",
      "80,443,8000-8002",
      "22",
      "1-65535",
      "53,8080-8081",
    ).map((port) => ({ protocol: "TCP", port })),
  },
  {
    weight: 1,
    arbitrary: pick(
      { protocol: "UDP" },
      { protocol: "udp", port: "53,8080" },
      { protocol: "ICMP" },
      { protocol: "ICMPv6" },
      { protocol: "GRE" },
    ),
  },
  { weight: 2, arbitrary: pick({ service: "ppm-0" }, { service: "ppm-1" }, { service: "ppmg-0" }) },
);
const policy: fc.Arbitrary<PolicyDef> = fc
  .tuple(pick("ACCEPT", "ACCEPT", "ACCEPT", "DROP"), source, fields)
  .map(([action, from, service]) => ({
    action: action as "ACCEPT" | "DROP",
    source: from,
    ...service,
  }));
const groups: fc.Arbitrary<GroupDef[]> = fc
  .tuple(
    ...GROUPS.map((id) => fc.array(policy, { maxLength: 4 }).map((ingress) => ({ id, ingress }))),
  )
  .map((list) => [...list]);

const groupList = fc.oneof(
  { weight: 6, arbitrary: fc.shuffledSubarray([...GROUPS], { minLength: 1, maxLength: 4 }) },
  { weight: 1, arbitrary: fc.constant([] as string[]) },
);

const servedPort = pick("ALL", "8080", "1-65535", "8000-9000", "443,8080");
const clientPort = pick("ALL", "1024-65535", "1024-65535", "1024-32767", "2000-3000", "8080-65535");
const clientCidr = pick(
  "0.0.0.0/0",
  "8.0.0.0/6",
  "100.64.0.0/10",
  "203.0.113.0/24",
  "10.0.3.0/24",
  "::/0",
);
const ownCidr = pick(
  "10.0.3.0/24",
  "10.0.3.10",
  "10.0.0.0/8",
  "0.0.0.0/0",
  "::/0",
  "2001:db8:9::/48",
);
function quintuple(direction: "ingress" | "egress"): fc.Arbitrary<EntryDef> {
  const [client, own] =
    direction === "ingress"
      ? (["source", "destination"] as const)
      : (["destination", "source"] as const);
  return fc
    .record({
      action: pick<"ACCEPT" | "DROP">("ACCEPT", "ACCEPT", "ACCEPT", "DROP"),
      protocol: maybe(2, pick("TCP", "TCP", "ALL", "UDP", "ICMP")),
      [`${client}Cidr`]: maybe(2, clientCidr),
      [`${own}Cidr`]: maybe(1, ownCidr),
      [`${client}Port`]: maybe(1, clientPort),
      [`${own}Port`]: maybe(1, servedPort),
    })
    .map((entry) => present<EntryDef>(portsFit(entry as EntryDef)));
}
/** A port beside a protocol without ports is a mistake of the input, and no question of verdicts. */
function portsFit(entry: EntryDef): EntryDef {
  if (entry.protocol === "TCP" || entry.protocol === "UDP") return entry;
  const { sourcePort: _, destinationPort: __, ...rest } = entry;
  return rest;
}
const triple: fc.Arbitrary<EntryDef> = fc
  .record({
    action: pick<"ACCEPT" | "DROP">("ACCEPT", "ACCEPT", "DROP"),
    protocol: maybe(2, pick("TCP", "ALL", "UDP")),
    cidr: pick("0.0.0.0/0", "8.0.0.0/6", "100.64.0.0/10", "203.0.113.0/25", "::/0"),
    port: maybe(1, fc.constant("ALL")),
  })
  .map(present<EntryDef>);
const openEntry: EntryDef = { action: "ACCEPT" };
const withPriorities = (entries: readonly EntryDef[], priorities: readonly number[]) =>
  entries.map((entry, i) => ({ ...entry, priority: priorities[i]! }));
const quintuples = (direction: "ingress" | "egress") =>
  fc
    .tuple(
      fc.array(quintuple(direction), { maxLength: 3 }),
      fc.boolean(),
      fc.option(fc.shuffledSubarray([1, 2, 3, 4], { minLength: 4 })),
    )
    .map(([list, open, priorities]) => {
      const all = open ? [...list, openEntry] : list;
      return priorities ? withPriorities(all, priorities) : all;
    });
const triples = fc
  .tuple(fc.array(triple, { maxLength: 2 }), fc.boolean())
  .map(([list, open]) => (open ? [...list, { ...openEntry, cidr: "0.0.0.0/0" }] : list));
const acls: fc.Arbitrary<AclDef[]> = fc
  .tuple(quintuples("ingress"), quintuples("egress"), triples, triples)
  .map(([a, b, c, d]) => [
    { id: "acl-q", type: "QUINTUPLE", ingress: a, egress: b },
    { id: "acl-t", type: "TRIPLE", ingress: c, egress: d },
  ]);

const subnets: fc.Arbitrary<SubnetDef[]> = fc
  .tuple(maybe(1, pick("acl-q", "acl-q", "acl-t")), maybe(1, pick("acl-q", "acl-t")))
  .map(([a, c]) => [
    present<SubnetDef>({ id: "subnet-a", vpc: "vpc-main", cidr: "10.0.3.0/24", networkAcl: a }),
    { id: "subnet-b", vpc: "vpc-main", cidr: "10.0.4.0/24" },
    present<SubnetDef>({ id: "subnet-c", vpc: "vpc-other", cidr: "10.0.9.0/24", networkAcl: c }),
  ]);

const subnet = pick("subnet-a", "subnet-a", "subnet-b", "subnet-c");
function face(id: string, ip: string, publicIp: string): fc.Arbitrary<FaceDef> {
  return fc
    .tuple(subnet, groupList, pick(false, false, false, true))
    .map(([home, securityGroups, v6]) => ({
      id,
      privateIps: v6 ? [ip, `2001:db8:9::${ip.split(".").at(-1)}`] : [ip],
      publicIps: [publicIp],
      subnet: home,
      securityGroups,
    }));
}
const instances: fc.Arbitrary<InstanceDef[]> = fc
  .tuple(
    face("ins-0", "10.0.3.10", "198.51.100.10"),
    face("ins-1", "10.0.3.11", "198.51.100.11"),
    face("ins-2", "10.0.4.12", "198.51.100.12"),
    face("eni-0", "10.0.3.20", "198.51.100.20"),
  )
  .map(([a, b, c, eni]) => [a, b, { ...c, enis: [eni] }]);

const targetRef = pick<TargetDef>(
  { instance: "ins-0" },
  { instance: "ins-1" },
  { instance: "ins-2" },
  { eni: "eni-0" },
  { ip: "10.0.3.10" },
  { ip: "10.0.4.12" },
);
const targetPort = pick(8080, 8080, 8000, 443);
const target = fc
  .tuple(targetRef, pick(8080, 8080, 8000, 0), maybe(1, pick(0, 1, 10)))
  .map(([to, port, weight]) => present<TargetDef>({ ...to, port, weight }));
const targets = fc.array(target, { minLength: 1, maxLength: 2 });
const direct = fc
  .tuple(targetRef, targetPort, maybe(1, pick(0, 1)))
  .map(([to, port, weight]) => present<TargetDef>({ ...to, port, weight }));

function balancer(
  id: string,
  type: "OPEN" | "INTERNAL",
  vip: string,
  domain?: string,
): fc.Arbitrary<BalancerDef> {
  return fc
    .tuple(
      groupList,
      maybe(1, fc.boolean()),
      targets,
      targets,
      targets,
      fc.boolean(),
      targets,
      maybe(1, fc.boolean()),
      maybe(1, pick(["10.0.4.7"], ["10.0.3.8", "10.0.4.8"])),
      pick("shop.example.com", "*.example.com", "www.example.*", "~^v\\d+\\."),
    )
    .map(([securityGroups, passToTarget, a, b, c, keepalive, d, snat, snatIps, defaultDomain]) =>
      present<BalancerDef>({
        id,
        type,
        vips: [vip],
        vpc: "vpc-main",
        domain,
        passToTarget,
        snat,
        snatIps,
        securityGroups,
        listeners: [
          { port: 443, protocol: "TCP", targets: a },
          { port: 443, protocol: "UDP", targets: b },
          {
            port: 8000,
            endPort: 8002,
            protocol: "TCP_SSL",
            keepalive: true,
            targets: [{ ...c[0]!, port: 8080 }],
          },
          {
            port: 80,
            protocol: "HTTP",
            keepalive,
            defaultDomain,
            rules: [
              { domain: "shop.example.com", url: "/", targets: b },
              { domain: "shop.example.com", url: "=/a", targets: d },
              { domain: "*.example.com", url: "/", targets: c },
              { domain: "*.example.com", url: "^~ /a/b", targets: a },
              { domain: "www.example.*", url: "/x/", targets: b },
              { domain: "~^v\\d+\\.", url: "~* ^/[A-C]/", targets: c },
              { domain: "~^v\\d+\\.", url: "/x", targets: a },
              { domain: "*.example.com", url: "~ /y$", targets: b },
            ],
          },
          { port: 8443, protocol: "HTTPS", keepalive, targets: d },
        ],
      }),
    );
}

const viaBalancer = fc
  .tuple(pick("lb-0", "lb-1"), pick(443, 443, 8443, 8443, 8001, 9999))
  .map(([loadBalancer, port]): BackendDef => ({ type: "clb", loadBalancer, port }));
const viaRule = fc
  .tuple(
    pick("lb-0", "lb-1"),
    pick(
      "shop.example.com",
      "x.example.com",
      "www.example.com",
      "www.example.net",
      "v12.example.net",
      "10.0.4.2",
      "elsewhere.example.org",
    ),
    pick("/", "/a", "/a/b/c", "/a/b/y", "/x", "/x/y"),
  )
  .map(([loadBalancer, domain, path]): BackendDef => ({
    type: "clb",
    loadBalancer,
    port: 80,
    domain,
    path,
  }));
const backend: fc.Arbitrary<BackendDef> = fc.oneof(
  { weight: 5, arbitrary: viaBalancer },
  { weight: 2, arbitrary: viaRule },
  {
    weight: 4,
    arbitrary: pick(
      "https://198.51.100.10:8080/x",
      "http://198.51.100.20:8000",
      "https://198.51.100.2",
      "http://shop.example.com/x",
      "https://shop.example.com:8443",
      "https://192.0.2.99",
      "http://partner.example.net",
    ).map((url): BackendDef => ({ type: "http", url })),
  },
  {
    weight: 2,
    arbitrary: pick("ms-0", "ms-1").map((microservice): BackendDef => ({
      type: "microservice",
      microservice,
    })),
  },
  {
    weight: 3,
    arbitrary: fc
      .array(direct, { minLength: 1, maxLength: 2 })
      .map((list): BackendDef => ({ type: "upstream", targets: list })),
  },
  { weight: 1, arbitrary: direct.map((one): BackendDef => ({ type: "cvm", targets: [one] })) },
  { weight: 1, arbitrary: fc.constant<BackendDef>({ type: "k8s", cluster: "cls-0", port: 8000 }) },
  {
    weight: 1,
    arbitrary: pick("scf", "cos", "mock").map((type): BackendDef => ({ type: type as "scf" })),
  },
);

const clientList = pick(
  ["203.0.113.0/24"],
  ["203.0.113.0/24", "2001:db8:1::/48"],
  ["10.0.3.0/25", "203.0.113.77"],
  ["192.0.2.3-192.0.2.40"],
  ["10.0.0.0/8", "11.0.0.0/8", "10.0.3.0/24"],
  ["198.51.100.10", "198.51.100.11"],
  ["203.0.113.0-203.0.113.99", "203.0.113.50-203.0.113.180"],
);
const gatewayInstance = fc.oneof(
  { weight: 3, arbitrary: fc.constant("shared" as const) },
  pick(["10.0.9.0/28"], ["10.0.3.0/27", "10.0.9.3"]).map((vpcSources) => ({
    id: "instance-x",
    vpcSources,
    publicEgress: ["203.0.113.7", "1.2.3.4"],
  })),
);
function gateway(i: number): fc.Arbitrary<GatewayDef> {
  return fc
    .tuple(
      gatewayInstance,
      clientList,
      fc.array(fc.tuple(backend, fc.option(clientList, { freq: 2, nil: undefined })), {
        minLength: 1,
        maxLength: 4,
      }),
    )
    .map(([instance, clients, apis]) => ({
      id: `gw-${i}`,
      product: "api-gateway",
      instance,
      clients,
      apis: apis.map(([to, own], j) =>
        present<GatewayDef["apis"][number]>({ id: `api-${i}-${j}`, clients: own, backend: to }),
      ),
    }));
}

const path = fc.tuple(
  pick<string | string[]>(
    "203.0.113.0/24",
    "10.0.3.0/25",
    ["9.0.0.0/8", "30.0.0.0/9"],
    "api-gateway.private",
    "api-gateway.vips",
    ["2001:db8::/33", "10.0.3.11"],
    ["2001:db8:1::/48"],
  ),
  pick(
    "ins-0:8080",
    "ins-1:22",
    "eni-0:443",
    "lb-0:443",
    "lb-1:8443",
    "lb-0:443/udp",
    "lb-1:8001",
    "cls-0:8000",
    "ins-2:53/udp",
    "ms-1:8080",
  ),
  pick<PathDef["expect"]>("reachable", "blocked"),
);

export const definitions: fc.Arbitrary<Definitions> = fc
  .record({
    securityGroups: groups,
    templates: fc.tuple(
      fc.array(member, { maxLength: 2 }),
      fc.array(member, { minLength: 1, maxLength: 3 }),
    ),
    services: fc.tuple(
      fc.array(pick("tcp:8080", "TCP:80,443", "udp:all", "icmp"), { maxLength: 2 }),
      fc.array(pick("tcp:8000-9000", " tcp : 22 ", "gre", "tcp:all", "udp:53"), {
        minLength: 1,
        maxLength: 2,
      }),
    ),
    subnets,
    networkAcls: acls,
    instances,
    loadBalancers: fc.tuple(
      balancer("lb-0", "INTERNAL", "10.0.4.2"),
      balancer("lb-1", "OPEN", "198.51.100.2", "shop.example.com"),
    ),
    nodes: fc.subarray(["ins-0", "ins-1", "ins-2"]),
    hosts: fc.subarray(["ins-0", "ins-1", "ins-2"]),
    gateways: fc
      .integer({ min: 1, max: 2 })
      .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => gateway(i)))),
    paths: fc.array(path, { maxLength: 3 }),
  })
  .map(({ templates, services, nodes, hosts, paths, loadBalancers, gateways, ...rest }) => ({
    version: 1,
    region: "ap-guangzhou",
    ...rest,
    addressTemplates: templates.map((addresses, i) => ({ id: `ipm-${i}`, addresses })),
    addressTemplateGroups: [{ id: "ipmg-0", templates: ["ipm-0", "ipm-1"] }],
    serviceTemplates: services.map((list, i) => ({ id: `ppm-${i}`, services: list })),
    serviceTemplateGroups: [{ id: "ppmg-0", templates: ["ppm-1", "ppm-0"] }],
    loadBalancers: [...loadBalancers],
    clusters: [{ id: "cls-0", nodes }],
    microservices: [
      { id: "ms-0", deployment: "cvm", instances: hosts, port: 8080 },
      { id: "ms-1", deployment: "container", cluster: "cls-0", port: 8000 },
    ],
    gateways: [...gateways],
    paths: paths.map(([from, to, expect], i) => ({ name: `path-${i}`, from, to, expect })),
  }));
