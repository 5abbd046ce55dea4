// One request -> what is sent back. Checks in the service's order: form, action, signature, limits, permission,
// parameters. May not touch sockets.
import { checkParameters, type Action, type Fields } from "./action.ts";
import type { Account } from "./account.ts";
import { actionOf } from "./actions.ts";
import { ApiError, denied, missing } from "./errors.ts";
import type { Cut, Plan, Refusal, Verdict } from "./faults.ts";
import type { Meter } from "./limits.ts";
import type { LogEntry } from "./log.ts";
import { REGIONS } from "./regions.ts";
import { authenticate, type Credential } from "./signature.ts";

export interface Incoming {
  readonly method: string;
  readonly url: string;
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
}

export interface Surroundings {
  readonly account: Account;
  /** null: whoever asks is taken for the first caller, and nothing is signed. */
  readonly credentials: readonly Credential[] | null;
  readonly plan: Plan;
  readonly meter: Meter;
  /** Milliseconds for limits and the log. */
  readonly now: number;
  /** Milliseconds since 1970 for signatures. */
  readonly wallNow: number;
}

export interface Reply {
  /** What stands under `Response`, without its RequestId. */
  readonly response: object;
  readonly cut: Cut | null;
  readonly delay: number;
  readonly entry: LogEntry;
}

export function respond(request: Incoming, around: Surroundings): Reply {
  const name = request.header("x-tc-action") ?? "";
  const version = request.header("x-tc-version") ?? "";
  const region = request.header("x-tc-region") ?? null;
  const secretId = /Credential=([^/]*)\//.exec(request.header("authorization") ?? "")?.[1] ?? null;
  const base = { at: around.now, action: name, version, region, secretId };
  let action: Action | null = null;
  let verdict: Verdict = NOTHING;
  let params: Fields = {};
  const close = (response: object, outcome: string): Reply => ({
    response,
    cut: verdict.cut,
    delay: verdict.delay,
    entry: {
      ...base,
      service: action?.service ?? null,
      params,
      outcome: verdict.cut?.kind ?? outcome,
    },
  });
  try {
    action = namedAction(request, name, version);
    params = readParams(request.body);
    verdict = around.plan.strike({ action, region, values: Object.values(params) });
    const credential = authenticateIn(request, action, around, verdict.skew);
    const place = placeOf(action, region);
    around.meter.enter(action, place, credential.secretId, around.now);
    if (verdict.refusal) throw refused(verdict.refusal, action, place, around.account.uin);
    checkParameters(action, params);
    const { account } = around;
    const body = action.answer({
      account,
      region: account.region(place),
      secretId: credential.secretId,
      params,
      pageMax: action.pageMax,
      view: verdict.view,
    });
    return close(body, "ok");
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return close({ Error: { Code: error.code, Message: error.message } }, error.code);
  }
}

const NOTHING: Verdict = {
  view: { short: 0, shift: 0 },
  skew: 0,
  delay: 0,
  refusal: null,
  cut: null,
};

function namedAction({ method, header }: Incoming, name: string, version: string): Action {
  if (method !== "POST")
    throw new ApiError("UnsupportedProtocol", `The method ${method} is not supported here.`);
  if (!/^application\/json(;|$)/.test(header("content-type") ?? ""))
    throw new ApiError("InvalidRequest", "The Content-Type is not application/json.");
  if (name === "") throw missing("Action");
  if (version === "") throw missing("Version");
  return actionOf(name, version);
}

function readParams(body: Buffer): Fields {
  const wrong = () => new ApiError("InvalidRequest", "The body is not a JSON object.");
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    // The SDK sends an empty string where an action has no parameters at all.
    if (value === "") return {};
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    throw wrong();
  }
  throw wrong();
}

const UNSIGNED: Credential = { secretId: "", secretKey: "" };

function authenticateIn(
  { method, url, header, body }: Incoming,
  action: Action,
  { credentials, wallNow }: Surroundings,
  skew: number,
): Credential {
  if (credentials === null && skew !== 0) throw new Error("a clock is off only where one signs");
  if (credentials === null) return UNSIGNED;
  const [path = "/", query = ""] = url.split("?");
  const signed = { method, path, query, header, body, now: wallNow + skew };
  return authenticate(signed, action.service, credentials);
}

function placeOf(action: Action, region: string | null): string {
  if (region === null || region === "") {
    if (action.regional) throw missing("Region");
    return "ap-guangzhou";
  }
  if (!REGIONS.includes(region))
    throw new ApiError("UnsupportedRegion", `The region \`${region}\` is not supported.`);
  return region;
}

function refused(effect: Refusal, action: Action, region: string, uin: string): ApiError {
  switch (effect.kind) {
    case "throttle":
      return new ApiError(effect.code ?? "RequestLimitExceeded", "Too many requests.");
    case "error":
      return new ApiError(effect.code, effect.message ?? `Refused as ${effect.code}.`);
    case "deny":
      return denied(action.service, action.name, region, uin);
    case "offline":
      return new ApiError("ActionOffline", `The action \`${action.name}\` is offline.`);
    case "unsupported":
      return new ApiError("UnsupportedOperation", "The operation is not supported.");
    case "token-expired":
      return new ApiError("AuthFailure.TokenFailure", "Token verification failed.");
  }
}
