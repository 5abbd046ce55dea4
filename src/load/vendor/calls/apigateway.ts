// The calls of API Gateway: services, their APIs, upstreams and dedicated instances.
import { by, NUMBER, type VendorCall } from "../call.ts";

const APIGATEWAY = { service: "apigateway", in: "Result", list: true, rate: 20 } as const;

const SERVICE = {
  key: "ServiceId",
  kind: "service",
  required: false,
} as const;

export const APIGATEWAY_CALLS = [
  {
    ...APIGATEWAY,
    action: "DescribeServicesStatus",
    docs: "628/45194",
    key: "ServiceSet",
    id: "ServiceId",
    page: NUMBER,
    saved: {},
  },
  {
    ...APIGATEWAY,
    action: "DescribeApisStatus",
    docs: "628/45239",
    key: "ApiIdStatusSet",
    id: "ApiId",
    page: NUMBER,
    each: by("DescribeServicesStatus", "ServiceId"),
    saved: { owner: { ...SERVICE, ending: ".apis.json" } },
  },
  {
    ...APIGATEWAY,
    action: "DescribeApi",
    docs: "628/45241",
    rate: 100,
    key: "ApiId",
    list: false,
    id: "ApiId",
    each: {
      of: "DescribeApisStatus",
      subject: ({ ApiId }, { ServiceId }) =>
        typeof ApiId === "string" && ServiceId !== undefined ? { ServiceId, ApiId } : null,
    },
    saved: {
      owner: { ...SERVICE, ending: ".api.json" },
      own: { key: "ApiId", kind: "api" },
      fits: (api) => "ServiceType" in api || "ServiceConfig" in api || "ServiceTimeout" in api,
    },
  },
  {
    ...APIGATEWAY,
    action: "DescribeUpstreams",
    docs: "628/70411",
    key: "UpstreamSet",
    id: "UpstreamId",
    page: NUMBER,
    saved: {},
  },
  {
    ...APIGATEWAY,
    action: "DescribeExclusiveInstanceDetail",
    docs: "628/63806",
    key: "InstanceId",
    list: false,
    id: "InstanceId",
    each: by("DescribeServicesStatus", "InstanceId"),
    saved: { fits: (detail) => "NetworkConfig" in detail || "VpcConfig" in detail },
  },
  {
    service: "apigateway",
    action: "DescribeService",
    docs: "628/45199",
    in: "response",
    key: "ServiceId",
    list: false,
    id: "ServiceId",
    saved: { fits: (body) => "ApiIdStatusSet" in body || "ServiceName" in body },
  },
] as const satisfies readonly VendorCall[];
