// `sglint fetch`: the account into a snapshot file, and what it needs to be permitted.
import { camPolicy } from "../../load/fetch/live/policy.ts";
import { earlierText, silentRegions, type SnapshotHead } from "../../load/fetch/snapshot/head.ts";
import { EXIT, UsageError, type ExitCode } from "../exit.ts";
import { shownPath } from "../input/files.ts";
import { fetchAccount } from "../live/live.ts";
import { say } from "../../words/index.ts";
import type { FetchFlags } from "../flags.ts";
import { print, tell } from "../output.ts";

export async function fetchSnapshot(flags: FetchFlags): Promise<ExitCode> {
  const { printPolicy, ...live } = flags;
  if (printPolicy) {
    const [idle] = Object.keys(live);
    if (idle !== undefined)
      throw new UsageError("--print-policy stands alone; leave the other flags out");
    print(`${JSON.stringify(camPolicy(), null, 2)}\n`);
    return EXIT.clean;
  }
  if (flags.output === undefined)
    throw new UsageError("no file to write; name one: sglint fetch -o snapshot.json");
  const result = await fetchAccount(flags.output, live);
  if (result.kind === "ended") return result.code;
  summarise(flags.output, result.head);
  const silent = silentRegions(result.head);
  for (const region of silent) tell("error", say("fetch.silent-region", region));
  return result.head.complete && silent.length === 0 ? EXIT.clean : EXIT.unproven;
}

function summarise(path: string, head: SnapshotHead): void {
  const { account, redacted, regions, time, calls, complete, notices } = head;
  const sum = (key: "answered" | "failed" | "pending"): number =>
    calls.reduce((total, call) => total + call[key], 0);
  const whose = account === null ? "the account" : `account ${account}`;
  print(`${shownPath(path)}: ${whose} in ${regions.join(", ")}, ${sum("answered")} answers\n`);
  for (const notice of [...notices, ...(time.earlier ?? []).map(earlierText)]) tell("note", notice);
  for (const { call, region, failed, pending, asked } of calls) {
    if (failed > 0) tell("note", `${call} of ${region} failed for ${failed} of ${asked}`);
    if (pending > 0) tell("note", `${call} of ${region} was not asked for ${pending} of ${asked}`);
  }
  if (complete) return;
  const remedy = redacted ? "" : "; --resume asks again for what is missing";
  tell(
    "error",
    `the snapshot is not complete: \`sglint check\` says why and what hangs on it${remedy}`,
  );
}
