// References of a plan's configuration -> addresses of resource instances. They are written relative to their
// module, pass through variables and outputs, and leave out keys that are only known while planning.
import { listKey } from "../../../model/key.ts";
import type { Ref } from "../resource.ts";
import { isRecord, type Json } from "../../read/plain.ts";
import { listIn, fieldOf, textIn } from "./values.ts";

/** One module instance with the configuration of its module. */
export interface PlanScope {
  /** `module.web["a"]`, empty for the root. */
  readonly address: string;
  /** `configuration.root_module`, or `module` of a call. */
  readonly module: Json;
  readonly parent: PlanScope | null;
  /** The call in the parent. */
  readonly call: Json | null;
}

/** What a reference may name, and whose expression it stands in. */
export interface RefContext {
  readonly scope: PlanScope;
  /** Key of the resource instance, as it is written in its address: `[0]`, `["a"]` or empty. */
  readonly key: string;
  readonly forEach: unknown;
  readonly exists: (address: string) => boolean;
}

/** Variables and outputs are followed this far. */
const MAX_STEPS = 24;
const MAX_REFS = 200;
export const STEP = /module\.([^.[\s]+)(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?/y;
const RESOURCE = /^((?:data\.)?[A-Za-z][\w-]*\.[\w-]+)(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?(?:\.(.+))?$/;
const OUTPUT = /^module\.([^.[\s]+)(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.([\w-]+)(?:[.[].*)?$/;
const NEVER = /^(?:local|path|terraform|count|self|each)\b/;

/** Longest first; each once. */
export function refsOf(expression: unknown, context: RefContext, steps = MAX_STEPS): Ref[] {
  const found = new Map<string, Ref>();
  const names = listIn(fieldOf(expression, "references")).slice(0, MAX_REFS).map(textIn);
  for (const name of names)
    for (const ref of name === null || name.length > 2000 ? [] : resolve(name, context, steps))
      found.set(listKey([ref.address, ref.attribute]), ref);
  return [...found.values()]
    .slice(0, MAX_REFS)
    .sort((a, b) => b.attribute.length - a.attribute.length);
}

function resolve(name: string, context: RefContext, steps: number): readonly Ref[] {
  if (steps === 0) return [];
  if (name.startsWith("var.")) return throughVariable(name, context, steps);
  if (name.startsWith("module.")) return throughOutput(name, context, steps);
  const each = /^each\.value(?:\.(.+))?$/.exec(name);
  if (each) return ofEach(each[1] ?? "", context, steps);
  if (NEVER.test(name)) return [];
  const match = RESOURCE.exec(name);
  if (!match) return [];
  const [, base = "", key = "", attribute = ""] = match;
  const { scope } = context;
  const address = `${scope.address === "" ? "" : `${scope.address}.`}${base}`;
  return [{ address: instanceOf(address, key, context), attribute }];
}

/** A reference without a key may mean the instance of the same key: `a[count.index]`. */
function instanceOf(address: string, key: string, context: RefContext): string {
  if (key !== "" || context.exists(address)) return address + key;
  return context.key !== "" && context.exists(address + context.key)
    ? address + context.key
    : address;
}

function throughVariable(name: string, context: RefContext, steps: number): Ref[] {
  const { parent, call } = context.scope;
  const variable = name.slice(4).split(/[.[]/, 1)[0]!;
  const expression = fieldOf(fieldOf(call, "expressions"), variable);
  if (!parent || expression === undefined) return [];
  const key = keyOf(context.scope.address);
  return refsOf(
    expression,
    { ...context, scope: parent, key, forEach: fieldOf(call, "for_each_expression") },
    steps - 1,
  );
}

function throughOutput(name: string, context: RefContext, steps: number): Ref[] {
  const match = OUTPUT.exec(name);
  const call = match
    ? fieldOf(fieldOf(context.scope.module, "module_calls"), match[1]!)
    : undefined;
  const module = fieldOf(call, "module");
  if (!match || !isRecord(call) || !isRecord(module)) return [];
  const [, called = "", key = "", output = ""] = match;
  const isRepeated =
    fieldOf(call, "count_expression") !== undefined ||
    fieldOf(call, "for_each_expression") !== undefined;
  if (key === "" && isRepeated && context.key === "") return [];
  const { address } = context.scope;
  const inner = `${address === "" ? "" : `${address}.`}module.${called}${key === "" && isRepeated ? context.key : key}`;
  const expression = fieldOf(fieldOf(fieldOf(module, "outputs"), output), "expression");
  const scope = { address: inner, module, parent: context.scope, call };
  return refsOf(expression, { ...context, scope, key: "", forEach: undefined }, steps - 1);
}

/** `for_each = tencentcloud_instance.a` makes `each.value.id` the id of the instance of the same key. */
function ofEach(attribute: string, context: RefContext, steps: number): Ref[] {
  if (context.key === "") return [];
  return refsOf(context.forEach, { ...context, forEach: undefined }, steps - 1).flatMap(
    ({ address, attribute: rest }) =>
      rest === ""
        ? [{ address: context.exists(address) ? address : address + context.key, attribute }]
        : [],
  );
}

/** The key at the end of an address, `[0]` or `["a"]`, or empty. */
export function keyOf(address: string): string {
  return /\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/.exec(address)?.[0] ?? "";
}
