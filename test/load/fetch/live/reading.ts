// Fetches the local cloud into a folder of the test's own: without a wire, or through the real SDK.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import {
  asker,
  type Ask,
  type AskOptions,
  type Transport,
} from "../../../../src/load/fetch/live/ask.ts";
import { sdkTransport } from "../../../../src/load/fetch/live/client.ts";
import { WALL_CLOCK } from "../../../../src/load/fetch/live/clock.ts";
import type { Limiter } from "../../../../src/load/fetch/live/limiter.ts";
import {
  accountOf,
  fetchInto,
  type FetchResult,
} from "../../../../src/load/fetch/snapshot/fetch.ts";
import {
  createJournal,
  JOURNAL_VERSION,
  openJournal,
  type Journal,
} from "../../../../src/load/fetch/snapshot/journal.ts";
import type { Redactor } from "../../../../src/load/fetch/snapshot/redact.ts";
import { writeSnapshot } from "../../../../src/load/fetch/snapshot/write.ts";
import { parseDocument, type Document } from "../../../../src/load/text/document.ts";
import { EXAMPLE, startCloud, type Cloud, type CloudOptions } from "../../../cloud/cloud.ts";

/** A cloud that closes with the test. */
export async function cloudFor(options: CloudOptions): Promise<Cloud> {
  const cloud = await startCloud(options);
  onTestFinished(() => cloud.close());
  return cloud;
}

export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "sglint-live-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Nobody waits for tokens, and few requests are under way: tests of limits bring their own. */
export function fewAtOnce(most: number): Limiter {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  const next = (): void => {
    if (underWay < most && waiting.length > 0) {
      underWay++;
      waiting.shift()!();
    }
  };
  return {
    enter: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        next();
      }),
    leave: () => {
      underWay--;
      next();
    },
    pause: () => {},
    end: () => {},
  };
}
/** Milliseconds for a request: answers come at once, or never. */
const TIMEOUT = 500;

/** Through the vendor's SDK and a socket: for what only they can do wrong. */
export function wired(cloud: Cloud): Transport {
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  return sdkTransport({
    credentials: async () => ({ ...EXAMPLE, token: null }),
    endpoint: { secure: false, host: cloud.endpoint },
    agent: async () => agent,
    timeout: TIMEOUT,
  });
}

/** One answer a turn, as from a socket. Errors have the shape that the SDK gives them. */
function unwired(cloud: Cloud): Transport {
  return async ({ call, region, params }) => {
    await new Promise((resolve) => setImmediate(resolve));
    const response: { Error?: { Code: string; Message: string } } = cloud.ask(call, region, params);
    if (!response.Error) return response;
    const { Code: code, Message: message } = response.Error;
    throw Object.assign(new Error(message), { code, requestId: "" });
  };
}

/** Asks the cloud with waits cut short, so that faults cost no time. */
export function askCloud(cloud: Cloud, options: Partial<AskOptions> = {}): Ask {
  return asker({
    transport: unwired(cloud),
    limiter: fewAtOnce(16),
    clock: WALL_CLOCK,
    chance: () => 0.01,
    secrets: [EXAMPLE.secretId, EXAMPLE.secretKey],
    deadline: WALL_CLOCK.now() + 60_000,
    timeout: TIMEOUT,
    signal: new AbortController().signal,
    ...options,
  });
}

export interface Fetched {
  readonly path: string;
  readonly text: string;
  readonly snapshot: Snapshot;
  readonly result: FetchResult;
  readonly document: Document;
}

export interface Snapshot {
  readonly complete: boolean;
  readonly account: string | null;
  readonly notices: readonly string[];
  readonly time: object;
  readonly calls: readonly {
    readonly region: string;
    readonly call: string;
    readonly asked: number;
    readonly answered: number;
    readonly withdrawn: number;
    readonly failed: number;
    readonly pending: number;
  }[];
  readonly answers: readonly Readonly<Record<string, unknown>>[];
}

export async function begin(ask: Ask, regions: readonly string[], path: string): Promise<Journal> {
  return createJournal(path, {
    sglint: "journal",
    version: JOURNAL_VERSION,
    account: await accountOf(ask, regions[0]!),
    regions,
    started: "2026-01-01T00:00:00.000Z",
    sittings: 1,
  });
}

export function takeUp(path: string): Journal {
  const journal = openJournal(path);
  if ("why" in journal) throw new Error(journal.why);
  return journal;
}

export const SILENT = { planned: () => {}, done: () => {} };

export function finish(
  journal: Journal,
  result: FetchResult,
  path: string,
  redactor: Redactor | null = null,
): Fetched {
  writeSnapshot(path, `${path}.tmp`, {
    tool: "0.0.0",
    journal,
    planned: result.planned,
    finished: "2026-01-01T00:01:00.000Z",
    notices: result.notices,
    earlier: result.earlier,
    redactor,
  });
  journal.close();
  const text = readFileSync(path, "utf8");
  const document = parseDocument("snapshot.json", text);
  if (!("root" in document)) throw new Error(JSON.stringify(document));
  return { path, text, snapshot: JSON.parse(text) as Snapshot, result, document };
}

export async function fetchCloud(
  cloud: Cloud,
  {
    regions = ["ap-guangzhou"],
    redactor = null,
    ...options
  }: Partial<AskOptions> & { regions?: readonly string[]; redactor?: Redactor | null } = {},
): Promise<Fetched> {
  const path = join(folder(), "snapshot.json");
  const ask = askCloud(cloud, options);
  const journal = await begin(ask, regions, `${path}.partial`);
  return finish(journal, await fetchInto(journal, ask, SILENT), path, redactor);
}
