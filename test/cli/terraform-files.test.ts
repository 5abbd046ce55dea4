// What file() and fileset() read of a project: by real path, beside the linted folder, and nothing of git's own.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { project, sglint } from "./run.ts";

const RULES = JSON.stringify([{ cidr: "0.0.0.0/0" }]);
const stack = (path: string): string => `resource "tencentcloud_security_group" "g" {
  name = "g"
}
resource "tencentcloud_security_group_rule_set" "g" {
  security_group_id = tencentcloud_security_group.g.id
  dynamic "ingress" {
    for_each = jsondecode(file("${path}"))
    content {
      action     = "ACCEPT"
      cidr_block = ingress.value.cidr
      protocol   = "TCP"
      port       = "22"
    }
  }
}
resource "tencentcloud_instance" "i" {
  orderly_security_groups = [tencentcloud_security_group.g.id]
}
`;
const PATHS = `paths:
  - { name: ssh, from: 203.0.113.0/24, to: "tencentcloud_instance.i:22" }
`;

const run = async (root: string, folder: string) => {
  const { stdout } = await sglint(["check", ".", "-f", "json"], { cwd: join(root, folder) });
  return JSON.parse(stdout) as { routes: { verdict: string }[] };
};

describe("file()", () => {
  test.each([
    ["below", "rules/r.json", "${path.module}/rules/r.json"],
    ["in a folder beside", "../common/r.json", "../common/r.json"],
    ["through the module's folder", "../common/r.json", "${path.module}/../common/r.json"],
  ])("reads a file %s, with and without a repository", async (_, at, path) => {
    for (const git of [false, true]) {
      const root = project({
        "dev/main.tf": stack(path),
        "dev/sglint.yaml": PATHS,
        [join("dev", at)]: RULES,
      });
      if (git) mkdirSync(join(root, ".git"));
      expect((await run(root, "dev")).routes.map(({ verdict }) => verdict)).toEqual(["reachable"]);
    }
  });

  test("reads a file of a module beside the linted folder", async () => {
    const root = project({
      "dev/main.tf": 'module "m" {\n  source = "../m"\n}\n',
      "dev/sglint.yaml": PATHS.replace("tencentcloud", "module.m.tencentcloud"),
      "m/main.tf": stack("${path.module}/r.json"),
      "m/r.json": RULES,
    });
    expect((await run(root, "dev")).routes.map(({ verdict }) => verdict)).toEqual(["reachable"]);
  });

  test.each([
    ["GB18030", Buffer.from([0xd6, 0xd0]), "which is GB18030 and not UTF-8: Terraform refuses it"],
    ["UTF-16", Buffer.from(`\ufeff${RULES}`, "utf16le"), "which is UTF-16LE and not UTF-8"],
    ["Latin-1", Buffer.from(`${RULES} \u00e9`, "latin1"), "its bytes are neither valid UTF-8"],
    ["zero bytes", Buffer.from("[]\0"), "is not text: it holds NUL bytes"],
  ])("complains of a file in %s", async (_, bytes, why) => {
    const root = project({ "dev/main.tf": stack("r.json") });
    writeFileSync(join(root, "dev/r.json"), bytes);
    const { code, stdout } = await sglint(["check", ".", "-f", "json"], { cwd: join(root, "dev") });
    expect(code).toBe(3);
    const { complaints } = JSON.parse(stdout) as { complaints: { message: string }[] };
    expect(complaints).toEqual([
      expect.objectContaining({
        location: expect.objectContaining({ file: "main.tf", line: 7, column: 27 }),
        message: expect.stringMatching(/^this value reads r\.json, /),
      }),
    ]);
    expect(complaints[0]!.message).toContain(why);
  });

  test.each([
    ["a link that leads out of the repository", "link.json", true],
    ["a path out of the repository", "../../r.json", true],
    ["a path far out, without a repository", "../../r.json", false],
    ["a file of git", ".git/r.json", true],
    ["a file of git through a link", "git/r.json", true],
  ])("does not read %s", async (_, path, git) => {
    const root = project({
      "repo/dev/main.tf": stack(path),
      "repo/dev/sglint.yaml": PATHS,
      "repo/.git/HEAD": "ref: refs/heads/main\n",
      "repo/dev/.git/r.json": RULES,
      "r.json": RULES,
    });
    symlinkSync("../../r.json", join(root, "repo/dev/link.json"));
    symlinkSync(".git", join(root, "repo/dev/git"));
    if (!git)
      for (const one of [".git", "dev/.git"]) rmSync(join(root, "repo", one), { recursive: true });
    expect((await run(root, "repo/dev")).routes.map(({ verdict }) => verdict)).toEqual([
      "undetermined",
    ]);
  });
});

describe("fileset()", () => {
  const counted = (path: string, pattern: string): string =>
    stack("r.json")
      .replace('jsondecode(file("r.json"))', `fileset("${path}", "${pattern}")`)
      .replace("ingress.value.cidr", '"0.0.0.0/0"');
  const verdictOf = async (path: string, pattern: string): Promise<string> => {
    const root = project({
      "repo/dev/main.tf": counted(path, pattern),
      "repo/dev/sglint.yaml": PATHS,
      "repo/dev/rules/a.json": RULES,
      "repo/dev/a[0].json": RULES,
      "repo/shared/b.json": RULES,
      "repo/.git/c.json": RULES,
      "d.json": RULES,
    });
    symlinkSync("../shared", join(root, "repo/dev/inside"));
    symlinkSync("../..", join(root, "repo/dev/outside"));
    symlinkSync("../.git", join(root, "repo/dev/git"));
    const [route] = (await run(root, "repo/dev")).routes;
    return route!.verdict;
  };

  test.each([
    ["below", "rules", "*.json", "reachable"],
    ["at a name with signs of a pattern", ".", "a\\\\[0].json", "reachable"],
    ["beside the folder", "${path.module}/../shared", "**", "reachable"],
    ["through a link that stays inside", "inside", "*.json", "reachable"],
    ["where none is", "rules", "*.yaml", "blocked"],
    ["in a folder that is not there", "none", "**", "blocked"],
    ["in git's own folder", "../.git", "*.json", "undetermined"],
    ["through a link into it", "git", "*.json", "undetermined"],
    ["outside of the repository", "../..", "*.json", "undetermined"],
    ["through a link that leads out", "outside", "*.json", "undetermined"],
    ["at the root of the machine", "/", "*.json", "undetermined"],
  ])("lists files %s", async (_, path, pattern, verdict) => {
    expect(await verdictOf(path, pattern)).toBe(verdict);
  });
});
