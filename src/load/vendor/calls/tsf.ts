// The calls of TSF: namespaces, microservices and their running instances.
import { by, FIFTY, NUMBER, type VendorCall } from "../call.ts";

const TSF = { service: "tsf", in: "Result", key: "Content", list: true, rate: 20 } as const;

export const TSF_CALLS = [
  {
    ...TSF,
    action: "DescribeSimpleNamespaces",
    docs: "649/36096",
    id: "NamespaceId",
    page: NUMBER,
  },
  {
    ...TSF,
    action: "DescribeMicroservices",
    docs: "649/36084",
    id: "MicroserviceId",
    page: FIFTY,
    each: by("DescribeSimpleNamespaces", "NamespaceId"),
    saved: { fits: (_, first) => first !== null && "MicroserviceName" in first },
  },
  {
    ...TSF,
    action: "DescribeMicroservice",
    docs: "649/36085",
    id: null,
    page: FIFTY,
    each: by("DescribeMicroservices", "MicroserviceId"),
    saved: {
      owner: {
        key: "MicroserviceId",
        kind: "microservice",
        ending: ".instances.json",
        required: true,
      },
      fits: (_, first) => first !== null && "ServiceInstanceStatus" in first,
    },
  },
] as const satisfies readonly VendorCall[];
