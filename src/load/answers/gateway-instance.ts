// Whether an API Gateway service runs on the shared cluster or on a dedicated instance, and from which
// addresses a dedicated one calls its backends.
import type {
  InstanceDetail,
  NetworkConfig,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_models.js";
import type { GatewayInstance, Id } from "../../model/inventory.ts";
import { inside, type Place } from "../../model/place.ts";
import { textOf as remedyText } from "../../words/index.ts";
import { Unknown, type Known } from "../../model/unknown.ts";
import { inYaml } from "../own/wording.ts";
import { tellingOf, type Desk, type Element } from "./desk.ts";
import { idIn } from "../read/forms.ts";
import { isAbsent, isRecord } from "../read/plain.ts";
import { complain, knownIps, shown, untold, type Fields } from "./fields.ts";

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
    complain(
      desk.draft,
      inside(place, "InstanceId"),
      `InstanceId is ${shown(told[0])}, expected an id`,
    );
  const text = `the saved answers do not tell whether ${id} runs on the shared cluster or on a dedicated instance`;
  const { fact } = untold(
    { noun: "instance", of: id, save: "apigateway DescribeServicesStatus", place },
    text,
  );
  const remedy = `${fact.remedy}, or write \`gateways: [{ id: ${inYaml(id)}, instance: shared }]\` in sglint.yaml`;
  return new Unknown({ ...fact, remedy });
}

/** The answer lists the addresses it uses on the Internet; none says which it uses inside of the VPC. */
function dedicated(
  desk: Desk,
  service: Id,
  id: Id,
  place: Place,
  detail: Element<InstanceDetail> | undefined,
): GatewayInstance {
  const save = `apigateway DescribeExclusiveInstanceDetail --InstanceId ${id}`;
  const network = detail?.fields.NetworkConfig;
  const at =
    detail && isRecord(network) ? inside(detail.place, "NetworkConfig") : (detail?.place ?? place);
  const config: Fields<NetworkConfig> = isRecord(network) ? network : {};
  const { OutboundIpAddresses: addresses } = config;
  const question = { noun: "public egress", of: id, save, place: at };
  const told = detail ? undefined : tellingOf(desk, "DescribeExclusiveInstanceDetail", id);
  const sources = untold({ noun: "VPC sources", of: id, save, place: detail?.place ?? place });
  return {
    kind: "dedicated",
    id,
    vpcSources: new Unknown({
      ...sources.fact,
      remedy: `write \`gateways: [{ id: ${inYaml(service)}, instance: { id: ${inYaml(id)}, vpcSources: [...] } }]\` in sglint.yaml`,
    }),
    publicEgress: told
      ? new Unknown({
          ...untold(question, `the public egress of ${id} is unknown: ${told.clause}`).fact,
          remedy: remedyText(told.remedy),
        })
      : isAbsent(addresses) && config.EnableInternetOutbound === false
        ? []
        : knownIps(desk.draft, question, addresses, "OutboundIpAddresses"),
  };
}
