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
      from: "any machine on the public network",
      command: `curl -sS -o /dev/null --connect-timeout 5 -w '%{http_code} %{time_total}s\\n' ${quote(backend.id)}`,
      caution:
        outcome.kind === "external"
          ? null
          : "the security groups may admit the gateway's VIPs only, and then refuse the tester",
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
  if (backend.kind === "clb")
    return `another CVM in the VPC of ${first.resource}, against its private IP`;
  if (backend.kind === "microservice")
    return `another instance of the same namespace as ${backend.id ?? "the microservice"}`;
  return `another CVM in the same VPC as ${first.resource}`;
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
  if (what === null) return "make sure that the groups admit the machine you test from";
  const passes = !isEmpty(
    admitted(list, [block(what, servicePort(hop.protocol, hop.port))], "strict"),
  );
  return passes
    ? null
    : `the groups of ${hop.resource} refuse every other machine of its VPC that the input knows, so a failing test proves nothing`;
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
