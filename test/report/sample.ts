// Hand-made reports for the tests of the formats: texts with places, and findings with everything left out.
import { inside, rootOf, type Place, type Source } from "../../src/model/place.ts";
import type {
  Finding,
  Fix,
  HopResult,
  Mark,
  Report,
  RouteResult,
  Severity,
} from "../../src/model/finding.ts";
import { groupRef } from "../../src/model/list.ts";
import { policy } from "../fix/policy.ts";

/** A text in which each key is a piece of the text itself: its place is where the piece first stands. */
export function sourceOf(file: string, text: string): Source {
  return {
    file,
    text,
    span(path) {
      const piece = String(path.at(-1) ?? text);
      const start = text.indexOf(piece);
      if (start < 0) throw new Error(`no ${piece} in ${file}`);
      return { start, end: start + piece.length };
    },
  };
}

export function at(source: Source, piece: string): Place {
  return inside(rootOf(source), piece);
}

export function mark(source: Source, piece: string, label: string): Mark {
  return { place: at(source, piece), label };
}

export const POLICIES = `version: 1
region: ap-guangzhou
securityGroups:
  - id: sg-edge
    ingress:
      - { action: ACCEPT, source: 0.0.0.0/0, protocol: TCP, port: "443" }
    egress: []
  # Backends of the order service.
  - id: sg-backend
    name: orders backend
    ingress:
      # The gateway of the old table.
      - { action: ACCEPT, source: 9.0.0.0/8, protocol: TCP, port: "8080" }
      - { action: ACCEPT, source: 100.64.0.0/10, protocol: TCP, port: "8080" }

      # Quarantine everything else.
      - { action: DROP, source: 0.0.0.0/0 }
`;

export const NINE = `{ action: ACCEPT, source: 9.0.0.0/8, protocol: TCP, port: "8080" }`;
export const DROP = "{ action: DROP, source: 0.0.0.0/0 }";

export function hop(fields: Partial<HopResult>): HopResult {
  return {
    kind: "target",
    resource: "ins-orders-1",
    port: 8080,
    verdict: "reachable",
    groups: ["sg-backend"],
    note: null,
    place: null,
    ...fields,
  };
}

export function route(fields: Partial<RouteResult> = {}): RouteResult {
  return {
    id: "service-orders/api-orders",
    gateway: "service-orders",
    api: "api-orders",
    path: null,
    backend: { type: "clb", id: "lb-orders" },
    target: { resource: "ins-orders-1", port: 8080 },
    verdict: "reachable",
    expected: null,
    hops: [hop({ kind: "clb", resource: "lb-orders", port: 443, groups: ["sg-edge"] }), hop({})],
    reason: null,
    directAccess: null,
    ...fields,
  };
}

export function blockedRoute(fields: Partial<RouteResult> = {}): RouteResult {
  const [clb, target] = route().hops as [HopResult, HopResult];
  return route({ verdict: "partial", hops: [clb, { ...target, verdict: "partial" }], ...fields });
}

export function finding(fields: Partial<Finding> = {}): Finding {
  return {
    id: "some-rule@0000",
    rule: "some-rule",
    severity: "error" as Severity,
    message: "something is wrong",
    verdict: null,
    resource: null,
    list: null,
    mark: null,
    related: [],
    instances: [],
    routes: [],
    blocked: [],
    decidedBy: null,
    witness: null,
    notes: [],
    fix: null,
    help: null,
    state: "new",
    ...fields,
  };
}

const MISSING = ["10.0.0.0/8", "11.0.0.0/8", "30.0.0.0/8"];

export function fix(fields: Partial<Fix> = {}): Fix {
  return {
    title: "accept the 3 missing ranges before policy 2",
    safety: "unsafe",
    overridesDrop: false,
    list: groupRef("sg-backend"),
    direction: "ingress",
    before: 2,
    policies: MISSING.map((source) => policy(source)),
    effect: {
      admits: [{ sources: MISSING, protocol: "tcp", ports: ["8080"] }],
      targets: ["ins-orders-1"],
      allTargets: true,
    },
    cautions: [],
    changes: [],
    edits: [],
    ...fields,
  };
}

/** Three of five ranges refused by the trailing DROP. */
export function backendFinding(fields: Partial<Finding> = {}, text = POLICIES): Finding {
  const source = sourceOf("infra/sg.yaml", text);
  return finding({
    id: "clb-backend-admits-gateway@3f2a",
    rule: "clb-backend-admits-gateway",
    message: "gateway cannot fully reach ins-orders-1 on tcp/8080",
    verdict: "partial",
    resource: "ins-orders-1",
    list: groupRef("sg-backend"),
    mark: mark(
      source,
      DROP,
      "policy 2 drops 10.0.0.0/8 11.0.0.0/8 30.0.0.0/8 (3 of 5 gateway ranges)",
    ),
    related: [mark(source, NINE, "policy 0 admits 9.0.0.0/8")],
    routes: ["service-orders/api-orders"],
    blocked: [{ sources: MISSING, protocol: "tcp", ports: ["8080"] }],
    decidedBy: { list: groupRef("sg-backend"), policy: 2, action: "DROP" },
    witness: { source: "10.0.0.1", protocol: "tcp", port: 8080 },
    notes: [
      { label: "not admitted", text: "10.0.0.0/8, 11.0.0.0/8, 30.0.0.0/8 -> tcp/8080" },
      { label: "seen as", text: "504 Gateway Time-out, for some calls" },
      { label: "ranges", text: "API Gateway ap-guangzhou, published table of 2024-11-05" },
    ],
    fix: fix(),
    ...fields,
  });
}

export function report(fields: Partial<Report> = {}): Report {
  return {
    tool: { name: "sglint", version: "0.1.0" },
    complete: true,
    routes: [],
    findings: [],
    complaints: [],
    assumptions: [],
    notices: [],
    rules: [],
    ...fields,
  };
}
