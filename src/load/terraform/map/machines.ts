// Groups of machines that Terraform makes from one template: auto scaling groups, TKE clusters and their node
// pools. Each template is one instance of the inventory, since all of its machines carry the same groups.
import { message, type Message } from "../../../words/index.ts";
import type { Cluster, GroupList, Id, Instance } from "../../../model/inventory.ts";
import { isUnknown, type Known, type Unknown } from "../../../model/unknown.ts";
import type { Node, Resource, UnknownNode } from "../resource.ts";
import { lacking, maybeAbsent, ofType, type Ground } from "./ground.ts";
import { listedGroups, NODE_GROUPS, type ListName } from "./group-lists.ts";
import { boundBy, knownLink, linkOf, type Bound } from "./links.ts";
import {
  attribute,
  block,
  blocks,
  itemsOf,
  holderOf,
  isUnknownNode,
  nodeText,
  within,
  type Holder,
} from "./nodes.ts";

/** A template: whose block it is, the groups and subnets it names. */
interface Template {
  readonly id: Id;
  readonly resource: Resource;
  readonly holder: Holder;
  readonly groups: readonly ListName[];
  readonly subnets: readonly Node[] | UnknownNode;
}

/** Subnets must have been read. */
export function readScalingGroups(ground: Ground): void {
  for (const resource of ofType(ground, "tencentcloud_as_scaling_group")) {
    const node = attribute(resource.body, "configuration_id");
    const link = node && linkOf(ground, "scalingConfig", node);
    const config = link && "id" in link ? ground.byAddress.get(link.id) : undefined;
    const subnets = itemsOf(resource.body, "subnet_ids");
    const template = { id: resource.address, resource, groups: NODE_GROUPS, subnets };
    const why =
      link && "id" in link
        ? message("terraform.configuration-of", link.id)
        : message("terraform.configuration-of-none");
    const open = lacking(ground, resource.address, "security groups", why, resource.place);
    ground.draft.instances.push(
      config
        ? machine(
            ground,
            { ...template, holder: holderOf(config) },
            config.certain ? null : maybeAbsent(ground, config),
          )
        : machine(ground, { ...template, holder: holderOf(resource) }, open),
    );
  }
}

const POOL_GROUPS: readonly ListName[] = [
  { name: "orderly_security_group_ids", ordered: true },
  { name: "security_group_ids", ordered: false },
];

/** The block of each kind of pool that names the groups, the attribute that names the subnets, and where it stands. */
const POOLS = [
  {
    type: "tencentcloud_kubernetes_node_pool",
    inside: "auto_scaling_config",
    groups: POOL_GROUPS,
    subnets: "subnet_ids",
    subnetsInside: false,
  },
  {
    type: "tencentcloud_kubernetes_native_node_pool",
    inside: "native",
    groups: NODE_GROUPS,
    subnets: "subnet_ids",
    subnetsInside: true,
  },
  {
    type: "tencentcloud_kubernetes_scale_worker",
    inside: "worker_config",
    groups: NODE_GROUPS,
    subnets: "subnet_id",
    subnetsInside: true,
  },
  {
    type: "tencentcloud_kubernetes_serverless_node_pool",
    inside: null,
    groups: NODE_GROUPS,
    subnets: "subnet_id",
    subnetsInside: false,
  },
] as const;

/** Instances must have been read. */
export function readClusters(ground: Ground): void {
  const pools = POOLS.map((kind) => ({
    kind,
    bound: boundBy(ground, ofType(ground, kind.type), "cluster", "cluster_id"),
  }));
  const attached = boundBy(
    ground,
    ofType(ground, "tencentcloud_kubernetes_cluster_attachment"),
    "cluster",
    "cluster_id",
  );
  for (const { kind } of pools)
    for (const resource of ofType(ground, kind.type))
      ground.draft.instances.push(poolNode(ground, resource, kind));
  for (const resource of ofType(ground, "tencentcloud_kubernetes_cluster")) {
    const { address: id, place, body } = resource;
    const own = workers(ground, resource);
    const network = nodeText(attribute(body, "network_type")) ?? "GR";
    const nodes = clusterNodes(ground, resource, own, [
      ...pools.map(({ bound }) => bound),
      attached,
    ]);
    ground.draft.clusters.push({
      id,
      nodes,
      network: network === "GR" ? "GlobalRouter" : network,
      place,
    });
  }
}

function clusterNodes(
  ground: Ground,
  resource: Resource,
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
    const isInstance = member.type === "tencentcloud_kubernetes_cluster_attachment";
    const node = isInstance ? knownLink(ground, "instance", member, "instance_id") : member.address;
    if (isUnknown(node)) return node;
    if (node !== null) nodes.push(node);
  }
  return nodes.length > 0
    ? nodes
    : lacking(ground, id, "nodes", message("terraform.no-nodes"), place);
}

function poolNode(ground: Ground, resource: Resource, kind: (typeof POOLS)[number]): Instance {
  const { address: id } = resource;
  const whole = holderOf(resource);
  const inner = kind.inside === null ? whole.body : block(resource.body, kind.inside);
  const holder =
    inner?.kind === "object" && kind.inside !== null ? within(whole, inner, kind.inside) : whole;
  const subnets = itemsOf((kind.subnetsInside ? holder : whole).body, kind.subnets);
  const why = inner?.kind === "unknown" ? inner.reason : null;
  const open = why === null ? null : lacking(ground, id, "security groups", why, inner!.place);
  return machine(ground, { id, resource, holder, groups: kind.groups, subnets }, open);
}

/** `worker_config` and `master_config` of the cluster itself, and instances that it takes over. */
function workers(ground: Ground, resource: Resource): readonly Id[] | Unknown {
  const ids: Id[] = [];
  for (const name of ["worker_config", "master_config"]) {
    const list = blocks(resource.body, name);
    if (isUnknownNode(list))
      return lacking(ground, resource.address, name, list.reason, list.place);
    for (const [i, config] of list.entries()) {
      if (config.kind === "unknown")
        return lacking(ground, resource.address, name, config.reason, config.place);
      const id = `${resource.address}.${name}[${i}]`;
      const holder = within(holderOf(resource), config, `${name}[${i}]`);
      const subnets = itemsOf(config, "subnet_id");
      ground.draft.instances.push(
        machine(ground, { id, resource, holder, groups: NODE_GROUPS, subnets }, null),
      );
      ids.push(id);
    }
  }
  return ids;
}

function machine(ground: Ground, template: Template, open: Unknown | null): Instance {
  const { id, resource, holder } = template;
  const unknown = resource.certain ? open : maybeAbsent(ground, resource);
  const own = unknown ? null : listedGroups(ground, holder, template.groups);
  const unset = (noun: string, why: Message) => lacking(ground, id, noun, why, resource.place);
  const absent: GroupList = unknown ?? unset("security groups", message("terraform.default-group"));
  const ips = unset("private addresses", message("terraform.known-while-running"));
  return {
    id,
    privateIps: ips,
    publicIps: unset("public addresses", message("terraform.known-while-running")),
    subnet: subnetOf(ground, template),
    securityGroups: own?.securityGroups ?? absent,
    groupsUnordered: own?.groupsUnordered ?? null,
    enis: [],
    place: resource.place,
  };
}

/** Machines may stand in any of the subnets: which one matters only where a network ACL guards some. */
function subnetOf(ground: Ground, { id, resource, subnets }: Template): Known<Id | null> {
  if (isUnknownNode(subnets)) {
    const link = linkOf(ground, "subnet", subnets);
    return "id" in link ? link.id : lacking(ground, id, "subnet", subnets.reason, subnets.place);
  }
  const ids: Id[] = [];
  for (const node of subnets) {
    const link = linkOf(ground, "subnet", node);
    if ("why" in link) return lacking(ground, id, "subnet", link.why, node.place);
    ids.push(link.id);
  }
  const [first, second] = ids;
  if (first === undefined) return null;
  const open = new Set(
    ground.draft.subnets.filter(({ networkAcl }) => networkAcl === null).map((subnet) => subnet.id),
  );
  if (second === undefined || ids.every((each) => open.has(each))) return first;
  return lacking(ground, id, "subnet", message("terraform.any-subnet"), resource.place);
}
