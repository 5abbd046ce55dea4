import { describe, expect, test } from "vitest";
import type { Listener } from "../../../src/model/inventory.ts";
import { isUnknown } from "../../../src/model/unknown.ts";
import {
  factOf,
  knownOf,
  lineAt,
  listOf,
  load,
  messages,
  raw,
  SHAPES,
  texts,
  type Json,
} from "./fixtures/answers.ts";

const ID = "lb-1a2b3c4d";
const saved = {
  LoadBalancerId: ID,
  LoadBalancerType: "INTERNAL",
  Forward: 1,
  LoadBalancerVips: ["10.0.0.10"],
  VpcId: "vpc-a",
  SecureGroups: ["sg-edge"],
  LoadBalancerPassToTarget: false,
  SnatPro: false,
  LoadBalancerDomain: "",
  Domain: "",
};
const balancer = (fields: Json) =>
  load({ "lbs.json": listOf("LoadBalancerSet", { ...saved, ...fields }) });

describe("DescribeLoadBalancers", () => {
  test.each(Object.entries(SHAPES))("%s", (_, shape) => {
    const [lb] = load({
      "lbs.json": shape({ TotalCount: 1, LoadBalancerSet: [saved] }),
    }).loadBalancers;
    expect(lb).toMatchObject({
      id: ID,
      type: "INTERNAL",
      vpc: "vpc-a",
      securityGroups: ["sg-edge"],
      passToTarget: false,
      snat: false,
      domain: null,
    });
    expect(texts(lb!.vips)).toEqual(["10.0.0.10"]);
    expect(factOf(lb!.listeners)).toMatchObject({
      id: `listeners of ${ID}`,
      remedy: `save what this prints: \`tccli clb DescribeListeners --LoadBalancerId ${ID} > ${ID}.listeners.json\``,
    });
  });

  test("absent fields are unknown", () => {
    const [lb] = load({
      "lbs.json": listOf("LoadBalancerSet", { LoadBalancerId: ID }),
    }).loadBalancers;
    const { type, vips, vpc, securityGroups, passToTarget, snatIps } = lb!;
    expect([type, vips, vpc, securityGroups, passToTarget, snatIps].every(isUnknown)).toBe(true);
    expect(lb!.domain).toBeNull();
  });

  test("no group bound is no unknown", () => {
    expect(balancer({ SecureGroups: [] }).loadBalancers[0]!.securityGroups).toEqual([]);
    expect(factOf(balancer({ SecureGroups: null }).loadBalancers[0]!.securityGroups).id).toBe(
      `security groups of ${ID}`,
    );
  });

  test("an IPv6 address is a VIP, alone or beside others", () => {
    expect(texts(balancer({ AddressIPv6: "2001:db8::1" }).loadBalancers[0]!.vips)).toEqual([
      "10.0.0.10",
      "2001:db8::1",
    ]);
    expect(
      texts(
        balancer({ AddressIPv6: "2001:db8::1", LoadBalancerVips: null }).loadBalancers[0]!.vips,
      ),
    ).toEqual(["2001:db8::1"]);
  });

  test.each<[Json, object]>([
    [
      { LoadBalancerDomain: "lb.example.com", Domain: "old.example.com" },
      { domain: "lb.example.com" },
    ],
    [{ Domain: "old.example.com" }, { domain: "old.example.com" }],
    [{ LoadBalancerPassToTarget: true }, { passToTarget: true }],
    [{ LoadBalancerPassToTarget: true, Forward: 0 }, { passToTarget: false }],
    [
      { LoadBalancerPassToTarget: true, Forward: 0, LoadBalancerType: "OPEN" },
      { passToTarget: true },
    ],
    [{ VpcId: "" }, { vpc: null }],
    [{ IPv6Mode: "IPv6FullChain", LoadBalancerPassToTarget: false }, { passToTarget: true }],
    [{ IPv6Mode: "IPv6FullChain", LoadBalancerPassToTarget: null }, { passToTarget: true }],
    [{ IPv6Mode: "IPv6Nat64", LoadBalancerPassToTarget: false }, { passToTarget: false }],
    [{ SnatPro: true, Snat: true }, { snat: false }],
    [{ Forward: 0, Snat: true }, { snat: true }],
    [{ Forward: 0, Snat: false }, { snat: false }],
  ])("%j", (fields, expected) => expect(balancer(fields).loadBalancers[0]).toMatchObject(expected));

  test.each<[Json, string]>([
    [
      { LoadBalancerType: "PUBLIC" },
      `type of ${ID}: LoadBalancerType is "PUBLIC", expected OPEN or INTERNAL`,
    ],
    [
      { LoadBalancerPassToTarget: "yes" },
      `pass-to-target setting of ${ID}: LoadBalancerPassToTarget is "yes", expected true or false`,
    ],
    [{ AddressIPv6: "::g" }, `VIPs of ${ID}: "::g" is not an IP address or CIDR`],
  ])("%j is a complaint", (fields, message) =>
    expect(messages(balancer(fields))).toEqual([message]),
  );
});

const listener = {
  ListenerId: "lbl-a",
  Protocol: "TCP",
  Port: 80,
  EndPort: 0,
  KeepaliveEnable: 0,
  HealthCheck: { HealthSwitch: 1, SourceIpType: 0 },
  Rules: null,
};
const target = {
  Type: "CVM",
  InstanceId: "ins-a",
  Port: 8080,
  Weight: 10,
  PrivateIpAddresses: ["10.0.3.17"],
  EniId: "eni-a",
};
const listenersOf = (...list: Json[]) =>
  raw({ TotalCount: list.length, Listeners: list.map((l) => ({ ...listener, ...l })) });
const targetsOf = (...list: Json[]) =>
  raw({
    Listeners: list.map((l) => ({
      ListenerId: "lbl-a",
      Protocol: "TCP",
      Port: 80,
      EndPort: 0,
      ...l,
    })),
  });

function joined(listeners: Json | null, targets: Json | null, more: Json = {}) {
  const files = {
    ...(listeners && { [`${ID}.listeners.json`]: listeners }),
    ...(targets && { [`${ID}.targets.json`]: targets }),
  };
  const draft = load({ ...files, ...more });
  return { draft, listeners: knownOf(draft.loadBalancers[0]!.listeners) as readonly Listener[] };
}
const first = (...files: Parameters<typeof joined>) => joined(...files).listeners[0]!;

describe("listeners and targets", () => {
  test("are joined by ListenerId", () => {
    const { draft, listeners } = joined(
      listenersOf({}, { ListenerId: "lbl-b", Port: 443 }),
      targetsOf({ ListenerId: "lbl-b", Targets: [] }, { Targets: [target] }),
    );
    expect(listeners).toMatchObject([
      {
        id: "lbl-a",
        port: 80,
        endPort: null,
        protocol: "TCP",
        keepalive: false,
        healthCheck: "vip",
        rules: [],
        targets: [{ to: { kind: "instance", id: "ins-a" }, port: 8080, weight: 10 }],
      },
      { id: "lbl-b", port: 443, targets: [] },
    ]);
    expect(messages(draft)).toEqual([]);
  });

  test("listeners without saved targets leave these unknown", () => {
    expect(factOf(first(listenersOf({}), null).targets)).toMatchObject({
      id: `targets of ${ID}`,
      remedy: `save what this prints: \`tccli clb DescribeTargets --LoadBalancerId ${ID} > ${ID}.targets.json\``,
    });
    expect(
      isUnknown(first(listenersOf({}), targetsOf({ ListenerId: "lbl-z", Targets: [] })).targets),
    ).toBe(true);
  });

  test("targets alone tell port, protocol and targets", () => {
    const only = first(null, targetsOf({ Targets: [target] }));
    expect(only).toMatchObject({
      id: "lbl-a",
      port: 80,
      protocol: "TCP",
      keepalive: false,
      rules: [],
    });
    expect(knownOf(only.targets)).toHaveLength(1);
    expect(isUnknown(only.healthCheck)).toBe(true);
  });

  test("a balancer that only they name is in the inventory, the rest of it unknown", () => {
    const [lb] = joined(listenersOf({}), null).draft.loadBalancers;
    expect([lb!.id, isUnknown(lb!.vips), isUnknown(lb!.securityGroups)]).toEqual([ID, true, true]);
  });

  test("null targets are unknown, an empty list is none", () => {
    expect(isUnknown(first(listenersOf({}), targetsOf({ Targets: null })).targets)).toBe(true);
    expect(first(listenersOf({}), targetsOf({ Targets: [] })).targets).toEqual([]);
  });

  test.each<[Json, object]>([
    [
      { Port: 8000, EndPort: 8100 },
      { port: 8000, endPort: 8100 },
    ],
    [{ EndPort: null }, { endPort: null }],
    [{ Protocol: "tcp_ssl" }, { protocol: "TCP_SSL" }],
    [{ HealthCheck: { HealthSwitch: 0 } }, { healthCheck: null }],
    [{ HealthCheck: { HealthSwitch: 1, SourceIpType: 1 } }, { healthCheck: "internal" }],
    [{ KeepaliveEnable: null }, { keepalive: false }],
    [
      { Protocol: "HTTP", KeepaliveEnable: 1, Rules: [] },
      { keepalive: true, targets: [], rules: [] },
    ],
    [{ Protocol: "HTTPS", KeepaliveEnable: 0, Rules: [] }, { keepalive: false }],
  ])("%j", (fields, expected) => expect(first(listenersOf(fields), null)).toMatchObject(expected));

  test.each<[Json, keyof Listener]>([
    [{ Port: null }, "port"],
    [{ Protocol: null }, "protocol"],
    [{ HealthCheck: null }, "healthCheck"],
    [{ HealthCheck: { HealthSwitch: 1, SourceIpType: null } }, "healthCheck"],
    [{ Protocol: "HTTP", KeepaliveEnable: null, Rules: [] }, "keepalive"],
    [{ Protocol: "HTTP", Rules: null }, "rules"],
  ])("%j leaves %s unknown", (fields, key) => {
    const { draft, listeners } = joined(listenersOf(fields), null);
    expect(isUnknown(listeners[0]![key])).toBe(true);
    expect(messages(draft)).toEqual([]);
  });

  test.each<[Json, RegExp]>([
    [{ Port: 70000 }, /port of lbl-a: Port is 70000, expected a port/],
    [{ Protocol: "SCTP" }, /expected TCP, UDP, TCP_SSL, QUIC, HTTP, HTTPS/],
    [{ HealthCheck: { SourceIpType: 9 } }, /SourceIpType is 9, expected 0 \(VIP\) or 1/],
    [
      { Protocol: "HTTP", Rules: [5], KeepaliveEnable: 0 },
      /rules of lbl-a: expected an object, found 5/,
    ],
  ])("%j is a complaint", (fields, message) => {
    expect(messages(joined(listenersOf(fields), null).draft)).toContainEqual(
      expect.stringMatching(message),
    );
  });

  test("one that is saved twice is a complaint that names both files", () => {
    const draft = load({
      [`a/${ID}.listeners.json`]: listenersOf({}),
      [`b/${ID}.listeners.json`]: listenersOf({}),
    });
    expect(messages(draft)).toEqual([
      `listener of ${ID}: lbl-a is saved twice, in a/${ID}.listeners.json and b/${ID}.listeners.json; keep one`,
    ]);
  });

  test("a wrapper names the balancer", () => {
    const draft = load({ "x.json": { LoadBalancerId: "lb-x", ...listenersOf({}) } });
    expect(draft.loadBalancers.map((b) => b.id)).toEqual(["lb-x"]);
  });
});

describe("what a target is", () => {
  const refOf = (fields: Json, more: Json = {}) => {
    const { listeners } = joined(
      listenersOf({}),
      targetsOf({ Targets: [{ ...target, ...fields }] }),
      more,
    );
    return knownOf(listeners[0]!.targets)[0]!;
  };
  const ip = (text: string) => ({ kind: "ip", address: { text } });

  test.each<[Json, object]>([
    [{}, { kind: "instance", id: "ins-a" }],
    [{ Type: null }, { kind: "instance", id: "ins-a" }],
    [
      { Type: "CVM", InstanceId: null },
      { kind: "eni", id: "eni-a" },
    ],
    [
      { Type: "ENI", InstanceId: "ins-a" },
      { kind: "eni", id: "eni-a" },
    ],
    [
      { Type: "ENI", InstanceId: "eni-c", EniId: null },
      { kind: "eni", id: "eni-c" },
    ],
    [{ Type: "ENI", InstanceId: "", EniId: "" }, ip("10.0.3.17")],
    [
      { Type: "CCN", InstanceId: "ins-a" },
      { ...ip("10.0.3.17"), outside: true },
    ],
    [
      { Type: "GLOBALROUTE", InstanceId: "x" },
      { ...ip("10.0.3.17"), outside: true },
    ],
  ])("%j", (fields, to) => expect(refOf(fields).to).toMatchObject(to));

  test("the primary interface of an instance is the instance", () => {
    const eni = {
      NetworkInterfaceId: "eni-a",
      Primary: true,
      Attachment: { InstanceId: "ins-z" },
      PrivateIpAddressSet: [],
    };
    const more = { "e.json": listOf("NetworkInterfaceSet", eni) };
    expect(refOf({ Type: "ENI" }, more).to).toMatchObject({
      kind: "instance",
      id: "ins-z",
      at: { text: "10.0.3.17" },
    });
  });

  test("nothing to go by is unknown", () => {
    expect(isUnknown(refOf({ Type: "CCN", PrivateIpAddresses: null }).to)).toBe(true);
    expect(isUnknown(refOf({ Type: "CCN", PrivateIpAddresses: ["10.0.0.1", "10.0.0.2"] }).to)).toBe(
      true,
    );
    expect(factOf(refOf({ Port: null }).port).id).toBe("port of ins-a as target of lbl-a");
    expect(isUnknown(refOf({ Weight: null }).weight)).toBe(true);
    expect(refOf({ Port: 0, Weight: 0 })).toMatchObject({ port: 0, weight: 0 });
  });

  test("stands at its own element", () => {
    expect(lineAt(refOf({}).place)).toBe("{");
  });
});

describe("forwarding rules", () => {
  const rule = {
    LocationId: "loc-a",
    Domain: "a.example.com",
    Url: "/",
    HealthCheck: { HealthSwitch: 1, SourceIpType: 1 },
  };
  const http = { Protocol: "HTTP", HealthCheck: null, KeepaliveEnable: 1 };
  const bound = (...rules: Json[]) =>
    targetsOf({
      Protocol: "HTTP",
      Targets: null,
      Rules: rules.map((r) => ({ LocationId: "loc-a", ...r })),
    });
  const rulesOf = (listeners: Json | null, targets: Json | null) =>
    knownOf(first(listeners, targets).rules);

  test("are joined by LocationId", () => {
    const other = { ...rule, LocationId: "loc-b", Url: "/pay" };
    const rules = rulesOf(
      listenersOf({ ...http, Rules: [rule, other] }),
      bound({ LocationId: "loc-b", Targets: [] }, { Targets: [target] }),
    );
    expect(rules).toMatchObject([
      { domain: "a.example.com", url: "/", targets: [{ port: 8080 }] },
      { domain: "a.example.com", url: "/pay", targets: [] },
    ]);
  });

  test.each<[Json[], string | null]>([
    [[{ ...rule, DefaultServer: true }], "a.example.com"],
    [[rule, { ...rule, Domain: "B.example.com", DefaultServer: true }], "B.example.com"],
    [
      [{ ...rule, Domain: "", Domains: ["c.example.com", "d.example.com"], DefaultServer: true }],
      "c.example.com",
    ],
    [[rule, { ...rule, DefaultServer: false }], null],
    [[{ ...rule, DefaultServer: null }, 5 as unknown as Json], null],
  ])("%j: the default domain", (rules, domain) => {
    const { defaultDomain } = first(listenersOf({ ...http, Rules: rules }), null);
    expect(defaultDomain).toBe(domain);
  });

  test("either answer alone tells its part", () => {
    expect(isUnknown(rulesOf(listenersOf({ ...http, Rules: [rule] }), null)[0]!.targets)).toBe(
      true,
    );
    expect(
      rulesOf(null, bound({ Domain: "b.example.com", Url: "/b", Targets: [target] })),
    ).toMatchObject([{ domain: "b.example.com", url: "/b", targets: [{ port: 8080 }] }]);
  });

  test("several domains make several rules", () => {
    const rules = rulesOf(
      listenersOf({ ...http, Rules: [{ ...rule, Domains: ["a.example.com", "b.example.com"] }] }),
      bound({ Targets: [] }),
    );
    expect(rules.map((r) => r.domain)).toEqual(["a.example.com", "b.example.com"]);
  });

  test("the health checks of all rules stand for the listener, unless they differ", () => {
    const vip = { ...rule, LocationId: "loc-b", HealthCheck: { HealthSwitch: 1, SourceIpType: 0 } };
    expect(first(listenersOf({ ...http, Rules: [rule] }), null).healthCheck).toBe("internal");
    expect(isUnknown(first(listenersOf({ ...http, Rules: [rule, vip] }), null).healthCheck)).toBe(
      true,
    );
    expect(first(listenersOf({ ...http, Rules: [] }), null).healthCheck).toBeNull();
  });

  test.each<[string, Json, Json, RegExp]>([
    [
      "a target group",
      { TargetType: "TARGETGROUP", TargetGroup: { TargetGroupId: "lbtg-a" } },
      {},
      /target group \(lbtg-a\)/,
    ],
    ["cloud functions", {}, { FunctionTargets: [{ Weight: 1 }] }, /cloud functions/],
    ["a redirect", { RewriteTarget: { TargetLocationId: "loc-z" } }, {}, /redirects to loc-z/],
  ])("%s is no empty list of targets", (_, fields, more, text) => {
    const rules = rulesOf(
      listenersOf({ ...http, Rules: [{ ...rule, ...fields }] }),
      bound({ Targets: [], ...more }),
    );
    expect(factOf(rules[0]!.targets).text).toMatch(text);
  });

  test("a layer-4 target group is none either", () => {
    const group = { TargetType: "TARGETGROUP-V2", TargetGroupList: [{ TargetGroupId: "lbtg-b" }] };
    expect(factOf(first(listenersOf(group), targetsOf({ Targets: [] })).targets).text).toContain(
      "lbtg-b",
    );
  });
});

test("SNAT addresses are kept; one that the vendor chose is unknown, and null tells nothing where SnatPro may be on", () => {
  const snatIps = (SnatIps: unknown, SnatPro: unknown = true) => {
    const draft = load({ "lbs.json": listOf("LoadBalancerSet", { ...saved, SnatPro, SnatIps }) });
    return { kept: draft.loadBalancers[0]!.snatIps, said: messages(draft) };
  };
  const some = snatIps([
    { SubnetId: "subnet-a", Ip: "10.0.0.6" },
    { SubnetId: "subnet-a", Ip: "10.0.0.7" },
  ]);
  expect([knownOf(some.kept), some.said]).toMatchObject([
    [{ text: "10.0.0.6" }, { text: "10.0.0.7" }],
    [],
  ]);
  expect(snatIps([]).kept).toEqual([]);
  expect(snatIps(null, false)).toEqual({ kept: [], said: [] });
  const chosen = snatIps([{ SubnetId: "subnet-a", Ip: "" }, { Ip: "10.0.0.8" }]);
  expect(knownOf(chosen.kept).map((one) => (isUnknown(one) ? "?" : one.text))).toEqual([
    "10.0.0.8",
    "?",
  ]);
  expect([isUnknown(snatIps(null).kept), snatIps(null).said]).toEqual([true, []]);
  expect(snatIps([{ Ip: "x" }]).said).toEqual([expect.stringContaining("SNAT addresses of lb-")]);
});
