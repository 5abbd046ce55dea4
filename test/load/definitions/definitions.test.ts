// Definitions that are right: every key of the format, and what an absent one means.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadDefinitions } from "../../../src/load/definitions/index.ts";
import { mergeDrafts } from "../../../src/load/merge/merge.ts";
import { BACKEND_KINDS } from "../../../src/model/backends/index.ts";
import type { Inventory, Peer, Service } from "../../../src/model/inventory.ts";
import { locateLine } from "../../../src/model/place.ts";
import { isUnknown } from "../../../src/model/unknown.ts";
import { EVERY_ADDRESS, EVERY_IPV4 } from "../../../src/net/address.ts";
import { printAddresses, printPorts, printServices } from "../../../src/net/print.ts";
import { documentOf, draftOf, factOf, shown, sure } from "../reading.ts";

const TEXT = readFileSync(new URL("../fixtures/orders.yaml", import.meta.url), "utf8");
const SCHEMA = readFileSync(
  new URL("../../../schemas/definitions.schema.json", import.meta.url),
  "utf8",
);
const orders = mergeDrafts([loadDefinitions(documentOf(TEXT, "orders.yaml"))]);

test("the whole format is read without a complaint", () => {
  expect(shown(orders.complaints)).toEqual([]);
  expect(orders.assumptions).toEqual([
    "entries of acl-5 state no sourceCidr or destinationCidr: any address is meant",
    "no subnet is declared for ins-b: no network ACL is assumed",
    "no product is declared for service-own: the product is taken to be api-gateway",
  ]);
});

test("every kind of backend can be declared", () => {
  const { $defs } = JSON.parse(SCHEMA) as { $defs: { backend: { oneOf: readonly OneBackend[] } } };
  const declared = $defs.backend.oneOf.flatMap(
    ({ properties: { type } }) => type.enum ?? type.const,
  );
  expect(declared.toSorted()).toEqual(BACKEND_KINDS.toSorted());
});

interface OneBackend {
  readonly properties: {
    readonly type: { readonly const: string; readonly enum?: readonly string[] };
  };
}

test("the same as JSON", () => {
  const document = documentOf(JSON.stringify(documentOf(TEXT).value), "orders.json");
  expect(plain(mergeDrafts([loadDefinitions(document)]))).toEqual(plain(orders));
});

describe("policies", () => {
  const ingress = sure(orders.groups.get("sg-backend")!.ingress);

  test.each([
    [0, "ACCEPT", "9.0.0.0/8", "tcp/8080"],
    [1, "ACCEPT", "100.64.0.0/10", "tcp/8000-9000"],
    [2, "ACCEPT", "group sg-edge", "icmp"],
    [3, "ACCEPT", "address-template ipm-office", "service-template ppm-web"],
    [4, "ACCEPT", "address-template-group ipmg-all", "service-template-group ppmg-all"],
    [6, "ACCEPT", "2001:db8::/32", "all"],
    [7, "DROP", "0.0.0.0/0", "all"],
  ])("%i: %s %s %s", (index, action, peer, service) => {
    const policy = ingress[index]!;
    expect([policy.action, peerText(sure(policy.peer)), serviceText(sure(policy.service))]).toEqual(
      [action, peer, service],
    );
  });

  test("MY_PUBLIC_IP is legal and unknown", () => {
    expect(factOf(ingress[5]!.peer)).toBe(
      "address behind MY_PUBLIC_IP of ingress policy 5 of sg-backend",
    );
    expect(serviceText(sure(ingress[5]!.service))).toBe("tcp/22");
  });

  test("egress names a destination; a direction that is not written holds no policy", () => {
    expect(peerText(sure(sure(orders.groups.get("sg-backend")!.egress)[0]!.peer))).toBe(
      "0.0.0.0/0",
    );
    expect(orders.groups.get("sg-edge")).toMatchObject({ name: null, ingress: [], egress: [] });
  });

  test("a group stands at its header, a policy at its element", () => {
    expect(locateLine(orders.groups.get("sg-backend")!.place)).toMatchObject({
      line: 4,
      column: 5,
    });
    expect(locateLine(ingress[7]!.place)).toMatchObject({ line: 14, column: 9, endColumn: 21 });
  });

  test.each([
    ["0.0.0.0/8", EVERY_IPV4, { zeroPrefix: true }],
    ["10.0.0.5/8", { v4: [10 * 2 ** 24, 11 * 2 ** 24], v6: [] }, { hostBits: true }],
  ])("the source %s as a security group reads it", (source, set, marks) => {
    const draft = draftOf(
      `version: 1\nsecurityGroups: [{ id: sg-a, ingress: [{ action: DROP, source: ${source} }] }]`,
    );
    expect(sure(draft.groups[0]!.ingress)[0]!.peer).toMatchObject({ text: source, set, ...marks });
    expect(draft.complaints).toEqual([]);
  });

  test.each(["80,443", '"80,443"', "80-90", "ALL", "all", '""', "0", "65535"])(
    "port: %s is legal",
    (port) => {
      const block = `  - id: sg-a\n    ingress:\n      - action: DROP\n        source: 10.0.0.0/8\n        protocol: TCP\n        port: ${port}`;
      expect(shown(draftOf(`version: 1\nsecurityGroups:\n${block}`).complaints)).toEqual([]);
    },
  );
});

describe("templates, subnets, ACLs", () => {
  test("0.0.0.0/8 in a template has two readings", () => {
    const members = sure(orders.addressTemplates.get("ipm-office")!.addresses);
    expect(members.map((member) => member.sure === member.maybe)).toEqual([true, true, false]);
    expect(printAddresses(members[2]!.sure)).toEqual(["0.0.0.0/8"]);
    expect(members[2]!.maybe).toBe(EVERY_IPV4);
    expect(members[2]!.fact?.id).toBe("meaning of 0.0.0.0/8");
  });

  test("members of service templates", () => {
    const members = sure(orders.serviceTemplates.get("ppm-web")!.services);
    expect(members.map((member) => printServices(member.sure))).toEqual([
      [{ protocol: "tcp", ports: ["80", "443"] }],
      [{ protocol: "udp", ports: ["all"] }],
    ]);
  });

  test("a subnet without keys has neither VPC nor ACL, and a CIDR that is not known", () => {
    const { cidr, ...others } = orders.subnets.get("subnet-b")!;
    expect(others).toMatchObject({ vpc: null, networkAcl: null });
    expect(isUnknown(cidr) && cidr.fact.text).toContain("CIDR of subnet-b");
    expect(printAddresses(sure(orders.subnets.get("subnet-a")!.cidr))).toEqual(["10.0.3.0/24"]);
  });

  test("TRIPLE entries have one address and one port", () => {
    const { ingress, egress } = orders.networkAcls.get("acl-1")!;
    expect(sure(ingress)[0]).toMatchObject({
      action: "ACCEPT",
      own: null,
      sourcePort: null,
      port: [8080, 8081],
    });
    expect(sure(sure(egress)[0]!.peer).sure).toEqual(EVERY_IPV4);
  });

  test("QUINTUPLE entries are matched by priority; the peer is the side outside of the subnet", () => {
    const { ingress, egress } = orders.networkAcls.get("acl-5")!;
    const [first, second] = sure(ingress);
    expect([first!.action, second!.action]).toEqual(["ACCEPT", "DROP"]);
    expect([sure(first!.peer).text, sure(first!.own!).text]).toEqual(["9.0.0.0/8", "10.0.3.0/24"]);
    expect([first!.sourcePort, first!.destinationPort]).toEqual([
      [0, 65536],
      [8080, 8081],
    ]);
    expect(sure(second!.peer).sure).toBe(EVERY_ADDRESS);
    const out = sure(egress)[0]!;
    expect([sure(out.peer).text, sure(out.own!).text]).toEqual(["9.0.0.0/8", "10.0.3.0/24"]);
  });

  test("entries without a priority follow in their order", () => {
    const entry = (port: number, priority: string) =>
      `{ action: DROP, protocol: TCP, destinationPort: ${port}${priority} }`;
    const list = [
      entry(1, ""),
      entry(2, ", priority: 5"),
      entry(3, ""),
      entry(4, ", priority: 1"),
    ].join(", ");
    const draft = draftOf(
      `version: 1\nnetworkAcls: [{ id: acl-a, type: QUINTUPLE, ingress: [${list}] }]`,
    );
    const ports = sure(draft.networkAcls[0]!.ingress).map((one) =>
      printPorts(sure(one.destinationPort!)).join(),
    );
    expect(ports).toEqual(["4", "2", "1", "3"]);
  });
});

describe("instances and load balancers", () => {
  test("an instance and its interfaces", () => {
    const one = orders.instances.get("ins-a")!;
    expect(sure(one.privateIps).map(({ text }) => text)).toEqual(["10.0.3.17"]);
    expect(one).toMatchObject({ subnet: "subnet-a", securityGroups: ["sg-backend", "sg-edge"] });
    expect(one.enis[0]).toMatchObject({ id: "eni-b", securityGroups: [], publicIps: [] });
  });

  test("what an instance does not say", () => {
    const two = orders.instances.get("ins-b")!;
    expect(two).toMatchObject({ subnet: null, publicIps: [], enis: [] });
    expect(factOf(two.privateIps)).toBe("private IPs of ins-b");
    expect(isUnknown(two.securityGroups) && two.securityGroups.fact).toMatchObject({
      id: "security groups of ins-b",
      remedy: "add `securityGroups: [...]` to ins-b, or `[]` if none is bound",
    });
  });

  test("a load balancer, its listeners and targets", () => {
    const lb = orders.loadBalancers.get("lb-orders")!;
    expect(lb).toMatchObject({
      type: "INTERNAL",
      passToTarget: false,
      snat: false,
      vpc: "vpc-main",
    });
    const [https, http] = sure(lb.listeners);
    expect(https).toMatchObject({
      port: 443,
      endPort: 445,
      protocol: "HTTPS",
      keepalive: true,
      healthCheck: "vip",
      rules: [],
    });
    expect(
      sure(https!.targets).map(({ to, port, weight }) => [sure(to).kind, port, weight]),
    ).toEqual([
      ["instance", 8080, 10],
      ["eni", 0, null],
      ["ip", 0, 0],
    ]);
    expect(http).toMatchObject({ endPort: null, keepalive: false, healthCheck: null, targets: [] });
    expect(sure(http!.rules)[0]).toMatchObject({ domain: "a.example.com", url: "/" });
  });

  test("pass-to-target is off, and on where there are IPv6 addresses alone", () => {
    expect(orders.loadBalancers.get("lb-six")!.passToTarget).toBe(true);
    const both = draftOf(
      'version: 1\nloadBalancers: [{ id: lb-a, vips: [10.0.0.1, "2001:db8::1"] }]',
    );
    expect(factOf(both.loadBalancers[0]!.passToTarget)).toBe("pass-to-target setting of lb-a");
    const nat64 = draftOf(
      'version: 1\nloadBalancers: [{ id: lb-a, vips: ["2001:db8::1"], passToTarget: false }]',
    );
    expect(nat64.loadBalancers[0]!.passToTarget).toBe(false);
    const draft = draftOf(
      "version: 1\nloadBalancers: [{ id: lb-a, vips: [10.0.0.1] }, { id: lb-b }]",
    );
    expect(draft.loadBalancers.map((lb) => lb.passToTarget)).toEqual([false, false]);
    expect(draft.loadBalancers.map((lb) => factOf(lb.type))).toEqual([
      "type of lb-a",
      "type of lb-b",
    ]);
    expect(factOf(draft.loadBalancers[1]!.vips)).toBe("VIPs of lb-b");
  });
});

describe("gateways", () => {
  const [service, own] = orders.gateways;
  const apis = sure(service!.apis);

  test("shared and dedicated", () => {
    expect(service).toMatchObject({
      product: "api-gateway",
      region: "ap-guangzhou",
      instance: { kind: "shared" },
    });
    expect(own).toMatchObject({
      region: "ap-beijing",
      instance: { kind: "dedicated", id: "instance-x" },
    });
    expect(own!.instance).toHaveProperty("vpcSources.0.text", "10.0.9.0/28");
    const instance = sure(own!.instance);
    expect(instance.kind === "dedicated" && factOf(instance.publicEgress)).toBe(
      "public addresses of service-own",
    );
  });

  test("clients, or what to do about them", () => {
    expect(sure(service!.clients).map(({ text }) => text)).toEqual(["203.0.113.0/24"]);
    expect(isUnknown(own!.clients) && own!.clients.fact).toMatchObject({
      id: "clients of service-own",
      remedy: "add `clients: [...]` to service-own, or pass --clients",
    });
    expect(sure(apis[1]!.clients!).map(({ text }) => text)).toEqual(["198.51.100.7"]);
    expect(apis[0]!.clients).toBeNull();
  });

  test.each([
    [
      "api-orders",
      { kind: "clb", loadBalancer: "lb-orders", port: 443, domain: "a.example.com", path: "/" },
    ],
    ["api-pay", { kind: "http", url: "https://203.0.113.9:8443" }],
    ["api-ms", { kind: "microservice", microservice: "ms-orders" }],
    [
      "api-up",
      { kind: "upstream", targets: [{ to: { kind: "instance", id: "ins-a" }, port: 8080 }] },
    ],
    ["api-cvm", { kind: "cvm", targets: [{ to: { kind: "instance", id: "ins-a" }, port: 8080 }] }],
    ["api-k8s", { kind: "k8s", cluster: "cls-a", port: 30080 }],
    ["api-scf", { kind: "scf" }],
  ])("the backend of %s", (id, backend) => {
    expect(apis.find((api) => api.id === id)!.backend).toMatchObject(backend);
  });

  test("an API that says nothing", () => {
    const open = apis.at(-1)!;
    expect([open.auth, open.timeout, open.responseTime, open.backend].map(factOf)).toEqual([
      "auth type of api-open",
      "timeout of api-open",
      "response time of api-open",
      "backend of api-open",
    ]);
    expect(apis[0]).toMatchObject({ auth: "SECRET", timeout: 15, responseTime: 3.5 });
  });

  test("without a region all lack the same fact", () => {
    const draft = draftOf(
      "version: 1\ngateways: [{ id: a, instance: shared }, { id: b, instance: shared }]\npaths: [{ name: p, from: clients, to: 'b:1' }]",
    );
    expect([...draft.gateways, ...draft.paths].map((one) => factOf(one.region))).toEqual([
      "region",
      "region",
      "region",
    ]);
  });
});

test("microservices by deployment, or by the key that only one kind has", () => {
  expect(orders.microservices.get("ms-orders")!.runsOn).toEqual({
    kind: "cvm",
    instances: ["ins-a"],
  });
  expect(orders.microservices.get("ms-pods")!.runsOn).toEqual({
    kind: "container",
    cluster: "cls-a",
  });
  const draft = draftOf(
    "version: 1\nmicroservices: [{ id: a, cluster: c }, { id: b, instances: [i] }, { id: c }]",
  );
  expect(draft.microservices.map(({ runsOn }) => runsOn.kind)).toEqual(["container", "cvm", "cvm"]);
  expect(factOf(draft.microservices[2]!.port)).toBe("port of c");
});

test("declared paths", () => {
  expect(orders.paths.map(({ name, from, to, expect: e }) => [name, from.kind, to, e])).toEqual([
    ["ssh-closed", "internet", { id: "ins-a", port: 22, protocol: "tcp" }, "blocked"],
    ["gateway-in", "pack", { id: "lb-orders", port: 443, protocol: "tcp" }, "reachable"],
    ["vips-in", "pack", { id: "eni-b", port: 8443, protocol: "tcp" }, "reachable"],
    ["dns", "addresses", { id: "cls-a", port: 53, protocol: "udp" }, "reachable"],
    ["callers", "clients", { id: "ms-orders", port: 8080, protocol: "tcp" }, "reachable"],
  ]);
  expect(orders.paths[1]!.from).toEqual({ kind: "pack", product: "api-gateway", set: "private" });
  expect(orders.paths[2]!.from).toEqual({ kind: "pack", product: "api-gateway", set: "public" });
});

test("many instances without a subnet are one line", () => {
  const list = Array.from({ length: 5 }, (_, i) => `{ id: ins-${i} }`).join(", ");
  expect(draftOf(`version: 1\ninstances: [${list}]`).assumptions).toEqual([
    "no subnet is declared for 5 resources (ins-0, ins-1, ins-2, ...): no network ACL is assumed",
  ]);
});

function peerText(peer: Peer): string {
  return peer.kind === "addresses" ? peer.text : `${peer.kind} ${peer.id}`;
}

function serviceText(service: Service): string {
  return service.kind === "services" ? service.text : `${service.kind} ${service.id}`;
}

/** Without places, which differ between formats. */
function plain(inventory: Inventory): unknown {
  const skip = (key: string, value: unknown) =>
    key === "place"
      ? undefined
      : value instanceof Map
        ? [...value]
        : typeof value === "bigint"
          ? String(value)
          : value;
  return JSON.parse(JSON.stringify(inventory, skip));
}
