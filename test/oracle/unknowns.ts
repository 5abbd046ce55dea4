// Accounts with something missing, and the worlds that it may turn out to be: what the engine calls certain must
// hold in each of them. A hole takes something out of whole definitions; its worlds put something back.
import fc from "fast-check";
import type { AclDef, Definitions, EntryDef, FaceDef, GroupDef, PolicyDef } from "./format.ts";

export interface Hole {
  readonly name: string;
  /** The definitions without it, as the loader gets them. */
  readonly input: (def: Definitions) => object;
  readonly worlds: readonly ((def: Definitions) => Definitions)[];
  /** It is the demand at a hop that is unknown, so that nobody can say which packets are refused. */
  readonly demand?: true;
}

const ADDRESSES = [[], ["0.0.0.0/0", "::/0"], ["9.0.0.0/8"], ["10.0.0.0/9", "203.0.113.0/25"]];
const SERVICES = [
  [],
  ["tcp", "udp", "icmp", "gre", "icmpv6"],
  ["tcp:8080"],
  ["udp:all", "tcp:1-8000"],
];
const ALL: PolicyDef = { action: "ACCEPT", source: "0.0.0.0/0" };
const POLICIES: readonly (readonly PolicyDef[])[] = [
  [],
  [ALL, { action: "ACCEPT", source: "::/0" }],
  [
    { action: "DROP", source: "0.0.0.0/0" },
    { action: "DROP", source: "::/0" },
  ],
  [{ action: "ACCEPT", source: "9.0.0.0/8", protocol: "TCP" }],
  [{ action: "DROP", source: "203.0.113.0/25" }],
];

function replaceById<T extends { readonly id: string }>(
  list: readonly T[],
  id: string,
  change: (one: T) => T,
): T[] {
  return list.map((one) => (one.id === id ? change(one) : one));
}

function without<T extends object>(value: T, key: keyof T): T {
  const { [key]: _, ...rest } = value;
  return rest as T;
}

function templateHole(key: "addressTemplates" | "serviceTemplates", id: string): Hole {
  const filled =
    key === "addressTemplates"
      ? ADDRESSES.map((addresses) => ({ id, addresses }))
      : SERVICES.map((services) => ({ id, services }));
  return {
    name: id,
    input: (def) => ({ ...def, [key]: def[key].filter((one) => one.id !== id) }),
    worlds: filled.map((template) => (def) => ({
      ...def,
      [key]: replaceById<{ id: string }>(def[key], id, () => template),
    })),
  };
}

/** What a private IP may be: members are never public ones. */
const PRIVATE = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "::/0"];

/** A group of which neither the policies nor all the members are known. */
function groupHole(id: string): Hole {
  const elsewhere = (privateIps: readonly string[]): FaceDef => ({
    id: "ins-elsewhere",
    privateIps,
    securityGroups: [id],
  });
  const bodies = POLICIES.map((ingress): GroupDef => ({ id, ingress }));
  return {
    name: `policies of ${id}`,
    input: (def) => ({ ...def, securityGroups: def.securityGroups.filter((one) => one.id !== id) }),
    worlds: bodies.flatMap((group) =>
      [[], PRIVATE, ["10.0.0.0/9"]].map((ips) => (def: Definitions) => ({
        ...def,
        securityGroups: replaceById(def.securityGroups, id, () => group),
        instances: ips.length > 0 ? [...def.instances, elsewhere(ips)] : def.instances,
      })),
    ),
  };
}

function onFace(def: Definitions, id: string, change: (face: FaceDef) => FaceDef): Definitions {
  return {
    ...def,
    instances: def.instances.map((one) => {
      if (one.id === id) return { ...change(one), ...(one.enis ? { enis: one.enis } : {}) };
      return one.enis ? { ...one, enis: replaceById(one.enis, id, change) } : one;
    }),
  };
}

const LISTS = [[], ["sg-0"], ["sg-1", "sg-0"], ["sg-world"]];
/** Any group may be bound, also one that is nowhere else. */
const withWorldGroup = (def: Definitions, ingress: readonly PolicyDef[]): Definitions => ({
  ...def,
  securityGroups: [...def.securityGroups, { id: "sg-world", ingress }],
});

function bindingHole(id: string): Hole {
  return {
    name: `groups of ${id}`,
    input: (def) => onFace(def, id, (face) => without(face, "securityGroups")),
    worlds: LISTS.flatMap((securityGroups) =>
      (securityGroups.includes("sg-world") ? [[ALL], []] : [[]]).map(
        (ingress) => (def: Definitions) =>
          withWorldGroup(
            onFace(def, id, (face) => ({ ...face, securityGroups })),
            ingress,
          ),
      ),
    ),
  };
}

function balancerHole(id: string): Hole {
  return {
    name: `groups of ${id}`,
    input: (def) => ({
      ...def,
      loadBalancers: replaceById(def.loadBalancers, id, (one) => without(one, "securityGroups")),
    }),
    worlds: LISTS.map(
      (securityGroups) => (def) =>
        withWorldGroup(
          {
            ...def,
            loadBalancers: replaceById(def.loadBalancers, id, (one) => ({
              ...one,
              securityGroups,
            })),
          },
          [],
        ),
    ),
  };
}

/** A CLB with addresses of both families may be one that passes to its targets or not. */
function passHole(id: string): Hole {
  const on = (def: Definitions, passToTarget: boolean | null): Definitions => ({
    ...def,
    loadBalancers: replaceById(def.loadBalancers, id, (one) => {
      const v6 = { ...without(one, "passToTarget"), vips: [...one.vips, "2001:db8:5::2"] };
      return passToTarget === null ? v6 : { ...v6, passToTarget };
    }),
  });
  return {
    name: `pass-to-target of ${id}`,
    input: (def) => on(def, null),
    worlds: [(def) => on(def, true), (def) => on(def, false)],
  };
}

/** Listeners that replace the source, by which address nobody says. */
function snatHole(id: string): Hole {
  const on = (def: Definitions, change: object): Definitions => ({
    ...def,
    loadBalancers: replaceById(def.loadBalancers, id, (one) => ({
      ...one,
      listeners: one.listeners.map((listener) => ({ ...listener, ...change })),
    })),
  });
  return {
    name: `SNAT of ${id}`,
    demand: true,
    input: (def) => on(def, { snatEnable: true }),
    worlds: [["10.0.3.9"], ["203.0.113.77"], ["9.9.9.9"], ["100.127.3.3"]].map(
      (replacedBy) => (def) => on(def, { replacedBy }),
    ),
  };
}

const clientsHole: Hole = {
  name: "clients",
  demand: true,
  input: (def) => ({
    ...def,
    gateways: def.gateways.map((one) => ({
      ...without(one, "clients"),
      apis: one.apis.map((api) => without(api, "clients")),
    })),
  }),
  worlds: [["0.0.0.0/0"], ["203.0.113.77"], ["9.9.9.9", "10.0.3.11"], ["30.0.0.0/8"]].map(
    (clients) => (def) => ({
      ...def,
      gateways: def.gateways.map((one) => ({
        ...one,
        clients,
        apis: one.apis.map((api) => without(api, "clients")),
      })),
    }),
  ),
};

const dedicatedHole: Hole = {
  name: "addresses of dedicated instances",
  demand: true,
  input: (def) => withInstance(def, {}),
  worlds: [
    { vpcSources: ["0.0.0.0/0"], publicEgress: ["128.0.0.0/1"] },
    { vpcSources: ["10.0.9.3"], publicEgress: ["203.0.113.7", "1.2.3.4"] },
    { vpcSources: ["100.100.0.0/24", "10.0.3.11"], publicEgress: ["9.9.9.9"] },
  ].map((addresses) => (def) => withInstance(def, addresses)),
};

function withInstance(def: Definitions, addresses: object): Definitions {
  const instance = { id: "instance-y", ...addresses };
  return { ...def, gateways: def.gateways.map((one) => ({ ...one, instance })) };
}

/** TRIPLE entries with ports: one QUINTUPLE list for each reading of the vendor's pages. */
const tripleHole: Hole = {
  name: "ports of TRIPLE entries",
  input: (def) =>
    onTriple(def, (acl) => ({
      ...acl,
      ingress: acl.ingress.map(withPort(0)),
      egress: acl.egress.map(withPort(1)),
    })),
  worlds: (["destination", "source", "either"] as const).map(
    (reading) => (def) =>
      onTriple(def, (acl) => ({
        id: acl.id,
        type: "QUINTUPLE",
        ingress: acl.ingress
          .map(withPort(0))
          .flatMap((entry) => readings(entry, "sourceCidr", reading)),
        egress: acl.egress
          .map(withPort(1))
          .flatMap((entry) => readings(entry, "destinationCidr", reading)),
      })),
  ),
};

function onTriple(def: Definitions, change: (acl: AclDef) => AclDef): Definitions {
  const all = def.subnets.map((one) => ({ ...one, networkAcl: "acl-t" }));
  return { ...def, subnets: all, networkAcls: replaceById(def.networkAcls, "acl-t", change) };
}

const TRIPLE_PORTS = ["8080", "1024-65535", "8000-9000", "ALL"];
const withPort =
  (shift: number) =>
  (entry: EntryDef, i: number): EntryDef => ({
    ...entry,
    port: /^(tcp|udp)$/i.test(entry.protocol ?? "") ? TRIPLE_PORTS[(i + shift) % 4]! : "ALL",
  });

function readings(
  { action, protocol, cidr, port }: EntryDef,
  side: "sourceCidr" | "destinationCidr",
  reading: "source" | "destination" | "either",
): EntryDef[] {
  const entry = { action, ...(protocol === undefined ? {} : { protocol }), [side]: cidr };
  return [
    ...(reading === "destination" ? [] : [{ ...entry, sourcePort: port! }]),
    ...(reading === "source" ? [] : [{ ...entry, destinationPort: port! }]),
  ];
}

/** `0.0.0.0/n` in a template is what it says, or everything. */
const zeroPrefixHole: Hole = {
  name: "0.0.0.0/4 in ipm-0",
  input: (def) => withMember(def, "0.0.0.0/4"),
  worlds: [(def) => withMember(def, "0.0.0.0/4"), (def) => withMember(def, "0.0.0.0/0")],
};

function withMember(def: Definitions, member: string): Definitions {
  return {
    ...def,
    addressTemplates: replaceById(def.addressTemplates, "ipm-0", (one) => ({
      ...one,
      addresses: [...one.addresses, member],
    })),
  };
}

/** The first policy of a group, with an action or a source that cannot be read. */
function policyHole(id: string, key: "action" | "source"): Hole {
  const first = (def: Definitions, change: Partial<Record<keyof PolicyDef, string>>) => ({
    ...def,
    securityGroups: replaceById(def.securityGroups, id, (one) => ({
      ...one,
      ingress: one.ingress.map((policy, i) =>
        i === 0 ? ({ ...policy, ...change } as PolicyDef) : policy,
      ),
    })),
  });
  const values =
    key === "action"
      ? ["ACCEPT", "DROP"]
      : ["203.0.113.77", "9.9.9.9", "0.0.0.0/0", "::/0", "10.0.0.0/9"];
  return {
    name: `${key} of the first policy of ${id}`,
    input: (def) => first(def, { [key]: key === "action" ? "ALLOW" : "MY_PUBLIC_IP" }),
    worlds: values.map((value) => (def) => first(def, { [key]: value })),
  };
}

/** Keep-alive settings that cannot be read. */
const keepAliveHole: Hole = {
  name: "keep-alive",
  demand: true,
  input: (def) => withKeepAlive(def, "perhaps"),
  worlds: [(def) => withKeepAlive(def, true), (def) => withKeepAlive(def, false)],
};

function withKeepAlive(def: Definitions, keepalive: boolean | string): Definitions {
  const listeners = (list: Definitions["loadBalancers"][number]["listeners"]) =>
    list.map((one) =>
      one.protocol.startsWith("HTTP") ? { ...one, keepalive: keepalive as boolean } : one,
    );
  return {
    ...def,
    loadBalancers: def.loadBalancers.map((one) => ({
      ...one,
      listeners: listeners(one.listeners),
    })),
  };
}

/** A subnet that is named and not defined: neither its VPC nor its ACL is known. */
const subnetHole: Hole = {
  name: "subnet-b",
  input: (def) => ({ ...def, subnets: def.subnets.filter(({ id }) => id !== "subnet-b") }),
  worlds: [
    { id: "subnet-b", vpc: "vpc-main", cidr: "10.0.4.0/24" },
    { id: "subnet-b", vpc: "vpc-other", cidr: "10.0.4.0/24" },
    { id: "subnet-b", vpc: "vpc-main", cidr: "10.0.4.0/24", networkAcl: "acl-q" },
    { id: "subnet-b", vpc: "vpc-other", cidr: "10.0.4.0/24", networkAcl: "acl-t" },
  ].map((subnet) => (def) => ({
    ...def,
    subnets: replaceById(def.subnets, "subnet-b", () => subnet),
  })),
};

export const TEMPLATE_HOLES: readonly Hole[] = [
  templateHole("addressTemplates", "ipm-0"),
  templateHole("addressTemplates", "ipm-1"),
  templateHole("serviceTemplates", "ppm-0"),
  templateHole("serviceTemplates", "ppm-1"),
];

const HOLES: readonly Hole[] = [
  ...TEMPLATE_HOLES,
  groupHole("sg-0"),
  groupHole("sg-2"),
  bindingHole("ins-0"),
  bindingHole("ins-1"),
  bindingHole("eni-0"),
  balancerHole("lb-0"),
  balancerHole("lb-1"),
  passHole("lb-0"),
  snatHole("lb-0"),
  snatHole("lb-1"),
  clientsHole,
  dedicatedHole,
  tripleHole,
  zeroPrefixHole,
  policyHole("sg-1", "action"),
  policyHole("sg-3", "source"),
  keepAliveHole,
  subnetHole,
];

export const holes: fc.Arbitrary<readonly Hole[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...HOLES).map((hole) => [hole]) },
  fc.uniqueArray(fc.constantFrom(...HOLES), {
    minLength: 2,
    maxLength: 2,
    selector: ({ name }) => name,
  }),
);

/** Every combination of the holes' worlds. */
export function worldsOf(def: Definitions, list: readonly Hole[]): Definitions[] {
  return list.reduce<Definitions[]>(
    (sofar, { worlds }) => sofar.flatMap((one) => worlds.map((fill) => fill(one))),
    [def],
  );
}

export function inputOf(def: Definitions, list: readonly Hole[]): object {
  return list.reduce<object>((sofar, { input }) => input(sofar as Definitions), def);
}

/** How many policies name a template, by itself or in a group of templates. */
export function usesOf({ securityGroups }: Definitions, id: string): number {
  const names = new Set([id, id.startsWith("ipm") ? "ipmg-0" : "ppmg-0"]);
  return securityGroups
    .flatMap(({ ingress }) => ingress)
    .filter(({ source, service }) => names.has(source) || names.has(service ?? "")).length;
}
