// One model of the cloud, whatever it was read from. Every list element knows its Place; what is not known is
// an Unknown, never a default. `null` means "known to be absent". Loaders write it, nothing else changes it.
import type { AddressRange, AddressSet } from "../net/address.ts";
import type { PortProtocol, ServiceSet } from "../net/service.ts";
import type { Line } from "../net/line.ts";
import type { Complaint } from "./complaint.ts";
import type { Id } from "./id.ts";
import type { Flaw } from "./flaw.ts";
import type { Notice } from "./notice.ts";
import type { Place } from "./place.ts";
import type { Fact, Known } from "./unknown.ts";

export type { Id };

/** `DescribeSecurityGroupPolicies`: one line of a group. Its index is its place in the list (PolicyIndex, 0 = top). */
export interface Policy {
  readonly action: Known<Action>;
  /** Source of an ingress policy, destination of an egress one. */
  readonly peer: Known<Peer>;
  readonly service: Known<Service>;
  readonly place: Place;
}

export type Action = "ACCEPT" | "DROP";

export type Peer =
  | {
      readonly kind: "addresses";
      /** As the user wrote it. */
      readonly text: string;
      readonly set: AddressSet;
      readonly hostBits: boolean;
      readonly zeroPrefix: boolean;
    }
  /** The private IPs of the group's members. */
  | { readonly kind: "group"; readonly id: Id }
  /** ipm-: AddressTemplate.AddressId */
  | { readonly kind: "address-template"; readonly id: Id }
  /** ipmg-: AddressTemplate.AddressGroupId */
  | { readonly kind: "address-template-group"; readonly id: Id };

export type Service =
  | { readonly kind: "services"; readonly text: string; readonly set: ServiceSet }
  /** ppm-: ServiceTemplate.ServiceId */
  | { readonly kind: "service-template"; readonly id: Id }
  /** ppmg-: ServiceTemplate.ServiceGroupId */
  | { readonly kind: "service-template-group"; readonly id: Id };

export interface SecurityGroup {
  readonly id: Id;
  readonly name: string | null;
  readonly ingress: Known<readonly Policy[]>;
  readonly egress: Known<readonly Policy[]>;
  /** The group's header: where a finding of its default points. */
  readonly place: Place;
  /** Set where the input cannot list every member (API answers, a data source): members found are a lower bound. */
  readonly membersUnknown: Fact | null;
  /** Set where its ingress list has no defined order and the order may matter. */
  readonly unordered?: Fact | null;
  /** `SecurityGroupPolicySet.Version` as just read; the API refuses a change that names another. */
  readonly version?: string | null;
  /** Policies that each of its lists may hold, where the account's quota is told. */
  readonly policyLimit?: number | null;
  /** Where the text that declares the group is used: the calls of its Terraform modules, outermost first. */
  readonly related?: readonly Related[];
}

export interface Related {
  readonly place: Place;
  readonly label: string;
}

/** A template's member: exact where `sure` and `maybe` are the same object. */
export interface AddressMember {
  readonly text: string;
  readonly sure: AddressSet;
  readonly maybe: AddressSet;
  readonly fact: Fact | null;
}

export interface AddressTemplate {
  readonly id: Id;
  readonly addresses: Known<readonly AddressMember[]>;
  readonly place: Place;
}

export interface ServiceMember {
  readonly text: string;
  readonly sure: ServiceSet;
  readonly maybe: ServiceSet;
  readonly fact: Fact | null;
}

export interface ServiceTemplate {
  readonly id: Id;
  readonly services: Known<readonly ServiceMember[]>;
  readonly place: Place;
}

/** ipmg- and ppmg-. */
export interface TemplateGroup {
  readonly id: Id;
  readonly templates: Known<readonly Id[]>;
  readonly place: Place;
}

export interface Subnet {
  readonly id: Id;
  readonly vpc: Known<Id | null>;
  readonly cidr: Known<AddressSet | null>;
  readonly networkAcl: Known<Id | null>;
  readonly place: Place;
}

/** TRIPLE entries hold protocol, port and one CIDR (`peer`); QUINTUPLE ones both addresses and both ports. */
export interface AclEntry {
  readonly action: Known<Action>;
  readonly protocol: Known<ServiceSet>;
  /** Ports 0..65535. TRIPLE: the one port field. */
  readonly port: Known<Line<number>>;
  /** The other side: source of an ingress entry, destination of an egress one. */
  readonly peer: Known<AddressChoice>;
  /** QUINTUPLE only: the side of the subnet, and the ports of both. */
  readonly own: Known<AddressChoice> | null;
  readonly sourcePort: Known<Line<number>> | null;
  readonly destinationPort: Known<Line<number>> | null;
  readonly place: Place;
}

/** `0.0.0.0/n` outside of a CidrBlock has two readings; elsewhere both are the same set. */
export interface AddressChoice {
  readonly text: string;
  readonly sure: AddressSet;
  readonly maybe: AddressSet;
  readonly fact: Fact | null;
}

export interface NetworkAcl {
  readonly id: Id;
  readonly type: "TRIPLE" | "QUINTUPLE";
  /** In the order in which they are matched. */
  readonly ingress: Known<readonly AclEntry[]>;
  readonly egress: Known<readonly AclEntry[]>;
  readonly place: Place;
}

/** Binding order is matching order; an empty list says that none is bound. */
export type GroupList = Known<readonly Id[]>;

export interface Interface {
  readonly id: Id;
  readonly privateIps: Known<readonly AddressRange[]>;
  readonly publicIps: Known<readonly AddressRange[]>;
  readonly subnet: Known<Id | null>;
  readonly securityGroups: GroupList;
  /** Set where two or more groups are bound in an order that the input does not tell. */
  readonly groupsUnordered?: Fact | null;
  readonly place: Place;
}

/** A CVM with its primary network interface; `enis` are the secondary ones with groups of their own. */
export interface Instance extends Interface {
  readonly enis: readonly Interface[];
}

export interface LoadBalancer {
  readonly id: Id;
  readonly type: Known<"OPEN" | "INTERNAL">;
  readonly vips: Known<readonly AddressRange[]>;
  readonly vpc: Known<Id | null>;
  readonly securityGroups: GroupList;
  /** As of an interface. */
  readonly groupsUnordered?: Fact | null;
  /** LoadBalancerPassToTarget. */
  readonly passToTarget: Known<boolean>;
  readonly domain: string | null;
  /** SNAT Pro: the backend sees addresses of the user's subnet. */
  readonly snat: Known<boolean>;
  readonly listeners: Known<readonly Listener[]>;
  readonly place: Place;
}

export interface Listener {
  readonly id: Id | null;
  readonly port: Known<number>;
  /** Last port of a port-range listener. */
  readonly endPort: Known<number | null>;
  readonly protocol: Known<ListenerProtocol>;
  /** L7 keep-alive: targets see 100.127.0.0/16. */
  readonly keepalive: Known<boolean>;
  readonly healthCheck: Known<"vip" | "internal" | null>;
  /** Layer 4. */
  readonly targets: Known<readonly Target[]>;
  /** Layer 7: forwarding rules by domain and URL. */
  readonly rules: Known<readonly ForwardingRule[]>;
  readonly place: Place;
}

export type ListenerProtocol = "TCP" | "UDP" | "TCP_SSL" | "QUIC" | "HTTP" | "HTTPS";

export interface ForwardingRule {
  readonly domain: string | null;
  readonly url: string | null;
  readonly targets: Known<readonly Target[]>;
  readonly place: Place;
}

export interface Target {
  readonly to: Known<TargetRef>;
  /** The service port on the target; 0 = the listener's. */
  readonly port: Known<number>;
  /** 0 = drained. */
  readonly weight: Known<number | null>;
  /** Set where its target group has settings of its own. */
  readonly group?: TargetGroupSettings;
  readonly place: Place;
}

export interface TargetGroupSettings {
  /** SnatEnable: its members see addresses of the user's subnet. */
  readonly snat: Known<boolean>;
  /** KeepaliveEnable of a v2 group for HTTP; null where the listener's counts. */
  readonly keepalive: Known<boolean> | null;
}

export type TargetRef =
  | { readonly kind: "instance"; readonly id: Id }
  | { readonly kind: "eni"; readonly id: Id }
  | { readonly kind: "ip"; readonly address: AddressRange };

export interface Cluster {
  readonly id: Id;
  /** Instance ids of all nodes. */
  readonly nodes: Known<readonly Id[]>;
  readonly network: string | null;
  readonly place: Place;
}

export interface Microservice {
  readonly id: Id;
  readonly namespace: string | null;
  readonly runsOn:
    | { readonly kind: "cvm"; readonly instances: Known<readonly Id[]> }
    | { readonly kind: "container"; readonly cluster: Known<Id> };
  /** Service port of the process (cvm), container port (container). */
  readonly port: Known<number>;
  readonly place: Place;
}

export interface Gateway {
  readonly id: Id;
  /** Name of the range pack, for example `api-gateway`; `cloud-native-gateway` has none, but nodes. */
  readonly product: string;
  readonly region: Known<string>;
  readonly instance: Known<GatewayInstance>;
  /** Who calls the gateway. */
  readonly clients: Known<readonly AddressRange[]>;
  readonly apis: Known<readonly Api[]>;
  readonly place: Place;
}

export type GatewayInstance =
  | { readonly kind: "shared" }
  | {
      readonly kind: "dedicated";
      readonly id: Id | null;
      readonly vpcSources: Known<readonly AddressRange[]>;
      readonly publicEgress: Known<readonly AddressRange[]>;
    };

export interface Api {
  readonly id: Id;
  readonly auth: Known<"NONE" | "SECRET" | "OAUTH" | "APP">;
  /** Seconds: the timeout set in the API's backend configuration. */
  readonly timeout: Known<number>;
  /** Seconds: how long the backend really takes. */
  readonly responseTime: Known<number>;
  /** Overrides the gateway's clients; null = those of the gateway. */
  readonly clients: Known<readonly AddressRange[]> | null;
  readonly backend: Known<Backend>;
  readonly place: Place;
}

export type Backend =
  | {
      readonly kind: "clb";
      readonly loadBalancer: Id;
      readonly port: Known<number>;
      /** Choose a layer-7 forwarding rule. */
      readonly domain: string | null;
      readonly path: string | null;
      readonly protocol: PortProtocol;
    }
  | {
      readonly kind: "http";
      readonly url: string;
      /** The load balancer, instance or interface that has the URL's host, where a reference tells it and no address. */
      readonly owner?: Id;
    }
  | { readonly kind: "microservice"; readonly microservice: Id }
  | { readonly kind: "upstream" | "cvm"; readonly targets: Known<readonly Target[]> }
  | { readonly kind: "k8s"; readonly cluster: Id; readonly port: Known<number> }
  | { readonly kind: "scf" | "cos" | "mock" };

/** A declared path: `{ name, from, to, expect }`. Its id is its name. */
export interface Path {
  readonly name: string;
  readonly from: PathSource;
  readonly to: PathTarget;
  readonly expect: "reachable" | "blocked";
  /** Where a pack name such as `api-gateway.private` takes its ranges. */
  readonly region: Known<string>;
  readonly place: Place;
}

export type PathSource =
  | { readonly kind: "addresses"; readonly ranges: readonly AddressRange[] }
  /** A pack name such as `api-gateway.private`. */
  | { readonly kind: "pack"; readonly product: string; readonly set: "private" | "public" }
  /** A gateway that stands in the user's own VPC: its addresses there. */
  | { readonly kind: "gateway"; readonly id: Id }
  | { readonly kind: "clients" }
  | { readonly kind: "internet" };

export interface PathTarget {
  /** Instance, interface, load balancer, cluster or microservice. */
  readonly id: Id;
  readonly port: number;
  readonly protocol: PortProtocol;
}

export interface Inventory {
  readonly groups: ReadonlyMap<Id, SecurityGroup>;
  readonly addressTemplates: ReadonlyMap<Id, AddressTemplate>;
  readonly addressTemplateGroups: ReadonlyMap<Id, TemplateGroup>;
  readonly serviceTemplates: ReadonlyMap<Id, ServiceTemplate>;
  readonly serviceTemplateGroups: ReadonlyMap<Id, TemplateGroup>;
  readonly subnets: ReadonlyMap<Id, Subnet>;
  readonly networkAcls: ReadonlyMap<Id, NetworkAcl>;
  readonly instances: ReadonlyMap<Id, Instance>;
  /** Network interfaces that no known instance holds. */
  readonly interfaces: ReadonlyMap<Id, Interface>;
  readonly loadBalancers: ReadonlyMap<Id, LoadBalancer>;
  readonly clusters: ReadonlyMap<Id, Cluster>;
  readonly microservices: ReadonlyMap<Id, Microservice>;
  readonly gateways: readonly Gateway[];
  readonly paths: readonly Path[];
  /** Mistakes of the source language itself; rules report them. */
  readonly flaws: readonly Flaw[];
  /** What was taken for granted because the input does not mention it; full sentences. */
  readonly assumptions: readonly string[];
  /** What was read as what, passed over, or is worth knowing; never affects the exit code. */
  readonly notices: readonly Notice[];
  readonly complaints: readonly Complaint[];
}
