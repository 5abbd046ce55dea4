// The table of kinds of backends: who stands behind one, what it is called, what a declaration adds to it.
import type { Backend } from "../inventory.ts";
import { key } from "../key.ts";
import { namesOf } from "../table.ts";
import type { Lookup } from "../lookup.ts";
import type { Route, RouteInput } from "../route.ts";
import type { Leg } from "../routes/leg.ts";
import { clb } from "./clb.ts";
import { cvm } from "./cvm.ts";
import type { BackendDefinition } from "./definition.ts";
import { http } from "./http.ts";
import { k8s } from "./k8s.ts";
import { tsf } from "./microservice.ts";
import { cos, mock, scf } from "./ungrouped.ts";
import { upstream } from "./upstream.ts";

export const BACKENDS = {
  clb,
  http,
  microservice: tsf,
  upstream,
  cvm,
  k8s,
  scf,
  cos,
  mock,
} satisfies { readonly [K in Backend["kind"]]: BackendDefinition<K> };

export const BACKEND_KINDS = namesOf(BACKENDS);

/** What all routes to one backend have in common, and its legs. */
export interface BackendLegs extends Pick<Route, "backend" | "deployment" | "cluster"> {
  readonly legs: readonly Leg[];
}

export function legsOf(world: RouteInput, find: Lookup, backend: Backend): BackendLegs {
  const { kind } = backend;
  const definition: BackendDefinition = BACKENDS[kind];
  const { legs, deployment = null, cluster = null } = definition.legs(world, find, backend);
  return { backend: { kind, id: definition.name(backend) }, deployment, cluster, legs };
}

/** Backends with equal keys have equal legs; null where one is not worth sharing. */
export function sharingKey(backend: Backend): string | null {
  const definition: BackendDefinition = BACKENDS[backend.kind];
  const shared = definition.sharedBy(backend);
  return shared === null ? null : key`${backend.kind} ${{ own: shared }}`;
}

/** What is told with what a declaration adds; null where the two contradict each other. */
export function completeBackend(told: Backend, declared: Backend): Backend | null {
  const definition: BackendDefinition = BACKENDS[told.kind];
  if (told.kind !== declared.kind || definition.name(told) !== definition.name(declared))
    return null;
  return definition.complete(told, declared);
}
