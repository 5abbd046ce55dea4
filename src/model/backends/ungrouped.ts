// Functions, buckets and mocks: no security group stands before them.
import { message, say, type Message } from "../../words/index.ts";
import type { BackendDefinition } from "./definition.ts";

export const scf = ungrouped<"scf">("SCF", message("model.backend-scf"));
export const cos = ungrouped<"cos">("COS", message("model.backend-cos"));
export const mock = ungrouped<"mock">("MOCK", message("model.backend-mock"));

function ungrouped<K extends "scf" | "cos" | "mock">(
  name: string,
  words: Message,
): BackendDefinition<K> {
  const reason = say("model.no-group-needed", name);
  const leg = { target: null, hops: [], outcome: { kind: "skipped", reason } } as const;
  return {
    words,
    name: () => null,
    legs: () => ({ legs: [leg] }),
    sharedBy: () => null,
    complete: (told) => told,
  };
}
