// The part of the definitions format that the random accounts use, as plain types.

export interface PolicyDef {
  readonly action: "ACCEPT" | "DROP";
  readonly source: string;
  readonly protocol?: string;
  readonly port?: string;
  readonly service?: string;
}
export interface GroupDef {
  readonly id: string;
  readonly ingress: readonly PolicyDef[];
}
export interface EntryDef {
  readonly action: "ACCEPT" | "DROP";
  readonly protocol?: string;
  readonly cidr?: string;
  readonly port?: string;
  readonly sourceCidr?: string;
  readonly sourcePort?: string;
  readonly destinationCidr?: string;
  readonly destinationPort?: string;
  readonly priority?: number;
}
export interface AclDef {
  readonly id: string;
  readonly type: "TRIPLE" | "QUINTUPLE";
  readonly ingress: readonly EntryDef[];
  readonly egress: readonly EntryDef[];
}
export interface SubnetDef {
  readonly id: string;
  readonly vpc: string;
  readonly cidr: string;
  readonly networkAcl?: string;
}
export interface FaceDef {
  readonly id: string;
  readonly privateIps: readonly string[];
  readonly publicIps?: readonly string[];
  readonly subnet?: string;
  readonly securityGroups?: readonly string[];
}
export interface InstanceDef extends FaceDef {
  readonly enis?: readonly FaceDef[];
}
export interface TargetDef {
  readonly instance?: string;
  readonly eni?: string;
  readonly ip?: string;
  readonly port?: number;
  readonly weight?: number;
}
export interface ListenerDef {
  readonly port: number;
  readonly endPort?: number;
  readonly protocol: string;
  readonly keepalive?: boolean;
  readonly snatEnable?: boolean;
  /** What targets see in truth where the listener replaces the source; no input says it. */
  readonly replacedBy?: readonly string[];
  readonly targets?: readonly TargetDef[];
  readonly defaultDomain?: string;
  readonly rules?: readonly {
    readonly domain: string;
    readonly url: string;
    readonly targets: readonly TargetDef[];
  }[];
}
export interface BalancerDef {
  readonly id: string;
  readonly type: "OPEN" | "INTERNAL";
  readonly vips: readonly string[];
  readonly vpc: string;
  readonly domain?: string;
  readonly passToTarget?: boolean;
  readonly snat?: boolean;
  readonly snatIps?: readonly string[];
  readonly securityGroups?: readonly string[];
  readonly listeners: readonly ListenerDef[];
}
export type BackendDef =
  | {
      readonly type: "clb";
      readonly loadBalancer: string;
      readonly port: number;
      readonly domain?: string;
      readonly path?: string;
    }
  | { readonly type: "http"; readonly url: string }
  | { readonly type: "microservice"; readonly microservice: string }
  | { readonly type: "upstream" | "cvm"; readonly targets: readonly TargetDef[] }
  | { readonly type: "k8s"; readonly cluster: string; readonly port: number }
  | { readonly type: "scf" | "cos" | "mock" };
export interface GatewayDef {
  readonly id: string;
  readonly product: string;
  readonly instance:
    | "shared"
    | {
        readonly id: string;
        readonly vpcSources?: readonly string[];
        readonly publicEgress?: readonly string[];
      };
  readonly clients?: readonly string[];
  readonly apis: readonly {
    readonly id: string;
    readonly clients?: readonly string[];
    readonly backend: BackendDef;
  }[];
}
export interface MicroserviceDef {
  readonly id: string;
  readonly deployment: "cvm" | "container";
  readonly instances?: readonly string[];
  readonly cluster?: string;
  readonly port: number;
}
export interface PathDef {
  readonly name: string;
  readonly from: string | readonly string[];
  readonly to: string;
  readonly expect: "reachable" | "blocked";
}
export interface Definitions {
  readonly version: 1;
  readonly region: string;
  readonly securityGroups: readonly GroupDef[];
  readonly addressTemplates: readonly {
    readonly id: string;
    readonly addresses: readonly string[];
  }[];
  readonly addressTemplateGroups: readonly {
    readonly id: string;
    readonly templates: readonly string[];
  }[];
  readonly serviceTemplates: readonly {
    readonly id: string;
    readonly services: readonly string[];
  }[];
  readonly serviceTemplateGroups: readonly {
    readonly id: string;
    readonly templates: readonly string[];
  }[];
  readonly subnets: readonly SubnetDef[];
  readonly networkAcls: readonly AclDef[];
  readonly instances: readonly InstanceDef[];
  readonly loadBalancers: readonly BalancerDef[];
  readonly clusters: readonly { readonly id: string; readonly nodes: readonly string[] }[];
  readonly microservices: readonly MicroserviceDef[];
  readonly gateways: readonly GatewayDef[];
  readonly paths: readonly PathDef[];
}
