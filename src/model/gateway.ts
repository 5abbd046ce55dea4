// Gateways with their APIs and backends, microservices, and the paths that a person declares.
import type { AddressRange } from "../net/address.ts";
import type { PortProtocol } from "../net/service.ts";
import type { Id } from "./id.ts";
import type { Target } from "./load-balancer.ts";
import type { Place } from "./place.ts";
import type { Known } from "./unknown.ts";

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
      /** It is called by its own address, though which one is not known. */
      readonly isOwnHost?: boolean;
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
