// A fix as commands of tccli. Every command names the version it was worked out on, so that the API refuses it where
// somebody changed the group since. Never ModifySecurityGroupPolicies, which replaces whole lists: with Version 0 it
// wipes them (facts: Version).
import type { Change, FixPeer, FixPolicy } from "../../model/finding.ts";
import { policyFields } from "../../model/policy-text.ts";
import { say } from "../../words/index.ts";
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
    const gone = fix.changes.filter((change) => change.kind === "remove");
    const own = gone.filter((change) => change.direction === direction);
    const indexes = own.map((change) => ({ PolicyIndex: indexAfter(change, inserts) }));
    if (indexes.length > 0) call("DeleteSecurityGroupPolicies", direction, indexes);
  }
  for (const change of fix.changes)
    if (change.kind === "source")
      lines.push(`# ${say("report.tccli-replace", change.index, change.source.text)}`);
  return step > 0 ? [...version.before, ...lines] : lines;
}

function indexAfter(
  { index, direction }: Change & { readonly kind: "remove" },
  inserts: readonly (Change & { readonly kind: "insert" })[],
): number {
  const above = inserts.filter((one) => one.direction === direction && one.before <= index);
  return above.reduce((at, { policies }) => at + policies.length, index);
}

interface Version {
  /** Commands that ask for it. */
  readonly before: readonly string[];
  readonly text: (step: number) => string;
}

/** Each call raises the version by one. */
function versionOf(read: string | null, group: string): Version {
  if (read !== null)
    return {
      before: [],
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

function policyOf(policy: FixPolicy) {
  const { action, protocol, port } = policyFields(policy);
  return { Protocol: protocol, Port: port, ...peerOf(policy.peer), Action: action };
}

function peerOf(peer: FixPeer): object {
  switch (peer.kind) {
    case "addresses":
      return { [isIpv6(peer) ? "Ipv6CidrBlock" : "CidrBlock"]: peer.text };
    case "group":
      return { SecurityGroupId: peer.id };
    case "address-template":
      return { AddressTemplate: { AddressId: peer.id } };
    case "address-template-group":
      return { AddressTemplate: { AddressGroupId: peer.id } };
  }
}

function isIpv6(peer: FixPeer): boolean {
  return peer.kind === "addresses" && peer.set.v6.length > 0;
}

/** QUINTUPLE entries: TRIPLE ones are only ever written as a whole list. */
function aclLines({ fix }: Shown): string[] {
  return fix.changes.flatMap((change) => {
    if (change.kind !== "insert") return [];
    const isIngress = change.direction === "ingress";
    const entries = change.policies.map((policy) => {
      const { action, source, protocol, port } = policyFields(policy);
      const peer = `${isIngress ? "Source" : "Destination"}${isIpv6(policy.peer) ? "IPv6" : ""}Cidr`;
      return { Protocol: protocol, DestinationPort: port, [peer]: source, Action: action };
    });
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
