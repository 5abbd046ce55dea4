// One API, or one declared path, to one target, and the filters that stand between. What the filters say is
// judged elsewhere; here is only who stands where, seeing which port.
import type { PortProtocol } from "../net/service.ts";
import type {
  Api,
  Backend,
  Gateway,
  GroupList,
  Id,
  Interface,
  Inventory,
  LoadBalancer,
  Microservice,
  NetworkAcl,
  Path,
} from "./inventory.ts";
import type { HopKind } from "./finding.ts";
import type { Place } from "./place.ts";
import type { Fact, Known } from "./unknown.ts";

export type BackendKind = Backend["kind"] | "path";

/** Where a microservice runs. */
export type Deployment = Microservice["runsOn"]["kind"];

export interface Hop {
  readonly kind: HopKind;
  readonly resource: Id;
  readonly port: number;
  readonly protocol: PortProtocol;
  readonly guard: Guard;
  /** How sources look when they arrive here. */
  readonly arrives: Arrivals;
  /** The filter does not apply: a CLB passes traffic to its targets past their groups. */
  readonly bypass: Known<boolean>;
  /** The target's interface; for a CLB null. Tells address families and, for an ACL, the target's own address. */
  readonly face: Interface | null;
  readonly place: Place;
}

export type Guard =
  | {
      readonly kind: "groups";
      readonly groups: GroupList;
      /** Set where the order of several groups is not known. */
      readonly unordered: Fact | null;
    }
  | { readonly kind: "acl"; readonly acl: Known<NetworkAcl>; readonly subnet: Id };

/** What a CLB does to the source address (docs/facts.md, section 3). */
export type Arrival =
  | { readonly kind: "unchanged" }
  /** Layer 7 with keep-alive: 100.127.0.0/16. */
  | { readonly kind: "keep-alive" }
  /** An address outside of the VPC is called from the addresses that the CLB has for that. */
  | { readonly kind: "snat-ips"; readonly balancer: Id; readonly ips: LoadBalancer["snatIps"] }
  /** Another address in its place, and nothing tells which. */
  | { readonly kind: "replaced"; readonly balancer: Id; readonly fact: Fact };

/** Several ways where it is open which one it is, and the facts that would tell. */
export interface Arrivals {
  readonly ways: readonly [Arrival, ...Arrival[]];
  readonly facts: readonly Fact[];
}

export type RouteOutcome =
  | { readonly kind: "judged" }
  /** The backend needs no security group. */
  | { readonly kind: "skipped"; readonly reason: string }
  /** A public address outside of the inventory. */
  | { readonly kind: "external"; readonly address: string }
  /** The backend cannot be resolved; hops before it are still judged. */
  | { readonly kind: "unresolved"; readonly fact: Fact }
  /** No packet of the sources' family goes to the target's addresses. */
  | { readonly kind: "no-address"; readonly why: string; readonly place: Place }
  /** Certainly broken: no listener, no target, every target drained. */
  | { readonly kind: "no-targets"; readonly why: string; readonly place: Place | null };

/** What a route takes for granted because the input cannot tell it; equal kinds are said together. */
export interface Assumed {
  readonly kind: "listener-snat" | "caller-egress";
  readonly of: Id;
}

export interface Route {
  readonly id: string;
  readonly gateway: Gateway | null;
  readonly api: Api | null;
  readonly path: Path | null;
  readonly backend: { readonly kind: BackendKind; readonly id: string | null };
  /** Microservices only. */
  readonly deployment: Deployment | null;
  /** Nodes of the container cluster, which must all carry the same groups. */
  readonly cluster: Id | null;
  readonly target: { readonly resource: Id; readonly port: number | null } | null;
  readonly hops: readonly Hop[];
  readonly outcome: RouteOutcome;
  readonly assumes?: readonly Assumed[];
  /** As of a leg. */
  readonly doubt?: Fact;
  readonly place: Place;
}

/** What every route builder needs. */
export interface RouteInput {
  readonly inventory: Inventory;
  /** Domain -> id of a load balancer or instance, or a literal address (config `domains:`). */
  readonly domains: ReadonlyMap<string, string>;
}
