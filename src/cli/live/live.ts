// A fetch as the person at the terminal sees it: begins or takes up, shows progress, survives Ctrl-C, writes the
// snapshot, says what is missing. Shared by `fetch` and `check --live`.
import { existsSync } from "node:fs";
import { asker, type Ask } from "../../load/fetch/live/ask.ts";
import { sdkTransport } from "../../load/fetch/live/client.ts";
import { WALL_CLOCK } from "../../load/fetch/live/clock.ts";
import { LiveError } from "../../load/fetch/live/errors.ts";
import { limiter } from "../../load/fetch/live/limiter.ts";
import { builtInPacks } from "../../load/own/ranges.ts";
import { allRanges } from "../../model/ranges.ts";
import { accountOf, allRegions, fetchInto, isForeign } from "../../load/fetch/snapshot/fetch.ts";
import {
  createJournal,
  JOURNAL_VERSION,
  SharedJournal,
  type Journal,
} from "../../load/fetch/snapshot/journal.ts";
import { redactor, type Redactor } from "../../load/fetch/snapshot/redact.ts";
import { dropJournal, resumeJournal, resumeSnapshot } from "../../load/fetch/snapshot/resume.ts";
import type { SnapshotHead } from "../../load/fetch/snapshot/head.ts";
import { writeSnapshot } from "../../load/fetch/snapshot/write.ts";
import { listKey } from "../../model/key.ts";
import { VERSION } from "../../version.ts";
import { accessTo, type AccountAccess } from "./account.ts";
import { EXIT, UsageError, type ExitCode } from "../exit.ts";
import { shownPath } from "../input/files.ts";
import { isRegion } from "../input/idle-flags.ts";
import { interruptible, type Interrupt } from "./interrupt.ts";
import { asUsageError, journalOf, refuseOverwriting } from "./live-file.ts";
import type { LiveFlags } from "../flags.ts";
import { tell } from "../output.ts";
import { NO_PROGRESS, progressLine, wantsProgress, type ProgressLine } from "./progress.ts";

/** `ended`: no snapshot was written, and why has been said. */
export type LiveResult =
  | { readonly kind: "snapshot"; readonly head: SnapshotHead }
  | { readonly kind: "ended"; readonly code: ExitCode };

/** Reads the account into `path`. `keeps`: what was read so far outlives the command. Throws `UsageError`. */
export async function fetchAccount(
  path: string,
  flags: LiveFlags,
  { keeps }: { readonly keeps: boolean } = { keeps: true },
): Promise<LiveResult> {
  const budget = seconds("--deadline", flags.deadline, 3600);
  const timeout = seconds("--timeout", flags.timeout, 30);
  if (flags.allRegions && flags.region)
    throw new UsageError("--region does nothing with --all-regions; leave one of them out");
  refuseOverwriting(path, flags);
  const left = journalOf(path);
  const over = new AbortController();
  const access = await accessTo(flags, over.signal);
  const { stderr, env } = process;
  const progress = wantsProgress(flags.progress, stderr.isTTY === true, env["TERM"])
    ? progressLine(stderr, WALL_CLOCK.now)
    : NO_PROGRESS;
  const interrupt = interruptible(() => {
    progress.close();
    tell("note", keeps ? `ending; what was read stays in ${shownPath(left)}` : "ending");
  });
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
  const run = { path, left, keeps, flags, budget, access, ask, progress, interrupt };
  try {
    return await read(run);
  } catch (error) {
    if (error instanceof LiveError) return ended(error, run);
    throw asUsageError(error, path);
  } finally {
    progress.close();
    interrupt.end();
    over.abort();
  }
}

interface Run {
  readonly path: string;
  /** The journal. */
  readonly left: string;
  readonly keeps: boolean;
  readonly flags: LiveFlags;
  /** Milliseconds for the whole fetch. */
  readonly budget: number;
  readonly access: AccountAccess;
  readonly ask: Ask;
  readonly progress: ProgressLine;
  readonly interrupt: Interrupt;
}

async function read(run: Run): Promise<LiveResult> {
  const { path, left, keeps, ask, progress, interrupt } = run;
  const journal = await openOrBegin(run);
  try {
    const { planned, answered, notices, earlier, fatal } = await fetchInto(journal, ask, progress);
    progress.close();
    if (fatal) return ended(fatal, run);
    if (interrupt.signal.aborted) {
      tell("error", keeps ? `interrupted; ${keptIn(left)}` : "interrupted; nothing was written");
      return { kind: "ended", code: EXIT.unproven };
    }
    if (!answered) return nothingRead(journal, run);
    journal.requireOwn();
    const head = writeSnapshot(path, `${path}.${process.pid}.tmp`, {
      tool: VERSION,
      journal,
      planned,
      finished: new Date().toISOString(),
      notices,
      earlier,
      redactor: await redactorFor(run),
    });
    dropJournal(left);
    return { kind: "snapshot", head };
  } catch (error) {
    const known = asUsageError(error, path);
    if (known instanceof UsageError && !(error instanceof SharedJournal) && keeps)
      throw new UsageError(`${known.message}; ${keptIn(left)}`);
    throw known;
  } finally {
    journal.close();
  }
}

function keptIn(left: string): string {
  return `what was read is kept in ${shownPath(left)}: go on with --resume`;
}

async function redactorFor({ flags, access }: Run): Promise<Redactor | null> {
  if (!flags.redact) return null;
  const published = [...builtInPacks().values()].flatMap((pack) =>
    allRanges(pack).flatMap((region) =>
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
      throw new UsageError(`${shownPath(resumed.file)} cannot be resumed: ${resumed.why}`);
    await refuseOther(resumed.journal, run);
    return resumed.journal;
  }
  const regions = await regionsOf(run);
  const account = await accountOf(ask, regions[0]!);
  if (flags.resume) tell("note", "nothing to resume: the fetch begins anew");
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
  const regions = flags.region ?? (access.region === null ? [] : [access.region.name]);
  const strange = regions.find((region) => !isRegion(region));
  if (strange !== undefined) {
    const said = flags.region
      ? `--region "${strange}" is no region`
      : `${access.region!.from} names the region "${strange}", which is none`;
    throw new UsageError(`${said}; expected one such as ap-guangzhou`);
  }
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
      `${shownPath(left)} ${why}; choose another file, or delete it and leave --resume out`,
    );
  };
  const wanted = flags.allRegions ? await allRegions(ask) : flags.region;
  const sorted = wanted && [...new Set(wanted)].toSorted();
  if (sorted && listKey(sorted) !== listKey([...regions].toSorted())) {
    const flag = flags.allRegions ? "--all-regions" : "--region";
    refuse(`holds ${regions.join(", ")}, and ${flag} says ${sorted.join(", ")}`);
  }
  const today = await accountOf(ask, regions[0] ?? null);
  if (today !== null && account !== null && today !== account)
    refuse(`holds account ${account}, and these credentials belong to ${today}`);
  if ((today === null || account === null) && (await isForeign(journal, ask)))
    refuse("holds security groups of which this account has none");
}

function ended(error: LiveError, { access, left, keeps }: Run): LiveResult {
  const { source, endpoint } = access;
  const id = error.requestId === null ? "" : ` (request id ${error.requestId})`;
  const said = `${error.code}: ${error.message}${id}`;
  if (error.kind === "credentials")
    tell("error", `the credentials were refused (${source}): ${said}; renew or correct them`);
  else if (error.kind === "clock")
    tell("error", `the clock of this machine differs too much from the cloud's: ${said}; set it`);
  else if (error.kind === "untrusted")
    tell(
      "error",
      `the certificate of ${endpoint?.host ?? "the cloud's API"} is not trusted here: ${said}; where a proxy inspects connections, name its authority: NODE_EXTRA_CA_CERTS=FILE`,
    );
  else if (error.kind === "cancelled") tell("error", "interrupted");
  else {
    const where = endpoint === null ? "" : ` at ${endpoint.host}`;
    tell("error", `${error.action} failed${where}: ${said}`);
  }
  if (keeps && existsSync(left)) tell("note", keptIn(left));
  const isUsage = error.kind === "credentials" || error.kind === "clock";
  return { kind: "ended", code: isUsage ? EXIT.usage : EXIT.unproven };
}

/** Not one answer: the first reason stands for all. What an earlier sitting was told stays. */
function nothingRead(journal: Journal, { left, budget }: Run): LiveResult {
  const reasons = new Map<string, string>();
  for (const slot of journal.slots.values()) {
    if (!slot.failed) continue;
    const { Code, Message } = journal.read(slot).Error!;
    reasons.set(listKey([Code, Message]), `${Code}: ${Message}`);
  }
  const late = `no call was answered within ${budget / 1000} s (--deadline)`;
  const [first = late, ...others] = reasons.values();
  const more = others.length > 0 ? ` (and ${others.length} other reasons)` : "";
  tell("error", `nothing could be read: ${first}${more}`);
  if (journal.head.sittings > 1) tell("note", keptIn(left));
  else dropJournal(left);
  return { kind: "ended", code: EXIT.unproven };
}

/** Whole seconds as milliseconds. Throws `UsageError`. */
function seconds(flag: string, text: string | undefined, standard: number): number {
  if (text === undefined) return standard * 1000;
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(text) || Number(text) === 0)
    throw new UsageError(`${flag} "${text}" is not a number of seconds above 0`);
  return Number(text) * 1000;
}
