// TSF: a microservice runs on the instances attached to its cluster. Terraform names no port for virtual machines,
// and container ports in the deployment.
import { AFTER_APPLY } from "../resource.ts";
import { message, type Message } from "../../../words/index.ts";
import type { Backend, Id, Microservice } from "../../../model/inventory.ts";
import type { Unknown } from "../../../model/unknown.ts";
import { isUnknown, type Known } from "../../../model/unknown.ts";
import { lacking, ofType, resourceOf, type Ground } from "./ground.ts";
import { boundBy, linkedId, knownLink } from "./links.ts";
import { attribute, oneBlock, blocks, nodeText } from "./nodes.ts";
import { isUnknownNode, type TypedBody, type InnerOf, type ResourceOf } from "./typed.ts";

/** A container cluster holds the instances that are attached to it, as a virtual machine cluster does. */
export function mapTsfClusters(ground: Ground): void {
  const attached = attachedInstances(ground);
  for (const cluster of ofType(ground, "tencentcloud_tsf_cluster"))
    if (kindOf(cluster) === "container")
      ground.draft.clusters.push({
        id: cluster.address,
        nodes: attached(cluster.address),
        network: null,
        place: cluster.place,
      });
}

type ApiResource = ResourceOf<"tencentcloud_api_gateway_api">;
type MicroserviceBody = TypedBody<InnerOf<ApiResource["body"]["shape"], "micro_services">>;

export function microserviceBackend(
  ground: Ground,
  api: ApiResource,
  open: (why: Message) => Unknown,
): Known<Backend> {
  const list = blocks(api.body, "micro_services");
  if (isUnknownNode(list)) return open(list.reason);
  const [named, second] = list;
  if (!named) return open(message("terraform.missing-attribute", "micro_services"));
  if (second) return open(message("terraform.several-microservices"));
  if (named.kind === "unknown") return open(named.reason);
  const read = microservice(ground, api, named);
  if (isUnknown(read)) return read;
  if (!ground.draft.microservices.some(({ id }) => id === read.id))
    ground.draft.microservices.push(read);
  return { kind: "microservice", microservice: read.id };
}

function microservice(
  ground: Ground,
  api: ApiResource,
  named: MicroserviceBody,
): Microservice | Unknown {
  const open = (noun: string, why: Message) => lacking(ground, api.address, noun, why, named.place);
  const at = { address: api.address, body: named };
  const cluster = knownLink(ground, at, "cluster_id", "cluster_id of micro_services");
  const namespace = knownLink(ground, at, "namespace_id", "namespace_id of micro_services");
  if (isUnknown(cluster)) return cluster;
  const found = resourceOf(ground, "tencentcloud_tsf_cluster", cluster ?? "");
  if (!found)
    return open("microservice", message("terraform.undeclared-cluster", cluster ?? "of no name"));
  const kind = kindOf(found);
  if (kind === null) return open("microservice", message("terraform.cluster-type"));
  const name = nodeText(attribute(named, "micro_service_name"));
  const id = declared(ground, name, namespace) ?? `${api.address}.micro_services[0]`;
  const base = { id, namespace: isUnknown(namespace) ? null : namespace, place: named.place };
  if (kind === "container")
    return {
      ...base,
      runsOn: { kind, cluster: found.address },
      port: containerPort(ground, base.id, found.address, namespace, named),
    };
  const instances = attachedInstances(ground)(found.address);
  const port = lacking(
    ground,
    id,
    "service port",
    message("terraform.no-service-port"),
    named.place,
  );
  return { ...base, runsOn: { kind, instances }, port };
}

/** The address of the resource that declares the microservice. */
function declared(ground: Ground, name: string | null, namespace: Id | Unknown | null): Id | null {
  const own = ofType(ground, "tencentcloud_tsf_microservice").filter((resource) => {
    const theirs = knownLink(ground, resource, "namespace_id");
    const isNamed =
      name !== null && nodeText(attribute(resource.body, "microservice_name")) === name;
    return isNamed && (isUnknown(theirs) || isUnknown(namespace) || theirs === namespace);
  });
  return own.length === 1 ? own[0]!.address : null;
}

/** `C` and `V`; null where it is neither. */
function kindOf({ body }: ResourceOf<"tencentcloud_tsf_cluster">): "container" | "cvm" | null {
  const type = nodeText(attribute(body, "cluster_type"))?.toUpperCase();
  return type === "C" ? "container" : type === "V" ? "cvm" : null;
}

function attachedInstances(ground: Ground): (cluster: Id) => Known<readonly Id[]> {
  const bound = boundBy(ground, "tencentcloud_tsf_instances_attachment", "cluster_id");
  return (cluster) => {
    const doubt = bound.doubt(cluster);
    if (doubt) return doubt;
    const ids: Id[] = [];
    for (const attachment of bound.of(cluster)) {
      const id = knownLink(ground, attachment, "instance_id");
      if (isUnknown(id)) return id;
      if (id !== null) ids.push(id);
    }
    const { place } = ground.byAddress.get(cluster)!;
    return ids.length > 0
      ? ids
      : lacking(ground, cluster, "instances", message("terraform.no-tsf-instances"), place);
  };
}

/** The port of all deployments of the cluster and namespace, where they have the same one. */
function containerPort(
  ground: Ground,
  id: Id,
  cluster: Id,
  namespace: Id | Unknown | null,
  named: MicroserviceBody,
): Known<number> {
  const open = (why: Message) => lacking(ground, id, "container port", why, named.place);
  const ports = new Set<number>();
  for (const deployment of ofType(ground, "tencentcloud_tsf_deploy_container_group")) {
    const owner = linkedId(ground, deployment.body, "group_id");
    const group = resourceOf(ground, "tencentcloud_tsf_group", owner ?? "");
    if (group && !isOf(ground, group, cluster, namespace)) continue;
    const own = deploymentPorts(deployment);
    if (own === null || !deployment.certain) return open(AFTER_APPLY);
    for (const port of own) ports.add(port);
  }
  const [only, second] = ports;
  if (only === undefined) return open(message("terraform.no-container-port"));
  return second === undefined
    ? only
    : open(message("terraform.ports-differ", [...ports].join(", ")));
}

function isOf(
  ground: Ground,
  group: ResourceOf<"tencentcloud_tsf_group">,
  cluster: Id,
  namespace: Id | Unknown | null,
): boolean {
  const ids = [knownLink(ground, group, "cluster_id"), knownLink(ground, group, "namespace_id")];
  return [cluster, namespace].every((wanted, i) => {
    const own = ids[i]!;
    return isUnknown(own) || isUnknown(wanted) || own === null || wanted === null || own === wanted;
  });
}

/** Null where some of them is not known. */
function deploymentPorts({
  body,
}: ResourceOf<"tencentcloud_tsf_deploy_container_group">): number[] | null {
  const setting = oneBlock(body, "service_setting");
  if (setting === null) return [];
  const list = setting.kind === "unknown" ? setting : blocks(setting, "protocol_ports");
  if (isUnknownNode(list)) return null;
  const ports = list.map((entry) =>
    entry.kind === "object" ? Number(nodeText(attribute(entry, "target_port")) ?? NaN) : NaN,
  );
  return ports.every((port) => Number.isInteger(port) && port > 0 && port <= 65535) ? ports : null;
}
