// A whole account as answers, with the sglint.yaml that stands beside them.
import type { Definitions } from "../format.ts";
import { REGION, ZONE, type Answer, type Draw } from "./answer.ts";
import { printBalancers } from "./balancers.ts";
import { printContainers } from "./containers.ts";
import { printGateways } from "./gateways.ts";
import { printGroups, printTemplates } from "./groups.ts";
import { printMachines } from "./machines.ts";
import { printNetwork } from "./network.ts";

export interface PrintedAccount {
  readonly answers: readonly Answer[];
  readonly config: object;
}

export function printAccount(def: Definitions, fetched: boolean, draw: Draw): PrintedAccount {
  const machines = printMachines(def, draw);
  const gateways = printGateways(def, fetched, draw);
  const all = [
    ...printGroups(def, fetched, draw),
    ...printTemplates(def, draw),
    ...printNetwork(def, fetched, draw),
    ...machines.answers,
    ...printBalancers(def, machines.primary, draw),
    ...gateways.answers,
    ...printContainers(def, fetched, draw),
  ];
  const answers = draw.chance(0.3) ? withZonesOf(draw.pick(ZONED), all) : all;
  // A path that names a range pack needs the region; gateways have it from the zones that answers name.
  const isNeeded = def.paths.some(({ from }) => String(from).startsWith("api-gateway."));
  const isTold = fetched || answers.some(namesZone);
  return {
    answers,
    config: {
      version: 1,
      ...((isNeeded || !isTold) && { region: REGION }),
      gateways: gateways.declared,
      ...(def.paths.length > 0 && { paths: def.paths }),
    },
  };
}

/** Zones tell the region, and one kind of answer may be the only one that has them. */
const ZONED = [
  "DescribeInstances",
  "DescribeNetworkInterfaces",
  "DescribeSubnets",
  "DescribeLoadBalancers",
] as const;

function withZonesOf(action: string, answers: readonly Answer[]): Answer[] {
  const bare = (one: object) => ({ ...one, Zone: null, Placement: null, MasterZone: null });
  return answers.map((answer) => {
    const isOther = ZONED.some((name) => name === answer.action) && answer.action !== action;
    const { list } = answer;
    return isOther && list
      ? { ...answer, list: { ...list, elements: list.elements.map(bare) } }
      : answer;
  });
}

function namesZone({ list }: Answer): boolean {
  return (list?.elements ?? []).some((element) => {
    const { Zone, Placement, MasterZone } = element as { readonly [key: string]: unknown };
    const holders = [Zone, ...[Placement, MasterZone].map((one) => (one as Zoned)?.Zone)];
    return holders.includes(ZONE);
  });
}

type Zoned = { readonly Zone?: unknown } | null | undefined;
