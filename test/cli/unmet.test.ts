// What is declared and meets nothing: a slip in a name must not look like a pass.
import { describe, expect, test } from "vitest";
import { project, sglint } from "./run.ts";

const STACK = `
resource "tencentcloud_api_gateway_service" "orders" {
  service_name = "orders"
  protocol     = "https"
  net_type     = ["INNER"]
}`;
const GATEWAY = "tencentcloud_api_gateway_service.orders";
const GROUPS = "version: 1\nsecurityGroups: [{ id: sg-web }]\n";

const run = async (files: Readonly<Record<string, string>>, ...flags: string[]) => {
  const { code, stdout, stderr } = await sglint(["check", ".", "-f", "json", ...flags], {
    cwd: project(files),
  });
  const report: { complaints: { message: string }[]; notices: string[] } = JSON.parse(
    stdout || '{ "complaints": [], "notices": [] }',
  );
  return { code, stderr, ...report, said: report.complaints.map(({ message }) => message) };
};

describe("a gateway of the config", () => {
  test.each([
    ["a slip", { "main.tf": STACK }, `${GATEWAY}s`, `did you mean "${GATEWAY}"?`],
    [
      "without its folder",
      { "prod/main.tf": STACK, "test/main.tf": STACK },
      GATEWAY,
      `${GATEWAY}"?`,
    ],
    ["nothing is near", { "main.tf": STACK }, "service-4k2m", "add the gateway to the input"],
    ["no gateway at all", { "a.yaml": GROUPS }, "service-4k2m", "add the gateway to the input"],
  ])("that no input has is a complaint: %s", async (_, files, id, advice) => {
    const config = `gateways: [{ id: ${id}, clients: [203.0.113.0/24] }]`;
    const { code, said } = await run({ ...files, "sglint.yaml": config });
    expect(said).toEqual([expect.stringContaining(`no gateway of the input is called "${id}"`)]);
    expect(said[0]).toContain(advice);
    expect(code).toBe(3);
  });

  test.each([
    ["it is told", { "main.tf": STACK }, `[{ id: ${GATEWAY}, clients: [203.0.113.0/24] }]`, ""],
    ["it lists APIs", { "main.tf": STACK }, "[{ id: other, apis: [] }]", ""],
    [
      "a path starts from its nodes",
      { "a.yaml": `${GROUPS}instances: [{ id: ins-w, securityGroups: [sg-web] }]` },
      "[{ id: gw-n, product: tse, instance: { vpcSources: [10.1.0.0/24] } }]",
      'paths: [{ name: n, from: gw-n, to: "ins-w:80", expect: blocked }]',
    ],
  ])("is none where %s", async (_, files, gateways, more) => {
    const { said } = await run({ ...files, "sglint.yaml": `gateways: ${gateways}\n${more}` });
    expect(said).toEqual([]);
  });

  test("in definitions it is one only beside an input that tells gateways", async () => {
    const own = `${GROUPS}gateways: [{ id: ${GATEWAY}x, clients: [203.0.113.0/24] }]`;
    expect((await run({ "a.yaml": own })).said).toEqual([]);
    expect((await run({ "a.yaml": own, "main.tf": STACK })).said).toHaveLength(1);
  });
});

const RULE = `id: office-reaches-all
title: The office reaches every target
severity: error
why: support
for: { hop: target }
require: { from: 203.0.113.0/24, to: target.port }`;
const API = `gateways:
  - { id: gw, clients: [203.0.113.0/24], apis: [{ id: api-a, auth: APP, backend: { type: http, url: "http://a.example.com" } }] }
`;

describe("a notice says that it met nothing", () => {
  const heard = (notices: readonly string[]) =>
    notices.filter((text) => /judged nothing|no effect/.test(text));

  test.each([
    [
      "a rule of the user's own",
      { "r.yaml": RULE, "a/a.yaml": GROUPS },
      ["--rules", "r.yaml"],
      "rule office-reaches-all judged nothing",
    ],
    [
      "--rule",
      { "a.yaml": GROUPS },
      ["--rule", "path-as-expected=warning"],
      "rule path-as-expected judged nothing",
    ],
    [
      "--only",
      { "a.yaml": GROUPS },
      ["--only", "path-as-expected"],
      "rule path-as-expected judged nothing",
    ],
    [
      "severity",
      { "a.yaml": GROUPS, "sglint.yaml": "severity: { path-as-expected: note }" },
      [],
      "rule path-as-expected judged nothing",
    ],
    [
      "a domain",
      { "a.yaml": `${GROUPS}${API}`, "sglint.yaml": "domains: { b.example.com: 203.0.113.9 }" },
      [],
      "called are: a.example.com",
    ],
    [
      "ranges",
      {
        "a.yaml": GROUPS,
        "sglint.yaml": "ranges: [{ product: waf, regions: [{ id: r, private: [10.0.0.0/8] }] }]",
      },
      [],
      "addresses of waf",
    ],
  ])("%s", async (_, files, flags, text) => {
    const { notices, code } = await run(files, ...flags);
    expect(heard(notices)).toEqual([expect.stringContaining(text)]);
    expect(code).toBe(0);
  });

  test.each([
    ["a built-in rule that nobody named", { "a.yaml": GROUPS }, []],
    ["one that is off", { "a.yaml": GROUPS }, ["--rule", "path-as-expected=off"]],
    [
      "one that is skipped",
      { "r.yaml": RULE, "a/a.yaml": GROUPS },
      ["--rules", "r.yaml", "--skip", "office-reaches-all"],
    ],
    [
      "a domain that is called",
      { "a.yaml": `${GROUPS}${API}`, "sglint.yaml": "domains: { a.example.com: 203.0.113.9 }" },
      [],
    ],
    [
      "a rule that judged",
      {
        "a.yaml": `${GROUPS}instances: [{ id: i, securityGroups: [] }]\npaths: [{ name: p, from: internet, to: "i:80" }]`,
      },
      ["--rule", "path-as-expected=note"],
    ],
  ])("but not %s", async (_, files, flags) => {
    const { notices, stderr } = await run(files, ...flags);
    expect([...heard(notices), stderr]).toEqual([""]);
  });
});
