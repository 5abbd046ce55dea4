// The calls of tse: cloud-native gateways and their nodes.
import { by, NUMBER, type VendorCall } from "../call.ts";

const TSE = { service: "tse", in: "Result", list: true, rate: 20, page: NUMBER } as const;

export const TSE_CALLS = [
  {
    ...TSE,
    action: "DescribeCloudNativeAPIGateways",
    docs: "1290/79254",
    key: "GatewayList",
    id: "GatewayId",
    saved: {},
  },
  {
    ...TSE,
    action: "DescribeCloudNativeAPIGatewayNodes",
    docs: "1290/79262",
    key: "NodeList",
    id: null,
    each: by("DescribeCloudNativeAPIGateways", "GatewayId"),
    saved: {
      owner: {
        key: "GatewayId",
        kind: "native-gateway",
        ending: ".nodes.json",
        required: true,
      },
      fits: (_, first) => first === null || "NodeIp" in first,
    },
  },
] as const satisfies readonly VendorCall[];
