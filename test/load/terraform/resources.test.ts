// The table of resource types: what it names is read alike out of HCL, plans and states, and the mapping knows every type.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Draft } from "../../../src/load/merge/draft.ts";
import { evaluateFolder } from "../../../src/load/terraform/hcl/index.ts";
import { mapStack, readPlan, readState } from "../../../src/load/terraform/index.ts";
import { RESOURCES } from "../../../src/load/terraform/resources/index.ts";
import { LINKS, type Shape } from "../../../src/load/terraform/resources/shape.ts";
import { Unknown } from "../../../src/model/unknown.ts";
import { json } from "./stacks.ts";

const MAP = fileURLToPath(new URL("../../../src/load/terraform/map/", import.meta.url));
const TYPES: readonly (readonly [string, Shape])[] = Object.entries(RESOURCES);

/** Where a value must have a form of its own; other attributes hold an id. */
const SAMPLES = new Map<string, unknown>([
  ["action", "ACCEPT"],
  ["policy", "DROP"],
  ["policy_index", 3],
  ["type", "ingress"],
  ["cidr_block", "10.1.0.0/16"],
  ["cidr_ip", "10.1.0.0/16"],
  ["source_cidr", "10.1.0.0/16"],
  ["destination_cidr", "10.2.0.0/16"],
  ["protocol", "TCP"],
  ["ip_protocol", "tcp"],
  ["port", 8080],
  ["weight", 20],
  ["port_range", "80,443"],
  ["source_port", "1-65535"],
  ["destination_port", "8080"],
  ["priority", 7],
  ["address", "10.3.0.0/16"],
  ["addresses", ["10.3.0.0/16", "10.4.0.1"]],
  ["protocols", ["tcp:80", "udp:53"]],
  ["allocate_public_ip", true],
  ["network_type", "OPEN"],
  ["end_port", 8090],
  ["upstream_type", "IP_PORT"],
  ["cluster_type", "C"],
  ["service_config_timeout", 9],
  ["vm_port", 8081],
  ["target_port", 8082],
  ["url", "/a"],
  ["domains", ["a.example"]],
  ["depends_on", undefined],
  ...["private_ip", "public_ip", "eni_ip", "bind_ip", "vm_ip", "host", "vip", "ip"].map(
    (name) => [name, "10.5.0.1"] as const,
  ),
  ...["ipv6_addresses", "public_ipv6_addresses"].map((name) => [name, ["2001:db8::1"]] as const),
  ["address_ipv6", "2001:db8::2"],
  ["clb_vips", ["10.5.0.2"]],
]);
/** In these types the directions are lists of strings. */
const LINES = new Map([
  ["tencentcloud_security_group_lite_rule", ["ACCEPT#10.0.0.0/8#80#TCP"]],
  ["tencentcloud_vpc_acl", ["DROP#10.0.0.0/8#80#TCP"]],
]);

type Values = { readonly [name: string]: unknown };

/** One source and one service, which is as many as a rule may name. */
const SPARE =
  /^(?:ipv6_cidr_block|source_security_id|source_sgid|(?:address|service|protocol)_template.*)$/;

function sampleOf(type: string, shape: Shape): Values {
  const values = Object.entries(shape).map(([name, held]) => {
    if (SPARE.test(name)) return [name, undefined];
    if (held.holds === "blocks") return [name, [sampleOf(type, held.of)]];
    if (name === "ingress" || name === "egress") return [name, LINES.get(type)];
    if (SAMPLES.has(name)) return [name, SAMPLES.get(name)];
    const id = `x-${name}`;
    return [name, /(?:s|_ids)$/.test(name) && held.link ? [id] : id];
  });
  return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Values;
}

function hcl(shape: Shape, values: Values): string {
  return Object.entries(values)
    .map(([name, value]) => {
      const held = shape[name]!;
      if (held.holds === "value") return `${name} = ${JSON.stringify(value)}`;
      return (value as Values[]).map((one) => `${name} {\n${hcl(held.of, one)}\n}`).join("\n");
    })
    .join("\n");
}

/** Hangs on where it was read, not on what it says. */
const OF_SOURCE = new Set(["place", "remedy", "region"]);

function meaning(draft: Draft): unknown {
  const { complaints: _, notices: __, ...rest } = draft;
  return plainly(rest);
}

function plainly(value: unknown): unknown {
  if (value instanceof Unknown) return { unknown: value.fact.text };
  if (Array.isArray(value)) return value.map(plainly);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => !OF_SOURCE.has(name));
  return Object.fromEntries(entries.map(([name, one]) => [name, plainly(one)]));
}

describe.each(TYPES)("%s", (type, shape) => {
  const values = sampleOf(type, shape);
  const named = { address: `${type}.a`, mode: "managed", type, name: "a" };

  test("means the same as HCL, as a plan and as a state", async () => {
    const text = `resource "${type}" "a" {\n${hcl(shape, values)}\n}\n`;
    const written = await evaluateFolder({ folder: "", files: [{ file: "main.tf", text }] });
    const resources = [{ ...named, values }];
    const plan = { format_version: "1.2", planned_values: { root_module: { resources } } };
    const state = {
      version: 4,
      terraform_version: "1.9.0",
      resources: [{ ...named, instances: [{ attributes: values }] }],
    };
    const expected = meaning(mapStack(written));
    expect(meaning(mapStack(readPlan(json(plan))))).toEqual(expected);
    expect(meaning(mapStack(readState(json(state))))).toEqual(expected);
  });
});

test("the mapping reads every type of the table", () => {
  const code = readdirSync(MAP)
    .map((name) => readFileSync(`${MAP}${name}`, "utf8"))
    .join("\n");
  const linked = new Set<string>(Object.values(LINKS).flat());
  const unread = TYPES.map(([type]) => type).filter((type) => !code.includes(`"${type}"`));
  expect(unread.filter((type) => !linked.has(type))).toEqual([]);
});

describe("types called as properties of every object", () => {
  const names = ["constructor", "toString", "__proto__", "hasOwnProperty"];
  const resource = names.map((name) => `"${name}": { "x": {} }`).join(", ");

  test.each([
    ["main.tf", names.map((name) => `resource "${name}" "x" {\n}\n`).join("")],
    ["main.tf.json", `{ "resource": { ${resource} } }`],
  ])("are passed over in %s", async (file, text) => {
    const draft = mapStack(await evaluateFolder({ folder: "", files: [{ file, text }] }));
    expect(draft.complaints).toEqual([]);
    expect(draft.groups).toEqual([]);
  });

  test("are passed over in a state", () => {
    const resources = names.map((type) => ({
      mode: "managed",
      type,
      name: "x",
      instances: [{ attributes: {} }],
    }));
    const state = { version: 4, terraform_version: "1.9.0", resources };
    expect(mapStack(readState(json(state))).complaints).toEqual([]);
  });
});
