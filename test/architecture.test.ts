// The direction of imports and the names of files, as ARCHITECTURE.md promises them.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const SRC = fileURLToPath(new URL("../src", import.meta.url));

/** What each part may import of ours, besides itself. Generated data belongs to the part that reads it. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  net: [],
  words: [],
  model: ["net", "words"],
  judge: ["model", "net", "words"],
  rule: ["judge", "model", "net", "words"],
  load: ["model", "net", "words"],
  fix: ["judge", "model", "net", "words"],
  report: ["model", "net", "words"],
  "version.ts": [],
  "lint.ts": ["fix", "judge", "model", "net", "rule", "version.ts", "words"],
  "index.ts": ["fix", "judge", "lint.ts", "load", "model", "net", "report", "rule", "version.ts"],
  cli: ["fix", "judge", "lint.ts", "load", "model", "net", "report", "rule", "version.ts", "words"],
};

/** Packages that belong behind one place. */
const ONLY_IN: Readonly<Record<string, RegExp>> = {
  "ip-cidr": /^net\/address\.ts$/,
  yaml: /^load\//,
  "jsonc-parser": /^load\//,
  commander: /^cli\//,
  tinyglobby: /^cli\//,
  ignore: /^cli\//,
  "web-tree-sitter": /^load\/terraform\/hcl\/syntax\//,
};

interface Import {
  readonly file: string;
  readonly specifier: string;
  /** The imported file below src; null for a package or a file elsewhere. */
  readonly target: string | null;
}

const files = sources();
const imports = files.flatMap(importsOf);

describe("imports", () => {
  test("there are some: this test reads the real sources", () => {
    expect(files.length).toBeGreaterThan(20);
    expect(imports.length).toBeGreaterThan(files.length);
  });

  test("point one way", () => {
    const wrong = imports.filter(({ file, target }) => {
      if (target === null) return false;
      const [from, to] = [partOf(file), partOf(target)];
      return from !== to && to !== "generated" && !(MAY_IMPORT[from]?.includes(to) ?? false);
    });
    expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
  });

  test("nothing inside imports the public API", () => {
    expect(imports.filter(({ target }) => target === "index.ts").map(({ file }) => file)).toEqual(
      [],
    );
  });

  test("every part is in the table", () => {
    const unknown = files
      .map(partOf)
      .filter((part) => part !== "generated" && !(part in MAY_IMPORT));
    expect([...new Set(unknown)]).toEqual([]);
  });

  test.each(Object.entries(ONLY_IN))("%s stays behind its one place", (name, place) => {
    const users = imports.filter(
      ({ specifier }) => specifier === name || specifier.startsWith(`${name}/`),
    );
    expect(users.map(({ file }) => file).filter((file) => !place.test(file))).toEqual([]);
  });

  test("the grammar's own tree stays where syntax is made of it", () => {
    const users = imports.filter(({ target }) => target?.endsWith("/hcl/syntax/tree.ts"));
    expect(users.length).toBeGreaterThan(3);
    const outside = users.filter(({ file }) => !file.startsWith("load/terraform/hcl/syntax/"));
    expect(outside.map(({ file }) => file)).toEqual([]);
  });

  test("make no cycle, types included", () => {
    expect(cycles()).toEqual([]);
  });
});

describe("files", () => {
  test("only the command line knows the process", () => {
    const outside = files.filter((file) => partOf(file) !== "cli" && partOf(file) !== "generated");
    const users = outside.filter((file) =>
      /\bprocess\s*[.[]|["'](?:node:)?process["']/.test(code(file)),
    );
    expect(users).toEqual([]);
  });

  test("none is a magnet for everything", () => {
    const magnet = /(^|\/)(utils?|helpers?|common|core|managers?)(\/|[.-])/i;
    expect(files.filter((file) => magnet.test(file))).toEqual([]);
  });

  test("each says in its first line what it is for", () => {
    const silent = files.filter((file) => !/^(#!.*\n)?\/\/ \S/.test(text(file)));
    expect(silent.filter((file) => partOf(file) !== "generated")).toEqual([]);
  });
});

function sources(): string[] {
  const all = readdirSync(SRC, { recursive: true, encoding: "utf8" });
  return all
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts"))
    .toSorted();
}

function text(file: string): string {
  return readFileSync(join(SRC, file), "utf8");
}

/** Without comments, so that prose does not count. Strings may lose a `//` part, which no check here minds. */
function code(file: string): string {
  return text(file)
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/(^|[^:"'`\\])\/\/.*$/gm, "$1");
}

function partOf(file: string): string {
  return file.split("/")[0]!;
}

/** Static, re-exporting, type-only and dynamic imports alike. */
function importsOf(file: string): Import[] {
  const found = code(file).matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"'\n]+)["']/g);
  return [...found].map(([, specifier = ""]) => ({
    file,
    specifier,
    target: targetOf(file, specifier),
  }));
}

function targetOf(file: string, specifier: string): string | null {
  if (!specifier.startsWith(".")) return null;
  const target = relative(SRC, join(SRC, dirname(file), specifier)).replaceAll("\\", "/");
  return target.startsWith("..") ? null : target;
}

/** Depth-first; each cycle once, as `a -> b -> a`. A dynamic import breaks no cycle. */
function cycles(): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) found.push([...path.slice(at), file].join(" -> "));
    if (at >= 0 || done.has(file)) return;
    for (const { target } of imports.filter((one) => one.file === file))
      if (target !== null) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return found;
}
