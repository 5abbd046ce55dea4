// gateways: who calls, and the APIs with their backends.
import type { AddressRange } from "../../net/address.ts";
import type { Api, Backend, Gateway, GatewayInstance } from "../../model/inventory.ts";
import type { Known } from "../../model/unknown.ts";
import { quote } from "../own/wording.ts";
import { target, targetList } from "./balancers.ts";
import {
  complain,
  declare,
  elements,
  field,
  idOf,
  isMapping,
  known,
  reference,
  region,
  text,
  unstated,
  word,
} from "./reading.ts";
import type { At, Reading } from "./reading.ts";
import { portNumber, senders } from "./values.ts";

export function gateway(reading: Reading, at: At): Gateway | null {
  const id = idOf(at);
  if (id === null) return null;
  const missing = () =>
    unstated("clients", id, `add \`clients: [...]\` to ${id}, or pass --clients`, at.place);
  const made: Gateway = {
    id,
    product: text(field(at, "product")) ?? "api-gateway",
    region: known<string>(reading, at, "region", id, () => region(reading, at.place), text),
    instance: gatewayInstance(reading, at, id),
    clients: known<readonly AddressRange[]>(reading, at, "clients", id, missing, (list) =>
      senders(reading, list, id),
    ),
    apis: known<readonly Api[]>(reading, at, "apis", id, [], (list) =>
      Array.isArray(list.value)
        ? elements(list).flatMap((element) => api(reading, element) ?? [])
        : null,
    ),
    place: at.place,
  };
  declare(reading, at, made, ["product", "region", "instance", "clients", "apis"]);
  return made;
}

function gatewayInstance(reading: Reading, at: At, id: string): Known<GatewayInstance> {
  return known<GatewayInstance>(reading, at, "instance", id, { kind: "shared" }, (found) => {
    if (found.value === "shared") return { kind: "shared" };
    if (!isMapping(found.value)) return null;
    const list = (key: string, property: string) =>
      known<readonly AddressRange[]>(
        reading,
        found,
        key,
        id,
        () => unstated(property, id, `add \`${key}: [...]\` to the instance of ${id}`, found.place),
        (value) => senders(reading, value, id),
      );
    return {
      kind: "dedicated",
      id: idOf(found),
      vpcSources: list("vpcSources", "addresses inside VPCs"),
      publicEgress: list("publicEgress", "public addresses"),
    };
  });
}

function api(reading: Reading, at: At): Api | null {
  const id = idOf(at);
  if (id === null) return null;
  const missing = (property: string, key: string) => () =>
    unstated(property, id, `add \`${key}\` to ${id}`, at.place);
  const clients = field(at, "clients");
  const made: Api = {
    id,
    auth: known<AuthType>(
      reading,
      at,
      "auth",
      id,
      missing("auth type", "auth: NONE | SECRET | OAUTH | APP"),
      (found) => word(found, ["NONE", "SECRET", "OAUTH", "APP"] as const),
    ),
    timeout: known<number>(
      reading,
      at,
      "timeout",
      id,
      missing("timeout", "timeout: SECONDS"),
      seconds,
    ),
    responseTime: known<number>(
      reading,
      at,
      "responseTime",
      id,
      missing("response time", "responseTime: SECONDS"),
      seconds,
    ),
    clients: clients && senders(reading, clients, id),
    backend: known<Backend>(
      reading,
      at,
      "backend",
      id,
      missing("backend", "backend: { type: ... }"),
      (found) => backend(reading, found, id),
    ),
    place: at.place,
  };
  declare(reading, at, made, ["auth", "timeout", "responseTime", "clients", "backend"]);
  return made;
}

type AuthType = "NONE" | "SECRET" | "OAUTH" | "APP";

function seconds({ value }: At): number | null {
  return typeof value === "number" && value > 0 ? value : null;
}

function backend(reading: Reading, at: At, apiId: string): Backend | null {
  const owner = `backend of ${apiId}`;
  const id = (key: string, kind: "loadBalancers" | "microservices" | "clusters") =>
    reference(reading, field(at, key), [kind]);
  const port = () =>
    known<number>(
      reading,
      at,
      "port",
      owner,
      () => unstated("port", owner, "add `port` to it", at.place),
      (found) => portNumber(reading, found),
    );
  const kind = field(at, "type")?.value;
  switch (kind) {
    case "clb": {
      const loadBalancer = id("loadBalancer", "loadBalancers");
      if (loadBalancer === null) return null;
      const [domain, path] = [text(field(at, "domain")), text(field(at, "path"))];
      return { kind, loadBalancer, port: port(), domain, path, protocol: "tcp" };
    }
    case "http":
      return httpBackend(reading, field(at, "url"));
    case "microservice": {
      const microservice = id("microservice", "microservices");
      return microservice === null ? null : { kind, microservice };
    }
    case "upstream":
    case "cvm":
      return { kind, targets: backendTargets(reading, at, owner) };
    case "k8s": {
      const cluster = id("cluster", "clusters");
      return cluster === null ? null : { kind, cluster, port: port() };
    }
    case "scf":
    case "cos":
    case "mock":
      return { kind };
    default:
      return null;
  }
}

/** A list of targets, or for one CVM its instance and port. */
function backendTargets(
  reading: Reading,
  at: At,
  owner: string,
): Extract<Backend, { targets: unknown }>["targets"] {
  const [list, instance] = [field(at, "targets"), field(at, "instance")];
  if (list && instance)
    complain(
      reading,
      instance.place,
      'a backend has "targets", or "instance" and "port"; remove one of the two',
    );
  if (list) return targetList(reading, at, owner, "unknown");
  if (instance) return [target(reading, at, owner, "unknown")];
  return unstated("targets", owner, "add `targets: [...]` to it", at.place);
}

function httpBackend(reading: Reading, at: At | null): Backend | null {
  const url = text(at);
  if (!at || url === null) return null;
  if (/^(https?|wss?):\/\/[^/]/i.test(url) && URL.canParse(url)) return { kind: "http", url };
  complain(
    reading,
    at.place,
    `${quote(url)} is no address of a backend; expected for example https://203.0.113.9:8443/path`,
  );
  return null;
}
