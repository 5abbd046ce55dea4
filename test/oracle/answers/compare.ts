// What sglint says of printed answers against what the oracle says of the account: exactly, or, where saved answers
// cannot list every member of a group, within the two ways that the members may turn out.
import { expect } from "vitest";
import type { Report } from "../../../src/model/finding.ts";
import { facesOf } from "../world.ts";
import { cellsOf, worldOf, type World } from "../cells.ts";
import { expectAgreement, judgedText, routeText } from "../checks.ts";
import type { Definitions, PolicyDef } from "../format.ts";
import type { Linted } from "./linted.ts";

export function expectExactly({ report, nameAt }: Linted, world: World): void {
  expectAgreement(inOrderOf(world.def, report), world, {
    of: nameAt,
    due: ({ by, hop, direction }) => {
      const [, owner, index] = /^(.+)\/(\d+) /.exec(by) ?? [];
      if (hop.acl) return index ? `${hop.acl.id}/${direction}/${index}` : hop.acl.id;
      return index ? `${owner}/${index}` : hop.groups.at(-1)!;
    },
  });
}

/** Answers list gateways and APIs in any order. */
function inOrderOf(def: Definitions, report: Report): Report {
  const owners = [
    ...def.gateways.flatMap(({ apis }) => apis.map(({ id }) => id)),
    ...def.paths.map(({ name }) => name),
  ];
  const at = new Map(owners.map((id, i) => [id, i]));
  const rank = ({ api, path }: Report["routes"][number]) => at.get(api ?? path ?? "") ?? -1;
  return { ...report, routes: report.routes.toSorted((a, b) => rank(a) - rank(b)) };
}

const PRIVATE = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "::/0"];

/** A verdict is certain where it holds whoever else is in a group, and else undetermined. */
export function expectWithinBounds({ report }: Linted, def: Definitions): void {
  expect(report.complaints.map(({ message }) => message)).toEqual([]);
  const [fewest, most] = (["DROP", "ACCEPT"] as const).map((wide) => {
    const bound = withMembers(def, wide);
    return worldOf(bound, cellsOf(bound)).routes;
  });
  const both = fewest!.map((one, i) => {
    const other = most![i]!;
    return judgedText({
      ...one,
      verdict: either(one.verdict, other.verdict),
      hops: one.hops.map((hop, h) => ({
        ...hop,
        verdict: either(hop.verdict, other.hops[h]!.verdict),
      })),
    });
  });
  expect(inOrderOf(def, report).routes.map(routeText)).toEqual(both);
}

function either<T>(one: T, other: T): T | "undetermined" {
  return one === other ? one : "undetermined";
}

/** Groups as sources: those members that are told, and in policies of one action every private address as well. */
function withMembers(def: Definitions, wide: PolicyDef["action"]): Definitions {
  const faces = facesOf(def);
  const told = (group: string) =>
    faces.flatMap((face) => (face.securityGroups!.includes(group) ? [...face.privateIps] : []));
  const templates = def.securityGroups.flatMap(({ id }) => [
    { id: `ipm-${id}-told`, addresses: told(id) },
    { id: `ipm-${id}-any`, addresses: [...told(id), ...PRIVATE] },
  ]);
  const sourceOf = ({ source, action }: PolicyDef) =>
    source.startsWith("sg-") ? `ipm-${source}-${action === wide ? "any" : "told"}` : source;
  return {
    ...def,
    addressTemplates: [...def.addressTemplates, ...templates],
    securityGroups: def.securityGroups.map((group) => ({
      ...group,
      ingress: group.ingress.map((policy) => ({ ...policy, source: sourceOf(policy) })),
    })),
  };
}
