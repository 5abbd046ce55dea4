// What of the sources breaks a law, each as a list of places. The laws themselves stand in architecture.test.ts.
import {
  found,
  imports,
  isNode,
  lineOf,
  shown,
  sources,
  type Node,
  type Source,
} from "./sources.ts";

const FUNCTION = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;

/** Lines of every function, the longest first. */
export function functions(): { readonly lines: number; readonly at: string }[] {
  return sources
    .flatMap(({ file, text, body }) =>
      found(body, (node) => {
        if (!FUNCTION.test(node.type)) return null;
        const [from, to] = [lineOf(text, node.start), lineOf(text, node.end)];
        return { lines: to - from + 1, at: `${file}:${from}` };
      }),
    )
    .toSorted((a, b) => b.lines - a.lines);
}

/** `x as T`; `as const` is none. */
export function casts(): string[] {
  return breaches((node, { text }) => {
    if (node.type !== "TSAsExpression" || !isNode(node["typeAnnotation"])) return false;
    const { start, end } = node["typeAnnotation"];
    return text.slice(start, end) !== "const";
  });
}

/** Names that two files export, types included; what is exported again from elsewhere is the same thing. */
export function ambiguousNames(): string[] {
  const files = new Map<string, Set<string>>();
  for (const { file, body } of sources)
    for (const name of body.flatMap(exportedNames))
      files.set(name, (files.get(name) ?? new Set()).add(file));
  return [...files]
    .filter(([, where]) => where.size > 1)
    .map(([name, where]) => `${name}: ${[...where].join(", ")}`);
}

function exportedNames(node: Node): string[] {
  if (node.type !== "ExportNamedDeclaration" || isNode(node["source"])) return [];
  const { declaration, specifiers } = node;
  if (!isNode(declaration))
    return (specifiers as readonly Node[]).flatMap(({ exported }) => nameOf(exported) ?? []);
  if (declaration.type === "VariableDeclaration")
    return (declaration["declarations"] as readonly Node[]).flatMap(({ id }) => nameOf(id) ?? []);
  return [nameOf(declaration["id"]) ?? []].flat();
}

/** Values looked up by texts that are put together from several: `a,b` and `c` is `a` and `b,c`. */
export function keysPutTogether(): string[] {
  return breaches((node, _, above) => {
    if (!isPutTogether(node) || above.at(-1)?.type === "TaggedTemplateExpression") return false;
    const holder = above.at(-1);
    if (holder?.type === "VariableDeclarator") return /key$/i.test(nameOf(holder["id"]) ?? "");
    if (holder?.type !== "CallExpression") return false;
    const [first] = holder["arguments"] as readonly Node[];
    const { callee } = holder;
    return first === node && /^(get|set|has|add|delete)$/.test(memberName(callee) ?? "");
  });
}

function isPutTogether(node: Node): boolean {
  if (node.type === "TemplateLiteral") return (node["expressions"] as unknown[]).length > 1;
  if (node.type === "CallExpression") return memberName(node["callee"]) === "join";
  return false;
}

const BY_ANY_TEXT = /Record<\s*string\b|\[\w+: string\]/;

/**
 * Objects that take any text as a key, asked for one that is not written here: of `constructor` every object has
 * something. The compiler refuses it for tables of a closed union, and a Map has nothing but what was put in.
 */
export function looseIndexes(): string[] {
  const fields = new Set(sources.flatMap(looseNames));
  const local = new Map(sources.map((source) => [source.file, new Set(looseNames(source))]));
  return breaches((node, { file, text }, above) => {
    if (node.type === "BinaryExpression" && node["operator"] === "in")
      return !isLiteral(node["left"]) && !isGuarded(node["right"], text, above);
    if (node.type !== "MemberExpression" || node["computed"] !== true) return false;
    const { object, property } = node;
    if (isLiteral(property) || isWritten(node, above)) return false;
    if (isNode(property) && /\bas keyof\b/.test(text.slice(property.start, property.end)))
      return true;
    const isLoose =
      local.get(file)!.has(nameOf(object) ?? "") || fields.has(memberName(object) ?? "");
    return isLoose && !isGuarded(object, text, above);
  });
}

function looseNames({ text, body }: Source): string[] {
  return found(body, (node) => loose(node, text));
}

/** The name of a field, parameter or variable whose type is such an object. */
function loose(node: Node, text: string): string | null {
  const annotation = node["typeAnnotation"];
  if (!isNode(annotation) || !BY_ANY_TEXT.test(text.slice(annotation.start, annotation.end)))
    return null;
  // `Map<string, Record<...>>`, or a list of such objects, is none itself.
  const said = text.slice(annotation.start, annotation.end).replace(/^:\s*/, "");
  if (!/^(Readonly<|Partial<)*\s*(Record<\s*string\b|\{\s*(readonly )?\[\w+: string\])/.test(said))
    return null;
  return nameOf(node) ?? nameOf(node["key"]);
}

function isWritten(node: Node, above: readonly Node[]): boolean {
  const holder = above.at(-1);
  return holder?.type === "AssignmentExpression" && holder["left"] === node;
}

function isGuarded(object: unknown, text: string, above: readonly Node[]): boolean {
  if (!isNode(object)) return false;
  const around = above.findLast(({ type }) => FUNCTION.test(type));
  const body = around ? text.slice(around.start, around.end) : text;
  return body.includes(`Object.hasOwn(${text.slice(object.start, object.end)},`);
}

/** What the library of YAML says has no other form. */
const TRANSLATOR = "load/text/yaml-errors.ts";
/** Their text is that of a file. */
const OF_A_FILE = /^(source|document|above|line)$/;

/** Texts for people, asked what they say. */
export function decisionsOnText(): string[] {
  return breaches((node, { file }) => {
    if (node.type !== "CallExpression" || file === TRANSLATOR) return false;
    const callee = node["callee"];
    const [first] = node["arguments"] as readonly Node[];
    const name = memberName(callee);
    if (name === "test" || name === "exec") return isForPeople(first);
    if (!/^(startsWith|endsWith|includes|match|search)$/.test(name ?? "")) return false;
    return isNode(callee) && isForPeople(callee["object"]) && first?.type !== undefined;
  });
}

/** Depth-first; each cycle once, as `a -> b -> a`. A dynamic import breaks no cycle. */
export function cycles(): string[] {
  const round: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) round.push([...path.slice(at), file].join(" -> "));
    if (at >= 0 || done.has(file)) return;
    for (const { target } of imports.filter((one) => one.file === file))
      if (target !== null) visit(target, [...path, file]);
    done.add(file);
  };
  for (const { file } of sources) visit(file, []);
  return round;
}

function isForPeople(node: unknown): boolean {
  if (!isNode(node) || !/^(reason|text|message)$/.test(memberName(node) ?? "")) return false;
  return !OF_A_FILE.test(nameOf(node["object"]) ?? "");
}

function breaches(look: (node: Node, source: Source, above: readonly Node[]) => boolean): string[] {
  return sources.flatMap((source) =>
    found(source.body, (node, above) => (look(node, source, above) ? shown(source, node) : null)),
  );
}

function isLiteral(node: unknown): boolean {
  return isNode(node) && node.type === "Literal";
}

function nameOf(node: unknown): string | null {
  return isNode(node) && node.type === "Identifier" ? String(node["name"]) : null;
}

function memberName(node: unknown): string | null {
  return isNode(node) && node.type === "MemberExpression" ? nameOf(node["property"]) : null;
}
