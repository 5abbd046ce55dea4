// TSF microservices with their running instances. Those on CVMs are judged at each instance; of pods TSF tells the
// cluster and not the node, so that every node of the cluster is judged.
import type {
  Microservice as SavedMicroservice,
  MsInstance,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/tsf/v20180326/tsf_models.js";
import type { Id, Microservice } from "../../model/inventory.ts";
import { inside, type Place } from "../../model/place.ts";
import { textOf as remedyText } from "../../words/index.ts";
import { Unknown, type Known } from "../../model/unknown.ts";
import { once, recordsIn, tellingOf, unsaved, type Desk } from "./desk.ts";
import { idIn } from "../read/forms.ts";
import { filledText, untold, type Fields, type Question } from "./fields.ts";

const INSTANCES = "DescribeMicroservice";

/** The id of a microservice by namespace and name, which is how an API names its backend. */
export type MicroserviceByName = (namespace: unknown, name: unknown) => Id | null;

export function readMicroservices(desk: Desk): MicroserviceByName {
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
  return JSON.stringify([namespace, name]);
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
    const save = `tsf ${INSTANCES} --MicroserviceId ${id} > ${id}.instances.json`;
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
  if (ids.length === 0) return untold(ask, `no instance of ${ask.of} was running`);
  return ids.every((id) => id !== null) ? [...new Set(ids)] : untold(ask);
}

/** TSF writes the port as text. All instances must agree: it is one service. */
function portOf(running: readonly Fields<MsInstance>[], ask: Question): Known<number> {
  const ports = new Set(
    running.map(({ Port }) => (typeof Port === "string" ? Port : String(Port))),
  );
  const [port = ""] = ports;
  if (ports.size > 1)
    return untold(ask, `the instances of ${ask.of} name several ports (${[...ports].join(", ")})`);
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
  const why = isOne
    ? `of ${home}, whose nodes ${told ? `are unknown: ${told.clause}` : "no saved answer lists"}`
    : "of several clusters, or of one that TSF does not name";
  return new Unknown({
    id: `cluster of ${id}`,
    text: `${id} runs in containers ${why}`,
    remedy:
      (told && remedyText(told.remedy)) ??
      "declare it under microservices with its cluster in a definitions file",
    place,
  });
}
