// The ways in which everything that is open may turn out. Judges nothing.
import type { Sources } from "../model/demand.ts";
import type { Hop } from "../model/route.ts";
import { portMatters, PORT_READINGS, type PortReading } from "./acl.ts";
import type { Strictness } from "./judge.ts";

/** One way in which everything that is open may turn out; the same for all hops of a route. */
export interface Scenario {
  readonly reading: Strictness;
  readonly acl: PortReading;
  /** Which of the ways in which sources may arrive behind a CLB; a hop with one way has no other. */
  readonly arrival: number;
}

/** What passes in this one passes surely, where it is not unknown how sources arrive. */
export const STRICTLY: Scenario = { reading: "strict", acl: "destination", arrival: 0 };

/** Every scenario that can differ for these hops. */
export function scenariosOf(hops: readonly Hop[]): Scenario[] {
  const acls = hops.some((h) => h.guard.kind === "acl" && portMatters(h.guard.acl, h.protocol))
    ? PORT_READINGS
    : PORT_READINGS.slice(0, 1);
  const ways = hops.reduce((most, { arrives }) => Math.max(most, arrives.ways.length), 1);
  return (["strict", "lenient"] as const).flatMap((reading) =>
    acls.flatMap((acl) =>
      Array.from({ length: ways }, (_, arrival) => ({ reading, acl, arrival })),
    ),
  );
}

/** The demand as it arrives in one scenario. */
export function arrivingIn(
  { arriving }: { readonly arriving: readonly Sources[] },
  { arrival }: Scenario,
): Sources {
  return arriving[arrival] ?? arriving[0]!;
}
