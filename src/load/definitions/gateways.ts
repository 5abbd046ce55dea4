// gateways: who calls, and the APIs with their backends.
import type { BackendOf } from "../../model/backends/definition.ts";
import { BACKEND_KINDS } from "../../model/backends/index.ts";
import type { Api, Backend, Gateway, GatewayInstance } from "../../model/inventory.ts";
import type { Known } from "../../model/unknown.ts";
import { message, say } from "../../words/index.ts";
import { complain } from "../merge/draft.ts";
import { quote } from "../own/wording.ts";
import { form } from "../read/forms.ts";
import { fieldAt, isList, isRecord, itemsAt, type At } from "../read/plain.ts";
import { target, targetList } from "./balancers.ts";
import {
  declare,
  idAt,
  ownerOf,
  partOf,
  reference,
  regionOf,
  stated,
  textAt,
  toAdd,
  toAddHere,
  unstated,
  type Owner,
  type Reading,
} from "./reading.ts";
import { senders } from "./values.ts";

export function gateway(reading: Reading, at: At): Gateway | null {
  const id = idAt(at);
  if (id === null) return null;
  const owner = ownerOf(id);
  const apis = (list: At) =>
    isList(list.value) ? itemsAt(list).flatMap((element) => api(reading, element) ?? []) : null;
  const made: Gateway = {
    id,
    product: textAt(fieldAt(at, "product")) ?? "api-gateway",
    region: stated(reading, at, "region", owner, textAt, () => regionOf(reading, at.place)),
    instance: stated(
      reading,
      at,
      "instance",
      owner,
      (found) => gatewayInstance(reading, found, owner),
      (): GatewayInstance => ({ kind: "shared" }),
    ),
    clients: stated(
      reading,
      at,
      "clients",
      owner,
      (list) => senders(reading, list, owner),
      () => unstated("clients", owner, message("definitions.add-clients", id), at.place),
    ),
    apis: stated(reading, at, "apis", owner, apis, () => []),
    place: at.place,
  };
  declare(reading, at, made, ["product", "region", "instance", "clients", "apis"]);
  return made;
}

function gatewayInstance(reading: Reading, at: At, owner: Owner): GatewayInstance | null {
  if (at.value === "shared") return { kind: "shared" };
  if (!isRecord(at.value)) return null;
  const list = (name: string, property: string) =>
    stated(
      reading,
      at,
      name,
      owner,
      (value) => senders(reading, value, owner),
      () =>
        unstated(
          property,
          owner,
          message("definitions.add-to-instance", name, owner.text),
          at.place,
        ),
    );
  return {
    kind: "dedicated",
    id: idAt(at),
    vpcSources: list("vpcSources", "addresses inside VPCs"),
    publicEgress: list("publicEgress", "public addresses"),
  };
}

function api(reading: Reading, at: At): Api | null {
  const id = idAt(at);
  if (id === null) return null;
  const owner = ownerOf(id);
  const missing = (property: string, what: string) => () => toAdd(property, owner, what, at.place);
  const clients = fieldAt(at, "clients");
  const made: Api = {
    id,
    auth: stated(
      reading,
      at,
      "auth",
      owner,
      form.word(["NONE", "SECRET", "OAUTH", "APP"]),
      missing("auth type", "auth: NONE | SECRET | OAUTH | APP"),
    ),
    timeout: stated(reading, at, "timeout", owner, SECONDS, missing("timeout", "timeout: SECONDS")),
    responseTime: stated(
      reading,
      at,
      "responseTime",
      owner,
      SECONDS,
      missing("response time", "responseTime: SECONDS"),
    ),
    clients: clients && senders(reading, clients, owner),
    backend: stated(
      reading,
      at,
      "backend",
      owner,
      (found) => backend(reading, found, partOf("backend", owner)),
      missing("backend", "backend: { type: ... }"),
    ),
    place: at.place,
  };
  declare(reading, at, made, ["auth", "timeout", "responseTime", "clients", "backend"]);
  return made;
}

const SECONDS = form.mapped(form.amount, (value) => (value > 0 ? value : undefined));

function backend(reading: Reading, at: At, owner: Owner): Backend | null {
  const type = fieldAt(at, "type")?.value;
  const kind = BACKEND_KINDS.find((one) => one === type);
  if (kind === undefined) return null;
  const read: BackendReader = BACKENDS[kind];
  return read(reading, at, owner);
}

type BackendReader<K extends Backend["kind"] = Backend["kind"]> = (
  reading: Reading,
  at: At,
  owner: Owner,
) => BackendOf<K> | null;

/** How each kind is declared; `schemas/definitions.schema.json` says with which keys. */
const BACKENDS = {
  clb: (reading, at, owner) => {
    const loadBalancer = reference(reading, fieldAt(at, "loadBalancer"), ["loadBalancers"]);
    if (loadBalancer === null) return null;
    const [domain, path] = [textAt(fieldAt(at, "domain")), textAt(fieldAt(at, "path"))];
    const port = backendPort(reading, at, owner);
    return { kind: "clb", loadBalancer, port, domain, path, protocol: "tcp" };
  },
  http: (reading, at) => httpBackend(reading, fieldAt(at, "url")),
  microservice: (reading, at) => {
    const microservice = reference(reading, fieldAt(at, "microservice"), ["microservices"]);
    return microservice === null ? null : { kind: "microservice", microservice };
  },
  upstream: (reading, at, owner) => ({
    kind: "upstream",
    targets: backendTargets(reading, at, owner),
  }),
  cvm: (reading, at, owner) => ({ kind: "cvm", targets: backendTargets(reading, at, owner) }),
  k8s: (reading, at, owner) => {
    const cluster = reference(reading, fieldAt(at, "cluster"), ["clusters"]);
    if (cluster === null) return null;
    return { kind: "k8s", cluster, port: backendPort(reading, at, owner) };
  },
  scf: () => ({ kind: "scf" }),
  cos: () => ({ kind: "cos" }),
  mock: () => ({ kind: "mock" }),
} satisfies { readonly [K in Backend["kind"]]: BackendReader<K> };

function backendPort(reading: Reading, at: At, owner: Owner): Known<number> {
  return stated(reading, at, "port", owner, form.port(1), () =>
    toAddHere("port", owner, "port", at.place),
  );
}

/** A list of targets, or for one CVM its instance and port. */
function backendTargets(
  reading: Reading,
  at: At,
  owner: Owner,
): Extract<Backend, { targets: unknown }>["targets"] {
  const [list, instance] = [fieldAt(at, "targets"), fieldAt(at, "instance")];
  if (list && instance)
    complain(reading.draft, instance.place, say("definitions.targets-and-instance"));
  if (list) return targetList(reading, at, owner, "unknown");
  if (instance) return [target(reading, at, owner, "unknown")];
  return toAddHere("targets", owner, "targets: [...]", at.place);
}

function httpBackend(reading: Reading, at: At | null): BackendOf<"http"> | null {
  const url = textAt(at);
  if (!at || url === null) return null;
  if (/^(https?|wss?):\/\/[^/]/i.test(url) && URL.canParse(url)) return { kind: "http", url };
  complain(reading.draft, at.place, say("definitions.no-url", quote(url)));
  return null;
}
