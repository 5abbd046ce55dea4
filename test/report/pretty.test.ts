import { describe, expect, test } from "vitest";
import type { Finding, Report } from "../../src/model/finding.ts";
import { news, wasRead } from "../../src/model/notice.ts";
import { renderPretty } from "../../src/report/pretty.ts";
import type { RenderOptions } from "../../src/report/options.ts";
import { displayWidth } from "../../src/report/width.ts";
import {
  at,
  backendFinding,
  blockedRoute,
  DROP,
  finding,
  fix,
  hop,
  mark,
  POLICIES,
  report,
  route,
  sourceOf,
} from "./sample.ts";
import { aclRef, groupRef } from "../../src/model/list.ts";
import { policy } from "../fix/policy.ts";

/** Findings alone, without the sums at the end. */
function shown(
  findings: Finding[],
  fields: Partial<Report> = {},
  options: RenderOptions = {},
): string {
  return renderPretty(report({ findings, ...fields }), { quiet: true, ...options });
}

describe("a finding", () => {
  test("shows code, path, sets and a fix", () => {
    expect(shown([backendFinding()], { routes: [blockedRoute()] })).toMatchInlineSnapshot(`
      "error[clb-backend-admits-gateway]: gateway cannot fully reach ins-orders-1 on tcp/8080
        --> infra/sg.yaml:17:9
         |
      13 |       - { action: ACCEPT, source: 9.0.0.0/8, protocol: TCP, port: "8080" }
         |         ------------------------------------------------------------------
         |         policy 0 admits 9.0.0.0/8
      ...
      17 |       - { action: DROP, source: 0.0.0.0/0 }
         |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
         |         policy 2 drops 10.0.0.0/8 11.0.0.0/8 30.0.0.0/8 (3 of 5 gateway
         |         ranges)
         |
         = path: api-orders -> lb-orders:443 ok -> ins-orders-1:8080 PARTLY BLOCKED by
                 sg-backend ingress policy 2
         = not admitted: 10.0.0.0/8, 11.0.0.0/8, 30.0.0.0/8 -> tcp/8080
         = seen as: 504 Gateway Time-out, for some calls
         = ranges: API Gateway ap-guangzhou, published table of 2024-11-05
         = witness: 10.0.0.1 -> tcp/8080
      help: accept the 3 missing ranges before policy 2
         |
         | before policy 2 of sg-backend ingress:
         + - { action: ACCEPT, source: 10.0.0.0/8, protocol: TCP, port: "8080" }
         + - { action: ACCEPT, source: 11.0.0.0/8, protocol: TCP, port: "8080" }
         + - { action: ACCEPT, source: 30.0.0.0/8, protocol: TCP, port: "8080" }
         |
         = effect: newly admits 10.0.0.0/8, 11.0.0.0/8, 30.0.0.0/8 -> tcp/8080
         = applies to: ins-orders-1 (every holder of sg-backend)
      "
    `);
  });

  test("at 60 columns", () => {
    const cautions = [
      "10.0.0.0/8 holds your own subnet subnet-a (10.0.3.0/24), which may then connect too.",
    ];
    const one = backendFinding({ fix: fix({ cautions }) });
    expect(shown([one], { routes: [blockedRoute()] }, { width: 60 })).toMatchInlineSnapshot(`
      "error[clb-backend-admits-gateway]: gateway cannot fully reach ins-orders-1 on tcp/8080
        --> infra/sg.yaml:17:9
         |
      13 | …{ action: ACCEPT, source: 9.0.0.0/8, protocol: TCP, p…
         |  -----------------------------------------------------
         |  policy 0 admits 9.0.0.0/8
      ...
      17 |       - { action: DROP, source: 0.0.0.0/0 }
         |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
         |         policy 2 drops 10.0.0.0/8 11.0.0.0/8 30.0.0.0/8
         |         (3 of 5 gateway ranges)
         |
         = path: api-orders -> lb-orders:443 ok
                 -> ins-orders-1:8080 PARTLY BLOCKED by sg-backend
                 ingress policy 2
         = not admitted: 10.0.0.0/8, 11.0.0.0/8, 30.0.0.0/8
                         -> tcp/8080
         = seen as: 504 Gateway Time-out, for some calls
         = ranges: API Gateway ap-guangzhou, published table of
                   2024-11-05
         = witness: 10.0.0.1 -> tcp/8080
      help: accept the 3 missing ranges before policy 2
         |
         | before policy 2 of sg-backend ingress:
         + - { action: ACCEPT, source: 10.0.0.0/8, protocol: TCP, port: "8080" }
         + - { action: ACCEPT, source: 11.0.0.0/8, protocol: TCP, port: "8080" }
         + - { action: ACCEPT, source: 30.0.0.0/8, protocol: TCP, port: "8080" }
         |
         = effect: newly admits 10.0.0.0/8, 11.0.0.0/8, 30.0.0.0/8
                   -> tcp/8080
         = applies to: ins-orders-1 (every holder of sg-backend)
         = caution: 10.0.0.0/8 holds your own subnet subnet-a
                    (10.0.3.0/24), which may then connect too.
      "
    `);
  });

  test("with Chinese names", () => {
    const source = sourceOf(
      "配置/安全组.yaml",
      `  - { action: DROP, source: 0.0.0.0/0, 描述: 拒绝全部 }\n`,
    );
    const one = finding({
      message: "网关无法访问 订单服务 on tcp/8080",
      mark: mark(
        source,
        "{ action: DROP, source: 0.0.0.0/0, 描述: 拒绝全部 }",
        "策略 0 拒绝 9.0.0.0/8，网关在其中",
      ),
      notes: [
        {
          label: "原因",
          text: "前面的策略已经拒绝了所有的数据包，所以网关收不到回答，请求以 504 结束。",
        },
      ],
      help: "在它前面加一条策略。",
    });
    expect(shown([one], {}, { width: 50 })).toMatchInlineSnapshot(`
      "error[some-rule]: 网关无法访问 订单服务 on tcp/8080
       --> 配置/安全组.yaml:1:5
        |
      1 | …{ action: DROP, source: 0.0.0.0/0, 描述: 拒…
        |  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        |  策略 0 拒绝 9.0.0.0/8，网关在其中
        |
        = 原因: 前面的策略已经拒绝了所有的数据包，所以网
                关收不到回答，请求以 504 结束。
      help: 在它前面加一条策略。
      "
    `);
  });

  test("in colour", () => {
    const source = sourceOf("sg.yaml", "a: 1\nb: 2\n");
    const one = finding({
      severity: "warning",
      mark: mark(source, "b: 2", "here"),
      related: [mark(source, "a: 1", "there")],
      notes: [{ label: "seen as", text: "504" }],
      fix: fix({ policies: fix().policies.slice(0, 1) }),
    });
    const colored = shown([one], {}, { color: true });
    expect(colored).toMatchInlineSnapshot(`
      "[1m[33mwarning[some-rule][39m[22m[1m: something is wrong[22m
      [1m[34m --> [39m[22msg.yaml:2:1
      [1m[34m  |[39m[22m
      [1m[34m1 | [39m[22ma: 1
      [1m[34m  | [39m[22m[1m[34m----[39m[22m [1m[34mthere[39m[22m
      [1m[34m2 | [39m[22mb: 2
      [1m[34m  | [39m[22m[1m[33m^^^^[39m[22m [1m[33mhere[39m[22m
      [1m[34m  |[39m[22m
      [1m[34m  = [39m[22m[1mseen as:[22m 504
      [1m[32mhelp:[39m[22m accept the 3 missing ranges before policy 2
      [1m[34m  |[39m[22m
      [1m[34m  | [39m[22mbefore policy 2 of sg-backend ingress:
      [32m  + [39m[32m- { action: ACCEPT, source: 10.0.0.0/8, protocol: TCP, port: "8080" }[39m
      [1m[34m  |[39m[22m
      [1m[34m  = [39m[22m[1meffect:[22m newly admits 10.0.0.0/8, 11.0.0.0/8, 30.0.0.0/8 -> tcp/8080
      [1m[34m  = [39m[22m[1mapplies to:[22m ins-orders-1 (every holder of sg-backend)
      "
    `);
    // oxlint-disable-next-line no-control-regex
    expect(colored.replaceAll(/\u001b\[\d+m/g, "")).toBe(shown([one]));
  });

  test("without a place has no arrow", () => {
    const one = finding({
      help: "declare clients",
      notes: [{ label: "missing", text: "clients" }],
    });
    expect(shown([one])).toMatchInlineSnapshot(`
      "error[some-rule]: something is wrong
        = missing: clients
      help: declare clients
      "
    `);
  });

  test("with neither fix nor help ends at its frame", () => {
    const one = finding({ mark: mark(sourceOf("sg.yaml", POLICIES), DROP, "") });
    expect(shown([one])).toMatchInlineSnapshot(`
      "error[some-rule]: something is wrong
        --> sg.yaml:17:9
         |
      17 |       - { action: DROP, source: 0.0.0.0/0 }
         |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      "
    `);
  });

  test("names at most six places beside its own", () => {
    const source = sourceOf(
      "sg.yaml",
      Array.from({ length: 12 }, (_, i) => `k${i + 10}: 0`).join("\n"),
    );
    const related = Array.from({ length: 9 }, (_, i) => mark(source, `k${i + 10}`, "covers"));
    const text = shown([finding({ mark: mark(source, "k21", "dead"), related })]);
    expect(text.match(/--- covers/g)).toHaveLength(6);
    expect(text).toContain("= beside: 3 more places not shown");
  });

  test("baselined and suppressed ones are counted, not shown", () => {
    const hidden = [finding({ state: "baselined" }), finding({ state: "suppressed" })];
    expect(renderPretty(report({ findings: hidden, routes: [route()] }))).toBe(
      "No findings: the only route is reachable. Complete: every input was read and\n" +
        "every route was decided. Not shown: 2 findings (1 suppressed, 1 baselined).\n",
    );
  });
});

describe("the path", () => {
  const clb = hop({ kind: "clb", resource: "lb-orders", port: 443, groups: ["sg-edge"] });
  const target = hop({ verdict: "blocked" });
  const acl = hop({ kind: "acl", resource: "acl-1", groups: [], port: null });
  const byPolicy = { list: groupRef("sg-backend"), policy: 2, action: "DROP" } as const;

  test.each([
    [
      "is cut at the block",
      [clb, target, acl],
      { decidedBy: byPolicy },
      "path: api-orders -> lb-orders:443 ok -> ins-orders-1:8080 BLOCKED by sg-backend ingress policy 2",
    ],
    [
      "names the default and all groups",
      [{ ...target, groups: ["sg-a", "sg-b"] }],
      { decidedBy: { default: true, lists: [groupRef("sg-a"), groupRef("sg-b")] } },
      "path: api-orders -> ins-orders-1:8080 BLOCKED by sg-a, sg-b ingress default",
    ],
    [
      "goes on to the finding's own hop",
      [{ ...clb, verdict: "blocked" }, target],
      { decidedBy: byPolicy },
      "path: api-orders -> lb-orders:443 BLOCKED -> ins-orders-1:8080 BLOCKED by sg-backend ingress policy 2",
    ],
    [
      "names an ACL without a port",
      [clb, { ...target, verdict: "reachable" }, { ...acl, verdict: "partial" }],
      { decidedBy: { list: aclRef("acl-1"), policy: 0, action: "DROP" } },
      "path: api-orders -> lb-orders:443 ok -> ins-orders-1:8080 ok -> acl-1 PARTLY BLOCKED by acl-1 entry 0 (the first)",
    ],
    [
      "takes the direction from the fix",
      [{ ...acl, verdict: "blocked" }],
      {
        decidedBy: { list: aclRef("acl-1"), policy: 0, action: "DROP" },
        fix: fix({ list: aclRef("acl-1"), direction: "egress" }),
      },
      "path: api-orders -> acl-1 BLOCKED by acl-1 egress entry 0 (the first)",
    ],
    [
      "says why a hop passes",
      [{ ...clb, groups: [], note: "no group is bound" }, target],
      { decidedBy: byPolicy },
      "path: api-orders -> lb-orders:443 ok (no group is bound) -> ins-orders-1:8080 BLOCKED by sg-backend ingress policy 2",
    ],
    [
      "stops at what is unknown",
      [clb, { ...target, verdict: "undetermined" }],
      { verdict: "undetermined" },
      "path: api-orders -> lb-orders:443 ok -> ins-orders-1:8080 UNKNOWN",
    ],
    ["is a list of routes where nothing is refused", [clb], {}, "routes: api-orders"],
  ] as const)("%s", (_, hops, fields, line) => {
    const routes = [route({ hops, verdict: "blocked" })];
    const one = finding({ routes: [routes[0]!.id], resource: "ins-orders-1", ...fields });
    expect(shown([one], { routes }, { width: 200 })).toContain(`= ${line}\n`);
  });

  test("counts the other routes", () => {
    const routes = Array.from({ length: 1200 }, (_, i) =>
      blockedRoute({ id: `r${i}`, api: `api-${i}` }),
    );
    const one = backendFinding({ routes: routes.map(({ id }) => id) });
    expect(shown([one], { routes }, { width: 200 })).toContain(
      "= path: api-0 -> lb-orders:443 ok -> ins-orders-1:8080 PARTLY BLOCKED by sg-backend ingress policy 2 (and 1199 more routes)\n",
    );
  });
});

describe("the fix", () => {
  const one = (fields: Parameters<typeof fix>[0], more: Partial<Finding> = {}) =>
    finding({ fix: fix({ policies: [policy("9.0.0.0/8")], ...fields }), ...more });
  const byDefault = { default: true, lists: [groupRef("sg-backend")] } as const;

  test.each([
    [
      "a policy that decides",
      one({ before: 0 }),
      "before policy 0 (the first) of sg-backend ingress:",
    ],
    [
      "the default",
      one({ before: 3 }, { decidedBy: byDefault }),
      "after policy 2 of sg-backend ingress:",
    ],
    [
      "the default of an empty list",
      one({ before: 0 }, { decidedBy: byDefault }),
      "as first policy of sg-backend ingress:",
    ],
    [
      "an egress policy",
      one({ direction: "egress" }),
      `{ action: ACCEPT, destination: 9.0.0.0/8, protocol: TCP, port: "8080" }`,
    ],
    [
      "IPv6 and several ports",
      one({ policies: [policy("2001:db8::/32", "80,443")] }),
      `{ action: ACCEPT, source: "2001:db8::/32", protocol: TCP, port: "80,443" }`,
    ],
    [
      "all ports of a template",
      one({ policies: [policy("ipm-office", "ALL")] }),
      `{ action: ACCEPT, source: ipm-office, protocol: TCP, port: ALL }`,
    ],
    [
      "nothing new",
      one({ policies: [], effect: { admits: [], targets: [], allTargets: true } }),
      "= effect: admits nothing new\n",
    ],
    [
      "everything",
      one({
        effect: {
          admits: [{ sources: ["0.0.0.0/0"], protocol: "all", ports: ["all"] }],
          targets: [],
          allTargets: true,
        },
      }),
      "= effect: newly admits 0.0.0.0/0 -> every protocol and port\n",
    ],
    [
      "many holders",
      one({ effect: { admits: [], targets: ["a", "b", "c", "d", "e", "f"], allTargets: true } }),
      "= applies to: a, b, c, d and 2 more (every holder of sg-backend)\n",
    ],
    [
      "holders that are not all known",
      one({ effect: { admits: [], targets: ["a"], allTargets: false } }),
      "= applies to: a (the known holders of sg-backend; there may be others)\n",
    ],
  ])("for %s", (_, wrong, line) => {
    expect(shown([wrong], {}, { width: 100 })).toContain(line);
  });

  test("of an ACL writes a QUINTUPLE entry", () => {
    const hops = [hop({ kind: "acl", resource: "acl-1", groups: [], verdict: "blocked" })];
    const routes = [route({ hops, verdict: "blocked" })];
    expect(
      shown([one({ list: aclRef("acl-1") }, { routes: [routes[0]!.id] })], { routes }),
    ).toContain(
      `+ - { action: ACCEPT, sourceCidr: 9.0.0.0/8, protocol: TCP, destinationPort: "8080" }\n`,
    );
  });
});

describe("the rest of the report", () => {
  const source = sourceOf("infra/sg.yaml", POLICIES);

  test("complaints, open routes, notices and sums", () => {
    const text = renderPretty(
      report({
        complete: false,
        complaints: [
          {
            message: `unknown key "securtyGroups"; did you mean "securityGroups"?`,
            place: at(source, "securityGroups"),
            file: null,
          },
          {
            message: "the file is empty; expected definitions",
            place: null,
            file: "infra/empty.yaml",
          },
        ],
        routes: [
          route(),
          route({
            id: "1",
            verdict: "external",
            api: "api-pay",
            target: { resource: "203.0.113.9", port: 8443 },
            hops: [],
            reason:
              "203.0.113.9 is outside the input; its firewall must admit 125.94.61.15, 125.94.61.16 and 21 more VIPs",
          }),
          ...Array.from({ length: 5 }, (_, i) =>
            route({
              id: `u${i}`,
              api: `api-ms-${i}`,
              verdict: "undetermined",
              reason: "no clients are declared; add `clients:` to the gateway",
            }),
          ),
          route({
            id: "2",
            api: "api-up",
            verdict: "undetermined",
            hops: [hop({ verdict: "undetermined", note: "group sg-x is not in the input" })],
          }),
        ],
        notices: [news("API Gateway is no longer sold and shuts down in batches from 2026-10-30.")],
        assumptions: ["No subnet names a network ACL, so none filters."],
      }),
    );
    expect(text).toMatchInlineSnapshot(`
      "input error: unknown key "securtyGroups"; did you mean "securityGroups"?
       --> infra/sg.yaml:3:1
        |
      3 | securityGroups:
        | ^^^^^^^^^^^^^^

      input error: the file is empty; expected definitions
       --> infra/empty.yaml

      external: api-pay -> 203.0.113.9:8443
        = reason: 203.0.113.9 is outside the input; its firewall must admit
                  125.94.61.15, 125.94.61.16 and 21 more VIPs

      undetermined: api-ms-0 -> ins-orders-1:8080, api-ms-1 -> ins-orders-1:8080, api-ms-2 -> ins-orders-1:8080 and 2 more
        = reason: no clients are declared; add \`clients:\` to the gateway

      undetermined: api-up -> ins-orders-1:8080
        = reason: ins-orders-1: group sg-x is not in the input

      notice: API Gateway is no longer sold and shuts down in batches from 2026-10-30.

      No findings.
      8 routes: 1 as expected, 6 undetermined, 1 external.
      Not proven: 2 input errors and 6 undetermined routes.
      Not shown: 1 assumption (--verbose lists them).
      "
    `);
  });

  test("an undetermined route that a finding explains is not told twice", () => {
    const routes = [route({ verdict: "undetermined" })];
    const one = finding({
      rule: "cannot-decide",
      verdict: "undetermined",
      routes: [routes[0]!.id],
    });
    expect(renderPretty(report({ complete: false, routes, findings: [one] }))).not.toContain(
      "undetermined: ",
    );
  });

  test.each([
    [
      "all reachable",
      [route(), route({ id: "2" })],
      "No findings: all 2 routes are reachable. Complete: every input was read and\nevery route was decided.\n",
    ],
    [
      "some skipped",
      [route(), route({ id: "2", verdict: "skipped" })],
      "No findings in 2 routes: 1 as expected, 1 skipped. Complete: every input was\nread and every route was decided.\n",
    ],
    [
      "none",
      [],
      "No findings in 0 routes. No gateway and no path is declared, so only the\npolicies themselves were checked. Declare gateways under `gateways:` or\nconnections under `paths:`, in the definitions or in sglint.yaml.\n",
    ],
  ])("a clean run, %s", (_, routes, text) => {
    expect(renderPretty(report({ routes }))).toBe(text);
  });

  test("verbose lists assumptions and how to try each route", () => {
    const directAccess = {
      from: "another CVM of the VPC of lb-orders",
      command:
        "curl --silent --show-error --max-time 5 --output /dev/null http://10.0.0.10:443/orders",
      caution: "sg-edge would refuse this CVM too, so a failure proves nothing.",
    };
    const text = renderPretty(
      report({
        routes: [blockedRoute({ directAccess })],
        assumptions: ["No subnet names a network ACL, so none filters."],
      }),
      { verbose: true },
    );
    expect(text).toMatchInlineSnapshot(`
      "route: api-orders -> ins-orders-1:8080 is partial
        = hops: api-orders -> lb-orders:443 ok -> ins-orders-1:8080 PARTLY BLOCKED
        = try from: another CVM of the VPC of lb-orders
           curl --silent --show-error --max-time 5 --output /dev/null http://10.0.0.10:443/orders
        = caution: sg-edge would refuse this CVM too, so a failure proves nothing.

      assumed: No subnet names a network ACL, so none filters.

      No findings in 1 route: 1 partial. Complete: every input was read and every
      route was decided.
      "
    `);
  });

  test("quiet prints findings and complaints, or nothing", () => {
    expect(renderPretty(report({ routes: [route()], notices: [news("x")] }), { quiet: true })).toBe(
      "",
    );
  });
});

test("nothing from any input reaches the terminal as a control", () => {
  const evil = "\u001b[2J\u009b1m\u202e\u2028\r\n\u0007";
  const source = sourceOf(`f${evil}`, `a${evil.replace("\n", "")}b: 1\n`);
  const place = at(source, "b: 1");
  const hops = [hop({ resource: evil, note: evil, verdict: "blocked", groups: [evil] })];
  const routes = [
    route({
      id: "r",
      api: evil,
      hops,
      verdict: "blocked",
      directAccess: { from: evil, command: evil, caution: evil },
    }),
    route({ id: "e", api: evil, verdict: "external", reason: evil }),
  ];
  const text = renderPretty(
    report({
      complete: false,
      routes,
      findings: [
        backendFinding({
          rule: evil,
          message: evil,
          mark: { place, label: evil },
          related: [{ place, label: evil }],
          routes: ["r"],
          decidedBy: { list: groupRef(evil), policy: 0, action: "DROP" },
          witness: { source: evil, protocol: evil, port: 1 },
          notes: [{ label: evil, text: evil }],
          fix: fix({
            title: evil,
            list: groupRef(evil),
            cautions: [evil],
            policies: [
              { action: "ACCEPT", peer: { kind: "address-template", id: evil }, service: [0, 1] },
            ],
            effect: {
              admits: [{ sources: [evil], protocol: evil, ports: [evil] }],
              targets: [evil],
              allTargets: true,
            },
          }),
        }),
        finding({ help: evil }),
      ],
      complaints: [
        { message: evil, place, file: null },
        { message: evil, place: null, file: evil },
      ],
      assumptions: [evil],
      notices: [news(evil)],
    }),
    { verbose: true },
  );
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e\u2028]/u);
  expect(text.split("\n").filter((line) => line.startsWith("1m"))).toEqual([]);
  expect(text).toContain("\\u{1b}[2J\\u{9b}1m\\u{202e}\\u{2028}\\u{d}\\u{a}\\u{7}");
});

test("what was read as what is told on request, by its kind and never by its words", () => {
  const notices = [news("read me.tf:3: this value is odd"), wasRead("definitions: sg.yaml")];
  expect(renderPretty(report({ notices }))).toContain("notice: read me.tf:3: this value is odd");
  expect(renderPretty(report({ notices }))).not.toContain("sg.yaml");
  expect(renderPretty(report({ notices }), { verbose: true })).toContain("definitions: sg.yaml");
});

test("prose keeps to the width; only headlines, policies to paste and commands may be wider", () => {
  const findings = [backendFinding({ fix: fix({ cautions: ["word ".repeat(40)] }), help: null })];
  const routes = [blockedRoute()];
  const notices = [news("安全组策略 ".repeat(30))];
  const text = renderPretty(report({ findings, routes, notices }), { width: 60, verbose: true });
  const wide = text.split("\n").filter((line) => displayWidth(line) > 60);
  expect(wide.filter((line) => !/^error\[|^ +\+ - \{/.test(line))).toEqual([]);
});
