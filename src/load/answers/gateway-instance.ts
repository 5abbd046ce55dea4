// Whether an API Gateway service runs on the shared cluster or on a dedicated instance, and from which
// addresses a dedicated one calls its backends.
import type {
  InstanceDetail,
  NetworkConfig,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_models.js";
import type { GatewayInstance, Id } from "../../model/inventory.ts";
import { inside, type Place } from "../../model/place.ts";
import { message, say } from "../../words/index.ts";
import { tccli } from "../vendor/calls.ts";
import type { Known } from "../../model/unknown.ts";
import { inYaml } from "../own/wording.ts";
import { tellingOf, type Desk, type Element } from "./desk.ts";
import { idIn } from "../read/forms.ts";
import { isAbsent, isRecord } from "../read/plain.ts";
import { complainPlainly, knownIps, shown, untold, type Fields } from "./fields.ts";

/**
 * `told`: the InstanceId of every answer that tells one. "" names no dedicated instance: the shared cluster.
 * Absent says nothing, unless ExclusiveSetName is "".
 */
export function readInstance(
  desk: Desk,
  id: Id,
  told: readonly unknown[],
  setName: unknown,
  place: Place,
  details: ReadonlyMap<Id, Element<InstanceDetail>>,
): Known<GatewayInstance> {
  const instance = told.map(idIn).find((v) => v !== null);
  if (instance !== undefined) return dedicated(desk, id, instance, place, details.get(instance));
  if (told.includes("") || (told.length === 0 && setName === "")) return { kind: "shared" };
  if (told.length > 0)
    complainPlainly(
      desk.draft,
      inside(place, "InstanceId"),
      say("answers.malformed", "InstanceId", shown(told[0]), say("read.id")),
    );
  const save = tccli("DescribeServicesStatus");
  return untold(
    { noun: "instance", of: id, save, place },
    message("answers.which-instance", id),
    message("answers.write-shared", save, inYaml(id)),
  );
}

/** The answer lists the addresses it uses on the Internet; none says which it uses inside of the VPC. */
function dedicated(
  desk: Desk,
  service: Id,
  id: Id,
  place: Place,
  detail: Element<InstanceDetail> | undefined,
): GatewayInstance {
  const save = `${tccli("DescribeExclusiveInstanceDetail")} --InstanceId ${id}`;
  const network = detail?.fields.NetworkConfig;
  const at =
    detail && isRecord(network) ? inside(detail.place, "NetworkConfig") : (detail?.place ?? place);
  const config: Fields<NetworkConfig> = isRecord(network) ? network : {};
  const { OutboundIpAddresses: addresses } = config;
  const question = { noun: "public egress", of: id, save, place: at };
  const told = detail ? undefined : tellingOf(desk, "DescribeExclusiveInstanceDetail", id);
  const sources = { noun: "VPC sources", of: id, save, place: detail?.place ?? place };
  const write = message("answers.write-sources", inYaml(service), inYaml(id));
  const { noun } = question;
  return {
    kind: "dedicated",
    id,
    vpcSources: untold(sources, message("answers.untold", sources.noun, id), write),
    publicEgress: told
      ? untold(question, message("answers.is-unknown", noun, id, told.clause), told.remedy)
      : isAbsent(addresses) && config.EnableInternetOutbound === false
        ? []
        : knownIps(desk.draft, question, addresses, "OutboundIpAddresses"),
  };
}
