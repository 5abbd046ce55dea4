// Sources that range packs, gateways and clients say. What a pack does not tell is open, and its fact says how to supply it.
import { EVERY_ADDRESS, EVERY_IPV4, uniteAddresses, type AddressRange } from "../net/address.ts";
import type { Sources } from "../model/demand.ts";
import type { Gateway } from "../model/inventory.ts";
import { key } from "../model/key.ts";
import { rangesOf, type RangePack } from "../model/ranges.ts";
import { factOf, isUnknown, type Fact, type Known } from "../model/unknown.ts";
import { message, say } from "../words/index.ts";
import type { LintSettings } from "./settings.ts";
import { base, nobody, openSources, unitOf } from "./source-sets.ts";

export type Packs = ReadonlyMap<string, RangePack>;

export function gatewaySources(
  gateway: Gateway,
  set: "private" | "public",
  packs: Packs,
  settings: LintSettings,
): Sources {
  const subject = gateway.product === "api-gateway" ? say("rules.gateway") : gateway.product;
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
  if (list.length === 0)
    return nobody(key`${gateway.id} ${set}`, subject, nobodyCalls(gateway, set));
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
  const pack = packs.get(product);
  const published = pack && rangesOf(pack, isUnknown(region) ? null : region);
  const vips = set === "public" ? (published?.public ?? null) : null;
  const ranges = set === "public" ? vips : (published?.private ?? null);
  if (isUnknown(region) && ranges === null)
    return openSources(key`${product} ${set}`, subject, set, region.fact);
  const where = isUnknown(region) ? published!.region : region;
  const own = key`${{ own: product }}.${set} ${where}`;
  if (!pack || ranges === null)
    return openSources(own, subject, set, noRanges(product, set, where));
  const isOne = isUnknown(region) || published === pack.everywhere;
  const title = isOne ? pack.title : `${pack.title} ${where}`;
  const shared = {
    ...base(ranges.ranges),
    key: own,
    subject,
    unit: unitOf(set, false),
    vendor: true,
    origin: { title, page: ranges.page },
  };
  if (vips === null) {
    const contradictions = pack.alsoPublished.map((older) => ({
      ranges: uniteAddresses(older.private.map((r) => r.set)),
      text: say(
        "rules.older-page",
        older.what,
        older.private.map((r) => r.text).join(", "),
        older.page.url,
      ),
    }));
    return { ...shared, contradictions };
  }
  const { soft, complete } = vips;
  const open = complete ? null : { within: EVERY_IPV4, facts: [cutOff(pack, where)] };
  return { ...shared, soft: uniteAddresses(soft.map((r) => r.set)), open };
}

export function clientSources(
  declared: Known<readonly AddressRange[]>,
  gateway: string,
  settings: LintSettings,
): Sources {
  const list = isUnknown(declared) ? (settings.clients ?? declared) : declared;
  const named = {
    key: key`clients of ${gateway}`,
    subject: say("rules.clients"),
    unit: say("rules.client-ranges"),
  };
  if (!isUnknown(list)) {
    const sources = base(list);
    return { ...sources, ...named, key: `clients ${sources.key}` };
  }
  return { ...base([]), ...named, open: { within: EVERY_ADDRESS, facts: [list.fact] } };
}

export function orSetting(region: Known<string>, setting: string | null): Known<string> {
  return setting ?? region;
}

function noRanges(product: string, set: "private" | "public", region: string): Fact {
  const about = [product, region] as const;
  const [why, remedy] =
    set === "private"
      ? [
          message("rules.no-private-ranges", ...about),
          message("rules.add-private-ranges", ...about),
        ]
      : [message("rules.no-public-vips", ...about), message("rules.add-public-vips", ...about)];
  return factOf(key`${product} ${set} ${region}`, why, remedy, null);
}

function cutOff({ product, title }: RangePack, region: string): Fact {
  const why = message("rules.vips-in-part", title, region);
  const remedy = message("rules.add-all-vips", product, region);
  return factOf(key`${product} public ${region} complete`, why, remedy, null);
}

export function nobodyCalls({ id, place }: Gateway, set: "private" | "public"): Fact {
  const [why, remedy] =
    set === "private"
      ? [message("rules.no-node", id), message("rules.read-nodes")]
      : [message("rules.no-egress", id), message("rules.allow-egress")];
  return factOf(key`${set} callers of ${id}`, why, remedy, place);
}
