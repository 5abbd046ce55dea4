// Ids may hold any character: a list of one id is not the list of its parts, whatever keys are made of them. Two stacks that
// differ in their ids alone have equal verdicts and equally many findings.
import { expect, test } from "vitest";
import type { Report } from "../../src/model/finding.ts";
import { lintText } from "../cases.ts";

const shape = ({ routes, findings }: Report) => ({
  routes: routes.map(({ verdict, hops }) => [verdict, ...hops.map((hop) => hop.verdict)].join(" ")),
  findings: findings.map(({ rule, routes: own }) => `${rule} ${own.length}`).toSorted(),
});

test("lists of groups", () => {
  const policies = (source: string, action = "ACCEPT") => [
    { action, source, protocol: "TCP", port: 8080 },
  ];
  const text = (ids: readonly string[]) => {
    const [one, two, both, odd] = ids;
    const bound = [[both], [one, two], [odd, one], [two, one], [two, odd], [odd]];
    return JSON.stringify({
      version: 1,
      securityGroups: [
        { id: one, ingress: policies("203.0.113.0/24") },
        { id: two, ingress: policies("203.0.113.0/25", "DROP") },
        { id: both, ingress: policies("0.0.0.0/0", "DROP") },
        { id: odd, ingress: policies("203.0.113.0/26") },
      ],
      instances: bound.map((securityGroups, i) => ({
        id: `ins-${i}`,
        privateIps: [`10.0.3.${i}`],
        publicIps: [],
        securityGroups,
      })),
      paths: bound.map((_, i) => ({ name: `p${i}`, from: "203.0.113.0/24", to: `ins-${i}:8080` })),
    });
  };
  const plain = shape(lintText(text(["sg-1", "sg-2", "sg-3", "sg-4"])));
  expect(new Set(plain.routes.map((route) => route.split(" ")[0]))).toEqual(
    new Set(["reachable", "partial", "blocked"]),
  );
  for (const mark of [",", "|", " ", "\n", ", ", "\\", "/"]) {
    const odd = shape(lintText(text(["sg-a", "sg-b", `sg-a${mark}sg-b`, `sg-b${mark}sg-a`])));
    expect(odd, JSON.stringify(mark)).toEqual(plain);
  }
});

test("network ACLs, subnets, clusters, microservices, gateways, APIs and paths", () => {
  const text = (name: (id: string) => string) => {
    const everyone = { sourceCidr: "0.0.0.0/0", destinationCidr: "0.0.0.0/0" };
    const entries = (action: string) => [{ action, protocol: "ALL", ...everyone }];
    const rows = ["a", "b", "c", "d"].map((row, i) => ({
      row,
      i,
      action: i % 2 === 0 ? "ACCEPT" : "DROP",
    }));
    return JSON.stringify({
      version: 1,
      region: "ap-guangzhou",
      securityGroups: [{ id: "sg-open", ingress: [{ action: "ACCEPT", source: "0.0.0.0/0" }] }],
      networkAcls: rows.map(({ row, action }) => ({
        id: name(`acl ${row}`),
        type: "QUINTUPLE",
        ingress: entries(action),
        egress: entries("ACCEPT"),
      })),
      subnets: rows.map(({ row, i }) => ({
        id: name(`subnet ${row}`),
        cidr: `10.0.${i}.0/24`,
        networkAcl: name(`acl ${row}`),
      })),
      instances: rows.map(({ row, i }) => ({
        id: name(`ins ${row}`),
        privateIps: [`10.0.${i}.7`],
        publicIps: [],
        subnet: name(`subnet ${row}`),
        securityGroups: ["sg-open"],
      })),
      clusters: rows.map(({ row }) => ({ id: name(`cls ${row}`), nodes: [name(`ins ${row}`)] })),
      microservices: rows.map(({ row }) => ({
        id: name(`ms ${row}`),
        port: 8080,
        ...(row < "c" ? { instances: [name(`ins ${row}`)] } : { cluster: name(`cls ${row}`) }),
      })),
      gateways: rows.map(({ row, i }) => ({
        id: name(`gw ${row}`),
        clients: [`203.0.113.${i}`],
        apis: [
          {
            id: name(`api ${row}`),
            auth: "SECRET",
            backend: { type: "microservice", microservice: name(`ms ${row}`) },
          },
          {
            id: name(`other ${row}`),
            auth: "SECRET",
            clients: [`198.51.100.${i}`],
            backend: { type: "k8s", cluster: name(`cls ${row}`), port: 8080 },
          },
        ],
      })),
      paths: rows.map(({ row }) => ({
        name: name(`path ${row}`),
        from: "203.0.113.0/24",
        to: `${name(`ins ${row}`)}:8080`,
      })),
    });
  };
  const plain = shape(lintText(text((id) => id.replace(" ", "-"))));
  expect(new Set(plain.routes.map((route) => route.split(" ")[0]))).toEqual(
    new Set(["reachable", "blocked"]),
  );
  for (const mark of [",", "|", " ", "\n", "\\"]) {
    // `x`, `xMx`, `xMxMx`...: every id is a list of another one's parts.
    const odd = (id: string) =>
      Array.from({ length: id.charCodeAt(id.length - 1) - 96 }, () => id[0]).join(mark);
    expect(
      shape(lintText(text((id) => `${id.split(" ")[0]}${mark}${odd(id)}`))),
      JSON.stringify(mark),
    ).toEqual(plain);
  }
});

test("templates", () => {
  const text = (ids: readonly string[]) => {
    const [one, two, both] = ids;
    const policies = (...sources: (string | undefined)[]) =>
      sources.map((source) => ({ action: "ACCEPT", source, protocol: "TCP", port: 8080 }));
    return JSON.stringify({
      version: 1,
      addressTemplates: [
        { id: one, addresses: ["203.0.113.0/25"] },
        { id: two, addresses: ["203.0.113.128/25"] },
        { id: both, addresses: ["198.51.100.0/24"] },
      ],
      securityGroups: [
        { id: "sg-a", ingress: policies(both) },
        { id: "sg-b", ingress: policies(one, two) },
      ],
      instances: ["a", "b"].map((name, i) => ({
        id: `ins-${name}`,
        privateIps: [`10.0.3.${i}`],
        publicIps: [],
        securityGroups: [`sg-${name}`],
      })),
      paths: ["a", "b"].map((name) => ({ name, from: "203.0.113.0/24", to: `ins-${name}:8080` })),
    });
  };
  const plain = shape(lintText(text(["ipm-1", "ipm-2", "ipm-3"])));
  expect(plain.routes).toEqual(["blocked blocked", "reachable reachable"]);
  for (const mark of [",", "|", " ", "\n", "\\"])
    expect(shape(lintText(text(["ipm-a", "ipm-b", `ipm-a${mark}ipm-b`])))).toEqual(plain);
});
