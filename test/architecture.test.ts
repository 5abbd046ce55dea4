// The laws of the house, as ARCHITECTURE.md promises them. What breaks one is shown with its place.
import { describe, expect, test } from "vitest";
import {
  ambiguousNames,
  casts,
  cycles,
  decisionsOnText,
  functions,
  keysPutTogether,
  looseIndexes,
} from "./architecture/laws.ts";
import { imports, sources } from "./architecture/sources.ts";

/** What each part may import of ours, besides itself. Generated data belongs to the part that reads it. */
const MAY_IMPORT: ReadonlyMap<string, readonly string[]> = new Map([
  ["net", []],
  ["words", []],
  ["model", ["net", "words"]],
  ["judge", ["model", "net", "words"]],
  ["rule", ["judge", "model", "net", "words"]],
  ["load", ["model", "net", "words"]],
  ["fix", ["judge", "model", "net", "words"]],
  ["report", ["model", "net", "words"]],
  ["version.ts", []],
  ["lint.ts", ["fix", "judge", "model", "net", "rule", "version.ts", "words"]],
  ["index.ts", ["fix", "judge", "lint.ts", "load", "model", "net", "report", "rule", "version.ts"]],
  [
    "cli",
    ["fix", "judge", "lint.ts", "load", "model", "net", "report", "rule", "version.ts", "words"],
  ],
]);

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

describe("imports", () => {
  test("there are some: this test reads the real sources", () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(imports.length).toBeGreaterThan(sources.length);
  });

  test("point one way", () => {
    const wrong = imports.filter(({ file, target }) => {
      if (target === null) return false;
      const [from, to] = [partOf(file), partOf(target)];
      return from !== to && to !== "generated" && !MAY_IMPORT.get(from)?.includes(to);
    });
    expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
  });

  test("nothing inside imports the public API", () => {
    const inside = imports.filter(({ target }) => target === "index.ts");
    expect(inside.map(({ file }) => file)).toEqual([]);
  });

  test("every part is in the table", () => {
    const parts = new Set(sources.map(({ file }) => partOf(file)));
    expect([...parts].filter((part) => !MAY_IMPORT.has(part))).toEqual([]);
  });

  test.each(Object.entries(ONLY_IN))("%s stays behind its one place", (name, place) => {
    const users = imports.filter(
      ({ specifier }) => specifier === name || specifier.startsWith(`${name}/`),
    );
    expect(users.length).toBeGreaterThan(0);
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
    const users = sources.filter(
      ({ file, text }) =>
        partOf(file) !== "cli" &&
        /\bprocess\s*[.[]|["'](?:node:)?process["']/.test(withoutComments(text)),
    );
    expect(users.map(({ file }) => file)).toEqual([]);
  });

  test("none is a magnet for everything", () => {
    const magnet = /(^|\/)(utils?|helpers?|common|core|managers?)(\/|[.-])/i;
    expect(sources.map(({ file }) => file).filter((file) => magnet.test(file))).toEqual([]);
  });

  test("each says in its first line what it is for", () => {
    const silent = sources.filter(({ text }) => !/^(#!.*\n)?\/\/ \S/.test(text));
    expect(silent.map(({ file }) => file)).toEqual([]);
  });

  test("none is longer than 300 lines", () => {
    const lengths = sources.map(({ file, text }) => [file, text.split("\n").length - 1] as const);
    expect(lengths.filter(([, lines]) => lines > 300)).toEqual([]);
  });
});

describe("functions", () => {
  const all = functions();

  test("none is longer than 60 lines", () => {
    expect(all.filter(({ lines }) => lines > 60)).toEqual([]);
  });

  test("one in a hundred is longer than 42 lines", () => {
    const long = all.filter(({ lines }) => lines > 42);
    expect(long.slice(Math.floor(all.length / 100))).toEqual([]);
  });
});

describe("names and types", () => {
  test("an exported name means one thing", () => {
    expect(ambiguousNames()).toEqual([]);
  });

  test("at most 60 casts: guards, better types and tags that differ say it", () => {
    const all = casts();
    expect(all.length, all.join("\n")).toBeLessThanOrEqual(60);
  });
});

describe("names from the input", () => {
  test("keys of two values or more are made by `key` or `listKey`", () => {
    expect(keysPutTogether()).toEqual([]);
  });

  test("no plain object is asked for one: a Map, or Object.hasOwn first", () => {
    expect(looseIndexes()).toEqual([]);
  });
});

describe("sentences", () => {
  test("nothing is decided by what a text for people says", () => {
    expect(decisionsOnText()).toEqual([]);
  });
});

/** So that prose does not count. Strings may lose a `//` part, which no check here minds. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, "").replace(/(^|[^:"'`\\])\/\/.*$/gm, "$1");
}

function partOf(file: string): string {
  return file.split("/")[0]!;
}
