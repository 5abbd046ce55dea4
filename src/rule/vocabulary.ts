// The closed vocabulary of rules: every name that a rule file may use, in one place. The JSON Schema of rules is
// generated from it. What these names cannot say is a new kind in kinds/.
import type { GatewayKind, PortName, SourceName } from "../model/demands.ts";
import type { Deployment } from "../model/route.ts";
import type { Backend } from "../model/inventory.ts";
import type { HopKind, Severity } from "../model/finding.ts";

export const SEVERITIES = ["error", "warning", "note"] as const satisfies readonly Severity[];

export const HOPS = ["clb", "target", "acl"] as const satisfies readonly HopKind[];
export const GATEWAYS = ["shared", "dedicated"] as const satisfies readonly GatewayKind[];
export const DEPLOYMENTS = ["cvm", "container"] as const satisfies readonly Deployment[];

/** Names of sources; each is resolved for the gateway and API of the route at hand. */
export const SOURCES = {
  "gateway.private": "the gateway's private ranges (dedicated: its vpcSources)",
  "gateway.public": "the gateway's public VIPs (dedicated: its publicEgress)",
  clients: "the addresses that call the gateway",
  "microservice.callers":
    "clients, as the vendor's FAQ says, or what `microservices.sources` of the config chooses",
  route: "whatever the target behind this hop must admit",
} as const satisfies Record<Exclude<SourceName, "path">, string>;
/** Names of sources that a rule may use. */
export type RuleSource = keyof typeof SOURCES;

/** Names of ports. */
export const PORTS = {
  "listener.port": "the port on which the CLB is called",
  "target.port": "the service or container port of the target",
  "hop.port": "the port on which this hop is reached",
} as const satisfies Record<PortName, string>;

export interface Selector {
  readonly backend?: readonly Backend["kind"][];
  readonly hop?: readonly HopKind[];
  readonly gateway?: readonly (typeof GATEWAYS)[number][];
  readonly deployment?: readonly (typeof DEPLOYMENTS)[number][];
}

/** What each kind of demand may ask. The key is the word in the rule file. */
export const KINDS = {
  require: "traffic that must be admitted at a hop",
  expect: "declared paths are reachable or blocked as declared",
  same: "resources that must carry the same groups",
  have: "something that must be there",
  cover: "one number that must be at least another",
  forbid: "something that must not be there",
  decide: "nothing that decides a verdict may be unknown",
} as const;
export type KindName = keyof typeof KINDS;

/** `forbid: { flaw: ... }`: mistakes of the source language. */
export { FLAW_KINDS } from "../model/flaw.ts";

/** `forbid: { policy: ... }` */
export const FORBIDDEN_POLICIES = [
  "dead",
  "unresolved-source",
  "zero-prefix",
  "host-bits",
  "early-drop-all",
  "group-source",
] as const;
export type ForbiddenPolicy = (typeof FORBIDDEN_POLICIES)[number];
