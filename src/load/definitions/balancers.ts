// loadBalancers: listeners, forwarding rules and targets.
import type {
  ForwardingRule,
  Listener,
  ListenerProtocol,
  LoadBalancer,
  Target,
  TargetRef,
} from "../../model/inventory.ts";
import { isUnknown, type Known } from "../../model/unknown.ts";
import { say } from "../../words/index.ts";
import { complain } from "../merge/draft.ts";
import { oneOf } from "../own/wording.ts";
import { form } from "../read/forms.ts";
import { fieldAt, type At } from "../read/plain.ts";
import { groupList } from "./instances.ts";
import {
  formed,
  hasStrangeKeys,
  idAt,
  mappings,
  ownerOf,
  partOf,
  reference,
  stated,
  textAt,
  toAdd,
  toAddHere,
  unreadable,
  type Owner,
  type Reading,
} from "./reading.ts";

export function loadBalancer(reading: Reading, at: At): LoadBalancer | null {
  const id = idAt(at);
  if (id === null) return null;
  const owner = ownerOf(id);
  const missing = (property: string, what: string) => () => toAdd(property, owner, what, at.place);
  const vips = stated(reading, at, "vips", owner, form.addresses, missing("VIPs", "vips: [...]"));
  return {
    id,
    type: stated(
      reading,
      at,
      "type",
      owner,
      form.word(["OPEN", "INTERNAL"]),
      missing("type", "type: OPEN | INTERNAL"),
    ),
    vips,
    vpc: stated(reading, at, "vpc", owner, textAt, () => null),
    securityGroups: groupList(reading, at, id),
    passToTarget: stated(reading, at, "passToTarget", owner, form.flag, () =>
      passesByDefault(owner, vips, at),
    ),
    domain: textAt(fieldAt(at, "domain")),
    snat: false,
    snatIps: stated(reading, at, "snatIps", owner, form.addresses, () => []),
    listeners: stated(reading, at, "listeners", owner, listeners(reading, owner), () => []),
    place: at.place,
  };
}

/** Off for IPv4; a CLB of IPv6 alone passes and cannot be told not to. */
function passesByDefault(owner: Owner, vips: LoadBalancer["vips"], at: At): Known<boolean> {
  if (isUnknown(vips) || vips.length === 0) return false;
  const v6 = vips.filter(({ set }) => set.v6.length > 0);
  if (v6.length === 0 || v6.length === vips.length) return v6.length > 0;
  return toAdd("pass-to-target setting", owner, "passToTarget: true | false", at.place);
}

function listeners(reading: Reading, owner: Owner): (list: At) => Listener[] | null {
  return (list) =>
    mappings(list, (element, i) =>
      listener(reading, element, partOf(say("names.listener", i), owner)),
    );
}

function listener(reading: Reading, at: At, owner: Owner): Listener {
  const lost = (name: string) => () => toAddHere(name, owner, name, at.place);
  const port = stated(reading, at, "port", owner, form.port(1), lost("port"));
  return {
    id: idAt(at),
    port,
    endPort: stated(
      reading,
      at,
      "endPort",
      owner,
      (found) => endPort(reading, found, port),
      () => null,
    ),
    protocol: stated(reading, at, "protocol", owner, form.word(PROTOCOLS), lost("protocol")),
    keepalive: stated(reading, at, "keepalive", owner, form.flag, () => false),
    snat: stated(reading, at, "snatEnable", owner, form.flag, () => false),
    healthCheck: stated(
      reading,
      at,
      "healthCheck",
      owner,
      (check) => checkSource(reading, check, partOf("health check", owner)),
      () => null,
    ),
    targets: targetList(reading, at, owner, "listener"),
    rules: stated(reading, at, "rules", owner, rules(reading, owner), () => []),
    defaultDomain: textAt(fieldAt(at, "defaultDomain")),
    place: at.place,
  };
}

const PROTOCOLS: readonly ListenerProtocol[] = ["TCP", "UDP", "TCP_SSL", "QUIC", "HTTP", "HTTPS"];

function checkSource(reading: Reading, at: At, owner: Owner): Listener["healthCheck"] {
  return stated(reading, at, "source", owner, form.word(["vip", "internal"]), () => null);
}

function endPort(reading: Reading, at: At, port: Known<number>): number | null {
  const last = formed(reading, at, form.port(1));
  if (last === null || isUnknown(port) || last >= port) return last;
  complain(reading.draft, at.place, say("definitions.end-port-below", last, port));
  return null;
}

function rules(reading: Reading, owner: Owner): (list: At) => ForwardingRule[] | null {
  return (list) =>
    mappings(list, (at, i) => ({
      domain: textAt(fieldAt(at, "domain")),
      url: textAt(fieldAt(at, "url")),
      targets: targetList(reading, at, partOf(say("names.rule", i), owner), "listener"),
      place: at.place,
    }));
}

/** Whether a target without a port takes the listener's, or where there is none leaves it unknown. */
type Portless = "listener" | "unknown";

export function targetList(
  reading: Reading,
  at: At,
  owner: Owner,
  portless: Portless,
): Known<readonly Target[]> {
  const read = (list: At) =>
    mappings(list, (element, i) =>
      target(reading, element, partOf(say("names.target", i), owner), portless),
    );
  return stated(reading, at, "targets", owner, read, () => []);
}

export function target(reading: Reading, at: At, owner: Owner, portless: Portless): Target {
  const noPort = () => (portless === "listener" ? 0 : toAddHere("port", owner, "port", at.place));
  const port = stated(reading, at, "port", owner, form.port(0), noPort);
  return {
    to: targetRef(reading, at) ?? unreadable("resource", owner, at.place),
    port: port === 0 ? noPort() : port,
    weight: stated(reading, at, "weight", owner, form.amount, () => null),
    place: at.place,
  };
}

const RESOURCES = ["instance", "eni", "ip"];

function targetRef(reading: Reading, at: At): TargetRef | null {
  const found = RESOURCES.flatMap((name) => fieldAt(at, name) ?? []);
  const [only, second] = found;
  if (!only || second) {
    if (!only && hasStrangeKeys(reading, at)) return null;
    const has = only ? `${found.map(({ place }) => `"${place.key}"`).join(" and ")}` : "none";
    const text = say("definitions.one-resource", oneOf(RESOURCES), has);
    complain(reading.draft, (second ?? at).place, text);
    return null;
  }
  if (only.place.key === "ip") {
    const address = formed(reading, only, form.address);
    return address && { kind: "ip", address };
  }
  const kind = only.place.key === "eni" ? "eni" : "instance";
  const id = reference(reading, only, [kind === "eni" ? "interfaces" : "instances"]);
  return id === null ? null : { kind, id };
}
