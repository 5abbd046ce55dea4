// A kind of input is known by its loader alone: one more in the table is found, read, named and refused like the others.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import * as FLAGS from "../../src/cli/flags.ts";
import { readInputs } from "../../src/cli/input/inputs.ts";
import type { Loader, Opening } from "../../src/load/loader.ts";
import { LOADERS } from "../../src/load/loaders.ts";
import { emptyDraft } from "../../src/load/merge/draft.ts";
import { news } from "../../src/model/notice.ts";
import { definitions, project } from "./run.ts";

/** Reads `.toy` files, the notes beside them, and documents with the key `toys`; takes the flag `--var`. */
function toy(): { loader: Loader; openings: Opening[] } {
  const openings: Opening[] = [];
  const loader: Loader = {
    name: "toys",
    looks: ".toy files",
    hint: /\btoys:/,
    mark: (text) => /^toys:/m.test(text),
    claims: ({ value }) => typeof value === "object" && value !== null && "toys" in value,
    owns: (file) => /(^|\/)toy-[^/]+\.json$/.test(file),
    isSource: (file) => file.endsWith(".toy"),
    flags: ["var"],
    open: async (opening) => {
      openings.push(opening);
      const { sources, flags, around } = opening;
      if (flags.get("var")?.includes("")) return { misuse: "--var is empty" };
      const files = sources.flatMap((file) => around.textOf(file) ?? []);
      return {
        reads: files.map(({ file }) => file),
        ...(files.length > 0 && { insteadOf: (file: string) => `${file} is a copy` }),
        inert: new Map(files.map(({ file }) => [file, "a toy"])),
        idle: ({ length }) =>
          flags.size > 0 && length + files.length === 0 ? "--var does nothing without toys" : null,
        load: (documents) => [
          { ...emptyDraft(), assumptions: [...documents, ...files].map(() => "A toy is a toy.") },
        ],
      };
    },
  };
  return { loader, openings };
}

const withToys = (loader: Loader) => [...LOADERS, loader];

test("its files are found in folders by their names, and what lies beside is its own business", async () => {
  const { loader, openings } = toy();
  const folder = project({
    "a/b.toy": "x",
    "sg.yaml": definitions("open"),
    "copy.yaml": "toys: []",
    "notes.txt": "",
  });
  const inputs = await readInputs([{ path: folder, named: true }], {}, withToys(loader));
  expect(inputs.read.map((line) => line.replace(/: .*\//, ": "))).toEqual([
    "read as definitions: sg.yaml",
    "read as toys: b.toy",
  ]);
  expect(openings.map(({ sources }) => sources.length)).toEqual([1]);
  expect([...inputs.inert.values()]).toEqual(["a toy"]);
  const [own, , toys] = inputs.drafts;
  expect(toys!.assumptions).toEqual(["A toy is a toy."]);
  expect(own!.notices).toContainEqual(news(expect.stringMatching(/copy\.yaml is a copy$/)));
});

test("one of its documents is read without them, and it is opened for nothing else", async () => {
  const { loader, openings } = toy();
  const folder = project({ "sg.yaml": definitions("open"), "t.yaml": "toys: [1]" });
  const read = async (file: string) =>
    (await readInputs([{ path: `${folder}/${file}`, named: true }], {}, withToys(loader))).read;
  expect(await read("sg.yaml")).toHaveLength(1);
  expect(openings).toEqual([]);
  expect(await read("t.yaml")).toEqual([expect.stringMatching(/^read as toys: .*t\.yaml$/)]);
});

test("a file is named and described like any other", async () => {
  const { loader } = toy();
  const folder = project({ "chart.yaml": "apiVersion: v2", "toy-1.json": "{" });
  const complaintsOf = async (path: string, named: boolean) => {
    const { drafts } = await readInputs([{ path, named }], {}, withToys(loader));
    return drafts[0]!.complaints.map(({ message }) => message);
  };
  expect(await complaintsOf(`${folder}/chart.yaml`, true)).toEqual([
    expect.stringMatching(
      /^this is nothing that sglint knows \(its keys: apiVersion\); expected .*, or \.tf or \.tofu files, or \.toy files$/,
    ),
  ]);
  expect(await complaintsOf(`${folder}/toy-1.json`, false)).toHaveLength(1);
});

test("its flags are refused where they mean nothing, or do nothing", async () => {
  const { loader } = toy();
  const folder = project({ "sg.yaml": definitions("open"), "t.yaml": "toys: [1]" });
  const read = (file: string, value: string) =>
    readInputs([{ path: `${folder}/${file}`, named: true }], { var: [value] }, [
      ...LOADERS.filter(({ name }) => name !== "Terraform"),
      loader,
    ]);
  await expect(read("sg.yaml", "")).rejects.toThrow("--var is empty");
  await expect(read("sg.yaml", "x")).rejects.toThrow("--var does nothing without toys");
  expect((await read("t.yaml", "x")).read).toHaveLength(1);
});

test("every flag is read: by the command line, or by the kind of input that takes it", () => {
  const { dashed: _, ...tables } = FLAGS;
  const names = Object.values(tables).flatMap((table) => Object.keys(table));
  const taken = LOADERS.flatMap((loader) => loader.flags ?? []);
  const src = fileURLToPath(new URL("../../src/cli/", import.meta.url));
  const code = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && file !== "flags.ts")
    .map((file) => readFileSync(`${src}${file}`, "utf8"))
    .join("\n");
  const isRead = (name: string) =>
    taken.includes(name) || new RegExp(`[.{]\\s*${name}\\b`).test(code);
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name) => !isRead(name))).toEqual([]);
  expect(
    taken.filter((name) => !Object.hasOwn(FLAGS.INPUT, name)),
    "flags that nobody can give",
  ).toEqual([]);
});

test("the rest of the command line imports the room of no kind", () => {
  const src = fileURLToPath(new URL("../../src/", import.meta.url));
  const table = readFileSync(`${src}/load/loaders.ts`, "utf8");
  // `fetch` has a command of its own.
  const kinds = [...table.matchAll(/"\.\/((?!fetch)\w+)\//g)].map(([, room]) => `/load/${room}/`);
  expect(kinds.length).toBeGreaterThan(2);
  const cli = readdirSync(`${src}/cli`, { recursive: true, encoding: "utf8" });
  const users = cli.filter((file) => {
    const text = file.endsWith(".ts") ? readFileSync(`${src}/cli/${file}`, "utf8") : "";
    return kinds.some((kind) => text.includes(kind));
  });
  expect(users).toEqual([]);
});
