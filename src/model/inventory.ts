// One model of the cloud, whatever it was read from. Every list element knows its Place; what is not known is
// an Unknown, never a default. `null` means "known to be absent". Loaders write it, nothing else changes it.
import type { Complaint } from "./complaint.ts";
import type { Flaw } from "./flaw.ts";
import type { Gateway, Microservice, Path } from "./gateway.ts";
import type { Id } from "./id.ts";
import type { LoadBalancer } from "./load-balancer.ts";
import type { Cluster, Instance, Interface, NetworkAcl, Subnet } from "./network.ts";
import type { Notice } from "./notice.ts";
import type {
  AddressTemplate,
  SecurityGroup,
  ServiceTemplate,
  TemplateGroup,
} from "./security-group.ts";

export type * from "./id.ts";
export type * from "./security-group.ts";
export type * from "./network.ts";
export type * from "./load-balancer.ts";
export type * from "./gateway.ts";

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
