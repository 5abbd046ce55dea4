// A random account as far as the vendor's answers can tell it, in definitions: what the oracle judges and the printer
// prints. What answers cannot express is drawn anew here, and nothing else is skipped:
// - an entry of a QUINTUPLE ACL names both addresses, and ports only for TCP and UDP;
// - a backend of type cvm is one address without a weight;
// - a microservice of which nothing runs is unknown to TSF, and not empty;
// - SNAT has no answer that tells its addresses.
import type {
  AclDef,
  BackendDef,
  BalancerDef,
  Definitions,
  EntryDef,
  FaceDef,
  ListenerDef,
  PathDef,
  TargetDef,
} from "../format.ts";
import type { Draw } from "./answer.ts";

/** A second VIP that each has, so that an API may name it by either. */
export const V6_VIPS: Readonly<Record<string, string>> = {
  "lb-0": "2001:db8:77::2",
  "lb-1": "2001:db8:78::2",
};

export interface Options {
  /** No policy names a group: who belongs to one is then of no account. */
  readonly withoutMembers: boolean;
}

export function expressible(def: Definitions, draw: Draw, options: Options): Definitions {
  const [virtual, ...others] = def.microservices;
  const { withoutMembers } = options;
  return {
    ...def,
    securityGroups: withoutMembers ? def.securityGroups.map(withoutReferences) : def.securityGroups,
    networkAcls: def.networkAcls.map((acl) => (acl.type === "TRIPLE" ? acl : wholeAcl(acl, draw))),
    loadBalancers: def.loadBalancers.map((one) => ({
      ...balancer(one, draw),
      vips: [...one.vips, V6_VIPS[one.id]!],
    })),
    instances: def.instances.map((one) => ({
      ...withIpv6(one, draw),
      ...(one.enis && { enis: one.enis.map((eni) => withIpv6(eni, draw)) }),
    })),
    paths: [...def.paths, membersPath(draw)],
    microservices: [
      { ...virtual!, instances: virtual!.instances!.length > 0 ? virtual!.instances! : ["ins-0"] },
      ...others,
    ],
    gateways: def.gateways.map((gateway) => ({
      ...gateway,
      id: gateway.id.replace("gw-", "service-"),
      apis: gateway.apis.map((api) => ({ ...api, backend: backend(api.backend) })),
    })),
  };
}

function withoutReferences(group: Definitions["securityGroups"][number]) {
  return {
    ...group,
    ingress: group.ingress.map((policy) =>
      policy.source.startsWith("sg-") ? { ...policy, source: "ipmg-0" } : policy,
    ),
  };
}

function withIpv6<T extends FaceDef>(face: T, draw: Draw): T {
  const [ip] = face.privateIps;
  const v6 = `2001:db8:9::${ip!.split(".").at(-1)}`;
  return draw.chance(0.5) ? { ...face, privateIps: [ip!, v6] } : face;
}

/** The members of groups call too, so that their addresses matter. */
function membersPath(draw: Draw): PathDef {
  const from = [10, 11, 12, 20].flatMap((n) => [
    `10.0.${n === 12 ? 4 : 3}.${n}`,
    `2001:db8:9::${n}`,
  ]);
  const to = draw.pick(["ins-0:8080", "ins-2:22", "lb-0:443", "lb-1:8443", "eni-0:443"]);
  return { name: "members", from, to, expect: "reachable" };
}

function wholeAcl(acl: AclDef, draw: Draw): AclDef {
  const whole = (entry: EntryDef): EntryDef => {
    const any = draw.pick(["0.0.0.0/0", "0.0.0.0/0", "::/0"]);
    const { sourcePort, destinationPort, ...rest } = entry;
    const ported = /^(tcp|udp)$/i.test(entry.protocol ?? "");
    return {
      ...rest,
      ...(ported && sourcePort !== undefined && { sourcePort }),
      ...(ported && destinationPort !== undefined && { destinationPort }),
      sourceCidr: entry.sourceCidr ?? any,
      destinationCidr: entry.destinationCidr ?? any,
    };
  };
  return { ...acl, ingress: acl.ingress.map(whole), egress: acl.egress.map(whole) };
}

function backend(to: BackendDef): BackendDef {
  if (to.type !== "cvm") return to;
  return { ...to, targets: to.targets.map(withoutWeight) };
}

function withoutWeight(target: TargetDef): TargetDef {
  const { weight, ...rest } = target;
  return weight === undefined ? target : rest;
}

/** More forwarding rules, so that domains and URLs matter. */
function balancer(lb: BalancerDef, draw: Draw): BalancerDef {
  const changed = (one: ListenerDef): ListenerDef => {
    if (one.rules) return ruled(one, draw);
    // A target without a port of its own has that of the listener, also in a range.
    const isOwn = one.endPort !== undefined && draw.chance(0.3);
    return isOwn ? { ...one, targets: one.targets!.map((to) => ({ ...to, port: 0 })) } : one;
  };
  return { ...lb, listeners: lb.listeners.map(changed) };
}

function ruled(listener: ListenerDef, draw: Draw): ListenerDef {
  const own = listener.rules!;
  const more = own.flatMap((rule) => [
    ...(draw.chance(0.3)
      ? [{ ...rule, url: draw.pick(["/a", "/x"]), targets: own[1]!.targets }]
      : []),
    ...(draw.chance(0.2) ? [{ ...rule, domain: "elsewhere.example.org", url: "/" }] : []),
  ]);
  const named = new Map([...own, ...more].map((one) => [`${one.domain} ${one.url}`, one]));
  return { ...listener, rules: [...named.values()] };
}
