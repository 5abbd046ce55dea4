// Encodings, hashes and files. Files come through the caller, which keeps them inside the repository.
import { message } from "../../../../words/index.ts";
import { createHash } from "node:crypto";
import {
  parseDocument as parseYaml,
  type DocumentOptions,
  type ParseOptions,
  type SchemaOptions,
  type ToJSOptions,
} from "yaml";
import { normalise } from "../paths.ts";
import { scalarNode, textNode, plainText, unknown, unsupported, type Node } from "../values.ts";
import { canonicalJson, nodeOf } from "./json.ts";
import {
  argument,
  open,
  refuse,
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

/** YAML of more than this is not read inside of an expression. */
const MAX_YAML = 200_000;

/** Terraform reads the old words for true and false, and none of the other old forms. */
const YAML: ParseOptions & DocumentOptions & SchemaOptions & ToJSOptions = {
  logLevel: "silent",
  maxAliasCount: 100,
  mapAsMap: true,
  customTags: (tags) => [
    {
      tag: "tag:yaml.org,2002:bool",
      default: true,
      test: /^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$/,
      resolve: (word: string) => /^(?:y|on)/i.test(word),
    },
    ...tags,
  ],
};

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
  yamldecode: (args, context) => {
    const value = textArgument(args, 0, context);
    if (value.length > MAX_YAML || /^(\s*- ){50}|^\s{400}|[[{\s]{200}/m.test(value))
      return tooDeep(context);
    try {
      const document = parseYaml(value, YAML);
      // Terraform refuses a tag that it does not know; the parser would print a warning.
      if (document.errors.length + document.warnings.length === 0)
        return nodeOf(document.toJS(YAML), context.place) ?? tooDeep(context);
    } catch {
      // Aliases beyond the bound.
    }
    return refuse(message("terraform.no-yaml"), context);
  },
  csvdecode: (args, context) => {
    const [header, ...rows] = csvRows(textArgument(args, 0, context));
    if (!header) return refuse(message("terraform.decodes-empty"), context);
    if (rows.some((row) => row.length !== header.length))
      refuse(message("terraform.uneven-rows"), context);
    const cells = rows.map((row) => new Map(header.map((name, i) => [name, row[i]])));
    return nodeOf(cells, context.place) ?? tooDeep(context);
  },
  base64encode: (args, context) =>
    textNode(Buffer.from(textArgument(args, 0, context)).toString("base64"), context.place),
  base64decode: (args, context) => {
    const value = textArgument(args, 0, context);
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value))
      refuse(message("terraform.no-base64"), context);
    return textNode(Buffer.from(value, "base64").toString("utf8"), context.place);
  },
  urlencode: (args, context) =>
    textNode(
      encodeURIComponent(Buffer.from(textArgument(args, 0, context)).toString())
        .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
        .replaceAll("%20", "+"),
      context.place,
    ),
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
  const path = textArgument(args, 0, context);
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

function dirName(path: string): string {
  const at = path.replace(/\/+$/, "").lastIndexOf("/");
  return at < 0 ? "." : at === 0 ? "/" : path.slice(0, at);
}
