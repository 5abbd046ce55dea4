// A policy of a fix as its four fields, which every notation and source language writes in its own way.
import { printServices } from "../net/print.ts";
import type { FixPolicy } from "./finding.ts";

export interface PolicyFields {
  readonly action: FixPolicy["action"];
  /** An address, a CIDR, or an id. */
  readonly source: string;
  readonly protocol: string;
  /** `80,443`, `8000-9000`, `ALL`. */
  readonly port: string;
}

export function policyFields({ action, peer, service }: FixPolicy): PolicyFields {
  const { protocol, ports } = printServices(service)[0]!;
  return {
    action,
    source: peer.kind === "addresses" ? peer.text : peer.id,
    protocol: protocol.toUpperCase(),
    port: ports[0] === "all" ? "ALL" : ports.join(","),
  };
}
