// Several drafts to one inventory: equal ids, unknown ids, and nothing lost.
import { describe, expect, test } from "vitest";
import { LONG } from "../../depth.ts";
import { news, wasRead } from "../../../src/model/notice.ts";
import { emptyDraft } from "../../../src/load/merge/draft.ts";
import { mergeDrafts } from "../../../src/load/merge/merge.ts";
import { draftOf, shown, sure } from "../reading.ts";

const merged = (...texts: readonly string[]) =>
  mergeDrafts(texts.map((text, i) => draftOf(`version: 1\n${text}`, `${i}.yaml`)));

test("no drafts make an empty inventory", () => {
  const inventory = mergeDrafts([]);
  expect(inventory.groups.size + inventory.gateways.length + inventory.complaints.length).toBe(0);
  expect(mergeDrafts([emptyDraft()]).assumptions).toEqual([]);
});

test("files complete each other", () => {
  const inventory = merged(
    "securityGroups: [{ id: sg-a, ingress: [{ action: DROP, source: sg-b }] }]\ninstances: [{ id: i, securityGroups: [sg-b] }]",
    "securityGroups: [{ id: sg-b }]\npaths: [{ name: p, from: internet, to: 'i:22' }]",
  );
  expect([...inventory.groups.keys()]).toEqual(["sg-a", "sg-b"]);
  expect(shown(inventory.complaints)).toEqual([]);
  expect(inventory.paths).toHaveLength(1);
});

describe("the same id twice", () => {
  test.each([
    ["securityGroups", "security group"],
    ["addressTemplates", "address template"],
    ["addressTemplateGroups", "address template group"],
    ["serviceTemplates", "service template"],
    ["serviceTemplateGroups", "service template group"],
    ["subnets", "subnet"],
    ["networkAcls", "network ACL"],
    ["instances", "instance"],
    ["loadBalancers", "load balancer"],
    ["clusters", "cluster"],
    ["microservices", "microservice"],
    ["gateways", "gateway"],
  ])("%s: both places are named", (section, noun) => {
    const { complaints } = merged(`${section}: [{ id: x }]`, `${section}: [{ id: y }, { id: x }]`);
    expect(shown(complaints)).toEqual([
      `2:${section.length + 15} ${noun} "x" is already defined at 0.yaml:2:${section.length + 4}; remove one of the two, or rename it`,
    ]);
    expect(complaints[0]!.place!.source.file).toBe("1.yaml");
  });

  test("the first one wins", () => {
    const { groups } = merged(
      "securityGroups: [{ id: x, name: first }]",
      "securityGroups: [{ id: x, name: second }]",
    );
    expect(groups.get("x")!.name).toBe("first");
  });

  test("of interfaces, whichever instance holds them", () => {
    const { instances, complaints } = merged(
      "instances: [{ id: a, enis: [{ id: e }] }, { id: b, enis: [{ id: e }, { id: f }] }]",
    );
    expect(shown(complaints)).toEqual([
      '2:59 network interface "e" is already defined at 0.yaml:2:29; remove one of the two, or rename it',
    ]);
    expect(instances.get("b")!.enis.map(({ id }) => id)).toEqual(["f"]);
  });

  test("of APIs and of paths", () => {
    const { gateways, paths, complaints } = merged(
      "gateways: [{ id: g, apis: [{ id: a }] }, { id: h, apis: [{ id: a }, { id: b }] }]",
      "paths: [{ name: p, from: clients, to: 'g2:1' }, { name: p, from: clients, to: 'g2:1' }]\nclusters: [{ id: g2 }]",
    );
    expect(shown(complaints)).toEqual([
      expect.stringContaining('path "p" is already defined at 1.yaml:2:9'),
      expect.stringContaining('API "a" is already defined at 0.yaml:2:28'),
    ]);
    expect(sure(gateways[1]!.apis).map(({ id }) => id)).toEqual(["b"]);
    expect(paths).toHaveLength(1);
  });

  test("of different kinds it is no mistake", () => {
    expect(merged("securityGroups: [{ id: x }]\nsubnets: [{ id: x }]").complaints).toEqual([]);
  });
});

describe("unknown ids", () => {
  const BASE =
    "securityGroups: [{ id: sg-backend }]\ninstances: [{ id: ins-a, enis: [{ id: eni-b }] }]\nloadBalancers: [{ id: lb-a }]";

  test.each([
    ["clusters: [{ id: c, nodes: [ins-b] }]", 'unknown instance "ins-b"; did you mean "ins-a"?'],
    ["clusters: [{ id: c, nodes: [lb-a] }]", 'unknown instance "lb-a"; it is a load balancer'],
    [
      "clusters: [{ id: c, nodes: [machine-7] }]",
      'unknown instance "machine-7"; define it, or correct the id',
    ],
    [
      "subnets: [{ id: s, networkAcl: acl-x }]",
      'unknown network ACL "acl-x"; define it, or correct the id',
    ],
    [
      "addressTemplateGroups: [{ id: ipmg-a, templates: [ipm-x] }]",
      'unknown address template "ipm-x"; define it, or correct the id',
    ],
    [
      "paths: [{ name: p, from: clients, to: 'lb-q:80' }]",
      'unknown instance, network interface, load balancer, cluster or microservice "lb-q"; did you mean "lb-a"?',
    ],
    [
      "gateways: [{ id: g, apis: [{ id: a, backend: { type: upstream, targets: [{ eni: eni-c }] } }] }]",
      'unknown network interface "eni-c"; did you mean "eni-b"?',
    ],
  ])("%s", (text, message) => {
    expect(merged(BASE, text).complaints.map((one) => one.message)).toEqual([message]);
  });

  test("stand at the reference", () => {
    const { complaints } = merged(
      `${BASE}\nmicroservices:\n  - { id: m, instances: [ins-a, ins-q] }`,
    );
    expect(shown(complaints)).toEqual(['6:33 unknown instance "ins-q"; did you mean "ins-a"?']);
  });

  test("an id named all over is shown at five places and counted", () => {
    const list = Array.from(
      { length: 9 },
      (_, i) => `{ id: n${i}, securityGroups: [sg-backnd] }`,
    ).join(", ");
    const { complaints } = merged(`securityGroups: [{ id: sg-backend }]\ninstances: [${list}]`);
    expect(complaints).toHaveLength(5);
    expect(complaints[0]!.message).toBe(
      'unknown security group "sg-backnd"; did you mean "sg-backend"?',
    );
    expect(complaints[4]!.message).toMatch(/\(and 4 more places name it\)$/);
  });

  test("very many of them are told apart to the end", () => {
    const count = LONG ? 50_000 : 10_000;
    const value = {
      version: 1,
      securityGroups: Array.from({ length: count / 2 }, (_, i) => ({ id: `sg-${i}` })),
      instances: Array.from({ length: count }, (_, i) => ({
        id: `ins-${i}`,
        securityGroups: [`sg-${i}-x`, `sg-${i}-y`],
      })),
    };
    const draft = draftOf(JSON.stringify(value), "a.json");
    expect(mergeDrafts([draft, draft]).complaints.length).toBeGreaterThan(2 * count);
  });
});

test("what several files take for granted is said once", () => {
  const draft = () => ({
    ...emptyDraft(),
    assumptions: ["a", "b"],
    notices: [news("n"), wasRead("r")],
  });
  const { assumptions, notices } = mergeDrafts([draft(), draft()]);
  expect([assumptions, notices]).toEqual([
    ["a", "b"],
    [news("n"), wasRead("r")],
  ]);
});
