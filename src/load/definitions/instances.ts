// instances with their network interfaces, clusters and microservices.
import type { AddressRange } from "../../net/address.ts";
import type {
  Cluster,
  GroupList,
  Instance,
  Interface,
  Microservice,
} from "../../model/inventory.ts";
import { isUnknown, type Known } from "../../model/unknown.ts";
import {
  assume,
  complain,
  declare,
  elements,
  field,
  idList,
  idOf,
  isMisspelt,
  known,
  reference,
  text,
  unreadable,
  unstated,
  word,
} from "./reading.ts";
import type { At, Reading } from "./reading.ts";
import { portNumber, singleAddresses } from "./values.ts";

export function instance(reading: Reading, at: At): Instance | null {
  const face = networkInterface(reading, at);
  if (!face) return null;
  const enis = elements(field(at, "enis")).flatMap(
    (element) => networkInterface(reading, element) ?? [],
  );
  return { ...face, enis };
}

function networkInterface(reading: Reading, at: At): Interface | null {
  const id = idOf(at);
  if (id === null) return null;
  if (!field(at, "subnet") && !isMisspelt(reading, at, "subnet"))
    assume(reading, "no subnet is declared for $: no network ACL is assumed", id);
  const addresses = (key: string, absent: Known<readonly AddressRange[]>) =>
    known<readonly AddressRange[]>(reading, at, key, id, absent, (list) =>
      singleAddresses(reading, list),
    );
  return {
    id,
    privateIps: addresses(
      "privateIps",
      unstated("private IPs", id, `add \`privateIps: [...]\` to ${id}`, at.place),
    ),
    publicIps: addresses("publicIps", []),
    subnet: known<string | null>(reading, at, "subnet", id, null, (subnet) =>
      reference(reading, subnet, ["subnets"]),
    ),
    securityGroups: groupList(reading, at, id),
    place: at.place,
  };
}

/** No key is unknown; an empty list says that none is bound. */
export function groupList(reading: Reading, at: At, id: string): GroupList {
  const remedy = `add \`securityGroups: [...]\` to ${id}, or \`[]\` if none is bound`;
  return known<readonly string[]>(
    reading,
    at,
    "securityGroups",
    id,
    () => unstated("security groups", id, remedy, at.place),
    (list) => idList(reading, list, ["groups"]),
  );
}

export function cluster(reading: Reading, at: At): Cluster | null {
  const id = idOf(at);
  if (id === null) return null;
  const missing = () =>
    unstated("nodes", id, `add \`nodes: [...]\` with the instances of ${id}`, at.place);
  const nodes = known<readonly string[]>(reading, at, "nodes", id, missing, (list) =>
    idList(reading, list, ["instances"]),
  );
  const made: Cluster = { id, nodes, network: text(field(at, "network")), place: at.place };
  declare(reading, at, made, ["nodes"]);
  return made;
}

export function microservice(reading: Reading, at: At): Microservice | null {
  const id = idOf(at);
  if (id === null) return null;
  const port = known<number>(
    reading,
    at,
    "port",
    id,
    () => unstated("port", id, `add \`port\` to ${id}`, at.place),
    (found) => portNumber(reading, found),
  );
  const made: Microservice = {
    id,
    namespace: text(field(at, "namespace")),
    runsOn: runsOn(reading, at, id),
    port,
    place: at.place,
  };
  declare(reading, at, made, [...RUNS_ON, "port"]);
  return made;
}

/** The keys that say where it runs. */
export const RUNS_ON = ["deployment", "instances", "cluster"] as const;

/** By `deployment`, or where that is absent by the key that only one kind has. */
function runsOn(reading: Reading, at: At, id: string): Microservice["runsOn"] {
  const deployment = field(at, "deployment");
  const stated = word(deployment, ["cvm", "container"] as const);
  const kind = stated ?? (field(at, "cluster") ? "container" : "cvm");
  const stray = field(at, kind === "cvm" ? "cluster" : "instances");
  if (stray && (stated !== null || !deployment)) {
    const [has, not] = kind === "cvm" ? ["instances", "cluster"] : ["cluster", "instances"];
    complain(
      reading,
      stray.place,
      `a microservice in deployment "${kind}" has "${has}", not "${not}"; remove one of the two`,
    );
  }
  if (kind === "cvm") {
    const missing = () => unstated("instances", id, `add \`instances: [...]\` to ${id}`, at.place);
    const instances = known<readonly string[]>(reading, at, "instances", id, missing, (list) =>
      idList(reading, list, ["instances"]),
    );
    return {
      kind,
      instances: deployment && !stated ? unreadable("deployment", id, deployment.place) : instances,
    };
  }
  const missing = () => unstated("cluster", id, `add \`cluster\` to ${id}`, at.place);
  const home = known<string>(reading, at, "cluster", id, missing, (found) =>
    reference(reading, found, ["clusters"]),
  );
  return {
    kind,
    cluster:
      deployment && !stated && !isUnknown(home)
        ? unreadable("deployment", id, deployment.place)
        : home,
  };
}
