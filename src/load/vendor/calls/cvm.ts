// The calls of cvm: instances, and what tells accounts and regions.
import { NUMBER, type VendorCall } from "../call.ts";
import { holdsCvms } from "./instance-set.ts";

const CVM = { service: "cvm", in: "response", rate: 20 } as const;

export const CVM_CALLS = [
  {
    ...CVM,
    action: "DescribeAccountQuota",
    docs: "213/55628",
    key: "AppId",
    list: false,
    id: null,
    global: true,
  },
  {
    ...CVM,
    action: "DescribeRegions",
    docs: "213/15689",
    key: "RegionSet",
    list: true,
    id: "Region",
    global: true,
  },
  {
    ...CVM,
    action: "DescribeInstances",
    docs: "213/15728",
    rate: 40,
    key: "InstanceSet",
    list: true,
    id: "InstanceId",
    page: NUMBER,
    saved: { fits: holdsCvms },
  },
] as const satisfies readonly VendorCall[];
