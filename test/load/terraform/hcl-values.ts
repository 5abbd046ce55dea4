// Evaluates small configurations in tests and shows nodes as plain values.
import {
  evaluateFolder,
  type EvaluatedStack,
  type FolderInput,
} from "../../../src/load/terraform/hcl/index.ts";
import type { Node, Resource } from "../../../src/load/terraform/resource.ts";
import { textOf } from "../../../src/words/index.ts";
import { spanOf, type Place } from "../../../src/model/place.ts";

/** `?` and the reason for an unknown, with what it refers to; `~` where it is derived; parts of a text in a list. */
export function plain(node: Node): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(plain);
  if (node.kind === "object")
    return Object.fromEntries([...node.entries].map(([key, item]) => [key, plain(item)]));
  if (node.kind === "template")
    return { parts: node.parts.map((part) => (typeof part === "string" ? part : plain(part))) };
  const refs = node.refs.map(({ address, attribute }) =>
    attribute === "" ? address : `${address}.${attribute}`,
  );
  return `?${node.derived ? "~" : ""} ${refs.length > 0 ? refs.join(", ") : textOf(node.reason)}`;
}

export type Options = Omit<FolderInput, "folder" | "files">;

export function evaluated(
  files: Readonly<Record<string, string>>,
  options: Options = {},
  folder = "",
): Promise<EvaluatedStack> {
  const list = Object.entries(files).map(([file, text]) => ({ file, text }));
  return evaluateFolder({ folder, files: list, ...options });
}

/** Bodies by address. */
export function bodies(stack: EvaluatedStack): Record<string, unknown> {
  return Object.fromEntries(stack.resources.map(({ address, body }) => [address, plain(body)]));
}

/** The value of one expression, beside other text. */
export async function valueOf(expression: string, beside = ""): Promise<unknown> {
  const text = `resource "test" "value" {\n  value = [${expression}]\n}\n${beside}\n`;
  const stack = await evaluated({ "main.tf": text });
  const node = resource(stack, "test.value").body.entries.get("value");
  return node?.kind === "list" && node.items[0] ? plain(node.items[0]) : node && plain(node);
}

/** Whether Terraform refuses the expression too: `can` then is false. */
export async function isError(expression: string): Promise<boolean> {
  return (await valueOf(`can(${expression})`)) === false;
}

export function resource({ resources }: EvaluatedStack, address: string): Resource {
  const found = resources.find((one) => one.address === address);
  if (!found)
    throw new Error(`no ${address} among ${resources.map((one) => one.address).join(", ")}`);
  return found;
}

/** The text that a place spans, and its file. */
export function textAt(place: Place): string {
  const { start, end } = spanOf(place);
  return `${place.source.file}: ${place.source.text.slice(start, end)}`;
}
