// Where a load balancer's listeners and rules forward to: attachments, target groups and auto scaling groups.
import { message, type Message } from "../../../words/index.ts";
import type { Id, Target } from "../../../model/inventory.ts";
import type { Unknown } from "../../../model/unknown.ts";
import { type Known } from "../../../model/unknown.ts";
import type { Resource } from "../resource.ts";
import {
  UNREADABLE,
  lacking,
  maybeAbsent,
  ofType,
  push,
  unknownOf,
  type Ground,
} from "./ground.ts";
import { linkIn } from "./links.ts";
import { attribute, blocks, holderOf, nodeText, setNode, within } from "./nodes.ts";
import { groupTargets, targetGroups } from "./target-groups.ts";
import { machineRef, targetOf } from "./target.ts";
import {
  isUnknownNode,
  type BlockName,
  type TypedBody,
  type InnerOf,
  type LinkName,
  type ResourceOf,
} from "./typed.ts";
import type { ResourceType, ShapeOf } from "../resources/index.ts";
import type { Shape } from "../resources/shape.ts";

/** Attachments by the listener, or by the rule, that they name. */
export interface Attachments {
  /** Those that name a rule by its id or a listener of layer 4. */
  readonly byOwner: ReadonlyMap<Id, readonly Known<readonly Target[]>[]>;
  /** Those that name a rule of a listener by domain and URL. */
  readonly byUrl: ReadonlyMap<Id, readonly ByUrl[]>;
  /** Why any listener or rule may have more targets. */
  readonly doubt: Unknown | null;
}

export interface ByUrl {
  readonly domain: string | null;
  readonly url: string | null;
  readonly targets: Known<readonly Target[]>;
}

interface Collected {
  readonly ground: Ground;
  readonly byOwner: Map<Id, Known<readonly Target[]>[]>;
  readonly byUrl: Map<Id, ByUrl[]>;
  doubt: Unknown | null;
}

export function readAttachments(ground: Ground): Attachments {
  const collected: Collected = { ground, byOwner: new Map(), byUrl: new Map(), doubt: null };
  for (const resource of ofType(ground, "tencentcloud_clb_attachment"))
    attachment(collected, resource);
  const groups = targetGroups(ground);
  for (const resource of ofType(ground, "tencentcloud_clb_target_group_attachment")) {
    const targets = groupTargets(ground, groups, resource, [resource.body]);
    bind(collected, resource, resource.body, ["listener_id", "rule_id"], targets);
  }
  for (const resource of ofType(ground, "tencentcloud_clb_target_group_attachments"))
    for (const entry of known(collected, resource, "associations")) {
      const targets = groupTargets(ground, groups, resource, [entry, resource.body]);
      bind(collected, resource, entry, ["listener_id", "location_id"], targets);
    }
  for (const resource of ofType(ground, "tencentcloud_as_scaling_group"))
    for (const entry of known(collected, resource, "forward_balancer_ids"))
      bind(collected, resource, entry, ["listener_id", "rule_id"], scaled(ground, resource, entry));
  for (const resource of ofType(ground, "tencentcloud_clb_redirection")) {
    const targets = elsewhere(ground, resource, message("terraform.redirects"));
    bind(collected, resource, resource.body, ["source_listener_id", "source_rule_id"], targets);
  }
  for (const resource of ofType(ground, "tencentcloud_clb_function_targets_attachment")) {
    const targets = elsewhere(ground, resource, message("terraform.to-functions"));
    bind(collected, resource, resource.body, ["listener_id", "location_id"], targets);
  }
  return collected;
}

function elsewhere(ground: Ground, { address, place }: Resource, why: Message): Unknown {
  return lacking(ground, address, "targets", why, place);
}

/** Those of its blocks that are known; one that is not may bind to anything. */
function known<T extends ResourceType, N extends BlockName<ShapeOf<T>>>(
  collected: Collected,
  { address, body }: ResourceOf<T>,
  name: N,
): TypedBody<InnerOf<ShapeOf<T>, N>>[] {
  const list = blocks(body, name);
  return (isUnknownNode(list) ? [list] : list).flatMap((entry) => {
    if (entry.kind === "object") return [entry];
    collected.doubt ??= unknownOf(collected.ground, address, name, entry);
    return [];
  });
}

const OWN = { port: null, weight: 10 } as const;

function attachment(
  collected: Collected,
  resource: ResourceOf<"tencentcloud_clb_attachment">,
): void {
  const { ground } = collected;
  const { body } = resource;
  const list = blocks(body, "targets");
  const targets = isUnknownNode(list)
    ? unknownOf(ground, resource.address, "targets", list)
    : list.map((entry, i) =>
        targetOf(ground, holderOf(resource), `targets[${i}]`, entry, OWN, (holder) =>
          machineRef(ground, holder, "eni_ip", "instance_id"),
        ),
      );
  const [domain, url] = [attribute(body, "domain"), attribute(body, "url")];
  if (attribute(body, "rule_id") || (!domain && !url))
    return bind(collected, resource, body, ["listener_id", "rule_id"], targets);
  const listener = linkIn(ground, body, "listener_id");
  if (listener && "id" in listener)
    push(collected.byUrl, listener.id, {
      domain: nodeText(domain),
      url: nodeText(url),
      targets: sure(ground, resource, targets),
    });
  else {
    const { why, node } = listener ?? { why: UNREADABLE, node: resource };
    collected.doubt ??= lacking(ground, resource.address, "listener_id", why, node.place);
  }
}

/** The rule where one is named, else the listener. */
function bind<S extends Shape>(
  collected: Collected,
  resource: Resource,
  body: TypedBody<S>,
  [listener, rule]: readonly [LinkName<S>, LinkName<S>],
  targets: Known<readonly Target[]>,
): void {
  const { ground, byOwner } = collected;
  const name = setNode(body.entries.get(rule)) ? rule : listener;
  const link = linkIn(ground, body, name);
  if (!link) return;
  if ("id" in link) return push(byOwner, link.id, sure(ground, resource, targets));
  const open = lacking(ground, resource.address, name, link.why, link.node.place);
  if (link.candidates === null) collected.doubt ??= open;
  else for (const id of link.candidates) push(byOwner, id, open);
}

function sure<T>(ground: Ground, resource: Resource, found: Known<T>): Known<T> {
  return resource.certain ? found : maybeAbsent(ground, resource);
}

type ScalingGroup = ResourceOf<"tencentcloud_as_scaling_group">;

/** An auto scaling group registers its machines itself. */
function scaled(
  ground: Ground,
  { address }: ScalingGroup,
  entry: TypedBody<InnerOf<ScalingGroup["body"]["shape"], "forward_balancer_ids">>,
): Known<readonly Target[]> {
  const holder = within({ address, prefix: "" }, entry, "forward_balancer_ids");
  const ports = blocks(entry, "target_attribute");
  if (isUnknownNode(ports)) return unknownOf(ground, address, "target_attribute", ports);
  const to = { kind: "instance", id: address } as const;
  return ports.map((port, i) => ({
    ...targetOf(ground, holder, `target_attribute[${i}]`, port, OWN, () => to),
    to,
  }));
}
