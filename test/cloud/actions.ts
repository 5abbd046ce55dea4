// Every action that the local cloud serves, found by version and name.
import type { Action } from "./action.ts";
import { ApiError } from "./errors.ts";
import { APIGATEWAY_ACTIONS } from "./services/apigateway.ts";
import { CLB_ACTIONS } from "./services/clb.ts";
import { CVM_ACTIONS } from "./services/cvm.ts";
import { GROUP_ACTIONS } from "./services/groups.ts";
import { TSF_ACTIONS } from "./services/microservices.ts";
import { NETWORK_ACTIONS } from "./services/network.ts";
import { OTHER_ACTIONS } from "./services/others.ts";
import { TEMPLATE_ACTIONS } from "./services/templates.ts";

export const ACTIONS: readonly Action[] = [
  ...GROUP_ACTIONS,
  ...TEMPLATE_ACTIONS,
  ...NETWORK_ACTIONS,
  ...CLB_ACTIONS,
  ...CVM_ACTIONS,
  ...APIGATEWAY_ACTIONS,
  ...TSF_ACTIONS,
  ...OTHER_ACTIONS,
];

const BY_KEY = new Map(ACTIONS.map((action) => [`${action.version} ${action.name}`, action]));
const VERSIONS = new Set(ACTIONS.map((action) => action.version));

/** One endpoint answers for every service, so the version tells services apart. */
export function actionOf(name: string, version: string): Action {
  const action = BY_KEY.get(`${version} ${name}`);
  if (action) return action;
  if (!VERSIONS.has(version))
    throw new ApiError("NoSuchVersion", `The requested version \`${version}\` does not exist.`);
  throw new ApiError(
    "InvalidAction",
    `The request action=\`${name}\` is invalid or not found for version=\`${version}\`.`,
  );
}
