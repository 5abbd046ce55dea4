// A load balancer in a VPC: the port chooses the listener, domain and path its forwarding rule.
import { parseIp } from "../../net/address.ts";
import { message } from "../../words/index.ts";
import type { Id, Inventory } from "../inventory.ts";
import { key } from "../key.ts";
import type { Lookup } from "../lookup.ts";
import { balancerLegs, type ListenerChoice } from "../routes/balancer.ts";
import { nowhere, type Leg } from "../routes/leg.ts";
import { isUnknown, missing } from "../unknown.ts";
import { completedPort } from "./completed.ts";
import type { BackendDefinition } from "./definition.ts";

export const clb: BackendDefinition<"clb"> = {
  words: message("model.backend-clb"),
  name: ({ loadBalancer }) => loadBalancer,
  legs: ({ inventory }, find, backend) => ({
    legs: clbLegs(inventory, find, backend.loadBalancer, backend),
  }),
  sharedBy: ({ loadBalancer, port, protocol, domain, isOwnHost, path }) =>
    isUnknown(port)
      ? null
      : key`${loadBalancer} ${port} ${protocol} ${domain} ${isOwnHost ?? false} ${path}`,
  complete: (told, declared) => {
    // Where a gateway calls an address, the host that it sends may be said beside it.
    const named = told.domain === null || parseIp(told.domain).ok ? null : told.domain;
    const [domain, path] = [named ?? declared.domain ?? told.domain, told.path ?? declared.path];
    const agrees = domain === (declared.domain ?? domain) && path === (declared.path ?? path);
    return agrees ? completedPort({ ...told, domain, path }, declared) : null;
  },
};

export function clbLegs(
  inventory: Inventory,
  find: Lookup,
  id: Id,
  choice: ListenerChoice,
): readonly Leg[] {
  const balancer = inventory.loadBalancers.get(id);
  if (!balancer) return [nowhere(missing("load-balancer", id))];
  return balancerLegs(inventory, find, balancer, choice);
}
