// Load balancers with their listeners as answers: what stands behind is told by DescribeTargets, or by the target
// groups that a listener or rule forwards to.
import type {
  Backend,
  BasicTargetGroupInfo,
  DescribeListenersResponse,
  DescribeLoadBalancersResponse,
  DescribeTargetGroupInstancesResponse,
  DescribeTargetGroupsResponse,
  DescribeTargetsResponse,
  HealthCheck,
  Listener,
  ListenerBackend,
  LoadBalancer,
  RuleOutput,
  RuleTargets,
  TargetGroupBackend,
  TargetGroupInfo,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/clb/v20180317/clb_models.js";
import type { BalancerDef, Definitions, ListenerDef, TargetDef } from "../format.ts";
import { facesOf } from "../world.ts";
import { listed, ZONE, type Answer, type Draw, type Saved } from "./answer.ts";
import type { Machines } from "./machines.ts";
import { V6_VIPS } from "./world.ts";

const clb = (action: string, subject: Answer["subject"] = {}) => ({
  service: "clb",
  action,
  subject,
});

interface Printer {
  readonly def: Definitions;
  readonly draw: Draw;
  readonly primary: Machines["primary"];
  /** Target groups made so far, with their members. */
  readonly groups: {
    readonly info: Saved<TargetGroupInfo>;
    readonly members: readonly TargetDef[];
  }[];
}

export function printBalancers(
  def: Definitions,
  primary: Machines["primary"],
  draw: Draw,
): Answer[] {
  const printer: Printer = { def, draw, primary, groups: [] };
  const behind = def.loadBalancers.flatMap((lb) => {
    const [listeners, backends] = sidesOf(lb, printer);
    const subject = { LoadBalancerId: lb.id };
    return [
      listed<DescribeListenersResponse>(
        { ...clb("DescribeListeners", subject), key: "Listeners" },
        listeners,
        (page) => ({ TotalCount: page }),
      ),
      listed<DescribeTargetsResponse>(
        { ...clb("DescribeTargets", subject), key: "Listeners" },
        backends,
        null,
      ),
    ];
  });
  return [
    listed<DescribeLoadBalancersResponse>(
      { ...clb("DescribeLoadBalancers"), key: "LoadBalancerSet" },
      draw.shuffled(def.loadBalancers).map((lb) => balancerOf(lb, draw)),
    ),
    ...behind,
    ...printGroups(printer),
  ];
}

function balancerOf(lb: BalancerDef, draw: Draw): Saved<LoadBalancer> {
  const { id, type, vpc: VpcId, domain, passToTarget = false, securityGroups } = lb;
  const vips = lb.vips.slice(0, 1);
  // A classic private CLB knows no passing to targets, whatever stands there.
  const classic = type === "INTERNAL" && !passToTarget && draw.chance(0.3);
  return {
    LoadBalancerId: id,
    LoadBalancerType: type,
    Forward: classic ? 0 : draw.pick([1, 1, null]),
    VpcId,
    ...draw.pick<Saved<LoadBalancer>>([
      { LoadBalancerVips: vips, AddressIPv6: V6_VIPS[id]! },
      { LoadBalancerVips: [...vips, V6_VIPS[id]!], AddressIPv6: draw.none() },
      { LoadBalancerVips: [...vips, V6_VIPS[id]!], AddressIPv6: V6_VIPS[id]! },
    ]),
    SecureGroups: securityGroups!,
    ...(passToTarget && draw.chance(0.3)
      ? { IPv6Mode: "IPv6FullChain", LoadBalancerPassToTarget: draw.pick([true, false, null]) }
      : {
          IPv6Mode: draw.pick(["IPv6Nat64", null]),
          LoadBalancerPassToTarget: classic ? draw.pick([true, false, null]) : passToTarget,
        }),
    ...draw.pick<Saved<LoadBalancer>>([
      { SnatPro: false, SnatIps: draw.pick([[], null]) },
      { SnatPro: true, SnatIps: [{ SubnetId: "subnet-a", Ip: draw.pick(["10.0.3.9", ""]) }] },
    ]),
    Snat: classic ? false : draw.pick([true, false, null]),
    MasterZone: draw.pick([{ Zone: ZONE, ZoneId: 100003 }, null]),
    ...(domain === undefined
      ? { LoadBalancerDomain: draw.none(), Domain: draw.none() }
      : draw.pick<Saved<LoadBalancer>>([
          { LoadBalancerDomain: domain, Domain: draw.none() },
          { LoadBalancerDomain: draw.none(), Domain: domain },
          { LoadBalancerDomain: domain.toUpperCase(), Domain: "" },
        ])),
  };
}

type Sides = readonly [Saved<Listener>[], Saved<ListenerBackend>[]];

function sidesOf(lb: BalancerDef, printer: Printer): Sides {
  const { draw } = printer;
  const sides = lb.listeners.map((listener, i) =>
    listenerOf(`${lb.id}-lbl-${i}`, listener, printer),
  );
  return [draw.shuffled(sides.map(([one]) => one)), draw.shuffled(sides.map(([, one]) => one))];
}

function listenerOf(
  ListenerId: string,
  listener: ListenerDef,
  printer: Printer,
): readonly [Saved<Listener>, Saved<ListenerBackend>] {
  const { draw } = printer;
  const { port: Port, endPort, protocol: Protocol, keepalive } = listener;
  const end = endPort ?? draw.pick([0, null, undefined]);
  const common = { ListenerId, Protocol, Port, EndPort: end };
  const own: Saved<Listener> = {
    ...common,
    ListenerName: draw.none(),
    SniSwitch: 0,
    Scheduler: draw.pick(["WRR", null]),
  };
  if (!/^HTTPS?$/.test(Protocol)) {
    const [bound, targets] = boundTo(`${ListenerId}-0`, listener.targets!, listener, printer);
    const ignored = keepalive ? 1 : draw.pick([0, null, undefined]);
    const L4 = {
      HealthCheck: health(draw),
      Rules: draw.pick([[], null]),
      KeepaliveEnable: ignored,
    };
    return [
      { ...own, ...L4, ...bound },
      { ...common, Rules: draw.pick([[], null]), Targets: targets },
    ];
  }
  const rules = rulesOf(ListenerId, listener, printer);
  const inTargetGroup = rules.every(([, , grouped]) => grouped === "keepalive");
  // A new target group for HTTP has the setting itself.
  const KeepaliveEnable = inTargetGroup ? draw.pick([0, 1]) : keepalive ? 1 : 0;
  const located = rules.every(([{ LocationId }]) => typeof LocationId === "string");
  const anyhow = <T>(list: readonly T[]) => (located ? draw.shuffled(list) : [...list]);
  return [
    { ...own, KeepaliveEnable, HealthCheck: null, Rules: anyhow(rules.map(([rule]) => rule)) },
    {
      ...common,
      Targets: draw.pick([[], null]),
      Rules: anyhow(rules.map(([, bound]) => bound)),
    },
  ];
}

function health(draw: Draw): Saved<HealthCheck> {
  return draw.pick<Saved<HealthCheck>>([
    { HealthSwitch: 1, SourceIpType: 1, CheckPort: 9999 },
    { HealthSwitch: 1, SourceIpType: 0, CheckPort: null },
    { HealthSwitch: 0, SourceIpType: null },
  ]);
}

type Rule = readonly [Saved<RuleOutput>, Saved<RuleTargets>, Grouped];

/** A listener without rules in the definitions serves every domain. */
function rulesOf(
  listener: string,
  { rules, targets, defaultDomain, ...rest }: ListenerDef,
  printer: Printer,
): Rule[] {
  const { draw } = printer;
  const all = rules ?? [{ domain: draw.pick(["", "_"]), url: "/", targets: targets! }];
  const located = draw.chance(0.8);
  return sharedDomains(all, defaultDomain, draw).map(({ domains, url, targets: list }, i): Rule => {
    const [bound, Targets, grouped] = boundTo(`${listener}-${i}`, list, rest, printer);
    const LocationId = located ? `loc-${listener}-${i}` : draw.absent();
    const [Domain = null] = domains;
    const several = domains.length > 1 ? domains : draw.pick([domains, [], null, undefined]);
    return [
      {
        LocationId,
        Domain: domains.length > 1 ? draw.pick([Domain, "", null]) : Domain,
        Domains: Domain === "" ? draw.pick([[], null]) : several,
        Url: url,
        HealthCheck: health(draw),
        DefaultServer:
          defaultDomain === undefined ? draw.pick([false, true]) : Domain === defaultDomain,
        RewriteTarget: draw.pick([null, {}, { TargetListenerId: "", TargetLocationId: "" }]),
        ...bound,
      },
      { LocationId, Domain, Url: url, Targets, FunctionTargets: draw.pick([[], null, undefined]) },
      grouped,
    ];
  });
}

interface Shared {
  readonly domains: readonly string[];
  readonly url: string;
  readonly targets: readonly TargetDef[];
}

/** One rule may serve several domains. */
function sharedDomains(
  rules: NonNullable<ListenerDef["rules"]>,
  defaultDomain: string | undefined,
  draw: Draw,
): Shared[] {
  const out: { domains: string[]; url: string; targets: readonly TargetDef[] }[] = [];
  for (const { domain, url, targets } of rules) {
    const like = out.find((one) => one.url === url && one.targets === targets);
    // The first one of a rule is the default where the rule is.
    if (like && domain !== defaultDomain && draw.chance(0.7)) like.domains.push(domain);
    else out.push({ domains: [domain], url, targets });
  }
  return out;
}

/** Whether targets stand in a target group, and in one with a keep-alive setting of its own. */
type Grouped = "no" | "yes" | "keepalive";

/** What DescribeListeners says of the binding, and the targets that DescribeTargets lists. */
function boundTo(
  name: string,
  targets: readonly TargetDef[],
  listener: Omit<ListenerDef, "targets" | "rules">,
  printer: Printer,
): readonly [Saved<RuleOutput>, Saved<Backend>[] | null, Grouped] {
  const { draw, groups } = printer;
  if (!draw.chance(0.3)) {
    const bound = { TargetType: draw.pick(["NODE", null, undefined]), TargetGroup: draw.absent() };
    return [bound, targets.map((target) => targetOf(target, printer)), "no"];
  }
  const isHttp = /^HTTPS?$/.test(listener.protocol);
  const version = draw.pick(["v1", "v2", null]);
  const lists = targets.length > 1 && draw.chance(0.4) ? targets.map((one) => [one]) : [targets];
  const infos = lists.map((members, i): Saved<BasicTargetGroupInfo> => {
    const TargetGroupId = `lbtg-${name}-${i}`;
    groups.push({ info: groupOf(TargetGroupId, version, listener, draw), members });
    return { TargetGroupId, TargetGroupName: draw.none() };
  });
  const TargetType = draw.pick([
    "TARGETGROUP",
    version === "v2" ? "TARGETGROUP-V2" : "TARGETGROUP",
  ]);
  const [only] = infos;
  const single = infos.length === 1 && draw.chance(0.6);
  const bound: Saved<RuleOutput> = single
    ? { TargetType, TargetGroup: only, TargetGroupList: draw.pick([[], null]) }
    : { TargetType, TargetGroup: draw.pick([only, null]), TargetGroupList: infos };
  const grouped = version === "v2" && isHttp ? "keepalive" : "yes";
  return [bound, draw.pick([[], null]), grouped];
}

function groupOf(
  TargetGroupId: string,
  TargetGroupType: string | null,
  { protocol, keepalive }: Omit<ListenerDef, "targets" | "rules">,
  draw: Draw,
): Saved<TargetGroupInfo> {
  const isHttp = /^HTTPS?$/.test(protocol);
  const v2: Saved<TargetGroupInfo> = {
    Protocol: isHttp ? draw.pick(["HTTP", "HTTPS", "GRPC"]) : "TCP",
    SnatEnable: false,
    KeepaliveEnable: isHttp ? keepalive === true : draw.pick([true, null]),
  };
  const v1 = { Protocol: draw.absent(), SnatEnable: draw.pick([false, null, undefined]) };
  return { TargetGroupId, TargetGroupType, Port: 8080, ...(TargetGroupType === "v2" ? v2 : v1) };
}

function printGroups({ groups, ...printer }: Printer): Answer[] {
  const { draw } = printer;
  const lists = groups.map(({ info, members }) =>
    listed<DescribeTargetGroupInstancesResponse>(
      {
        ...clb("DescribeTargetGroupInstances", { TargetGroupId: info.TargetGroupId! }),
        key: "TargetGroupInstanceSet",
      },
      members.map((target): Saved<TargetGroupBackend> => {
        const { Zone: _, Tag: _tag, ...backend } = targetOf(target, { ...printer, groups });
        return { ...backend, TargetGroupId: info.TargetGroupId! };
      }),
      (page, all) => ({ TotalCount: page, RealCount: all }),
    ),
  );
  return [
    listed<DescribeTargetGroupsResponse>(
      { ...clb("DescribeTargetGroups"), key: "TargetGroupSet" },
      draw.shuffled(groups.map(({ info }) => info)),
    ),
    ...lists,
  ];
}

function targetOf(target: TargetDef, { def, draw, primary }: Printer): Saved<Backend> {
  const { instance, eni, ip, port = 0, weight } = target;
  const face = facesOf(def).find(({ id }) => id === (instance ?? eni));
  const common: Saved<Backend> = {
    Port: port,
    Weight: weight === 0 ? 0 : draw.pick([10, 1, 100]),
    PrivateIpAddresses: ip === undefined ? [face!.privateIps[0]!] : [ip],
    PublicIpAddresses: draw.pick([[], null]),
    InstanceName: draw.none(),
  };
  const passes = def.loadBalancers.some(({ passToTarget }) => passToTarget === true);
  // Of other types it is outside of the VPC as far as the CLB knows, so that it passes nothing there.
  if (ip !== undefined)
    return {
      ...common,
      Type: draw.pick(passes ? ["ENI", null] : ["ENI", null, "CCN", "NAT", "GLOBALROUTE"]),
      InstanceId: draw.none(),
      EniId: draw.none(),
    };
  const first = instance === undefined ? eni : primary.get(instance);
  if (first !== undefined && (instance === undefined || draw.chance(0.3)))
    return draw.pick<Saved<Backend>>([
      { ...common, Type: "ENI", EniId: first, InstanceId: draw.none() },
      { ...common, Type: "ENI", EniId: draw.none(), InstanceId: first },
      { ...common, Type: null, EniId: first },
    ]);
  const EniId = draw.pick([first, "", null]);
  return { ...common, Type: draw.pick(["CVM", "CVM", null]), InstanceId: instance, EniId };
}
