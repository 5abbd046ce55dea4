// Load balancers with their listeners, forwarding rules and targets.
import type { AddressRange } from "../net/address.ts";
import type { Id } from "./id.ts";
import type { GroupList } from "./network.ts";
import type { Place } from "./place.ts";
import type { Fact, Known } from "./unknown.ts";

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
  /** Those addresses, where the input names them. */
  readonly snatIps?: Known<readonly AddressRange[]>;
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
