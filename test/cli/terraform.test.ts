// Terraform beside everything else that a repository holds: what is read as what, which values it is given, and
// what is said of that which cannot be read.
import { describe, expect, test } from "vitest";
import { definitions, project, sglint, type How, type Ran } from "./run.ts";

interface Printed {
  readonly complete: boolean;
  readonly routes: readonly { readonly id: string; readonly verdict: string }[];
  readonly findings: readonly { readonly rule: string; readonly message: string }[];
  readonly complaints: readonly {
    readonly message: string;
    readonly location: { readonly file: string; readonly line: number } | null;
  }[];
  readonly notices: readonly string[];
}

const printed = ({ stdout }: Ran): Printed => JSON.parse(stdout) as Printed;
const check = async (
  args: readonly string[],
  how: How,
): Promise<Printed & { code: number | null }> => {
  const ran = await sglint(["check", ...args, "-f", "json"], how);
  const { complete } = JSON.parse(ran.stdout) as { complete: boolean };
  expect(ran.stderr).toMatch(complete ? /^$/ : /^not proven: .+\n$/);
  return { ...printed(ran), code: ran.code };
};
const verdicts = ({ routes }: Printed): string[] => routes.map(({ verdict }) => verdict);

/** A group on one instance, and an API on it; the port is that of variable `port`, the source of `source`. */
const STACK = `
provider "tencentcloud" {
  region = "ap-guangzhou"
}

variable "source" {
  type    = string
  default = "10.0.0.0/8"
}

resource "tencentcloud_security_group" "a" {
  name = "a"
}

resource "tencentcloud_security_group_rule_set" "a" {
  security_group_id = tencentcloud_security_group.a.id
  ingress {
    action     = "ACCEPT"
    cidr_block = var.source
    protocol   = "TCP"
    port       = "8080"
  }
}

resource "tencentcloud_instance" "a" {
  private_ip              = "10.0.1.5"
  orderly_security_groups = [tencentcloud_security_group.a.id]
}

resource "tencentcloud_api_gateway_service" "s" {
  service_name = "s"
}

resource "tencentcloud_api_gateway_api" "a" {
  service_id             = tencentcloud_api_gateway_service.s.id
  auth_type              = "SECRET"
  service_config_type    = "HTTP"
  service_config_product = "cvm"
  service_config_url     = "http://10.0.1.5:8080"
}
`;

describe("a service that the configuration only names", () => {
  const text = STACK.replace("tencentcloud_api_gateway_service.s.id", '"service-4q8z1xk2"')
    .replace('service_config_product = "cvm"', 'service_config_product = "upstream"')
    .replace(
      /service_config_url .*/,
      "service_config_upstream_id = tencentcloud_api_gateway_upstream.u.id",
    ).concat(`
resource "tencentcloud_api_gateway_upstream" "u" {
  upstream_type = "IP_PORT"
  nodes {
    port           = 8080
    weight         = 50
    vm_instance_id = tencentcloud_instance.a.id
  }
}
`);
  test.each([
    [null, 3, ["undetermined"]],
    ["instance: shared", 0, ["reachable"]],
    ["instance: { id: instance-a, vpcSources: [192.168.7.0/24] }", 1, ["blocked"]],
  ])("where sglint.yaml says %s: exit code %i", async (instance, code, expected) => {
    const config = instance === null ? "" : `gateways: [{ id: service-4q8z1xk2, ${instance} }]\n`;
    const files = { "main.tf": text, "sglint.yaml": `version: 1\n${config}` };
    const found = await check(["main.tf", "--clients", "10.1.0.0/16"], { cwd: project(files) });
    expect(found.complaints).toEqual([]);
    expect([found.code, verdicts(found)]).toEqual([code, expected]);
  });
});

const ANSWER = JSON.stringify({
  Response: {
    SecurityGroupSet: [{ SecurityGroupId: "sg-11111111", SecurityGroupName: "x" }],
    TotalCount: 1,
    RequestId: "1",
  },
});

describe("a repository that holds everything", () => {
  const files = {
    ".git/HEAD": "",
    ".gitignore": "/old/\n*.tfplan.json\n",
    "sg.yaml": definitions("open"),
    "saved/DescribeSecurityGroups.json": ANSWER,
    "infra/main.tf": STACK,
    "infra/.terraform/modules/x/main.tf": 'resource "tencentcloud_security_group" "fetched" {}',
    "old/main.tf": "this is {{ no HCL",
    "chart/values.yaml": "image:\n  tag: v1\n  broken: [\n",
    "package.json": '{ "name": "x", "version": "1.0.0" }',
    "out.tfplan.json": '{ "format_version": "9.9", "planned_values": {} }',
  };

  test("tells in JSON what it read as what, and passes over the rest in silence", async () => {
    const { notices, complaints, routes } = await check(["."], { cwd: project(files) });
    expect(complaints).toEqual([]);
    expect(notices.filter((line) => line.startsWith("read as"))).toEqual([
      "read as definitions: sg.yaml",
      "read as saved API answers: saved/DescribeSecurityGroups.json",
      "read as Terraform: infra/main.tf",
    ]);
    expect(routes.map(({ id }) => id)).toContain(
      "tencentcloud_api_gateway_api.a -> tencentcloud_instance.a:8080",
    );
  });

  test("tells with --verbose, on stderr", async () => {
    const { stderr } = await sglint(["check", ".", "--verbose"], { cwd: project(files) });
    expect(stderr).toContain("read as Terraform: infra/main.tf");
    expect(stderr).toContain("read as definitions: sg.yaml");
    expect(stderr).toContain("passed over as a file of npm: package.json");
    expect(stderr).not.toMatch(/read as .*(old|chart|package|tfplan|fetched)/);
  });
});

test.each([
  [{ "a.yaml": "x: 1\n", "b.json": "{}" }],
  [{}],
  [{ ".terraform/modules/x/main.tf": STACK }],
])("a folder where nothing is recognised: exit code 3 (%#)", async (files) => {
  const { code, complaints } = await check(["."], { cwd: project(files) });
  expect([code, complaints.length]).toEqual([3, 1]);
  expect(complaints[0]!.message).toMatch(/^nothing to check: .*Terraform/);
});

describe("values", () => {
  const open = "source=0.0.0.0/0";
  test.each<[string, readonly string[], Record<string, string>, Record<string, string>]>([
    ["the default", [], {}, {}],
    ["--var", ["--var", open], {}, {}],
    ["--var-file", ["--var-file", "ci.tfvars"], { "ci.tfvars": 'source = "0.0.0.0/0"\n' }, {}],
    ["TF_VAR_", [], {}, { TF_VAR_source: "0.0.0.0/0" }],
    ["terraform.tfvars", [], { "terraform.tfvars": 'source = "0.0.0.0/0"\n' }, {}],
    [
      "terraform.tfvars over TF_VAR_",
      [],
      { "terraform.tfvars": 'source = "0.0.0.0/0"\n' },
      { TF_VAR_source: "10.0.0.0/8" },
    ],
    [
      "--var over all",
      ["--var", open],
      { "terraform.tfvars": 'source = "1.1.1.1"\n' },
      { TF_VAR_source: "1.1.1.1" },
    ],
  ])("come from %s", async (from, args, files, env) => {
    const cwd = project({ "main.tf": STACK, ...files });
    const expected = from === "the default" ? "partial" : "reachable";
    expect(verdicts(await check([".", ...args], { cwd, env }))).toEqual([expected]);
  });

  test.each([
    [["sg.yaml", "--var", "a=b"], "--var does nothing without"],
    [["sg.yaml", "--var-file", "ci.tfvars"], "--var-file does nothing without"],
    [["sg.yaml", "--tf", "infra"], "--tf does nothing without"],
    [["infra", "--tf", "infra"], "--tf does nothing without"],
    [["infra", "--var", "ab"], "sets nothing; expected NAME=VALUE"],
    [["infra", "--var-file", "gone.tfvars"], "cannot be read"],
    [["infra", "--tf", "gone"], "no such folder"],
    [["infra", "--tf", "sg.yaml"], "no .tf or .tofu file"],
  ])("%j is wrong use", async (args, says) => {
    const cwd = project({
      "sg.yaml": definitions("open"),
      "ci.tfvars": "",
      "infra/main.tf": STACK,
    });
    const { code, stderr, stdout } = await sglint(["check", ...args], { cwd });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(says);
  });
});

describe("what cannot be read", () => {
  test("a syntax error is a complaint at its line; the rest is still read", async () => {
    const broken = 'resource "tencentcloud_security_group" "b" {\n  name = \n}\n';
    const { code, complaints, routes } = await check(["."], {
      cwd: project({ "main.tf": STACK, "broken.tf": broken }),
    });
    expect(code).toBe(1);
    expect(complaints.map(({ location }) => location?.file)).toEqual(["broken.tf"]);
    expect(complaints[0]!.location!.line).toBe(2);
    expect(routes).toHaveLength(1);
  });

  test("a module that is not installed says to run terraform init", async () => {
    const call = 'module "x" {\n  source = "terraform-tencentcloud-modules/vpc/tencentcloud"\n}\n';
    const { complaints } = await check(["."], {
      cwd: project({ "main.tf": STACK, "vpc.tf": call }),
    });
    expect(complaints).toHaveLength(1);
    expect(complaints[0]!.message).toContain("terraform init");
    expect(complaints[0]!.location).toMatchObject({ file: "vpc.tf" });
  });

  test("a plan of an unknown format is a complaint when it is named", async () => {
    const plan = '{ "format_version": "9.9", "planned_values": {}, "terraform_version": "9.0" }';
    const { code, complaints } = await check(["plan.json"], {
      cwd: project({ "plan.json": plan }),
    });
    expect([code, complaints.length]).toEqual([3, 1]);
    expect(complaints[0]!.message).toContain("only 0.x and 1.x are known");
  });
});

describe("sglint.yaml names Terraform addresses", () => {
  const KEYED = STACK.replace(
    'resource "tencentcloud_instance" "a" {',
    'resource "tencentcloud_instance" "a" {\n  for_each = toset(["x:1", "y.z"])',
  ).replace(/resource "tencentcloud_api[\s\S]*$/, "");

  test.each([
    ["tencentcloud_instance.a:8080", STACK],
    ['tencentcloud_instance.a["x:1"]:8080', KEYED],
    ['tencentcloud_instance.a["y.z"]:8080/tcp', KEYED],
  ])("paths to %s", async (to, stack) => {
    const config = `paths:\n  - { name: p, from: 10.1.0.0/16, to: '${to}', expect: reachable }\n`;
    const { routes, complaints } = await check(["."], {
      cwd: project({ "main.tf": stack, "sglint.yaml": config }),
    });
    expect(complaints).toEqual([]);
    expect(routes.filter(({ id }) => id.startsWith("p "))).toMatchObject([
      { verdict: "reachable" },
    ]);
  });

  test("an address that is not there is a complaint with the nearest one", async () => {
    const config = "paths: [{ name: p, from: 10.1.0.0/16, to: 'tencentcloud_instance.b:8080' }]\n";
    const { complaints } = await check(["."], {
      cwd: project({ "main.tf": STACK, "sglint.yaml": config }),
    });
    expect(complaints).toHaveLength(1);
    expect(complaints[0]!.message).toContain("tencentcloud_instance.b");
  });

  test("gateways with backends that Terraform declares", async () => {
    const groups = STACK.replace(/resource "tencentcloud_api[\s\S]*$/, "");
    const config = [
      "region: ap-guangzhou",
      "gateways:",
      "  - id: shop",
      "    instance: shared",
      "    apis:",
      "      - id: orders",
      "        auth: SECRET",
      "        backend: { type: cvm, targets: [{ instance: tencentcloud_instance.a, port: 8080 }] }",
      "",
    ].join("\n");
    const ran = await check(["."], { cwd: project({ "main.tf": groups, "sglint.yaml": config }) });
    expect(ran.complaints).toEqual([]);
    expect(ran.routes).toMatchObject([
      { id: "orders -> tencentcloud_instance.a:8080", verdict: "partial" },
    ]);
  });

  test("groups without a gateway get the rules on policies, and the summary says so", async () => {
    const groups = STACK.replace(/resource "tencentcloud_api[\s\S]*$/, "");
    const { code, stdout } = await sglint(["check", "."], { cwd: project({ "main.tf": groups }) });
    expect(code).toBe(0);
    expect(stdout).toContain("No gateway and no path is declared");
  });
});

describe("several root modules in one run", () => {
  const linked = STACK.replace("//10.0.1.5:", "//${tencentcloud_instance.a.private_ip}:");
  const files = { "prod/main.tf": linked, "test/main.tf": linked.replace("10.0.1.5", "10.0.2.5") };

  test("are told apart by their folders", async () => {
    const { routes, complaints } = await check(["."], { cwd: project(files) });
    expect(complaints).toEqual([]);
    expect(routes.map(({ id }) => id).toSorted()).toEqual([
      "prod/tencentcloud_api_gateway_api.a -> prod/tencentcloud_instance.a:8080",
      "test/tencentcloud_api_gateway_api.a -> test/tencentcloud_instance.a:8080",
    ]);
  });

  test("a value is for those that declare the variable", async () => {
    const other = 'resource "tencentcloud_security_group" "x" {\n  name = "x"\n}\n';
    const { routes, complaints } = await check([".", "--var", "source=0.0.0.0/0"], {
      cwd: project({ "prod/main.tf": STACK, "other/main.tf": other }),
    });
    expect(complaints).toEqual([]);
    expect(routes).toMatchObject([{ verdict: "reachable" }]);
  });

  test("a value that none of them declares is a complaint", async () => {
    const { complaints } = await check([".", "--var", "sauce=0.0.0.0/0"], { cwd: project(files) });
    expect(complaints.map(({ message }) => message)).toEqual([
      expect.stringContaining('no variable "sauce"'),
    ]);
  });
});
