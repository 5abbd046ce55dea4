// What config and command line tell a run; nothing here is read from the cloud.
import type { AddressRange } from "../net/address.ts";
import type { Severity } from "../model/finding.ts";

export interface LintSettings {
  /** Who calls the gateways, where a gateway does not say it itself. */
  readonly clients: readonly AddressRange[] | null;
  /** Overrides the region that the input states. */
  readonly region: string | null;
  /** Who must be admitted by a microservice: the vendor's FAQ says the clients, an older page the gateway. */
  readonly microserviceSources: "clients" | "gateway" | "both";
  /** Domain -> load balancer, instance or address. */
  readonly domains: ReadonlyMap<string, string>;
  readonly severities: ReadonlyMap<string, Severity | "off">;
  /** Ids of the user's own rules and of those that he named: one that judged nothing says so. */
  readonly named: ReadonlySet<string>;
  /** Products whose ranges the user wrote himself: one that nothing has says so. */
  readonly products: ReadonlySet<string>;
}

export const DEFAULT_SETTINGS: LintSettings = {
  clients: null,
  region: null,
  microserviceSources: "clients",
  domains: new Map(),
  severities: new Map(),
  named: new Set(),
  products: new Set(),
};
