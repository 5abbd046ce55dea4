// Folders of Terraform: variables and their precedence, types, modules, instances, dynamic blocks, overrides,
// the JSON spelling, regions and notices.
import { describe, expect, test } from "vitest";
import { locate } from "../../../src/model/place.ts";
import { bodies, evaluated, plain, resource, textAt, type Options } from "./hcl-values.ts";

async function variable(
  declaration: string,
  files: Readonly<Record<string, string>> = {},
  options: Options = {},
) {
  const main = `variable "v" {${declaration}}\nresource "test" "r" {\n  v = [var.v]\n}\n`;
  const stack = await evaluated({ "main.tf": main, ...files }, options);
  const { v } = bodies(stack)["test.r"] as { v: unknown[] };
  return v[0];
}

describe("variables: definition precedence, later wins", () => {
  const files = {
    "terraform.tfvars": 'v = "tfvars"',
    "terraform.tfvars.json": '{"v": "json"}',
    "b.auto.tfvars": 'v = "b"',
    "a.auto.tfvars.json": '{"v": "a"}',
  };
  const environment = new Map([["TF_VAR_v", "env"]]);
  const variableFiles = [{ file: "x.tfvars", text: 'v = "file"' }];
  const take = (...names: (keyof typeof files)[]) =>
    Object.fromEntries(names.map((name) => [name, files[name]]));

  test.each<[string, Readonly<Record<string, string>>, Options, string]>([
    ["default", {}, {}, "default"],
    ["environment over default", {}, { environment }, "env"],
    ["terraform.tfvars over environment", take("terraform.tfvars"), { environment }, "tfvars"],
    [
      "terraform.tfvars.json over terraform.tfvars",
      take("terraform.tfvars", "terraform.tfvars.json"),
      {},
      "json",
    ],
    ["*.auto.tfvars over those", take("terraform.tfvars.json", "a.auto.tfvars.json"), {}, "a"],
    ["*.auto.tfvars by name", files, {}, "b"],
    ["--var-file over those", files, { variableFiles }, "file"],
    ["--var over all", files, { variableFiles, variables: new Map([["v", "flag"]]) }, "flag"],
  ])("%s", async (_, given, options, value) => {
    expect(await variable('\n default = "default"\n', given, options)).toBe(value);
  });

  test("tfvars of another folder do not count", async () => {
    expect(await variable('\n default = "d"\n', { "other/terraform.tfvars": 'v = "x"' })).toBe("d");
  });

  test("without a value it is unknown", async () => {
    expect(await variable("")).toBe('? variable "v" has no value');
  });

  test("--var is an expression where the type is a list, map or object, else a text", async () => {
    const variables = new Map([["v", '["a", 1]']]);
    expect(await variable("\n type = list(string)\n", {}, { variables })).toEqual(["a", "1"]);
    expect(await variable("\n type = string\n", {}, { variables })).toBe('["a", 1]');
    expect(await variable("", {}, { variables })).toBe('["a", 1]');
  });

  test("an undeclared value: a notice in a file, a complaint from --var", async () => {
    const stack = await evaluated(
      { "terraform.tfvars": "w = 1", "a.tf": "" },
      { variables: new Map([["z", "1"]]) },
    );
    expect(stack.notices).toEqual([
      'terraform.tfvars: a value for variable "w", which is not declared',
    ]);
    expect(stack.complaints.map(({ message }) => message)).toEqual([
      '--var z: the configuration declares no variable "z"',
    ]);
  });
});

describe("variables: type constraints", () => {
  test.each<[string, string, string, unknown]>([
    ["string from number", "string", "1", "1"],
    ["number from text", "number", '"1.5"', 1.5],
    ["bool from text", "bool", '"true"', true],
    ["list of string from a tuple", "list(string)", '["a", 1, true]', ["a", "1", "true"]],
    ["set: no element twice, sorted", "set(string)", '["b", "a", "b"]', ["a", "b"]],
    ["map of number", "map(number)", '{ b = "2", a = 1 }', { a: 1, b: 2 }],
    ["the old words", "list", '["a"]', ["a"]],
    ["the old words in quotes", '"list"', '["a"]', ["a"]],
    ["any", "any", '{ a = [1, "b"] }', { a: [1, "b"] }],
    ["list of any: one type for all", "list(any)", '[1, "b"]', ["1", "b"]],
    ["tuple", "tuple([string, number])", '[1, "2"]', ["1", 2]],
    [
      "object: attributes it does not know are dropped",
      "object({ a = string })",
      "{ a = 1, b = 2 }",
      { a: "1" },
    ],
    [
      "optional without default is null",
      "object({ a = string, b = optional(string) })",
      '{ a = "x" }',
      { a: "x", b: null },
    ],
    [
      "optional with default",
      'object({ a = optional(string, "d"), b = optional(number, 3) })',
      "{ b = 4 }",
      { a: "d", b: 4 },
    ],
    [
      "optional given null takes the default",
      'object({ a = optional(string, "d") })',
      "{ a = null }",
      { a: "d" },
    ],
    [
      "optional inside of optional",
      'object({ o = optional(object({ p = optional(list(string), ["ALL"]) }), {}) })',
      "{}",
      { o: { p: ["ALL"] } },
    ],
    [
      "list of objects",
      'list(object({ c = string, p = optional(string, "ALL") }))',
      '[{ c = "x" }, { c = "y", p = 80 }]',
      [
        { c: "x", p: "ALL" },
        { c: "y", p: "80" },
      ],
    ],
  ])("%s", async (_, type, value, expected) => {
    expect(await variable(`\n  type = ${type}\n  default = ${value}\n`)).toEqual(expected);
  });

  test("a value of another type is refused, with a notice at the value", async () => {
    const text =
      'variable "v" {\n  type = list(string)\n  default = "x"\n}\nresource "a" "b" {\n  v = var.v\n}\n';
    const stack = await evaluated({ "main.tf": text });
    expect(stack.notices).toEqual([
      'main.tf:3: this value is not of the type that variable "v" asks for',
    ]);
  });

  test("nullable = false: null takes the default", async () => {
    const options = { variableFiles: [{ file: "n.tfvars", text: "v = null" }] };
    expect(await variable('\n default = "d"\n nullable = false\n', {}, options)).toBe("d");
    expect(await variable('\n default = "d"\n', {}, options)).toBe(null);
  });
});

describe("instances", () => {
  test("count: addresses by index; for_each: by key, sorted", async () => {
    const stack = await evaluated({
      "main.tf": `
resource "a" "counted" {
  count = 2
  name  = "n\${count.index}"
}
resource "a" "mapped" {
  for_each = { z = 1, b = 2 }
  name     = "\${each.key}\${each.value}"
}
resource "a" "set" {
  for_each = toset(["y", "x"])
  name     = "\${each.key}\${each.value}"
}
resource "a" "none" { count = 0 }
`,
    });
    expect(bodies(stack)).toEqual({
      "a.counted[0]": { name: "n0" },
      "a.counted[1]": { name: "n1" },
      'a.mapped["b"]': { name: "b2" },
      'a.mapped["z"]': { name: "z1" },
      'a.set["x"]': { name: "xx" },
      'a.set["y"]': { name: "yy" },
    });
    expect(stack.resources.every(({ certain }) => certain)).toBe(true);
  });

  test("an unknown count or for_each: what may be is not certain", async () => {
    const stack = await evaluated({
      "main.tf": `
variable "on" {}
variable "n" {}
resource "a" "switch" { count = var.on ? 1 : 0 }
resource "a" "more" { count = var.on ? 2 : 1 }
resource "a" "number" { count = var.n }
resource "a" "keys" {
  for_each = var.on ? { x = 1, y = 2 } : { y = 2 }
  name     = each.key
}
resource "a" "open" {
  for_each = var.n
  name     = each.key
}
`,
    });
    expect(stack.resources.map(({ address, certain }) => `${address} ${certain}`)).toEqual([
      "a.switch[0] false",
      "a.more[0] true",
      "a.more[1] false",
      "a.number[0] false",
      'a.keys["x"] false',
      'a.keys["y"] true',
      'a.open["*"] false',
    ]);
    expect(plain(resource(stack, 'a.open["*"]').body)).toEqual({
      name: '?~ variable "n" has no value',
    });
  });

  test("a list for for_each is refused, as by Terraform", async () => {
    const stack = await evaluated({ "main.tf": 'resource "a" "b" {\n  for_each = ["x"]\n}\n' });
    expect(stack.notices).toEqual([
      "main.tf:2: this value has a for_each that is neither a map nor a set of texts",
    ]);
  });

  test("an import block gives the id", async () => {
    const stack = await evaluated({
      "main.tf":
        'import {\n  to = a.b["x"]\n  id = "sg-1"\n}\nresource "a" "b" {\n  for_each = toset(["x", "y"])\n}\nresource "a" "c" {\n  id_of = a.b["x"].id\n}\n',
    });
    expect(stack.resources.map(({ id }) => id)).toEqual(["sg-1", null, null]);
    expect(bodies(stack)["a.c"]).toEqual({ id_of: "sg-1" });
  });

  test("meta-arguments stay out of the body, depends_on stays in", async () => {
    const stack = await evaluated({
      "main.tf":
        'resource "a" "b" {\n  count = 1\n  provider = x.y\n  depends_on = [a.c]\n  n = null\n  lifecycle {\n    prevent_destroy = true\n  }\n}\nresource "a" "c" {}\n',
    });
    expect(bodies(stack)["a.b[0]"]).toEqual({ depends_on: ["? a.c"] });
  });
});

const DYNAMIC = `variable "rules" {
  default = [
    { cidr = "10.0.0.0/8", port = 80 },
    { cidr = "9.0.0.0/8" },
  ]
}
resource "a" "b" {
  ingress {
    action = "DROP"
  }
  dynamic "ingress" {
    for_each = var.rules
    content {
      cidr = ingress.value.cidr
      port = try(ingress.value.port, "ALL")
      n    = ingress.key
    }
  }
  dynamic "egress" {
    for_each = { b = "y", a = "x" }
    iterator = rule
    content {
      dynamic "inner" {
        for_each = toset([1])
        content {
          text = "\${rule.key}\${rule.value}\${inner.value}"
        }
      }
    }
  }
  dynamic "none" {
    for_each = []
    content {}
  }
  dynamic "one" {
    for_each = true ? [1] : []
    content {
      x = 1
    }
  }
}
`;

describe("dynamic blocks", () => {
  test("expand where they stand, in order; maps by key", async () => {
    const stack = await evaluated({ "main.tf": DYNAMIC });
    expect(bodies(stack)["a.b"]).toEqual({
      ingress: [
        { action: "DROP" },
        { cidr: "10.0.0.0/8", port: 80, n: 0 },
        { cidr: "9.0.0.0/8", port: "ALL", n: 1 },
      ],
      egress: [{ inner: [{ text: "ax1" }] }, { inner: [{ text: "by1" }] }],
      none: [],
      one: [{ x: 1 }],
    });
  });

  test("a block's place is the element it comes from; a switch points at the content", async () => {
    const stack = await evaluated({ "main.tf": DYNAMIC });
    const { entries } = resource(stack, "a.b").body;
    const places = (name: string) => {
      const list = entries.get(name);
      return list?.kind === "list" ? list.items.map(({ place }) => locate(place).line) : [];
    };
    expect(places("ingress")).toEqual([8, 3, 4]);
    expect(places("one")).toEqual([37]);
  });

  test("over an unknown: one block that is unknown", async () => {
    const text =
      'variable "v" {}\nresource "a" "b" {\n  dynamic "x" {\n    for_each = var.v\n    content {}\n  }\n}\n';
    expect(bodies(await evaluated({ "main.tf": text }))["a.b"]).toEqual({
      x: ['?~ variable "v" has no value'],
    });
  });
});

const CALLER = `
resource "tencentcloud_security_group" "own" {}
module "web" {
  source   = "../modules/web"
  for_each = toset(["a", "b"])
  name     = each.key
  group    = tencentcloud_security_group.own.id
}
module "plain" {
  source = "../modules/web"
  name   = "p"
  group  = module.web["b"].group
}
resource "x" "y" {
  direct = module.plain.group
  all    = [for m in module.web : m.group]
  given  = module.web["a"].given
  splat  = values(module.web)[*].name
}
`;
const MODULE = `
variable "name" {}
variable "group" { type = string }
resource "tencentcloud_security_group" "this" {
  count = 1
  name  = var.name
}
output "group" { value = tencentcloud_security_group.this[0].id }
output "given" { value = var.group }
output "name" { value = var.name }
`;

describe("modules", () => {
  test("inputs, outputs, count and for_each; references name instances", async () => {
    const stack = await evaluated(
      { "live/main.tf": CALLER, "modules/web/main.tf": MODULE },
      {},
      "live",
    );
    expect(stack.gaps).toEqual([]);
    expect(stack.resources.map(({ address, module }) => `${module} | ${address}`)).toEqual([
      " | tencentcloud_security_group.own",
      " | x.y",
      'module.web["a"] | module.web["a"].tencentcloud_security_group.this[0]',
      'module.web["b"] | module.web["b"].tencentcloud_security_group.this[0]',
      "module.plain | module.plain.tencentcloud_security_group.this[0]",
    ]);
    const id = (call: string) => `? ${call}.tencentcloud_security_group.this[0].id`;
    expect(bodies(stack)["x.y"]).toEqual({
      direct: id("module.plain"),
      all: [id('module.web["a"]'), id('module.web["b"]')],
      given: "? tencentcloud_security_group.own.id",
      splat: ["a", "b"],
    });
  });

  test("places are in the module's file, with the call beside them", async () => {
    const stack = await evaluated(
      { "live/main.tf": CALLER, "modules/web/main.tf": MODULE },
      {},
      "live",
    );
    const found = resource(stack, "module.plain.tencentcloud_security_group.this[0]");
    expect(textAt(found.place)).toBe(
      'modules/web/main.tf: resource "tencentcloud_security_group" "this"',
    );
    expect(found.calls.map(textAt)).toEqual(['live/main.tf: module "plain"']);
    const name = found.body.entries.get("name");
    expect(name && textAt(name.place)).toBe('live/main.tf: "p"');
  });

  test("registry modules through modules.json, nested ones too", async () => {
    const json = JSON.stringify({
      Modules: [
        { Key: "", Source: "", Dir: "." },
        { Key: "net", Source: "registry/x/y", Dir: ".terraform/modules/net" },
        { Key: "net.deep", Source: "git::z", Dir: ".terraform/modules/net.deep" },
      ],
    });
    const stack = await evaluated({
      "main.tf": 'module "net" {\n  source  = "x/y/tencentcloud"\n  version = "1.0"\n}\n',
      ".terraform/modules/modules.json": json,
      ".terraform/modules/net/main.tf": 'module "deep" {\n  source = "git::z"\n}\n',
      ".terraform/modules/net.deep/main.tf": 'resource "a" "b" {}\n',
    });
    expect(stack.gaps).toEqual([]);
    expect(stack.resources.map(({ address }) => address)).toEqual(["module.net.module.deep.a.b"]);
  });

  test.each([
    [
      "a registry module",
      "x/y/tencentcloud",
      "(x/y/tencentcloud) is not in the input; run `terraform init`, which fetches it into .terraform/modules",
    ],
    [
      "a folder that is not there",
      "./nope",
      'is not in the input: there are no Terraform files in "./nope"; check the path, or lint a folder that holds both',
    ],
    [
      "a folder outside",
      "../../nope",
      'is not in the input: there are no Terraform files in "../../nope"; check the path, or lint a folder that holds both',
    ],
    ["a circle", "./", "calls itself, or is called too deeply; break the circle"],
  ])("missing, %s: a gap at the call, and unknown outputs", async (_, source, message) => {
    const text = `module "m" {\n  source = "${source}"\n}\nresource "a" "b" {\n  x = module.m.out\n}\n`;
    const stack = await evaluated({ "main.tf": text });
    expect(stack.gaps.map((gap) => [gap.message, gap.place && textAt(gap.place)])).toEqual([
      [`module "m" ${message}`, 'main.tf: module "m"'],
    ]);
    expect(bodies(stack)["a.b"]).toEqual({ x: "? module.m.out" });
    expect(stack.notices).toEqual([]);
  });

  test.each([
    "terraform-aws-modules/vpc/aws",
    "app.example.org/team/net/azurerm",
    "acme/charts/helm//modules/x",
  ])("%s is of another provider and passed over", async (source) => {
    const text = `module "m" {\n  source = "${source}"\n}\n`;
    expect((await evaluated({ "main.tf": text })).gaps).toEqual([]);
  });

  test("an uncertain call makes its resources uncertain", async () => {
    const stack = await evaluated({
      "main.tf": 'variable "on" {}\nmodule "m" {\n  source = "./m"\n  count  = var.on ? 1 : 0\n}\n',
      "m/main.tf": 'resource "a" "b" {}\n',
    });
    expect(stack.resources.map(({ address, certain }) => [address, certain])).toEqual([
      ["module.m[0].a.b", false],
    ]);
  });

  test("path.module, path.root, file() and templatefile() are relative to the root", async () => {
    const files: Record<string, string> = {
      "live/m/t.tpl": "%{ for p in ports ~}\nport ${p}\n%{ endfor ~}\n",
      "live/r.txt": "R",
    };
    const stack = await evaluated(
      {
        "live/main.tf":
          'module "m" {\n  source = "./m"\n}\nresource "a" "r" {\n  p = path.module\n  f = file("r.txt")\n  n = file("none.txt")\n}\n',
        "live/m/main.tf":
          'resource "a" "b" {\n  p = path.module\n  t = templatefile("${path.module}/t.tpl", { ports = [1, 2] })\n}\n',
      },
      { readFile: (path) => files[path] ?? null },
      "live",
    );
    expect(bodies(stack)).toEqual({
      "a.r": { p: ".", f: "R", n: '? needs the file "none.txt", which is not in the input' },
      "module.m.a.b": { p: "m", t: "port 1\nport 2\n" },
    });
  });
});

describe("override files", () => {
  test("arguments replace arguments, blocks all blocks of their type", async () => {
    const stack = await evaluated({
      "main.tf":
        'resource "a" "b" {\n  x = 1\n  y = 2\n  in {\n    n = 1\n  }\n  in {\n    n = 2\n  }\n  out {}\n}\nlocals {\n  l = 1\n}\nvariable "v" {\n  default = 1\n}\nresource "a" "l" {\n  l = local.l\n  v = var.v\n}\n',
      "override.tf":
        'resource "a" "b" {\n  y = 3\n  in {\n    n = 9\n  }\n}\nlocals {\n  l = 2\n}\n',
      "z_override.tf.json": '{"variable": {"v": {"default": 7}}}',
    });
    expect(stack.complaints).toEqual([]);
    expect(bodies(stack)).toEqual({
      "a.b": { x: 1, y: 3, out: [{}], in: [{ n: 9 }] },
      "a.l": { l: 2, v: 7 },
    });
  });

  test("twice in files that are none is a complaint", async () => {
    const stack = await evaluated({
      "a.tf": 'resource "a" "b" {}\n',
      "b.tf": 'resource "a" "b" {}\n',
    });
    expect(stack.complaints.map(({ message }) => message)).toEqual([
      'resource "a.b" is declared twice in this folder; remove one of the two',
    ]);
  });
});

describe("the JSON spelling", () => {
  test("templates, references, blocks, dynamic", async () => {
    const stack = await evaluated({
      "main.tf.json": JSON.stringify({
        "//": "a comment",
        variable: { v: { type: "list(string)", default: ["a", 1] } },
        locals: { l: "${var.v[0]}-\\n" },
        resource: {
          a: {
            b: {
              name: "x${local.l}",
              list: "${var.v}",
              ingress: { action: "ACCEPT" },
              many: [{ n: 1 }, { n: 2 }],
              depends_on: ["a.c"],
              dynamic: { egress: { for_each: "${var.v}", content: { v: "${egress.value}" } } },
            },
            c: [{ count: 1 }],
          },
        },
      }),
    });
    expect(stack.complaints).toEqual([]);
    expect(bodies(stack)).toEqual({
      "a.b": {
        name: "xa-\\n",
        list: ["a", "1"],
        ingress: [{ action: "ACCEPT" }],
        many: [{ n: 1 }, { n: 2 }],
        depends_on: [["? a.c[0]"]],
        egress: [{ v: "a" }, { v: "1" }],
      },
      "a.c[0]": {},
    });
  });

  test("places lead into the JSON text", async () => {
    const stack = await evaluated({
      "a.tf.json": '{"resource": {"a": {"b": {"l": ["x", "${1}y"]}}}}',
    });
    const { body, place } = resource(stack, "a.b");
    const list = body.entries.get("l");
    expect(textAt(place)).toBe('a.tf.json: "b"');
    expect(list?.kind === "list" && list.items.map(({ place: at }) => textAt(at))).toEqual([
      'a.tf.json: "x"',
      'a.tf.json: "${1}y"',
    ]);
  });
});

describe("regions", () => {
  const group = 'resource "tencentcloud_security_group" "a" {}\n';
  test.each<[string, string, Options, string | null]>([
    ["the provider's own default", group, {}, "ap-guangzhou"],
    [
      "the environment",
      group,
      { environment: new Map([["TENCENTCLOUD_REGION", "ap-tokyo"]]) },
      "ap-tokyo",
    ],
    [
      "the provider block",
      `provider "tencentcloud" {\n  region = var.r\n}\nvariable "r" {\n  default = "ap-seoul"\n}\n${group}`,
      {},
      "ap-seoul",
    ],
    [
      "a variable without a value",
      `provider "tencentcloud" {\n  region = var.r\n}\nvariable "r" {}\n${group}`,
      {},
      null,
    ],
    [
      "an alias",
      `provider "tencentcloud" {\n  alias  = "hk"\n  region = "ap-hongkong"\n}\nresource "tencentcloud_security_group" "a" {\n  provider = tencentcloud.hk\n}\n`,
      {},
      "ap-hongkong",
    ],
    ["no resource of this provider", 'resource "aws_instance" "a" {}\n', {}, null],
  ])("%s", async (_, text, options, region) => {
    const stack = await evaluated({ "main.tf": text }, options);
    expect(stack.resources[0]?.region).toBe(region);
  });

  test("modules inherit providers, or are passed some", async () => {
    const stack = await evaluated({
      "main.tf":
        'provider "tencentcloud" {\n  region = "ap-seoul"\n}\nprovider "tencentcloud" {\n  alias = "hk"\n  region = "ap-hongkong"\n}\nmodule "own" {\n  source = "./m"\n}\nmodule "hk" {\n  source = "./m"\n  providers = {\n    tencentcloud = tencentcloud.hk\n  }\n}\n',
      "m/main.tf": group,
    });
    expect(stack.resources.map(({ address, region }) => `${address} ${region}`)).toEqual([
      "module.own.tencentcloud_security_group.a ap-seoul",
      "module.hk.tencentcloud_security_group.a ap-hongkong",
    ]);
  });
});

test("what terraform_data is given it gives again", async () => {
  const text = `
resource "terraform_data" "d" {
  input = { port = 22 }
}
resource "terraform_data" "none" {}
resource "test" "r" {
  port = terraform_data.d.output.port
  none = terraform_data.none.output
  id   = terraform_data.d.id
}
`;
  expect(bodies(await evaluated({ "main.tf": text }))["test.r"]).toEqual({
    port: 22,
    id: "? terraform_data.d.id",
  });
});
