// The 504 table: who must be admitted at which filter and on which port, as the vendor's pages say (docs/facts.md, section 1).
// Verdicts rest on it alone, whatever rules are given; rules put its refusals into words. A filter for which it has no row
// is undetermined, never reachable.
import type { BackendKind, Deployment } from "./route.ts";
import type { HopKind } from "./finding.ts";

/** Names of sources; each is resolved for the gateway and API, or the path, of the route at hand. */
export type SourceName =
  | "gateway.private"
  | "gateway.public"
  | "clients"
  | "microservice.callers"
  /** Whatever the target behind the hop must admit. */
  | "route"
  /** What a declared path says itself. */
  | "path";

/** Sources that need no other hop to be known. */
export type DirectSource = Exclude<SourceName, "route">;

export type PortName = "listener.port" | "target.port" | "hop.port";
export type GatewayKind = "shared" | "dedicated" | "unknown";

export interface TableRow {
  readonly from: SourceName;
  /** Where the kind of the instance is unknown: who must be admitted if it is the other one. */
  readonly or?: DirectSource;
  readonly to: PortName;
  readonly page: string;
}

/** One row for all, or one for each kind of gateway or deployment; null: no page says that such a filter is there. */
type Rows =
  | TableRow
  | null
  | Readonly<Record<GatewayKind, TableRow | null>>
  | Readonly<Record<Deployment, TableRow | null>>;

export type DemandTable = Readonly<Record<BackendKind, Readonly<Record<HopKind, Rows>>>>;

const FAQ = "https://www.tencentcloud.com/document/product/628/34066";
const RANGES = "https://www.tencentcloud.com/document/product/628/34060";
const GROUPS = "https://www.tencentcloud.com/document/product/213/12452";
const ACLS = "https://www.tencentcloud.com/document/product/215/31850";

const listener = (from: SourceName): TableRow => ({ from, to: "listener.port", page: FAQ });
const target = (from: SourceName): TableRow => ({ from, to: "target.port", page: FAQ });
const PUBLIC: TableRow = { from: "gateway.public", to: "hop.port", page: RANGES };
const PATH: TableRow = { from: "path", to: "hop.port", page: GROUPS };
/** A network ACL is stateless: it must admit the request of everyone whom the target admits, and the reply. */
const acl: TableRow = { from: "route", to: "hop.port", page: ACLS };
const CALLED_IN_VPC = {
  shared: target("clients"),
  dedicated: target("gateway.private"),
  unknown: { ...target("gateway.private"), or: "clients" },
} as const;
const NOWHERE = { clb: null, acl: null, target: null };

export const DEMANDS = {
  clb: { clb: listener("gateway.private"), acl, target: target("gateway.private") },
  http: { clb: PUBLIC, acl, target: PUBLIC },
  microservice: {
    clb: null,
    acl,
    target: { cvm: target("microservice.callers"), container: target("microservice.callers") },
  },
  upstream: { clb: null, acl, target: CALLED_IN_VPC },
  cvm: { clb: null, acl, target: target("gateway.private") },
  k8s: { clb: null, acl, target: CALLED_IN_VPC },
  scf: NOWHERE,
  cos: NOWHERE,
  mock: NOWHERE,
  path: { clb: PATH, acl: PATH, target: PATH },
} as const satisfies DemandTable;

/** Whose demand is asked for. */
export interface DemandAsked {
  readonly backend: BackendKind;
  readonly hop: HopKind;
  readonly gateway: GatewayKind;
  readonly deployment: Deployment | null;
}

export function demandOf(
  { backend, hop, gateway, deployment }: DemandAsked,
  table: DemandTable = DEMANDS,
): TableRow | null {
  const rows = table[backend][hop];
  if (rows === null || "from" in rows) return rows;
  if ("shared" in rows) return rows[gateway];
  return deployment === null ? null : rows[deployment];
}
