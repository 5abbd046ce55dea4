// The calls of TKE: clusters and their nodes.
import { by, NUMBER, type VendorCall } from "../call.ts";
import { holdsNodes } from "./instance-set.ts";

const TKE = { service: "tke", in: "response", list: true, rate: 20, page: NUMBER } as const;

export const TKE_CALLS = [
  {
    ...TKE,
    action: "DescribeClusters",
    docs: "457/32025",
    key: "Clusters",
    id: "ClusterId",
    saved: {},
  },
  {
    ...TKE,
    action: "DescribeClusterInstances",
    docs: "457/31863",
    key: "InstanceSet",
    id: "InstanceId",
    each: by("DescribeClusters", "ClusterId"),
    saved: {
      owner: {
        key: "ClusterId",
        kind: "cluster",
        ending: ".instances.json",
        required: true,
      },
      fits: holdsNodes,
    },
  },
] as const satisfies readonly VendorCall[];
