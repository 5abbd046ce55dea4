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
  /** Snat of an old classic private CLB: targets see another address in the client's place. */
  readonly snat: Known<boolean>;
  /** From which it calls addresses outside of its VPC; one that the vendor chose and nothing tells is unknown. */
  readonly snatIps: Known<readonly Known<AddressRange>[]>;
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
  /** SnatEnable: targets see another address in the client's place. */
  readonly snat: Known<boolean>;
  /** The input cannot tell SnatEnable, and off is taken for granted. */
  readonly snatAssumed?: true;
  readonly healthCheck: Known<"vip" | "internal" | null>;
  /** Layer 4. */
  readonly targets: Known<readonly Target[]>;
  /** Layer 7: forwarding rules by domain and URL. */
  readonly rules: Known<readonly ForwardingRule[]>;
  /** Layer 7: where a host goes that no rule names; null = not known. */
  readonly defaultDomain: string | null;
  readonly place: Place;
}

export type ListenerProtocol = "TCP" | "UDP" | "TCP_SSL" | "QUIC" | "HTTP" | "HTTPS";

export interface ForwardingRule {
  /** Exact, `*.example.com`, `www.example.*`, or a regular expression behind `~`. */
  readonly domain: string | null;
  /** A prefix, or behind `=` the whole, `^~` a prefix that goes before regular expressions, `~` or `~*` one of these. */
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
  /** SnatEnable: its members see another address in the client's place. */
  readonly snat: Known<boolean>;
  /** KeepaliveEnable of a v2 group for HTTP; null where the listener's counts. */
  readonly keepalive: Known<boolean> | null;
}

export type TargetRef =
  | NamedTarget
  /** `outside`: the vendor says that it is no machine of the VPC. */
  | { readonly kind: "ip"; readonly address: AddressRange; readonly outside?: true };

interface NamedTarget {
  readonly kind: "instance" | "eni";
  readonly id: Id;
  /** Which of its addresses is bound, where that is told. */
  readonly at?: AddressRange;
}
