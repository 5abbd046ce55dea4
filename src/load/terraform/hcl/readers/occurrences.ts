// Every reference in the configuration of one module: what it names, who holds it, and whether the value goes on from
// there as it is. Reads syntax, evaluates nothing.
import type { Place } from "../../../../model/place.ts";
import type { ModuleConfig } from "../config.ts";
import type { SyntaxBlock, SyntaxBody, Expression, Part, Step } from "../syntax/syntax.ts";
import { entryKey, type ValuePath } from "./value-path.ts";

/** A declaration that holds references. */
export interface ReferenceOwner {
  readonly kind: "local" | "output" | "resource" | "call" | "other";
  /** Its name in the configuration; of "other" what it is called in reports. */
  readonly name: string;
  readonly block: SyntaxBlock | null;
}

/** A step into a value: its key, an expression that gives it, or null where it may be any. */
export type KeyStep = string | number | Expression | null;

export interface Occurrence {
  readonly steps: readonly KeyStep[];
  readonly place: Place;
  readonly owner: ReferenceOwner;
  /** Where in the owner it stands. */
  readonly into: ValuePath;
  /** It stands there as it is: neither computed with nor chosen from. */
  readonly exact: boolean;
  /** Named as an address only: depends_on, moved. */
  readonly addressOnly: boolean;
}

export interface Occurrences {
  /** By `local.a`, `var.a`, `module.a`, `TYPE.NAME`, `data.TYPE.NAME`. */
  readonly by: ReadonlyMap<string, readonly Occurrence[]>;
  /** Uses of `each` in a block. */
  readonly each: ReadonlyMap<SyntaxBlock, readonly Occurrence[]>;
}

interface Collecting {
  readonly by: Map<string, Occurrence[]>;
  readonly each: Map<SyntaxBlock, Occurrence[]>;
}

interface Spot {
  readonly owner: ReferenceOwner;
  readonly into: ValuePath;
  readonly exact: boolean;
  readonly addressOnly: boolean;
  /** Inside of a loop, whose names no key may be evaluated with. */
  readonly looped: boolean;
}

export function occurrencesIn(config: ModuleConfig): Occurrences {
  const out: Collecting = { by: new Map(), each: new Map() };
  const start = { into: [], exact: true, addressOnly: false, looped: false };
  for (const [name, { value }] of config.locals)
    expression(out, value, { ...start, owner: { kind: "local", name, block: null } });
  const blocks = (
    kind: ReferenceOwner["kind"],
    declared: Iterable<readonly [string, SyntaxBlock]>,
  ) => {
    for (const [name, block] of declared)
      body(out, block.body, { ...start, owner: { kind, name, block } });
  };
  blocks("resource", config.resources);
  blocks("call", config.calls);
  blocks("output", config.outputs);
  blocks("other", named("var.", config.variables));
  blocks("other", named("provider.", config.providers));
  blocks(
    "other",
    [...config.imports, ...config.others].map((block) => [
      [block.type, ...block.labels].join("."),
      block,
    ]),
  );
  return out;
}

function named(prefix: string, blocks: ReadonlyMap<string, SyntaxBlock>): [string, SyntaxBlock][] {
  return [...blocks].map(([name, block]) => [`${prefix}${name}`, block]);
}

/** Arguments that name addresses, and take no value from them. */
const ADDRESSES: ReadonlySet<string> = new Set([
  "depends_on",
  "provider",
  "providers",
  "to",
  "from",
]);

function body(out: Collecting, { attributes, blocks }: SyntaxBody, spot: Spot): void {
  const { owner, exact } = spot;
  const at = (...keys: ValuePath) => (exact ? [...spot.into, ...keys] : spot.into);
  for (const [name, { value }] of attributes) {
    const addressOnly = spot.into.length === 0 && ADDRESSES.has(name) && isMeta(owner, name);
    expression(out, value, { ...spot, into: at(name), addressOnly });
  }
  for (const { type, labels, body: inner } of blocks) {
    const isLoop = type === "dynamic";
    // What goes into a dynamic block comes out as blocks of its name.
    const into = at(isLoop ? (labels[0] ?? type) : type, null);
    const looped = spot.looped || isLoop;
    body(out, inner, { ...spot, into, exact: exact && !isLoop, looped });
  }
}

/** `to` and `from` are arguments of `moved`, `import` and `removed`, and may be anything elsewhere. */
function isMeta({ kind, name }: ReferenceOwner, argument: string): boolean {
  if (argument !== "to" && argument !== "from") return true;
  return kind === "other" && /^(?:moved|import|removed)$/.test(name);
}

function expression(out: Collecting, value: Expression, spot: Spot): void {
  const inside = (one: Expression, key: string | number | null) =>
    expression(out, one, spot.exact ? { ...spot, into: [...spot.into, key] } : spot);
  const opaque = { ...spot, exact: false };
  switch (value.kind) {
    case "group":
      return expression(out, value.of, spot);
    case "tuple":
      return value.items.forEach((item, i) => inside(item, spot.addressOnly ? null : i));
    case "object":
      for (const entry of value.entries) {
        if (entry.key.kind !== "name") expression(out, entry.key, opaque);
        inside(entry.value, entryKey(entry));
      }
      return;
    case "conditional":
      expression(out, value.test, opaque);
      expression(out, value.yes, spot);
      return expression(out, value.no, spot);
    case "name":
    case "attribute":
    case "index":
    case "splat":
      return reference(out, value, spot);
    default:
      computed(out, value, spot);
  }
}

function computed(out: Collecting, value: Expression, spot: Spot): void {
  const [only, ...others] = value.kind === "template" ? value.parts : [];
  // "${a}" is a itself.
  if (typeof only === "object" && only.kind === "value" && others.length === 0)
    return expression(out, only.value, spot);
  const looped = spot.looped || value.kind === "for" || value.kind === "template";
  for (const part of partsOf(value)) expression(out, part, { ...spot, exact: false, looped });
}

/** What an expression that computes is made of. */
function partsOf(value: Expression): readonly Expression[] {
  switch (value.kind) {
    case "template":
      return value.parts.flatMap(expressionsIn);
    case "call":
      return value.args;
    case "for":
      return [value.over, value.key, value.value, value.condition].filter((one) => one !== null);
    case "unary":
      return [value.of];
    case "binary":
      return [value.left, value.right];
    default:
      return [];
  }
}

function expressionsIn(part: Part): Expression[] {
  if (typeof part === "string") return [];
  if (part.kind === "value") return [part.value];
  if (part.kind === "if") return [part.test, ...[...part.yes, ...part.no].flatMap(expressionsIn)];
  return [part.over, ...part.body.flatMap(expressionsIn)];
}

/** `a.b[0].c`, `a.b[*].c`: one occurrence, and those in its keys. */
function reference(out: Collecting, value: Expression, spot: Spot): void {
  const steps: KeyStep[] = [];
  let [at, exact]: [Expression, boolean] = [value, spot.exact];
  while (
    at.kind === "attribute" ||
    at.kind === "index" ||
    at.kind === "splat" ||
    at.kind === "group"
  ) {
    if (at.kind === "splat") exact = false;
    if (at.kind === "splat") steps.unshift(null, ...at.steps.map((step) => keyOf(step, spot)));
    else if (at.kind !== "group") steps.unshift(keyOf(at, spot));
    for (const key of keysIn(at)) expression(out, key, { ...spot, exact: false });
    at = at.of;
  }
  if (at.kind !== "name") return expression(out, at, { ...spot, exact: false });
  const found: Occurrence = { ...spot, exact, steps, place: value.place };
  const length = at.name === "data" ? 2 : 1;
  const words = steps.slice(0, length);
  const { kind, name, block } = spot.owner;
  if (at.name === "each") return add(out.each, block, found);
  if (at.name === "self" && kind === "resource")
    return add(out.by, name, { ...found, steps: [...instanceKey(block), ...steps] });
  if (words.length === length && words.every((word) => typeof word === "string"))
    add(out.by, [at.name, ...words].join("."), { ...found, steps: steps.slice(length) });
}

/** What stands before the attributes of an instance of a block with count or for_each. */
function instanceKey(block: SyntaxBlock | null): readonly null[] {
  const { attributes } = block?.body ?? {};
  return attributes?.has("count") || attributes?.has("for_each") ? [null] : [];
}

function keyOf(step: Step, { looped }: Spot): KeyStep {
  if (step.kind === "attribute") return step.name;
  const { key } = step;
  if (key.kind !== "literal") return !looped && isOfInstance(key) ? key : null;
  return typeof key.value === "boolean" ? null : key.value;
}

/** `each.key`, `count.index`: the same with all values of variables, as other keys are not. */
function isOfInstance(key: Expression): boolean {
  return key.kind === "attribute" && key.of.kind === "name" && /^(?:each|count)$/.test(key.of.name);
}

function keysIn(at: Expression): Expression[] {
  const steps: readonly Step[] = at.kind === "splat" ? at.steps : at.kind === "index" ? [at] : [];
  return steps.flatMap((step) => (step.kind === "index" ? [step.key] : []));
}

function add<K>(map: Map<K, Occurrence[]>, key: K | null, found: Occurrence): void {
  if (key === null) return;
  const own = map.get(key) ?? [];
  own.push(found);
  map.set(key, own);
}
