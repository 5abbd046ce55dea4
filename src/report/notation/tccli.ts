// A fix as commands of tccli. Every command names the version it was worked out on, so that the API refuses it where
// somebody changed the group since. Never ModifySecurityGroupPolicies, which replaces whole lists: with Version 0 it
// wipes them (facts: Version).
import { hasPrefixOf } from "../../model/id.ts";
import type { Change, FixPolicy } from "../../model/finding.ts";
import type { Shown, Write } from "./notation.ts";

export const tccliLines: Write = (shown) =>
  shown.fix.list.kind === "acl" ? aclLines(shown) : groupLines(shown);

function groupLines({ fix, atEnd }: Shown): string[] {
  const { id } = fix.list;
  const version = versionOf(fix.version ?? null, id);
  const lines: string[] = [];
  let step = 0;
  const call = (action: string, direction: Change["direction"], policies: readonly object[]) => {
    const set = { Version: version.text(step++), [side(direction)]: policies };
    lines.push(command(action, "--SecurityGroupId", id, "--SecurityGroupPolicySet", set));
  };
  const inserts = fix.changes.filter((change) => change.kind === "insert");
  // From the bottom up, so that the indexes above stay as they were read.
  for (const { direction, before, policies } of inserts.toSorted((a, b) => b.before - a.before)) {
    const index = atEnd ? {} : { PolicyIndex: before };
    call(
      "CreateSecurityGroupPolicies",
      direction,
      policies.map((policy) => ({ ...index, ...policyOf(policy) })),
    );
  }
  for (const direction of ["ingress", "egress"] as const) {
    const gone = fix.changes.filter(
      (change) => change.kind === "remove" && change.direction === direction,
    );
    const indexes = gone.map((change) => ({ PolicyIndex: indexAfter(change as Removal, inserts) }));
    if (indexes.length > 0) call("DeleteSecurityGroupPolicies", direction, indexes);
  }
  for (const change of fix.changes)
    if (change.kind === "source")
      lines.push(
        `# ReplaceSecurityGroupPolicies with the whole policy ${change.index} as DescribeSecurityGroupPolicies shows it, and the CIDR ${change.source}`,
      );
  return step > 0 ? [...version.before, ...lines] : lines;
}

type Removal = Change & { readonly kind: "remove" };

function indexAfter(
  { index, direction }: Removal,
  inserts: readonly (Change & { readonly kind: "insert" })[],
): number {
  const above = inserts.filter((one) => one.direction === direction && one.before <= index);
  return above.reduce((at, { policies }) => at + policies.length, index);
}

/** Each call raises the version by one. */
function versionOf(read: string | null, group: string) {
  if (read !== null)
    return {
      before: [] as string[],
      text: (step: number) => (/^\d{1,15}$/.test(read) ? String(Number(read) + step) : read),
    };
  const ask = `tccli vpc DescribeSecurityGroupPolicies --SecurityGroupId ${word(group)} --filter SecurityGroupPolicySet.Version`;
  return {
    before: [`VERSION=$(${ask} | tr -d '"')`],
    text: (step: number) => (step === 0 ? "$VERSION" : `$((VERSION + ${step}))`),
  };
}

function side(direction: Change["direction"]): "Ingress" | "Egress" {
  return direction === "ingress" ? "Ingress" : "Egress";
}

function policyOf({ action, source, protocol, port }: FixPolicy) {
  return {
    Protocol: protocol,
    Port: port === "" ? "ALL" : port,
    ...peerOf(source),
    Action: action,
  };
}

function peerOf(source: string): object {
  if (hasPrefixOf("address-template", source)) return { AddressTemplate: { AddressId: source } };
  if (hasPrefixOf("address-template-group", source))
    return { AddressTemplate: { AddressGroupId: source } };
  if (hasPrefixOf("group", source)) return { SecurityGroupId: source };
  return source.includes(":") ? { Ipv6CidrBlock: source } : { CidrBlock: source };
}

/** QUINTUPLE entries: TRIPLE ones are only ever written as a whole list. */
function aclLines({ fix }: Shown): string[] {
  return fix.changes.flatMap((change) => {
    if (change.kind !== "insert") return [];
    const isIngress = change.direction === "ingress";
    const entries = change.policies.map(({ action, source, protocol, port }) => ({
      Protocol: protocol,
      ...(port === "" ? {} : { DestinationPort: port }),
      [aclSide(isIngress, source)]: source,
      Action: action,
    }));
    const set = { [side(change.direction)]: entries };
    return [
      command(
        "CreateNetworkAclQuintupleEntries",
        "--NetworkAclId",
        change.list.id,
        "--NetworkAclQuintupleSet",
        set,
      ),
    ];
  });
}

function aclSide(isIngress: boolean, source: string): string {
  return `${isIngress ? "Source" : "Destination"}${source.includes(":") ? "IPv6" : ""}Cidr`;
}

function command(action: string, idFlag: string, id: string, setFlag: string, set: object): string {
  // A version that the shell works out stands outside of the quotes.
  const json = word(JSON.stringify(set)).replace(
    /"(\$VERSION|\$\(\(VERSION \+ \d+\)\))"/,
    (_, variable: string) => `"'"${variable}"'"`,
  );
  return `tccli vpc ${action} ${idFlag} ${word(id)} ${setFlag} ${json}`;
}

/** One word of a POSIX shell, whatever is in it. */
function word(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
