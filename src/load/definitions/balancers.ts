// loadBalancers: listeners, forwarding rules and targets.
import { parseIp, type AddressRange } from "../../net/address.ts";
import type {
  ForwardingRule,
  Listener,
  ListenerProtocol,
  LoadBalancer,
  Target,
  TargetRef,
} from "../../model/inventory.ts";
import { isUnknown, type Known } from "../../model/unknown.ts";
import { oneOf } from "../own/wording.ts";
import { groupList } from "./instances.ts";
import {
  complain,
  field,
  hasStrangeKeys,
  idOf,
  known,
  mappings,
  reference,
  text,
  unreadable,
  unstated,
  word,
} from "./reading.ts";
import type { At, Reading } from "./reading.ts";
import { address, portNumber, singleAddresses } from "./values.ts";

export function loadBalancer(reading: Reading, at: At): LoadBalancer | null {
  const id = idOf(at);
  if (id === null) return null;
  const missing = (property: string, key: string) => () =>
    unstated(property, id, `add \`${key}\` to ${id}`, at.place);
  const vips = known<readonly AddressRange[]>(
    reading,
    at,
    "vips",
    id,
    missing("VIPs", "vips: [...]"),
    (list) => singleAddresses(reading, list),
  );
  return {
    id,
    type: known<"OPEN" | "INTERNAL">(
      reading,
      at,
      "type",
      id,
      missing("type", "type: OPEN | INTERNAL"),
      (found) => word(found, ["OPEN", "INTERNAL"] as const),
    ),
    vips,
    vpc: known<string | null>(reading, at, "vpc", id, null, text),
    securityGroups: groupList(reading, at, id),
    passToTarget: known(reading, at, "passToTarget", id, passesByDefault(id, vips, at), flag),
    domain: text(field(at, "domain")),
    snat: known(reading, at, "snat", id, false, flag),
    listeners: known<readonly Listener[]>(reading, at, "listeners", id, [], (list) =>
      mappings(list, (element, i) => listener(reading, element, `listener ${i} of ${id}`)),
    ),
    place: at.place,
  };
}

/** Off for IPv4. An IPv6 CLB is said to pass by default, which no page of today confirms. */
function passesByDefault(id: string, vips: LoadBalancer["vips"], at: At): Known<boolean> {
  const v6 = !isUnknown(vips) && vips.some(({ set }) => set.v6.length > 0);
  return v6
    ? unstated(
        "pass-to-target setting",
        id,
        `add \`passToTarget: true | false\` to ${id}`,
        at.place,
      )
    : false;
}

function flag({ value }: At): boolean | null {
  return typeof value === "boolean" ? value : null;
}

function listener(reading: Reading, at: At, owner: string): Listener {
  const lost = (key: string) => unstated(key, owner, `add \`${key}\` to it`, at.place);
  const port = known<number>(
    reading,
    at,
    "port",
    owner,
    () => lost("port"),
    (found) => portNumber(reading, found),
  );
  return {
    id: idOf(at),
    port,
    endPort: known<number | null>(reading, at, "endPort", owner, null, (found) =>
      endPort(reading, found, port),
    ),
    protocol: known<ListenerProtocol>(
      reading,
      at,
      "protocol",
      owner,
      () => lost("protocol"),
      (found) => word(found, PROTOCOLS),
    ),
    keepalive: known(reading, at, "keepalive", owner, false, flag),
    healthCheck: known<"vip" | "internal" | null>(
      reading,
      at,
      "healthCheck",
      owner,
      null,
      (check) =>
        known<"vip" | "internal" | null>(
          reading,
          check,
          "source",
          `health check of ${owner}`,
          null,
          (found) => word(found, ["vip", "internal"] as const),
        ),
    ),
    targets: targetList(reading, at, owner, "listener"),
    rules: known<readonly ForwardingRule[]>(reading, at, "rules", owner, [], (list) =>
      mappings(list, (element, i) => rule(reading, element, `rule ${i} of ${owner}`)),
    ),
    place: at.place,
  };
}

const PROTOCOLS: readonly ListenerProtocol[] = ["TCP", "UDP", "TCP_SSL", "QUIC", "HTTP", "HTTPS"];

function endPort(reading: Reading, at: At, port: Known<number>): number | null {
  const last = portNumber(reading, at);
  if (last === null || isUnknown(port) || last >= port) return last;
  complain(
    reading,
    at.place,
    `"endPort" ${last} lies below "port" ${port}; expected the last port of the range`,
  );
  return null;
}

function rule(reading: Reading, at: At, owner: string): ForwardingRule {
  return {
    domain: text(field(at, "domain")),
    url: text(field(at, "url")),
    targets: targetList(reading, at, owner, "listener"),
    place: at.place,
  };
}

/** `portless`: whether a target without a port takes the listener's, or where there is none leaves it unknown. */
export function targetList(
  reading: Reading,
  at: At,
  owner: string,
  portless: "listener" | "unknown",
): Known<readonly Target[]> {
  return known<readonly Target[]>(reading, at, "targets", owner, [], (list) =>
    mappings(list, (element, i) => target(reading, element, `target ${i} of ${owner}`, portless)),
  );
}

export function target(
  reading: Reading,
  at: At,
  owner: string,
  portless: "listener" | "unknown",
): Target {
  const noPort = () =>
    portless === "listener" ? 0 : unstated("port", owner, "add `port` to it", at.place);
  const port = known<number>(reading, at, "port", owner, noPort, (found) =>
    portNumber(reading, found, 0),
  );
  return {
    to: targetRef(reading, at) ?? unreadable("resource", owner, at.place),
    port: port === 0 ? noPort() : port,
    weight: known<number | null>(reading, at, "weight", owner, null, (found) =>
      typeof found.value === "number" ? found.value : null,
    ),
    place: at.place,
  };
}

const RESOURCES = ["instance", "eni", "ip"];

function targetRef(reading: Reading, at: At): TargetRef | null {
  const found = RESOURCES.flatMap((key) => field(at, key) ?? []);
  const [only, second] = found;
  if (!only || second) {
    if (!only && hasStrangeKeys(reading, at)) return null;
    const has = only ? `${found.map(({ place }) => `"${place.key}"`).join(" and ")}` : "none";
    complain(
      reading,
      second?.place ?? at.place,
      `a target has one of ${oneOf(RESOURCES)}, this one has ${has}`,
    );
    return null;
  }
  if (only.place.key === "ip") {
    const ip = address(reading, only, parseIp);
    return ip && { kind: "ip", address: { text: ip.text, set: ip.set } };
  }
  const kind = only.place.key === "eni" ? "eni" : "instance";
  const id = reference(reading, only, [kind === "eni" ? "interfaces" : "instances"]);
  return id === null ? null : { kind, id };
}
