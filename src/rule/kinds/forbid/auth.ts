// An API without authentication relies on addresses alone, and the vendor says that they may change
// (document/product/628/34066).
import { isUnknown } from "../../../model/unknown.ts";
import { say } from "../../../words/index.ts";
import { briefly, draft } from "../../draft.ts";
import { apisOf } from "../../scope.ts";
import { OF_APIS } from "../../vocabulary.ts";
import { distinctApis } from "../apis.ts";
import type { Forbidden } from "./forbid.ts";

export const noAuthentication: Forbidden = {
  scopedBy: OF_APIS,
  describe: ({ applies }) => say("forbid.auth", apisOf(applies)),
  isAsked: (rule, { routes }) => distinctApis(rule, routes).some(({ api }) => !isUnknown(api.auth)),
  find: (rule, { routes, assume }) => {
    const apis = distinctApis(rule, routes);
    const silent = apis.filter(({ api }) => isUnknown(api.auth)).map(({ api }) => api.id);
    if (silent.length > 0) assume(say("forbid.auth-not-stated", rule.info.id, briefly(silent)));
    return apis
      .filter(({ api }) => api.auth === "NONE")
      .map(({ api, routes: ids }) =>
        draft(rule, [api.id], say("forbid.auth-none", api.id), {
          resources: [api.id],
          mark: { place: api.place, label: say("forbid.auth-label") },
          routes: ids,
          help: say("forbid.auth-help"),
        }),
      );
  },
};
