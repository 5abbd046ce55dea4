// A fix in other notations: commands that the API refuses when somebody was faster, and blocks to paste.
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import type { Change, Fix } from "../../src/model/finding.ts";
import { renderPretty } from "../../src/report/pretty.ts";
import { NOTATIONS, writerOf, type Notation } from "../../src/report/notation/index.ts";
import { backendFinding, blockedRoute, fix, report } from "./sample.ts";
import { aclRef, groupRef } from "../../src/model/list.ts";
import { policy } from "../fix/policy.ts";

const policies = fix().policies.slice(0, 2);
const insert: Change = {
  kind: "insert",
  list: groupRef("sg-backend"),
  direction: "ingress",
  before: 2,
  policies,
};
const remove: Change = {
  kind: "remove",
  list: groupRef("sg-backend"),
  direction: "ingress",
  index: 4,
};

function lines(notation: Notation, fields: Partial<Fix>, more: { atEnd?: boolean } = {}): string[] {
  const shown = {
    fix: fix({ policies, changes: [insert], ...fields }),
    atEnd: false,
    ...more,
  };
  return [...writerOf(notation)(shown)];
}

/** What tccli would be called with: each command's arguments as a shell sees them. */
function calls(commands: readonly string[]): { action: string; set: unknown }[] {
  const script = [
    `tccli() { [ "$2" = DescribeSecurityGroupPolicies ] && echo '"41"' && return; printf '%s\\n' "$2" "$6"; }`,
    ...commands,
  ].join("\n");
  const { stdout, stderr } = spawnSync("sh", ["-c", script], { encoding: "utf8" });
  expect(stderr).toBe("");
  const out = stdout.trimEnd().split("\n");
  return out.flatMap((action, i) =>
    i % 2 === 0 ? [{ action, set: JSON.parse(out[i + 1]!) as unknown }] : [],
  );
}

const TEN = {
  PolicyIndex: 2,
  Protocol: "TCP",
  Port: "8080",
  CidrBlock: "10.0.0.0/8",
  Action: "ACCEPT",
};
const ELEVEN = { ...TEN, CidrBlock: "11.0.0.0/8" };

describe("tccli", () => {
  test("with the version just read, and the index", () => {
    expect(lines("tccli", { version: "12" })).toEqual([
      `tccli vpc CreateSecurityGroupPolicies --SecurityGroupId sg-backend --SecurityGroupPolicySet '{"Version":"12","Ingress":[${JSON.stringify(TEN)},${JSON.stringify(ELEVEN)}]}'`,
    ]);
  });

  test("moving one: the second call names the version that the first makes, and the index it has by then", () => {
    expect(calls(lines("tccli", { version: "12", changes: [insert, remove] }))).toEqual([
      { action: "CreateSecurityGroupPolicies", set: { Version: "12", Ingress: [TEN, ELEVEN] } },
      {
        action: "DeleteSecurityGroupPolicies",
        set: { Version: "13", Ingress: [{ PolicyIndex: 6 }] },
      },
    ]);
  });

  test("where the version is not known the commands ask for it", () => {
    expect(calls(lines("tccli", { changes: [insert, remove] }))).toEqual([
      { action: "CreateSecurityGroupPolicies", set: { Version: "41", Ingress: [TEN, ELEVEN] } },
      {
        action: "DeleteSecurityGroupPolicies",
        set: { Version: "42", Ingress: [{ PolicyIndex: 6 }] },
      },
    ]);
  });

  test("at the end no index is named", () => {
    const [call] = calls(lines("tccli", { version: "12" }, { atEnd: true }));
    expect(call!.set).toEqual({
      Version: "12",
      Ingress: [TEN, ELEVEN].map((one) => ({ ...one, PolicyIndex: undefined })),
    });
  });

  test("every kind of source", () => {
    const sources = ["2001:db8::/32", "ipm-12345678", "ipmg-12345678", "sg-12345678"];
    const change = { ...insert, policies: sources.map((source) => policy(source)) };
    const [call] = calls(lines("tccli", { version: "1", changes: [change] }));
    expect((call!.set as { Ingress: object[] }).Ingress.map((one) => Object.keys(one)[3])).toEqual([
      "Ipv6CidrBlock",
      "AddressTemplate",
      "AddressTemplate",
      "SecurityGroupId",
    ]);
  });

  test("a hostile id is one word of the shell", () => {
    const group = "sg-'; touch /tmp/x; '";
    expect(calls(lines("tccli", { version: "1", list: groupRef(group) }))).toHaveLength(1);
  });

  test("entries of an ACL", () => {
    const changes: Change[] = [{ ...insert, list: aclRef("acl-1") }];
    expect(lines("tccli", { list: aclRef("acl-1"), changes })).toEqual([
      expect.stringMatching(
        /^tccli vpc CreateNetworkAclQuintupleEntries --NetworkAclId acl-1 .*"DestinationPort":"8080","SourceCidr":"10\.0\.0\.0\/8"/,
      ),
    ]);
  });
});

test("no notation ever replaces whole lists", () => {
  for (const notation of NOTATIONS)
    expect(lines(notation, { changes: [insert, remove] }).join("\n")).not.toContain(
      "ModifySecurityGroupPolicies",
    );
});

test("terraform: the argument is that of the source's kind, whatever its id looks like", () => {
  const templates = ["address-template", "address-template-group", "group"] as const;
  const shown = templates.map((kind) => {
    const peer = { kind, id: "office" };
    return lines("terraform", { policies: [{ ...policies[0]!, peer }] })[3];
  });
  expect(shown).toEqual([
    '  address_template_id = "office"',
    '  address_template_group = "office"',
    '  source_security_id = "office"',
  ]);
});

test("terraform: blocks of a rule_set", () => {
  const ipv6 = policy("2001:db8::/32");
  expect(lines("terraform", { policies: [policies[0]!, ipv6] })).toEqual([
    "# before ingress block 2 of sg-backend",
    "ingress {",
    '  action     = "ACCEPT"',
    '  cidr_block = "10.0.0.0/8"',
    '  protocol   = "TCP"',
    '  port       = "8080"',
    "}",
    "",
    "ingress {",
    '  action          = "ACCEPT"',
    '  ipv6_cidr_block = "2001:db8::/32"',
    '  protocol        = "TCP"',
    '  port            = "8080"',
    "}",
  ]);
});

test("definitions: policies to paste", () => {
  expect(lines("definitions", {})).toEqual([
    '- { action: ACCEPT, source: 10.0.0.0/8, protocol: TCP, port: "8080" }',
    '- { action: ACCEPT, source: 11.0.0.0/8, protocol: TCP, port: "8080" }',
  ]);
});

test("pretty prints the one that is asked for, and commands so that they can be copied", () => {
  const whole = report({
    routes: [blockedRoute()],
    findings: [
      backendFinding({
        fix: fix({ changes: [insert], version: "12", withheld: "it is a snapshot" }),
      }),
    ],
  });
  expect(renderPretty(whole)).toContain("= by hand: it is a snapshot");
  const commands = renderPretty(whole, { fixAs: "tccli", width: 60 });
  expect(commands).toMatch(/^ +tccli vpc CreateSecurityGroupPolicies .*\}'$/m);
  expect(commands).not.toContain("by hand");
  expect(renderPretty(whole, { fixAs: "terraform" })).toContain('+   cidr_block = "10.0.0.0/8"');
});
