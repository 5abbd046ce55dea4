// Subnets, ACLs, machines, load balancers, gateways and microservices.
import { describe, expect, test } from "vitest";
import { isUnknown } from "../../../src/model/unknown.ts";
import { mapped, plain, ref, set, template, unknown, type Bodies, type Value } from "./stacks.ts";
import { message } from "../../../src/words/index.ts";

const A = "tencentcloud_security_group.a";
const B = "tencentcloud_security_group.b";
const VM = "tencentcloud_instance.vm";
const ENI = "tencentcloud_eni.e";
const LB = "tencentcloud_clb_instance.lb";
const L = "tencentcloud_clb_listener.l";
const SERVICE = "tencentcloud_api_gateway_service.s";
const API = "tencentcloud_api_gateway_api.api";
const GROUPS = { [A]: { id: "sg-aaaaaaaa" }, [B]: {} } satisfies Bodies;
type Draft = ReturnType<typeof mapped>;

function fact(value: unknown): string {
  return isUnknown(value) ? value.fact.text : `known: ${JSON.stringify(value)}`;
}

describe("subnets and network ACLs", () => {
  const bodies = {
    "tencentcloud_vpc.v": { id: "vpc-1" },
    "tencentcloud_subnet.a": { vpc_id: ref("tencentcloud_vpc.v.id"), cidr_block: "10.0.1.0/24" },
    "tencentcloud_subnet.b": { vpc_id: "vpc-1", cidr_block: "10.0.2.0/24" },
    "tencentcloud_vpc_acl.acl": {
      ingress: ["ACCEPT#9.0.0.0/8#8080#TCP#WEB", "DROP#0.0.0.0/0#ALL#ALL"],
      egress: ["ACCEPT#0.0.0.0/0#ALL#ICMP"],
    },
    "tencentcloud_vpc_acl_attachment.x": {
      acl_id: ref("tencentcloud_vpc_acl.acl.id"),
      subnet_id: ref("tencentcloud_subnet.a.id"),
    },
  } satisfies Bodies;

  test("are joined by attachments; the others have none, which is assumed once", () => {
    const { subnets, networkAcls, assumptions, complaints } = mapped(bodies);
    expect(subnets).toMatchObject([
      {
        id: "tencentcloud_subnet.a",
        vpc: "tencentcloud_vpc.v",
        networkAcl: "tencentcloud_vpc_acl.acl",
      },
      { id: "tencentcloud_subnet.b", vpc: "tencentcloud_vpc.v", networkAcl: null },
    ]);
    expect(networkAcls).toMatchObject([
      {
        type: "TRIPLE",
        ingress: [
          { action: "ACCEPT", port: [8080, 8081] },
          { action: "DROP", port: [0, 65536] },
        ],
        egress: [{ protocol: [65536, 131072] }],
      },
    ]);
    expect(assumptions).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  test.each([
    "ACCEPT#9.0.0.0/8#80,443#TCP",
    "ACCEPT#9.0.0.0/8#80#ICMP",
    "accept#9.0.0.0/8#80#TCP",
    "ACCEPT#x#80#TCP",
    "ACCEPT#9.0.0.0/8#80",
    "ACCEPT#9.0.0.0/8#80#GRE",
  ])("%s is no entry", (entry) => {
    const { networkAcls, complaints } = mapped({
      "tencentcloud_vpc_acl.acl": { ingress: [entry] },
    });
    expect(complaints).toHaveLength(1);
    expect(JSON.stringify(plain(networkAcls))).toContain("unknown");
  });

  test("an entry with an unknown part keeps its other fields", () => {
    const { networkAcls } = mapped({
      "tencentcloud_vpc_acl.acl": {
        ingress: [template("ACCEPT#", unknown(), "#80#TCP"), unknown()],
      },
    });
    expect(plain(networkAcls)).toMatchObject([
      {
        ingress: [
          { action: "ACCEPT", peer: "unknown", port: [80, 81] },
          { action: "unknown", peer: "unknown" },
        ],
      },
    ]);
  });

  test("quintuple entries go by priority", () => {
    const { networkAcls } = mapped({
      "tencentcloud_vpc_acl.acl": {},
      "tencentcloud_vpc_network_acl_quintuple.q": {
        network_acl_id: ref("tencentcloud_vpc_acl.acl.id"),
        network_acl_quintuple_set: [
          {
            ingress: [
              { priority: 2, action: "DROP" },
              {
                priority: 1,
                action: "ACCEPT",
                protocol: "TCP",
                source_cidr: "9.0.0.0/8",
                destination_port: "80",
              },
            ],
          },
        ],
      },
    });
    expect(networkAcls).toMatchObject([
      {
        type: "QUINTUPLE",
        ingress: [
          { action: "ACCEPT", peer: { text: "9.0.0.0/8" }, destinationPort: [80, 81] },
          { action: "DROP" },
        ],
        egress: [],
      },
    ]);
  });

  test("a subnet of elsewhere is known by its ACL only; an uncertain attachment leaves the ACL open", () => {
    const foreign = {
      ...bodies,
      "tencentcloud_vpc_acl_attachment.y": {
        acl_id: ref("tencentcloud_vpc_acl.acl.id"),
        subnet_id: "subnet-12345678",
      },
    };
    expect(plain(mapped(foreign).subnets.at(-1))).toEqual({
      id: "subnet-12345678",
      vpc: "unknown",
      cidr: "unknown",
      networkAcl: "tencentcloud_vpc_acl.acl",
    });
    const stray = {
      "tencentcloud_subnet.a": {},
      "tencentcloud_vpc_acl_attachment.y": { acl_id: "acl-1", subnet_id: unknown() },
    };
    expect(isUnknown(mapped(stray).subnets[0]!.networkAcl)).toBe(true);
  });
});

describe("instances", () => {
  const vm = (body: Record<string, Value>, more: Bodies = {}, origin: "hcl" | "state" = "hcl") =>
    mapped({ ...GROUPS, [VM]: body, ...more }, { origin }).instances[0]!;

  test.each<[string, Record<string, Value>, Bodies, unknown, boolean]>([
    [
      "an ordered list",
      { orderly_security_groups: [ref(`${B}.id`), ref(`${A}.id`)] },
      {},
      [B, A],
      false,
    ],
    ["a set of two", { security_groups: set(ref(`${A}.id`), ref(`${B}.id`)) }, {}, [A, B], true],
    ["a set of one", { security_groups: set("sg-aaaaaaaa") }, {}, [A], false],
    [
      "both, as a state has them",
      {
        orderly_security_groups: ["sg-aaaaaaaa", "sg-x"],
        security_groups: set("sg-x", "sg-aaaaaaaa"),
      },
      {},
      [A, "sg-x"],
      false,
    ],
    [
      "ids of elsewhere",
      { orderly_security_groups: ["sg-12345678", ref("data.tencentcloud_security_group.d.id")] },
      {},
      ["sg-12345678", "data.tencentcloud_security_group.d.id"],
      false,
    ],
    [
      "an unknown element",
      { orderly_security_groups: [ref(`${A}.id`), unknown()] },
      {},
      [A, `${VM}.orderly_security_groups[1]`],
      false,
    ],
    ["an unknown list", { orderly_security_groups: unknown() }, {}, "unknown", false],
    ["none", {}, {}, "unknown", false],
    [
      "an attachment",
      { orderly_security_groups: [ref(`${A}.id`)] },
      {
        "tencentcloud_cvm_security_group_attachment.x": {
          instance_id: ref(`${VM}.id`),
          security_group_id: ref(`${B}.id`),
        },
      },
      [A, B],
      false,
    ],
    [
      "an attachment that is listed too",
      { orderly_security_groups: [ref(`${B}.id`), ref(`${A}.id`)] },
      {
        "tencentcloud_cvm_security_group_attachment.x": {
          instance_id: ref(`${VM}.id`),
          security_group_id: ref(`${B}.id`),
        },
      },
      [B, A],
      false,
    ],
    [
      "an uncertain attachment",
      { orderly_security_groups: [ref(`${A}.id`)] },
      {
        "?tencentcloud_cvm_security_group_attachment.x": {
          instance_id: ref(`${VM}.id`),
          security_group_id: ref(`${B}.id`),
        },
      },
      "unknown",
      false,
    ],
  ])("with %s of groups", (_, body, more, groups, isUnordered) => {
    const found = vm(body, more);
    expect(plain(found.securityGroups)).toEqual(groups);
    expect((found.groupsUnordered ?? null) !== null).toBe(isUnordered);
  });

  test("an unknown element is a group of unknown rules", () => {
    const { groups } = mapped({
      [VM]: { orderly_security_groups: [unknown(message("terraform.unset-variable", "x"))] },
    });
    expect(fact(groups[0]!.ingress)).toContain('variable "x" has no value');
  });

  test("a state that lists no group says that none is bound", () => {
    expect(
      vm({ orderly_security_groups: [], security_groups: set() }, {}, "state").securityGroups,
    ).toEqual([]);
    expect(isUnknown(vm({ orderly_security_groups: [] }).securityGroups)).toBe(true);
  });

  test("addresses, subnet, interfaces and EIPs", () => {
    const found = mapped({
      ...GROUPS,
      [VM]: { private_ip: "10.0.1.5", subnet_id: ref("tencentcloud_subnet.a.id") },
      "tencentcloud_subnet.a": {},
      [ENI]: {
        ipv4s: set({ ip: "10.0.2.5", primary: true }),
        orderly_security_groups: [ref(`${B}.id`)],
      },
      "tencentcloud_eni_attachment.x": { eni_id: ref(`${ENI}.id`), instance_id: ref(`${VM}.id`) },
      "tencentcloud_eni.loose": { security_groups: set(ref(`${A}.id`)) },
      "tencentcloud_eni.late": {},
      "tencentcloud_eni_sg_attachment.y": {
        network_interface_ids: set(ref("tencentcloud_eni.late.id")),
        security_group_ids: set(ref(`${A}.id`)),
      },
      "tencentcloud_eip.p": { public_ip: "203.0.113.7" },
      "tencentcloud_eip_association.q": {
        eip_id: ref("tencentcloud_eip.p.id"),
        instance_id: ref(`${VM}.id`),
      },
    });
    expect(found.instances).toMatchObject([
      {
        id: VM,
        privateIps: [{ text: "10.0.1.5" }],
        publicIps: [{ text: "203.0.113.7" }],
        subnet: "tencentcloud_subnet.a",
        enis: [{ id: ENI, privateIps: [{ text: "10.0.2.5" }], securityGroups: [B] }],
      },
    ]);
    expect(found.interfaces).toMatchObject([
      { id: "tencentcloud_eni.loose", securityGroups: [A] },
      { id: "tencentcloud_eni.late", securityGroups: [A] },
    ]);
  });

  test("what comes with apply is unknown, what is not asked for is not there", () => {
    expect(plain(vm({ allocate_public_ip: true }))).toMatchObject({
      privateIps: "unknown",
      publicIps: "unknown",
      subnet: null,
    });
    expect(vm({}).publicIps).toEqual([]);
  });

  test("one that may not exist has unknown groups", () => {
    const [found] = mapped({
      ...GROUPS,
      [`?${VM}`]: { orderly_security_groups: [ref(`${A}.id`)] },
    }).instances;
    expect(plain(found)).toMatchObject({
      id: VM,
      securityGroups: "unknown",
      privateIps: "unknown",
    });
  });
});

describe("machines made from a template", () => {
  test("auto scaling groups take the groups of their configuration", () => {
    const { instances } = mapped({
      ...GROUPS,
      "tencentcloud_as_scaling_config.c": { security_group_ids: [ref(`${A}.id`)] },
      "tencentcloud_as_scaling_group.g": {
        configuration_id: ref("tencentcloud_as_scaling_config.c.id"),
        subnet_ids: ["subnet-1"],
      },
      "tencentcloud_as_scaling_group.h": { configuration_id: "asc-12345678" },
    });
    expect(plain(instances)).toMatchObject([
      {
        id: "tencentcloud_as_scaling_group.g",
        securityGroups: [A],
        subnet: "subnet-1",
        privateIps: "unknown",
      },
      { id: "tencentcloud_as_scaling_group.h", securityGroups: "unknown" },
    ]);
  });

  const C = "tencentcloud_kubernetes_cluster.c";
  const inC = { cluster_id: ref(`${C}.id`) };

  test("clusters have the nodes of their pools, workers and attachments", () => {
    const { instances, clusters } = mapped({
      ...GROUPS,
      [C]: {
        network_type: "VPC-CNI",
        worker_config: [{ security_group_ids: [ref(`${A}.id`)], subnet_id: "subnet-1" }],
      },
      "tencentcloud_kubernetes_node_pool.p": {
        ...inC,
        auto_scaling_config: [{ orderly_security_group_ids: [ref(`${B}.id`), ref(`${A}.id`)] }],
      },
      "tencentcloud_kubernetes_node_pool.old": {
        ...inC,
        auto_scaling_config: [{ security_group_ids: set(ref(`${B}.id`), ref(`${A}.id`)) }],
      },
      "tencentcloud_kubernetes_native_node_pool.n": {
        ...inC,
        native: [{ security_group_ids: [ref(`${A}.id`)], subnet_ids: ["subnet-2"] }],
      },
      "tencentcloud_kubernetes_scale_worker.w": {
        ...inC,
        worker_config: [{ security_group_ids: [ref(`${A}.id`)], subnet_id: "subnet-3" }],
      },
      "tencentcloud_kubernetes_cluster_attachment.a": { ...inC, instance_id: ref(`${VM}.id`) },
      [VM]: {},
    });
    const nodes = clusters[0]!.nodes;
    expect(clusters).toMatchObject([{ id: C, network: "VPC-CNI" }]);
    expect([...(isUnknown(nodes) ? [] : nodes)].toSorted()).toEqual(
      [
        VM,
        `${C}.worker_config[0]`,
        "tencentcloud_kubernetes_native_node_pool.n",
        "tencentcloud_kubernetes_node_pool.old",
        "tencentcloud_kubernetes_node_pool.p",
        "tencentcloud_kubernetes_scale_worker.w",
      ].toSorted(),
    );
    const groups = Object.fromEntries(
      instances.map((one) => [
        one.id,
        [
          plain(one.securityGroups),
          one.groupsUnordered === null || one.groupsUnordered === undefined,
        ],
      ]),
    );
    expect(groups).toMatchObject({
      [`${C}.worker_config[0]`]: [[A], true],
      "tencentcloud_kubernetes_node_pool.p": [[B, A], true],
      "tencentcloud_kubernetes_node_pool.old": [[B, A], false],
      "tencentcloud_kubernetes_native_node_pool.n": [[A], true],
    });
  });

  test("a cluster without any declared node has unknown ones", () => {
    expect(fact(mapped({ [C]: {} }).clusters[0]!.nodes)).toContain("no node pool");
  });
});

describe("load balancers", () => {
  const http = {
    ...GROUPS,
    [LB]: { network_type: "INTERNAL", security_groups: [ref(`${A}.id`)] },
    [L]: { clb_id: ref(`${LB}.id`), port: 443, protocol: "HTTPS" },
  };

  test("without groups have none bound, which is assumed, and do not pass to their targets", () => {
    const { loadBalancers, assumptions } = mapped({ [LB]: { network_type: "OPEN" } });
    expect(plain(loadBalancers)).toMatchObject([
      {
        id: LB,
        type: "OPEN",
        securityGroups: [],
        passToTarget: false,
        snat: false,
        vips: "unknown",
        listeners: [],
        vpc: null,
      },
    ]);
    expect(assumptions.join()).toContain(LB);
  });

  test("attributes, an attached group and an EIP", () => {
    const { loadBalancers } = mapped({
      ...GROUPS,
      [LB]: {
        network_type: "INTERNAL",
        vip: "10.0.0.10",
        vpc_id: "vpc-1",
        load_balancer_pass_to_target: true,
        snat_ips: [{ ip: "10.0.0.6" }],
        domain: "lb.example.com",
      },
      "tencentcloud_clb_security_group_attachment.x": {
        security_group: ref(`${B}.id`),
        load_balancer_ids: set(ref(`${LB}.id`)),
      },
      "tencentcloud_clb_snat_ip.x": { clb_id: ref(`${LB}.id`), ips: set({ ip: "10.0.0.7" }) },
    });
    expect(loadBalancers).toMatchObject([
      {
        type: "INTERNAL",
        vips: [{ text: "10.0.0.10" }],
        vpc: "vpc-1",
        securityGroups: [B],
        passToTarget: true,
        snat: false,
        snatIps: [{ text: "10.0.0.6" }, { text: "10.0.0.7" }],
        domain: "lb.example.com",
      },
    ]);
  });

  test("layer 4: targets of attachments, by id, by address, and by the address of an instance", () => {
    const { loadBalancers } = mapped({
      [LB]: { network_type: "INTERNAL" },
      [L]: {
        clb_id: ref(`${LB}.id`),
        port: 80,
        end_port: 90,
        protocol: "TCP",
        health_source_ip_type: 1,
      },
      [VM]: {},
      "tencentcloud_clb_attachment.x": {
        clb_id: ref(`${LB}.id`),
        listener_id: ref(`${L}.listener_id`),
        targets: set(
          { instance_id: ref(`${VM}.id`), port: 8080 },
          { eni_ip: "10.0.0.9", port: 81, weight: 0 },
          { eni_ip: ref(`${VM}.private_ip`), port: 82 },
        ),
      },
    });
    const [listener] = loadBalancers[0]!.listeners as unknown as [unknown];
    expect(listener).toMatchObject({
      id: L,
      port: 80,
      endPort: 90,
      protocol: "TCP",
      keepalive: false,
      healthCheck: "internal",
      rules: [],
      targets: [
        { to: { kind: "instance", id: VM }, port: 8080, weight: 10 },
        { to: { kind: "ip", address: { text: "10.0.0.9" } }, port: 81, weight: 0 },
        { to: { kind: "instance", id: VM }, port: 82 },
      ],
    });
  });

  test("layer 7: the default domain, of one resource that names the listener", () => {
    const to = { clb_id: ref(`${LB}.id`), listener_id: ref(`${L}.listener_id`) };
    const of = (more: Parameters<typeof mapped>[0]) => {
      const { listeners } = mapped({ ...http, ...more }).loadBalancers[0]!;
      return isUnknown(listeners) ? "?" : listeners[0]!.defaultDomain;
    };
    const D = "tencentcloud_clb_listener_default_domain";
    expect(of({})).toBeNull();
    expect(of({ [`${D}.a`]: { ...to, domain: "a.example.com" } })).toBe("a.example.com");
    expect(of({ [`${D}.a`]: { ...to, domain: unknown() } })).toBeNull();
    expect(
      of({
        [`${D}.a`]: { ...to, domain: "a.example.com" },
        [`${D}.b`]: { ...to, domain: "b.example.com" },
      }),
    ).toBeNull();
  });

  test("layer 7: rules by domain and URL, bound by rule id or by text", () => {
    const R = "tencentcloud_clb_listener_rule.r";
    const onL = { clb_id: ref(`${LB}.id`), listener_id: ref(`${L}.listener_id`) };
    const { loadBalancers } = mapped({
      ...http,
      [R]: { ...onL, domain: "a.example.com", url: "/" },
      "tencentcloud_clb_listener_rule.q": {
        ...onL,
        domains: set("b.example.com", "c.example.com"),
        url: "/x",
      },
      "tencentcloud_clb_attachment.x": {
        ...onL,
        rule_id: ref(`${R}.rule_id`),
        targets: set({ instance_id: "ins-1", port: 1 }),
      },
      "tencentcloud_clb_attachment.y": {
        ...onL,
        domain: "b.example.com",
        url: "/x",
        targets: set({ instance_id: "ins-2", port: 2 }),
      },
      "tencentcloud_clb_attachment.z": {
        ...onL,
        domain: "d.example.com",
        url: "/",
        targets: unknown(),
      },
    });
    expect(plain(loadBalancers[0]!.listeners)).toMatchObject([
      {
        keepalive: false,
        targets: [],
        rules: [
          { domain: "a.example.com", url: "/", targets: [{ to: { id: "ins-1" }, port: 1 }] },
          { domain: "b.example.com", url: "/x", targets: [{ to: { id: "ins-2" }, port: 2 }] },
          { domain: "c.example.com", url: "/x", targets: [] },
          { domain: "d.example.com", url: "/", targets: "unknown" },
        ],
      },
    ]);
  });

  test.each<[string, Bodies, unknown]>([
    [
      "a target group",
      {
        "tencentcloud_clb_target_group_attachment.a": {
          listener_id: ref(`${L}.listener_id`),
          target_group_id: ref("tencentcloud_clb_target_group.t.id"),
        },
      },
      [
        { to: { kind: "ip" }, port: 8080 },
        { to: { kind: "instance", id: VM }, port: 9090, weight: 5 },
      ],
    ],
    [
      "associations",
      {
        "tencentcloud_clb_target_group_attachments.a": {
          load_balancer_id: ref(`${LB}.id`),
          associations: set({
            listener_id: ref(`${L}.listener_id`),
            target_group_id: ref("tencentcloud_clb_target_group.t.id"),
          }),
        },
      },
      [{ port: 8080 }, { port: 9090 }],
    ],
    [
      "a target group of elsewhere",
      {
        "tencentcloud_clb_target_group_attachment.a": {
          listener_id: ref(`${L}.listener_id`),
          target_group_id: "lbtg-12345678",
        },
      },
      "unknown",
    ],
    [
      "an auto scaling group",
      {
        "tencentcloud_as_scaling_group.g": {
          forward_balancer_ids: set({
            load_balancer_id: ref(`${LB}.id`),
            listener_id: ref(`${L}.listener_id`),
            target_attribute: [{ port: 8080, weight: 20 }],
          }),
        },
      },
      [{ to: { id: "tencentcloud_as_scaling_group.g" }, port: 8080, weight: 20 }],
    ],
    [
      "cloud functions",
      {
        "tencentcloud_clb_function_targets_attachment.f": { listener_id: ref(`${L}.listener_id`) },
      },
      "unknown",
    ],
    [
      "an attachment to an unknown listener",
      { "tencentcloud_clb_attachment.x": { listener_id: unknown(), targets: set() } },
      "unknown",
    ],
    [
      "an attachment that may not exist",
      {
        "?tencentcloud_clb_attachment.x": { listener_id: ref(`${L}.listener_id`), targets: set() },
      },
      "unknown",
    ],
    ["nothing", {}, []],
  ])("a listener with %s", (_, more, targets) => {
    const { loadBalancers } = mapped({
      [LB]: { network_type: "INTERNAL" },
      [L]: { clb_id: ref(`${LB}.id`), port: 80, protocol: "TCP" },
      [VM]: {},
      "tencentcloud_clb_target_group.t": {
        port: 8080,
        target_group_instances: [{ bind_ip: "10.0.0.9" }],
      },
      "tencentcloud_clb_target_group_instance_attachment.i": {
        target_group_id: ref("tencentcloud_clb_target_group.t.id"),
        bind_ip: ref(`${VM}.private_ip`),
        port: 9090,
        weight: 5,
      },
      ...more,
    });
    expect(plain(loadBalancers[0]!.listeners)).toMatchObject([{ targets }]);
  });

  test.each<[object, boolean | "unknown"]>([
    [{ address_ip_version: "IPv6FullChain" }, true],
    [{ address_ip_version: "IPv6FullChain", load_balancer_pass_to_target: false }, true],
    [{ address_ip_version: "IPV6" }, false],
    [{ address_ip_version: ref("data.x.y.version"), load_balancer_pass_to_target: true }, true],
    [{ address_ip_version: ref("data.x.y.version") }, "unknown"],
  ])("%j passes to its targets: %s", (attributes, passes) => {
    const { loadBalancers } = mapped({ [LB]: { network_type: "OPEN", ...attributes } });
    expect(plain(loadBalancers)).toMatchObject([{ passToTarget: passes }]);
  });

  test("SNAT addresses that are left out, or of an attachment that may not exist, are unknown", () => {
    const { loadBalancers } = mapped({ [LB]: { snat_ips: [{ subnet_id: "subnet-a" }] } });
    expect(plain(loadBalancers)).toMatchObject([{ snatIps: ["unknown"] }]);
    const perhaps = { clb_id: ref(`${LB}.id`), ips: set({ ip: "10.0.0.7" }) };
    const open = mapped({ [LB]: {}, "?tencentcloud_clb_snat_ip.x": perhaps });
    expect(plain(open.loadBalancers)).toMatchObject([{ snatIps: "unknown" }]);
  });

  test("each listener has its own SNAT; one that may not exist leaves the list open", () => {
    const two = {
      ...http,
      [L]: { ...http[L], snat_enable: true },
      "tencentcloud_clb_listener.m": { clb_id: ref(`${LB}.id`), port: 80, protocol: "TCP" },
    };
    expect(plain(mapped(two).loadBalancers[0]!.listeners)).toMatchObject([
      { port: 443, snat: true },
      { port: 80, snat: false },
    ]);
    const { [L]: listener, ...rest } = http;
    expect(isUnknown(mapped({ ...rest, [`?${L}`]: listener! }).loadBalancers[0]!.listeners)).toBe(
      true,
    );
  });
});

describe("gateways", () => {
  const world = {
    [SERVICE]: {},
    [LB]: { network_type: "INTERNAL", vip: "10.0.0.10", domain: "lb.example.com" },
    "tencentcloud_clb_instance.open": { network_type: "OPEN" },
    [VM]: { private_ip: "10.0.1.5" },
    "tencentcloud_eip.p": {},
    "tencentcloud_eip_association.q": {
      eip_id: ref("tencentcloud_eip.p.id"),
      instance_id: ref(`${VM}.id`),
    },
  } satisfies Bodies;
  const gateway = (draft: Draft) => draft.gateways[0]!;
  const backend = (fields: Record<string, Value>, more: Bodies = {}) => {
    const { apis } = gateway(
      mapped({ ...world, ...more, [API]: { service_id: ref(`${SERVICE}.id`), ...fields } }),
    );
    return isUnknown(apis) ? apis : apis[0]!.backend;
  };
  const url = (...parts: readonly Value[]) => ({
    service_config_url: parts.length === 1 ? parts[0]! : template(...parts),
  });
  const clb = { service_config_product: "clb", service_config_vpc_id: "vpc-1" };

  test.each<[Record<string, Value>, unknown]>([
    [
      { ...clb, ...url("http://10.0.0.10:8080/x") },
      { kind: "clb", loadBalancer: LB, port: 8080, path: "/x", domain: "10.0.0.10" },
    ],
    [
      { ...clb, ...url("https://lb.example.com"), service_config_path: "/y" },
      { kind: "clb", loadBalancer: LB, port: 443, path: "/y", domain: "lb.example.com" },
    ],
    [
      { ...clb, ...url("http://", ref(`${LB}.clb_vips[0]`), ":8080") },
      { kind: "clb", loadBalancer: LB, port: 8080, domain: null, isOwnHost: true },
    ],
    [
      { ...clb, ...url("http://", ref(`${LB}.clb_vips.0`, LB), "/p/", unknown()) },
      { kind: "clb", loadBalancer: LB, port: 80, path: "/p/{}" },
    ],
    [
      { ...clb, ...url(ref(`${LB}.vip`), ":81") },
      { kind: "clb", loadBalancer: LB, port: 81 },
    ],
    [
      { ...clb, ...url("http://", ref(`${LB}.vip`), ":", unknown()) },
      { kind: "clb", loadBalancer: LB, port: "unknown" },
    ],
    [
      { ...clb, ...url(ref(`${LB}.clb_vips[0]`, `${LB}.clb_vips`, LB)) },
      { kind: "clb", loadBalancer: LB, port: "unknown" },
    ],
    [{ ...clb, ...url("http://10.9.9.9") }, "unknown"],
    [{ ...clb, ...url("http://", unknown()) }, "unknown"],
    [
      { ...clb, ...url("http://", ref(`${LB}.vip`, "tencentcloud_clb_instance.open.vip")) },
      "unknown",
    ],
    [
      { service_config_product: "cvm", ...url("http://", ref(`${VM}.private_ip`), ":8080") },
      { kind: "cvm", targets: [{ to: { kind: "instance", id: VM }, port: 8080 }] },
    ],
    [
      { service_config_product: "cvm", ...url("http://10.0.1.5:8080") },
      { kind: "cvm", targets: [{ to: { kind: "ip" }, port: 8080 }] },
    ],
    [{ service_config_product: "cvm", ...url("http://vm.example.com") }, "unknown"],
    [url("https://203.0.113.9:8443/pay"), { kind: "http", url: "https://203.0.113.9:8443/pay" }],
    [url("http://API.example.com"), { kind: "http", url: "http://api.example.com:80/" }],
    [url("http://", ref("tencentcloud_eip.p.public_ip"), ":8080"), { kind: "http", owner: VM }],
    [
      url("http://", ref("tencentcloud_clb_instance.open.clb_vips[0]"), ":8080"),
      {
        kind: "http",
        owner: "tencentcloud_clb_instance.open",
        url: "http://tencentcloud_clb_instance.open:8080/",
      },
    ],
    [url("ftp://x"), "unknown"],
    [{}, "unknown"],
    [{ service_config_type: "MOCK" }, { kind: "mock" }],
    [{ service_config_type: "SCF" }, { kind: "scf" }],
    [{ service_config_type: "COS" }, { kind: "cos" }],
    [
      { service_config_type: "WEBSOCKET", ...url("ws://203.0.113.9") },
      { kind: "http", url: "ws://203.0.113.9:80/" },
    ],
    [{ service_config_type: "OTHER" }, "unknown"],
    [
      { service_config_type: "TARGET", target_services: [{ vm_ip: "10.0.1.5", vm_port: 80 }] },
      { kind: "upstream", targets: [{ to: { kind: "ip" }, port: 80 }] },
    ],
  ])("backend %j", (fields, expected) => {
    const found = plain(backend(fields));
    if (expected === "unknown") expect(found).toBe("unknown");
    else expect(found).toMatchObject(expected as object);
  });

  test.each<[Record<string, Value>, unknown]>([
    [
      { nodes: [{ host: "10.0.1.5", port: 8080, weight: 50, vm_instance_id: ref(`${VM}.id`) }] },
      { kind: "upstream", targets: [{ to: { kind: "instance", id: VM }, port: 8080, weight: 50 }] },
    ],
    [
      { nodes: [{ host: "10.0.1.6", port: 8080, weight: 50 }] },
      { kind: "upstream", targets: [{ to: { kind: "ip" } }] },
    ],
    [
      { nodes: [{ host: ref(`${VM}.private_ip`), port: 8080, weight: 50 }] },
      { kind: "upstream", targets: [{ to: { kind: "instance", id: VM } }] },
    ],
    [{ nodes: unknown() }, { kind: "upstream", targets: "unknown" }],
    [
      { upstream_type: "K8S", k8s_service: [{ cluster_id: "cls-12345678", port: 80 }] },
      { kind: "k8s", cluster: "cls-12345678", port: 80 },
    ],
  ])("upstream %j", (fields, expected) => {
    const U = "tencentcloud_api_gateway_upstream.u";
    const product = {
      service_config_product: "upstream",
      service_config_upstream_id: ref(`${U}.id`),
    };
    expect(plain(backend(product, { [U]: fields }))).toMatchObject(expected as object);
  });

  test.each<[Record<string, Value>, unknown]>([
    [{}, { kind: "shared" }],
    [{ instance_id: "" }, { kind: "shared" }],
    [
      { instance_id: "instance-1" },
      { kind: "dedicated", id: "instance-1", vpcSources: "unknown", publicEgress: "unknown" },
    ],
    [{ exclusive_set_name: "x" }, { kind: "dedicated" }],
  ])("service %j", (fields, expected) => {
    expect(plain(gateway(mapped({ [SERVICE]: fields })).instance)).toMatchObject(
      expected as object,
    );
  });

  test("defaults of an API, and those that only the user knows", () => {
    const found = gateway(mapped({ ...world, [API]: { service_id: ref(`${SERVICE}.id`) } }));
    expect(plain(found)).toMatchObject({
      id: SERVICE,
      product: "api-gateway",
      region: "ap-guangzhou",
      clients: "unknown",
    });
    expect(plain(found.apis)).toMatchObject([
      { id: API, auth: "NONE", timeout: 5, responseTime: "unknown", clients: null },
    ]);
    expect(fact(found.clients)).toContain("clients of");
  });

  test("an API of a service of elsewhere has a gateway of that id", () => {
    const { gateways } = mapped({
      [API]: { service_id: "service-12345678", service_config_type: "MOCK" },
      "tencentcloud_api_gateway_api.b": { service_id: unknown(), service_config_type: "MOCK" },
    });
    expect(gateways.map(({ id, instance }) => [id, isUnknown(instance)])).toEqual([
      ["service-12345678", true],
      ["tencentcloud_api_gateway_api.b.service_id", true],
    ]);
  });

  test("one that may not exist: its APIs, or its backend, are unknown", () => {
    expect(isUnknown(gateway(mapped({ [`?${SERVICE}`]: {} })).apis)).toBe(true);
    const { apis } = gateway(
      mapped({
        [SERVICE]: {},
        [`?${API}`]: { service_id: ref(`${SERVICE}.id`), service_config_type: "MOCK" },
      }),
    );
    expect(plain(apis)).toMatchObject([{ backend: "unknown" }]);
  });

  describe("microservices", () => {
    const tsf = (type: string) =>
      ({
        [SERVICE]: {},
        "tencentcloud_tsf_cluster.c": { cluster_type: type },
        "tencentcloud_tsf_namespace.n": {
          cluster_id: ref("tencentcloud_tsf_cluster.c.cluster_id"),
        },
        "tencentcloud_tsf_microservice.m": {
          namespace_id: ref("tencentcloud_tsf_namespace.n.id"),
          microservice_name: "orders",
        },
        "tencentcloud_tsf_instances_attachment.i": {
          cluster_id: ref("tencentcloud_tsf_cluster.c.id"),
          instance_id: ref(`${VM}.id`),
        },
        [VM]: {},
        "tencentcloud_tsf_group.g": {
          cluster_id: ref("tencentcloud_tsf_cluster.c.id"),
          namespace_id: ref("tencentcloud_tsf_namespace.n.id"),
        },
        "tencentcloud_tsf_deploy_container_group.d": {
          group_id: ref("tencentcloud_tsf_group.g.id"),
          service_setting: [{ protocol_ports: [{ protocol: "TCP", port: 80, target_port: 8080 }] }],
        },
        [API]: {
          service_id: ref(`${SERVICE}.id`),
          service_config_type: "TSF",
          micro_services: set({
            cluster_id: ref("tencentcloud_tsf_cluster.c.id"),
            namespace_id: ref("tencentcloud_tsf_namespace.n.id"),
            micro_service_name: "orders",
          }),
        },
      }) satisfies Bodies;

    test("in containers take the port of the deployment, and the cluster's nodes", () => {
      const draft = mapped(tsf("C"));
      expect(draft.microservices).toMatchObject([
        {
          id: "tencentcloud_tsf_microservice.m",
          runsOn: { kind: "container", cluster: "tencentcloud_tsf_cluster.c" },
          port: 8080,
        },
      ]);
      expect(draft.clusters).toMatchObject([{ id: "tencentcloud_tsf_cluster.c", nodes: [VM] }]);
      expect(gateway(draft).apis).toMatchObject([
        { backend: { kind: "microservice", microservice: "tencentcloud_tsf_microservice.m" } },
      ]);
    });

    test("on virtual machines have no port", () => {
      expect(plain(mapped(tsf("V")).microservices)).toMatchObject([
        { runsOn: { kind: "cvm", instances: [VM] }, port: "unknown" },
      ]);
    });

    test("of a cluster of elsewhere are unknown", () => {
      const { "tencentcloud_tsf_cluster.c": _, ...rest } = tsf("C");
      expect(plain(gateway(mapped(rest)).apis)).toMatchObject([{ backend: "unknown" }]);
    });
  });
});

test("gaps are complaints, notices stay notices, and every fact has a stable id of an address and an attribute", () => {
  const gap = { message: "the module web is not there", place: null, file: "main.tf" };
  const draft = mapped({ [VM]: {} }, { gaps: [gap], notices: ["read as HCL"] });
  expect([draft.complaints, draft.notices, draft.references]).toEqual([
    [gap],
    [{ kind: "news", text: "read as HCL" }],
    [],
  ]);
  const { privateIps } = draft.instances[0]!;
  expect(isUnknown(privateIps) && privateIps.fact).toMatchObject({
    id: `private_ip of ${VM}`,
    remedy: expect.stringContaining("state.json") as string,
  });
});
