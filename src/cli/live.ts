// A fetch as the person at the terminal sees it: begins or takes up, shows progress, survives Ctrl-C, writes the
// snapshot, says what is missing. Shared by `fetch` and `check --live`.
import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { asker, type Ask } from "../load/live/ask.ts";
import { sdkTransport } from "../load/live/client.ts";
import { WALL_CLOCK } from "../load/live/clock.ts";
import { isFatal, LiveError } from "../load/live/errors.ts";
import { limiter } from "../load/live/limiter.ts";
import { builtInPacks } from "../load/ranges.ts";
import { accountOf, allRegions, fetchInto, isForeign } from "../load/snapshot/fetch.ts";
import { createJournal, JOURNAL_VERSION, type Journal } from "../load/snapshot/journal.ts";
import { redactor, type Redactor } from "../load/snapshot/redact.ts";
import {
  beginsLikeSnapshot,
  dropJournal,
  resumeJournal,
  resumeSnapshot,
} from "../load/snapshot/resume.ts";
import type { SnapshotHead } from "../load/snapshot/head.ts";
import { writeSnapshot } from "../load/snapshot/write.ts";
import { VERSION } from "../version.ts";
import { accessTo, type AccountAccess } from "./account.ts";
import { EXIT, UsageError, type ExitCode } from "./exit.ts";
import { kindOf, reason, shown } from "./files.ts";
import { seconds, type LiveFlags } from "./live-flags.ts";
import { say } from "./output.ts";
import { NO_PROGRESS, progressLine, type ProgressLine } from "./progress.ts";

/** `ended`: no snapshot was written, and why has been said. */
export type LiveResult =
  | { readonly kind: "snapshot"; readonly head: SnapshotHead }
  | { readonly kind: "ended"; readonly code: ExitCode };

/** Reads the account into `path`. Throws `UsageError`. */
export async function fetchAccount(path: string, flags: LiveFlags): Promise<LiveResult> {
  const budget = seconds("--deadline", flags.deadline, 3600);
  const timeout = seconds("--timeout", flags.timeout, 30);
  if (flags.allRegions && flags.region)
    throw new UsageError("--region does nothing with --all-regions; leave one of them out");
  const left = `${path}.partial`;
  refuseOverwriting(path, left, flags);
  const access = await accessTo(flags);
  const interrupt = interruptible(left);
  const wanted = flags.progress ?? process.stderr.isTTY === true;
  const progress = wanted ? progressLine(process.stderr, WALL_CLOCK.now) : NO_PROGRESS;
  const ask = asker({
    transport: sdkTransport({ ...access, timeout }),
    limiter: limiter(WALL_CLOCK, interrupt.signal),
    clock: WALL_CLOCK,
    chance: Math.random,
    secrets: access.secrets,
    deadline: WALL_CLOCK.now() + budget,
    timeout,
    signal: interrupt.signal,
    onRequest: progress.sent,
  });
  try {
    return await read({ path, left, flags, access, ask, progress, interrupt });
  } catch (error) {
    if (error instanceof LiveError) return ended(error, access, left);
    if (isSystemError(error))
      throw new UsageError(`${shown(path)} could not be written: ${reason(error)}`);
    throw error;
  } finally {
    progress.close();
    interrupt.end();
  }
}

interface Run {
  readonly path: string;
  /** Where the journal lies until the snapshot is written. */
  readonly left: string;
  readonly flags: LiveFlags;
  readonly access: AccountAccess;
  readonly ask: Ask;
  readonly progress: ProgressLine;
  readonly interrupt: Interrupt;
}

async function read(run: Run): Promise<LiveResult> {
  const { path, left, ask, progress, interrupt, access } = run;
  const journal = await openOrBegin(run);
  try {
    const { planned, notices, fatal } = await fetchInto(journal, ask, progress);
    progress.close();
    if (fatal) return ended(fatal, access, left);
    if (interrupt.signal.aborted) {
      say("error", `interrupted; what was read is kept in ${shown(left)}: go on with --resume`);
      return { kind: "ended", code: EXIT.unproven };
    }
    const answered = [...journal.slots.values()].some(({ failed }) => !failed);
    if (!answered) return nothingRead(journal, left);
    const head = writeSnapshot(path, `${path}.${process.pid}.tmp`, {
      tool: VERSION,
      journal,
      planned,
      finished: new Date().toISOString(),
      notices,
      redactor: await redactorFor(run),
    });
    dropJournal(left);
    return { kind: "snapshot", head };
  } finally {
    journal.close();
  }
}

async function redactorFor({ flags, access }: Run): Promise<Redactor | null> {
  if (!flags.redact) return null;
  const published = [...builtInPacks().values()].flatMap(({ regions }) =>
    [...regions.values()].flatMap((region) =>
      [region.private, region.public].flatMap((list) => list?.ranges.map(({ text }) => text) ?? []),
    ),
  );
  return redactor((await access.credentials()).secretKey, published);
}

async function openOrBegin(run: Run): Promise<Journal> {
  const { flags, path, left, ask } = run;
  const isLeft = existsSync(left);
  if (flags.resume && (isLeft || existsSync(path))) {
    const resumed = isLeft ? resumeJournal(left) : resumeSnapshot(path, left);
    if (resumed.kind === "refused")
      throw new UsageError(`${shown(resumed.file)} cannot be resumed: ${resumed.why}`);
    await refuseOther(resumed.journal, run);
    return resumed.journal;
  }
  const regions = await regionsOf(run);
  const account = await accountOf(ask, regions[0]!);
  if (flags.resume) say("note", "nothing to resume: the fetch begins anew");
  return createJournal(left, {
    sglint: "journal",
    version: JOURNAL_VERSION,
    account,
    regions,
    started: new Date().toISOString(),
    sittings: 1,
  });
}

async function regionsOf({ flags, ask, access }: Run): Promise<readonly string[]> {
  if (flags.allRegions) {
    const regions = await allRegions(ask);
    if (regions.length > 0) return regions;
    throw new UsageError("--all-regions: the account has no region; name them with --region");
  }
  const regions = flags.region ?? (access.region === null ? [] : [access.region]);
  const strange = regions.find((region) => !/^[a-z]{2,4}(-[a-z0-9]+)+$/.test(region));
  if (strange !== undefined)
    throw new UsageError(`--region "${strange}" is no region; expected one such as ap-guangzhou`);
  if (regions.length > 0) return [...new Set(regions)].toSorted();
  throw new UsageError(
    "no region; name one with --region (repeatable) or TENCENTCLOUD_REGION, or read all with --all-regions",
  );
}

/** Throws `UsageError` where the journal tells of another account or of other regions; the journal stays. */
async function refuseOther(journal: Journal, { flags, ask, left }: Run): Promise<void> {
  const { account, regions } = journal.head;
  const refuse = (why: string): never => {
    journal.close();
    throw new UsageError(
      `${shown(left)} ${why}; choose another file, or delete it and leave --resume out`,
    );
  };
  const wanted = flags.region && [...new Set(flags.region)].toSorted();
  if (wanted && wanted.join() !== [...regions].toSorted().join())
    refuse(`holds ${regions.join(", ")}, and --region says ${wanted.join(", ")}`);
  const today = await accountOf(ask, regions[0] ?? null);
  if (today !== null && account !== null && today !== account)
    refuse(`holds account ${account}, and these credentials belong to ${today}`);
  if ((today === null || account === null) && (await isForeign(journal, ask)))
    refuse("holds security groups of which this account has none");
}

/** Neither a file of somebody else's nor an unfinished fetch is written over. */
function refuseOverwriting(path: string, left: string, flags: LiveFlags): void {
  if (kindOf(path) === "folder")
    throw new UsageError(`${shown(path)} is a folder; name a file in it`);
  if (kindOf(path) === "file" && !beginsLikeSnapshot(startOf(path)))
    throw new UsageError(`${shown(path)} exists and is no snapshot; choose another file`);
  if (!flags.resume && existsSync(left))
    throw new UsageError(
      `${shown(left)} holds an interrupted fetch; go on with --resume, or delete it`,
    );
}

function startOf(path: string): string {
  const handle = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(200);
    return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, 0)).toString("utf8");
  } finally {
    closeSync(handle);
  }
}

interface Interrupt {
  readonly signal: AbortSignal;
  readonly end: () => void;
}

/** The first Ctrl-C ends the fetch in order; a second one ends the process at once. The journal survives both. */
function interruptible(left: string): Interrupt {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.unproven);
    say("note", `ending; what was read stays in ${shown(left)}`);
    controller.abort();
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, stop);
  return {
    signal: controller.signal,
    end: () => {
      for (const signal of signals) process.off(signal, stop);
    },
  };
}

function ended(error: LiveError, { source, endpoint }: AccountAccess, left: string): LiveResult {
  const id = error.requestId === null ? "" : ` (request id ${error.requestId})`;
  const said = `${error.code}: ${error.message}${id}`;
  if (error.kind === "credentials")
    say("error", `the credentials were refused (${source}): ${said}; renew or correct them`);
  else if (error.kind === "clock")
    say("error", `the clock of this machine differs too much from the cloud's: ${said}; set it`);
  else if (error.kind === "cancelled") say("error", "interrupted");
  else {
    const where = endpoint === null ? "" : ` at ${endpoint.host}`;
    say("error", `${error.action} failed${where}: ${said}`);
  }
  if (existsSync(left)) say("note", `what was read is kept in ${shown(left)}: go on with --resume`);
  return { kind: "ended", code: isFatal(error) ? EXIT.usage : EXIT.unproven };
}

/** Not one answer: the first reason stands for all. */
function nothingRead(journal: Journal, left: string): LiveResult {
  const reasons = new Set<string>();
  for (const slot of journal.slots.values()) {
    const { Code, Message } = journal.read(slot).Error!;
    reasons.add(`${Code}: ${Message}`);
  }
  const [first = "no call was answered", ...others] = reasons;
  const more = others.length > 0 ? ` (and ${others.length} other reasons)` : "";
  say("error", `nothing could be read: ${first}${more}`);
  dropJournal(left);
  return { kind: "ended", code: EXIT.unproven };
}

function isSystemError(error: unknown): boolean {
  return typeof (error as NodeJS.ErrnoException).syscall === "string";
}
