// Small stacks in the form that an evaluated configuration has, and the same as documents.
import { message, type Message } from "../../../src/words/index.ts";
import { parseDocument, type Document } from "../../../src/load/text/document.ts";
import { mapStack } from "../../../src/load/terraform/index.ts";
import type {
  Node,
  Ref,
  Resource,
  Stack,
  UnknownNode,
} from "../../../src/load/terraform/resource.ts";
import { inside, pathOf, rootOf, type Place, type Source } from "../../../src/model/place.ts";
import { Unknown } from "../../../src/model/unknown.ts";

const SOURCE: Source = { file: "main.tf", text: "", span: () => ({ start: 0, end: 0 }) };

export interface Marked {
  readonly mark: "ref" | "derived" | "template" | "set" | "unknown";
  readonly parts: readonly Value[];
  readonly reason?: Message;
}

export type Value =
  | string
  | number
  | boolean
  | null
  | Marked
  | readonly Value[]
  | { readonly [name: string]: Value };
export type Bodies = Readonly<Record<string, Readonly<Record<string, Value>>>>;

const MODULES = /^(?:module\.[^.[]+(?:\[[^\]]*\])?\.)*/;

/** Values that a reference leaves unknown: `tencentcloud_instance.a.id`, one or several. */
export function ref(...names: readonly string[]): Marked {
  return { mark: "ref", parts: names };
}

/** Computed from these, or one of them. */
export function derived(...names: readonly string[]): Marked {
  return { mark: "derived", parts: names };
}

export function template(...parts: readonly Value[]): Marked {
  return { mark: "template", parts };
}

export function set(...parts: readonly Value[]): Marked {
  return { mark: "set", parts };
}

export function unknown(reason = message("terraform.after-apply")): Marked {
  return { mark: "unknown", parts: [], reason };
}

function isMarked(value: Value): value is Marked {
  return typeof value === "object" && value !== null && "mark" in value;
}

function refOf(name: string): Ref {
  const [module = ""] = MODULES.exec(name) ?? [];
  const match = /^((?:data\.)?[a-z_0-9]+\.[\w-]+(?:\[[^\]]*\])?)(?:\.(.+))?$/.exec(
    name.slice(module.length),
  );
  return { address: module + (match?.[1] ?? name), attribute: match?.[2] ?? "" };
}

function node(value: Value, place: Place = rootOf(SOURCE)): Node {
  if (Array.isArray(value))
    return {
      kind: "list",
      ordered: true,
      items: value.map((item: Value, i) => node(item, inside(place, i))),
      place,
    };
  if (typeof value !== "object" || value === null)
    return { kind: "scalar", value: value as string, place };
  if (!isMarked(value as Value)) {
    const entries = Object.entries(value as Record<string, Value>);
    return {
      kind: "object",
      entries: new Map(entries.map(([name, one]) => [name, node(one, inside(place, name))])),
      place,
    };
  }
  const { mark, parts, reason } = value as Marked;
  if (mark === "set")
    return {
      kind: "list",
      ordered: false,
      items: parts.map((item, i) => node(item, inside(place, i))),
      place,
    };
  if (mark === "template")
    return {
      kind: "template",
      parts: parts.map((part) =>
        typeof part === "string" ? part : (node(part, place) as UnknownNode),
      ),
      place,
    };
  return {
    kind: "unknown",
    reason: reason ?? message("terraform.after-apply"),
    refs: parts.map((name) => refOf(String(name))),
    ...(mark === "derived" ? { derived: true } : {}),
    place,
  };
}

/** `?` in front of an address: the resource may not exist. */
export function stack(bodies: Bodies, more: Partial<Stack> = {}): Stack {
  const resources = Object.entries(bodies).map(([written, body]): Resource => {
    const address = written.replace(/^\?/, "");
    const [module = ""] = MODULES.exec(address) ?? [];
    const [, mode, type = ""] = /^(data\.)?([a-z_0-9]+)\./.exec(address.slice(module.length)) ?? [];
    const place = inside(rootOf(SOURCE), address);
    return {
      address,
      mode: mode ? "data" : "managed",
      type,
      module: module.replace(/\.$/, ""),
      body: node(body, place) as Resource["body"],
      certain: !written.startsWith("?"),
      id: typeof body["id"] === "string" ? body["id"] : null,
      place,
      calls: module === "" ? [] : [inside(rootOf(SOURCE), module.replace(/\.$/, ""))],
      region: "ap-guangzhou",
    };
  });
  return { origin: "hcl", resources, gaps: [], notices: [], ...more };
}

export function mapped(bodies: Bodies, more: Partial<Stack> = {}): ReturnType<typeof mapStack> {
  return mapStack(stack(bodies, more));
}

export function json(value: unknown, file = "plan.json"): Document {
  const document = parseDocument(file, JSON.stringify(value));
  if ("root" in document) return document;
  throw new Error("the fixture cannot be parsed");
}

export function path(place: Place): string {
  return pathOf(place).join("/");
}

/** A draft in which two readings of one stack can be compared: no places, no facts, sets as text. */
export function plain(value: unknown): unknown {
  if (value instanceof Unknown) return "unknown";
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => !DROPPED.has(name));
  return Object.fromEntries(entries.map(([name, one]) => [name, plain(one)]));
}

const DROPPED = new Set([
  "place",
  "fact",
  "related",
  "membersUnknown",
  "complaints",
  "notices",
  "help",
  "message",
]);
