// Which files are read, and what is said about those that are not.
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { definitions, project, sglint, type Ran } from "./run.ts";

const open = definitions("open");
const closed = definitions("closed");

/** The messages of all complaints, each behind its file. */
function complaints(ran: Ran): string[] {
  const { complaints: list } = JSON.parse(ran.stdout) as {
    complaints: { message: string; location: { file: string } | null }[];
  };
  return list.map(({ message, location }) => `${location?.file ?? "-"}: ${message}`);
}

function findings(ran: Ran): number {
  return (JSON.parse(ran.stdout) as { findings: unknown[] }).findings.length;
}

const json = ["-f", "json"];

describe("a path that is named", () => {
  test("must exist: exit code 3, with the nearest name", async () => {
    const ran = await sglint(["check", "infra/sq.yaml", ...json], {
      cwd: project({ "infra/sg.yaml": open }),
    });
    expect(ran.code).toBe(3);
    expect(complaints(ran)).toEqual([
      'infra/sq.yaml: no such file or folder; did you mean "infra/sg.yaml"?',
    ]);
  });

  test("does not hide what the others say: findings win over what is missing", async () => {
    const ran = await sglint(["check", "sg.yaml", "gone.yaml", ...json], {
      cwd: project({ "sg.yaml": closed }),
    });
    expect([ran.code, findings(ran), complaints(ran).length]).toEqual([1, 1, 1]);
  });

  test.each([
    ["chart.yaml", "apiVersion: v2\nname: x\n", "nothing that sglint knows (its keys: apiVersion"],
    ["pod.yaml", "apiVersion: v1\nkind: Pod\n", "this is a Kubernetes manifest; expected YAML"],
    ["package.json", '{"name": "x"}', "this is a file of npm"],
    ["up.yaml", "services:\n  web: { image: x }\n", "this is a compose file"],
    ["api.yaml", "openapi: 3.0.0\npaths: {}\n", "this is an OpenAPI description"],
    [
      "groups.json",
      '{"SecurityGroups": [{"GroupId": "sg-0a1b", "IpPermissions": []}]}',
      "this is something of AWS",
    ],
    [
      "health.json",
      '{"Response": {"LoadBalancers": [], "RequestId": "r"}}',
      "an answer of a call that sglint does not use (LoadBalancers)",
    ],
    ["prod.tfvars", 'a = "b"', "a file with values of Terraform variables (for --var-file)"],
    ["notes.txt", "hello", "this is a text without keys"],
    ["sglint.yaml", "version: 1\n", "this is the config, no input"],
    ["empty.yaml", "", "empty"],
    ["broken.json", '{"a": ', ""],
    ["bytes.yaml", new Uint8Array([0, 1, 2, 3]), "is not text: it holds NUL bytes"],
    [
      "latin1.yaml",
      new Uint8Array([0x61, 0x3a, 0x20, 0xe9, 0x0a]),
      "is not text: its bytes are neither valid UTF-8 nor GB18030",
    ],
  ])("%s must be an input", async (name, content, says) => {
    const ran = await sglint(["check", name, ...json], { cwd: project({ [name]: content }) });
    expect(ran.code).toBe(3);
    expect(complaints(ran)).toHaveLength(1);
    expect(complaints(ran)[0]).toContain(says);
  });

  test("may be a named pipe's name without waiting for a writer", async () => {
    const cwd = project({});
    execFileSync("mkfifo", [join(cwd, "pipe.yaml")]);
    const ran = await sglint(["check", "pipe.yaml", ...json], { cwd });
    expect([ran.code, complaints(ran)]).toEqual([3, ["pipe.yaml: the file is not a regular file"]]);
  });

  test("is read once, in whatever ways it is named", async () => {
    const cwd = project({ "a/sg.yaml": open });
    symlinkSync("sg.yaml", join(cwd, "a/link.yaml"));
    const ran = await sglint(
      ["check", "a", "a/sg.yaml", "./a/../a/sg.yaml", "a/link.yaml", ...json],
      {
        cwd,
      },
    );
    expect([ran.code, complaints(ran)]).toEqual([0, []]);
  });

  test("is read whatever its ending, and with a byte order mark of PowerShell", async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(open, "utf16le")]);
    const cwd = project({ "sg.yaml": utf16, "definitions.conf": open.replaceAll("web", "api") });
    const ran = await sglint(["check", "sg.yaml", "definitions.conf", ...json], { cwd });
    expect([ran.code, complaints(ran)]).toEqual([0, []]);
  });
});

describe("a folder", () => {
  test("is searched downward; foreign files in it are passed over in silence", async () => {
    const cwd = project({
      "infra/net/sg.yaml": open,
      "package.json": '{"version": "1.0.0", "name": "x"}',
      "chart/Chart.yaml": "apiVersion: v2\n",
      "chart/templates/service.yaml": "{{- if .Values.on }}\nkind: Service\n{{ end }}\n",
      "k8s/two.yaml": "kind: A\n---\nkind: B\n",
      "openapi.yaml": "openapi: 3.0.0\npaths: { /a: {} }\n",
      "data.json": "[1, 2",
      "picture.json": new Uint8Array([0, 1, 2]),
    });
    const ran = await sglint([...json], { cwd });
    expect([ran.code, ran.stderr, complaints(ran)]).toEqual([0, "", []]);
  });

  test("holds inputs that are broken: that is never silence", async () => {
    const cwd = project({
      "sg.yaml": "version: 1\nsecurityGroups:\n  - id: [sg\n",
      "sg-1a2b3c4d.json": "",
      "answer.json": '{"Response": {"SecurityGroupSet": [',
    });
    const ran = await sglint([...json], { cwd });
    expect(ran.code).toBe(3);
    const files = complaints(ran).map((line) => line.slice(0, line.indexOf(":")));
    expect([...new Set(files)].toSorted()).toEqual(["answer.json", "sg-1a2b3c4d.json", "sg.yaml"]);
  });

  test("keeps to .gitignore, hidden folders and those of tools", async () => {
    const cwd = project({
      "sg.yaml": open,
      ".gitignore": "build/\n*.tmp.yaml\n",
      "build/sg.yaml": closed,
      "x.tmp.yaml": closed,
      "sub/.gitignore": "/private.yaml\n!keep.tmp.yaml\n",
      "sub/private.yaml": closed,
      "sub/keep.tmp.yaml": "apiVersion: v1\n",
      "node_modules/x/sg.yaml": closed,
      ".terraform/sg.yaml": closed,
      ".cache/sg.yaml": closed,
    });
    const ran = await sglint([...json], { cwd });
    expect([ran.code, complaints(ran), findings(ran)]).toEqual([0, [], 0]);
  });

  test("is searched where .gitignore names another in case alone", async () => {
    const cwd = project({ ".gitignore": "SUB/\nB.YAML\n", "sub/b.yaml": closed });
    expect((await sglint([...json], { cwd })).code).toBe(1);
  });

  test("that is ignored itself is searched when it is named", async () => {
    const cwd = project({ ".git/HEAD": "", ".gitignore": "dumps/\n", "dumps/sg.yaml": closed });
    expect((await sglint(["check", "dumps", ...json], { cwd })).code).toBe(1);
    expect((await sglint(["check", ".", ...json], { cwd })).code).toBe(3);
  });

  test("may hold a link that leads back up", async () => {
    const cwd = project({ "a/sg.yaml": open, "a/b/pod.yaml": "kind: Pod\n", "c.yaml": closed });
    symlinkSync("..", join(cwd, "a/up"));
    symlinkSync("gone", join(cwd, "a/b/dangling.yaml"));
    const ran = await sglint(["check", "a", ...json], { cwd });
    expect([ran.code, complaints(ran)]).toEqual([0, []]);
  });

  test("without any input is exit code 3 and says how to start", async () => {
    const cwd = project({ "package.json": "{}" });
    mkdirSync(join(cwd, "empty"));
    for (const args of [[], ["check", "empty"]]) {
      const ran = await sglint([...args, ...json], { cwd });
      expect(ran.code).toBe(3);
      expect(complaints(ran).join()).toMatch(/nothing to check: .*sglint check FILE/);
    }
    expect((await sglint(["check", "empty", "--allow-incomplete"], { cwd })).code).toBe(0);
  });

  test("several files make one inventory", async () => {
    const [head = "", tail = ""] = open.split(/(?=^instances:)/m);
    const cwd = project({ "groups.yaml": head, "rest.yaml": `version: 1\n${tail}` });
    expect((await sglint([...json], { cwd })).code).toBe(0);
  });
});

test("--verbose says on stderr what was read as what", async () => {
  const cwd = project({ "sg.yaml": open });
  const ran = await sglint(["--verbose", ...json], { cwd });
  expect(ran.stderr).toBe("note: read as definitions: sg.yaml\n");
  expect(JSON.parse(ran.stdout)).toHaveProperty("complete", true);
});
