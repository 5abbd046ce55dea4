// A fix as Terraform: blocks for a tencentcloud_security_group_rule_set, strings for the ACL of a VPC.
import type { FixPeer, FixPolicy } from "../../model/finding.ts";
import { isTerraformAddress } from "../../model/id.ts";
import { policyFields } from "../../model/policy-text.ts";
import { say } from "../../words/index.ts";
import type { Write } from "./notation.ts";

export const terraformLines: Write = ({ fix, atEnd }) => {
  const { policies, direction, list, before } = fix;
  const isAcl = list.kind === "acl";
  if (policies.length === 0) return [];
  const where = atEnd
    ? say(isAcl ? "report.entry-at-end" : "report.block-at-end", direction, list.id)
    : say(isAcl ? "report.entry-before" : "report.block-before", direction, list.id, before);
  const note = `# ${where}`;
  if (isAcl) return [note, ...policies.map((policy) => `${JSON.stringify(entryOf(policy))},`)];
  const blocks = policies.map((policy) => blockOf(policy, direction));
  return [note, ...blocks.flatMap((block, i) => (i === 0 ? block : ["", ...block]))];
};

function blockOf(policy: FixPolicy, direction: string): string[] {
  const { action, source, protocol, port } = policyFields(policy);
  const values: [string, string][] = [
    ["action", action],
    [argumentFor(policy.peer), source],
    ["protocol", protocol],
    ["port", port],
  ];
  const width = Math.max(...values.map(([key]) => key.length));
  const lines = values.map(([key, value]) => `  ${key.padEnd(width)} = ${valueText(value)}`);
  return [`${direction} {`, ...lines, "}"];
}

/** A template of the configuration is a reference, everything else text. */
function valueText(value: string): string {
  return isTerraformAddress(value)
    ? `${value.replace(/^module\..*\.(?=tencentcloud_)/, "")}.id`
    : JSON.stringify(value);
}

function argumentFor(peer: FixPeer): string {
  switch (peer.kind) {
    case "addresses":
      return peer.set.v6.length > 0 ? "ipv6_cidr_block" : "cidr_block";
    case "group":
      return "source_security_id";
    case "address-template":
      return "address_template_id";
    case "address-template-group":
      return "address_template_group";
  }
}

function entryOf(policy: FixPolicy): string {
  const { action, source, protocol, port } = policyFields(policy);
  return [action, source, port, protocol].join("#");
}
