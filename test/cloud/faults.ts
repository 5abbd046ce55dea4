// What goes wrong, on request. A plan is a list of faults; each says which calls it is about, when it strikes and what
// happens then. Faults about the answer's content combine; of those that replace the answer the first wins.
import type { Action, View } from "./action.ts";
import { hash } from "./seed.ts";

export interface Fault {
  /** `*`, `vpc.*`, `vpc.DescribeSubnets` or `DescribeSubnets`; several are alternatives. Default: every call. */
  readonly call?: string | readonly string[];
  readonly region?: string;
  /** Only calls about this resource: an id that stands among the parameters. */
  readonly about?: string;
  readonly when?: When;
  readonly effect: Effect;
}

/** Counted over the calls that the fault is about, from 1. Default: always. */
export type When =
  | { readonly nth: number | readonly number[] }
  /** `to` included; default: never ending. */
  | { readonly from: number; readonly to?: number }
  | { readonly every: number }
  /** 0 to 1; the same seed strikes the same calls. */
  | { readonly probability: number; readonly seed?: number };

export type Effect =
  | { readonly kind: "throttle"; readonly code?: string }
  /** Any error of the service, HTTP 200. */
  | { readonly kind: "error"; readonly code: string; readonly message?: string }
  | { readonly kind: "deny" }
  /** The service is withdrawn. */
  | { readonly kind: "offline" }
  | { readonly kind: "unsupported" }
  | { readonly kind: "token-expired" }
  /** An HTTP status with a page of plain text, as a gateway in front answers. */
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "html"; readonly status?: number }
  /** Half of the JSON, in an HTTP answer that is complete. */
  | { readonly kind: "truncated-json" }
  /** This as the content of `Response`, whatever it is. */
  | { readonly kind: "answer"; readonly response: unknown; readonly type?: string }
  /** No answer until the cloud closes; `middle`: headers and the first half of one. */
  | { readonly kind: "hang"; readonly at?: "start" | "middle" }
  /** A text of JSON that never ends. */
  | { readonly kind: "endless" }
  /** The connection is reset: before the answer, or in the middle of it. */
  | { readonly kind: "reset"; readonly at?: "start" | "middle" }
  /** The page lacks so many of its last items though `TotalCount` counts them. */
  | { readonly kind: "short-page"; readonly missing: number }
  /** So many items have vanished from the front of the list, or (negative) come into being there. */
  | { readonly kind: "shift"; readonly by: number }
  /** The service's clock differs by so many milliseconds. */
  | { readonly kind: "skew"; readonly ms: number }
  | { readonly kind: "slow"; readonly ms: number };

export type Cut = Extract<
  Effect,
  {
    readonly kind: "status" | "html" | "truncated-json" | "answer" | "hang" | "endless" | "reset";
  }
>;
export type Refusal = Extract<
  Effect,
  { readonly kind: "throttle" | "error" | "deny" | "offline" | "unsupported" | "token-expired" }
>;

/** What the faults do to one call. */
export interface Verdict {
  readonly view: View;
  readonly skew: number;
  readonly delay: number;
  readonly refusal: Refusal | null;
  readonly cut: Cut | null;
}

export interface Struck {
  readonly action: Action;
  readonly region: string | null;
  readonly values: readonly unknown[];
}

export interface Plan {
  /** Counts the call; each call is asked about once. */
  readonly strike: (call: Struck) => Verdict;
}

export function planOf(faults: readonly Fault[]): Plan {
  const counts = faults.map(() => 0);
  return {
    strike: (call) => {
      const effects = faults.flatMap((fault, i) => {
        if (!concerns(fault, call)) return [];
        counts[i] = counts[i]! + 1;
        return isDue(fault.when, counts[i]!, i) ? [fault.effect] : [];
      });
      return combine(effects);
    },
  };
}

function concerns({ call = "*", region, about }: Fault, struck: Struck): boolean {
  const { service, name } = struck.action;
  const names = typeof call === "string" ? [call] : call;
  const named = names.some((one) =>
    ["*", `${service}.*`, `${service}.${name}`, name].includes(one),
  );
  const here = region === undefined || region === struck.region;
  return named && here && (about === undefined || struck.values.includes(about));
}

function isDue(when: When | undefined, count: number, index: number): boolean {
  if (when === undefined) return true;
  if ("nth" in when)
    return typeof when.nth === "number" ? when.nth === count : when.nth.includes(count);
  if ("from" in when) return count >= when.from && count <= (when.to ?? Number.POSITIVE_INFINITY);
  if ("every" in when) return count % when.every === 0;
  return hash(when.seed ?? 0, index, count) / 2 ** 32 < when.probability;
}

function combine(effects: readonly Effect[]): Verdict {
  let [short, shift, skew, delay] = [0, 0, 0, 0];
  let refusal: Refusal | null = null;
  let cut: Cut | null = null;
  for (const effect of effects) {
    switch (effect.kind) {
      case "short-page":
        short += effect.missing;
        break;
      case "shift":
        shift += effect.by;
        break;
      case "skew":
        skew += effect.ms;
        break;
      case "slow":
        delay += effect.ms;
        break;
      case "throttle":
      case "error":
      case "deny":
      case "offline":
      case "unsupported":
      case "token-expired":
        refusal ??= effect;
        break;
      default:
        cut ??= effect;
    }
  }
  return { view: { short, shift }, skew, delay, refusal, cut };
}
