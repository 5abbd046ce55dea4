// Gateways that the config adds to, and that no input has: a slip in the id would drop what is declared there in silence.
import type { Complaint } from "../../model/complaint.ts";
import type { Gateway, Id } from "../../model/inventory.ts";
import { inside } from "../../model/place.ts";
import { say } from "../../words/index.ts";
import { nearest, quote } from "../own/wording.ts";
import type { Draft } from "./draft.ts";

/**
 * One that lists APIs is whole by itself, and so is one whose nodes a path starts from; definitions may tell of a gateway
 * that has no API yet, but not beside another input that tells what gateways there are.
 */
export function unmetGateways(drafts: readonly Draft[], config: Draft | null): Complaint[] {
  const all = config === null ? drafts : [...drafts, config];
  const gateways = all.flatMap((draft) =>
    draft.gateways.map((gateway) => ({ gateway, draft, keys: draft.declared.get(gateway) })),
  );
  const told = new Set(gateways.flatMap(({ gateway, keys }) => (keys ? [] : gateway.id)));
  const named = all.flatMap((draft) =>
    draft.paths.flatMap(({ from }) => (from.kind === "gateway" ? from.id : [])),
  );
  const whole = new Set<Id>([...told, ...named]);
  for (const { gateway, draft, keys } of gateways)
    if (keys?.has("apis") || (draft !== config && told.size === 0)) whole.add(gateway.id);
  return gateways
    .filter(({ gateway }) => !whole.has(gateway.id))
    .map(({ gateway }) => unmet(gateway, whole));
}

function unmet({ id, place }: Gateway, others: ReadonlySet<Id>): Complaint {
  const near = nearest(id, others);
  const message =
    near === null
      ? say("merge.unmet-gateway", quote(id))
      : say("merge.unmet-gateway-near", quote(id), near);
  return { message, place: inside(place, "id"), file: null };
}
