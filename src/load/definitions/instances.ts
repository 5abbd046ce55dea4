// instances with their network interfaces, clusters and microservices.
import type { Id } from "../../model/id.ts";
import type {
  Cluster,
  GroupList,
  Instance,
  Interface,
  Microservice,
} from "../../model/inventory.ts";
import { isUnknown, type Known } from "../../model/unknown.ts";
import { message, say } from "../../words/index.ts";
import { complain } from "../merge/draft.ts";
import { form } from "../read/forms.ts";
import { fieldAt, itemsAt, type At } from "../read/plain.ts";
import {
  assume,
  declare,
  idAt,
  idList,
  isMisspelt,
  ownerOf,
  reference,
  stated,
  textAt,
  toAdd,
  unreadable,
  unstated,
  wordAt,
  type Reading,
} from "./reading.ts";

export function instance(reading: Reading, at: At): Instance | null {
  const face = networkInterface(reading, at);
  if (!face) return null;
  const enis = itemsAt(fieldAt(at, "enis")).flatMap(
    (element) => networkInterface(reading, element) ?? [],
  );
  return { ...face, enis };
}

function networkInterface(reading: Reading, at: At): Interface | null {
  const id = idAt(at);
  if (id === null) return null;
  const owner = ownerOf(id);
  if (!fieldAt(at, "subnet") && !isMisspelt(reading, at, "subnet"))
    assume(reading, "definitions.no-subnet", id);
  return {
    id,
    privateIps: stated(reading, at, "privateIps", owner, form.addresses, () =>
      toAdd("private IPs", owner, "privateIps: [...]", at.place),
    ),
    publicIps: stated(reading, at, "publicIps", owner, form.addresses, () => []),
    subnet: stated(
      reading,
      at,
      "subnet",
      owner,
      (subnet) => reference(reading, subnet, ["subnets"]),
      () => null,
    ),
    securityGroups: groupList(reading, at, id),
    place: at.place,
  };
}

/** No key is unknown; an empty list says that none is bound. */
export function groupList(reading: Reading, at: At, id: Id): GroupList {
  const owner = ownerOf(id);
  return stated(reading, at, "securityGroups", owner, idList(reading, ["groups"]), () =>
    unstated("security groups", owner, message("definitions.add-groups", id), at.place),
  );
}

export function cluster(reading: Reading, at: At): Cluster | null {
  const id = idAt(at);
  if (id === null) return null;
  const owner = ownerOf(id);
  const nodes = stated(reading, at, "nodes", owner, idList(reading, ["instances"]), () =>
    unstated("nodes", owner, message("definitions.add-nodes", id), at.place),
  );
  const made: Cluster = { id, nodes, network: textAt(fieldAt(at, "network")), place: at.place };
  declare(reading, at, made, ["nodes"]);
  return made;
}

export function microservice(reading: Reading, at: At): Microservice | null {
  const id = idAt(at);
  if (id === null) return null;
  const owner = ownerOf(id);
  const made: Microservice = {
    id,
    namespace: textAt(fieldAt(at, "namespace")),
    runsOn: runsOn(reading, at, id),
    port: stated(reading, at, "port", owner, form.port(1), () =>
      toAdd("port", owner, "port", at.place),
    ),
    place: at.place,
  };
  declare(reading, at, made, [...RUNS_ON, "port"]);
  return made;
}

/** The keys that say where it runs. */
export const RUNS_ON = ["deployment", "instances", "cluster"] as const;

/** By `deployment`, or where that is absent by the key that only one kind has. */
function runsOn(reading: Reading, at: At, id: Id): Microservice["runsOn"] {
  const deployment = fieldAt(at, "deployment");
  const known = wordAt(deployment, ["cvm", "container"]);
  const kind = known ?? (fieldAt(at, "cluster") ? "container" : "cvm");
  const stray = fieldAt(at, kind === "cvm" ? "cluster" : "instances");
  if (stray && (known !== null || !deployment)) {
    const [has, not] = kind === "cvm" ? ["instances", "cluster"] : ["cluster", "instances"];
    complain(reading.draft, stray.place, say("definitions.stray-deployment", kind, has, not));
  }
  const owner = ownerOf(id);
  const lost =
    deployment && known === null ? unreadable("deployment", owner, deployment.place) : null;
  if (kind === "cvm") {
    const list = idList(reading, ["instances"]);
    const instances: Known<readonly Id[]> = stated(reading, at, "instances", owner, list, () =>
      toAdd("instances", owner, "instances: [...]", at.place),
    );
    return { kind, instances: lost ?? instances };
  }
  const home = stated(
    reading,
    at,
    "cluster",
    owner,
    (found) => reference(reading, found, ["clusters"]),
    () => toAdd("cluster", owner, "cluster", at.place),
  );
  return { kind, cluster: isUnknown(home) ? home : (lost ?? home) };
}
