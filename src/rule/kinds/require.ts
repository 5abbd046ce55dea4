// `require`: traffic that must be admitted at a hop.
import { parseCidr } from "../../net/address.ts";
import type { PortName } from "../../model/demands.ts";
import type { HopKind } from "../../model/finding.ts";
import { namesOf } from "../../model/table.ts";
import { say, textOf } from "../../words/index.ts";
import { everyDemand } from "../judged.ts";
import { askedOf, refusalDrafts } from "../refusal.ts";
import type { RequiredSource, Rule, RuleMistake } from "../rule.ts";
import { apisOf, hopsOf } from "../scope.ts";
import { OF_HOPS, PORTS, RULE_SOURCES, SOURCES } from "../vocabulary.ts";
import type { RuleKind, Seen } from "./kind.ts";

interface Require {
  readonly from: string | readonly string[];
  readonly to: PortName;
}

export const require: RuleKind<Require> = {
  demands: "traffic that must be admitted at a hop",
  schema: {
    type: "object",
    required: ["from", "to"],
    additionalProperties: false,
    properties: {
      from: {
        description: `names (${RULE_SOURCES.join(", ")}) or addresses: an IP or CIDR`,
        type: ["string", "array"],
        items: { type: "string" },
        minItems: 1,
      },
      to: { enum: namesOf(PORTS) },
    },
  },
  asks: ({ from, to }, { hop = [] }) => portMistake(to, hop) ?? sourcesOf(from, hop),
  scopedBy: () => OF_HOPS,
  describe: ({ applies, asks, value }) =>
    say(
      "rules.require",
      apisOf(applies),
      hopsOf(applies),
      say(
        "rules.each",
        ...asks.map((one) => (one.kind === "name" ? textOf(SOURCES[one.name]) : one.range.text)),
      ),
      textOf(PORTS[value.to]),
    ),
  find: (rule, { inventory, routes }) =>
    askedOf(rule, routes).flatMap((asked) => refusalDrafts(rule, inventory, asked)),
  isAsked: isDemanded,
};

export function isDemanded(rule: Rule, { routes }: Seen): boolean {
  return [...everyDemand(routes)].some(({ rules }) => rules.includes(rule));
}

function portMistake(to: PortName, hops: readonly HopKind[]): RuleMistake | null {
  const wanted = { "listener.port": "clb", "target.port": "target", "hop.port": null }[to];
  if (wanted === null || (hops.length === 1 && hops[0] === wanted)) return null;
  return { message: say("rules.port-of-other-hop", to, wanted), path: ["require", "to"] };
}

function sourcesOf(
  from: Require["from"],
  hops: readonly HopKind[],
): readonly RequiredSource[] | RuleMistake {
  const sources: RequiredSource[] = [];
  for (const [i, text] of [from].flat().entries()) {
    const path = ["require", "from", ...(typeof from === "string" ? [] : [i])];
    const name = RULE_SOURCES.find((one) => one === text);
    const range = parseCidr(text);
    if (name === "route" && (hops.length === 0 || hops.includes("target")))
      return { message: say("rules.route-at-target"), path };
    if (name !== undefined) sources.push({ kind: "name", name });
    else if (range.ok && range.hostBits)
      return { message: say("own.host-bits", text, range.text), path };
    else if (range.ok) sources.push({ kind: "addresses", range });
    else return { message: say("rules.no-source", text, RULE_SOURCES.join(", ")), path };
  }
  return sources;
}
