// One account, written by hand as a snapshot holds it: an API to every kind of backend, all of them reachable, and each
// behind groups of its own. Tests shut a group or take an answer away, and look at what becomes of the verdicts.
import { DEFAULT_SETTINGS, lint } from "../../../../src/lint.ts";
import { loadDefinitions } from "../../../../src/load/definitions/index.ts";
import { parseDocument, type Document } from "../../../../src/load/text/document.ts";
import { callNamed } from "../../../../src/load/vendor/calls.ts";
import { mergeDrafts } from "../../../../src/load/merge/merge.ts";
import { builtInPacks } from "../../../../src/load/own/ranges.ts";
import type { SnapshotEntry } from "../../../../src/load/fetch/snapshot/entry.ts";
import { loadSnapshot } from "../../../../src/load/fetch/reading/load.ts";
import type { Report } from "../../../../src/model/finding.ts";
import { parseCidr } from "../../../../src/net/address.ts";
import { builtInRules } from "../../../../src/rule/index.ts";

type Json = Readonly<Record<string, unknown>>;

const REGION = "ap-guangzhou";
const VPC = "vpc-main0000";

function answer(
  action: string,
  subject: Readonly<Record<string, string>>,
  content: Json,
): SnapshotEntry {
  const call = callNamed(action);
  const response = call.in === "Result" ? { Result: content } : content;
  return { Region: REGION, Service: call.service, Action: action, ...subject, Response: response };
}

function listed(
  action: string,
  elements: readonly Json[],
  subject: Readonly<Record<string, string>> = {},
): SnapshotEntry {
  const key = callNamed(action).key;
  return answer(action, subject, { TotalCount: elements.length, [key]: elements });
}

const EVERYTHING = { Protocol: "ALL", Port: "ALL", CidrBlock: "0.0.0.0/0" };
/** Every IPv4 address that can be a source; `0.0.0.0/0` reads in two ways inside a template. */
const ANYBODY = ["1.0.0.0-223.255.255.255"];

/** The policy by which each group admits. All others admit everything. */
const ADMITS: Readonly<Record<string, Json>> = {
  "sg-l4": { Protocol: "tcp", Port: "8080", AddressTemplate: { AddressId: "ipm-all00000" } },
  "sg-l7": { Protocol: "tcp", Port: "8080", AddressTemplate: { AddressGroupId: "ipmg-all0000" } },
  "sg-cvm": { CidrBlock: "0.0.0.0/0", ServiceTemplate: { ServiceId: "ppm-web00000" } },
  "sg-upstream": { CidrBlock: "0.0.0.0/0", ServiceTemplate: { ServiceGroupId: "ppmg-web0000" } },
  "sg-ded": { Protocol: "tcp", Port: "8443", CidrBlock: "198.51.100.200" },
  "sg-friends": { Protocol: "tcp", Port: "5432", SecurityGroupId: "sg-member" },
};

/** Those without a policy for IPv6. */
const NARROW = new Set(["sg-friends", "sg-ded"]);

export const GROUPS =
  "lb l4 l7 pass public front behind cvm upstream eni ms node v6 ded friends member"
    .split(" ")
    .map((name) => `sg-${name}`);

/** `sg-shut` admits nobody: what it guards is reached past it or not at all. */
function groups(shut: ReadonlySet<string>): SnapshotEntry[] {
  const ids = [...GROUPS, "sg-shut"];
  return [
    listed(
      "DescribeSecurityGroups",
      ids.map((id) => ({ SecurityGroupId: id, SecurityGroupName: id })),
    ),
    ...ids.map((SecurityGroupId) => {
      const closed = shut.has(SecurityGroupId) || SecurityGroupId === "sg-shut";
      const action = closed ? "DROP" : "ACCEPT";
      const policies = [
        {
          PolicyIndex: 0,
          ...(closed ? EVERYTHING : (ADMITS[SecurityGroupId] ?? EVERYTHING)),
          Action: action,
        },
        { PolicyIndex: 1, Protocol: "ALL", Port: "ALL", Ipv6CidrBlock: "::/0", Action: action },
      ];
      const kept = NARROW.has(SecurityGroupId) ? policies.slice(0, 1) : policies;
      return answer(
        "DescribeSecurityGroupPolicies",
        { SecurityGroupId },
        {
          SecurityGroupPolicySet: { Version: "7", Ingress: kept, Egress: [] },
        },
      );
    }),
    answer(
      "DescribeSecurityGroupLimits",
      {},
      { SecurityGroupLimitSet: { SecurityGroupLimit: 50 } },
    ),
    listed("DescribeAddressTemplates", [
      { AddressTemplateId: "ipm-all00000", AddressSet: ANYBODY },
    ]),
    listed("DescribeAddressTemplateGroups", [
      { AddressTemplateGroupId: "ipmg-all0000", AddressTemplateIdSet: ["ipm-all00000"] },
    ]),
    listed("DescribeServiceTemplates", [
      { ServiceTemplateId: "ppm-web00000", ServiceSet: ["tcp:8080"] },
    ]),
    listed("DescribeServiceTemplateGroups", [
      { ServiceTemplateGroupId: "ppmg-web0000", ServiceTemplateIdSet: ["ppm-web00000"] },
    ]),
  ];
}

interface Machine {
  readonly ip: string;
  readonly groups: readonly string[];
  readonly subnet?: string;
  readonly publicIp?: string;
  readonly v6?: string;
}

const MACHINES: Readonly<Record<string, Machine>> = {
  "ins-l4": { ip: "10.0.1.4", groups: ["sg-l4"], subnet: "subnet-triple" },
  "ins-l7": { ip: "10.0.1.7", groups: ["sg-l7"], subnet: "subnet-quint" },
  "ins-pass": { ip: "10.0.1.8", groups: ["sg-shut"] },
  "ins-public": { ip: "10.0.1.9", groups: ["sg-public"], publicIp: "198.51.100.9" },
  "ins-ded": { ip: "10.0.1.15", groups: ["sg-ded"], publicIp: "198.51.100.15" },
  "ins-behind": { ip: "10.0.1.10", groups: ["sg-behind"] },
  "ins-cvm": { ip: "10.0.1.11", groups: ["sg-cvm"] },
  "ins-up": { ip: "10.0.1.12", groups: ["sg-upstream"] },
  "ins-two": { ip: "10.0.1.13", groups: ["sg-shut"] },
  "ins-ms": { ip: "10.0.1.14", groups: ["sg-ms"] },
  "ins-node1": { ip: "10.0.1.21", groups: ["sg-node"] },
  "ins-node2": { ip: "10.0.1.22", groups: ["sg-node"] },
  "ins-v6": { ip: "10.0.1.31", groups: ["sg-v6"], v6: "2402:4e00:1000::31" },
  "ins-db": { ip: "10.0.1.41", groups: ["sg-friends"] },
  "ins-app": { ip: "10.0.1.42", groups: ["sg-member"] },
};

/** A second interface with a group of its own, and one that hangs on no instance that is known. */
const ENIS: Readonly<Record<string, Machine & { readonly on?: string }>> = {
  "eni-second": { ip: "10.0.2.13", groups: ["sg-eni"], on: "ins-two" },
  "eni-gateway": { ip: "10.0.3.50", groups: ["sg-member"] },
};

function machines(): SnapshotEntry[] {
  const instances = Object.entries(MACHINES).map(
    ([InstanceId, { ip, groups: g, subnet, publicIp, v6 }]) => ({
      InstanceId,
      PrivateIpAddresses: [ip],
      PublicIpAddresses: publicIp === undefined ? [] : [publicIp],
      ...(v6 !== undefined && { IPv6Addresses: [v6] }),
      SecurityGroupIds: g,
      VirtualPrivateCloud: { VpcId: VPC, SubnetId: subnet ?? "subnet-plain" },
      Placement: { Zone: `${REGION}-3` },
    }),
  );
  const face = (id: string, one: Machine, on: string | undefined, primary: boolean): Json => ({
    NetworkInterfaceId: id,
    Primary: primary,
    GroupSet: one.groups,
    SubnetId: one.subnet ?? "subnet-plain",
    VpcId: VPC,
    PrivateIpAddressSet: [
      { PrivateIpAddress: one.ip, PublicIpAddress: one.publicIp ?? "", Primary: true },
    ],
    ...(one.v6 !== undefined && { Ipv6AddressSet: [{ Address: one.v6, PublicIpAddress: "" }] }),
    ...(on !== undefined && { Attachment: { InstanceId: on } }),
  });
  return [
    listed("DescribeNetworkInterfaces", [
      ...Object.entries(MACHINES).map(([id, one]) => face(`eni-of-${id}`, one, id, true)),
      ...Object.entries(ENIS).map(([id, one]) => face(id, one, one.on, false)),
    ]),
    listed("DescribeInstances", instances),
  ];
}

const TCP_ANY = { Protocol: "tcp", Port: "ALL", CidrBlock: "0.0.0.0/0", Ipv6CidrBlock: "" };

function network(shut: ReadonlySet<string>): SnapshotEntry[] {
  const act = (acl: string) => (shut.has(acl) ? "DROP" : "ACCEPT");
  const quintuple = (NetworkAclDirection: string) => ({
    NetworkAclQuintupleEntryId: `acli45-${NetworkAclDirection}`,
    Protocol: "tcp",
    SourceCidr: "0.0.0.0/0",
    SourcePort: "ALL",
    DestinationCidr: "0.0.0.0/0",
    DestinationPort: "ALL",
    Action: NetworkAclDirection === "INGRESS" ? act("acl-quint") : "ACCEPT",
    Priority: 1,
    NetworkAclDirection,
  });
  return [
    listed("DescribeSubnets", [
      { SubnetId: "subnet-plain", VpcId: VPC, CidrBlock: "10.0.1.0/24", NetworkAclId: "" },
      {
        SubnetId: "subnet-triple",
        VpcId: VPC,
        CidrBlock: "10.0.4.0/24",
        NetworkAclId: "acl-triple",
      },
      { SubnetId: "subnet-quint", VpcId: VPC, CidrBlock: "10.0.5.0/24", NetworkAclId: "acl-quint" },
    ]),
    listed("DescribeNetworkAcls", [
      {
        NetworkAclId: "acl-triple",
        NetworkAclType: "TRIPLE",
        SubnetSet: [{ SubnetId: "subnet-triple", VpcId: VPC, CidrBlock: "10.0.4.0/24" }],
        IngressEntries: [{ ...TCP_ANY, Action: act("acl-triple") }],
        EgressEntries: [{ ...TCP_ANY, Action: "ACCEPT" }],
      },
      {
        NetworkAclId: "acl-quint",
        NetworkAclType: "QUINTUPLE",
        SubnetSet: [{ SubnetId: "subnet-quint", VpcId: VPC, CidrBlock: "10.0.5.0/24" }],
        IngressEntries: [],
        EgressEntries: [],
      },
    ]),
    listed("DescribeNetworkAclQuintupleEntries", [quintuple("INGRESS"), quintuple("EGRESS")], {
      NetworkAclId: "acl-quint",
    }),
  ];
}

const CVM = (InstanceId: string, Port = 8080) => ({
  Type: "CVM",
  InstanceId,
  Port,
  Weight: 10,
  PrivateIpAddresses: [MACHINES[InstanceId]!.ip],
});

interface Balancer {
  readonly vip: string;
  readonly protocol: string;
  readonly group: string;
  readonly open?: boolean;
  readonly pass?: boolean;
  readonly listener?: Json;
  readonly targets?: readonly Json[];
}

const BALANCERS: Readonly<Record<string, Balancer>> = {
  "lb-l4": { vip: "10.0.9.4", protocol: "TCP", group: "sg-lb", targets: [CVM("ins-l4")] },
  "lb-l7": {
    vip: "10.0.9.7",
    protocol: "HTTP",
    group: "sg-lb",
    listener: { TargetType: "TARGETGROUP", TargetGroup: { TargetGroupId: "lbtg-l7" } },
  },
  "lb-pass": {
    vip: "10.0.9.8",
    protocol: "TCP",
    group: "sg-pass",
    pass: true,
    targets: [CVM("ins-pass")],
  },
  "lb-open": {
    vip: "198.51.100.80",
    protocol: "TCP",
    group: "sg-front",
    open: true,
    targets: [CVM("ins-behind")],
  },
  "lb-v6": { vip: "2402:4e00:9::6", protocol: "TCP", group: "sg-lb", targets: [CVM("ins-v6")] },
};

function balancers(): SnapshotEntry[] {
  const all = Object.entries(BALANCERS);
  const listeners = ({ protocol, targets, listener = {} }: Balancer): [Json, Json] => {
    const common = { ListenerId: "lbl-1", Protocol: protocol, Port: 443, EndPort: 0 };
    const health = { HealthCheck: { HealthSwitch: 0 } };
    if (protocol !== "HTTP")
      return [
        { ...common, ...health, ...listener },
        { ...common, Targets: targets ?? [] },
      ];
    const rule = { LocationId: "loc-1", Domain: "shop.example.com", Url: "/" };
    return [
      { ...common, KeepaliveEnable: 0, Rules: [{ ...rule, ...health, ...listener }] },
      { ...common, Rules: [{ ...rule, Targets: targets ?? [] }] },
    ];
  };
  return [
    listed(
      "DescribeLoadBalancers",
      all.map(([LoadBalancerId, one]) => ({
        LoadBalancerId,
        Forward: 1,
        LoadBalancerType: one.open ? "OPEN" : "INTERNAL",
        ...(one.vip.includes(":")
          ? { AddressIPv6: one.vip, AddressIPVersion: "ipv6" }
          : { LoadBalancerVips: [one.vip] }),
        VpcId: VPC,
        SecureGroups: [one.group],
        LoadBalancerPassToTarget: one.pass ?? false,
        SnatPro: false,
        LoadBalancerDomain: "",
      })),
    ),
    ...all.map(([LoadBalancerId, one]) =>
      answer(
        "DescribeListeners",
        { LoadBalancerId },
        { Listeners: [listeners(one)[0]], TotalCount: 1 },
      ),
    ),
    ...all.map(([LoadBalancerId, one]) =>
      answer("DescribeTargets", { LoadBalancerId }, { Listeners: [listeners(one)[1]] }),
    ),
    listed("DescribeTargetGroups", [
      {
        TargetGroupId: "lbtg-l7",
        VpcId: VPC,
        Port: 8080,
        TargetGroupType: "v1",
        SnatEnable: false,
      },
    ]),
    listed("DescribeTargetGroupInstances", [{ TargetGroupId: "lbtg-l7", ...CVM("ins-l7") }], {
      TargetGroupId: "lbtg-l7",
    }),
  ];
}

const http = (config: Json): Json => ({
  ServiceType: "HTTP",
  ServiceConfig: { Path: "/", Method: "GET", ...config },
});
const inVpc = (Product: string, Url: string): Json => http({ Product, UniqVpcId: VPC, Url });
const tsf = (MicroServiceName: string): Json => ({
  ServiceType: "TSF",
  ServiceConfig: null,
  MicroServices: [{ ClusterId: "cls-shop0000", NamespaceId: "namespace-shop", MicroServiceName }],
});

/** One API to each kind of backend; those of `service-ded` run on a dedicated instance. */
const APIS: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  "service-main": {
    "api-l4": inVpc("clb", "http://10.0.9.4:443"),
    "api-l7": inVpc("clb", "http://10.0.9.7:443"),
    "api-pass": inVpc("clb", "http://10.0.9.8:443"),
    "api-open": http({ Product: "", Url: "http://198.51.100.80:443" }),
    "api-public": http({ Product: "", Url: "https://198.51.100.9:8443" }),
    "api-cvm": inVpc("cvm", "http://10.0.1.11:8080"),
    "api-up": http({ Product: "upstream", UniqVpcId: VPC, UpstreamId: "upstream-vm" }),
    "api-eni": http({ Product: "upstream", UniqVpcId: VPC, UpstreamId: "upstream-ip" }),
    "api-ms": tsf("orders"),
    "api-pods": tsf("stock"),
  },
  "service-ded": { "api-ded": http({ Product: "", Url: "https://198.51.100.15:8443" }) },
};

function gateways(): SnapshotEntry[] {
  const ids = Object.entries(APIS);
  const api = (ServiceId: string, ApiId: string) => ({ ServiceId, ApiId, AuthType: "SECRET" });
  const upstream = (UpstreamId: string, node: Json) => ({
    UpstreamId,
    UniqVpcId: VPC,
    UpstreamType: "IP_PORT",
    Nodes: [{ Port: 8080, Weight: 10, ...node }],
  });
  return [
    listed(
      "DescribeServicesStatus",
      ids.map(([ServiceId]) => ({
        ServiceId,
        ExclusiveSetName: "",
        InstanceId: ServiceId === "service-ded" ? "instance-ded" : "",
      })),
    ),
    ...ids.map(([ServiceId, apis]) =>
      listed(
        "DescribeApisStatus",
        Object.keys(apis).map((id) => api(ServiceId, id)),
        { ServiceId },
      ),
    ),
    ...ids.flatMap(([ServiceId, apis]) =>
      Object.entries(apis).map(([ApiId, backend]) =>
        answer(
          "DescribeApi",
          { ServiceId, ApiId },
          { ...api(ServiceId, ApiId), ServiceTimeout: 15, ...backend },
        ),
      ),
    ),
    listed("DescribeUpstreams", [
      upstream("upstream-vm", { Host: "10.0.1.12", VmInstanceId: "ins-up" }),
      upstream("upstream-ip", { Host: "10.0.2.13" }),
    ]),
    answer(
      "DescribeExclusiveInstanceDetail",
      { InstanceId: "instance-ded" },
      {
        InstanceId: "instance-ded",
        VpcConfig: { UniqVpcId: VPC, UniqSubnetId: "subnet-plain" },
        NetworkConfig: { EnableInternetOutbound: true, OutboundIpAddresses: ["198.51.100.200"] },
      },
    ),
  ];
}

function containers(): SnapshotEntry[] {
  const running = (InstanceId: string, ClusterType: string, ClusterId: string) => ({
    InstanceId,
    Port: "8080",
    ClusterType,
    ClusterId,
    ServiceInstanceStatus: "Running",
  });
  return [
    listed("DescribeClusters", [{ ClusterId: "cls-shop0000", Property: '{"NetworkType":"GR"}' }]),
    listed(
      "DescribeClusterInstances",
      ["ins-node1", "ins-node2"].map((InstanceId) => ({ InstanceId, InstanceRole: "WORKER" })),
      { ClusterId: "cls-shop0000" },
    ),
    listed("DescribeSimpleNamespaces", [{ NamespaceId: "namespace-shop" }]),
    listed(
      "DescribeMicroservices",
      [
        { MicroserviceId: "ms-orders", MicroserviceName: "orders", NamespaceId: "namespace-shop" },
        { MicroserviceId: "ms-stock", MicroserviceName: "stock", NamespaceId: "namespace-shop" },
      ],
      { NamespaceId: "namespace-shop" },
    ),
    listed("DescribeMicroservice", [running("ins-ms", "V", "cluster-vm")], {
      MicroserviceId: "ms-orders",
    }),
    listed("DescribeMicroservice", [running("stock-6f8f-zvphm", "C", "cls-shop0000")], {
      MicroserviceId: "ms-stock",
    }),
    listed("DescribeCloudNativeAPIGateways", [{ GatewayId: "gateway-kong" }]),
    listed("DescribeCloudNativeAPIGatewayNodes", [{ NodeId: "n-1", NodeIp: "10.0.3.50" }], {
      GatewayId: "gateway-kong",
    }),
  ];
}

/** Answers of the whole account. `shut`: groups and ACLs that admit nobody. */
export function account(shut: readonly string[] = []): readonly SnapshotEntry[] {
  const closed = new Set(shut);
  return [
    ...groups(closed),
    ...machines(),
    ...network(closed),
    ...balancers(),
    ...gateways(),
    ...containers(),
  ];
}

/** Questions that no gateway asks: a group as source, an interface and a CLB over IPv6 as targets. */
const PATHS = `version: 1
paths:
  - { name: friends, from: 10.0.1.42, to: "ins-db:5432", expect: reachable }
  - { name: kong, from: 10.0.3.50, to: "ins-db:5432", expect: reachable }
  - { name: mesh, from: gateway-kong, to: "ins-db:5432", expect: reachable }
  - { name: loose, from: 10.0.1.42, to: "eni-gateway:8000", expect: reachable }
  - { name: v6, from: "2402:4e00:2::/48", to: "lb-v6:443", expect: reachable }
  - { name: nodes, from: 10.0.1.42, to: "cls-shop0000:30080", expect: reachable }
`;

const office = parseCidr("203.0.113.0/24");
const CLIENTS = office.ok ? [{ text: office.text, set: office.set }] : [];

export interface CallCount {
  readonly region: string;
  readonly call: string;
  readonly asked: number;
  readonly answered: number;
  readonly withdrawn: number;
  readonly failed: number;
  readonly pending: number;
}

export function check(answers: readonly SnapshotEntry[], calls: readonly CallCount[] = []): Report {
  const document = read("snapshot.json", JSON.stringify(snapshotOf(answers, calls), null, 1));
  const paths = loadDefinitions(read("sglint.yaml", PATHS));
  // Ids in paths are complained about where nothing defines them; that is not what is looked at here.
  const drafts = [...loadSnapshot(document), { ...paths, references: [] }];
  const settings = { ...DEFAULT_SETTINGS, clients: CLIENTS };
  return lint(mergeDrafts(drafts), builtInRules(), builtInPacks(), settings);
}

export function snapshotOf(
  answers: readonly SnapshotEntry[],
  calls: readonly CallCount[] = [],
): Json {
  return {
    sglint: "snapshot",
    version: 1,
    tool: "0.0.0",
    account: "1250000000",
    redacted: false,
    regions: [...new Set(answers.map(({ Region }) => Region))],
    time: { started: "2026-01-01T00:00:00Z", finished: "2026-01-01T00:01:00Z", sittings: 1 },
    complete: true,
    calls,
    notices: [],
    answers,
  };
}

function read(file: string, text: string): Document {
  const document = parseDocument(file, text);
  if (!("root" in document)) throw new Error(JSON.stringify(document));
  return document;
}

/** Verdict by API or path; several targets are joined. */
export function verdicts(report: Report): Record<string, string> {
  const out: Record<string, string> = {};
  for (const { api, path, gateway, verdict } of report.routes) {
    const name = api ?? path ?? gateway ?? "?";
    out[name] = out[name] === undefined ? verdict : `${out[name]} ${verdict}`;
  }
  return out;
}
