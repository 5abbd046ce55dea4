// What is offered, by hand: one small cloud for each decision that a fix takes.
import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS, lint } from "../../src/lint.ts";
import { loadDefinitions } from "../../src/load/definitions/index.ts";
import { parseDocument } from "../../src/load/text/document.ts";
import { mergeDrafts } from "../../src/load/merge/merge.ts";
import { isComplaints } from "../../src/load/text/parsed.ts";
import { builtInPacks } from "../../src/load/own/ranges.ts";
import type { Change, Finding, Report, FixPolicy } from "../../src/model/finding.ts";
import { builtInRules } from "../../src/rule/index.ts";
import { policyFields } from "../../src/model/policy-text.ts";

function reportOf(text: string, policyLimit: number | null = null): Report {
  const document = parseDocument("sg.yaml", `version: 1\nregion: ap-guangzhou\n${text}`);
  if (isComplaints(document)) throw new Error(document[0]!.message);
  const inventory = mergeDrafts([loadDefinitions(document)]);
  expect(inventory.complaints.map(({ message }) => message)).toEqual([]);
  const groups = new Map([...inventory.groups].map(([id, one]) => [id, { ...one, policyLimit }]));
  return lint({ ...inventory, groups }, builtInRules(), builtInPacks(), DEFAULT_SETTINGS);
}

/** One path to ins-a:8080 and the groups of its list; `more` is added as it stands. */
function path(
  from: string,
  groups: string,
  more = "instances: [{ id: ins-a, securityGroups: [sg-a] }]",
) {
  return `paths: [{ name: wanted, from: ${from}, to: "ins-a:8080" }]\n${more}\nsecurityGroups:\n${groups}`;
}

function refused(text: string, policyLimit: number | null = null): Finding[] {
  return reportOf(text, policyLimit).findings.filter(({ rule }) => rule === "path-as-expected");
}

function only(text: string, policyLimit: number | null = null): Finding {
  const [finding, ...others] = refused(text, policyLimit);
  expect(others).toEqual([]);
  return finding!;
}

/** `sg-a +2 ACCEPT 10.0.0.0/8 TCP 8080`, `sg-a -3` */
function steps(finding: Finding): string[] {
  return (finding.fix?.changes ?? []).map(step);
}

const sourceText = (one: FixPolicy) => policyFields(one).source;

function step(change: Change): string {
  const list = change.list.id + (change.direction === "egress" ? " egress" : "");
  if (change.kind === "remove") return `${list} -${change.index}`;
  if (change.kind === "source") return `${list} ${change.index} = ${change.source.text}`;
  const texts = change.policies
    .map(policyFields)
    .map(({ action, source, protocol, port }) => `${action} ${source} ${protocol} ${port}`);
  return `${list} +${change.before} ${texts.join(", ")}`;
}

const accept = (source: string, port = "8080") =>
  `      - { action: ACCEPT, source: "${source}", protocol: TCP, port: "${port}" }`;
const drop = (source: string) => `      - { action: DROP, source: "${source}" }`;
const group = (id: string, ...policies: string[]) =>
  [`  - id: ${id}`, `    ingress:${policies.length === 0 ? " []" : ""}`, ...policies].join("\n");

describe("where", () => {
  test("each of several blockers has a fix of its own, before itself", () => {
    const found = refused(
      path("10.0.0.0/8", group("sg-a", drop("10.1.0.0/16"), drop("10.0.0.0/9"))),
    );
    expect(found.map(steps).toSorted()).toEqual([
      ["sg-a +0 ACCEPT 10.1.0.0/16 TCP 8080"],
      ["sg-a +1 ACCEPT 10.0.0.0/9 TCP 8080"],
      ["sg-a +2 ACCEPT 10.128.0.0/9 TCP 8080"],
    ]);
    expect(found.filter(({ fix }) => fix!.overridesDrop)).toHaveLength(2);
  });

  const TWO = `instances:
  - { id: ins-a, securityGroups: [sg-own, sg-shared] }
  - { id: ins-b, securityGroups: [sg-shared] }`;

  test("the earlier group, where the blocker's own would open another machine", () => {
    const { fix } = only(path("10.0.0.0/8", `${group("sg-own")}\n${group("sg-shared")}`, TWO));
    expect(fix!.changes.map(step)).toEqual(["sg-own +0 ACCEPT 10.0.0.0/8 TCP 8080"]);
    expect(fix!.effect.targets).toEqual(["ins-a"]);
    expect(fix!.cautions).toContain(
      "sg-own is edited rather than sg-shared, where it would also open ins-b.",
    );
  });

  test("the blocker's own group, where the other machine admits it anyway", () => {
    const more = `instances:
  - { id: ins-a, securityGroups: [sg-own, sg-shared] }
  - { id: ins-b, securityGroups: [sg-shared, sg-open] }`;
    const groups = [group("sg-own"), group("sg-shared"), group("sg-open", accept("0.0.0.0/0"))];
    const { fix } = only(path("10.0.0.0/8", groups.join("\n"), more));
    expect(fix!.changes.map(step)).toEqual(["sg-shared +0 ACCEPT 10.0.0.0/8 TCP 8080"]);
    expect(fix!.cautions).toEqual([]);
  });

  test("never a group behind the one that drops", () => {
    const groups = `${group("sg-own", drop("0.0.0.0/0"))}\n${group("sg-shared", accept("10.0.0.0/8"))}`;
    expect(steps(only(path("10.0.0.0/8", groups, TWO)))).toEqual([
      "sg-own +0 ACCEPT 10.0.0.0/8 TCP 8080",
    ]);
  });

  test("the CLB's own group on the listener's port", () => {
    const found = refused(`
loadBalancers: [{ id: lb-a, vpc: vpc-a, securityGroups: [sg-edge], listeners: [{ port: 443, protocol: TCP, targets: [{ instance: ins-a, port: 8080 }] }] }]
instances: [{ id: ins-a, securityGroups: [sg-a] }]
paths: [{ name: wanted, from: 203.0.113.0/24, to: "lb-a:443" }]
securityGroups:
${group("sg-edge")}
${group("sg-a", accept("203.0.113.0/24"))}`);
    expect(found.map(steps)).toEqual([["sg-edge +0 ACCEPT 203.0.113.0/24 TCP 443"]]);
    expect(found[0]!.fix!.effect.targets).toEqual(["lb-a"]);
  });
});

describe("what", () => {
  test("IPv6", () => {
    const { fix } = only(path('"2001:db8::/32"', group("sg-a", drop("::/0"))));
    expect(fix!.changes.map(step)).toEqual(["sg-a +0 ACCEPT 2001:db8::/32 TCP 8080"]);
    expect(fix!.overridesDrop).toBe(false);
  });

  test("a policy that stands too far down is moved", () => {
    const { fix } = only(
      path("10.0.0.0/8", group("sg-a", drop("0.0.0.0/0"), accept("10.0.0.0/8"))),
    );
    expect(fix!.title).toBe("move policy 1 of sg-a up, before policy 0 (the first)");
    expect(fix!.changes.map(step)).toEqual(["sg-a +0 ACCEPT 10.0.0.0/8 TCP 8080", "sg-a -1"]);
    expect(fix!.policies).toHaveLength(1);
  });

  test("but not one that would open more", () => {
    const wide = accept("10.0.0.0/8", "8000-9000");
    expect(steps(only(path("10.0.0.0/8", group("sg-a", drop("0.0.0.0/0"), wide))))).toEqual([
      "sg-a +0 ACCEPT 10.0.0.0/8 TCP 8080",
    ]);
  });

  test("one of several policies stands too far down", () => {
    const gateway =
      "gateways: [{ id: gw, product: api-gateway, instance: shared, clients: [10.0.0.0/8, 11.0.0.0/8], apis: [{ id: api-a, backend: { type: upstream, targets: [{ instance: ins-a, port: 8080 }] } }] }]";
    const { findings } = reportOf(`${gateway}
instances: [{ id: ins-a, securityGroups: [sg-a] }]
securityGroups:\n${group("sg-a", drop("0.0.0.0/0"), accept("11.0.0.0/8"))}`);
    const finding = findings.find(({ rule }) => rule === "shared-upstream-admits-clients")!;
    expect(steps(finding)).toEqual([
      "sg-a +0 ACCEPT 10.0.0.0/8 TCP 8080, ACCEPT 11.0.0.0/8 TCP 8080",
      "sg-a -1",
    ]);
    expect(finding.fix!.title).toBe(
      "accept the 2 missing ranges before policy 0 (the first) of sg-a",
    );
    expect(finding.fix!.cautions).toContain(
      "Policy 1 of sg-a says the same too far down to have effect: the fix moves it up.",
    );
  });

  test("a DROP that decides nothing any more goes too", () => {
    const narrow = `      - { action: DROP, source: 10.1.0.0/16, protocol: TCP, port: "8080" }`;
    const { fix } = only(path("10.0.0.0/8", group("sg-a", narrow, accept("10.0.0.0/8"))));
    expect(fix!.changes.map(step)).toEqual(["sg-a +0 ACCEPT 10.1.0.0/16 TCP 8080", "sg-a -0"]);
    expect(fix!.overridesDrop).toBe(true);
    expect(fix!.cautions).toContain(
      "Policy 0 (the first) of sg-a (DROP) would decide nothing any more: the fix removes it.",
    );
  });

  test("ragged gaps are not left for the default to refuse", () => {
    const template = "addressTemplates: [{ id: ipm-q, addresses: [10.0.0.5, 10.200.0.5] }]\n";
    const groups = group("sg-a", drop("ipm-q"), accept("10.0.0.0/9"));
    const found = refused(template + path("10.0.0.0/8", groups));
    expect(found.map(steps).toSorted()).toEqual([
      ["sg-a +0 ACCEPT 10.0.0.0/8 TCP 8080", "sg-a -1"],
      ["sg-a +2 ACCEPT 10.0.0.0/8 TCP 8080"],
    ]);
    const { fix } = found.find(({ decidedBy }) => "policy" in decidedBy!)!;
    expect(fix!.cautions).toContain("It also admits what the default refuses in these ranges.");
  });

  test("0.0.0.0/n is never written: it would be every address", () => {
    const { fix } = only(path("0.0.0.0/30", group("sg-a")));
    expect(fix!.policies.map(sourceText)).toEqual(["0.0.0.0", "0.0.0.1", "0.0.0.2/31"]);
  });
});

describe("templates", () => {
  const gateway = (target: string) =>
    `{ id: api-${target}, backend: { type: cvm, targets: [{ instance: ${target}, port: 8080 }] } }`;
  const gateways = (...targets: string[]) =>
    `gateways: [{ id: gw, product: api-gateway, instance: shared, apis: [${targets.map(gateway).join(", ")}] }]`;
  const cloud = (templates: string, groups: string) => `${gateways("ins-a")}
addressTemplates: [${templates}]
instances: [{ id: ins-a, securityGroups: [sg-a] }]
securityGroups:\n${groups}`;
  const fixOf = (text: string) =>
    reportOf(text).findings.find(({ rule }) => rule === "clb-backend-admits-gateway")!.fix!;
  const FIVE = "9.0.0.0/8, 10.0.0.0/8, 11.0.0.0/8, 30.0.0.0/8, 100.64.0.0/10";

  test("one that holds what is missing, and nothing that is not demanded, is accepted", () => {
    const other = "{ id: ipm-wide, addresses: [8.0.0.0/6, 30.0.0.0/8, 100.64.0.0/10] }";
    const fix = fixOf(
      cloud(`${other}, { id: ipm-gw, addresses: [${FIVE}] }`, group("sg-a", accept("9.0.0.0/8"))),
    );
    expect(fix.changes.map(step)).toEqual(["sg-a +1 ACCEPT ipm-gw TCP 8080"]);
    expect(fix.title).toBe("accept address template ipm-gw at the end of sg-a");
    expect(fix.effect.admits[0]!.sources).toHaveLength(4);
  });

  test("a group of templates serves as well", () => {
    const templates =
      "{ id: ipm-one, addresses: [9.0.0.0/8, 10.0.0.0/8, 11.0.0.0/8] }, { id: ipm-two, addresses: [30.0.0.0/8, 100.64.0.0/10] }";
    const more = "addressTemplateGroups: [{ id: ipmg-gw, templates: [ipm-one, ipm-two] }]\n";
    expect(fixOf(more + cloud(templates, group("sg-a"))).policies.map(sourceText)).toEqual([
      "ipmg-gw",
    ]);
  });

  test("none is named for one range", () => {
    const admits = ["9.0.0.0/8", "10.0.0.0/8", "11.0.0.0/8", "30.0.0.0/8"].map((one) =>
      accept(one),
    );
    const fix = fixOf(cloud(`{ id: ipm-gw, addresses: [${FIVE}] }`, group("sg-a", ...admits)));
    expect(fix.policies.map(sourceText)).toEqual(["100.64.0.0/10"]);
  });

  test("the same ranges in two groups: one template is proposed", () => {
    const { notices } = reportOf(`${gateways("ins-a", "ins-b")}
instances: [{ id: ins-a, securityGroups: [sg-a] }, { id: ins-b, securityGroups: [sg-b] }]
securityGroups:\n${group("sg-a", accept("192.0.2.1"))}\n${group("sg-b", drop("0.0.0.0/0"))}`);
    expect(notices.map(({ text }) => text).filter((text) => text.includes("template"))).toEqual([
      "the same 5 sources are missing in sg-a and sg-b: one address template with 9.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 11.0.0.0/8, 30.0.0.0/8 would serve them all, in one policy each",
    ]);
  });
});

describe("quota", () => {
  const hosts = (count: number) => Array.from({ length: count }, (_, i) => accept(`192.0.2.${i}`));

  test("policies that decide nothing make room", () => {
    const full = [...hosts(98), accept("192.0.2.0/28"), accept("192.0.2.3")];
    const { fix } = only(path("10.0.0.0/8", group("sg-a", ...full)));
    expect(fix!.changes.map(step)).toEqual(["sg-a +100 ACCEPT 10.0.0.0/8 TCP 8080", "sg-a -98"]);
    expect(fix!.cautions).toContain(
      "sg-a is full: to make room the fix also removes policy 98, which decides nothing.",
    );
  });

  test("a full group gets no fix, and the finding says why", () => {
    const { fix, help } = only(path("10.0.0.0/8", group("sg-a", ...hosts(100))));
    expect(fix).toBeNull();
    expect(help).toBe(
      "sg-a holds 100 of at most 100 ingress policies and needs one more: first remove or join 1",
    );
  });

  test.each([
    [100, 200, ["sg-a +100 ACCEPT 10.0.0.0/8 TCP 8080"]],
    [150, null, ["sg-a +150 ACCEPT 10.0.0.0/8 TCP 8080"]],
    [150, 150, []],
    [20, 20, []],
  ])("%i policies, and a quota of %o", (count, limit, expected) => {
    const finding = only(path("10.0.0.0/8", group("sg-a", ...hosts(count))), limit);
    expect(steps(finding)).toEqual(expected);
    if (expected.length === 0) expect(finding.help).toContain(`${count} of at most ${limit} `);
  });

  test("another group of the list has room", () => {
    const more = "instances: [{ id: ins-a, securityGroups: [sg-b, sg-a] }]";
    const groups = `${group("sg-a", ...hosts(100))}\n${group("sg-b")}`;
    const { fix } = only(path("10.0.0.0/8", groups, more));
    expect(fix!.changes.map(step)).toEqual(["sg-b +0 ACCEPT 10.0.0.0/8 TCP 8080"]);
    expect(fix!.cautions[0]).toMatch(/^sg-b is edited rather than sg-a: sg-a holds 100 of at most/);
  });
});

describe("proof", () => {
  const SHARED = `instances:
  - { id: ins-a, securityGroups: [sg-a] }
  - { id: ins-b, securityGroups: [sg-a] }
  - { id: ins-c, securityGroups: [sg-guard, sg-a] }`;

  test.each([
    ["instances: [{ id: ins-a, securityGroups: [sg-a] }]", true],
    ["instances: [{ id: ins-a, securityGroups: [sg-a] }, { id: ins-b }]", false],
    ["instances: [{ id: ins-a, securityGroups: [sg-a], enis: [{ id: eni-b }] }]", false],
    ["instances: [{ id: ins-a, securityGroups: [sg-a] }]\nloadBalancers: [{ id: lb-a }]", false],
  ])("who else may carry the group is not passed over: %s", (more, all) => {
    const { fix } = only(path("10.0.0.0/8", group("sg-a"), more));
    expect(fix!.effect).toMatchObject({ targets: ["ins-a"], allTargets: all });
  });

  test("what it admits on every other machine is told", () => {
    const groups = `${group("sg-a")}\n${group("sg-guard", drop("10.0.0.0/9"))}`;
    const { fix } = only(path("10.0.0.0/8", groups, SHARED));
    expect(fix!.effect.targets).toEqual(["ins-a", "ins-b", "ins-c"]);
    expect(fix!.cautions).toEqual([
      "sg-a is also bound to ins-b: the change opens the same traffic there.",
      "sg-a is also bound to ins-c: there the change opens 10.128.0.0/9 -> tcp/8080.",
    ]);
  });

  test("overriding a DROP counts wherever the group is bound", () => {
    const more = `instances:
  - { id: ins-a, securityGroups: [sg-a] }
  - { id: ins-c, securityGroups: [sg-a, sg-late] }`;
    const groups = `${group("sg-a")}\n${group("sg-late", drop("10.0.0.0/9"))}`;
    expect(only(path("10.0.0.0/8", groups, more)).fix!.overridesDrop).toBe(true);
  });

  test("a path that is declared blocked stays blocked: no fix, and why", () => {
    const more = `${SHARED}`;
    const groups = `${group("sg-a")}\n${group("sg-guard")}`;
    const text = path("10.0.0.0/8", groups, more).replace(
      "paths: [",
      'paths: [{ name: closed, from: 10.2.0.0/16, to: "ins-b:8080", expect: blocked }, ',
    );
    const { fix, help } = only(text);
    expect(fix).toBeNull();
    expect(help).toBe(
      'accepting it in sg-a would break something else: path "closed" is declared blocked',
    );
  });

  test("another group that does not break it is taken", () => {
    const more = `instances:
  - { id: ins-a, securityGroups: [sg-own, sg-a] }
  - { id: ins-b, securityGroups: [sg-a] }`;
    const text = path("10.0.0.0/8", `${group("sg-a")}\n${group("sg-own")}`, more).replace(
      "paths: [",
      'paths: [{ name: closed, from: 10.2.0.0/16, to: "ins-b:8080", expect: blocked }, ',
    );
    expect(steps(only(text))).toEqual(["sg-own +0 ACCEPT 10.0.0.0/8 TCP 8080"]);
  });
});

describe("network ACLs", () => {
  const entry = (action: string, peer: string, ports: string) =>
    `{ action: ${action}, ${peer}, protocol: TCP, ${ports} }`;
  const cloud = (
    acl: string,
    paths = "",
  ) => `paths: [{ name: wanted, from: 10.0.0.0/8, to: "ins-a:8080" }${paths}]
subnets: [{ id: subnet-a, vpc: vpc-a, cidr: 172.16.0.0/24, networkAcl: acl-a }]
instances: [{ id: ins-a, privateIps: [172.16.0.5], subnet: subnet-a, securityGroups: [sg-a] }]
networkAcls: [${acl}]
securityGroups:\n${group("sg-a", accept("10.0.0.0/8"))}`;
  const from = (cidr: string) => `sourceCidr: ${cidr}`;
  const to = (cidr: string) => `destinationCidr: ${cidr}`;
  const quintuple = (ingress: string, egress: string) =>
    `{ id: acl-a, type: QUINTUPLE, ingress: [${ingress}], egress: [${egress}] }`;

  test("each direction is mended on its own", () => {
    const found = refused(
      cloud(quintuple(entry("DROP", from("10.1.0.0/16"), "destinationPort: 8080"), "")),
    );
    expect(found.map(steps).toSorted()).toEqual([
      ["acl-a +0 ACCEPT 10.1.0.0/16 TCP 8080"],
      ["acl-a +1 ACCEPT 10.0.0.0/8 TCP 8080"],
      ["acl-a egress +0 ACCEPT 10.0.0.0/8 TCP 1024-65535"],
    ]);
    expect(found.filter(({ fix }) => fix!.overridesDrop)).toHaveLength(1);
  });

  test("TRIPLE entries are told in words", () => {
    const acl =
      "{ id: acl-a, type: TRIPLE, ingress: [], egress: [{ action: ACCEPT, cidr: 0.0.0.0/0 }] }";
    const { fix, help } = only(cloud(acl));
    expect(fix).toBeNull();
    expect(help).toMatch(
      /^add an ingress entry to acl-a that accepts 10\.0\.0\.0\/8\. Its port cannot be proved/,
    );
  });

  test("a path that only the ACL blocks stays blocked", () => {
    const closed = ', { name: closed, from: 10.9.9.9, to: "ins-a:8080", expect: blocked }';
    const { fix, help } = only(
      cloud(quintuple("", entry("ACCEPT", to("10.0.0.0/8"), "destinationPort: ALL")), closed),
    );
    expect(fix).toBeNull();
    expect(help).toMatch(/path "closed" is declared blocked$/);
  });
});

describe("text only", () => {
  test("nodes of a cluster: which groups to bind where", () => {
    const { findings } = reportOf(`
gateways: [{ id: gw, product: api-gateway, instance: shared, clients: [10.0.0.0/8], apis: [{ id: api-a, backend: { type: k8s, cluster: cls-a, port: 8080 } }] }]
clusters: [{ id: cls-a, kind: tke, nodes: [ins-a, ins-b, ins-c], network: GlobalRouter }]
instances:
  - { id: ins-a, securityGroups: [sg-a, sg-b] }
  - { id: ins-b, securityGroups: [sg-a, sg-b] }
  - { id: ins-c, securityGroups: [sg-a] }
securityGroups:\n${group("sg-a", accept("10.0.0.0/8"))}\n${group("sg-b", accept("192.0.2.1"))}`);
    const finding = findings.find(({ rule }) => rule === "cluster-nodes-share-groups")!;
    expect(finding.fix).toBeNull();
    expect(finding.help).toBe(
      "bind sg-a, sg-b, in this order, to ins-c, as on ins-a and ins-b: a pod may be moved to any of them",
    );
  });
});

describe("repairs", () => {
  const findingOf = (rule: string, groups: string, more = "") =>
    reportOf(`${more}\nsecurityGroups:\n${groups}`).findings.find((one) => one.rule === rule)!;

  test("a dead policy of the other action is not removed unasked: it may have been meant to come first", () => {
    const { fix } = findingOf(
      "no-dead-policy",
      group("sg-a", drop("10.0.0.0/8"), accept("10.1.0.0/16")),
    );
    expect(fix).toMatchObject({
      safety: "unsafe",
      title: "remove policy 1 of sg-a, which never decides",
    });
    expect(fix!.changes.map(step)).toEqual(["sg-a -1"]);
    expect(fix!.effect.admits).toEqual([]);
    expect(fix!.cautions).toEqual([
      "If policy 1 of sg-a is meant to have effect, move it above policy 0 (the first) instead.",
    ]);
  });

  test.each<[string[], "safe" | "unsafe"]>([
    [[accept("10.0.0.0/8"), accept("10.1.0.0/16")], "safe"],
    [[drop("0.0.0.0/0"), drop("10.1.0.0/16"), accept("1.1.1.1")], "safe"],
    // Whoever is a member: the same group twice, or every address before it.
    [[accept("sg-m"), accept("sg-m")], "safe"],
    [[accept("0.0.0.0/0"), accept("::/0"), accept("sg-m")], "safe"],
    // Only while 10.0.3.5 is a member.
    [[accept("sg-m"), accept("10.0.3.5")], "unsafe"],
    [[accept("10.0.3.0/24"), accept("sg-m")], "unsafe"],
    [[accept("10.0.3.4"), accept("sg-m"), accept("10.0.3.4/31")], "unsafe"],
  ])("%j: the removal is %s", (policies, safety) => {
    const machines = "instances: [{ id: ins-m, privateIps: [10.0.3.5], securityGroups: [sg-m] }]";
    const groups = `${group("sg-a", ...policies)}\n  - { id: sg-m, ingress: [] }`;
    const { fix } = findingOf("no-dead-policy", groups, machines);
    expect(fix!.safety).toBe(safety);
    expect(fix!.cautions).toEqual(
      safety === "safe" ? [] : [expect.stringContaining("who is a member of sg-m today")],
    );
  });

  test("a duplicate of an egress policy", () => {
    const egress = "{ action: ACCEPT, destination: 10.0.0.0/8 }";
    const { fix } = findingOf("no-dead-policy", `  - { id: sg-a, egress: [${egress}, ${egress}] }`);
    expect(fix!.safety).toBe("safe");
    expect(fix!.changes.map(step)).toEqual(["sg-a egress -1"]);
  });

  test("host bits are masked", () => {
    const { fix } = findingOf("no-host-bits", group("sg-a", accept("10.0.0.5/8")));
    expect(fix!.safety).toBe("safe");
    expect(fix!.changes.map(step)).toEqual(["sg-a 0 = 10.0.0.0/8"]);
  });

  test("host bits that would become every address are not", () => {
    const { fix, help } = findingOf("no-host-bits", group("sg-a", accept("0.0.0.5/8")));
    expect(fix).toBeNull();
    expect(help).toMatch(/\(no fix is offered: 0\.0\.0\.0\/8 would not mean the same\)$/);
  });

  test("0.0.0.0/8 is written as what it means", () => {
    const { fix } = findingOf("no-zero-prefix-cidr", group("sg-a", accept("0.0.0.0/8")));
    expect(fix!.safety).toBe("safe");
    expect(fix!.changes.map(step)).toEqual(["sg-a 0 = 0.0.0.0/0"]);
  });

  const EARLY =
    "instances: [{ id: ins-a, securityGroups: [sg-a, sg-b] }, { id: ins-b, securityGroups: [sg-a] }]";

  test("an early DROP of everything may be removed, with what that opens", () => {
    const groups = `${group("sg-a", drop("0.0.0.0/0"))}\n${group("sg-b", accept("10.0.0.0/8"))}`;
    const { fix } = findingOf("no-early-drop-all", groups, EARLY);
    expect(fix).toMatchObject({ safety: "unsafe", overridesDrop: false });
    expect(fix!.changes.map(step)).toEqual(["sg-a -0"]);
    expect(fix!.effect).toEqual({
      admits: [{ sources: ["10.0.0.0/8"], protocol: "tcp", ports: ["8080"] }],
      targets: ["ins-a", "ins-b"],
      allTargets: true,
    });
  });

  test("not where policies of its own group would come to life", () => {
    const groups = `${group("sg-a", drop("0.0.0.0/0"), accept("11.0.0.0/8"))}\n${group("sg-b", accept("10.0.0.0/8"))}`;
    const { fix, help } = findingOf("no-early-drop-all", groups, EARLY);
    expect(fix).toBeNull();
    expect(help).toMatch(/^remove the DROP from sg-a/);
  });
});
