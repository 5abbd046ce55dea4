// Listeners of a load balancer and the forwarding rules of those of layer 7, each with its targets.
import { listKey } from "../../../model/key.ts";
import { message } from "../../../words/index.ts";
import type {
  ForwardingRule,
  Id,
  Listener,
  ListenerProtocol,
  Target,
} from "../../../model/inventory.ts";
import { isUnknown, type Known } from "../../../model/unknown.ts";
import type { Resource } from "../resource.ts";
import { NOT_SET, lacking, type Ground } from "./ground.ts";
import type { Bound } from "./links.ts";
import { form } from "../../read/forms.ts";
import { attribute, holderOf, itemsOf, nodeText, scalarIn, whyUnknown } from "./nodes.ts";
import type { Attachments, ByUrl } from "./targets.ts";
import { isUnknownNode, type ResourceOf } from "./typed.ts";

type ListenerResource = ResourceOf<"tencentcloud_clb_listener">;
type RuleResource = ResourceOf<"tencentcloud_clb_listener_rule">;

export interface Front {
  readonly listeners: Bound<"tencentcloud_clb_listener">;
  readonly rules: Bound<"tencentcloud_clb_listener_rule">;
  readonly defaultDomains: Bound<"tencentcloud_clb_listener_default_domain">;
  readonly attachments: Attachments;
}

export function mapListeners(
  ground: Ground,
  parts: Front,
  { address }: Resource,
): Known<readonly Listener[]> {
  const doubt = parts.listeners.doubt(address);
  if (doubt) return doubt;
  return parts.listeners.of(address).map((listener) => readListener(ground, parts, listener));
}

const SOURCES = new Map([
  ["0", "vip" as const],
  ["1", "internal" as const],
]);

const PROTOCOLS: readonly ListenerProtocol[] = ["TCP", "UDP", "TCP_SSL", "QUIC", "HTTP", "HTTPS"];

function readListener(ground: Ground, parts: Front, resource: ListenerResource): Listener {
  const { address: id, place, body } = resource;
  const holder = holderOf(resource);
  const protocol = scalarIn(
    ground,
    holder,
    "protocol",
    () => lacking(ground, id, "protocol", NOT_SET, place),
    form.word(PROTOCOLS, "loose"),
  );
  const isLayer7 = isUnknown(protocol) ? null : protocol === "HTTP" || protocol === "HTTPS";
  const own = joinTargets(parts.attachments, parts.attachments.byOwner.get(id) ?? []);
  return {
    id,
    port: scalarIn(
      ground,
      holder,
      "port",
      () => lacking(ground, id, "port", NOT_SET, place),
      form.port(1),
    ),
    endPort:
      nodeText(attribute(body, "end_port")) === "0"
        ? null
        : scalarIn(ground, holder, "end_port", () => null, form.port(1)),
    protocol,
    keepalive:
      isLayer7 === false
        ? false
        : scalarIn(ground, holder, "keepalive_enable", () => false, form.flag),
    snat: scalarIn(ground, holder, "snat_enable", () => false, form.flag),
    healthCheck: healthCheck(ground, resource),
    targets: isLayer7 === true ? [] : own,
    rules: isLayer7 === false ? [] : readRules(ground, parts, id),
    defaultDomain: isLayer7 === false ? null : defaultDomain(parts, id),
    place,
  };
}

/** Unset leaves the choice to the vendor, whose default has changed. */
function healthCheck(ground: Ground, resource: ListenerResource): Listener["healthCheck"] {
  const holder = holderOf(resource);
  const isOn = scalarIn(ground, holder, "health_check_switch", () => true, form.flag);
  if (isOn === false) return null;
  const open = () =>
    lacking(
      ground,
      resource.address,
      "health_source_ip_type",
      message("terraform.default-has-changed"),
      resource.place,
    );
  return scalarIn(ground, holder, "health_source_ip_type", open, form.meaning(SOURCES));
}

function readRules(
  ground: Ground,
  { rules, attachments }: Front,
  listener: Id,
): Known<readonly ForwardingRule[]> {
  const doubt = rules.doubt(listener);
  if (doubt) return doubt;
  const byUrl = attachments.byUrl.get(listener) ?? [];
  const several = rules.of(listener);
  const open = several.length > 1 ? several.find(isNameless) : undefined;
  if (open)
    return lacking(
      ground,
      open.address,
      "domain or url",
      message("terraform.no-request"),
      open.place,
    );
  const own = several.flatMap((rule) => readRule(attachments, rule, byUrl));
  const named = new Set(own.map(({ domain, url }) => listKey([domain, url])));
  // An attachment may name a rule that is declared elsewhere.
  const others = byUrl.filter(
    ({ domain, url }) => !named.has(listKey([domain, url])) && domain !== null,
  );
  const { place } = ground.byAddress.get(listener)!;
  return [
    ...own,
    ...others.map(({ domain, url, targets }) => ({
      domain,
      url,
      targets,
      place: isUnknown(targets) ? place : (targets[0]?.place ?? place),
    })),
  ];
}

/** Several would undo each other; which one was last is not known. */
function defaultDomain({ defaultDomains }: Front, listener: Id): string | null {
  const [only, ...others] = defaultDomains.doubt(listener) ? [] : defaultDomains.of(listener);
  return only && others.length === 0 ? nodeText(attribute(only.body, "domain")) : null;
}

function isNameless({ body }: RuleResource): boolean {
  return (["domain", "domains", "url"] as const).some((name) => {
    const list = itemsOf(body, name);
    return isUnknownNode(list) || list.some((node) => whyUnknown(node) !== null);
  });
}

/** One forwarding rule for each of its domains. */
function readRule(
  attachments: Attachments,
  resource: RuleResource,
  byUrl: readonly ByUrl[],
): ForwardingRule[] {
  const { address: id, place, body } = resource;
  const url = nodeText(attribute(body, "url"));
  const domains = domainsOf(resource);
  return domains.map((domain) => {
    const byText = byUrl.filter(
      (one) =>
        (one.domain === null || one.domain === domain) && (one.url === null || one.url === url),
    );
    const lists = [...(attachments.byOwner.get(id) ?? []), ...byText.map(({ targets }) => targets)];
    return { domain, url, targets: joinTargets(attachments, lists), place };
  });
}

function domainsOf({ body }: RuleResource): (string | null)[] {
  const list = itemsOf(body, "domains");
  const several = isUnknownNode(list) ? [] : list.map(nodeText).filter((domain) => domain !== null);
  if (several.length > 0) return several;
  const node = attribute(body, "domain");
  return [node && !whyUnknown(node) ? nodeText(node) : null];
}

function joinTargets(
  { doubt }: Attachments,
  lists: readonly Known<readonly Target[]>[],
): Known<readonly Target[]> {
  const open = lists.find(isUnknown) ?? doubt;
  return open ?? lists.flatMap((list) => (isUnknown(list) ? [] : list));
}
