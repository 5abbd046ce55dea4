// The ways in which everything that is open may turn out. Judges nothing.
import type { Sources } from "../model/demand.ts";
import type { Arrival, Hop } from "../model/route.ts";
import { isUnknown } from "../model/unknown.ts";
import { portMatters, PORT_READINGS, type PortReading } from "./acl.ts";
import type { Strictness } from "./judge.ts";

/** One way in which everything that is open may turn out; the same for all hops of a route. */
export interface Scenario {
  readonly reading: Strictness;
  readonly acl: PortReading;
  /** What a source-changing hop with an unknown setting does. */
  readonly arrival: Arrival["kind"];
}

/** What passes in this one passes surely, where it is not unknown how sources arrive. */
export const STRICTLY: Scenario = { reading: "strict", acl: "destination", arrival: "unchanged" };

export const ARRIVALS: readonly Arrival[] = [{ kind: "unchanged" }, { kind: "keep-alive" }];

/** Every scenario that can differ for these hops. */
export function scenariosOf(hops: readonly Hop[]): Scenario[] {
  const acls = hops.some((h) => h.guard.kind === "acl" && portMatters(h.guard.acl, h.protocol))
    ? PORT_READINGS
    : PORT_READINGS.slice(0, 1);
  const arrivals = hops.some((h) => isUnknown(h.arrives)) ? ARRIVALS : ARRIVALS.slice(0, 1);
  return (["strict", "lenient"] as const).flatMap((reading) =>
    acls.flatMap((acl) => arrivals.map(({ kind }) => ({ reading, acl, arrival: kind }))),
  );
}

/** The demand as it arrives in one scenario. */
export function arrivingIn(
  { arriving }: { readonly arriving: readonly Sources[] },
  { arrival }: Scenario,
): Sources {
  const [first, second = first] = arriving;
  return (arrival === ARRIVALS[1]!.kind ? second : first)!;
}
