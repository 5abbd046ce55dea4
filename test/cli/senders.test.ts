// Who sends, in paths, clients and rules: a slip of the prefix and a name in a list are told, whole lists are read.
import { describe, expect, test } from "vitest";
import { project, sglint } from "./run.ts";

const STACK = `version: 1
securityGroups: [{ id: sg-a }]
instances: [{ id: ins-a, securityGroups: [sg-a] }]
`;
const path = (from: string) =>
  `paths: [{ name: p, from: ${from}, to: "ins-a:22", expect: blocked }]\n`;
const run = (files: Readonly<Record<string, string>>, ...flags: string[]) =>
  sglint(["check", ".", "-f", "concise", ...flags], { cwd: project(files) });

describe("host bits", () => {
  test.each([
    ["a path", { "a.yaml": STACK + path("203.0.113.7/24") }, 3],
    ["a list of a path", { "a.yaml": STACK + path("[10.0.0.0/8, 203.0.113.7/24]") }, 3],
    ["a path of the config", { "a.yaml": STACK, "sglint.yaml": path("203.0.113.7/24") }, 2],
    ["clients of the config", { "a.yaml": STACK, "sglint.yaml": "clients: [203.0.113.7/24]" }, 2],
    [
      "clients of a gateway",
      { "a.yaml": `${STACK}gateways: [{ id: g, apis: [], clients: [203.0.113.7/24] }]` },
      3,
    ],
    [
      "nodes",
      {
        "a.yaml": `${STACK}gateways: [{ id: g, apis: [], instance: { vpcSources: [203.0.113.7/24] } }]`,
      },
      3,
    ],
    ["IPv6", { "a.yaml": STACK + path("2001:db8::7/64") }, 3],
  ])("in %s", async (_, files, exit) => {
    const { code, stdout, stderr } = await run(files);
    expect(stdout + stderr).toMatch(
      /has bits set behind its prefix; write (203\.0\.113\.0\/24|2001:db8::\/64)/,
    );
    expect(code).toBe(exit);
  });

  test("in a rule", async () => {
    const rule = `id: r\ntitle: t\nseverity: error\nwhy: w\nfor: { hop: target }\nrequire: { from: 203.0.113.7/24, to: target.port }`;
    const { code, stderr } = await run({ "in/a.yaml": STACK, "r.yaml": rule }, "--rules", "r.yaml");
    expect(stderr).toContain("write 203.0.113.0/24");
    expect(code).toBe(2);
  });

  test.each([
    "203.0.113.7",
    "203.0.113.0/24",
    "203.0.113.7/32",
    "10.0.0.7-10.0.0.9",
    "0.0.0.0/0",
    "2001:db8::/64",
    "internet",
    "[10.0.0.0/8, 203.0.113.0/24]",
  ])("are none in %s", async (from) => {
    const { code, stdout } = await run({
      "a.yaml": STACK + path(`${from.startsWith("[") ? from : `"${from}"`}`),
    });
    expect(stdout).not.toContain("bits");
    expect(code).toBe(0);
  });
});

test.each(["internet", "clients", "api-gateway.private", "gateway-0a1b"])(
  "%s in a list is told to stand alone",
  async (name) => {
    const { code, stdout } = await run({ "a.yaml": STACK + path(`[${name}, 10.0.0.0/8]`) });
    expect(stdout).toContain(`"${name}" stands alone`);
    expect(stdout).toContain(`write \`from: ${name}\` here`);
    expect(code).toBe(3);
  },
);

test.each([
  [
    '{ from: internet, to: "22" }',
    '"forbid" takes one of policy, group, auth or flaw; here are "from" and "to"',
  ],
  [
    "{ policy: dead, group: empty }",
    '"forbid" takes one of policy, group, auth or flaw; here are "policy" and "group"',
  ],
  ["{}", '"forbid" takes one of policy, group, auth or flaw; none is here'],
  ["{ polcy: dead }", 'unknown key "polcy"; did you mean "policy"?'],
])("a rule that forbids %s gets one message", async (forbid, text) => {
  const rule = `id: r\ntitle: t\nseverity: error\nwhy: w\nforbid: ${forbid}`;
  const { code, stderr } = await run({ "in/a.yaml": STACK, "r.yaml": rule }, "--rules", "r.yaml");
  expect(stderr.trimEnd().split("\n")).toEqual([expect.stringContaining(text)]);
  expect(code).toBe(2);
});
