// Names of sources -> addresses, for the gateway, API or path at hand. Range packs and settings come in as
// data; what they do not say is open, never guessed.
import {
  EVERY_ADDRESS,
  EVERY_IPV4,
  minusAddresses,
  parseCidr,
  uniteAddresses,
  type AddressRange,
} from "../net/address.ts";
import { printAddresses } from "../net/print.ts";
import type { Sources } from "../model/demand.ts";
import type { DirectSource } from "../model/demands.ts";
import type { Gateway, Inventory, Path } from "../model/inventory.ts";
import { answersIpv6 } from "../model/lookup.ts";
import type { RangePack } from "../model/ranges.ts";
import type { Route } from "../model/route.ts";
import { key } from "../model/key.ts";
import { isUnknown, missingOne, Unknown, type Fact, type Known } from "../model/unknown.ts";
import type { LintSettings } from "./settings.ts";
import type { Rule } from "./rule.ts";
import { base, bothSources, literal, nobody, openSources, perhaps, unitOf } from "./source-sets.ts";

export interface SourceBook {
  /** What a rule demands of a route beyond `route`, which the caller resolves. */
  readonly required: (
    rule: Rule,
    from: readonly (DirectSource | AddressRange)[],
    route: Route,
  ) => Sources;
  /** `or`: who else may have to be admitted, where the first are not known. */
  readonly named: (name: DirectSource, route: Route, or?: DirectSource) => Sources;
}

type Packs = ReadonlyMap<string, RangePack>;

export function sourceBook(inventory: Inventory, packs: Packs, settings: LintSettings): SourceBook {
  const made = new Map<string, Sources>();
  const keep = (about: string, make: () => Sources) => {
    const found = made.get(about) ?? make();
    made.set(about, found);
    return found;
  };
  const one = (name: DirectSource, route: Route): Sources => {
    if (name === "path")
      return keep(key`path ${route.path!.name}`, () =>
        pathSources(route.path!, inventory, packs, settings),
      );
    const gateway = route.gateway!;
    if (name === "gateway.private" || name === "gateway.public")
      return keep(key`${name} ${gateway.id}`, () =>
        gatewaySources(gateway, name === "gateway.private" ? "private" : "public", packs, settings),
      );
    if (name === "microservice.callers") return callers(route, one, settings);
    const own = route.api?.clients ?? null;
    return keep(key`clients ${gateway.id} ${own && route.api!.id}`, () =>
      clientSources(own ?? gateway.clients, gateway.id, settings),
    );
  };
  return {
    named: (name, route, or) =>
      or === undefined ? one(name, route) : perhaps(one(name, route), one(or, route)),
    required: (rule, from, route) => {
      const sources = from
        .map((source) => (typeof source === "string" ? one(source, route) : literal([source])))
        .reduce(bothSources);
      const isOfAKind = rule.applies.gateway !== undefined && route.gateway !== null;
      return isOfAKind && isUnknown(route.gateway.instance)
        ? perhaps(sources, one("clients", route))
        : sources;
    },
  };
}

function callers(
  route: Route,
  named: (name: DirectSource, route: Route) => Sources,
  { microserviceSources }: LintSettings,
): Sources {
  const wanted = {
    clients: ["clients"],
    gateway: ["gateway.private"],
    both: ["clients", "gateway.private"],
  } as const;
  return wanted[microserviceSources].map((name) => named(name, route)).reduce(bothSources);
}

function gatewaySources(
  gateway: Gateway,
  set: "private" | "public",
  packs: Packs,
  settings: LintSettings,
): Sources {
  const subject = gateway.product === "api-gateway" ? "gateway" : gateway.product;
  const { instance } = gateway;
  // A dedicated instance stands in the user's own VPC, perhaps beside the target.
  const unstated = (fact: Fact): Sources => ({
    ...openSources(key`${gateway.id} ${set}`, subject, set, fact),
    vendor: set === "public",
  });
  if (isUnknown(instance)) return unstated(instance.fact);
  if (instance.kind === "shared")
    return packSources(
      packs,
      gateway.product,
      set,
      orSetting(gateway.region, settings.region),
      subject,
    );
  const list = set === "private" ? instance.vpcSources : instance.publicEgress;
  if (isUnknown(list)) return unstated(list.fact);
  if (list.length === 0) return nobody(key`${gateway.id} ${set}`, subject, noCaller(gateway, set));
  return {
    ...base(list),
    key: key`gateway ${gateway.id} ${set}`,
    subject,
    unit: unitOf(set, true),
  };
}

/** A pack's ranges of one region; unknown regions and columns are open and say how to supply them. */
export function packSources(
  packs: Packs,
  product: string,
  set: "private" | "public",
  region: Known<string>,
  subject: string,
): Sources {
  if (isUnknown(region)) return openSources(key`${product} ${set}`, subject, set, region.fact);
  const own = key`${{ own: product }}.${set} ${region}`;
  const pack = packs.get(product);
  const ranges = pack?.regions.get(region)?.[set] ?? null;
  if (!pack || ranges === null)
    return openSources(own, subject, set, noRanges(product, set, region));
  const title = `${pack.title} ${region}`;
  const shared = {
    ...base(ranges.ranges),
    key: own,
    subject,
    unit: unitOf(set, false),
    vendor: true,
    origin: { title, page: ranges.page },
  };
  if (set === "private") {
    const contradictions = pack.alsoPublished.map((older) => ({
      ranges: uniteAddresses(older.private.map((r) => r.set)),
      text: `the page on ${older.what} lists only ${older.private.map((r) => r.text).join(", ")} (${older.page.url})`,
    }));
    return { ...shared, contradictions };
  }
  const { soft, complete } = ranges as NonNullable<ReturnType<typeof pack.regions.get>>["public"] &
    object;
  const open = complete ? null : { within: EVERY_IPV4, facts: [cutOff(pack, region)] };
  return { ...shared, soft: uniteAddresses(soft.map((r) => r.set)), open };
}

function clientSources(
  declared: Known<readonly AddressRange[]>,
  gateway: string,
  settings: LintSettings,
): Sources {
  const list = isUnknown(declared) ? (settings.clients ?? declared) : declared;
  const named = { key: key`clients of ${gateway}`, subject: "clients", unit: "client ranges" };
  if (!isUnknown(list)) {
    const sources = base(list);
    return { ...sources, ...named, key: `clients ${sources.key}` };
  }
  return { ...base([]), ...named, open: { within: EVERY_ADDRESS, facts: [list.fact] } };
}

function pathSources(
  path: Path,
  inventory: Inventory,
  packs: Packs,
  settings: LintSettings,
): Sources {
  const { from } = path;
  switch (from.kind) {
    case "addresses":
      return literal(from.ranges);
    case "pack":
      return packSources(
        packs,
        from.product,
        from.set,
        orSetting(path.region, settings.region),
        `${from.product}.${from.set}`,
      );
    case "gateway":
      return nodeSources(inventory, from.id);
    case "clients":
      return anyClients(inventory, settings, path);
    case "internet": {
      // IPv6 matters only where something answers on it: a policy for ::/0 alone then opens the target.
      const v6 = answersIpv6(inventory, path.to.id);
      return {
        ...base([...internet(packs), ...(v6 ? [INTERNET_V6] : [])]),
        subject: "the Internet",
        unit: "ranges of the Internet",
        key: v6 ? "internet with IPv6" : "internet",
      };
    }
  }
}

/** Cloud-native gateways call from their nodes' addresses in the user's VPC. */
function nodeSources({ gateways }: Inventory, id: string): Sources {
  const gateway = gateways.find((one) => one.id === id);
  const nodes = gateway ? nodesOf(gateway) : new Unknown(missingOne("gateway", id));
  const named = { subject: id, unit: "nodes" };
  if (gateway && !isUnknown(nodes) && nodes.length === 0)
    return { ...nobody(key`nodes of ${id}`, id, noCaller(gateway, "private")), ...named };
  if (!isUnknown(nodes)) return { ...literal(nodes), ...named };
  return {
    ...openSources(key`nodes of ${id}`, id, "private", nodes.fact),
    ...named,
    vendor: false,
  };
}

function nodesOf({ id, instance, place }: Gateway): Known<readonly AddressRange[]> {
  if (isUnknown(instance)) return instance;
  if (instance.kind === "dedicated") return instance.vpcSources;
  return new Unknown({
    id: `nodes of ${id}`,
    text: `${id} is declared as shared, and so has no addresses in a VPC`,
    remedy: `write \`instance: { vpcSources: [...] }\` in ${id}, or a pack such as api-gateway.private in the path`,
    place,
  });
}

/** `from: clients` of a path: the config's clients, else all that gateways declare. */
function anyClients(inventory: Inventory, settings: LintSettings, path: Path): Sources {
  const declared = inventory.gateways.flatMap((g) => (isUnknown(g.clients) ? [] : [...g.clients]));
  const fact: Fact = {
    id: "clients",
    text: "no clients are declared",
    remedy: "add `clients: [...]` to sglint.yaml, or pass --clients",
    place: path.place,
  };
  const list = settings.clients ?? (declared.length > 0 ? declared : new Unknown(fact));
  return clientSources(list, path.name, settings);
}

/** IPv4 addresses that are never sources on the Internet (IANA special-purpose registry); documentation ranges stay. */
const NOT_INTERNET = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/3",
];

/** IPv6 global unicast (IANA IPv6 address space registry). */
const INTERNET_V6 = parseCidr("2000::/3") as AddressRange;

/** The IPv4 Internet: neither reserved nor used inside the vendor's network by a product of the range packs. */
function internet(packs: Packs): AddressRange[] {
  const inner = [...packs.values()].flatMap((pack) =>
    [...pack.regions.values()].flatMap((region) => region.private?.ranges ?? []),
  );
  const reserved = NOT_INTERNET.map(parseCidr).flatMap((r) => (r.ok ? [r.set] : []));
  const left = minusAddresses(
    EVERY_IPV4,
    uniteAddresses([...reserved, ...inner.map((r) => r.set)]),
  );
  return printAddresses(left).flatMap((text) => {
    const range = parseCidr(text);
    return range.ok ? [range] : [];
  });
}

function noCaller({ id, place }: Gateway, set: "private" | "public"): Fact {
  const [text, remedy] =
    set === "private"
      ? [`${id} has no node`, "read it again when it has nodes, or name their addresses in a path"]
      : [
          `${id} has no public address to call from`,
          "let its dedicated instance call the Internet, or use a backend in a VPC",
        ];
  return { id: `${set} callers of ${id}`, text, remedy, place };
}

function orSetting(region: Known<string>, setting: string | null): Known<string> {
  return setting ?? region;
}

function noRanges(product: string, set: "private" | "public", region: string): Fact {
  const what = set === "private" ? "private ranges" : "public VIPs";
  return {
    id: `${product} ${set} ${region}`,
    text: `the ${what} of ${product} in ${region} are not known`,
    remedy: `add them to sglint.yaml: ranges: [{ product: ${product}, regions: [{ id: ${region}, ${set === "private" ? "private" : "publicVips"}: [...] }] }]`,
    place: null,
  };
}

function cutOff(pack: RangePack, region: string): Fact {
  return {
    id: `${pack.product} public ${region} complete`,
    text: `the published VIPs of ${pack.title} in ${region} are known only in part`,
    remedy: `read the whole list on the vendor's page and add it to sglint.yaml: ranges: [{ product: ${pack.product}, regions: [{ id: ${region}, publicVips: [...] }] }]`,
    place: null,
  };
}
