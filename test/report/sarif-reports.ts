// Hand-made reports for the tests of the SARIF format. Places are found by searching the text for a needle.
import type {
  Finding,
  Fix,
  HopResult,
  Mark,
  Report,
  RouteResult,
  RuleInfo,
} from "../../src/model/finding.ts";
import { inside, rootOf, type Place, type Source } from "../../src/model/place.ts";
import { groupRef } from "../../src/model/list.ts";
import { policy } from "../fix/policy.ts";
import {
  finding as sampleFinding,
  fix as sampleFix,
  hop as sampleHop,
  report as sampleReport,
  route as sampleRoute,
} from "./sample.ts";

export const RULE = "clb-backend-admits-gateway";
export const EXPOSURE = "no-open-admin-ports";

const SG_YAML = `version: 1
securityGroups:
  - id: sg-backend
    ingress:
      - { action: ACCEPT, source: 9.0.0.0/8, protocol: TCP, port: "8080" }
      - { action: DROP, source: 0.0.0.0/0 }
loadBalancers:
  - id: lb-orders
instances:
  - id: ins-orders-1
`;

function source(file: string, text: string): Source {
  return {
    file,
    text,
    span(path) {
      const needle = String(path.at(-1) ?? "");
      const start = Math.max(0, text.indexOf(needle));
      return { start, end: start + needle.length };
    },
  };
}

/** The place of `needle` in a file. */
export function at(needle: string, file = "infra/sg.yaml", text = SG_YAML): Place {
  return inside(rootOf(source(file, text)), needle);
}

export function mark(place: Place, label: string): Mark {
  return { place, label };
}

export function rule(more: Partial<RuleInfo> = {}): RuleInfo {
  return {
    id: RULE,
    title: "Backend of a CLB must admit the gateway's private ranges",
    severity: "error",
    why: "API Gateway reaches a CLB in a VPC from its private ranges; a group that drops them answers 504.",
    help: "https://www.tencentcloud.com/document/product/628/34066",
    tags: ["reachability", "api-gateway"],
    securitySeverity: null,
    ...more,
  };
}

const EXPOSURE_RULE = rule({
  id: EXPOSURE,
  title: "Administration ports must not be open to the Internet",
  severity: "warning",
  why: "An administration port that anyone can reach is tried by everyone",
  help: "https://www.tencentcloud.com/document/product/213/12452",
  tags: ["exposure"],
  securitySeverity: "8.1",
});

export function hop(more: Partial<HopResult> = {}): HopResult {
  return sampleHop({ verdict: "blocked", place: at("ins-orders-1"), ...more });
}

export function route(more: Partial<RouteResult> = {}): RouteResult {
  const clb = { kind: "clb", resource: "lb-orders", port: 443, groups: [] } as const;
  return sampleRoute({
    id: "api-orders/ins-orders-1:8080",
    verdict: "partial",
    hops: [hop({ ...clb, verdict: "reachable", place: at("lb-orders") }), hop()],
    ...more,
  });
}

export function fix(more: Partial<Fix> = {}): Fix {
  return sampleFix({
    title: "accept the missing ranges before policy 1",
    before: 1,
    policies: [policy("10.0.0.0/8")],
    effect: {
      admits: [{ sources: ["10.0.0.0/8"], protocol: "tcp", ports: ["8080"] }],
      targets: ["ins-orders-1"],
      allTargets: true,
    },
    ...more,
  });
}

export function finding(more: Partial<Finding> = {}): Finding {
  return sampleFinding({
    id: `${RULE}@0123456789abcdef`,
    rule: RULE,
    message: "gateway cannot fully reach ins-orders-1 on tcp/8080",
    verdict: "partial",
    resource: "ins-orders-1",
    list: groupRef("sg-backend"),
    mark: mark(at("{ action: DROP"), "policy 1 drops 10.0.0.0/8"),
    blocked: [{ sources: ["10.0.0.0/8"], protocol: "tcp", ports: ["8080"] }],
    decidedBy: { list: groupRef("sg-backend"), policy: 1, action: "DROP" },
    ...more,
  });
}

export function report(more: Partial<Report> = {}): Report {
  return sampleReport({ rules: [rule(), EXPOSURE_RULE], ...more });
}

export const EMPTY = report();

export const FULL = report({
  complete: false,
  routes: [
    route(),
    route({ id: "ssh-closed", api: null, path: "ssh-closed", hops: [hop({ port: 22 })] }),
  ],
  findings: [
    finding({
      related: [mark(at("{ action: ACCEPT"), "policy 0 admits 9.0.0.0/8")],
      routes: ["api-orders/ins-orders-1:8080", "ssh-closed"],
      witness: { source: "10.0.0.1", protocol: "tcp", port: 8080 },
      notes: [
        { label: "not admitted", text: "10.0.0.0/8 -> tcp/8080" },
        { label: "seen as", text: "504 Gateway Time-out, for some calls" },
      ],
      fix: fix({
        cautions: ["It also admits your own subnet 10.0.3.0/24."],
        edits: [
          {
            file: "infra/sg.yaml",
            range: { start: 144, end: 144 },
            text: "- { action: ACCEPT }\n      ",
          },
        ],
      }),
    }),
    finding({
      id: `${EXPOSURE}@fedcba9876543210`,
      rule: EXPOSURE,
      severity: "warning",
      message: "sg-backend admits 0.0.0.0/0 on tcp/22",
      verdict: null,
      help: "name the addresses that need it",
    }),
    finding({ id: `${RULE}@1`, state: "suppressed" }),
    finding({ id: `${RULE}@2`, state: "baselined" }),
  ],
  complaints: [
    {
      message: 'unknown key "securtyGroups"; did you mean "securityGroups"?',
      place: at("securityGroups"),
      file: null,
    },
    { message: "the file is larger than 64 MB", place: null, file: "dump/sg-1.json" },
    { message: "there is no input", place: null, file: null },
  ],
  assumptions: ["no subnet key: no network ACL"],
  notices: [{ kind: "news", text: "API Gateway is being retired" }],
});

const HOSTILE_NAME = "a](https://evil.example) [x](1)\\[y](2)\n\u001b[31m\u202eevil\ud800";

export const HOSTILE = report({
  routes: [
    route({
      api: HOSTILE_NAME,
      hops: [hop({ resource: HOSTILE_NAME, note: HOSTILE_NAME, groups: [HOSTILE_NAME] })],
    }),
  ],
  findings: [
    finding({
      message: HOSTILE_NAME,
      resource: HOSTILE_NAME,
      mark: mark(at("sg-backend"), HOSTILE_NAME),
      related: [mark(at("lb-orders"), HOSTILE_NAME)],
      routes: ["api-orders/ins-orders-1:8080"],
      notes: [{ label: HOSTILE_NAME, text: HOSTILE_NAME.repeat(1000) }],
      fix: fix({ title: HOSTILE_NAME, cautions: [HOSTILE_NAME] }),
    }),
  ],
  complaints: [{ message: HOSTILE_NAME, place: null, file: `${HOSTILE_NAME}.yaml` }],
  notices: [{ kind: "news", text: HOSTILE_NAME }],
  assumptions: [HOSTILE_NAME],
  rules: [
    rule({ title: `Admit [the](https://evil.example) gateway`, why: "<b>bold</b> [x](y) `z`" }),
  ],
});

const CHINESE = "基础设施/安全组 生产#1.yaml";

export const CHINESE_NAMES = report({
  routes: [
    route({
      api: "订单接口",
      hops: [hop({ resource: "订单服务器", place: at("sg-backend", CHINESE) })],
    }),
  ],
  findings: [
    finding({
      message: "网关无法到达订单服务器",
      resource: "订单服务器",
      mark: mark(at("{ action: DROP", CHINESE), "第 1 条策略拒绝 10.0.0.0/8"),
      routes: ["api-orders/ins-orders-1:8080"],
      fix: fix({ edits: [{ file: CHINESE, range: { start: 0, end: 3 }, text: "" }] }),
    }),
  ],
  complaints: [{ message: "未知的键", place: at("version", CHINESE), file: null }],
});

const OUTSIDE = "../shared/sg.yaml";

export const OUTSIDE_OF_ROOT = report({
  routes: [route({ hops: [hop({ place: at("ins-orders-1", OUTSIDE) })] })],
  findings: [
    finding({
      mark: mark(at("{ action: DROP", OUTSIDE), "policy 1 drops 10.0.0.0/8"),
      related: [mark(at("sg-backend", OUTSIDE), "header")],
      routes: ["api-orders/ins-orders-1:8080"],
      fix: fix({
        edits: [
          { file: OUTSIDE, range: { start: 0, end: 0 }, text: "x" },
          { file: "in.yaml", range: { start: 0, end: 0 }, text: "x" },
        ],
      }),
    }),
  ],
  complaints: [{ message: "wrong", place: at("sg-backend", OUTSIDE), file: null }],
});

/** No place anywhere, and a rule that the report does not list. */
export const NO_PLACE = report({
  routes: [route({ hops: [hop({ place: null, port: null })] })],
  findings: [
    finding({ mark: null, routes: ["api-orders/ins-orders-1:8080", "gone"] }),
    finding({ id: "unlisted", rule: "unlisted", mark: null }),
  ],
});

/** One note, then as many errors as an upload may hold, each with everything that a result can carry. */
export function crowded(results: number): Report {
  const places = Array.from({ length: 50 }, (_, i) => at("sg-backend", `infra/sg-${i}.yaml`));
  const routes = places.map((place, i) =>
    route({
      id: `r${i}`,
      api: `api-${i}`,
      hops: [
        hop({ kind: "clb", resource: `lb-${i}`, place }),
        hop({ resource: `ins-${i}`, place }),
      ],
    }),
  );
  const findings = Array.from({ length: results }, (_, i) =>
    finding({
      id: `${RULE}@${i.toString(16).padStart(16, "0")}`,
      severity: i === 0 ? "note" : "error",
      message: `gateway cannot fully reach ins-${i} on tcp/8080`,
      resource: `ins-${i % 50}`,
      mark: mark(places[i % 50]!, "policy 1 drops 10.0.0.0/8, 11.0.0.0/8, 30.0.0.0/8"),
      related: Array.from({ length: 30 }, (__, j) =>
        mark(places[(i + j) % 50]!, `policy ${j} admits 9.0.0.0/8`),
      ),
      routes: Array.from({ length: 20 }, (__, j) => `r${(i + j) % 50}`),
      notes: [{ label: "not admitted", text: "10.0.0.0/8, 11.0.0.0/8, 30.0.0.0/8 -> tcp/8080" }],
      fix: fix({ edits: [{ file: "infra/sg.yaml", range: { start: i, end: i }, text: "x" }] }),
    }),
  );
  return report({ routes, findings });
}
