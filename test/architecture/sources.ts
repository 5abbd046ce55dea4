// The sources as syntax trees, for the laws of architecture.test.ts. Knows no law.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAst } from "rolldown/parseAst";

const SRC = fileURLToPath(new URL("../../src", import.meta.url));

/** Any node of the tree; what a kind of it has besides is looked up by name. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [name: string]: unknown;
}

export interface Source {
  /** Below src. */
  readonly file: string;
  readonly text: string;
  readonly body: readonly Node[];
}

export interface Import {
  readonly file: string;
  readonly specifier: string;
  /** The imported file below src; null for a package or a file elsewhere. */
  readonly target: string | null;
}

/** All but what is generated. */
export const sources: readonly Source[] = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts") && !file.startsWith("generated/"))
  .toSorted()
  .map((file) => {
    const text = readFileSync(join(SRC, file), "utf8");
    return { file, text, body: parseAst(text, { lang: "ts" }).body as unknown as Node[] };
  });

export const imports: readonly Import[] = sources.flatMap(({ file, body }) =>
  found(body, specifierOf).map((specifier) => ({
    file,
    specifier,
    target: target(file, specifier),
  })),
);

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}

/** What `look` makes of each node, with those above it, the nearest last. */
export function found<T>(
  root: unknown,
  look: (node: Node, above: readonly Node[]) => T | null,
): T[] {
  const all: T[] = [];
  const visit = (value: unknown, above: readonly Node[]): void => {
    if (Array.isArray(value)) return value.forEach((one) => visit(one, above));
    if (!isNode(value)) return;
    const one = look(value, above);
    if (one !== null) all.push(one);
    const path = [...above, value];
    for (const child of Object.values(value)) visit(child, path);
  };
  visit(root, []);
  return all;
}

/** `room/file.ts:12: the text there`, as people and editors read it. */
export function shown({ file, text }: Source, node: Node): string {
  const said = text.slice(node.start, node.end).replaceAll(/\s+/g, " ");
  return `${file}:${lineOf(text, node.start)}: ${said.slice(0, 140)}`;
}

export function lineOf(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}

/** Static, re-exporting, type-only and dynamic imports alike. */
function specifierOf(node: Node): string | null {
  if (!/^(Import(Declaration|Expression)|Export(Named|All)Declaration)$/.test(node.type))
    return null;
  const { source } = node;
  return isNode(source) && typeof source["value"] === "string" ? source["value"] : null;
}

function target(file: string, specifier: string): string | null {
  if (!specifier.startsWith(".")) return null;
  const path = relative(SRC, join(SRC, dirname(file), specifier)).replaceAll("\\", "/");
  return path.startsWith("..") ? null : path;
}
