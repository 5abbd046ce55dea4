// What is told only in part: a declaration adds what is missing of a backend, an instance or a microservice, and may
// say the same again. What differs is a complaint that names where it is told.
import { describe, expect, test } from "vitest";
import { loadApiAnswers } from "../../../src/load/answers/index.ts";
import { loadConfig } from "../../../src/load/own/config.ts";
import type { Draft } from "../../../src/load/merge/draft.ts";
import { mergeDrafts } from "../../../src/load/merge/merge.ts";
import type { Inventory } from "../../../src/model/inventory.ts";
import { documentOf, draftOf, factOf, shown, sure } from "../reading.ts";

const listOf = (key: string, ...elements: object[]) => ({
  Result: { TotalCount: elements.length, [key]: elements },
});
const api = (fields: object) => ({
  Result: { ServiceId: "service-a", ApiId: "api-a", AuthType: "SECRET", ...fields },
});
const http = (ServiceConfig: object) => api({ ServiceType: "HTTP", ServiceConfig });
const service = (InstanceId: string) =>
  listOf("ServiceSet", { ServiceId: "service-a", InstanceId });
const balancers = {
  TotalCount: 1,
  LoadBalancerSet: [{ LoadBalancerId: "lb-a", LoadBalancerVips: ["10.0.0.10"], VpcId: "vpc-a" }],
};
const upstream = (...Nodes: object[]) =>
  listOf("UpstreamSet", { UpstreamId: "upstream-a", UpstreamType: "IP_PORT", Nodes });

const viaClb = [
  service(""),
  balancers,
  http({ Product: "clb", Url: "http://10.0.0.10:80", UniqVpcId: "vpc-a" }),
];
const viaUpstream = (...nodes: object[]) => [
  service(""),
  upstream(...nodes),
  http({ Product: "upstream", UpstreamId: "upstream-a" }),
];
const dedicated = [
  service("instance-a"),
  {
    Result: {
      InstanceId: "instance-a",
      NetworkConfig: { OutboundIpAddresses: ["203.0.113.7", "203.0.113.8"] },
    },
  },
];

const mocked = () => told([service(""), api({ ServiceType: "MOCK" })]);
const told = (bodies: readonly object[]) =>
  loadApiAnswers(bodies.map((body, i) => documentOf(JSON.stringify(body), `${i}.json`)));
const withConfig = (draft: Draft, gateways: string): Inventory =>
  mergeDrafts([draft, loadConfig(documentOf(`gateways: ${gateways}`, "sglint.yaml")).draft]);
const withBackend = (draft: Draft, backend: string) =>
  withConfig(draft, `[{ id: service-a, apis: [{ id: api-a, backend: ${backend} }] }]`);
const backendOf = ({ gateways }: Inventory) => sure(sure(gateways[0]!.apis)[0]!.backend);

describe("a backend", () => {
  test.each<[string, object[], string, object]>([
    [
      "the domain that chooses a forwarding rule",
      viaClb,
      "{ type: clb, loadBalancer: lb-a, port: 80, domain: a.example.com }",
      { kind: "clb", loadBalancer: "lb-a", port: 80, domain: "a.example.com", path: "/" },
    ],
    [
      "the same again",
      viaClb,
      "{ type: clb, loadBalancer: lb-a }",
      { kind: "clb", loadBalancer: "lb-a", port: 80, domain: "10.0.0.10", path: "/" },
    ],
    [
      "a target in place of a domain",
      viaUpstream({ Host: "orders.example.com", Port: 8080 }),
      "{ type: upstream, targets: [{ instance: ins-a, port: 8080 }] }",
      { kind: "upstream", targets: [{ to: { kind: "instance", id: "ins-a" }, port: 8080 }] },
    ],
    [
      "the port of a target beside one that is told",
      viaUpstream({ VmInstanceId: "ins-a" }, { VmInstanceId: "ins-b", Port: 81, Weight: 7 }),
      "{ type: upstream, targets: [{ instance: ins-a, port: 80 }, { instance: ins-b, port: 81 }] }",
      {
        kind: "upstream",
        targets: [
          { to: { kind: "instance", id: "ins-a" }, port: 80 },
          { to: { kind: "instance", id: "ins-b" }, port: 81, weight: 7 },
        ],
      },
    ],
  ])("%s", (_, bodies, text, backend) => {
    const inventory = withBackend(told(bodies), text);
    const about = shown(inventory.complaints).filter((message) => !message.includes("ins-"));
    expect(about.filter((message) => !message.includes("port of node"))).toEqual([]);
    expect(backendOf(inventory)).toMatchObject(backend);
  });

  test.each([
    ["another load balancer", viaClb, "{ type: clb, loadBalancer: lb-b }"],
    ["another port", viaClb, "{ type: clb, loadBalancer: lb-a, port: 81 }"],
    ["another path", viaClb, "{ type: clb, loadBalancer: lb-a, path: /x }"],
    ["another kind", viaClb, "{ type: mock }"],
    [
      "one target more than are told",
      viaUpstream({ VmInstanceId: "ins-a", Port: 80 }),
      "{ type: upstream, targets: [{ instance: ins-a, port: 80 }, { instance: ins-b, port: 80 }] }",
    ],
    [
      "none of the targets that are told",
      viaUpstream({ VmInstanceId: "ins-a", Port: 80 }, { Host: "orders.example.com", Port: 80 }),
      "{ type: upstream, targets: [{ instance: ins-b, port: 80 }] }",
    ],
  ])("%s is a complaint, and what is told stays", (_, bodies, text) => {
    const draft = told(bodies);
    const inventory = withBackend(draft, text);
    expect(shown(inventory.complaints)).toContainEqual(
      expect.stringMatching(/API "api-a" at 2\.json:1:\d+ has another backend; leave it out here/),
    );
    expect(backendOf(inventory)).toBe(backendOf(mergeDrafts([draft])));
  });
});

describe("a gateway", () => {
  test.each([
    ["region: ap-shanghai", /gateway "service-a" at 0\.json:1:\d+ has another region;/],
    ["product: other-gateway", /gateway "service-a" at 0\.json:1:\d+ has another product;/],
    [
      "instance: { id: instance-a, publicEgress: [203.0.113.9] }",
      /gateway "service-a" at 0\.json:1:\d+ has another publicEgress;/,
    ],
  ])("%s contradicts", (text, message) => {
    const zone = {
      TotalCount: 1,
      SubnetSet: [{ SubnetId: "subnet-a", VpcId: "vpc-a", Zone: "ap-guangzhou-3" }],
    };
    const inventory = withConfig(told([...dedicated, zone]), `[{ id: service-a, ${text} }]`);
    expect(shown(inventory.complaints)).toEqual([expect.stringMatching(message)]);
    const [{ region, product, instance }] = inventory.gateways as [Inventory["gateways"][number]];
    expect([region, product]).toEqual(["ap-guangzhou", "api-gateway"]);
    const known = sure(instance);
    if (known.kind !== "dedicated") throw new Error(known.kind);
    expect(sure(known.publicEgress)).toHaveLength(2);
  });

  test("the same addresses in another order do not", () => {
    const egress = "publicEgress: [203.0.113.8, 203.0.113.7]";
    const text = `[{ id: service-a, product: api-gateway, instance: { id: instance-a, ${egress} } }]`;
    expect(shown(withConfig(told(dedicated), text).complaints)).toEqual([]);
  });

  test("of two declarations the second is held against the first, and the complaint names it", () => {
    const declared = (clients: string) =>
      `{ id: service-a, clients: [${clients}], apis: [{ id: api-a, clients: [${clients}], responseTime: 3 }] }`;
    const file = draftOf(`version: 1\ngateways:\n  - ${declared("203.0.113.1")}`);
    const config = (clients: string) =>
      loadConfig(documentOf(`gateways: [${declared(clients)}]`, "sglint.yaml")).draft;
    const merge = (clients: string) =>
      shown(mergeDrafts([mocked(), file, config(clients)]).complaints);
    expect(merge("203.0.113.1")).toEqual([]);
    expect(merge("203.0.113.2")).toEqual([
      expect.stringMatching(
        /gateway "service-a" at sg\.yaml:3:5 has other clients; leave them out here/,
      ),
      expect.stringMatching(/API "api-a" at sg\.yaml:3:\d+ has other clients/),
    ]);
  });

  test("APIs that nothing else lists are taken to be all, and the assumption says so", () => {
    const assumed = (bodies: object[], apis: string) =>
      withConfig(told(bodies), `[{ id: service-a, apis: ${apis} }]`).assumptions.filter((text) =>
        text.includes("nothing lists the APIs of service-a"),
      );
    expect(assumed([service("")], "[{ id: api-a }]")).toHaveLength(1);
    expect(assumed([service("")], "5")).toEqual([]);
    expect(
      assumed(
        [service(""), listOf("ApiIdStatusSet", { ServiceId: "service-a", ApiId: "api-b" })],
        "[{ id: api-a }]",
      ),
    ).toEqual([]);
  });

  test("an API that is declared twice in one gateway is not passed over", () => {
    const apis = "[{ id: api-a, responseTime: 3 }, { id: api-a, responseTime: 4 }]";
    const inventory = withConfig(mocked(), `[{ id: service-a, apis: ${apis} }]`);
    expect(shown(inventory.complaints)).toEqual([
      expect.stringMatching(/API "api-a" at sglint\.yaml:1:\d+ has another responseTime/),
    ]);
  });
});

describe("a microservice", () => {
  const running = (fields: object) => ({ ServiceInstanceStatus: "Running", Port: "80", ...fields });
  const microservice = (...instances: object[]) => [
    listOf("Content", { MicroserviceId: "ms-a", MicroserviceName: "a", NamespaceId: "n" }),
    ...(instances.length > 0
      ? [{ MicroserviceId: "ms-a", ...listOf("Content", ...instances) }]
      : []),
  ];
  const inCluster = microservice(running({ ClusterType: "C", ClusterId: "cls-a" }));
  const onMachine = microservice(running({ ClusterType: "V", InstanceId: "ins-a" }));
  const declare = (bodies: readonly object[], text: string) =>
    mergeDrafts([
      told(bodies),
      draftOf(`version: 1\nclusters: [{ id: cls-a }]\nmicroservices: [{ id: ms-a, ${text} }]`),
    ]);

  test.each<[string, object[], string, object]>([
    ["its cluster", inCluster, "cluster: cls-a", { kind: "container", cluster: "cls-a" }],
    ["the same again", onMachine, "instances: [ins-a], port: 80", { instances: ["ins-a"] }],
    [
      "its cluster, where no instance is told",
      microservice(),
      "cluster: cls-a, port: 80",
      { kind: "container", cluster: "cls-a" },
    ],
  ])("%s", (_, bodies, text, runsOn) => {
    const { complaints, microservices } = declare(bodies, text);
    expect(shown(complaints).filter((message) => !message.includes('"ins-a"'))).toEqual([]);
    expect(microservices.get("ms-a")).toMatchObject({ runsOn, port: 80 });
  });

  test("a port alone leaves the rest as it is told", () => {
    const { microservices } = declare(inCluster, "port: 80");
    const { runsOn } = microservices.get("ms-a")!;
    expect(runsOn.kind === "container" && factOf(runsOn.cluster)).toBe("cluster of ms-a");
  });

  test.each([
    ["port: 81", "another port;"],
    ["instances: [ins-b]", "other instances;"],
    ["cluster: cls-a", "another deployment;"],
  ])("%s contradicts", (text, message) => {
    const { complaints, microservices } = declare(onMachine, text);
    expect(shown(complaints)).toContainEqual(expect.stringContaining(message));
    expect(microservices.get("ms-a")).toMatchObject({ runsOn: { instances: ["ins-a"] }, port: 80 });
  });
});

describe("a cluster", () => {
  const clusters = { TotalCount: 1, Clusters: [{ ClusterId: "cls-a", ClusterName: "a" }] };
  const nodes = (...ids: string[]) => ({
    ClusterId: "cls-a",
    TotalCount: ids.length,
    InstanceSet: ids.map((InstanceId) => ({ InstanceId, InstanceRole: "WORKER" })),
  });
  const declare = (bodies: object[], ids: string) =>
    mergeDrafts([told(bodies), draftOf(`version: 1\nclusters: [{ id: cls-a, nodes: ${ids} }]`)]);
  const about = ({ complaints }: Inventory) =>
    shown(complaints).filter((message) => message.includes("cls-a"));

  test.each([
    ["its nodes", [clusters], "[ins-a, ins-b]"],
    ["the same again", [clusters, nodes("ins-a", "ins-b")], "[ins-b, ins-a]"],
  ])("%s", (_, bodies, ids) => {
    const inventory = declare(bodies, ids);
    expect(about(inventory)).toEqual([]);
    expect(sure(inventory.clusters.get("cls-a")!.nodes).toSorted()).toEqual(["ins-a", "ins-b"]);
  });

  test("other nodes contradict", () => {
    const inventory = declare([clusters, nodes("ins-a")], "[ins-b]");
    expect(about(inventory)).toEqual([expect.stringContaining("has other nodes; leave them out")]);
    expect(inventory.clusters.get("cls-a")!.nodes).toEqual(["ins-a"]);
  });
});
