// TSF microservices with their running instances. Those on CVMs are judged at each instance; of pods TSF tells the
// cluster and not the node, so that every node of the cluster is judged.
import type {
  Microservice as SavedMicroservice,
  MsInstance,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/tsf/v20180326/tsf_models.js";
import type { Id, Microservice } from "../../model/inventory.ts";
import { key } from "../../model/key.ts";
import { inside, type Place } from "../../model/place.ts";
import { factOf, Unknown, type Known } from "../../model/unknown.ts";
import { message } from "../../words/index.ts";
import { saveCommand } from "../vendor/calls.ts";
import { once, recordsIn, tellingOf, unsaved, type Desk } from "./desk.ts";
import { idIn } from "../read/forms.ts";
import { filledText, untold, type Fields, type Question } from "./fields.ts";

const INSTANCES = "DescribeMicroservice";

/** The id of a microservice by namespace and name, which is how an API names its backend. */
export type MicroserviceByName = (namespace: unknown, name: unknown) => Id | null;

export function joinMicroservices(desk: Desk): MicroserviceByName {
  const { draft } = desk;
  const byName = new Map<string, Id>();
  const saved = desk.elements<SavedMicroservice>("DescribeMicroservices");
  for (const { id, fields, place } of once(draft, saved, "microservice")) {
    const namespace = idIn(fields.NamespaceId);
    byName.set(keyOf(namespace, filledText(fields.MicroserviceName)), id);
    draft.microservices.push(readMicroservice(desk, id, namespace, place));
  }
  return (namespace, name) => byName.get(keyOf(idIn(namespace), filledText(name))) ?? null;
}

function keyOf(namespace: string | null, name: string | null): string {
  return key`${namespace} ${name}`;
}

function readMicroservice(desk: Desk, id: Id, namespace: Id | null, place: Place): Microservice {
  const answers = desk.about(INSTANCES, id);
  const running = answers.flatMap((answer) =>
    recordsIn(
      desk.draft,
      answer.content.Content,
      inside(answer.place, "Content"),
      `instances of ${id}`,
    ).map(([instance]): Fields<MsInstance> => instance),
  );
  const ask = (noun: string): Question => {
    const save = saveCommand(INSTANCES, id);
    return { noun, of: id, save, place: answers[0]?.outer ?? place };
  };
  const base = { id, namespace, place };
  if (answers.length === 0 || desk.isTruncated(INSTANCES, id)) {
    const unknown = unsaved(desk, "instances", INSTANCES, id, place);
    return { ...base, runsOn: { kind: "cvm", instances: unknown }, port: unknown };
  }
  const port = portOf(running, ask("port"));
  if (running.some(({ ClusterType }) => ClusterType === "C"))
    return {
      ...base,
      runsOn: { kind: "container", cluster: clusterOf(desk, id, running, place) },
      port,
    };
  return {
    ...base,
    runsOn: { kind: "cvm", instances: instancesOf(running, ask("instances")) },
    port,
  };
}

function instancesOf(running: readonly Fields<MsInstance>[], ask: Question): Known<readonly Id[]> {
  const ids = running.map(({ InstanceId }) => idIn(InstanceId));
  if (ids.length === 0) return untold(ask, message("answers.none-running", ask.of));
  return ids.every((id) => id !== null) ? [...new Set(ids)] : untold(ask);
}

/** TSF writes the port as text. All instances must agree: it is one service. */
function portOf(running: readonly Fields<MsInstance>[], ask: Question): Known<number> {
  const ports = new Set(
    running.map(({ Port }) => (typeof Port === "string" ? Port : String(Port))),
  );
  const [port = ""] = ports;
  if (ports.size > 1) return untold(ask, message("answers.several-ports", ask.of, ...ports));
  return /^\d{1,5}$/.test(port) && Number(port) <= 65_535 ? Number(port) : untold(ask);
}

/** TSF names its container clusters as TKE does. One that TKE does not list, or several, leave the nodes unknown. */
function clusterOf(
  desk: Desk,
  id: Id,
  running: readonly Fields<MsInstance>[],
  place: Place,
): Known<Id> {
  const [home, ...others] = new Set(
    running.map(({ ClusterType, ClusterId }) => (ClusterType === "C" ? idIn(ClusterId) : null)),
  );
  const isOne = home !== undefined && home !== null && others.length === 0;
  if (isOne && desk.draft.clusters.some((cluster) => cluster.id === home)) return home;
  const told = tellingOf(desk, "DescribeClusters");
  const reason = !isOne
    ? message("answers.cluster-unnamed", id)
    : told
      ? message("answers.cluster-unknown", id, home, told.clause)
      : message("answers.cluster-unlisted", id, home);
  const remedy = told?.remedy ?? message("answers.declare-cluster");
  return new Unknown(factOf(key`cluster of ${id}`, reason, remedy, place));
}
