// Who a declared path says that calls: addresses, a pack, the nodes of a gateway, the clients, the Internet.
import {
  EVERY_IPV4,
  minusAddresses,
  ownRange,
  uniteAddresses,
  type AddressRange,
} from "../net/address.ts";
import { printAddresses } from "../net/print.ts";
import type { Sources } from "../model/demand.ts";
import type { Gateway, Inventory, Path } from "../model/inventory.ts";
import { key } from "../model/key.ts";
import { answersIpv6 } from "../model/lookup.ts";
import { allRanges } from "../model/ranges.ts";
import { factOf, isUnknown, missingOne, Unknown, type Known } from "../model/unknown.ts";
import { message, say } from "../words/index.ts";
import { clientSources, nobodyCalls, orSetting, packSources, type Packs } from "./range-sources.ts";
import type { LintSettings } from "./settings.ts";
import { base, literal, nobody, openSources } from "./source-sets.ts";

export function pathSources(
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
        ...base([...internet(packs), ...(v6 ? [ownRange(INTERNET_V6)] : [])]),
        subject: say("rules.internet"),
        whole: {
          name: say("rules.whole-internet"),
          written: (v6 ? EVERYWHERE : EVERYWHERE_IPV4).map(ownRange),
        },
        key: v6 ? "internet with IPv6" : "internet",
      };
    }
  }
}

/** Cloud-native gateways call from their nodes' addresses in the user's VPC. */
function nodeSources({ gateways }: Inventory, id: string): Sources {
  const gateway = gateways.find((one) => one.id === id);
  const nodes = gateway ? nodesOf(gateway) : new Unknown(missingOne("gateway", id));
  const named = { subject: id, unit: say("rules.nodes") };
  if (gateway && !isUnknown(nodes) && nodes.length === 0)
    return { ...nobody(key`nodes of ${id}`, id, nobodyCalls(gateway, "private")), ...named };
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
  const why = message("rules.shared-has-no-nodes", id);
  return new Unknown(factOf(key`nodes of ${id}`, why, message("rules.write-nodes", id), place));
}

/** `from: clients` of a path: the config's clients, else all that gateways declare. */
function anyClients(inventory: Inventory, settings: LintSettings, path: Path): Sources {
  const declared = inventory.gateways.flatMap((g) => (isUnknown(g.clients) ? [] : [...g.clients]));
  const why = message("rules.no-clients");
  const fact = factOf("clients", why, message("rules.add-clients"), path.place);
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
const INTERNET_V6 = "2000::/3";
// Texts: only a run that has such a path reads them.
const EVERYWHERE_IPV4 = ["0.0.0.0/0"];
const EVERYWHERE = [...EVERYWHERE_IPV4, "::/0"];

/** The IPv4 Internet: neither reserved nor used inside the vendor's network by a product of the range packs. */
function internet(packs: Packs): AddressRange[] {
  const inner = [...packs.values()].flatMap((pack) =>
    allRanges(pack).flatMap((region) => region.private?.ranges ?? []),
  );
  const reserved = NOT_INTERNET.map(ownRange);
  const used = uniteAddresses([...reserved, ...inner].map(({ set }) => set));
  return printAddresses(minusAddresses(EVERY_IPV4, used)).map(ownRange);
}
