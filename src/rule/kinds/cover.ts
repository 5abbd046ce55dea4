// `cover: { timeout: responseTime }`: the timeout set in the API must be at least what the backend takes.
import { isUnknown } from "../../model/unknown.ts";
import type { Api } from "../../model/inventory.ts";
import { draft, listed, type FindingDraft } from "../draft.ts";
import type { Rule } from "../rule.ts";
import { distinctApis } from "./apis.ts";
import type { Kind } from "./kind.ts";

export const cover: Kind<"cover"> = (rule, { routes, assume }) => {
  const apis = distinctApis(rule, routes);
  const half = apis.filter(({ api }) => isUnknown(api.timeout) !== isUnknown(api.responseTime));
  if (half.length > 0)
    assume(
      `${rule.info.id}: only one of timeout and response time is stated for ${listed(half.map(({ api }) => api.id))}, so they were not compared`,
    );
  return apis.flatMap(({ api, routes: ids }) => {
    const { timeout, responseTime } = api;
    if (isUnknown(timeout) || isUnknown(responseTime) || timeout >= responseTime) return [];
    return tooShort(rule, api, timeout, responseTime, ids);
  });
};

function tooShort(
  rule: Rule,
  { id, place }: Api,
  timeout: number,
  responseTime: number,
  routes: readonly string[],
): FindingDraft {
  return draft(
    rule,
    [id],
    `${id} gives up after ${timeout} s, and its backend takes ${responseTime} s`,
    {
      resources: [id],
      mark: {
        place,
        label: `timeout ${timeout} s is less than the response time of ${responseTime} s`,
      },
      routes,
      notes: [
        { label: "seen as", text: "504 Gateway Time-out, whatever the security groups admit" },
      ],
      help: `raise the backend timeout of ${id} to at least ${responseTime} s, or make the backend answer sooner`,
    },
  );
}
