// Where a load balancer's listeners and rules forward to: attachments, target groups and auto scaling groups.
import { message, type Message } from "../../../words/index.ts";
import type { Id, Target } from "../../../model/inventory.ts";
import type { Known, Unknown } from "../../../model/unknown.ts";
import type { Node, Resource } from "../resource.ts";
import { lacking, maybeAbsent, ofType, push, type Ground, UNREADABLE } from "./ground.ts";
import { linkOf, type LinkKind } from "./links.ts";
import {
  attribute,
  blocks,
  holderOf,
  isUnknownNode,
  nodeText,
  within,
  type ObjectNode,
} from "./nodes.ts";
import { groupTargets, targetGroups, type TargetGroups } from "./target-groups.ts";
import { targetOf } from "./target.ts";

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
  for (const resource of ofType(ground, "tencentcloud_clb_target_group_attachment"))
    bind(
      collected,
      resource,
      resource.body,
      ["listener_id", "rule_id"],
      groupTargets(ground, groups, resource.address, resource.body),
    );
  for (const resource of ofType(ground, "tencentcloud_clb_target_group_attachments"))
    associations(collected, resource, groups);
  for (const resource of ofType(ground, "tencentcloud_as_scaling_group"))
    scaled(collected, resource);
  for (const resource of ofType(ground, "tencentcloud_clb_redirection"))
    bind(
      collected,
      resource,
      resource.body,
      ["source_listener_id", "source_rule_id"],
      elsewhere(ground, resource, message("terraform.redirects")),
    );
  for (const resource of ofType(ground, "tencentcloud_clb_function_targets_attachment"))
    bind(
      collected,
      resource,
      resource.body,
      ["listener_id", "location_id"],
      elsewhere(ground, resource, message("terraform.to-functions")),
    );
  return collected;
}

function elsewhere(ground: Ground, { address, place }: Resource, why: Message): Unknown {
  return lacking(ground, address, "targets", why, place);
}

function attachment(collected: Collected, resource: Resource): void {
  const { ground } = collected;
  const holder = holderOf(resource);
  const list = blocks(resource.body, "targets");
  const targets = isUnknownNode(list)
    ? lacking(ground, resource.address, "targets", list.reason, list.place)
    : list.map((entry, i) =>
        targetOf(ground, holder, `targets[${i}]`, entry, { port: null, weight: 10 }),
      );
  const rule = attribute(resource.body, "rule_id");
  const [domain, url] = [attribute(resource.body, "domain"), attribute(resource.body, "url")];
  if (rule || (!domain && !url))
    return bind(collected, resource, resource.body, ["listener_id", "rule_id"], targets);
  const listener = attribute(resource.body, "listener_id");
  const link = listener && linkOf(ground, "listener", listener);
  if (link && "id" in link)
    push(collected.byUrl, link.id, {
      domain: nodeText(domain),
      url: nodeText(url),
      targets: sure(ground, resource, targets),
    });
  else doubtful(collected, resource, "listener_id", listener);
}

/** The rule where one is named, else the listener. */
function bind(
  collected: Collected,
  resource: Resource,
  body: ObjectNode,
  [listenerName, ruleName]: readonly [string, string],
  targets: Known<readonly Target[]>,
): void {
  const { ground } = collected;
  const rule = attribute(body, ruleName);
  const [kind, name]: [LinkKind, string] = rule ? ["rule", ruleName] : ["listener", listenerName];
  const node = rule ?? attribute(body, listenerName);
  if (!node) return;
  const link = linkOf(ground, kind, node);
  if ("id" in link) push(collected.byOwner, link.id, sure(ground, resource, targets));
  else if (link.candidates === null) doubtful(collected, resource, name, node);
  else
    for (const id of link.candidates)
      push(collected.byOwner, id, lacking(ground, resource.address, name, link.why, node.place));
}

function doubtful(collected: Collected, resource: Resource, name: string, node: Node | null): void {
  const link = node && linkOf(collected.ground, "listener", node);
  const why = link && "why" in link ? link.why : UNREADABLE;
  collected.doubt ??= lacking(
    collected.ground,
    resource.address,
    name,
    why,
    node?.place ?? resource.place,
  );
}

function sure<T>(ground: Ground, resource: Resource, value: Known<T>): Known<T> {
  return resource.certain ? value : maybeAbsent(ground, resource);
}

function associations(collected: Collected, resource: Resource, groups: TargetGroups): void {
  const { ground } = collected;
  const list = blocks(resource.body, "associations");
  if (isUnknownNode(list)) {
    collected.doubt ??= lacking(ground, resource.address, "associations", list.reason, list.place);
    return;
  }
  for (const entry of list) {
    if (entry.kind === "unknown")
      collected.doubt ??= lacking(
        ground,
        resource.address,
        "associations",
        entry.reason,
        entry.place,
      );
    else {
      const targets = groupTargets(
        ground,
        groups,
        resource.address,
        entry,
        attribute(resource.body, "target_group_id"),
      );
      bind(collected, resource, entry, ["listener_id", "location_id"], targets);
    }
  }
}

/** An auto scaling group registers its machines itself. */
function scaled(collected: Collected, resource: Resource): void {
  const { ground } = collected;
  const list = blocks(resource.body, "forward_balancer_ids");
  if (isUnknownNode(list)) {
    collected.doubt ??= lacking(
      ground,
      resource.address,
      "forward_balancer_ids",
      list.reason,
      list.place,
    );
    return;
  }
  for (const entry of list) {
    if (entry.kind === "unknown") {
      collected.doubt ??= lacking(
        ground,
        resource.address,
        "forward_balancer_ids",
        entry.reason,
        entry.place,
      );
      continue;
    }
    const holder = within(holderOf(resource), entry, "forward_balancer_ids");
    const ports = blocks(entry, "target_attribute");
    const targets = isUnknownNode(ports)
      ? lacking(ground, resource.address, "target_attribute", ports.reason, ports.place)
      : ports.map((port, i): Target => {
          const target = targetOf(ground, holder, `target_attribute[${i}]`, port, {
            port: null,
            weight: 10,
          });
          return { ...target, to: { kind: "instance", id: resource.address } };
        });
    bind(collected, resource, entry, ["listener_id", "rule_id"], targets);
  }
}
