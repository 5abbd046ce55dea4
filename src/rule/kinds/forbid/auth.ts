// An API without authentication relies on addresses alone, and the vendor says that they may change
// (document/product/628/34066).
import { isUnknown } from "../../../model/unknown.ts";
import { draft, listed } from "../../draft.ts";
import { distinctApis } from "../apis.ts";
import type { Forbid } from "./forbid.ts";

export const noAuthentication: Forbid = (rule, { routes, assume }) => {
  const apis = distinctApis(rule, routes);
  const silent = apis.filter(({ api }) => isUnknown(api.auth)).map(({ api }) => api.id);
  if (silent.length > 0)
    assume(
      `${rule.info.id}: the authentication of ${listed(silent)} is not stated and was not judged`,
    );
  return apis
    .filter(({ api }) => api.auth === "NONE")
    .map(({ api, routes: ids }) =>
      draft(rule, [api.id], `${api.id} uses no authentication and relies on a list of addresses`, {
        resources: [api.id],
        mark: { place: api.place, label: "authentication NONE" },
        routes: ids,
        help: "use key pair authentication (SECRET): the published ranges and VIPs may change",
      }),
    );
};
