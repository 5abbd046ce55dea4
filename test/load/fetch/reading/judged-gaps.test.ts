// Each call of a fetch taken out of a whole account: what hung on it is undetermined and names the permission, what did
// not is judged as before, and nothing that was blocked becomes reachable.
import { describe, expect, test } from "vitest";
import { some } from "../../../depth.ts";
import type { LiveCall } from "../../../../src/load/vendor/call.ts";
import { LIVE_CALLS, permission, REGION_CALLS } from "../../../../src/load/vendor/calls.ts";
import type { SnapshotEntry } from "../../../../src/load/fetch/snapshot/entry.ts";
import type { Report } from "../../../../src/model/finding.ts";
import { account, check, GROUPS, verdicts, type CallCount } from "./judged-account.ts";

const CLB = ["api-l4", "api-l7", "api-pass", "api-open"];
const PLAIN = ["api-pass", "api-open", "api-public", "api-cvm", "api-up", "api-eni", "api-ms"];
const PODS = ["api-pods", "nodes"];
const PATHS = ["friends", "kong", "mesh", "loose", "v6", "nodes"];
const APIS = ["api-l4", "api-l7", ...PLAIN, "api-pods", "api-ded"];

/** What hangs on a call. `gone`: nothing tells that these exist, so they have no route at all. */
const DEPENDENTS: Readonly<Record<string, readonly string[] | "gone">> = {
  // The groups that are bound somewhere are read one by one.
  "vpc:DescribeSecurityGroups": [],
  "vpc:DescribeSecurityGroupPolicies": [...APIS, ...PATHS],
  "vpc:DescribeAddressTemplates": ["api-l4", "api-l7"],
  "vpc:DescribeAddressTemplateGroups": ["api-l7"],
  "vpc:DescribeServiceTemplates": ["api-cvm", "api-up"],
  "vpc:DescribeServiceTemplateGroups": ["api-up"],
  "vpc:DescribeSecurityGroupLimits": [],
  "vpc:DescribeNetworkInterfaces": ["api-eni", "kong", "mesh", "loose"],
  // The network ACLs tell their own subnets.
  "vpc:DescribeSubnets": [...PLAIN, "api-pods", "api-ded", ...PATHS],
  "vpc:DescribeNetworkAcls": ["api-l4", "api-l7"],
  "vpc:DescribeNetworkAclQuintupleEntries": ["api-l7"],
  // The interfaces tell all of it.
  "cvm:DescribeInstances": [],
  "clb:DescribeLoadBalancers": [...CLB, "v6"],
  // Targets tell ports and protocols, but not that a listener forwards to a target group.
  "clb:DescribeListeners": ["api-l7"],
  "clb:DescribeTargets": ["api-l4", "api-pass", "api-open", "v6"],
  "clb:DescribeTargetGroups": ["api-l7"],
  "clb:DescribeTargetGroupInstances": ["api-l7"],
  "apigw:DescribeServicesStatus": "gone",
  "apigw:DescribeApisStatus": "gone",
  "apigw:DescribeApi": APIS,
  "apigw:DescribeUpstreams": ["api-up", "api-eni"],
  "apigw:DescribeExclusiveInstanceDetail": ["api-ded"],
  "tke:DescribeClusters": PODS,
  "tke:DescribeClusterInstances": PODS,
  "tsf:DescribeSimpleNamespaces": ["api-ms", "api-pods"],
  "tsf:DescribeMicroservices": ["api-ms", "api-pods"],
  "tsf:DescribeMicroservice": ["api-ms", "api-pods"],
  "tse:DescribeCloudNativeAPIGateways": ["mesh"],
  "tse:DescribeCloudNativeAPIGatewayNodes": ["mesh"],
};

/** Calls that ask about the elements of another, and about theirs. */
function below({ action }: LiveCall): string[] {
  const own = REGION_CALLS.filter(({ each }) => each?.of === action);
  return own.flatMap((call) => [call.action, ...below(call)]);
}

type How = "denied" | "pending" | "withdrawn";

const ERRORS = {
  denied: { Kind: "denied", Code: "UnauthorizedOperation", Message: "no" },
  withdrawn: { Kind: "withdrawn", Code: "ActionOffline", Message: "no" },
} as const;

/** The account as a fetch leaves it to which one call was not answered, or never asked. */
function without(answers: readonly SnapshotEntry[], call: LiveCall, how: How): Report {
  const unasked = new Set(call.action === "DescribeSecurityGroups" ? [] : below(call));
  const kept = answers.flatMap((entry): SnapshotEntry[] => {
    if (unasked.has(entry.Action)) return [];
    if (entry.Action !== call.action) return [entry];
    if (how === "pending") return [];
    const { Response: _, ...head } = entry;
    return [{ ...head, Error: ERRORS[how] }];
  });
  const asked = answers.filter((entry) => entry.Action === call.action).length;
  const none = { asked, answered: 0, withdrawn: 0, failed: 0 };
  const count: CallCount = {
    region: "ap-guangzhou",
    call: permission(call),
    ...none,
    pending: asked,
  };
  return check(kept, how === "pending" ? [count] : []);
}

/** Where there is no CLB at all, a public address that nobody has is none of the account. */
function isElsewhere({ action }: LiveCall, how: How, route: string): boolean {
  return how === "withdrawn" && action === "DescribeLoadBalancers" && route === "api-open";
}

/** Everything that is said of a route. */
function said({ findings, routes }: Report, id: string): string {
  const own = findings.filter((finding) => finding.routes.includes(id));
  const route = routes.find((one) => one.id === id);
  return [route?.reason ?? "", ...own.map(({ message, help }) => `${message} ${help}`)].join("\n");
}

const OPEN = verdicts(check(account()));
const SHUT = [...GROUPS, "acl-triple", "acl-quint"];
const CLOSED = verdicts(check(account(SHUT)));

test("every route of the whole account is certain", () => {
  expect(new Set(Object.values(OPEN))).toEqual(new Set(["reachable", "reachable reachable"]));
  expect(new Set(Object.values(CLOSED))).toEqual(new Set(["blocked", "blocked blocked"]));
  expect(Object.keys(OPEN).toSorted()).toEqual([...APIS, ...PATHS].toSorted());
});

test("every call of a region is in the table, and every one has an answer to take away", () => {
  expect(Object.keys(DEPENDENTS).toSorted()).toEqual(REGION_CALLS.map(permission).toSorted());
  const asked = new Set(account().map(({ Action }) => Action));
  const all = LIVE_CALLS.filter(({ global }) => !global).map(({ action }) => action);
  expect(all.filter((action) => !asked.has(action))).toEqual([]);
});

const rows = REGION_CALLS.map((call): [string, LiveCall] => [permission(call), call]);

describe.each(["denied", "pending", "withdrawn"] as const)("%s", (how) => {
  test.each(rows)("%s", (name, call) => {
    const report = without(account(), call, how);
    const dependents = DEPENDENTS[name]!;
    const found = verdicts(report);
    const expected = Object.entries(OPEN).filter(
      ([route]) => dependents !== "gone" || !APIS.includes(route),
    );
    for (const [route, verdict] of expected)
      expect([route, found[route]]).toEqual([
        route,
        isElsewhere(call, how, route)
          ? "external"
          : dependents.includes(route)
            ? expect.stringMatching(/^undetermined/)
            : verdict,
      ]);
    if (dependents === "gone") expect(Object.keys(found)).not.toContain("api-l4");
    if (how !== "withdrawn") expect(report.complete).toBe(false);
    // A path names its target by hand, so that nothing tells which call would have listed it.
    for (const { id, verdict, path } of report.routes)
      if (verdict === "undetermined" && path === null) expect(said(report, id)).toContain(name);
  });

  test.each(some(rows, 3))("%s: what is blocked does not become reachable", (_, call) => {
    const found = verdicts(without(account(SHUT), call, how));
    for (const [route, verdict] of Object.entries(found))
      expect([route, verdict]).toEqual([
        route,
        isElsewhere(call, how, route)
          ? "external"
          : expect.stringMatching(/^(blocked|undetermined)/),
      ]);
  });
});

test("a refused list of services leaves no route, and says so", () => {
  const report = without(
    account(),
    REGION_CALLS.find((c) => c.action === "DescribeServicesStatus")!,
    "denied",
  );
  const messages = report.complaints.map(({ message }) => message);
  expect(messages.join("\n")).toContain("apigw:DescribeServicesStatus is not permitted");
});

test("an address that two regions name may be somebody's in each of them", () => {
  const inner = account().filter(({ Service }) => Service === "apigateway");
  const abroad = JSON.parse(
    JSON.stringify(inner).replaceAll(/"(service|api|upstream|instance)-/g, '"$1-far-'),
  ) as SnapshotEntry[];
  const all = [...account(), ...abroad.map((entry) => ({ ...entry, Region: "ap-shanghai" }))];
  const call = REGION_CALLS.find(({ action }) => action === "DescribeNetworkInterfaces")!;
  const far: SnapshotEntry = {
    Region: "ap-shanghai",
    Service: call.service,
    Action: call.action,
    Error: ERRORS.denied,
  };
  const report = without([...all, far], call, "denied");
  expect(verdicts(report)["api-eni"]).toBe("undetermined");
  expect(report.complaints.map(({ message }) => message).join("\n")).not.toContain(
    "already defined",
  );
});
