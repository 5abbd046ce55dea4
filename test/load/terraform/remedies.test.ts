// What is to be done about what Terraform does not tell: over the whole table of resource types, never by example.
import { expect, test } from "vitest";
import { evaluateFolder } from "../../../src/load/terraform/hcl/index.ts";
import { mapStack } from "../../../src/load/terraform/index.ts";
import { linkPaths, RESOURCES, shapeOf } from "../../../src/load/terraform/resources/index.ts";
import type { Shape } from "../../../src/load/terraform/resources/shape.ts";
import { ID_KINDS, type IdKind } from "../../../src/model/id.ts";
import { howToAdd, Unknown, type Fact } from "../../../src/model/unknown.ts";
import { textOf } from "../../../src/words/index.ts";

const TYPES = Object.entries<Shape>(RESOURCES);

/** Every fact that a draft says is missing. */
function factsIn(value: unknown): Fact[] {
  if (value instanceof Unknown) return [value.fact];
  if (Array.isArray(value)) return value.flatMap(factsIn);
  if (typeof value !== "object" || value === null) return [];
  if ("remedy" in value && "reason" in value) return [value as Fact];
  const { place: _, ...rest } = value as Record<string, unknown>;
  return Object.values(rest).flatMap(factsIn);
}

async function factsOf(text: string): Promise<Fact[]> {
  return factsIn(
    mapStack(await evaluateFolder({ folder: "", files: [{ file: "main.tf", text }] })),
  );
}

function resource(type: string, body: string): string {
  return `resource "${type}" "a" {\n${body}}\n`;
}

/** The blocks of a type, and in them whatever `line` says of a value. */
function bodyOf(shape: Shape, line: (path: string, name: string) => string, above = ""): string {
  return Object.entries(shape)
    .map(([name, held]) => {
      const path = `${above}${name}`;
      if (held.holds === "value") return line(path, name);
      return `${name} {\n${bodyOf(held.of, line, `${path}.`)}}\n`;
    })
    .join("");
}

/** Whether blocks of a type lead to the name, `auto_scaling_config[0] port` and `native.subnet_ids` alike. */
function isHeld(type: string, name: string): boolean {
  let shape: Shape | null = shapeOf(type);
  for (const part of name.replaceAll(/\[\d+\]/g, "").split(/[ .]/)) {
    const held: Shape[string] | undefined = shape?.[part];
    if (!held) return false;
    shape = held.holds === "blocks" ? held.of : null;
  }
  return true;
}

/** What a rule has under several names, as its own text says: `cidr_ip`, `source_sgid` and so on are its source. */
const PARTS = /^(?:action|source|destination|service|content|port|protocol)(?: of .+)?$/;
const RULES = /rule|acl/;

/** The attribute and the address that a remedy names. */
function written(remedy: string) {
  return /(?:^|; )(?:set the|correct the|list .+ in) ([\w.[\] ()]+) of (tencentcloud_\w+)\./.exec(
    remedy,
  );
}

test.each(TYPES)("what %s lacks is written into an attribute that it has", async (type, shape) => {
  const bare = await factsOf(
    resource(
      type,
      bodyOf(shape, () => ""),
    ),
  );
  const empty = await factsOf(
    resource(
      type,
      bodyOf(shape, (_, name) => `${name} = ""\n`),
    ),
  );
  for (const { remedy } of [...bare, ...empty]) {
    const [, name = "", at = ""] = written(remedy) ?? [];
    if (name === "")
      expect(remedy).toMatch(/`(?:tccli|terraform) |^(?:name|keep|write|pass|declare) /);
    else expect(isHeld(at, name) || (RULES.test(at) && PARTS.test(name)), remedy).toBe(true);
  }
});

test("what lists no group is told the attribute of its own type that does", async () => {
  const found: string[] = [];
  for (const [type, shape] of TYPES) {
    const facts = await factsOf(
      resource(
        type,
        bodyOf(shape, () => ""),
      ),
    );
    for (const { remedy } of facts.filter(({ reason }) => reason === "terraform.default-group")) {
      const [, name = "", at = ""] = written(remedy) ?? [];
      expect([at, linkPaths(type, "group")]).toEqual([type, expect.arrayContaining([name])]);
      found.push(`${type}: ${name}`);
    }
  }
  expect(found).toContain(
    "tencentcloud_kubernetes_node_pool: auto_scaling_config.orderly_security_group_ids",
  );
  expect(found).toContain("tencentcloud_kubernetes_cluster: worker_config.security_group_ids");
  expect(found.length).toBeGreaterThan(6);
});

test("groups without an order are put into the attribute of the same type that keeps it", async () => {
  const two = ["g", "h"].map(
    (name) => `resource "tencentcloud_security_group" "${name}" {\n  name = "${name}"\n}\n`,
  );
  const ids = "[tencentcloud_security_group.g.id, tencentcloud_security_group.h.id]";
  const found: string[] = [];
  for (const [type, shape] of TYPES) {
    const paths = linkPaths(type, "group");
    const body = bodyOf(shape, (path, name) => (path === paths.at(-1) ? `${name} = ${ids}\n` : ""));
    const facts = await factsOf(`${two.join("")}${resource(type, body)}`);
    for (const { remedy } of facts.filter(({ text }) => text.startsWith("the order of security"))) {
      expect(remedy).toContain(`in ${paths[0]} of ${type}.a,`);
      found.push(type);
    }
  }
  expect(found.toSorted()).toEqual([
    "tencentcloud_eni",
    "tencentcloud_instance",
    "tencentcloud_kubernetes_node_pool",
  ]);
});

test("what a data source looks up is saved by the vendor's call, and checked beside a plan", () => {
  for (const kind of Object.keys(ID_KINDS) as IdKind[]) {
    const { save } = ID_KINDS[kind];
    const advice = textOf(howToAdd(kind, "module.a.data.tencentcloud_things.x.list[0].thing_id"));
    if (save === null) expect(advice).not.toContain("tccli");
    else {
      expect(advice).toContain(`\`tccli ${save}\``);
      expect(advice).toContain(`\`sglint check plan.json ${save.split(" > ")[1]} --tf .\``);
    }
  }
});
