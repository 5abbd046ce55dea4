// An API without authentication relies on addresses alone, and the vendor says that they may change
// (document/product/628/34066).
import { isUnknown } from "../../../model/unknown.ts";
import { draft } from "../../draft.ts";
import { distinctApis } from "../apis.ts";
import type { Forbid } from "./forbid.ts";

export const noAuthentication: Forbid = (rule, { routes, assume }) =>
  distinctApis(rule, routes).flatMap(({ api, routes: ids }) => {
    if (isUnknown(api.auth)) {
      assume(
        `${rule.info.id}: the authentication of ${api.id} is not stated, so it was not judged`,
      );
      return [];
    }
    if (api.auth !== "NONE") return [];
    return [
      draft(rule, [api.id], `${api.id} uses no authentication and relies on a list of addresses`, {
        resources: [api.id],
        mark: { place: api.place, label: "authentication NONE" },
        routes: ids,
        help: "use key pair authentication (SECRET): the published ranges and VIPs may change",
      }),
    ];
  });
