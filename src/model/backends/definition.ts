// What the model knows of one kind of backend: a file of this folder for each. A new kind is a member of `Backend`, and what the
// compiler then misses.
import type { Message } from "../../words/index.ts";
import type { Backend, Id } from "../inventory.ts";
import type { Lookup } from "../lookup.ts";
import type { Deployment, RouteInput } from "../route.ts";
import type { Leg } from "../routes/leg.ts";

type Kind = Backend["kind"];

/** Methods, so that one table of all kinds can be asked for the kind at hand. */
export interface BackendDefinition<K extends Kind = Kind> {
  /** What it is called after `whose backend is`. */
  readonly words: Message;
  /** The load balancer, microservice, cluster or URL that it names; null where it has no such name. */
  name(backend: BackendOf<K>): string | null;
  legs(world: RouteInput, find: Lookup, backend: BackendOf<K>): Legs;
  /** Equal keys have equal legs; null where one is not worth sharing or not wholly known. */
  sharedBy(backend: BackendOf<K>): string | null;
  /** What a declaration of a backend with the same name leaves of a told one; null where the two contradict each other. */
  complete(told: BackendOf<K>, declared: BackendOf<K>): BackendOf<K> | null;
}

export type BackendOf<K extends Kind> = Backend & { readonly kind: K };

export interface Legs {
  readonly legs: readonly Leg[];
  /** Microservices only. */
  readonly deployment?: Deployment;
  /** Where the nodes of a cluster are the targets. */
  readonly cluster?: Id;
}
