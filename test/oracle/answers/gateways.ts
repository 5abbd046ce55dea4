// API Gateway as answers, and what they cannot tell as a person writes it in sglint.yaml: clients, the addresses of a
// dedicated instance inside of VPCs, backends that no answer resolves.
import type {
  ApiInfo,
  DescribeApisStatusResultApiIdStatusSetInfo as ListedApi,
  DescribeServiceResponse,
  DescribeUpstreamInfo,
  DescribeApisStatusResultInfo,
  InstanceDetail,
  Service,
  ServicesStatus,
  UpstreamInfo,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_models.js";
import type { Definitions, GatewayDef } from "../format.ts";
import { listedInResult, type Answer, type Draw, type Saved } from "./answer.ts";
import { backendOf } from "./backends.ts";

type ApiDef = GatewayDef["apis"][number];

export interface Gateways {
  readonly answers: readonly Answer[];
  /** `gateways` of sglint.yaml. */
  readonly declared: readonly object[];
}

/** `fetched`: by sglint itself, which asks for everything. */
export function printGateways(def: Definitions, fetched: boolean, draw: Draw): Gateways {
  const services: Saved<Service>[] = [];
  const upstreams: Saved<UpstreamInfo>[] = [];
  const answers: Answer[] = [];
  const declared: object[] = [];
  for (const gateway of def.gateways) {
    const teller = draw.pick(fetched ? FETCHED : TELLERS);
    const { id } = gateway;
    if (teller !== "service") services.push(serviceOf(gateway, teller, draw));
    if (teller === "service" || (!fetched && draw.chance(0.2)))
      answers.push(describedService(gateway, draw));
    const apis = gateway.apis.map((api) => apiOf(def, api, upstreams, draw));
    answers.push(...apisOf(gateway, apis, draw));
    declared.push({
      id,
      clients: gateway.clients,
      ...instanceOf(gateway, teller === "nobody"),
      ...(apis.some(({ declares }) => declares !== null) && {
        apis: apis.flatMap(({ declares }) => declares ?? []),
      }),
    });
  }
  const dedicated = def.gateways.find(({ instance }) => instance !== "shared")?.instance;
  if (dedicated !== undefined && dedicated !== "shared") answers.push(detailOf(dedicated, draw));
  return {
    answers: [
      listedInResult<ServicesStatus>(
        apigw("DescribeServicesStatus", "ServiceSet"),
        draw.shuffled(services),
      ),
      listedInResult<DescribeUpstreamInfo>(
        apigw("DescribeUpstreams", "UpstreamSet"),
        draw.shuffled(upstreams),
      ),
      ...answers,
    ],
    declared,
  };
}

const apigw = <K extends string>(action: string, key: K, subject: Answer["subject"] = {}) => ({
  service: "apigateway",
  action,
  key,
  subject,
});

/** Who tells where a service runs. A shared one without InstanceId is told by "" in another field, or by nobody. */
const TELLERS = ["list", "list", "service", "nobody"] as const;
const FETCHED = ["list", "list", "nobody"] as const;

function serviceOf({ id, instance }: GatewayDef, teller: string, draw: Draw): Saved<Service> {
  const common = { ServiceId: id, ServiceName: draw.pick([id, "", null]) };
  if (teller === "nobody") return { ...common, InstanceId: draw.absent(), ExclusiveSetName: null };
  if (instance !== "shared")
    return { ...common, InstanceId: instance.id, ExclusiveSetName: draw.none() };
  return draw.pick<Saved<Service>>([
    { ...common, InstanceId: "", ExclusiveSetName: draw.none() },
    { ...common, InstanceId: draw.absent(), ExclusiveSetName: "" },
  ]);
}

function describedService({ id, instance, apis }: GatewayDef, draw: Draw): Answer {
  const body: Saved<DescribeServiceResponse> = {
    ServiceId: id,
    ServiceName: draw.pick([id, "", null]),
    InstanceId: instance === "shared" ? "" : instance.id,
    ApiTotalCount: apis.length,
    ApiIdStatusSet: apis.map((api) => ({ ServiceId: id, ApiId: api.id, AuthType: "SECRET" })),
  };
  return {
    service: "apigateway",
    action: "DescribeService",
    subject: { ServiceId: id },
    in: "response",
    list: null,
    body,
  };
}

function instanceOf({ instance }: GatewayDef, untold: boolean): object {
  if (instance === "shared") return untold ? { instance } : {};
  const { id, vpcSources, publicEgress } = instance;
  return { instance: { id, vpcSources, ...(untold && { publicEgress }) } };
}

function detailOf(
  { id, publicEgress }: Exclude<GatewayDef["instance"], "shared">,
  draw: Draw,
): Answer {
  const detail: Saved<InstanceDetail> = {
    InstanceId: id,
    InstanceName: draw.none(),
    NetworkConfig: {
      EnableInternetOutbound: true,
      OutboundIpAddresses: publicEgress!,
      InboundIpAddresses: draw.pick([["203.0.113.99"], [], null]),
    },
    VpcConfig: { UniqVpcId: "vpc-main" },
  };
  return {
    service: "apigateway",
    action: "DescribeExclusiveInstanceDetail",
    subject: { InstanceId: id },
    in: "Result",
    list: null,
    body: detail,
  };
}

interface PrintedApi {
  readonly id: string;
  /** null where nobody asked, or might. */
  readonly info: Saved<ApiInfo> | null;
  /** What sglint.yaml adds. */
  readonly declares: object | null;
}

function apiOf(
  def: Definitions,
  api: ApiDef,
  upstreams: Saved<UpstreamInfo>[],
  draw: Draw,
): PrintedApi {
  const { id, clients, backend } = api;
  const printed = draw.chance(0.1) ? null : backendOf(def, id, backend, upstreams, draw);
  const isOpen = printed?.isOpen ?? true;
  const declares = { id, ...(clients && { clients }), ...(isOpen && { backend }) };
  return { id, info: printed?.info ?? null, declares: clients || isOpen ? declares : null };
}

function apisOf({ id }: GatewayDef, apis: readonly PrintedApi[], draw: Draw): Answer[] {
  const subject = { ServiceId: id };
  const list = draw.shuffled(apis).map((api): Saved<ListedApi> => ({
    ServiceId: draw.pick([id, id, null]),
    ApiId: api.id,
    AuthType: draw.pick(["SECRET", null]),
    ApiName: draw.none(),
  }));
  const details = apis.flatMap(({ id: ApiId, info }): Answer[] =>
    info === null
      ? []
      : [
          {
            service: "apigateway",
            action: "DescribeApi",
            subject: { ...subject, ApiId },
            in: "Result",
            list: null,
            body: {
              ...info,
              ApiId,
              ServiceId: draw.pick([id, id, null]),
              AuthType: "SECRET",
              ServiceTimeout: 15,
            } satisfies Saved<ApiInfo>,
          },
        ],
  );
  return [
    listedInResult<DescribeApisStatusResultInfo>(
      apigw("DescribeApisStatus", "ApiIdStatusSet", subject),
      list,
    ),
    ...details,
  ];
}
