// `cover: { timeout: responseTime }`: the timeout set in the API must be above what the backend takes.
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
  demands: "one number that must be above another",
  schema: only("timeout", ["responseTime"]),
  scopedBy: () => OF_APIS,
  describe: () => say("rules.cover"),
  find: shortTimeouts,
  isAsked: (rule, { routes }) =>
    distinctApis(rule, routes).some(
      ({ api }) => !isUnknown(api.timeout) && !isUnknown(api.responseTime),
    ),
};

/** Seconds: the most that any page of the vendor allows for any backend; below it the pages differ. */
const LIMIT = 1800;

function shortTimeouts(rule: RuleOf<Cover>, { routes, tell }: Seen): FindingDraft[] {
  const apis = distinctApis(rule, routes);
  const silent = apis.filter(({ api }) => isUnknown(api.timeout) || isUnknown(api.responseTime));
  if (silent.length > 0)
    tell(say("rules.not-compared", silent.length, briefly(silent.map(({ api }) => api.id))));
  return apis.flatMap(({ api, routes: ids }) => {
    const { timeout, responseTime } = api;
    if (isUnknown(timeout)) return [];
    if (timeout > LIMIT) return tooLong(rule, api, timeout, ids);
    if (isUnknown(responseTime) || timeout > responseTime) return [];
    return tooShort(rule, api, [timeout, responseTime], ids);
  });
}

function tooLong(
  rule: RuleOf<Cover>,
  { id, place }: Api,
  timeout: number,
  routes: readonly string[],
): FindingDraft {
  return draft(rule, [id, "above the limit"], say("rules.timeout-long", id, timeout, LIMIT), {
    resources: [id],
    mark: { place, label: say("rules.timeout-long-label", timeout) },
    routes,
    help: say("rules.timeout-long-help", id, LIMIT),
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
