// Every kind of resource that a fetch reads, in an account where the group or network ACL of exactly that resource
// blocks: the verdict says so, and the finding names it. All other routes stay as they are.
import { describe, expect, test } from "vitest";
import type { SnapshotEntry } from "../../../../src/load/fetch/snapshot/entry.ts";
import type { Finding, Report } from "../../../../src/model/finding.ts";
import { account, check, GROUPS, verdicts } from "./judged-account.ts";

const OPEN = verdicts(check(account()));

function findingsFor({ findings, routes }: Report, name: string): Finding[] {
  const own = routes.filter(({ api, path }) => (api ?? path) === name);
  const ids = new Set(own.map(({ id }) => id));
  return findings.filter((finding) => finding.routes.some((id) => ids.has(id)));
}

describe("the one that is shut is named", () => {
  const rows: readonly [what: string, shut: string, rule: string, routes: readonly string[]][] = [
    ["a CLB's own group", "sg-lb", "clb-admits-gateway", ["api-l4", "api-l7", "v6"]],
    ["a CVM behind layer 4", "sg-l4", "clb-backend-admits-gateway", ["api-l4"]],
    ["a member of a target group", "sg-l7", "clb-backend-admits-gateway", ["api-l7"]],
    ["a CLB that passes to its targets", "sg-pass", "clb-admits-gateway", ["api-pass"]],
    ["a public CLB", "sg-front", "public-backend-admits-gateway-vips", ["api-open"]],
    ["a CVM behind it", "sg-behind", "public-backend-admits-gateway-vips", ["api-open"]],
    ["a CVM with an EIP", "sg-public", "public-backend-admits-gateway-vips", ["api-public"]],
    ["a CVM in a VPC", "sg-cvm", "clb-backend-admits-gateway", ["api-cvm"]],
    ["a CVM of an upstream", "sg-upstream", "shared-upstream-admits-clients", ["api-up"]],
    ["a secondary interface", "sg-eni", "shared-upstream-admits-clients", ["api-eni"]],
    ["a microservice on a CVM", "sg-ms", "cvm-microservice-admits-clients", ["api-ms"]],
    [
      "every node of a cluster",
      "sg-node",
      "container-microservice-admits-clients",
      ["api-pods", "nodes"],
    ],
    ["behind a dedicated instance", "sg-ded", "public-backend-admits-gateway-vips", ["api-ded"]],
    ["over IPv6", "sg-v6", "path-as-expected", ["v6"]],
    ["a group as source", "sg-friends", "path-as-expected", ["friends", "kong", "mesh"]],
    ["a node of a cloud-native gateway", "sg-member", "path-as-expected", ["loose"]],
    ["a TRIPLE network ACL", "acl-triple", "subnet-acl-admits-route", ["api-l4"]],
    ["a QUINTUPLE network ACL", "acl-quint", "subnet-acl-admits-route", ["api-l7"]],
  ];

  test("every group of the account is in the table", () => {
    expect(
      rows
        .map(([, shut]) => shut)
        .filter((id) => id.startsWith("sg-"))
        .toSorted(),
    ).toEqual(GROUPS.toSorted());
  });

  test.each(rows)("%s: %s", (_, shut, rule, routes) => {
    const report = check(account([shut]));
    const found = verdicts(report);
    for (const [name, verdict] of Object.entries(OPEN))
      expect([name, found[name]]).toEqual([
        name,
        routes.includes(name) ? verdict.replaceAll("reachable", "blocked") : verdict,
      ]);
    for (const name of routes) {
      const named = findingsFor(report, name).filter(
        ({ list, message, severity }) =>
          severity === "error" && (list?.id ?? message).includes(shut),
      );
      expect([name, named.length]).toEqual([name, 1]);
    }
    expect(report.findings.map((finding) => finding.rule)).toContain(rule);
  });
});

/** The account with the elements of one list changed. */
function changed(
  action: string,
  change: (element: Record<string, unknown>) => Record<string, unknown>,
  answers: readonly SnapshotEntry[] = account(),
): SnapshotEntry[] {
  return answers.map((entry) => {
    if (entry.Action !== action) return entry;
    return JSON.parse(JSON.stringify(entry), (_, value: unknown) =>
      Array.isArray(value)
        ? value.map((one: unknown) =>
            typeof one === "object" && one !== null ? change(one as Record<string, unknown>) : one,
          )
        : value,
    ) as SnapshotEntry;
  });
}

const withId = (key: string, id: string, extra: object) => (one: Record<string, unknown>) =>
  one[key] === id ? { ...one, ...extra } : one;

function after(answers: readonly SnapshotEntry[], name: string): { verdict: string; said: string } {
  const report = check(answers);
  const said = [
    ...findingsFor(report, name).map(({ message, help }) => `${message} ${help}`),
    ...report.routes.map(({ reason }) => reason ?? ""),
  ].join("\n");
  return { verdict: verdicts(report)[name]!, said };
}

describe("nodes of a cluster", () => {
  test("one in another group is told apart", () => {
    const answers = ["DescribeInstances", "DescribeNetworkInterfaces"].reduce(
      (all, action) =>
        changed(
          action,
          (one) =>
            one.InstanceId === "ins-node2" || one.NetworkInterfaceId === "eni-of-ins-node2"
              ? { ...one, SecurityGroupIds: ["sg-shut"], GroupSet: ["sg-shut"] }
              : one,
          all,
        ),
      account() as SnapshotEntry[],
    );
    const report = check(answers);
    expect(verdicts(report)["api-pods"]).toBe("reachable blocked");
    expect(findingsFor(report, "api-pods").map(({ rule }) => rule)).toContain(
      "cluster-nodes-share-groups",
    );
  });

  test("a native node, which is no CVM, cannot be judged", () => {
    const answers = changed(
      "DescribeClusterInstances",
      withId("InstanceId", "ins-node2", { InstanceId: "np-1ade4uid-0a2dc" }),
    );
    const { verdict, said } = after(answers, "api-pods");
    expect(verdict).toBe("reachable undetermined");
    expect(said).toContain("np-1ade4uid-0a2dc");
  });

  test("a cluster that TKE does not list cannot be judged", () => {
    const { verdict, said } = after(
      changed(
        "DescribeMicroservice",
        withId("ClusterId", "cls-shop0000", { ClusterId: "cls-else" }),
      ),
      "api-pods",
    );
    expect(verdict).toBe("undetermined");
    expect(said).toContain("cls-else, whose nodes no saved answer lists");
  });
});

describe("a target group", () => {
  const group = (extra: object) =>
    changed("DescribeTargetGroups", withId("TargetGroupId", "lbtg-l7", extra));

  test.each([
    ["v2", { TargetGroupType: "v2", Protocol: "HTTP", KeepaliveEnable: false, SnatEnable: false }],
    ["v1", { TargetGroupType: "v1", SnatEnable: null }],
  ])("%s is judged at its members", (_, extra) => {
    expect(after(group(extra), "api-l7").verdict).toBe("reachable");
  });

  test.each([
    ["SNAT, by which address nothing tells", { SnatEnable: true }, ["10.0.0.0/16"], "undetermined"],
    ["SNAT, admitted", { SnatEnable: true }, ["0.0.0.0/1", "128.0.0.0/1"], "reachable"],
    ["keep-alive, out of reach", { KeepaliveEnable: true }, ["9.0.0.0/8"], "blocked"],
    ["keep-alive, admitted", { KeepaliveEnable: true }, ["100.127.0.0/16"], "reachable"],
  ])("with %s: its members see other sources than callers", (_, extra, AddressSet, verdict) => {
    const settings = { TargetGroupType: "v2", Protocol: "HTTP", KeepaliveEnable: false };
    const answers = changed(
      "DescribeAddressTemplates",
      withId("AddressTemplateId", "ipm-all00000", { AddressSet }),
      group({ ...settings, ...extra }),
    );
    expect(after(answers, "api-l7").verdict).toBe(verdict);
  });

  test("of the new kind that does not tell its settings cannot be judged", () => {
    const answers = changed(
      "DescribeAddressTemplates",
      withId("AddressTemplateId", "ipm-all00000", { AddressSet: ["10.0.0.0/16"] }),
      group({ TargetGroupType: "v2", SnatEnable: null }),
    );
    const { verdict, said } = after(answers, "api-l7");
    expect(verdict).toBe("undetermined");
    expect(said).toContain("SNAT setting of lbtg-l7");
  });
});

describe("a cloud-native gateway as source", () => {
  test("stands for each of its nodes", () => {
    const answers = account().map((entry) =>
      entry.Action === "DescribeCloudNativeAPIGatewayNodes"
        ? {
            ...entry,
            Response: { Result: { NodeList: [{ NodeIp: "10.0.3.50" }, { NodeIp: "10.0.3.51" }] } },
          }
        : entry,
    );
    const report = check(answers);
    expect(verdicts(report)["mesh"]).toBe("partial");
    const [finding] = findingsFor(report, "mesh");
    expect(finding?.blocked.flatMap(({ sources }) => sources)).toEqual(["10.0.3.51"]);
  });

  test("whose nodes have no address that is told cannot be judged", () => {
    const { verdict, said } = after(
      changed("DescribeCloudNativeAPIGatewayNodes", withId("NodeId", "n-1", { NodeIp: null })),
      "mesh",
    );
    expect(verdict).toBe("undetermined");
    expect(said).toContain("nodes of gateway-kong");
  });

  test("does not make a gateway whose APIs are judged", () => {
    const answers = account().filter(({ Service }) => Service !== "apigateway");
    const texts = check(answers).notices.map(({ text }) => text);
    expect(texts.join("\n")).toContain("no gateway was read");
  });
});

describe("a CLB that passes to its targets", () => {
  test("does not reach a target of another VPC past its group", () => {
    const { verdict } = after(
      changed("DescribeSubnets", withId("SubnetId", "subnet-plain", { VpcId: "vpc-other" })),
      "api-pass",
    );
    expect(verdict).toBe("blocked");
  });

  test("counts for nothing where the setting is not told", () => {
    const { verdict, said } = after(
      changed(
        "DescribeLoadBalancers",
        withId("LoadBalancerId", "lb-pass", { LoadBalancerPassToTarget: null }),
      ),
      "api-pass",
    );
    expect(verdict).toBe("undetermined");
    expect(said).toContain("pass-to-target setting of lb-pass");
  });
});

describe("a reference out of the region or account", () => {
  /** The CVM behind the public CLB, with its group and subnet, in another region. */
  function abroad(shut: readonly string[]): SnapshotEntry[] {
    const isAbroad = (one: unknown): boolean => /(ins|sg)-behind/.test(JSON.stringify(one));
    const lists = ["InstanceSet", "NetworkInterfaceSet", "SecurityGroupSet"];
    return account(shut).flatMap((entry) => {
      const key = lists.find((name) => name in (entry.Response ?? {}));
      if (key === undefined) {
        if (entry.SecurityGroupId === "sg-behind") return [{ ...entry, Region: "ap-shanghai" }];
        if (entry.Action !== "DescribeSubnets") return [entry];
        return [entry, JSON.parse(JSON.stringify(entry).replaceAll("subnet-", "far-"))].map(
          (one: SnapshotEntry, i) => (i === 0 ? one : { ...one, Region: "ap-shanghai" }),
        );
      }
      const all = entry.Response![key] as readonly unknown[];
      const part = (Region: string, kept: readonly unknown[]): SnapshotEntry => ({
        ...entry,
        Region,
        Response: { TotalCount: kept.length, [key]: kept },
      });
      const far = part("ap-shanghai", all.filter(isAbroad));
      return [
        part(
          entry.Region,
          all.filter((one) => !isAbroad(one)),
        ),
        JSON.parse(JSON.stringify(far).replaceAll("subnet-plain", "far-plain")) as SnapshotEntry,
      ];
    });
  }

  test.each([
    [[], "reachable"],
    [["sg-behind"], "blocked"],
  ])("a target in another region that was read: %j", (shut, verdict) => {
    expect(after(abroad(shut), "api-open").verdict).toBe(verdict);
  });

  test("a target in a region that was not read", () => {
    const answers = abroad([]).filter(({ Region }) => Region === "ap-guangzhou");
    const { verdict, said } = after(answers, "api-open");
    expect(verdict).toBe("undetermined");
    expect(said).toContain("instance ins-behind is not in the input");
  });

  test("a target by address alone, of another network", () => {
    const answers = changed(
      "DescribeTargets",
      withId("InstanceId", "ins-l4", { Type: "CCN", PrivateIpAddresses: ["172.20.0.9"] }),
    );
    const { verdict, said } = after(answers, "api-l4");
    expect(verdict).toBe("undetermined");
    expect(said).toContain("172.20.0.9");
  });

  test("a group of another account as source", () => {
    const answers = changed("DescribeSecurityGroupPolicies", (one) =>
      one.SecurityGroupId === "sg-member" ? { ...one, SecurityGroupId: "sg-alien000" } : one,
    );
    const { verdict, said } = after(answers, "friends");
    expect(verdict).toBe("undetermined");
    expect(said).toContain("sg-alien000");
  });

  test("a group of another account on a target", () => {
    const answers = ["DescribeInstances", "DescribeNetworkInterfaces"].reduce(
      (all, action) =>
        changed(
          action,
          (one) =>
            JSON.stringify([one.SecurityGroupIds, one.GroupSet]).includes("sg-cvm")
              ? { ...one, SecurityGroupIds: ["sg-alien000"], GroupSet: ["sg-alien000"] }
              : one,
          all,
        ),
      account() as SnapshotEntry[],
    );
    const { verdict, said } = after(answers, "api-cvm");
    expect(verdict).toBe("undetermined");
    expect(said).toContain("sg-alien000");
  });
});

describe("a list that never fitted together", () => {
  const cut = (action: string): SnapshotEntry[] =>
    account().map((entry) =>
      entry.Action === action ? { ...entry, Incomplete: "lists 1 of 2" } : entry,
    );

  test.each([
    ["DescribeTargetGroupInstances", "api-l7"],
    ["DescribeNetworkAclQuintupleEntries", "api-l7"],
    ["DescribeClusterInstances", "api-pods"],
    ["DescribeMicroservice", "api-ms"],
  ])("%s leaves %s undetermined", (action, name) => {
    expect(after(cut(action), name).verdict).toBe("undetermined");
  });

  test("a public address that it does not list is not external for that", () => {
    const answers = cut("DescribeLoadBalancers").map((entry) =>
      entry.Action === "DescribeLoadBalancers"
        ? (JSON.parse(
            JSON.stringify(entry).replace("198.51.100.80", "198.51.100.81"),
          ) as SnapshotEntry)
        : entry,
    );
    const { verdict, said } = after(answers, "api-open");
    expect(verdict).toBe("undetermined");
    expect(said).toContain("clb:DescribeLoadBalancers lists 1 of 2");
  });
});
