// The first step of the vendor's 504 page (document/product/628/34066): can the backend be reached directly? In
// words and as a command, with a caution where the groups would refuse the tester itself.
import { hasAny, uniteAddresses, type AddressSet } from "../net/address.ts";
import { servicePort } from "../net/service.ts";
import { block, isEmpty } from "../net/traffic.ts";
import type { DirectAccess } from "../model/finding.ts";
import type { Interface, Inventory } from "../model/inventory.ts";
import { vpcOf } from "../model/lookup.ts";
import type { Hop, Route } from "../model/route.ts";
import { isUnknown } from "../model/unknown.ts";
import { say } from "../words/index.ts";
import { knownGroups, type PolicyBook } from "../judge/compile.ts";
import { admitted } from "../judge/judge.ts";

export function directAccess(
  route: Route,
  inventory: Inventory,
  book: PolicyBook,
): DirectAccess | null {
  if (route.path !== null || route.outcome.kind === "skipped") return null;
  const { backend, outcome } = route;
  if (backend.kind === "http" && backend.id !== null)
    return {
      from: say("rules.test-public"),
      command: `curl -sS -o /dev/null --connect-timeout 5 -w '%{http_code} %{time_total}s\\n' ${quote(backend.id)}`,
      caution: outcome.kind === "external" ? null : say("rules.test-may-be-refused"),
    };
  const first = route.hops.find((hop) => hop.kind !== "acl");
  const address = first && addressOf(first, inventory);
  if (!first || address === null || address === undefined) return null;
  return {
    from: testerOf(route, first),
    command: `nc -vz -w 5 ${address} ${first.port}`,
    caution: cautionFor(first, inventory, book),
  };
}

function testerOf({ backend }: Route, first: Hop): string {
  if (backend.kind === "clb") return say("rules.test-balancer", first.resource);
  if (backend.kind === "microservice")
    return backend.id === null
      ? say("rules.test-any-microservice")
      : say("rules.test-microservice", backend.id);
  return say("rules.test-instance", first.resource);
}

function addressOf(hop: Hop, inventory: Inventory): string | null {
  const ips = hop.face?.privateIps ?? inventory.loadBalancers.get(hop.resource)?.vips;
  if (ips === undefined || isUnknown(ips)) return null;
  return ips[0]?.text ?? null;
}

/** Judged for the machines of the same VPC that the input knows. */
function cautionFor(hop: Hop, inventory: Inventory, book: PolicyBook): string | null {
  if (hop.guard.kind !== "groups" || isUnknown(hop.guard.groups) || hop.guard.groups.length === 0)
    return null;
  const testers = neighbours(hop, inventory);
  const list = book.list(knownGroups(hop.guard.groups));
  const what = hasAny(testers) ? testers : null;
  if (what === null) return say("rules.test-admitted");
  const passes = !isEmpty(
    admitted(list, [block(what, servicePort(hop.protocol, hop.port))], "strict"),
  );
  return passes ? null : say("rules.test-proves-nothing", hop.resource);
}

const neighboursOf = new WeakMap<Inventory, Map<string, AddressSet>>();

function neighbours(hop: Hop, inventory: Inventory): AddressSet {
  const vpc = hop.face ? vpcOf(inventory, hop.face) : balancerVpc(hop, inventory);
  const known = neighboursOf.get(inventory) ?? byVpc(inventory);
  neighboursOf.set(inventory, known);
  return known.get(vpc ?? "") ?? { v4: [], v6: [] };
}

function balancerVpc(hop: Hop, inventory: Inventory): string | null {
  const vpc = inventory.loadBalancers.get(hop.resource)?.vpc ?? null;
  return isUnknown(vpc) ? null : vpc;
}

function byVpc(inventory: Inventory): Map<string, AddressSet> {
  const sets = new Map<string, AddressSet[]>();
  const add = (face: Interface) => {
    const vpc = vpcOf(inventory, face);
    if (vpc === null || isUnknown(face.privateIps)) return;
    const list = sets.get(vpc) ?? [];
    list.push(...face.privateIps.map((ip) => ip.set));
    sets.set(vpc, list);
  };
  for (const instance of inventory.instances.values()) [instance, ...instance.enis].forEach(add);
  return new Map([...sets].map(([vpc, list]) => [vpc, uniteAddresses(list)]));
}

/** For a shell: single quotes, so that nothing in a URL is executed by whoever pastes it. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
