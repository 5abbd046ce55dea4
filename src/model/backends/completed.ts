// What is told and what a person declares of the same port or targets: a declaration may say what the other leaves open,
// never another thing.
import type { Target, TargetRef } from "../inventory.ts";
import { key } from "../key.ts";
import { isUnknown, type Known } from "../unknown.ts";

export type Targets = Known<readonly Target[]>;

export function completedPort<T extends { readonly port: Known<number> }>(
  told: T,
  declared: T,
): T | null {
  return agree(told.port, declared.port)
    ? { ...told, port: known(told.port, declared.port) }
    : null;
}

/** An unknown target may be any, and several: the declared list then says which. */
export function completedTargets(told: Targets, declared: Targets): Targets | null {
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
  return isUnknown(to) || isUnknown(port) ? null : key`${idOf(to)} ${port}`;
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
