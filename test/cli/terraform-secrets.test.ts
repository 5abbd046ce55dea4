// Plans, states and variable files hold secrets. No report, in any format, prints one.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FORMATS } from "../../src/report/index.ts";
import { project, sglint } from "./run.ts";

/** Each in another place; none may appear, nor a part of it long enough to be of use. */
const canary = (name: string): string => `hunter2-${name}-do-not-print`;
const SEEN = /hunter2-[\w-]+/g;

const PASSWORDS = {
  user_data: canary("user-data"),
  user_data_raw: canary("user-data-raw"),
  password: canary("password"),
  tags: { token: canary("tag") },
};

interface Stored {
  readonly [name: string]: unknown;
}

const beside = new URL("../examples/terraform/", import.meta.url);
const read = (name: string): Stored => JSON.parse(readFileSync(new URL(name, beside), "utf8"));

/** The example's plan, with secrets wherever a plan holds values. */
function plan(): string {
  const own = read("plan.json") as {
    planned_values: { root_module: { resources: { values: object }[] } };
    resource_changes: { change: { before: unknown; after: object } }[];
    configuration: { provider_config: { tencentcloud: { expressions: object } } };
  };
  for (const one of own.planned_values.root_module.resources) Object.assign(one.values, PASSWORDS);
  for (const { change } of own.resource_changes) {
    Object.assign(change.after, PASSWORDS);
    change.before = { ...PASSWORDS, password: canary("before") };
  }
  Object.assign(own.configuration.provider_config.tencentcloud.expressions, {
    secret_key: { constant_value: canary("provider") },
    secret_id: { references: ["var.secret_id"] },
  });
  return JSON.stringify({
    ...own,
    variables: {
      db_password: { value: canary("variable") },
      undeclared: { value: canary("more") },
    },
    output_changes: {
      out: { actions: ["create"], after: canary("output"), after_sensitive: true },
    },
    prior_state: { format_version: "1.0", values: { outputs: { o: { value: canary("prior") } } } },
  });
}

function state(): string {
  const own = read("state.json") as {
    resources: { instances: { attributes: object; private?: string }[] }[];
  };
  for (const { instances } of own.resources)
    for (const one of instances) {
      Object.assign(one.attributes, PASSWORDS);
      one.private = canary("private");
    }
  const outputs = { out: { value: canary("output"), type: "string", sensitive: true } };
  return JSON.stringify({ ...own, outputs });
}

/** Secrets in what is written, some of them where an error message would like to quote them. */
const CONFIGURATION = `
variable "db_password" {
  type      = string
  sensitive = true
}

variable "port" {
  type      = number
  sensitive = true
  default   = "${canary("port")}"
}

provider "tencentcloud" {
  region     = "ap-guangzhou"
  secret_id  = "${canary("id")}"
  secret_key = "${canary("key")}"
}

locals {
  broken = tonumber(var.db_password) + jsondecode("${canary("json")}")
}

resource "tencentcloud_security_group" "a" {
  name = "a"
}

resource "tencentcloud_security_group_rule_set" "a" {
  security_group_id = tencentcloud_security_group.a.id
  ingress {
    action     = "ACCEPT"
    cidr_block = "10.0.0.0/8"
    port       = "80"
  }
  ingress {
    action     = "DROP"
    cidr_block = local.broken
  }
}

resource "tencentcloud_security_group_lite_rule" "b" {
  security_group_id = "sg-12345678"
  ingress           = ["ACCEPT#10.0.0.0/8#80#TCP"]
}

resource "tencentcloud_instance" "a" {
  private_ip              = "10.0.1.5"
  user_data               = base64encode("${canary("user-data")}")
  password                = var.db_password
  orderly_security_groups = [tencentcloud_security_group.a.id]
}
`;

const VALUES = `db_password = "${canary("tfvars")}"\nundeclared = "${canary("undeclared")}"\n`;

const RUNS: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
  ["a plan", { "plan.json": plan() }, ["plan.json"]],
  ["a state", { "state.json": state() }, ["state.json"]],
  ["a broken plan", { "plan.json": `${plan().slice(0, -1)}, ,}` }, ["plan.json"]],
  ["a broken state", { "state.json": state().slice(0, -20) }, ["state.json"]],
  ["variables of a configuration", { "main.tf": CONFIGURATION, "terraform.tfvars": VALUES }, ["."]],
  [
    "a plan beside it",
    { "plan.json": plan(), "tf/main.tf": CONFIGURATION },
    ["plan.json", "--tf", "tf"],
  ],
  ["--var", { "main.tf": CONFIGURATION }, [".", "--var", `db_password=${canary("flag")}`]],
  [
    "a broken --var-file",
    { "main.tf": CONFIGURATION, "x.tfvars": `db_password = = "${canary("broken")}"\n` },
    [".", "--var-file", "x.tfvars"],
  ],
];

describe.each(RUNS)("%s", (_, files, args) => {
  test.each(["pretty", "json", "sarif", "concise"])("as %s", async (format) => {
    const cwd = project(files);
    const env = { TF_VAR_db_password: canary("environment") };
    const ran = await sglint(["check", ...args, "--verbose", "-f", format], { cwd, env });
    expect([0, 1, 3]).toContain(ran.code);
    expect(`${ran.stdout}${ran.stderr}`.match(SEEN) ?? []).toEqual([]);
  });
});

describe("values that Terraform marks as sensitive", () => {
  const value = "hunter2-abcdefgh";
  const rule = (attributes: string, more = "") => `${more}
resource "tencentcloud_security_group" "g" {
  name = "g"
}
resource "tencentcloud_security_group_rule_set" "g" {
  security_group_id = tencentcloud_security_group.g.id
  ingress {
    action = "ACCEPT"
    ${attributes}
  }
}
`;
  const variable = (name: string, body: string) => `variable "${name}" {\n  ${body}\n}\n`;
  const from = (source: string, more = "") => rule(`cidr_block = ${source}`, more);
  const sensitive = variable("s", `sensitive = true\n  default = "${value}"`);

  test.each<[string, string]>([
    ["a default", from("var.s", sensitive)],
    ["an argument of a function", from('upper("x${var.s}y")', sensitive)],
    ["sensitive()", from(`sensitive("${value}")`)],
    ["a conditional", from('var.s == "" ? "10.0.0.0/8" : var.s', sensitive)],
    ["an element", from(`tolist(["${value}"])[0]`, "").replace("tolist([", "sensitive([")],
    [
      "an attribute of an object",
      from("var.o.a", variable("o", `sensitive = true\n  default = { a = "${value}" }`)),
    ],
    ["a local", from("local.l", `${sensitive}locals {\n  l = "\${var.s}/8"\n}\n`)],
    ["a loop", from("[for one in [var.s] : lower(one)][0]", sensitive)],
    ["the protocol", rule('cidr_block = "10.0.0.0/8"\n    protocol = var.s', sensitive)],
    [
      "a port",
      rule('cidr_block = "10.0.0.0/8"\n    protocol = "TCP"\n    port = var.s', sensitive),
    ],
    ["an action", from("var.s", sensitive).replace('"ACCEPT"', "var.s")],
    ["the id of a template", rule("address_template_id = var.s", sensitive)],
    ["a variable of the environment", from("var.e", variable("e", "type = string"))],
    ["a list of the environment", from("var.f[0]", variable("f", "type = list(string)"))],
    ["a key that is not there", from("{ a = 1 }[var.s]", sensitive)],
    ["a file", from('file("${path.module}/secret.txt")')],
    ["a decoded file", from('jsondecode(file("secret.json")).a')],
    ["a rendered template", from('templatefile("secret.txt", {})')],
    [
      "a lite rule",
      `${sensitive}resource "tencentcloud_security_group_lite_rule" "l" {
  security_group_id = "sg-12345678"
  ingress           = ["ACCEPT#\${var.s}#80#TCP", "\${var.s}#10.0.0.0/8#80#TCP"]
}
`,
    ],
  ])("%s is in no report", async (_, text) => {
    const folder = project({
      "main.tf": text,
      "secret.txt": value,
      "secret.json": JSON.stringify({ a: value }),
    });
    const env = { TF_VAR_e: value, TF_VAR_f: JSON.stringify([value]) };
    for (const format of Object.keys(FORMATS)) {
      const { stdout, stderr, code } = await sglint(["check", ".", "-v", "-f", format], {
        cwd: folder,
        env,
      });
      expect([0, 3], stdout).toContain(code);
      expect(`${stdout}${stderr}`.match(/hunter2[\w-]*/gi) ?? []).toEqual([]);
    }
  });
});

/** What a function refuses is shown, unless something of the configuration is sensitive. */
test.each([
  ["nothing sensitive", "", true],
  ["a variable", 'variable "key" {\n  sensitive = true\n}\n', false],
  ["a function", 'locals {\n  key = sensitive("x")\n}\n', false],
])("the line of a function that refuses its argument: %s", async (_, before, isShown) => {
  const rule =
    'resource "tencentcloud_security_group_rule_set" "a" {\n  security_group_id = "sg-12345678"\n  ingress {\n    action     = "ACCEPT"\n    cidr_block = cidrsubnet("10.0.0.0/8", 40, 0)\n  }\n}\n';
  const { stdout, code } = await sglint(["check", "."], {
    cwd: project({ "main.tf": before + rule }),
  });
  expect(code).toBe(3);
  expect(stdout).toContain("beyond the network");
  expect(stdout.includes('cidrsubnet("10.0.0.0/8", 40, 0)')).toBe(isShown);
});

/** Expressions that fail, or whose value cannot be used, each for another reason. */
const MADE = [
  "file(var.s)",
  "templatefile(var.s, {})",
  'file(file("note.txt"))',
  "{ for one in [var.s, var.s] : one => 1 }",
  "keys({ (var.s) = 1 })[0]",
  "keys({ for one in [var.s] : one => 1 })[0]",
  "zipmap([var.s], [1]).x",
  "lookup({ a = 1 }, var.s)",
  "yamldecode(var.s).x",
  "cidrsubnet(var.s, 4, 1)",
  "split(var.s, var.s)[9]",
];

test.each(Object.keys(FORMATS))(
  "what is made of a sensitive value does not tell it, in %s",
  async (format) => {
    const rules = MADE.map(
      (made, i) => `
resource "tencentcloud_security_group_rule_set" "r${i}" {
  security_group_id = "sg-${i}a2b3c4d"
  ingress {
    action     = "ACCEPT"
    cidr_block = ${made}
    protocol   = "TCP"
    port       = "22"
  }
}`,
    );
    const cwd = project({
      "main.tf": `variable "s" {\n  sensitive = true\n}\n${rules.join("")}`,
      "note.txt": canary("file"),
    });
    const ran = await sglint(["check", ".", "-v", "-f", format], {
      cwd,
      env: { TF_VAR_s: canary("env") },
    });
    expect([ran.code, `${ran.stdout}${ran.stderr}`.match(SEEN)]).toEqual([3, null]);
  },
);

test.each(["list(string)", "map(string)", "object({ a = string })", "number"])(
  "a sensitive variable of type %s that is no expression of it is not shown",
  async (type) => {
    const cwd = project({
      "main.tf": `variable "s" {\n  sensitive = true\n  type      = ${type}\n}\noutput "o" {\n  value = var.s\n}\n`,
    });
    const ran = await sglint(["check", ".", "-v"], { cwd, env: { TF_VAR_s: canary("env") } });
    expect(`${ran.stdout}${ran.stderr}`.match(SEEN)).toBeNull();
  },
);
