// The closed vocabulary of rules: every name that a rule file may use beside the kinds themselves, and what it is called in a
// sentence. The JSON Schema of rules is generated from it and from the table of kinds.
import { message, type Message } from "../words/index.ts";
import type { GatewayKind, PortName, SourceName } from "../model/demands.ts";
import type { HopKind, Severity } from "../model/finding.ts";
import type { Backend } from "../model/inventory.ts";
import type { Deployment } from "../model/route.ts";
import { namesOf } from "../model/table.ts";

export const SEVERITIES = ["error", "warning", "note"] as const satisfies readonly Severity[];
export const GATEWAYS = ["shared", "dedicated"] as const satisfies readonly GatewayKind[];

export const HOPS = {
  clb: message("rules.hop-clb"),
  target: message("rules.hop-target"),
  acl: message("rules.hop-acl"),
} as const satisfies Record<HopKind, Message>;

export const DEPLOYMENTS = {
  cvm: message("rules.on-cvm"),
  container: message("rules.in-container"),
} as const satisfies Record<Deployment, Message>;

/** Names of sources; each is resolved for the gateway and API, or the path, of the route at hand. */
export const SOURCES = {
  "gateway.private": message("rules.source-gateway-private"),
  "gateway.public": message("rules.source-gateway-public"),
  clients: message("rules.source-clients"),
  "microservice.callers": message("rules.source-callers"),
  route: message("rules.source-route"),
  path: message("rules.source-path"),
} as const satisfies Record<SourceName, Message>;

/** Those that a rule file may name. */
export const RULE_SOURCES: readonly SourceName[] = namesOf(SOURCES).filter(
  (name) => name !== "path",
);

export const PORTS = {
  "listener.port": message("rules.port-listener"),
  "target.port": message("rules.port-target"),
  "hop.port": message("rules.port-hop"),
} as const satisfies Record<PortName, Message>;

/** What `for` may say. */
export interface Selector {
  readonly backend?: readonly Backend["kind"][];
  readonly hop?: readonly HopKind[];
  readonly gateway?: readonly (typeof GATEWAYS)[number][];
  readonly deployment?: readonly Deployment[];
}

export type SelectorWord = keyof Selector;

/** Words of `for` that speak of the API a route belongs to, and all of them. */
export const OF_APIS: readonly SelectorWord[] = ["backend", "gateway", "deployment"];
export const OF_HOPS: readonly SelectorWord[] = [...OF_APIS, "hop"];
