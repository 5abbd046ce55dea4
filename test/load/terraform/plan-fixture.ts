// One small stack three times: as it is written, as its plan before the first apply, and as its state after it.
import { ref, set, type Bodies } from "./stacks.ts";

const WEB = 'module.web["a"]';

export const WRITTEN = {
  "tencentcloud_vpc.main": {},
  "tencentcloud_subnet.a": { vpc_id: ref("tencentcloud_vpc.main.id"), cidr_block: "10.0.1.0/24" },
  "tencentcloud_security_group.edge": { name: "edge" },
  [`${WEB}.tencentcloud_security_group.this[0]`]: { name: "backend" },
  [`${WEB}.tencentcloud_security_group_rule_set.this`]: {
    security_group_id: ref(`${WEB}.tencentcloud_security_group.this[0].id`),
    ingress: [
      { action: "ACCEPT", cidr_block: "9.0.0.0/8", protocol: "TCP", port: "8080" },
      { action: "ACCEPT", source_security_id: ref("tencentcloud_security_group.edge.id") },
      { action: "DROP", cidr_block: "0.0.0.0/0" },
    ],
  },
  "tencentcloud_security_group_lite_rule.edge": {
    security_group_id: ref("tencentcloud_security_group.edge.id"),
    ingress: ["ACCEPT#0.0.0.0/0#443#TCP"],
  },
  "tencentcloud_instance.vm": {
    private_ip: "10.0.1.5",
    subnet_id: ref("tencentcloud_subnet.a.id"),
    orderly_security_groups: [ref(`${WEB}.tencentcloud_security_group.this[0].id`)],
  },
  "tencentcloud_clb_instance.lb": {
    network_type: "INTERNAL",
    vip: "10.0.1.9",
    vpc_id: ref("tencentcloud_vpc.main.id"),
    security_groups: [ref("tencentcloud_security_group.edge.id")],
  },
  "tencentcloud_clb_listener.l": {
    clb_id: ref("tencentcloud_clb_instance.lb.id"),
    port: 443,
    protocol: "TCP",
    health_check_switch: false,
  },
  "tencentcloud_clb_attachment.t": {
    clb_id: ref("tencentcloud_clb_instance.lb.id"),
    listener_id: ref("tencentcloud_clb_listener.l.listener_id"),
    targets: set({ instance_id: ref("tencentcloud_instance.vm.id"), port: 8080, weight: 10 }),
  },
  "tencentcloud_api_gateway_service.s": {},
  "tencentcloud_api_gateway_api.orders": {
    service_id: ref("tencentcloud_api_gateway_service.s.id"),
    auth_type: "SECRET",
    service_config_type: "HTTP",
    service_config_timeout: 15,
    service_config_product: "clb",
    service_config_vpc_id: ref("tencentcloud_vpc.main.id"),
    service_config_url: "https://10.0.1.9",
  },
} satisfies Bodies;

interface Planned {
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly values: Record<string, unknown>;
  readonly unknown: Record<string, unknown>;
}

const SECRET = "hunter2-do-not-print";
export { SECRET };

const root: readonly Planned[] = [
  { type: "vpc", name: "main", values: {}, unknown: { id: true } },
  {
    type: "subnet",
    name: "a",
    values: { cidr_block: "10.0.1.0/24" },
    unknown: { id: true, vpc_id: true },
  },
  { type: "security_group", name: "edge", values: { name: "edge" }, unknown: { id: true } },
  {
    type: "security_group_lite_rule",
    name: "edge",
    values: { ingress: ["ACCEPT#0.0.0.0/0#443#TCP"], egress: null },
    unknown: { id: true, security_group_id: true },
  },
  {
    type: "instance",
    name: "vm",
    values: { private_ip: "10.0.1.5", password: SECRET, user_data: SECRET },
    unknown: {
      id: true,
      subnet_id: true,
      orderly_security_groups: true,
      security_groups: true,
      public_ip: true,
    },
  },
  {
    type: "clb_instance",
    name: "lb",
    values: {
      network_type: "INTERNAL",
      vip: "10.0.1.9",
      load_balancer_pass_to_target: false,
      snat_pro: null,
    },
    unknown: { id: true, vpc_id: true, clb_vips: true, security_groups: true, domain: true },
  },
  {
    type: "clb_listener",
    name: "l",
    values: { port: 443, protocol: "TCP", health_check_switch: false, end_port: null },
    unknown: {
      id: true,
      clb_id: true,
      listener_id: true,
      keepalive_enable: true,
      snat_enable: true,
      health_source_ip_type: true,
    },
  },
  {
    type: "clb_attachment",
    name: "t",
    values: { targets: [{ port: 8080, weight: 10, eni_ip: "" }], rule_id: null },
    unknown: { id: true, clb_id: true, listener_id: true, targets: [{ instance_id: true }] },
  },
  { type: "api_gateway_service", name: "s", values: { instance_id: null }, unknown: { id: true } },
  {
    type: "api_gateway_api",
    name: "orders",
    values: {
      auth_type: "SECRET",
      service_config_type: "HTTP",
      service_config_timeout: 15,
      service_config_product: "clb",
      service_config_url: "https://10.0.1.9",
    },
    unknown: { id: true, service_id: true, service_config_vpc_id: true },
  },
];

const web: readonly Planned[] = [
  {
    type: "security_group",
    name: "this",
    index: 0,
    values: { name: "backend" },
    unknown: { id: true },
  },
  {
    type: "security_group_rule_set",
    name: "this",
    values: {
      ingress: [
        {
          action: "ACCEPT",
          cidr_block: "9.0.0.0/8",
          protocol: "TCP",
          port: "8080",
          source_security_id: null,
        },
        { action: "ACCEPT", cidr_block: null },
        { action: "DROP", cidr_block: "0.0.0.0/0" },
      ],
      egress: [],
    },
    unknown: {
      id: true,
      security_group_id: true,
      version: true,
      ingress: [{}, { source_security_id: true }, {}],
    },
  },
];

function addressOf(module: string, { type, name, index }: Planned): string {
  const key = index === undefined ? "" : `[${JSON.stringify(index)}]`;
  return `${module === "" ? "" : `${module}.`}tencentcloud_${type}.${name}${key}`;
}

const printed = (module: string) => (one: Planned) => ({
  address: addressOf(module, one),
  mode: "managed",
  type: `tencentcloud_${one.type}`,
  name: one.name,
  ...(one.index === undefined ? {} : { index: one.index }),
  provider_name: "registry.example/tencentcloudstack/tencentcloud",
  values: one.values,
});

const changed = (module: string) => (one: Planned) => ({
  address: addressOf(module, one),
  ...(module === "" ? {} : { module_address: module }),
  mode: "managed",
  type: `tencentcloud_${one.type}`,
  name: one.name,
  change: { actions: ["create"], before: null, after: one.values, after_unknown: one.unknown },
});

const refs = (...references: readonly string[]) => ({ references });
const constant = (value: unknown) => ({ constant_value: value });
const written = (
  type: string,
  name: string,
  expressions: Record<string, unknown>,
  more: Record<string, unknown> = {},
) => ({
  address: `tencentcloud_${type}.${name}`,
  mode: "managed",
  type: `tencentcloud_${type}`,
  name,
  provider_config_key: "tencentcloud",
  expressions,
  ...more,
});
const id = (address: string) => refs(`${address}.id`, address);
const VPC = "tencentcloud_vpc.main";
const EDGE = "tencentcloud_security_group.edge";

export const PLAN = {
  format_version: "1.2",
  terraform_version: "1.11.4",
  variables: { region: { value: "ap-guangzhou" }, token: { value: SECRET } },
  planned_values: {
    root_module: {
      resources: root.map(printed("")),
      child_modules: [{ address: WEB, resources: web.map(printed(WEB)) }],
    },
  },
  resource_changes: [
    ...root.map(changed("")),
    ...web.map(changed(WEB)),
    {
      address: "tencentcloud_security_group.gone",
      type: "tencentcloud_security_group",
      name: "gone",
      change: { actions: ["delete"], before: { name: "gone" }, after: null, after_unknown: {} },
    },
  ],
  configuration: {
    provider_config: {
      tencentcloud: { name: "tencentcloud", expressions: { region: refs("var.region") } },
    },
    root_module: {
      resources: [
        written("vpc", "main", {}),
        written("subnet", "a", { vpc_id: id(VPC), cidr_block: constant("10.0.1.0/24") }),
        written("security_group", "edge", { name: constant("edge") }),
        written("security_group_lite_rule", "edge", {
          security_group_id: id(EDGE),
          ingress: constant(["ACCEPT#0.0.0.0/0#443#TCP"]),
        }),
        written("instance", "vm", {
          private_ip: constant("10.0.1.5"),
          subnet_id: id("tencentcloud_subnet.a"),
          orderly_security_groups: refs('module.web["a"].id', 'module.web["a"]', "module.web"),
        }),
        written("clb_instance", "lb", {
          network_type: constant("INTERNAL"),
          vip: constant("10.0.1.9"),
          vpc_id: id(VPC),
          security_groups: id(EDGE),
        }),
        written("clb_listener", "l", {
          clb_id: id("tencentcloud_clb_instance.lb"),
          port: constant(443),
          protocol: constant("TCP"),
          health_check_switch: constant(false),
        }),
        written("clb_attachment", "t", {
          clb_id: id("tencentcloud_clb_instance.lb"),
          listener_id: refs(
            "tencentcloud_clb_listener.l.listener_id",
            "tencentcloud_clb_listener.l",
          ),
          targets: [
            {
              instance_id: id("tencentcloud_instance.vm"),
              port: constant(8080),
              weight: constant(10),
            },
          ],
        }),
        written("api_gateway_service", "s", {}),
        written("api_gateway_api", "orders", {
          service_id: id("tencentcloud_api_gateway_service.s"),
          service_config_vpc_id: id(VPC),
        }),
      ],
      module_calls: {
        web: {
          source: "./web",
          for_each_expression: constant(["a"]),
          expressions: { edge: id(EDGE) },
          module: {
            outputs: {
              id: {
                expression: refs(
                  "tencentcloud_security_group.this[0].id",
                  "tencentcloud_security_group.this[0]",
                  "tencentcloud_security_group.this",
                ),
              },
            },
            resources: [
              written(
                "security_group",
                "this",
                { name: constant("backend") },
                { count_expression: constant(1) },
              ),
              written("security_group_rule_set", "this", {
                security_group_id: refs(
                  "tencentcloud_security_group.this[0].id",
                  "tencentcloud_security_group.this[0]",
                  "tencentcloud_security_group.this",
                ),
                ingress: [
                  { action: constant("ACCEPT"), cidr_block: constant("9.0.0.0/8") },
                  { action: constant("ACCEPT"), source_security_id: refs("var.edge") },
                  { action: constant("DROP"), cidr_block: constant("0.0.0.0/0") },
                ],
              }),
            ],
          },
        },
      },
    },
  },
};

const applied: readonly {
  readonly module?: string;
  readonly type: string;
  readonly name: string;
  readonly key?: string | number;
  readonly attributes: Record<string, unknown>;
}[] = [
  { type: "vpc", name: "main", attributes: { id: "vpc-11111111" } },
  {
    type: "subnet",
    name: "a",
    attributes: { id: "subnet-11111111", vpc_id: "vpc-11111111", cidr_block: "10.0.1.0/24" },
  },
  { type: "security_group", name: "edge", attributes: { id: "sg-eeeeeeee", name: "edge" } },
  {
    type: "security_group_lite_rule",
    name: "edge",
    attributes: {
      id: "sg-eeeeeeee",
      security_group_id: "sg-eeeeeeee",
      ingress: ["ACCEPT#0.0.0.0/0#443#TCP"],
      egress: [],
    },
  },
  {
    type: "instance",
    name: "vm",
    attributes: {
      id: "ins-11111111",
      private_ip: "10.0.1.5",
      public_ip: "",
      subnet_id: "subnet-11111111",
      orderly_security_groups: ["sg-bbbbbbbb"],
      security_groups: ["sg-bbbbbbbb"],
      password: SECRET,
    },
  },
  {
    type: "clb_instance",
    name: "lb",
    attributes: {
      id: "lb-11111111",
      network_type: "INTERNAL",
      vip: "10.0.1.9",
      clb_vips: ["10.0.1.9"],
      vpc_id: "vpc-11111111",
      security_groups: ["sg-eeeeeeee"],
      load_balancer_pass_to_target: false,
      domain: "",
    },
  },
  {
    type: "clb_listener",
    name: "l",
    attributes: {
      id: "lb-11111111#lbl-11111111",
      listener_id: "lbl-11111111",
      clb_id: "lb-11111111",
      port: 443,
      end_port: 0,
      protocol: "TCP",
      health_check_switch: false,
      keepalive_enable: 0,
    },
  },
  {
    type: "clb_attachment",
    name: "t",
    attributes: {
      id: "#lbl-11111111",
      clb_id: "lb-11111111",
      listener_id: "lbl-11111111",
      rule_id: "",
      targets: [{ instance_id: "ins-11111111", eni_ip: "", port: 8080, weight: 10 }],
    },
  },
  {
    type: "api_gateway_service",
    name: "s",
    attributes: { id: "service-11111111", instance_id: "" },
  },
  {
    type: "api_gateway_api",
    name: "orders",
    attributes: {
      id: "api-11111111",
      service_id: "service-11111111",
      auth_type: "SECRET",
      service_config_type: "HTTP",
      service_config_timeout: 15,
      service_config_product: "clb",
      service_config_vpc_id: "vpc-11111111",
      service_config_url: "https://10.0.1.9",
    },
  },
  {
    module: WEB,
    type: "security_group",
    name: "this",
    key: 0,
    attributes: { id: "sg-bbbbbbbb", name: "backend" },
  },
  {
    module: WEB,
    type: "security_group_rule_set",
    name: "this",
    attributes: {
      id: "sg-bbbbbbbb",
      security_group_id: "sg-bbbbbbbb",
      ingress: [
        {
          action: "ACCEPT",
          cidr_block: "9.0.0.0/8",
          ipv6_cidr_block: "",
          source_security_id: "",
          protocol: "TCP",
          port: "8080",
        },
        {
          action: "ACCEPT",
          cidr_block: "",
          ipv6_cidr_block: "",
          source_security_id: "sg-eeeeeeee",
          protocol: "ALL",
          port: "ALL",
        },
        {
          action: "DROP",
          cidr_block: "0.0.0.0/0",
          ipv6_cidr_block: "",
          source_security_id: "",
          protocol: "",
          port: "",
        },
      ],
      egress: [],
    },
  },
];

export const RAW_STATE = {
  version: 4,
  terraform_version: "1.11.4",
  serial: 3,
  lineage: "00000000-0000-0000-0000-000000000000",
  outputs: {},
  resources: applied.map(({ module, type, name, key, attributes }) => ({
    ...(module === undefined ? {} : { module }),
    mode: "managed",
    type: `tencentcloud_${type}`,
    name,
    provider: 'provider["registry.example/tencentcloudstack/tencentcloud"]',
    instances: [
      { ...(key === undefined ? {} : { index_key: key }), schema_version: 0, attributes },
      { deposed: "00000001", attributes: { ...attributes, name: "deposed" } },
    ],
  })),
};

const shown = (module: string | undefined) =>
  applied
    .filter((one) => one.module === module)
    .map(({ type, name, key, attributes }) => ({
      address: addressOf(module ?? "", {
        type,
        name,
        values: {},
        unknown: {},
        ...(key === undefined ? {} : { index: key }),
      }),
      mode: "managed",
      type: `tencentcloud_${type}`,
      name,
      values: attributes,
    }));

export const SHOWN_STATE = {
  format_version: "1.0",
  terraform_version: "1.11.4",
  values: {
    root_module: {
      resources: shown(undefined),
      child_modules: [{ address: WEB, resources: shown(WEB) }],
    },
  },
};
