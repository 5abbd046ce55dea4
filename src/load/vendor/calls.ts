// Every call of the vendor's API that is used: ONE table, a file for each service. Fetching, saved answers, gaps of a
// snapshot, permissions (docs/cam-policy.json) and commands that save by hand follow from it. May not send or read anything.
import { ID_KINDS, type Id } from "../../model/id.ts";
import { SERVICES, type LiveCall, type SavedCall, type VendorCall } from "./call.ts";
import { APIGATEWAY_CALLS } from "./calls/apigateway.ts";
import { CLB_CALLS } from "./calls/clb.ts";
import { CVM_CALLS } from "./calls/cvm.ts";
import { TKE_CALLS } from "./calls/tke.ts";
import { TSE_CALLS } from "./calls/tse.ts";
import { TSF_CALLS } from "./calls/tsf.ts";
import { VPC_CALLS } from "./calls/vpc.ts";

/** In the order in which a snapshot holds them. */
const TABLE = [
  ...VPC_CALLS,
  ...CVM_CALLS,
  ...CLB_CALLS,
  ...APIGATEWAY_CALLS,
  ...TKE_CALLS,
  ...TSF_CALLS,
  ...TSE_CALLS,
] as const;

export const CALLS: readonly VendorCall[] = TABLE;

/** Those whose saved answers are understood. */
export type SavedAction = Extract<(typeof TABLE)[number], { readonly saved: unknown }>["action"];

/** A row of the table that is understood when saved. */
export interface SavedRow extends SavedCall {
  readonly action: SavedAction;
}

export const SAVED_CALLS: readonly SavedRow[] = TABLE.filter((call) => "saved" in call);

export const LIVE_CALLS: readonly LiveCall[] = TABLE.filter((call) => "rate" in call);

/** The calls of a region, lists first where one asks about the elements of another. */
export const REGION_CALLS: readonly LiveCall[] = LIVE_CALLS.filter((call) => !call.global);

const SAVED = new Map<string, SavedRow>(SAVED_CALLS.map((call) => [call.action, call]));
const LIVE = new Map(LIVE_CALLS.map((call) => [call.action, call]));

export function savedCall(action: SavedAction): SavedCall {
  return SAVED.get(action)!;
}

/** By a name that comes from the input; null for one that is not understood. */
export function findSaved(action: unknown): SavedRow | null {
  return typeof action === "string" ? (SAVED.get(action) ?? null) : null;
}

export function callNamed(action: string): LiveCall {
  const call = LIVE.get(action);
  if (!call) throw new Error(`no live call ${action}`);
  return call;
}

/** `vpc:DescribeSubnets`: as a CAM policy and the vendor's refusals name it. */
export function permission({ service, action }: Pick<VendorCall, "service" | "action">): string {
  return `${SERVICES[service]}:${action}`;
}

/** What is typed after `tccli` for a list of the region: `cvm DescribeInstances`. */
export function tccli(action: SavedAction): string {
  return `${savedCall(action).service} ${action}`;
}

/**
 * What is typed after `tccli` for a call about one resource, or about one element `own` of it; the name of the file says
 * whose the answer is.
 */
export function saveCommand(action: SavedAction, id: Id, own?: Id): string {
  const call = savedCall(action);
  const { owner, own: inner } = call.saved;
  if (!owner) return tccli(action);
  const subject = { [owner.key]: id, ...(inner && own !== undefined && { [inner.key]: own }) };
  const flags = Object.entries(call.params?.(subject) ?? subject).map(([key, value]) => {
    return `--${key} ${typeof value === "string" ? value : `'${JSON.stringify(value)}'`}`;
  });
  const file = own === undefined ? `${id}${owner.ending}` : `${own}.json`;
  return `${tccli(action)} ${flags.join(" ")} > ${file}`;
}

/** The keys by which a wrapper, and the prefixes by which a file name, says whom an answer is about; more exact first. */
export const ID_KEYS = [
  ...new Map(
    SAVED_CALLS.flatMap(({ saved: { own, owner } }) => [own ?? [], owner ?? []].flat()).map(
      ({ key, kind }) => [key, ID_KINDS[kind].prefix],
    ),
  ),
].map(([key, prefix]) => ({ key, prefix }));
