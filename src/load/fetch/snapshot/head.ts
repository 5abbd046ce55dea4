// The header of a snapshot: whose account, when, where, and how whole. Its form is schemas/snapshot.schema.json.

import { say } from "../../../words/index.ts";

export const SNAPSHOT_VERSION = 1;

export interface SnapshotHead {
  readonly sglint: "snapshot";
  readonly version: number;
  readonly tool: string;
  /** AppId; null where it could not be read. */
  readonly account: string | null;
  readonly redacted: boolean;
  readonly regions: readonly string[];
  readonly time: {
    readonly started: string;
    readonly finished: string;
    /** How often the fetch was taken up again, and once more. */
    readonly sittings: number;
    /** Answers that an earlier sitting kept and the last one did not ask again. */
    readonly earlier?: readonly EarlierAnswers[];
  };
  /** Every call of every region was answered, and every list fitted together. */
  readonly complete: boolean;
  readonly calls: readonly CallCount[];
  /** What changed while the account was read, and what else is worth knowing. */
  readonly notices: readonly string[];
}

export interface EarlierAnswers {
  readonly region: string;
  readonly call: string;
  readonly answers: number;
}

/** Of one call in one region. `asked` = answered + withdrawn + failed + pending. */
export interface CallCount {
  readonly region: string;
  readonly call: string;
  readonly asked: number;
  readonly answered: number;
  /** The service is withdrawn, not activated, or not in this region. */
  readonly withdrawn: number;
  readonly failed: number;
  /** Not asked any more: the time was up, or the fetch was interrupted. */
  readonly pending: number;
}

/**
 * Regions that have none of the services, not even those that every region has: a name that is none. A list that was
 * refused or not asked is another matter.
 */
export function silentRegions({ regions, calls }: SnapshotHead): string[] {
  return regions.filter(
    (name) => !calls.some(({ region, asked, withdrawn }) => region === name && withdrawn < asked),
  );
}

/** For the person at the terminal as well. */
export function earlierText({ call, region, answers }: EarlierAnswers): string {
  return say("fetch.of-an-earlier-sitting", call, region, answers);
}
