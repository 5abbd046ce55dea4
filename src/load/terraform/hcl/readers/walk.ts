// Who reads what is written at a place of one module instance: through locals, arguments of modules, outputs and each,
// down to whatever takes the value. Evaluates keys only.
import { key, listKey } from "../../../../model/key.ts";
import { locate } from "../../../../model/place.ts";
import type { TextReader, TextReaders } from "../../../../model/text-syntax.ts";
import { message, type Message } from "../../../../words/index.ts";
import { evaluate } from "../evaluate.ts";
import type { InstanceSlot } from "../expand.ts";
import { joinedAddress, keyedAddress } from "../instances.ts";
import type { ModuleInstance } from "../module-instance.ts";
import { numberOf, plainText } from "../values.ts";
import {
  occurrencesIn,
  type KeyStep,
  type Occurrence,
  type Occurrences,
  type ReferenceOwner,
} from "./occurrences.ts";
import { behind, type ValuePath } from "./value-path.ts";

/** The state of one search. */
export interface Walk {
  readonly found: Map<string, TextReader>;
  /** Values that were followed already. */
  readonly seen: Set<string>;
  /** Values that are being followed, each for the sake of the one before. */
  depth: number;
  unknown: Message | null;
}

/** A value that may be read: of a module instance, what stands there at a path. */
interface Held {
  readonly module: ModuleInstance;
  readonly owner: ReferenceOwner;
  readonly path: ValuePath;
}

const MAX_VALUES = 20_000;
const MAX_CHAIN = 500;

export function newWalk(): Walk {
  return { found: new Map(), seen: new Set(), depth: 0, unknown: null };
}

export function readersFound({ found, unknown }: Walk): TextReaders {
  return unknown
    ? { kind: "unknown", why: unknown }
    : { kind: "known", readers: [...found.values()] };
}

const known = new WeakMap<object, Occurrences>();

function occurrencesOf({ config }: ModuleInstance): Occurrences {
  const own = known.get(config) ?? occurrencesIn(config);
  known.set(config, own);
  return own;
}

/** Whatever names this, `local.a` or a resource, and takes the part of it at the path. */
export function follow(walk: Walk, module: ModuleInstance, name: string, path: ValuePath): void {
  const seen = key`${module.run.root} ${module.address} ${name} ${listKey(path)}`;
  if (walk.seen.has(seen)) return;
  walk.seen.add(seen);
  if (!canLook(walk, module)) return;
  walk.depth++;
  for (const one of occurrencesOf(module).by.get(name) ?? [])
    if (!one.addressOnly) takenBy(walk, module, one, path);
  walk.depth--;
}

function canLook(walk: Walk, { config: { unread } }: ModuleInstance): boolean {
  if (unread !== null) walk.unknown ??= message("terraform-hcl.unread-beside", unread);
  if (walk.seen.size > MAX_VALUES || walk.depth > MAX_CHAIN)
    walk.unknown ??= message("terraform-hcl.too-many-values");
  return walk.unknown === null;
}

/** Whatever names a resource, for its value or as an address. */
export function mentionsOf(walk: Walk, module: ModuleInstance, name: string): void {
  if (!canLook(walk, module)) return;
  for (const one of occurrencesOf(module).by.get(name) ?? [])
    report(walk, { module, owner: one.owner, path: one.into }, null, one);
}

function takenBy(walk: Walk, module: ModuleInstance, one: Occurrence, path: ValuePath): void {
  for (const slot of slotsOf(module, one)) {
    const rest = behind(
      path,
      one.steps.map((step) => keyIn(module, slot, step)),
    );
    if (rest === null) continue;
    const held = { module, owner: one.owner, path: one.exact ? [...one.into, ...rest] : one.into };
    goOn(walk, held, slot, one);
  }
}

/** `count` and `for_each` are evaluated once, everything else for each instance. */
function slotsOf(
  module: ModuleInstance,
  { owner, into }: Occurrence,
): readonly (InstanceSlot | null)[] {
  return into[0] === "count" || into[0] === "for_each" ? [null] : slotsIn(module, owner);
}

/** Where there are none now there may be some with other values of variables. */
export function slotsIn(
  module: ModuleInstance,
  owner: ReferenceOwner,
): readonly (InstanceSlot | null)[] {
  const slots = instancesOf(module, owner);
  return slots.length > 0 ? slots : [null];
}

function instancesOf(
  module: ModuleInstance,
  { kind, name }: ReferenceOwner,
): readonly InstanceSlot[] {
  if (kind === "call") return module.called(name).map(({ slot }) => slot);
  return kind === "resource" ? module.instancesOf(name).map(({ slot }) => slot) : [];
}

function keyIn(
  module: ModuleInstance,
  slot: InstanceSlot | null,
  step: KeyStep,
): string | number | null {
  if (step === null || typeof step !== "object") return step;
  const value = evaluate(step, module.scopeIn(slot));
  return numberOf(value) ?? plainText(value);
}

/** The value at a path of its owner: where it goes from there. `by` is where it stands, null for the text itself. */
export function goOn(
  walk: Walk,
  held: Held,
  slot: InstanceSlot | null,
  by: Occurrence | null,
): void {
  const { module, owner, path } = held;
  const [argument, ...inside] = path;
  switch (owner.kind) {
    case "local":
      return follow(walk, module, `local.${owner.name}`, path);
    case "output":
      return argument === "value" && module.caller
        ? follow(walk, module.caller.module, `module.${module.caller.name}`, [
            ...keysOf(module.caller.slot),
            owner.name,
            ...inside,
          ])
        : report(walk, held, slot, by);
    case "call":
      if (argument === "for_each") return goThroughEach(walk, held, by);
      return argument === "count" ? report(walk, held, slot, by) : passOn(walk, held, slot, by);
    case "resource":
      if (argument === "for_each") return goThroughEach(walk, held, by);
      report(walk, held, slot, by);
      return follow(walk, module, owner.name, [...keysOf(slot), ...path]);
    case "other":
      return report(walk, held, slot, by);
  }
}

/** Instances of what has neither count nor for_each have no key. */
function keysOf(slot: InstanceSlot | null): ValuePath {
  if (slot === null) return [null];
  return slot.key === null ? [] : [slot.key];
}

/** An argument of a call is a variable of the module. */
function passOn(walk: Walk, held: Held, slot: InstanceSlot | null, by: Occurrence | null): void {
  const { module, owner, path } = held;
  const [argument, ...inside] = path;
  const called = module.called(owner.name).find((one) => one.slot === slot)?.module;
  if (called) follow(walk, called, `var.${argument}`, inside);
  else report(walk, held, slot, by);
}

/** An element of `for_each` is `each.value` of its instance; the whole says which instances there are, too. */
function goThroughEach(walk: Walk, held: Held, by: Occurrence | null): void {
  const { module, owner, path } = held;
  const [, element, ...inside] = path;
  const isWhole = element === undefined;
  if (isWhole) report(walk, held, null, by);
  const uses = owner.block ? (occurrencesOf(module).each.get(owner.block) ?? []) : [];
  for (const slot of instancesOf(module, owner)) {
    if (!isWhole && element !== null && String(element) !== String(slot.key)) continue;
    for (const one of uses) {
      const steps = one.steps.map((step) => keyIn(module, slot, step));
      const rest = isWhole ? [] : behind(["value", ...inside], steps);
      if (rest === null || one.addressOnly) continue;
      goOn(walk, { module, owner, path: one.exact ? [...one.into, ...rest] : one.into }, slot, one);
    }
  }
}

const ADDRESS = { call: "module.", local: "local.", output: "output.", resource: "", other: "" };

function report(
  walk: Walk,
  { module, owner }: Held,
  slot: InstanceSlot | null,
  by: Occurrence | null,
): void {
  const { kind, name, block } = owner;
  const place = by?.place ?? block?.header;
  if (!place) return;
  const own = ADDRESS[kind] + name;
  const address = joinedAddress(module.address, keyedAddress(own, slot?.key ?? null));
  if (kind === "resource" || kind === "call") countedOn(walk, module, own, address);
  const { file, line, column } = locate(place);
  walk.found.set(key`${module.run.root} ${address} ${file} ${line} ${column}`, {
    address,
    file,
    line,
  });
}

/** A count that is wholly unknown makes one instance that stands for any number of them. */
function countedOn(walk: Walk, module: ModuleInstance, name: string, address: string): void {
  const open = module.openOf(name);
  if (open && !open.either) walk.unknown ??= message("terraform-hcl.unknown-instances", address);
}
