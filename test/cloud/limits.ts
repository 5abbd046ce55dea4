// Request limits as documented: calls per second of one API in one region by one caller. A window slides, so no
// second holds more than the limit, wherever it starts. Refused calls take no place in it.
import type { Action } from "./action.ts";
import { throttled } from "./errors.ts";

/** By action (`DescribeApi` or `apigateway.DescribeApi`) another limit than the documented one; false: none at all. */
export type Limits = Readonly<Record<string, number>> | false;

export interface Meter {
  /** Throws `RequestLimitExceeded` where the call is one too many. */
  readonly enter: (action: Action, region: string, secretId: string, now: number) => void;
}

interface Window {
  admitted: number[];
  refused: number[];
}

const SECOND = 1000;

export function meter(limits: Limits): Meter {
  const windows = new Map<string, Window>();
  return {
    enter: (action, region, secretId, now) => {
      const limit = limitOf(action, limits);
      if (limit === null) return;
      const key = `${action.service} ${action.name} ${region} ${secretId}`;
      const window = windows.get(key) ?? { admitted: [], refused: [] };
      windows.set(key, window);
      window.admitted = window.admitted.filter((at) => at > now - SECOND);
      window.refused = window.refused.filter((at) => at > now - SECOND);
      if (window.admitted.length < limit) {
        window.admitted.push(now);
        return;
      }
      window.refused.push(now);
      throw throttled(window.admitted.length + window.refused.length, limit);
    },
  };
}

function limitOf(action: Action, limits: Limits): number | null {
  if (limits === false) return null;
  return limits[`${action.service}.${action.name}`] ?? limits[action.name] ?? action.perSecond;
}
