// One description of the resources of a small stack -> what Terraform would print: the plan before the first apply,
// with the configuration part that it carries, and the state after it.
import { parse } from "yaml";

type Value =
  | string
  | number
  | boolean
  | null
  | readonly Value[]
  | { readonly [name: string]: Value };
type Values = Readonly<Record<string, Value>>;
type Json = Record<string, unknown>;

/** Notes of the author, which are no attributes. */
interface Notes {
  /** References as the configuration words them, where they are not those of the value: `[each.key]`. */
  readonly $refs?: Readonly<Record<string, readonly string[]>>;
  /** Indexes of blocks that a `dynamic` makes: the configuration part of a plan leaves them out. */
  readonly $dynamic?: Readonly<Record<string, readonly number[]>>;
  /** What the cloud gives while applying. */
  readonly $applied?: Values;
}

interface Call {
  readonly repeated?: "for_each" | "count";
  /** References of the arguments of the call. */
  readonly arguments?: Readonly<Record<string, readonly string[]>>;
  readonly outputs?: Readonly<Record<string, readonly string[]>>;
}

export interface Description {
  readonly modules?: Readonly<Record<string, Call>>;
  /** Attributes by address; `${ADDRESS.ATTRIBUTE}` in a string is a reference. */
  readonly resources: Readonly<Record<string, Values & Notes>>;
}

interface Instance {
  readonly address: string;
  readonly module: string;
  readonly type: string;
  readonly name: string;
  readonly key: string | number | null;
  readonly written: Values;
  readonly notes: Notes;
  readonly number: number;
}

/** What the provider fills in where the user leaves it out. */
const COMPUTED: Readonly<Record<string, readonly string[]>> = {
  instance: ["private_ip", "public_ip", "security_groups", "orderly_security_groups", "subnet_id"],
  clb_instance: ["clb_vips", "vip", "domain", "vpc_id", "address_ipv6"],
  clb_listener: ["listener_id", "keepalive_enable", "snat_enable", "health_source_ip_type"],
  clb_listener_rule: ["rule_id", "domains"],
  eip: ["public_ip"],
  security_group_rule: ["policy_index", "ip_protocol", "port_range"],
  security_group_rule_set: ["version"],
  tsf_cluster: ["cluster_id"],
  tsf_namespace: ["namespace_id"],
};

/** What stays null where the user leaves it out, and is stored empty. */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = {
  clb_attachment: ["rule_id", "domain", "url"],
  clb_listener: ["end_port"],
  api_gateway_service: ["instance_id"],
  security_group_rule: ["cidr_ip", "source_sgid"],
};

const POLICY = [
  "cidr_block",
  "ipv6_cidr_block",
  "source_security_id",
  "address_template_id",
  "address_template_group",
  "protocol",
  "port",
  "service_template_id",
  "service_template_group",
];

const PREFIXES: Readonly<Record<string, string>> = {
  security_group: "sg",
  instance: "ins",
  clb_instance: "lb",
  clb_listener: "lbl",
  clb_listener_rule: "loc",
  address_template: "ipm",
  address_template_group: "ipmg",
  protocol_template: "ppm",
  protocol_template_group: "ppmg",
  vpc_acl: "acl",
  kubernetes_cluster: "cls",
  kubernetes_node_pool: "np",
  api_gateway_service: "service",
  api_gateway_upstream: "upstream",
  clb_target_group: "lbtg",
};

const REFERENCE = /\$\{([^}]+)\}/g;
const ADDRESS =
  /^((?:module\.[^.[]+(?:\[[^\]]*\])?\.)?tencentcloud_[a-z_0-9]+\.[\w-]+(?:\[[^\]]*\])?)\.(.+)$/;

/** `unchanged` is the plan after the apply, with nothing left to do. */
export function described(yaml: string): { plan: Json; state: Json; unchanged: Json } {
  const description = parse(yaml) as Description;
  const instances = Object.entries(description.resources).map(instanceOf);
  const all = new Map(instances.map((one) => [one.address, one]));
  const created = (one: Instance): Change => ({
    actions: ["create"],
    before: null,
    after: known(one),
    after_unknown: unknowns(one),
  });
  const kept = (one: Instance): Change => {
    const attributes = attributesOf(all, one);
    return { actions: ["no-op"], before: attributes, after: attributes, after_unknown: {} };
  };
  return {
    plan: planOf(description, instances, created),
    state: stateOf(instances),
    unchanged: planOf(description, instances, kept),
  };
}

interface Change {
  readonly actions: readonly string[];
  readonly before: Json | null;
  readonly after: Json;
  readonly after_unknown: Json;
}

function instanceOf([address, body]: [string, Values & Notes], number: number): Instance {
  const match =
    /^(module\.[^.[]+(?:\[[^\]]*\])?)?\.?tencentcloud_([a-z_0-9]+)\.([\w-]+)(?:\[(.+)\])?$/.exec(
      address,
    );
  if (!match) throw new Error(`${address} is no address`);
  const [, module = "", type = "", name = "", key] = match;
  const attributes = Object.entries(body).filter(([each]) => !each.startsWith("$"));
  return {
    address,
    module,
    type,
    name,
    key: key === undefined ? null : (JSON.parse(key) as string | number),
    written: Object.fromEntries(attributes) as Values,
    notes: body as Notes,
    number,
  };
}

/* The plan. */

function planOf(
  { modules = {} }: Description,
  instances: readonly Instance[],
  changeOf: (one: Instance) => Change,
): Json {
  const planned = (one: Instance): Json => {
    const { module_address: _module, ...rest } = header(one);
    return { ...rest, schema_version: 0, values: changeOf(one).after };
  };
  const inModule = (module: string) => instances.filter((one) => one.module === module);
  const children = [...new Set(instances.map(({ module }) => module))].filter(
    (each) => each !== "",
  );
  const calls = Object.entries(modules).map(([name, call]) => {
    const first = children.find((each) => each.split("[")[0] === `module.${name}`) ?? "";
    const outputs = Object.entries(call.outputs ?? {}).map(([output, names]) => [
      output,
      { expression: references(names) },
    ]);
    const expressions = Object.entries(call.arguments ?? {}).map(([argument, names]) => [
      argument,
      references(names),
    ]);
    return [
      name,
      {
        source: `./modules/${name}`,
        ...(call.repeated ? { [`${call.repeated}_expression`]: references(["local.each"]) } : {}),
        expressions: Object.fromEntries(expressions),
        module: { outputs: Object.fromEntries(outputs), resources: configured(inModule(first)) },
      },
    ] as const;
  });
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: {
      root_module: {
        resources: inModule("").map(planned),
        ...(children.length === 0
          ? {}
          : {
              child_modules: children.map((address) => ({
                resources: inModule(address).map(planned),
                address,
              })),
            }),
      },
    },
    resource_changes: instances.map((one) => ({
      ...header(one),
      change: changeOf(one),
    })),
    configuration: {
      provider_config: {
        tencentcloud: {
          name: "tencentcloud",
          expressions: { region: { constant_value: "ap-guangzhou" } },
        },
      },
      root_module: {
        resources: configured(inModule("")),
        ...(calls.length === 0 ? {} : { module_calls: Object.fromEntries(calls) }),
      },
    },
  };
}

function header({ address, module, type, name, key }: Instance): Json {
  return {
    address,
    ...(module === "" ? {} : { module_address: module }),
    mode: "managed",
    type: `tencentcloud_${type}`,
    name,
    ...(key === null ? {} : { index: key }),
    provider_name: "registry.example/tencentcloudstack/tencentcloud",
  };
}

function known({ type, written }: Instance): Json {
  const nulls = (OPTIONAL[type] ?? []).map((name) => [name, null] as const);
  const values = Object.entries(written).filter(
    ([, value]) => isBlocks(value) || !refersSomewhere(value),
  );
  return {
    ...Object.fromEntries(nulls),
    ...Object.fromEntries(values.map(([name, value]) => [name, knownPart(type, name, value)])),
  };
}

function knownPart(type: string, name: string, value: Value): unknown {
  if (!isBlocks(value)) return value;
  const nulls = type === "security_group_rule_set" && name.endsWith("gress") ? POLICY : [];
  return value.map((block) => ({
    ...Object.fromEntries(nulls.map((each) => [each, null])),
    ...Object.fromEntries(
      Object.entries(block)
        .filter(([, each]) => isBlocks(each) || !refersSomewhere(each))
        .map(([inner, each]) => [inner, knownPart(type, inner, each)]),
    ),
  }));
}

function unknowns({ type, written }: Instance): Json {
  const computed = (COMPUTED[type] ?? []).filter((name) => written[name] === undefined);
  return {
    id: true,
    ...Object.fromEntries(computed.map((name) => [name, true])),
    ...unknownParts(written),
  };
}

/** A list with one unknown element is unknown as a whole; blocks are told apart. */
function unknownParts(values: Values): Json {
  const parts = Object.entries(values).flatMap(([name, value]) => {
    if (!refersSomewhere(value)) return [];
    return [[name, isBlocks(value) ? value.map(unknownParts) : true] as const];
  });
  return Object.fromEntries(parts);
}

function configured(instances: readonly Instance[]): Json[] {
  const firsts = new Map(
    instances.toReversed().map((one) => [`tencentcloud_${one.type}.${one.name}`, one]),
  );
  return [...firsts].toReversed().map(([address, one]) => ({
    address,
    mode: "managed",
    type: `tencentcloud_${one.type}`,
    name: one.name,
    provider_config_key: "tencentcloud",
    expressions: expressionsOf(one, one.written),
    ...(one.key === null
      ? {}
      : {
          [typeof one.key === "number" ? "count_expression" : "for_each_expression"]: references([
            "local.each",
          ]),
        }),
    schema_version: 0,
  }));
}

function expressionsOf(one: Instance, values: Values): Json {
  const { $refs: given = {}, $dynamic: made = {} } = one.notes;
  const parts = Object.entries(values).flatMap(([name, value]): (readonly [string, unknown])[] => {
    if (isBlocks(value)) {
      const stand = value.filter((_, i) => !made[name]?.includes(i));
      return stand.length === 0 ? [] : [[name, stand.map((block) => expressionsOf(one, block))]];
    }
    if (given[name]) return [[name, references(given[name])]];
    const names = [...JSON.stringify(value).replaceAll('\\"', '"').matchAll(REFERENCE)].map(
      ([, reference]) => reference!,
    );
    const inside = names.map((each) =>
      one.module === "" ? each : each.replace(`${one.module}.`, ""),
    );
    return [
      [
        name,
        names.length === 0 ? { constant_value: value } : references(inside.flatMap(continued)),
      ],
    ];
  });
  return Object.fromEntries(parts);
}

function references(names: readonly string[]): Json {
  return { references: names };
}

/** `a.b["x"].id`, `a.b["x"]`, `a.b`: longest first, as Terraform lists them. */
function continued(name: string): string[] {
  const [, address = name] = ADDRESS.exec(name) ?? [];
  const base = address.replace(/\[[^\]]*\]$/, "");
  return [...new Set([name, address, base])];
}

/* The state. */

function stateOf(instances: readonly Instance[]): Json {
  const all = new Map(instances.map((one) => [one.address, one]));
  const groups = new Map<string, Instance[]>();
  for (const one of instances) {
    const block = `${one.module} ${one.type} ${one.name}`;
    groups.set(block, [...(groups.get(block) ?? []), one]);
  }
  return {
    version: 4,
    terraform_version: "1.11.4",
    serial: 1,
    lineage: "5b0c0c59-0000-4000-8000-000000000000",
    outputs: {},
    resources: [...groups.values()].map((several) => {
      const { module, type, name } = several[0]!;
      return {
        ...(module === "" ? {} : { module }),
        mode: "managed",
        type: `tencentcloud_${type}`,
        name,
        provider: 'provider["registry.example/tencentcloudstack/tencentcloud"]',
        instances: several.map((one) => ({
          ...(one.key === null ? {} : { index_key: one.key }),
          schema_version: 0,
          attributes: attributesOf(all, one),
          sensitive_attributes: [],
        })),
      };
    }),
    check_results: null,
  };
}

function attributesOf(all: ReadonlyMap<string, Instance>, one: Instance): Json {
  const { type, written, notes } = one;
  const filled = applied(all, one);
  const groups = filled["orderly_security_groups"] ?? filled["security_groups"];
  return {
    ...Object.fromEntries(
      [...(COMPUTED[type] ?? []), ...(OPTIONAL[type] ?? [])].map((name) => [name, empty(name)]),
    ),
    ...(type === "instance" && groups
      ? { orderly_security_groups: groups, security_groups: groups }
      : {}),
    ...Object.fromEntries(
      Object.keys(written).map((name) => [name, storedBlocks(type, name, filled[name])]),
    ),
    ...filledIds(all, one),
    ...notes.$applied,
    id: idOf(all, one),
  };
}

function empty(name: string): unknown {
  if (/port$|enable$|index$/.test(name)) return 0;
  return name.endsWith("s") ? [] : "";
}

function storedBlocks(type: string, name: string, value: unknown): unknown {
  if (type !== "security_group_rule_set" || !name.endsWith("gress")) return value;
  const unset = Object.fromEntries(POLICY.map((each) => [each, ""]));
  return (value as Json[]).map((block) => ({ ...unset, ...block }));
}

function filledIds(all: ReadonlyMap<string, Instance>, one: Instance): Json {
  const name = {
    clb_listener: "listener_id",
    clb_listener_rule: "rule_id",
    tsf_cluster: "cluster_id",
    tsf_namespace: "namespace_id",
  }[one.type];
  return name === undefined ? {} : { [name]: idOf(all, one).split("#").at(-1) };
}

function applied(all: ReadonlyMap<string, Instance>, one: Instance): Json {
  return Object.fromEntries(
    Object.entries(one.written).map(([name, value]) => [name, replaced(all, value)]),
  );
}

function replaced(all: ReadonlyMap<string, Instance>, value: Value): unknown {
  if (typeof value === "string")
    return value.replace(REFERENCE, (_, name: string) => valueOf(all, name));
  if (Array.isArray(value)) return value.map((item: Value) => replaced(all, item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, replaced(all, each)]),
  );
}

function valueOf(all: ReadonlyMap<string, Instance>, reference: string): string {
  const [, address = "", attribute = ""] = ADDRESS.exec(reference) ?? [];
  const one = all.get(address);
  if (!one) throw new Error(`${reference} is not described`);
  if (attribute === "id") return idOf(all, one);
  const [name = "", index] = attribute.replace("]", "").split("[");
  const value = { ...applied(all, one), ...filledIds(all, one), ...one.notes.$applied }[name];
  const item = index === undefined ? value : (value as unknown[])[Number(index)];
  if (typeof item !== "string") throw new Error(`${reference} has no value once applied`);
  return item;
}

function idOf(all: ReadonlyMap<string, Instance>, one: Instance): string {
  const { type, number } = one;
  const own = `${PREFIXES[type] ?? type.split("_").at(-1)}-${(0xa0000001 + number).toString(16)}`;
  const owner = (name: string) => String(replaced(all, one.written[name] ?? ""));
  if (type === "security_group_rule_set" || type === "security_group_lite_rule")
    return owner("security_group_id");
  if (type === "clb_listener") return `${owner("clb_id")}#${own}`;
  if (type === "clb_listener_rule") return `${owner("clb_id")}#${owner("listener_id")}#${own}`;
  return own;
}

function isBlocks(value: Value): value is readonly Values[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === "object" && item !== null && !Array.isArray(item))
  );
}

function refersSomewhere(value: Value): boolean {
  return JSON.stringify(value).includes("${");
}
