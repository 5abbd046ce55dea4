// API Gateway services as gateways, with their APIs. DescribeApisStatus lists the APIs, DescribeApi tells the
// backend of one; what was listed and not described keeps an unknown backend.
import type {
  ApiInfo,
  DescribeApisStatusResultApiIdStatusSetInfo as ListedApi,
  DescribeServiceResponse,
  InstanceDetail,
  Service as SavedService,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_models.js";
import { hasPrefixOf } from "../../model/id.ts";
import type { Api, Gateway, Id } from "../../model/inventory.ts";
import { key } from "../../model/key.ts";
import { inside, type Place } from "../../model/place.ts";
import { message, say } from "../../words/index.ts";
import { factOf, Unknown, type Known } from "../../model/unknown.ts";
import type { Draft } from "../merge/draft.ts";
import { backendReader, type BackendReader } from "./backends.ts";
import { whyUntold, once, recordsIn, tellingOf, unsaved, type Desk, type Element } from "./desk.ts";
import { idIn } from "../read/forms.ts";
import { isAbsent } from "../read/plain.ts";
import { complainPlainly, known, untold, type Fields, type Question } from "./fields.ts";
import { howToName } from "./owner.ts";
import { saveCommand, savedCall } from "../vendor/calls.ts";
import type { MicroserviceByName } from "./microservices.ts";
import { readInstance } from "./gateway-instance.ts";
import type { RegionOf } from "./regions.ts";

type ApiFields = Fields<ApiInfo & ListedApi>;

interface SavedApi {
  readonly id: Id;
  readonly listed: { readonly fields: ApiFields; readonly place: Place } | null;
  readonly detail: Element<ApiInfo> | null;
}

/** A service as the various calls tell it. */
interface ServiceParts {
  readonly id: Id;
  readonly apis: Map<Id, SavedApi>;
  /** Some answer lists all of its APIs. */
  isListed: boolean;
  readonly described: Element<DescribeServiceResponse> | null;
  /** Where it is first seen, for a service that no answer lists. */
  readonly place: Place;
  readonly file: string;
}

export function joinGateways(
  desk: Desk,
  microserviceByName: MicroserviceByName,
  regionOf: RegionOf,
): void {
  const parts = collectParts(desk);
  const backends = backendReader(desk, microserviceByName);
  const details = new Map(
    once(
      desk.draft,
      desk.elements<InstanceDetail>("DescribeExclusiveInstanceDetail"),
      "dedicated instance",
    ).map((detail) => [detail.id, detail]),
  );
  const listed = new Set<Id>();
  const add = (part: ServiceParts, fields: Fields<SavedService>, place: Place, file: string) => {
    const told = [fields.InstanceId, part.described?.fields.InstanceId].filter((v) => !isAbsent(v));
    const gateway: Gateway = {
      id: part.id,
      product: "api-gateway",
      region: regionOf(file, place),
      instance: readInstance(desk, part.id, told, fields.ExclusiveSetName, place, details),
      clients: unknownClients(part.id, place),
      apis: readApis(desk, part, backends),
      place,
    };
    desk.draft.gateways.push(gateway);
  };
  for (const { id, fields, place, answer } of desk.elements<SavedService>(
    "DescribeServicesStatus",
  )) {
    listed.add(id);
    add(parts.get(id) ?? newPart(id, place, answer.file, null), fields, place, answer.file);
  }
  for (const part of parts.values()) if (!listed.has(part.id)) add(part, {}, part.place, part.file);
}

function newPart(
  id: Id,
  place: Place,
  file: string,
  described: ServiceParts["described"],
): ServiceParts {
  return { id, apis: new Map(), isListed: false, described, place, file };
}

/** The service of that id, as far as it is seen already. */
type PartOf = (id: Id, place: Place, file: string) => ServiceParts;

function collectParts(desk: Desk): Map<Id, ServiceParts> {
  const parts = new Map<Id, ServiceParts>();
  const partOf: PartOf = (id, place, file) => {
    const found = parts.get(id) ?? newPart(id, place, file, null);
    parts.set(id, found);
    return found;
  };
  const services = desk.elements<DescribeServiceResponse>("DescribeService");
  for (const service of once(desk.draft, services, "service"))
    parts.set(service.id, partFrom(desk.draft, service));
  collectListed(desk, partOf);
  collectDetails(desk, partOf);
  for (const [id, { place }] of desk.failures)
    if (hasPrefixOf("service", id)) partOf(id, place, place.source.file);
  return parts;
}

function partFrom(draft: Draft, element: Element<DescribeServiceResponse>): ServiceParts {
  const { id, place, answer, fields } = element;
  const own = newPart(id, place, answer.file, element);
  const at = inside(place, "ApiIdStatusSet");
  own.isListed = Array.isArray(fields.ApiIdStatusSet);
  for (const [api, where] of recordsIn(draft, fields.ApiIdStatusSet, at, `APIs of ${id}`))
    list(own, idIn(api.ApiId), api, where);
  return own;
}

function collectListed(desk: Desk, partOf: PartOf): void {
  const { draft } = desk;
  for (const { owner, outer, file, content } of desk.answers("DescribeApisStatus")) {
    const isEmpty = Array.isArray(content.ApiIdStatusSet) && content.ApiIdStatusSet.length === 0;
    if (owner !== null) partOf(owner, outer, file).isListed = true;
    else if (isEmpty) {
      complainPlainly(draft, outer, nameIt("DescribeApisStatus", say("answers.nobody-empty")));
    }
  }
  for (const { id, fields, place, answer } of desk.elements<ListedApi>("DescribeApisStatus")) {
    const service = serviceOf(draft, fields.ServiceId, answer.owner, id, place);
    if (service === null) continue;
    const own = partOf(service, answer.outer, answer.file);
    own.isListed = true;
    list(own, id, fields, place);
  }
}

function collectDetails(desk: Desk, partOf: PartOf): void {
  for (const detail of once(desk.draft, desk.elements<ApiInfo>("DescribeApi"), "API")) {
    const { id, fields, place, answer } = detail;
    const service = serviceOf(desk.draft, fields.ServiceId, answer.owner, id, place);
    if (service === null) continue;
    const { apis } = partOf(service, answer.outer, answer.file);
    apis.set(id, { id, listed: apis.get(id)?.listed ?? null, detail });
  }
}

function list({ apis }: ServiceParts, id: Id | null, fields: ApiFields, place: Place): void {
  if (id !== null && !apis.has(id)) apis.set(id, { id, listed: { fields, place }, detail: null });
}

function serviceOf(
  draft: Draft,
  value: unknown,
  owner: Id | null,
  api: Id,
  place: Place,
): Id | null {
  const service = idIn(value) ?? owner;
  if (service === null)
    complainPlainly(draft, place, nameIt("DescribeApi", say("answers.nobody-api", api)));
  return service;
}

function nameIt(call: "DescribeApisStatus" | "DescribeApi", why: string): string {
  return say("answers.name-it", why, howToName(call, savedCall(call).saved.owner!));
}

function readApis(desk: Desk, part: ServiceParts, backends: BackendReader): Known<readonly Api[]> {
  const { id, place, apis, isListed } = part;
  const isCut = desk.isTruncated("DescribeApisStatus", id);
  if (apis.size === 0 && (!isListed || isCut))
    return unsaved(desk, "APIs", "DescribeApisStatus", id, place);
  if (!isListed) desk.draft.assumptions.push(say("answers.no-other-api", id));
  return [...apis.values()].map((api) => readApi(desk, id, api, backends));
}

const AUTH = new Map<string, "NONE" | "SECRET" | "OAUTH" | "APP">([
  ["NONE", "NONE"],
  ["SECRET", "SECRET"],
  ["OAUTH", "OAUTH"],
  ["APP", "APP"],
  // The vendor's identity service: callers show a token, as with OAUTH.
  ["EIAM", "OAUTH"],
]);

function readApi(
  desk: Desk,
  service: Id,
  { id, listed, detail }: SavedApi,
  backends: BackendReader,
): Api {
  const place = detail?.place ?? listed!.place;
  const save = saveCommand("DescribeApi", service, id);
  const ask = (noun: string) => ({ noun, of: id, save, place });
  const { draft } = desk;
  const holder = isAbsent(detail?.fields.AuthType) ? (listed ?? detail) : detail;
  const inHolder = { ...ask("authentication"), place: holder!.place };
  const auth = known(
    draft,
    inHolder,
    holder!.fields.AuthType,
    "AuthType",
    [...AUTH.keys()].join(", "),
    (v) => (typeof v === "string" ? AUTH.get(v.toUpperCase()) : undefined),
  );
  const timeout = known(
    draft,
    ask("timeout"),
    detail?.fields.ServiceTimeout,
    "ServiceTimeout",
    say("answers.seconds"),
    (v) => (typeof v === "number" && v > 0 ? v : undefined),
  );
  return {
    id,
    auth,
    timeout,
    responseTime: unknownResponseTime(id, place),
    clients: null,
    backend: detail
      ? backends(id, detail.fields, place, save)
      : untoldBackend(desk, ask("backend")),
    place,
  };
}

function untoldBackend(desk: Desk, question: Question): Unknown {
  const { noun, of: id } = question;
  const why = whyUntold(desk, "DescribeApi", id);
  const reason =
    why === undefined
      ? message("answers.is-unsaved", noun, id)
      : message("answers.is-unknown", noun, id, why);
  return untold(question, reason, tellingOf(desk, "DescribeApi", id)?.remedy);
}

function unknownClients(id: Id, place: Place): Unknown {
  const [reason, remedy] = [message("answers.no-clients", id), message("answers.write-clients")];
  return new Unknown(factOf(key`clients of ${id}`, reason, remedy, place));
}

function unknownResponseTime(id: Id, place: Place): Unknown {
  const reason = message("answers.no-response-time", id);
  const remedy = message("answers.declare-time");
  return new Unknown(factOf(key`response time of ${id}`, reason, remedy, place));
}
