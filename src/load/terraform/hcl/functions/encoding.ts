// Encodings, hashes and files. Files come through the caller, which keeps them inside the repository.
import { message } from "../../../../words/index.ts";
import { createHash } from "node:crypto";
import { posix } from "node:path";
import { normalise } from "../paths.ts";
import { scalarNode, textNode, plainText, unknown, unsupported, type Node } from "../values.ts";
import { canonicalJson, nodeOf } from "./json.ts";
import {
  argument,
  open,
  refuse,
  pathArgument,
  textArgument,
  type CallContext,
  type Fn,
  type Functions,
} from "./function.ts";

const hash =
  (algorithm: string, encoding: "hex" | "base64"): Fn =>
  (args, context) =>
    scalarNode(
      createHash(algorithm)
        .update(textArgument(args, 0, context))
        .digest(encoding),
      context.place,
    );

const fileHash =
  (algorithm: string, encoding: "hex" | "base64"): Fn =>
  (args, context) => {
    const content = contentOf(args, context);
    return content.kind === "scalar" ? hash(algorithm, encoding)([content], context) : content;
  };

const afterApply: Fn = (_, { place }) => unknown(message("terraform.after-apply"), place);

/** Of RFC 4122. */
const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ["dns", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"],
  ["url", "6ba7b811-9dad-11d1-80b4-00c04fd430c8"],
  ["oid", "6ba7b812-9dad-11d1-80b4-00c04fd430c8"],
  ["x500", "6ba7b814-9dad-11d1-80b4-00c04fd430c8"],
]);

export const ENCODINGS: Functions = {
  jsonencode: (args, context) => {
    const arg = argument(args, 0, context);
    const json = canonicalJson(arg, true);
    return json === null ? open(arg) : textNode(json, context.place);
  },
  jsondecode: (args, context) => {
    const value = textArgument(args, 0, context);
    try {
      return nodeOf(JSON.parse(value), context.place) ?? tooDeep(context);
    } catch {
      return refuse(message("terraform.no-json"), context);
    }
  },
  csvdecode: (args, context) => {
    const [header, ...rows] = csvRows(textArgument(args, 0, context));
    if (!header) return refuse(message("terraform.decodes-empty"), context);
    if (rows.some((row) => row.length !== header.length))
      refuse(message("terraform.uneven-rows"), context);
    const cells = rows.map((row) => new Map(header.map((name, i) => [name, row[i]])));
    return nodeOf(cells, context.place) ?? tooDeep(context);
  },
  urlencode: (args, context) =>
    textNode(
      encodeURIComponent(Buffer.from(textArgument(args, 0, context)).toString())
        .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
        .replaceAll("%20", "+"),
      context.place,
    ),
  urldecode: (args, context) => {
    const text = textArgument(args, 0, context).replaceAll("+", "%20");
    try {
      return textNode(decodeURIComponent(text), context.place);
    } catch {
      return refuse(message("terraform.no-url"), context);
    }
  },
  uuidv5: (args, context) => {
    const [given, name] = [textArgument(args, 0, context), textArgument(args, 1, context)];
    const space = (NAMESPACES.get(given) ?? given).replaceAll("-", "");
    if (!/^[\da-f]{32}$/i.test(space)) refuse(message("terraform.no-uuid"), context);
    const bytes = createHash("sha1").update(space, "hex").update(name).digest().subarray(0, 16);
    bytes[6] = (bytes[6]! & 0x0f) | 0x50;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const uuid = bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    return scalarNode(uuid, context.place);
  },
  md5: hash("md5", "hex"),
  sha1: hash("sha1", "hex"),
  sha256: hash("sha256", "hex"),
  sha512: hash("sha512", "hex"),
  base64sha256: hash("sha256", "base64"),
  base64sha512: hash("sha512", "base64"),
  filemd5: fileHash("md5", "hex"),
  filesha1: fileHash("sha1", "hex"),
  filesha256: fileHash("sha256", "hex"),
  filesha512: fileHash("sha512", "hex"),
  filebase64sha256: fileHash("sha256", "base64"),
  filebase64sha512: fileHash("sha512", "base64"),
  timestamp: afterApply,
  plantimestamp: afterApply,
  uuid: afterApply,
  bcrypt: afterApply,
  file: (args, context) => contentOf(args, context),
  filebase64: (args, context) => {
    const content = contentOf(args, context);
    return content.kind === "scalar"
      ? textNode(Buffer.from(plainText(content) ?? "").toString("base64"), context.place)
      : content;
  },
  fileexists: (args, context) =>
    scalarNode(contentOf(args, context).kind === "scalar", context.place),
  basename: (args, context) => textNode(baseName(textArgument(args, 0, context)), context.place),
  dirname: (args, context) => textNode(dirName(textArgument(args, 0, context)), context.place),
  abspath: (_, { place }) => unsupported(message("terraform.machine-path"), place),
  pathexpand: (args, context) => {
    const path = textArgument(args, 0, context);
    return path.startsWith("~")
      ? unsupported(message("terraform.home-folder"), context.place)
      : textNode(path, context.place);
  },
};

/** Rows of fields; a field in quotes may hold commas, line ends and doubled quotes. */
function csvRows(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [all, quoted, plain = "", end = ""] of csv.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g,
  )) {
    if (all === "" && row.length === 0) continue;
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ",") continue;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  }
  return rows;
}

function tooDeep({ place }: CallContext): Node {
  return unsupported(message("terraform.too-deep"), place);
}

/** Relative paths start at the root module's folder. What is not there may yet be made before apply. */
function contentOf(args: readonly Node[], context: CallContext): Node {
  const path = pathArgument(args, 0, context);
  const relative = path.startsWith("/") ? null : normalise(context.run.root, path);
  const content = relative === null ? null : context.run.readFile(relative);
  if (content === null) return unsupported(message("terraform.needs-file", path), context.place);
  return typeof content === "string"
    ? textNode(content, context.place)
    : unsupported(content, context.place);
}

function baseName(path: string): string {
  return path.replace(/\/+$/, "").split("/").at(-1) || (path === "" ? "." : "/");
}

/** As Go cleans it: the part behind the last slash is dropped first. */
function dirName(path: string): string {
  const folder = posix.normalize(path.slice(0, path.lastIndexOf("/") + 1) || ".");
  return folder.length > 1 ? folder.replace(/\/$/, "") : folder;
}
