// A fix as policies of the definitions, each a flow map to paste into a list.
import type { Fix, FixPolicy } from "../../model/finding.ts";
import { policyFields } from "../../model/policy-text.ts";
import type { Write } from "./notation.ts";

export const definitionsLines: Write = ({ fix }) =>
  fix.policies.map((policy) => `- ${policyText(policy, fix)}`);

/** One policy as a flow map: never wrapped. */
function policyText(policy: FixPolicy, { list, direction }: Fix): string {
  const isAcl = list.kind === "acl";
  const { action, source, protocol, port } = policyFields(policy);
  const peer = direction === "ingress" ? "source" : "destination";
  const fields: [string, string][] = [
    ["action", action],
    // Only QUINTUPLE entries are ever proposed: what the port of a TRIPLE one is, cannot be proved.
    [isAcl ? `${peer}Cidr` : peer, source],
    ["protocol", protocol],
    [isAcl ? "destinationPort" : "port", port],
  ];
  return `{ ${fields.map(([key, value]) => `${key}: ${scalar(value)}`).join(", ")} }`;
}

/** Plain where YAML surely reads it back as the same text. */
function scalar(text: string): string {
  const isIpv4 = /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/.test(text);
  const isWord =
    /^[A-Za-z][\w-]*$/.test(text) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(text);
  return isIpv4 || isWord ? text : JSON.stringify(text);
}
