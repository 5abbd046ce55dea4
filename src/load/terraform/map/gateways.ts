// API Gateway services with their APIs. Who calls them, and from where a dedicated instance calls, no Terraform
// resource tells: that stays for sglint.yaml.
import { key } from "../../../model/key.ts";
import { message, say } from "../../../words/index.ts";
import type { Api, Gateway, GatewayInstance, Id, LoadBalancer } from "../../../model/inventory.ts";
import { factOf, isUnknown, Unknown, type Known } from "../../../model/unknown.ts";
import type { Place } from "../../../model/place.ts";
import { inYaml } from "../../own/wording.ts";
import { readBackend } from "./backends.ts";
import { lacking, maybeAbsent, ofType, push, type Ground } from "./ground.ts";
import { linkedId } from "./links.ts";
import { form } from "../../read/forms.ts";
import { attribute, holderOf, nodeText, scalarIn, whyUnknown } from "./nodes.ts";
import type { ResourceOf } from "./typed.ts";

type ApiResource = ResourceOf<"tencentcloud_api_gateway_api">;

export function mapGateways(ground: Ground, balancers: readonly LoadBalancer[]): void {
  const apis = apisByService(ground);
  for (const resource of ofType(ground, "tencentcloud_api_gateway_service")) {
    const { address: id, place } = resource;
    const own = (apis.get(id) ?? []).map((api) => readApi(ground, api, balancers));
    apis.delete(id);
    ground.draft.gateways.push({
      ...base(id, place, resource.region),
      instance: instanceOf(ground, resource),
      apis: resource.certain ? own : maybeAbsent(ground, resource),
    });
  }
  for (const [id, list] of apis) {
    const own = list.map((api) => readApi(ground, api, balancers));
    ground.draft.gateways.push(foreignGateway(id, list[0]!, own));
  }
}

/** An API whose service is not known keeps a service of its own, so that it is still judged. */
function apisByService(ground: Ground): Map<Id, ApiResource[]> {
  const found = new Map<Id, ApiResource[]>();
  for (const api of ofType(ground, "tencentcloud_api_gateway_api")) {
    push(found, linkedId(ground, api.body, "service_id") ?? `${api.address}.service_id`, api);
  }
  return found;
}

function foreignGateway(id: Id, { place, region }: ApiResource, apis: readonly Api[]): Gateway {
  return {
    ...base(id, place, region),
    instance: undeclared(
      key`instance of ${id}`,
      message("terraform.which-cluster", id),
      message("terraform.write-shared", inYaml(id)),
      place,
    ),
    apis,
  };
}

function base(id: Id, place: Place, region: string | null): Omit<Gateway, "instance" | "apis"> {
  return {
    id,
    product: "api-gateway",
    region:
      region ??
      undeclared(
        key`region of ${id}`,
        message("terraform.no-region", id),
        message("terraform.pass-region"),
        place,
      ),
    clients: undeclared(
      key`clients of ${id}`,
      message("terraform.no-clients", id),
      message("terraform.write-clients"),
      place,
    ),
    place,
  };
}

function instanceOf(
  ground: Ground,
  { address, body, place }: ResourceOf<"tencentcloud_api_gateway_service">,
): Known<GatewayInstance> {
  const node = attribute(body, "instance_id", "exclusive_set_name");
  if (!node) return { kind: "shared" };
  const open = whyUnknown(node);
  if (open && open.refs.length === 0)
    return lacking(ground, address, "instance_id", open.reason, node.place);
  const id = nodeText(node);
  const ask = (noun: string, field: string) =>
    undeclared(
      key`${{ own: noun }} of ${address}`,
      message("terraform.no-sources", noun, address),
      message("terraform.write-sources", inYaml(address), inYaml(id ?? "instance-x"), field),
      place,
    );
  return {
    kind: "dedicated",
    id,
    vpcSources: ask("addresses inside VPCs", "vpcSources"),
    publicEgress: ask("public addresses", "publicEgress"),
  };
}

const AUTH = new Map<string, "NONE" | "SECRET" | "OAUTH" | "APP">([
  ["NONE", "NONE"],
  ["SECRET", "SECRET"],
  ["OAUTH", "OAUTH"],
  ["APP", "APP"],
  // The vendor's identity service: callers show a token, as with OAUTH.
  ["EIAM", "OAUTH"],
]);

function readApi(ground: Ground, api: ApiResource, balancers: readonly LoadBalancer[]): Api {
  const { address: id, place } = api;
  const holder = holderOf(api);
  const backend = readBackend(ground, api, balancers);
  return {
    id,
    auth: scalarIn(ground, holder, "auth_type", () => "NONE" as const, form.meaning(AUTH, "loose")),
    timeout: scalarIn(ground, holder, "service_config_timeout", () => 5, form.amount),
    responseTime: undeclared(
      key`response time of ${id}`,
      message("terraform.no-response-time", id),
      message("terraform.write-response-time"),
      place,
    ),
    clients: null,
    backend: isUnknown(backend) ? nameable(backend, id) : backend,
    place,
  };
}

/** What Terraform cannot tell, the user's own words can. */
function nameable({ fact }: Unknown, api: Id): Unknown {
  return new Unknown({ ...fact, remedy: say("terraform.or-declare-backend", fact.remedy, api) });
}

function undeclared(...fact: Parameters<typeof factOf>): Unknown {
  return new Unknown(factOf(...fact));
}
