// Whatever is an input by its name or by the signs in it is read or complained of, also where nobody named it; what is
// somebody else's is passed over, broken as it may be.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { definitions, project, sglint } from "./run.ts";

interface Told {
  readonly complaints: readonly { message: string; location: { file: string } | null }[];
  readonly notices: readonly string[];
}

const TF = 'resource "tencentcloud_security_group" "web" {\n  name = "web"\n}\n';
const GROUPS = "version: 1\nsecurityGroups:\n  - { id: sg-web, ingress: [] }\n";
const PATHS = 'version: 1\npaths: [{ name: web, from: 10.0.0.0/8, to: "ins-web:80" }]\n';
const AS_JSON = '{"version": 1, "securityGroups": [{ "id": "sg-web", "ingress": [] }]}';
const isRoot = process.getuid?.() === 0;

/** With its mark. */
function utf32(text: string): Uint8Array {
  const points = [...`\uFEFF${text}`].map((sign) => sign.codePointAt(0)!);
  return new Uint8Array(Uint32Array.from(points).buffer);
}

async function linted(cwd: string, ...paths: string[]) {
  const { code, stdout, stderr } = await sglint(["check", ...paths, "-f", "json"], { cwd });
  const { complaints, notices } = JSON.parse(stdout) as Told;
  const said = complaints.map(({ message, location }) => `${location?.file ?? "-"}: ${message}`);
  return { code, said, notices, stderr };
}

describe("a file of ours that cannot be read makes the run incomplete", () => {
  test.each<[string, string, string | Uint8Array, RegExp]>([
    ["definitions, a bracket open", "gw.yaml", "version: 1\ngateways: [{ id: a\n", /not closed/],
    ["paths only", "p.yaml", "version: 1\npaths:\n  - { name: a, from: [}\n", /./],
    ["keys indented", "p.yml", '  version: "1"\n  instances:\n  - {id: a]\n', /./],
    ["as JSON", "gw.json", '{"version": 1, "gateways": [{"id": "a"}', /./],
    [
      "as JSON, the version last",
      "gw.json",
      '{\n "subnets": [{\n "id": "a",\n "version": 1\n',
      /./,
    ],
    ["a comment before", "gw.yaml", "# ours\n---\nversion: 1\nclusters: [\n", /not closed/],
    ["a misspelt key", "gw.yaml", "version: 1\ngateway:\n  - {id: [}\n", /./],
    ["without a version", "sg.yaml", "securityGroups:\n  - { id: [sg\n", /./],
    ["an answer cut off", "a.json", '{"SecurityGroupPolicySet": {"Ingress": [{"Po', /./],
    ["a list cut off", "b.json", '{"Listeners": [{"ListenerId": "lbl-1", ', /./],
    ["a wrapped one cut off", "c.json", '{"Response": {"To', /./],
    ["a plan cut off", "plan.json", '{"format_version":"1.2","terraform_version":"1.9"', /./],
    ["a snapshot cut off", "s.json", '{"sglint": "snapshot", "version": 1', /./],
    ["binary", "sg.yaml", Buffer.from(`${GROUPS}\0\0`), /NUL bytes/],
    ["UTF-16 without its mark", "sg.yaml", Buffer.from(GROUPS, "utf16le"), /NUL bytes/],
    ["UTF-32", "p.yaml", utf32(PATHS), /NUL bytes/],
    [
      "UTF-16 cut within a sign",
      "sg.json",
      Buffer.from(`\uFEFF${AS_JSON}`, "utf16le").subarray(0, -1),
      /UTF-16LE/,
    ],
    ["UTF-8 with its mark, and a NUL", "sg.json", Buffer.from(`\uFEFF${AS_JSON}\0`), /NUL/],
    [
      "in no encoding",
      "sg.yaml",
      Buffer.from(`${GROUPS}# \xe9\n`, "latin1"),
      /neither valid UTF-8/,
    ],
    ["Terraform, binary", "main.tf", Buffer.from(`${TF}\0`), /NUL bytes/],
    ["values, binary", "prod.tfvars", Buffer.from("a = 1\0"), /NUL bytes/],
    ["OpenTofu, binary", "main.tofu", Buffer.from(`${TF}\0`), /NUL bytes/],
    ["OpenTofu in JSON, cut off", "x.tofu.json", '{"resource": {', /./],
    ["named like an answer", "sg-1a2b3c4d.json", "\0", /NUL bytes/],
  ])("%s", async (_, name, content, says) => {
    const cwd = project({
      "infra/open.yaml": definitions("open"),
      [`infra/deep/${name}`]: content,
    });
    const { code, said } = await linted(cwd);
    expect(code).toBe(3);
    expect(said.length).toBeGreaterThan(0);
    for (const line of said) expect(line).toMatch(new RegExp(`^infra/deep/${name}: `));
    expect(said[0]).toMatch(says);
  });

  test("a pipe, a link that leads nowhere or to itself, by a name of Terraform", async () => {
    const cwd = project({ "a/other.tf": TF, "b/other.tf": TF, "c/d/x.yaml": "a: 1\n" });
    execFileSync("mkfifo", [join(cwd, "a/main.tf")]);
    symlinkSync("gone.tf", join(cwd, "b/main.tf"));
    symlinkSync("loop.tf.json", join(cwd, "b/loop.tf.json"));
    symlinkSync("gone.yaml", join(cwd, "c/d/gone.yaml"));
    const { code, said } = await linted(cwd);
    expect([code, said.toSorted()]).toEqual([
      3,
      [
        "a/main.tf: the file is not a regular file",
        "b/loop.tf.json: the file is a link that leads back to itself",
        "b/main.tf: the file is a link to gone.tf, which does not exist",
      ],
    ]);
    expect((await linted(cwd, "b/main.tf")).said).toContain(
      "b/main.tf: the file is a link to gone.tf, which does not exist",
    );
  });

  test("a dangling link directly in a path of the run", async () => {
    const cwd = project({ "sg.yaml": definitions("open") });
    symlinkSync("nowhere/x.yaml", join(cwd, "x.yaml"));
    const says = ["x.yaml: the file is a link to nowhere/x.yaml, which does not exist"];
    expect((await linted(cwd)).said).toEqual(says);
    expect((await linted(cwd, "x.yaml")).said).toEqual(says);
  });

  test("a name that is no UTF-8, of a file or of a folder above it", async () => {
    const cwd = project({ "open.yaml": definitions("open"), "m/a.tf": TF });
    const at = (name: string, ending = "") =>
      Buffer.concat([Buffer.from(`${cwd}/`), Buffer.from(name, "latin1"), Buffer.from(ending)]);
    writeFileSync(at("\xb0\xb2", ".tf"), TF);
    writeFileSync(at("\xb0\xb2", ".yaml"), GROUPS);
    writeFileSync(at("\xb0\xb3", ".yaml"), "kind: Pod\n");
    mkdirSync(at("\xb0\xb4"));
    writeFileSync(at("\xb0\xb4", "/notes.md"), "");
    const { code, said } = await linted(cwd);
    const name = "its name is not valid UTF-8, so that it cannot be opened; rename it";
    expect([code, said.toSorted()]).toEqual([
      3,
      [`\uFFFD\uFFFD.tf: ${name}`, `\uFFFD\uFFFD.yaml: ${name}`],
    ]);
    renameSync(join(cwd, "m"), at("\xb0\xb4", "/m"));
    expect((await linted(cwd)).said.join("\n")).toMatch(/the folder's name is not valid UTF-8/);
  });

  test.skipIf(isRoot)(
    "one that may not be read, or lies in a folder that may not be entered",
    async () => {
      const cwd = project({ "a/main.tf": TF, "b/main.tf": TF });
      chmodSync(join(cwd, "a/main.tf"), 0);
      chmodSync(join(cwd, "b"), 0o644);
      const { code, said } = await linted(cwd);
      chmodSync(join(cwd, "b"), 0o755);
      expect([code, said.toSorted()]).toEqual([
        3,
        ["a", "b"].map((folder) => `${folder}/main.tf: the file cannot be read: permission denied`),
      ]);
    },
  );
});

test.each<[string, string, string | Uint8Array]>([
  ["a template of a chart", "ds.yaml", "apiVersion: apps/v1\nkind: DaemonSet\n{{- if .x }}\n  [\n"],
  ["values of a chart", "values.yaml", "securityGroups: {{ .groups }}\nversion: 1 [\n"],
  ["a chart with paths", "in.yaml", "kind: Ingress\nspec:\n  paths:\n  - {{ x }}\n"],
  ["an OpenAPI description", "api.yaml", "openapi: 3.0.0\nversion: 1\npaths:\n  /a: [\n"],
  ["a compose file", "up.yaml", 'version: "1"\nservices:\n  gateways: [\n'],
  ["a version of another format", "x.yaml", "version: 12\npaths: [\n"],
  ["our key deep inside", "x.yaml", "spec:\n  version: 1\n  gateways: [\n"],
  ["our words in a text", "x.yaml", 'note: "version: 1, gateways:"\nx: [\n'],
  ["a listing of AWS", "l.json", '{"Listeners": [{"ListenerArn": "arn:aws:x"'],
  ["groups of AWS", "g.json", '{"SecurityGroups": [{"GroupId": "sg-1"'],
  ["a table of ours in prose", "x.yaml", "# SecurityGroupPolicySet:\nx: [\n"],
  ["pixels", "logo.json", new Uint8Array([0x89, 0x50, 0, 1])],
])("somebody else's broken file is passed over: %s", async (_, name, content) => {
  const cwd = project({ "open.yaml": definitions("open"), [`x/${name}`]: content });
  const { code, said, stderr } = await linted(cwd);
  expect([code, said, stderr]).toEqual([0, [], ""]);
});

/** `安全组` in GB18030. */
const CHINESE = Buffer.from([0xb0, 0xb2, 0xc8, 0xab, 0xd7, 0xe9]);
const gbk = (text: string) => Buffer.concat([Buffer.from("# "), CHINESE, Buffer.from(`\n${text}`)]);

test.each<[string, string, Uint8Array]>([
  ["YAML", "sg.yaml", gbk(definitions("closed"))],
  [
    "JSON",
    "sg.json",
    Buffer.concat([
      Buffer.from('{"version": 1, "securityGroups": [{"id": "sg-a", "name": "'),
      CHINESE,
      Buffer.from('", "ingress": [{"action": "ACCEPT", "source": "10.0.0.1/8"}]}]}'),
    ]),
  ],
  ["Terraform", "main.tf", gbk(TF)],
])("a text that is no UTF-8 is read as GB18030, and that is said: %s", async (_, name, content) => {
  const { code, said, notices } = await linted(project({ [name]: content }));
  expect([code, said]).toEqual([name.endsWith("yaml") ? 1 : 0, []]);
  expect(notices).toContain(
    `${name} is not valid UTF-8 and was read as GB18030; save it as UTF-8, as Terraform and others expect it`,
  );
});

test("several texts that are no UTF-8 are told of once", async () => {
  const other = definitions("open").replaceAll("sg-", "sg-b").replaceAll("ins-", "ins-b");
  const cwd = project({ "b.yaml": gbk(other), "main.tf": gbk(TF) });
  const { notices } = await linted(cwd);
  expect(notices.filter((text) => text.includes("GB18030"))).toEqual([
    "b.yaml and main.tf are not valid UTF-8 and were read as GB18030; save them as UTF-8, as Terraform and others expect it",
  ]);
});

test("values of variables in GB18030 count", async () => {
  const source = 'variable "from" {\n  default = "10.0.0.0/8"\n}\n';
  const rule =
    'resource "tencentcloud_security_group_lite_rule" "web" {\n  security_group_id = tencentcloud_security_group.web.id\n  ingress = ["ACCEPT#${var.from}#80#TCP"]\n}\n';
  const cwd = project({
    "main.tf": source + TF + rule,
    "terraform.tfvars": gbk('from = "10.0.0.1/8"\n'),
  });
  const { stdout } = await sglint(["check", ".", "-f", "concise"], { cwd });
  expect(stdout).toContain("10.0.0.1/8");
});

describe("links", () => {
  test("that lead out of the repository are not followed, and said of", async () => {
    const outside = project({ "main.tf": TF, "sg.yaml": GROUPS, "pod.yaml": "kind: Pod\n" });
    const cwd = project({ ".git/HEAD": "", "open.yaml": definitions("open"), "shared/x.tf": TF });
    symlinkSync("/", join(cwd, "all"));
    symlinkSync(outside, join(cwd, "outside"));
    for (const name of ["main.tf", "sg.yaml", "pod.yaml"])
      symlinkSync(join(outside, name), join(cwd, `shared/${name}`));
    const { code, said, notices } = await linted(cwd);
    const led = "the file is a link that leads out of this project and is not followed";
    expect(code).toBe(3);
    expect(said.toSorted()).toEqual([
      expect.stringMatching(`^shared/main.tf: ${led}`),
      expect.stringMatching(`^shared/sg.yaml: ${led}`),
    ]);
    expect(notices.filter((text) => text.includes("leads out"))).toHaveLength(2);
    expect((await linted(cwd, "shared/sg.yaml")).said).toEqual([]);
  });

  test("inside of the repository are followed, also out of the folder that was named", async () => {
    const cwd = project({
      ".git/HEAD": "",
      "shared/sg.yaml": definitions("closed"),
      "env/x.md": "",
    });
    symlinkSync("../shared", join(cwd, "env/shared"));
    expect((await linted(cwd, "env")).code).toBe(1);
  });

  test("to themselves are no crash", async () => {
    const cwd = project({ "sg.yaml": definitions("open"), "a/x.md": "" });
    symlinkSync("loop", join(cwd, "loop"));
    symlinkSync("loop.yaml", join(cwd, "a/loop.yaml"));
    expect(await linted(cwd)).toMatchObject({ code: 0, said: [] });
  });
});

describe(".gitignore", () => {
  test("may be a device, a pipe, a folder, or have lines without end", async () => {
    const make: ((path: string) => void)[] = [
      (path) => symlinkSync("/dev/zero", path),
      (path) => execFileSync("mkfifo", [path]),
      (path) => mkdirSync(path),
      (path) => writeFileSync(path, "a".repeat(100_000)),
      (path) => writeFileSync(path, `${"*a".repeat(40)}b\n*.md\n`),
      (path) => writeFileSync(path, "[".repeat(3000)),
    ];
    for (const one of make) {
      const cwd = project({
        "sg.yaml": definitions("open"),
        [`${"a".repeat(240)}.yaml`]: "a: 1\n",
      });
      one(join(cwd, ".gitignore"));
      expect(await linted(cwd)).toMatchObject({ code: 0, said: [], stderr: "" });
    }
  });

  test("that keeps out what looks like an input is told, and how to read it", async () => {
    const cwd = project({
      ".gitignore": "*.dump.json\nold.tf\nbuild/\nother.json\n",
      "sg.yaml": definitions("open"),
      "a.dump.json": '{"SecurityGroupPolicySet": {"Ingress": []}, "RequestId": "r"}',
      "other.json": '{"a": 1}',
      "build/b.dump.json": '{"SecurityGroupPolicySet": {}}',
      "infra/old.tf": TF,
    });
    const { code, notices } = await linted(cwd);
    expect(code).toBe(0);
    expect(notices.filter((text) => text.includes("gitignore"))).toEqual([
      "a.dump.json, infra/old.tf look like inputs, and .gitignore keeps them out; to read them too, name them: `sglint check . a.dump.json infra/old.tf`",
    ]);
  });
});

describe("a run that read nothing is not complete", () => {
  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ["a hidden folder", { ".app/infra/main.tf": TF }, /hidden folder \.app holds .*check \.app`$/],
    [
      "only others",
      { "pod.yaml": "apiVersion: v1\nkind: Pod\n" },
      /pod\.yaml is a Kubernetes manifest/,
    ],
    [
      "other calls",
      { "h.json": '{"Response": {"Images": [], "RequestId": "r"}}' },
      /call .*\(Images\)/,
    ],
    ["unwrapped", { "h.json": '{"Images": [{}], "RequestId": "r"}' }, /call .*\(Images\)/],
    ["nothing", { "readme.md": "" }, /no YAML, JSON or Terraform file in this folder/],
  ])("%s", async (_, files, says) => {
    const { code, said } = await linted(project(files));
    expect([code, said.length]).toEqual([3, 1]);
    expect(said[0]).toMatch(says);
    expect(said[0]).toContain("nothing to check");
  });
});

test("what looks like an input of another kind is told of, and what is passed over by --verbose", async () => {
  const cwd = project({
    "sg.yaml": definitions("open"),
    "aws.json": '{"SecurityGroups": [{"GroupId": "sg-0a", "IpPermissions": []}]}',
    "k8s/a.yaml": "apiVersion: v1\nkind: Pod\n",
    "k8s/b.yaml": "apiVersion: v1\nkind: Pod\n",
  });
  const { notices } = await linted(cwd);
  expect(notices).toContain(
    "aws.json is something of AWS, whose security groups are other ones; it was passed over",
  );
  const { stderr } = await sglint(["check", ".", "-v"], { cwd });
  expect(stderr).toContain("passed over as a Kubernetes manifest: k8s/a.yaml, k8s/b.yaml\n");
});

test("a path that cannot be one says what it is", async () => {
  const cwd = project({ "a/b.yaml": definitions("open") });
  expect((await linted(cwd, "a/**/*.yaml")).said[0]).toMatch(/the shell did not expand/);
  expect((await linted(cwd, "-")).said[0]).toMatch(/reads files, not stdin/);
  const { stdout } = await sglint(["check", "gone.yaml"], { cwd });
  expect(stdout).not.toContain("Declare gateways");
});
