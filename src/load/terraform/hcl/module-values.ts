// The values that one module instance holds: scopes, what was evaluated before, instances of its resources.
import { message } from "../../../words/index.ts";
import type { Place } from "../../../model/place.ts";
import type { Ref } from "../resource.ts";
import { bodyNode, memberNode } from "./body.ts";
import { importedId, variableValue } from "./declared.ts";
import { evaluate } from "./evaluate.ts";
import { expand, type Expansion, type InstanceSlot } from "./expand.ts";
import { assembled, joinedAddress, keyedAddress, whole } from "./instances.ts";
import type { Memory } from "./memory.ts";
import type { ModuleState, ResourceInstance } from "./module-instance.ts";
import type { EvaluationScope } from "./scope.ts";
import type { SyntaxBlock, Expression } from "./syntax/syntax.ts";
import { invalid, isUnknownValue, mergeRefs, scalarNode, unknown, type Node } from "./values.ts";

const NO_NAMES: ReadonlyMap<string, Node> = new Map();

export function scopeOf(
  { options, module }: ModuleState,
  slot: InstanceSlot | null,
): EvaluationScope {
  return {
    module: module(),
    names: NO_NAMES,
    count: slot?.count ?? null,
    each: slot?.each ?? null,
    run: options.run,
  };
}

export function evaluated(own: ModuleState, name: string, value: Expression, place: Place): Node {
  return remembered(own.nodes, name, place, () => evaluate(value, scopeOf(own, null)));
}

function remembered(nodes: Memory<Node>, name: string, place: Place, compute: () => Node): Node {
  return nodes(name, compute, () => invalid(message("terraform.circle", name), place));
}

export function variableOf(own: ModuleState, name: string, place: Place): Node | null {
  const block = own.options.config.variables.get(name);
  if (!block) return null;
  return remembered(own.nodes, `var.${name}`, place, () => {
    const scope = scopeOf(own, null);
    return variableValue(own.options.input(name, block, scope), name, block, scope);
  });
}

export function expansionOf(own: ModuleState, name: string, block: SyntaxBlock): Expansion {
  return own.expansions(
    name,
    () => expand(block, scopeOf(own, null)),
    () => ({
      kind: "single",
      instances: [],
      open: invalid(message("terraform.circle", name), block.header),
    }),
  );
}

export function resourceInstances(
  own: ModuleState,
  name: string,
  block: SyntaxBlock,
): readonly ResourceInstance[] {
  return own.resources(
    name,
    () => expansionOf(own, name, block).instances.map((slot) => instanceOf(own, name, block, slot)),
    () => [],
  );
}

/** What terraform_data is given it gives again, as its output. */
function isStore({ type, labels }: SyntaxBlock): boolean {
  return type === "resource" && labels[0] === "terraform_data";
}

function instanceOf(
  own: ModuleState,
  name: string,
  block: SyntaxBlock,
  slot: InstanceSlot,
): ResourceInstance {
  const { config, address, certain } = own.options;
  const local = keyedAddress(name, slot.key);
  const at = joinedAddress(address, local);
  const scope = scopeOf(own, slot);
  const id = address === "" ? importedId(config, name, slot.key, scope) : null;
  const compute = (attribute: string, place: Place): Node => {
    if (attribute === "id" && id !== null) return scalarNode(id, block.header);
    const isKept = attribute === "output" && isStore(block);
    const value = memberNode(block.body, isKept ? "input" : attribute, scope, place);
    if (isKept) return value ?? scalarNode(null, place);
    const itself: Ref = { address: at, attribute };
    if (!value) return unknown(message("terraform.after-apply"), place, [itself]);
    return isUnknownValue(value) && !value.fault
      ? { ...value, refs: mergeRefs([[itself], value.refs]) }
      : value;
  };
  return {
    address: at,
    certain: certain && slot.certain,
    id,
    slot,
    member: (attribute, place) =>
      remembered(own.nodes, `${local}.${attribute}`, place, () => compute(attribute, place)),
    body: () => bodyNode(block.body, scope, block.place, true),
  };
}

export function resourceNode(own: ModuleState, name: string, place: Place): Node | null {
  const block = own.options.config.resources.get(name);
  if (!block) return null;
  const values = resourceInstances(own, name, block).map((one) => ({
    key: one.slot.key,
    node: whole(one.address, one.member, place, one.slot.certain),
  }));
  const expansion = expansionOf(own, name, block);
  return assembled(expansion, values, joinedAddress(own.options.address, name), place);
}
