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
  "judge.snat-unknown": (balancer) =>
    `${balancer} translates sources to addresses of a subnet (SNAT), and which ones is not declared`,
  "judge.admit-snat-subnet": () => "admit the CIDR of the CLB's SNAT subnet on the target's port",
  "judge.passed-to-target": () => "the CLB passes traffic to its targets past their groups",
  "judge.no-group": () => "no security group is bound",
});
