// APIs behind routes: rules that speak of an API ask it once, however many targets it has.
import type { Api } from "../../model/inventory.ts";
import { appliesTo } from "../demanded.ts";
import type { JudgedRoute } from "../judged.ts";
import type { Rule } from "../rule.ts";

export function distinctApis(
  rule: Rule,
  routes: readonly JudgedRoute[],
): { api: Api; routes: string[] }[] {
  const apis = new Map<Api, string[]>();
  for (const { route } of routes) {
    if (route.api === null || !appliesTo(rule, route, null)) continue;
    const found = apis.get(route.api);
    if (found) found.push(route.id);
    else apis.set(route.api, [route.id]);
  }
  return [...apis].map(([api, ids]) => ({ api, routes: ids }));
}
