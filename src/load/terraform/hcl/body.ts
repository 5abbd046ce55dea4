// Bodies of blocks -> objects: arguments and nested blocks by name, dynamic blocks expanded where they stand.
import { message } from "../../../words/index.ts";
import type { Place } from "../../../model/place.ts";
import { evaluate } from "./evaluate.ts";
import { pairsOf } from "./loop.ts";
import { withNames, type EvaluationScope } from "./scope.ts";
import type { SyntaxBlock, SyntaxBody } from "./syntax/syntax.ts";
import {
  derived,
  invalid,
  isNull,
  listNode,
  objectNode,
  plainText,
  type Node,
  type ObjectValue,
} from "./values.ts";

/** Arguments and blocks that speak to Terraform, not to the cloud. */
const META: ReadonlySet<string> = new Set([
  "count",
  "for_each",
  "provider",
  "lifecycle",
  "provisioner",
  "connection",
]);

/** `null` is the same as not written. `top`: the body of a resource itself. */
export function bodyNode(
  body: SyntaxBody,
  scope: EvaluationScope,
  place: Place,
  top: boolean,
): ObjectValue {
  const entries = new Map<string, Node>();
  for (const [name, attribute] of body.attributes) {
    if (top && META.has(name)) continue;
    const value = evaluate(attribute.value, scope);
    if (!isNull(value)) entries.set(name, value);
  }
  for (const name of blockNames(body)) {
    if (top && META.has(name)) continue;
    const items = blockItems(body, name, scope);
    const before = entries.get(name);
    // In JSON the blocks that are not dynamic are read as a list of objects.
    entries.set(
      name,
      listNode(
        before?.kind === "list" ? [...before.items, ...items] : items,
        items[0]?.place ?? place,
      ),
    );
  }
  return { kind: "object", entries, place };
}

/** One argument, or all blocks of that name; null where the body has neither. */
export function memberNode(
  body: SyntaxBody,
  name: string,
  scope: EvaluationScope,
  place: Place,
): Node | null {
  const attribute = body.attributes.get(name);
  if (attribute) {
    const value = evaluate(attribute.value, scope);
    return isNull(value) ? null : value;
  }
  return blockNames(body).includes(name) ? listNode(blockItems(body, name, scope), place) : null;
}

function blockNames({ blocks }: SyntaxBody): string[] {
  return [...new Set(blocks.map(nameOf))];
}

function nameOf({ type, labels }: SyntaxBlock): string {
  return type === "dynamic" ? (labels[0] ?? type) : type;
}

function blockItems({ blocks }: SyntaxBody, name: string, scope: EvaluationScope): Node[] {
  return blocks
    .filter((block) => nameOf(block) === name)
    .flatMap((block) =>
      block.type === "dynamic"
        ? dynamicItems(block, name, scope)
        : [bodyNode(block.body, scope, block.place, false)],
    );
}

function dynamicItems(block: SyntaxBlock, name: string, scope: EvaluationScope): Node[] {
  const { attributes, blocks } = block.body;
  const content = blocks.find(({ type }) => type === "content");
  const over = attributes.get("for_each");
  if (!content || !over) return [invalid(message("terraform.bare-dynamic"), block.place)];
  const value = evaluate(over.value, scope);
  const pairs = pairsOf(value);
  if (!pairs && isNull(value)) return [invalid(message("terraform.dynamic-null"), block.place)];
  if (!pairs)
    return [
      value.kind === "unknown"
        ? derived([value], block.place)
        : invalid(message("terraform.dynamic-no-list"), block.place),
    ];
  const iterator = iteratorName(block, scope) ?? name;
  return pairs.map(([key, element]) => {
    const each = objectNode(
      new Map([
        ["key", key],
        ["value", element],
      ]),
      element.place,
    );
    const inner = withNames(scope, [[iterator, each]]);
    return bodyNode(content.body, inner, standsFor(element) ? element.place : content.place, false);
  });
}

function iteratorName({ body }: SyntaxBlock, scope: EvaluationScope): string | null {
  const given = body.attributes.get("iterator")?.value;
  if (!given) return null;
  return given.kind === "name" ? given.name : plainText(evaluate(given, scope));
}

/** `for_each = var.enabled ? [1] : []` only switches the block on: a number tells nothing about it. */
function standsFor(element: Node): boolean {
  return element.kind !== "scalar" || typeof element.value === "string";
}
