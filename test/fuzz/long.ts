// Sound inputs of some hundred lines, made of numbers: what the examples say in small, said often, in every form.
import type { Dice } from "../cloud/seed.ts";

type Json = Readonly<Record<string, unknown>>;

const RANGES = ["9.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "11.0.0.0/8", "30.0.0.0/8"];
const list = <T>(length: number, make: (i: number) => T): T[] =>
  Array.from({ length }, (_, i) => make(i));

function policies(dice: Dice, length: number): Json[] {
  return list(length, (i) => ({
    action: dice.chance(0.8) ? "ACCEPT" : "DROP",
    source: dice.pick([
      ...RANGES,
      `192.168.${i}.0/24`,
      "ipm-0",
      "sg-0",
      "2402:4e00::/32",
      "0.0.0.0/0",
    ]),
    ...(dice.chance(0.15)
      ? { service: "ppm-0" }
      : {
          protocol: dice.pick(["TCP", "TCP", "UDP", "ALL"]),
          port: dice.pick(["8080", "8000-8100", "22,80", "ALL"]),
        }),
  }));
}

/** Groups, machines, balancers, gateways and paths that know each other. */
export function longDefinitions(dice: Dice): Json {
  const size = 5 + dice.below(12);
  const group = (i: number) => `sg-${i % size}`;
  return {
    version: 1,
    region: "ap-guangzhou",
    securityGroups: list(size, (i) => ({
      id: `sg-${i}`,
      name: `group ${i}`,
      ingress: policies(dice, 2 + dice.below(8)),
      ...(dice.chance(0.3) && { egress: [{ action: "ACCEPT", destination: "0.0.0.0/0" }] }),
    })),
    addressTemplates: [
      { id: "ipm-0", addresses: ["203.0.113.0/24", "198.51.100.16-198.51.100.31"] },
    ],
    addressTemplateGroups: [{ id: "ipmg-0", templates: ["ipm-0"] }],
    serviceTemplates: [{ id: "ppm-0", services: ["tcp:8080,9090", "udp:53"] }],
    subnets: [{ id: "subnet-0", vpc: "vpc-0", cidr: "10.0.0.0/16", networkAcl: "acl-0" }],
    networkAcls: [
      {
        id: "acl-0",
        ingress: [{ action: "ACCEPT", source: "0.0.0.0/0", protocol: "ALL", port: "ALL" }],
        egress: [{ action: "ACCEPT", destination: "0.0.0.0/0", protocol: "ALL", port: "ALL" }],
      },
    ],
    instances: list(size, (i) => ({
      id: `ins-${i}`,
      privateIps: [`10.0.1.${i + 1}`],
      publicIps: i % 4 === 0 ? [`203.0.113.${i + 1}`] : [],
      subnet: "subnet-0",
      securityGroups: [group(i), group(i * 3 + 1)],
    })),
    loadBalancers: list(4, (i) => ({
      id: `lb-${i}`,
      type: i % 2 === 0 ? "INTERNAL" : "OPEN",
      vips: [`10.0.9.${i + 1}`],
      vpc: "vpc-0",
      securityGroups: [group(i)],
      passToTarget: i === 3,
      listeners: list(2, (j) => ({
        port: 443 + j,
        protocol: "TCP",
        targets: list(3, (k) => ({ instance: `ins-${(i + k) % size}`, port: 8080, weight: 10 })),
      })),
    })),
    microservices: [
      {
        id: "ms-0",
        namespace: "shop",
        deployment: "cvm",
        instances: ["ins-0", "ins-1"],
        port: 9000,
      },
    ],
    gateways: [
      {
        id: "service-0",
        product: "api-gateway",
        instance: "shared",
        clients: ["203.0.113.0/24"],
        apis: list(size * 2, (i) => ({
          id: `api-${i}`,
          auth: dice.pick(["SECRET", "NONE", "APP"]),
          timeout: 15,
          responseTime: 1 + dice.below(19),
          backend: backend(i, size),
        })),
      },
    ],
    paths: list(6, (i) => ({
      name: `path-${i}`,
      from: dice.pick<unknown>([
        "internet",
        "203.0.113.0/24",
        "clients",
        "10.0.1.2",
        ["10.0.0.0/8", "192.168.0.0/16"],
      ]),
      to: `ins-${i % size}:${dice.pick([22, 8080, 443])}`,
      expect: dice.pick(["reachable", "blocked"]),
    })),
  };
}

function backend(i: number, size: number): Json {
  const target = { instance: `ins-${i % size}`, port: 8080 };
  const kinds: readonly Json[] = [
    { type: "clb", loadBalancer: `lb-${i % 4}`, port: 443 },
    { type: "cvm", targets: [target] },
    { type: "upstream", targets: [target] },
    { type: "microservice", microservice: "ms-0" },
    { type: "http", url: `https://203.0.113.${(i % size) + 1}:8443/x` },
    { type: "mock" },
  ];
  return kinds[i % kinds.length]!;
}

/** As `.tf.json` has it; a list of objects stands for blocks. */
export function longTerraform(dice: Dice): Json {
  const size = 3 + dice.below(6);
  const each = (make: (i: number) => Json) =>
    Object.fromEntries(list(size, (i) => [`g${i}`, make(i)] as const));
  const ref = (text: string) => `\${${text}}`;
  return {
    provider: { tencentcloud: { region: "ap-guangzhou" } },
    variable: {
      ranges: { type: "list(string)", default: RANGES.slice(dice.below(2)) },
      port: { default: 8080 },
    },
    locals: { ports: ["8080", "8081"], names: { a: "0.0.0.0/0", b: "10.0.0.0/8" } },
    resource: {
      tencentcloud_security_group: each((i) => ({ name: `g-${i}-${ref("length(local.ports)")}` })),
      tencentcloud_security_group_rule_set: each((i) => ({
        security_group_id: ref(`tencentcloud_security_group.g${i}.id`),
        ingress: policies(dice, 2 + dice.below(5)).map(({ action, source }) => ({
          action,
          cidr_block: String(source).includes(":") ? "10.9.0.0/16" : source,
          protocol: "TCP",
          port: dice.pick([ref('join(",", local.ports)'), ref("var.port"), "8080"]),
        })),
      })),
      tencentcloud_security_group_lite_rule: {
        lite: {
          security_group_id: ref("tencentcloud_security_group.g0.id"),
          ingress: ref(
            'concat([for r in var.ranges : "ACCEPT#${r}#${var.port}#TCP" if r != ""], ["DROP#0.0.0.0/0#ALL#ALL"])',
          ),
        },
      },
      tencentcloud_instance: each((i) => ({
        private_ip: `10.0.1.${i + 1}`,
        allocate_public_ip: i === 0,
        orderly_security_groups: [ref(`tencentcloud_security_group.g${i}.id`)],
      })),
      tencentcloud_api_gateway_service: { s: { service_name: "s" } },
      tencentcloud_api_gateway_api: each((i) => ({
        service_id: ref("tencentcloud_api_gateway_service.s.id"),
        auth_type: "SECRET",
        service_config_type: "HTTP",
        service_config_product: "cvm",
        service_config_url: `http://${ref(`tencentcloud_instance.g${i}.private_ip`)}:8080`,
      })),
    },
    output: { first: { value: ref("tencentcloud_security_group.g0.id") } },
  };
}

/** The same in the native syntax. */
export function hclOf(stack: Json): string {
  const blocks = Object.entries(stack).flatMap(([kind, content]) => {
    if (kind === "locals") return [block("locals", content as Json)];
    return Object.entries(content as Json).flatMap(([type, inner]) =>
      kind === "resource"
        ? Object.entries(inner as Json).map(([name, body]) =>
            block(`resource "${type}" "${name}"`, body as Json),
          )
        : [block(`${kind} "${type}"`, inner as Json)],
    );
  });
  return blocks.join("\n");
}

function block(head: string, body: Json, pad = ""): string {
  const lines = Object.entries(body).map(([name, value]) =>
    Array.isArray(value) && typeof value[0] === "object"
      ? value.map((one) => block(name, one as Json, `${pad}  `)).join("")
      : `${pad}  ${name} = ${hclValue(name, value)}\n`,
  );
  return `${pad}${head} {\n${lines.join("")}${pad}}\n`;
}

function hclValue(name: string, value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => hclValue("", one)).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, one]) => `${key} = ${hclValue("", one)}`)
      .join(", ")} }`;
  if (name === "type") return String(value);
  const whole = /^\$\{([^]*)\}$/.exec(String(value))?.[1];
  return whole !== undefined && !/^[^"]*\}/.test(whole) ? whole : JSON.stringify(value);
}

export function longRule(dice: Dice): Json {
  return {
    id: "own-long",
    title: "A group of addresses must reach the orders platform",
    severity: "warning",
    why: "Agreed with the partners in the contract of 2025.",
    tags: ["own", "reachability"],
    for: { backend: ["clb", "cvm", "upstream"], gateway: "shared" },
    require: {
      from: list(100 + dice.below(60), (i) => `198.51.${i}.${dice.below(256)}`),
      to: "hop.port",
    },
  };
}

export function longPack(dice: Dice): Json {
  const page = { url: "https://example.com/ranges", date: "2026-01-01" };
  return {
    product: dice.pick(["own", "api-gateway", "waf"]),
    title: "Own ranges",
    private: RANGES,
    page,
    regions: list(10 + dice.below(10), (i) => ({
      id: i === 0 ? "ap-guangzhou" : `ap-r${i}`,
      name: `Region ${i}`,
      page,
      publicVips: list(8, (j) => `203.0.${i}.${j}`),
      complete: dice.chance(0.5),
    })),
  };
}

export function longConfig(dice: Dice): Json {
  const { gateways, paths } = longDefinitions(dice);
  return {
    version: 1,
    inputs: ["infra"],
    clients: ["203.0.113.0/24", "10.0.0.1-10.0.0.9"],
    region: "ap-guangzhou",
    gateways,
    paths,
    domains: { "pay.example.com": "lb-0", "old.example.com": "203.0.113.9" },
    ranges: ["own-pack.yaml", { product: "waf", private: ["10.1.0.0/16"] }],
    rules: ["own-rule.yaml"],
    severity: { "no-host-bits": "off", "no-dead-policy": "error" },
    microservices: { sources: dice.pick(["both", "clients", "gateway"]) },
    fail_on: dice.pick(["warning", "error", "never"]),
    require_routes: dice.chance(0.5),
  };
}
