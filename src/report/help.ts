// What to do about a finding: the fix as policies to paste, what it opens, and what to know before.
import type { Finding, Fix, FixPolicy, RouteResult } from "../model/finding.ts";
import { margin } from "./frame.ts";
import { headRows, listed, noteRows } from "./prose.ts";
import { trafficText } from "./route-text.ts";
import { styled, type Row } from "./style.ts";

const MOST_SOURCES = 12;
const MOST_TARGETS = 4;

/** Rows under a finding; none when there is nothing to say. `gutter` aligns them to the frame above. */
export function helpRows(
  finding: Finding,
  routes: readonly RouteResult[],
  gutter: number,
  width: number,
): Row[] {
  if (!finding.fix)
    return finding.help === null ? [] : headRows("help", "help", finding.help, width);
  const { fix } = finding;
  const isAcl = routes.some((route) =>
    route.hops.some((hop) => hop.kind === "acl" && hop.resource === fix.group),
  );
  const patch = fix.policies.map((policy): Row => {
    const sign = styled("added", `${" ".repeat(gutter + 1)}+ `);
    return [sign, styled("added", `- ${policyText(policy, fix.direction, isAcl)}`)];
  });
  return [
    ...headRows("help", "help", fix.title, width),
    ...(patch.length > 0
      ? [
          margin(gutter),
          [...margin(gutter), `${positionOf(finding, fix, isAcl)}:`],
          ...patch,
          margin(gutter),
        ]
      : []),
    ...effectRows(fix, gutter, width),
    ...fix.cautions.flatMap((caution) => noteRows(gutter, "caution", caution, width)),
  ];
}

/** One policy as a flow map of the definitions, ready to paste: never wrapped. */
export function policyText(policy: FixPolicy, direction: Fix["direction"], isAcl: boolean): string {
  const peer = direction === "ingress" ? "source" : "destination";
  const fields: [string, string][] = [
    ["action", policy.action],
    // Only QUINTUPLE entries are ever proposed: what the port of a TRIPLE one is, cannot be proved.
    [isAcl ? `${peer}Cidr` : peer, policy.source],
    ["protocol", policy.protocol],
    [isAcl ? "destinationPort" : "port", policy.port],
  ];
  return `{ ${fields.map(([key, value]) => `${key}: ${scalar(value)}`).join(", ")} }`;
}

function effectRows(fix: Fix, gutter: number, width: number): Row[] {
  const { admits, targets } = fix.effect;
  const opens =
    admits.length > 0 ? `newly admits ${trafficText(admits, MOST_SOURCES)}` : "admits nothing new";
  const reach =
    targets.length > 0 ? `${listed(targets, MOST_TARGETS)} (every holder of ${fix.group})` : null;
  return [
    ...noteRows(gutter, "effect", opens, width),
    ...(reach === null ? [] : noteRows(gutter, "applies to", reach, width)),
  ];
}

/** Where the default decides, nothing stands behind the new policies that a reader could look for. */
function positionOf(finding: Finding, fix: Fix, isAcl: boolean): string {
  const list = `${fix.group} ${fix.direction}`;
  const byDefault = finding.decidedBy !== null && "default" in finding.decidedBy;
  const noun = isAcl ? "entry" : "policy";
  if (!byDefault) return `before ${noun} ${fix.before} of ${list}`;
  return fix.before > 0
    ? `after ${noun} ${fix.before - 1} of ${list}`
    : `as first ${noun} of ${list}`;
}

/** Plain where YAML surely reads it back as the same text. */
function scalar(text: string): string {
  const isIpv4 = /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/.test(text);
  const isWord =
    /^[A-Za-z][\w-]*$/.test(text) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(text);
  return isIpv4 || isWord ? text : JSON.stringify(text);
}
