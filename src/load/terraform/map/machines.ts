// Groups of machines that Terraform makes from one template: auto scaling groups, TKE clusters and their node
// pools. Each template is one instance of the inventory, since all of its machines carry the same groups.
import { message, type Message } from "../../../words/index.ts";
import type { Cluster, GroupList, Id, Instance } from "../../../model/inventory.ts";
import type { Unknown } from "../../../model/unknown.ts";
import { isUnknown, type Known } from "../../../model/unknown.ts";
import type { Node, Resource, UnknownNode } from "../resource.ts";
import { lacking, maybeAbsent, ofType, resourceOf, unknownOf, type Ground } from "./ground.ts";
import { defaultGroup, listedGroups, type GroupBinding } from "./group-lists.ts";
import { boundBy, linkedId, knownLink, linkOf, type Bound } from "./links.ts";
import { form } from "../../read/forms.ts";
import { oneBlock, blocks, holderOf, itemsOf, scalarIn, within } from "./nodes.ts";
import {
  isOfType,
  isUnknownNode,
  type AttributeName,
  type TypedBody,
  type LinkName,
  type ResourceOf,
} from "./typed.ts";
import type { Shape } from "../resources/shape.ts";

type ClusterResource = ResourceOf<"tencentcloud_kubernetes_cluster">;

/** The groups and subnets that a template names, and why the groups may be others. */
interface Template {
  readonly id: Id;
  readonly resource: Resource;
  /** What lists the groups where it is not the resource itself, and the block of it that does. */
  readonly lister?: Resource;
  readonly block?: string;
  readonly groups: () => GroupBinding | null;
  readonly subnets: readonly Node[] | UnknownNode;
  readonly open: Unknown | null;
}

const NETWORKS = form.word(["GR", "VPC-CNI", "CiliumOverlay"]);
const NODE_GROUPS = ["security_group_ids"] as const;

/** Subnets that no network ACL guards. */
type OpenSubnets = ReadonlySet<Id>;

export function mapScalingGroups(ground: Ground, openSubnets: OpenSubnets): void {
  for (const resource of ofType(ground, "tencentcloud_as_scaling_group")) {
    const { address: id, body } = resource;
    const named = linkedId(ground, body, "configuration_id");
    const config = resourceOf(ground, "tencentcloud_as_scaling_config", named ?? "");
    const why =
      named === null
        ? message("terraform.configuration-of-none")
        : message("terraform.configuration-of", named);
    const unread = config ? null : lacking(ground, id, "security groups", why, resource.place);
    const machines = {
      id,
      resource,
      ...(config && { lister: config }),
      groups: () => config && listedGroups(ground, holderOf(config), NODE_GROUPS),
      subnets: itemsOf(body, "subnet_ids"),
      open: config?.certain === false ? maybeAbsent(ground, config) : unread,
    };
    ground.draft.instances.push(machine(ground, machines, openSubnets));
  }
}

export function mapClusters(ground: Ground, openSubnets: OpenSubnets): void {
  const bound = [
    boundBy(ground, "tencentcloud_kubernetes_node_pool", "cluster_id"),
    boundBy(ground, "tencentcloud_kubernetes_native_node_pool", "cluster_id"),
    boundBy(ground, "tencentcloud_kubernetes_scale_worker", "cluster_id"),
    boundBy(ground, "tencentcloud_kubernetes_serverless_node_pool", "cluster_id"),
    boundBy(ground, "tencentcloud_kubernetes_cluster_attachment", "cluster_id"),
  ];
  ground.draft.instances.push(...pools(ground).map((pool) => machine(ground, pool, openSubnets)));
  for (const resource of ofType(ground, "tencentcloud_kubernetes_cluster")) {
    const { address: id, place } = resource;
    const own = workers(ground, resource, openSubnets);
    const network = scalarIn(ground, holderOf(resource), "network_type", () => "GR", NETWORKS);
    ground.draft.clusters.push({
      id,
      nodes: clusterNodes(ground, resource, own, bound),
      network: isUnknown(network) ? null : network === "GR" ? "GlobalRouter" : network,
      place,
    });
  }
}

function pools(ground: Ground): Template[] {
  return [
    ...ofType(ground, "tencentcloud_kubernetes_node_pool").map((pool) => {
      const name = "auto_scaling_config";
      const groups = ["orderly_security_group_ids", "security_group_ids"] as const;
      const inner = inside(ground, pool, name, oneBlock(pool.body, name), groups, null);
      return { ...inner, subnets: itemsOf(pool.body, "subnet_ids") };
    }),
    ...ofType(ground, "tencentcloud_kubernetes_native_node_pool").map((pool) => {
      const inner = oneBlock(pool.body, "native");
      return inside(ground, pool, "native", inner, NODE_GROUPS, "subnet_ids");
    }),
    ...ofType(ground, "tencentcloud_kubernetes_scale_worker").map((pool) => {
      const inner = oneBlock(pool.body, "worker_config");
      return inside(ground, pool, "worker_config", inner, NODE_GROUPS, "subnet_id");
    }),
    ...ofType(ground, "tencentcloud_kubernetes_serverless_node_pool").map((pool) => ({
      id: pool.address,
      resource: pool,
      groups: () => listedGroups(ground, holderOf(pool), NODE_GROUPS),
      subnets: itemsOf(pool.body, "subnet_id"),
      open: null,
    })),
  ];
}

/** The template that a block of a pool is. */
function inside<S extends Shape>(
  ground: Ground,
  resource: Resource,
  name: string,
  inner: TypedBody<S> | UnknownNode | null,
  groups: readonly LinkName<S>[],
  subnets: AttributeName<S> | null,
): Template {
  const { address: id } = resource;
  if (inner?.kind !== "object") {
    const open = inner && unknownOf(ground, id, "security groups", inner);
    return { id, resource, block: name, groups: () => null, subnets: [], open };
  }
  const holder = within({ address: id, prefix: "" }, inner, name);
  return {
    id,
    resource,
    block: name,
    groups: () => listedGroups(ground, holder, groups),
    subnets: subnets === null ? [] : itemsOf(inner, subnets),
    open: null,
  };
}

function clusterNodes(
  ground: Ground,
  resource: ClusterResource,
  own: readonly Id[] | Unknown,
  bound: readonly Bound[],
): Cluster["nodes"] {
  const { address: id, place } = resource;
  if (!resource.certain) return maybeAbsent(ground, resource);
  if (isUnknown(own)) return own;
  const doubt = bound.map((each) => each.doubt(id)).find((each) => each !== null);
  if (doubt) return doubt;
  const nodes: Id[] = [...own];
  for (const member of bound.flatMap((each) => each.of(id))) {
    const node = isOfType(member, "tencentcloud_kubernetes_cluster_attachment")
      ? knownLink(ground, member, "instance_id")
      : member.address;
    if (isUnknown(node)) return node;
    if (node !== null) nodes.push(node);
  }
  return nodes.length > 0
    ? nodes
    : lacking(ground, id, "nodes", message("terraform.no-nodes"), place);
}

/** `worker_config` and `master_config` of the cluster itself, and instances that it takes over. */
function workers(
  ground: Ground,
  resource: ClusterResource,
  openSubnets: OpenSubnets,
): readonly Id[] | Unknown {
  const ids: Id[] = [];
  for (const name of ["worker_config", "master_config"] as const) {
    const list = blocks(resource.body, name);
    if (isUnknownNode(list)) return unknownOf(ground, resource.address, name, list);
    for (const [i, config] of list.entries()) {
      if (config.kind === "unknown") return unknownOf(ground, resource.address, name, config);
      const own = `${name}[${i}]`;
      const id = `${resource.address}.${own}`;
      const template = inside(ground, resource, own, config, NODE_GROUPS, "subnet_id");
      ground.draft.instances.push(machine(ground, { ...template, id, block: name }, openSubnets));
      ids.push(id);
    }
  }
  return ids;
}

function machine(ground: Ground, template: Template, openSubnets: OpenSubnets): Instance {
  const { id, resource, open } = template;
  const unknown = resource.certain ? open : maybeAbsent(ground, resource);
  const own = unknown ? null : template.groups();
  const unset = (noun: string, why: Message) => lacking(ground, id, noun, why, resource.place);
  const { lister = resource, block } = template;
  const absent: GroupList = unknown ?? defaultGroup(ground, id, lister, block);
  const running = message("terraform.known-while-running");
  return {
    id,
    privateIps: unset("private addresses", running),
    publicIps: unset("public addresses", running),
    subnet: subnetOf(ground, template, openSubnets),
    securityGroups: own?.securityGroups ?? absent,
    groupsUnordered: own?.groupsUnordered ?? null,
    enis: [],
    place: resource.place,
  };
}

/** Machines may stand in any of the subnets: which one matters only where a network ACL guards some. */
function subnetOf(
  ground: Ground,
  { id, resource, subnets }: Template,
  openSubnets: OpenSubnets,
): Known<Id | null> {
  if (isUnknownNode(subnets)) {
    const link = linkOf(ground, "subnet", subnets);
    return "id" in link ? link.id : unknownOf(ground, id, "subnet", subnets);
  }
  const ids: Id[] = [];
  for (const node of subnets) {
    const link = linkOf(ground, "subnet", node);
    if ("why" in link) return lacking(ground, id, "subnet", link.why, node.place);
    ids.push(link.id);
  }
  const [first, second] = ids;
  if (first === undefined) return null;
  if (second === undefined || ids.every((each) => openSubnets.has(each))) return first;
  return lacking(ground, id, "subnet", message("terraform.any-subnet"), resource.place);
}
