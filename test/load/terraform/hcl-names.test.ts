// Names that every object of JavaScript has are names like all others: of resources, values, functions, keys.
import { describe, expect, test } from "vitest";
import type { Node } from "../../../src/load/terraform/resource.ts";
import { evaluated, isError, plain, resource, valueOf } from "./hcl-values.ts";

const NAMES = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"];

/** Keys and values, since a plain object would lose `__proto__`. */
function entriesOf(node: Node | undefined): [string, unknown][] {
  return node?.kind === "object" ? [...node.entries].map(([key, one]) => [key, plain(one)]) : [];
}

async function bodyOf(files: Readonly<Record<string, string>>, address = "test.value") {
  return resource(await evaluated(files), address).body.entries;
}

describe.each(NAMES)("%s", (name) => {
  test("is a type and a name of resources", async () => {
    const stack = await evaluated({
      "main.tf": `resource "${name}" "${name}" {\n  ${name} = 1\n}\nresource "test" "value" {\n  ref = ${name}.${name}.${name}\n  none = ${name}.${name}.id\n}\n`,
    });
    expect(stack.complaints).toEqual([]);
    expect(entriesOf(resource(stack, `${name}.${name}`).body)).toEqual([[name, 1]]);
    const { entries } = resource(stack, "test.value").body;
    expect(plain(entries.get("ref")!)).toBe(1);
    expect(plain(entries.get("none")!)).toBe(`? ${name}.${name}.id`);
  });

  test("is declared only where it is declared", async () => {
    for (const reference of [`local.${name}`, `var.${name}`, `module.${name}`, `data.${name}.x`])
      expect([reference, await isError(reference)]).toEqual([reference, true]);
    expect(await isError(`${name}.x`)).toBe(true);
    expect(await isError(`{ a = 1 }.${name}`)).toBe(true);
    expect(await isError(`{ a = 1 }["${name}"]`)).toBe(true);
    expect(await valueOf(`lookup({ a = 1 }, "${name}", 7)`)).toBe(7);
    expect(await valueOf(`try({ a = 1 }.${name}, 7)`)).toBe(7);
  });

  test("is a local value, a variable, a module, an output", async () => {
    const entries = await bodyOf({
      "main.tf": `locals {\n  ${name} = 1\n}\nvariable "${name}" {\n  default = 2\n}\nmodule "${name}" {\n  source = "./m"\n  ${name} = 3\n}\nresource "test" "value" {\n  all = [local.${name}, var.${name}, module.${name}.${name}]\n}\n`,
      "m/main.tf": `variable "${name}" {\n}\noutput "${name}" {\n  value = var.${name}\n}\n`,
    });
    expect(plain(entries.get("all")!)).toEqual([1, 2, 3]);
  });

  test("is a key", async () => {
    expect(await valueOf(`{ ${name} = 5 }.${name}`)).toBe(5);
    expect(await valueOf(`{ for k in ["${name}"] : k => 6 }["${name}"]`)).toBe(6);
    expect(await valueOf(`keys(merge({ a = 1 }, { "${name}" = 2 }))`)).toEqual(
      ["a", name].toSorted(),
    );
    expect(await valueOf(`jsonencode({ "${name}" = 2 })`)).toBe(`{"${name}":2}`);
    expect(await valueOf(`jsondecode("{\\"${name}\\":2}")["${name}"]`)).toBe(2);
    expect(await valueOf(`yamldecode("${name}: 2")["${name}"]`)).toBe(2);
    expect(await valueOf(`zipmap(["${name}"], [2])["${name}"]`)).toBe(2);
  });

  test("is a key of for_each, and of an object type", async () => {
    const stack = await evaluated({
      "main.tf": `variable "v" {\n  type = map(object({ ${name} = number }))\n  default = { "${name}" = { ${name} = 4 } }\n}\nresource "test" "each" {\n  for_each = var.v\n  key = each.key\n  value = each.value.${name}\n}\n`,
    });
    const { entries } = resource(stack, `test.each["${name}"]`).body;
    expect([plain(entries.get("key")!), plain(entries.get("value")!)]).toEqual([name, 4]);
  });

  test("is no function, no type and no class of characters", async () => {
    expect(String(await valueOf(`${name}("a")`))).toContain(`${name}(), which is not evaluated`);
    expect(await valueOf(`length(regexall("[[:${name}:]]", "j }]"))`)).toBe(0);
    const entries = await bodyOf({
      "main.tf": `variable "v" {\n  type = ${name}\n  default = "x"\n}\nresource "test" "value" {\n  v = var.v\n}\n`,
    });
    expect(plain(entries.get("v")!)).toBe("x");
  });

  test("is a name in JSON", async () => {
    const stack = await evaluated({
      "main.tf.json": `{"${name}":{"x":{}},"locals":{"${name}":1},"variable":{"${name}":{"default":2}},"resource":{"${name}":{"${name}":{"${name}":"\${local.${name} + var.${name}}"}}}}`,
    });
    expect(stack.complaints).toEqual([]);
    expect(entriesOf(resource(stack, `${name}.${name}`).body)).toEqual([[name, 3]]);
  });

  test("is a variable given from outside", async () => {
    const main = `variable "${name}" {\n}\nresource "test" "value" {\n  v = var.${name}\n}\n`;
    const variables = new Map([[name, "x"]]);
    const flag = await evaluated({ "main.tf": main }, { variables });
    expect(plain(resource(flag, "test.value").body.entries.get("v")!)).toBe("x");
    const values = { "main.tf": main, "terraform.tfvars.json": `{"${name}": "y"}` };
    expect(plain((await bodyOf(values)).get("v")!)).toBe("y");
    const missing = await bodyOf({ "main.tf": main });
    expect(plain(missing.get("v")!)).toBe(`? variable "${name}" has no value`);
  });
});
