// The calls of clb: load balancers, listeners, their targets and target groups. What all have in common is page 214/33789.
import { by, NUMBER, type Content, type Hint, type VendorCall } from "../call.ts";
import { isRecord } from "../../read/plain.ts";

const CLB = { service: "clb", in: "response", list: true, rate: 20 } as const;

const BALANCER = {
  key: "LoadBalancerId",
  kind: "load-balancer",
  required: true,
} as const;

export const CLB_CALLS = [
  {
    ...CLB,
    action: "DescribeLoadBalancers",
    docs: "214/30685, 214/33789",
    key: "LoadBalancerSet",
    id: "LoadBalancerId",
    page: NUMBER,
    saved: {},
  },
  {
    ...CLB,
    action: "DescribeListeners",
    docs: "214/30686, 214/33789",
    key: "Listeners",
    id: "ListenerId",
    each: by("DescribeLoadBalancers", "LoadBalancerId"),
    saved: {
      owner: { ...BALANCER, ending: ".listeners.json" },
      fits: (content, first, hint) => !holdsTargets(content, first, hint),
    },
  },
  {
    ...CLB,
    action: "DescribeTargets",
    docs: "214/33824",
    key: "Listeners",
    id: "ListenerId",
    each: by("DescribeLoadBalancers", "LoadBalancerId"),
    saved: { owner: { ...BALANCER, ending: ".targets.json" }, fits: holdsTargets },
  },
  {
    ...CLB,
    action: "DescribeTargetGroups",
    docs: "214/40554",
    key: "TargetGroupSet",
    id: "TargetGroupId",
    page: NUMBER,
    saved: {},
  },
  {
    ...CLB,
    action: "DescribeTargetGroupInstances",
    docs: "214/33789",
    key: "TargetGroupInstanceSet",
    id: null,
    page: NUMBER,
    each: by("DescribeTargetGroups", "TargetGroupId"),
    params: ({ TargetGroupId = "" }) => ({
      Filters: [{ Name: "TargetGroupId", Values: [TargetGroupId] }],
    }),
    saved: {
      owner: {
        key: "TargetGroupId",
        kind: "target-group",
        ending: ".json",
        required: true,
      },
    },
  },
] as const satisfies readonly VendorCall[];

const LISTENER_ONLY = ["ListenerName", "HealthCheck", "Scheduler", "KeepaliveEnable", "CreateTime"];

/** DescribeListeners and DescribeTargets share the key `Listeners`. */
function holdsTargets(content: Content, first: Content | null, { file }: Hint): boolean {
  const listeners = elements(content.Listeners);
  if (listeners.some((l) => "Targets" in l || elements(l.Rules).some((r) => "Targets" in r)))
    return true;
  if (
    first === null ||
    LISTENER_ONLY.some((key) => Object.hasOwn(first, key)) ||
    "TotalCount" in content
  )
    return false;
  return /target/i.test(file);
}

function elements(list: unknown): readonly Content[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
