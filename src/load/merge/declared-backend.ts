// A backend that is told and declared. The declaration may name what the other leaves open: a port, the domain that
// chooses a forwarding rule, targets that could not be resolved.
import type { Backend, Target, TargetRef } from "../../model/inventory.ts";
import { isUnknown, type Known } from "../../model/unknown.ts";
import type { Choose } from "./choose.ts";

export function completeBackend(
  told: Known<Backend>,
  declared: Known<Backend>,
  choose: Choose,
): Known<Backend> {
  if (isUnknown(told) || isUnknown(declared)) return choose("backend", told, declared);
  return completed(told, declared) ?? choose("backend", told, declared);
}

/** Null where the two contradict each other. */
function completed(told: Backend, declared: Backend): Backend | null {
  if (told.kind === "clb" && declared.kind === "clb") return completedClb(told, declared);
  if (told.kind !== declared.kind || nameOf(told) !== nameOf(declared)) return null;
  if (told.kind === "k8s" && declared.kind === "k8s") return withPort(told, declared);
  if (!("targets" in told) || !("targets" in declared)) return told;
  const targets = completedTargets(told.targets, declared.targets);
  return targets && { ...told, targets };
}

/** What a backend is called, where it has one name. */
function nameOf(backend: Backend): string {
  if (backend.kind === "http") return backend.url;
  if (backend.kind === "k8s") return backend.cluster;
  return backend.kind === "microservice" ? backend.microservice : "";
}

type Clb = Backend & { readonly kind: "clb" };

/** The domain and path choose a forwarding rule. */
function completedClb(told: Clb, declared: Clb): Clb | null {
  const [domain, path] = [told.domain ?? declared.domain, told.path ?? declared.path];
  const agrees =
    told.loadBalancer === declared.loadBalancer &&
    domain === (declared.domain ?? domain) &&
    path === (declared.path ?? path);
  return agrees ? withPort({ ...told, domain, path }, declared) : null;
}

function withPort<T extends { readonly port: Known<number> }>(told: T, declared: T): T | null {
  return agree(told.port, declared.port)
    ? { ...told, port: known(told.port, declared.port) }
    : null;
}

type Targets = Known<readonly Target[]>;

/** An unknown target may be any, and several: the declared list then says which. */
function completedTargets(told: Targets, declared: Targets): Targets | null {
  if (isUnknown(told) || isUnknown(declared)) return known(told, declared);
  const [whole, other] = [byName(told), byName(declared)];
  if (!told.every(isIn(other, declared)) || !declared.every(isIn(whole, told))) return null;
  return whole.size === told.length
    ? told
    : declared.map((target) => whole.get(targetName(target) ?? "") ?? target);
}

/** Targets of which nothing is open: there may be thousands. */
function byName(targets: readonly Target[]): ReadonlyMap<string, Target> {
  return new Map(
    targets.flatMap((target) => {
      const name = targetName(target);
      return name === null ? [] : [[name, target]];
    }),
  );
}

function isIn(
  whole: ReadonlyMap<string, Target>,
  all: readonly Target[],
): (target: Target) => boolean {
  const open = all.filter((target) => targetName(target) === null);
  return (target) => {
    const name = targetName(target);
    if (name !== null && whole.has(name)) return true;
    return (name === null ? all : open).some((other) => fits(target, other));
  };
}

function targetName({ to, port }: Target): string | null {
  return isUnknown(to) || isUnknown(port) ? null : `${idOf(to)} ${port}`;
}

/** Whether the two may be one target. */
function fits(told: Target, declared: Target): boolean {
  return (
    agree(told.port, declared.port) &&
    (isUnknown(told.to) || isUnknown(declared.to) || idOf(told.to) === idOf(declared.to))
  );
}

function idOf(to: TargetRef): string {
  return to.kind === "ip" ? to.address.text : to.id;
}

function agree<T>(told: Known<T>, declared: Known<T>): boolean {
  return isUnknown(told) || isUnknown(declared) || told === declared;
}

function known<T>(told: Known<T>, declared: Known<T>): Known<T> {
  return isUnknown(told) ? declared : told;
}
