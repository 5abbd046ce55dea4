// `cover: { timeout: responseTime }`: the timeout set in the API must be at least what the backend takes.
import { isUnknown } from "../../model/unknown.ts";
import type { Api } from "../../model/inventory.ts";
import { say } from "../../words/index.ts";
import { briefly, draft, type FindingDraft } from "../draft.ts";
import type { RuleOf } from "../rule.ts";
import { OF_APIS } from "../vocabulary.ts";
import { distinctApis } from "./apis.ts";
import { only, type RuleKind, type Seen } from "./kind.ts";

interface Cover {
  readonly timeout: "responseTime";
}

export const cover: RuleKind<Cover> = {
  demands: "one number that must be at least another",
  schema: only("timeout", ["responseTime"]),
  scopedBy: () => OF_APIS,
  describe: () => say("rules.cover"),
  find: shortTimeouts,
  isAsked: (rule, { routes }) =>
    distinctApis(rule, routes).some(
      ({ api }) => !isUnknown(api.timeout) && !isUnknown(api.responseTime),
    ),
};

function shortTimeouts(rule: RuleOf<Cover>, { routes, assume }: Seen): FindingDraft[] {
  const apis = distinctApis(rule, routes);
  const half = apis.filter(({ api }) => isUnknown(api.timeout) !== isUnknown(api.responseTime));
  if (half.length > 0)
    assume(say("rules.half-timeouts", rule.info.id, briefly(half.map(({ api }) => api.id))));
  return apis.flatMap(({ api, routes: ids }) => {
    const { timeout, responseTime } = api;
    if (isUnknown(timeout) || isUnknown(responseTime) || timeout >= responseTime) return [];
    return tooShort(rule, api, [timeout, responseTime], ids);
  });
}

function tooShort(
  rule: RuleOf<Cover>,
  { id, place }: Api,
  [timeout, takes]: readonly [number, number],
  routes: readonly string[],
): FindingDraft {
  return draft(rule, [id], say("rules.timeout-short", id, timeout, takes), {
    resources: [id],
    mark: { place, label: say("rules.timeout-label", timeout, takes) },
    routes,
    notes: [{ label: say("rules.seen-as"), text: say("rules.timeout-seen") }],
    help: say("rules.timeout-help", id, takes),
  });
}
