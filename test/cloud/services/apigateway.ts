// apigateway: services, APIs, upstreams, dedicated instances. Answers sit under `Result`.
import type {
  DescribeApiRequest,
  DescribeApiResponse,
  DescribeApisStatusRequest,
  DescribeApisStatusResponse,
  DescribeExclusiveInstanceDetailRequest,
  DescribeExclusiveInstanceDetailResponse,
  DescribeExclusiveInstancesRequest,
  DescribeServicesStatusRequest,
  DescribeServicesStatusResponse,
  DescribeUpstreamsRequest,
  DescribeUpstreamsResponse,
  InstanceInfo,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_models.js";
import { indexIn, type Region } from "../account.ts";
import { actionsOf } from "../action.ts";
import { notFound } from "../errors.ts";
import { choose, counted, pageIn } from "../list.ts";
import { api, apiIndex, apiStatus, dedicated, dedicatedDetail, service, upstream } from "./apis.ts";

const action = actionsOf({ service: "apigateway", version: "2018-08-08", perSecond: 20 });

/** The SDK leaves this result untyped. */
interface ExclusiveInstances {
  readonly Result?: { readonly TotalCount: number; readonly InstanceSet: readonly InstanceInfo[] };
}

export const APIGATEWAY_ACTIONS = [
  action<DescribeServicesStatusRequest, DescribeServicesStatusResponse>("DescribeServicesStatus", {
    parameters: { Limit: "integer", Offset: "integer", Filters: "objects" },
    answer: (call, { Filters: filters }) => {
      const { region } = call;
      const all = counted(region.size.gateways, (i) => service(region, i));
      const by = { ServiceId: (s: ReturnType<typeof service>) => [s.ServiceId ?? null] };
      const { total, items } = pageIn(choose(all, { filters, by }), call);
      return { Result: { TotalCount: total, ServiceSet: items } };
    },
  }),
  action<DescribeApisStatusRequest, DescribeApisStatusResponse>("DescribeApisStatus", {
    parameters: { ServiceId: "string!", Offset: "integer", Limit: "integer", Filters: "objects" },
    answer: (call, { ServiceId, Filters: filters }) => {
      const { region } = call;
      const gateway = serviceIn(region, ServiceId);
      const all = counted(region.size.apisPerGateway, (i) => apiStatus(region, gateway, i));
      const by = { ApiId: (a: ReturnType<typeof apiStatus>) => [a.ApiId] };
      const { total, items } = pageIn(choose(all, { filters, by }), call);
      return { Result: { TotalCount: total, ApiIdStatusSet: items } };
    },
  }),
  action<DescribeApiRequest, DescribeApiResponse>("DescribeApi", {
    perSecond: 100,
    parameters: { ServiceId: "string!", ApiId: "string!" },
    answer: ({ region }, { ServiceId, ApiId }) => {
      const gateway = serviceIn(region, ServiceId);
      const index = apiIndex(region, gateway, ApiId);
      if (index === null) throw notFound("ResourceNotFound.InvalidApi", ApiId);
      return { Result: api(region, gateway, index) };
    },
  }),
  action<DescribeUpstreamsRequest, DescribeUpstreamsResponse>("DescribeUpstreams", {
    parameters: { Limit: "integer!", Offset: "integer!", Filters: "objects" },
    answer: (call, { Filters: filters }) => {
      const { region } = call;
      const all = counted(region.size.upstreams, (i) => upstream(region, i));
      const by = { UpstreamId: (u: ReturnType<typeof upstream>) => [u.UpstreamId] };
      const { total, items } = pageIn(choose(all, { filters, by }), call);
      return { Result: { TotalCount: total, UpstreamSet: items } };
    },
  }),
  action<DescribeExclusiveInstancesRequest, ExclusiveInstances>("DescribeExclusiveInstances", {
    parameters: { Limit: "integer!", Offset: "integer!", Filters: "objects" },
    answer: (call) => {
      const { region } = call;
      const { total, items } = pageIn(
        counted(region.size.dedicated, (i) => dedicated(region, i)),
        call,
      );
      return { Result: { TotalCount: total, InstanceSet: items } };
    },
  }),
  action<DescribeExclusiveInstanceDetailRequest, DescribeExclusiveInstanceDetailResponse>(
    "DescribeExclusiveInstanceDetail",
    {
      parameters: { InstanceId: "string!" },
      answer: ({ region }, { InstanceId }) => {
        const index = indexIn(region, "instance", InstanceId, region.size.dedicated);
        if (index === null) throw notFound("ResourceNotFound.InvalidInstance", InstanceId);
        return { Result: dedicatedDetail(region, index) };
      },
    },
  ),
];

function serviceIn(region: Region, id: string): number {
  const index = indexIn(region, "service", id, region.size.gateways);
  if (index === null) throw notFound("ResourceNotFound.InvalidService", id);
  return index;
}
