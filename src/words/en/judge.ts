// Sentences of src/judging, by key.
import { sentences } from "../sentences.ts";

export const judging = sentences({
  "judge.port-readings": (acl) =>
    `the vendor's pages disagree whether the port of an entry of ${acl} is the source or the destination port`,
  "judge.name-both-ports": () =>
    "use entries for all ports, or a QUINTUPLE network ACL, which names both",
  "judge.keep-alive": () => "CLB keep-alive traffic",
  "judge.keep-alive-ranges": () => "keep-alive ranges",
  "judge.snat": (balancer) => `CLB ${balancer} (SNAT)`,
  "judge.snat-addresses": () => "SNAT addresses",
  "judge.passed-to-target": () => "the CLB passes traffic to its targets past their groups",
  "judge.no-group": () => "no security group is bound",
});
