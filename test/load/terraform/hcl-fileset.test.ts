// fileset() by its page in Terraform's documentation and by the library behind it, over folders that are described here.
import { describe, expect, test } from "vitest";
import type { FolderEntry } from "../../../src/load/loader.ts";
import { message, type Message } from "../../../src/words/index.ts";
import { evaluated, plain, resource } from "./hcl-values.ts";

/** Files below the folder of the root module; behind a colon, what is no file. */
const FILES = [
  "main.tf",
  "rules/web.json",
  "rules/db.json",
  "rules/.hidden.json",
  "rules/README.md",
  "rules/eu/web.json",
  "rules/eu/north/web.yaml",
  "rules/a[1].txt",
  "rules/ä.txt",
  "odd/gone:absent",
  "odd/pipe:other",
  "out/any",
  "top/main.tf",
  "top/.git/HEAD",
];

function listed(folder: string): FolderEntry[] | Message | null {
  if (folder === "..") return message("terraform.folder-outside", folder);
  if (folder === "out") return [{ name: "link", kind: "outside" }];
  const prefix = folder === "" ? "" : `${folder}/`;
  const inside = FILES.filter((file) => file.startsWith(prefix));
  const entries = new Map(
    inside.map((file): [string, FolderEntry] => {
      const [head = "", ...rest] = file.slice(prefix.length).split("/");
      const [name = "", kind] = head.split(":");
      if (name === ".git") return [name, { name, kind: "git" }];
      if (rest.length > 0) return [name, { name, kind: "folder" }];
      const known = (["absent", "other", "outside"] as const).find((one) => one === kind);
      return [name, { name, kind: known ?? "file" }];
    }),
  );
  return entries.size > 0 ? [...entries.values()] : null;
}

async function found(call: string): Promise<unknown> {
  const text = `resource "test" "value" {\n  value = ${call}\n}\n`;
  const stack = await evaluated({ "main.tf": text }, { listFolder: listed });
  const node = resource(stack, "test.value").body.entries.get("value");
  return node && plain(node);
}

describe("what a pattern matches", () => {
  test.each<[string, string[]]>([
    [
      'fileset(path.module, "rules/*.json")',
      ["rules/.hidden.json", "rules/db.json", "rules/web.json"],
    ],
    ['fileset("rules", "*.json")', [".hidden.json", "db.json", "web.json"]],
    ['fileset("${path.module}/rules", "*/*")', ["eu/web.json"]],
    [
      'fileset("rules", "*")',
      [".hidden.json", "README.md", "a[1].txt", "db.json", "web.json", "ä.txt"],
    ],
    ['fileset("rules", "**/web.*")', ["eu/north/web.yaml", "eu/web.json", "web.json"]],
    ['fileset("rules/eu", "**")', ["north/web.yaml", "web.json"]],
    ['fileset("rules", "**/north/**")', ["eu/north/web.yaml"]],
    ['fileset("rules", "**.md")', ["README.md"]],
    ['fileset("top", "**/*.tf")', ["main.tf"]],
    ['fileset("", "*.tf")', ["main.tf"]],
    ['fileset("rules", "{web,db}.json")', ["db.json", "web.json"]],
    ['fileset("rules", "[v-z]*.json")', ["web.json"]],
    ['fileset("rules", "[^d.]*.json")', ["web.json"]],
    ['fileset("rules", "??.json")', ["db.json"]],
    ['fileset("rules", "?.txt")', ["ä.txt"]],
    [String.raw`fileset("rules", "a\\[1].txt")`, ["a[1].txt"]],
    ['fileset("rules", "a[1].txt")', []],
    // An alternative of nothing matches before something, not at the end.
    ['fileset("rules", "web{,x}.json")', ["web.json"]],
    ['fileset("rules", "web.json{,x}")', []],
    ['fileset("rules", "web.json")', ["web.json"]],
    ['fileset("rules/eu", "../db.json")', ["../db.json"]],
    ['fileset("rules", "eu")', []],
    ['fileset("rules", "eu/*/")', ["eu/web.json"]],
    ['fileset("nothing", "*")', []],
    ['fileset("odd", "p*")', []],
    ['fileset("odd", "**")', []],
    ['fileset("main.tf", "*")', []],
  ])("%s", async (call, names) => {
    expect(await found(call)).toEqual(names);
  });

  test("is a set, which for_each takes", async () => {
    const text = 'resource "test" "value" {\n  for_each = fileset("rules", "*.json")\n}\n';
    const { resources } = await evaluated({ "main.tf": text }, { listFolder: listed });
    expect(resources.map(({ address }) => address)).toEqual([
      'test.value[".hidden.json"]',
      'test.value["db.json"]',
      'test.value["web.json"]',
    ]);
  });

  test("of a module starts at the folder of the root", async () => {
    const stack = await evaluated(
      {
        "main.tf": 'module "m" {\n  source = "./rules"\n}\n',
        "rules/main.tf": 'resource "test" "a" {\n  value = fileset(path.module, "d*")\n}\n',
      },
      { listFolder: listed },
    );
    const node = resource(stack, "module.m.test.a").body.entries.get("value");
    expect(node && plain(node)).toEqual(["db.json"]);
  });
});

describe("what is not told", () => {
  test.each([
    ['fileset("..", "*")', /outside of the project/],
    ['fileset("/etc", "*")', /outside of the project/],
    ['fileset("out", "*")', /outside of this project/],
    ['fileset("out", "**/x.json")', /outside of this project/],
    ['fileset("top", "**")', /a file of git's own/],
    ['fileset("top", "*/HEAD")', /a file of git's own/],
    ['fileset("top/.git", "*")', /a file of git's own/],
    ['fileset("odd", "g*")', /needs the file "odd\/gone"/],
  ])("%s", async (call, why) => {
    expect(await found(call)).toMatch(why);
  });

  test.each(["[", "[]a]", "{a", "[a-]", "[-a]", "[z--]", String.raw`w\\`, "**/["])(
    "the malformed %s is refused",
    async (pattern) => {
      expect(await found(`can(fileset("rules", "${pattern}"))`)).toBe(false);
    },
  );

  test("nor is what a pattern costs that takes too long, or a tree without an end", async () => {
    const name = "a".repeat(200);
    const entries: FolderEntry[] = [
      { name, kind: "file" },
      { name: "deep", kind: "folder" },
    ];
    const of = async (pattern: string) => {
      const text = `resource "test" "value" {\n  value = fileset(".", "${pattern}")\n}\n`;
      const stack = await evaluated({ "main.tf": text }, { listFolder: () => entries });
      return plain(resource(stack, "test.value").body.entries.get("value")!);
    };
    expect(await of("*a".repeat(20) + "b")).toMatch(/too many steps/);
    expect(await of("**/x")).toMatch(/more files and folders, or deeper ones/);
  });
});
