// Reads one region of an account: every list, then one call for each element that has more to tell, all at once as far
// as the limits allow. What fails is handed on like an answer, and the rest goes on. Keeps and writes nothing.
import { hasPrefixOf } from "../../../model/id.ts";
import { listKey } from "../../../model/key.ts";
import type { LiveCall, CallSubject } from "../../vendor/call.ts";
import { callNamed, permission, REGION_CALLS } from "../../vendor/calls.ts";
import type { Json } from "../../read/plain.ts";
import type { Ask } from "./ask.ts";
import { isFatal, LiveError } from "./errors.ts";
import { askWhole, type Whole } from "./pages.ts";

export interface Task {
  readonly call: LiveCall;
  readonly region: string;
  readonly subject: CallSubject;
}

export type TaskOutcome = Whole | LiveError;

export type Recall = "same" | "other" | "unknown";

/** Answers of an interrupted fetch. They are believed as long as a sample of them is answered alike today. */
export interface Kept {
  /** Whether there is an answer, and whether it is one of the sample. */
  readonly has: (task: Task) => "sample" | "kept" | null;
  /** `unknown` where nothing is kept. */
  readonly compare: (task: Task, response: Json) => Recall;
}

export interface Watch {
  /** Called once for each task that was asked, in no order. Interrupted ones are not told. */
  readonly done: (task: Task, outcome: TaskOutcome) => void;
  /** A kept answer stands for the task. */
  readonly kept: (task: Task) => void;
  /** A kept answer is not what is answered today. */
  readonly changed: (task: Task) => void;
  /** The task exists, and will be asked or kept. */
  readonly planned: (task: Task) => void;
}

/** Rejects with the `LiveError` that makes going on pointless, or with what `watch` throws; it is told nothing more. */
export async function readRegion(
  ask: Ask,
  region: string,
  kept: Kept,
  watch: Watch,
): Promise<void> {
  const round = newRound(ask, kept, watch);
  for (const call of REGION_CALLS) if (!call.each) plan(round, { call, region, subject: {} });
  await settled(round);
  if (!round.groups.listed && !round.fatal) {
    // The list was refused; the groups that are bound somewhere can still be asked one by one.
    const call = callNamed("DescribeSecurityGroupPolicies");
    for (const id of [...round.groups.named].toSorted())
      plan(round, { call, region, subject: { SecurityGroupId: id } });
    await settled(round);
  }
  // Of these not one answer of the sample came.
  for (const action of round.skipped.keys())
    if (!round.confirmed.has(action)) startSkipped(round, action);
  await settled(round);
  if (round.fatal) throw round.fatal;
  for (const task of [...round.skipped.values()].flat()) watch.kept(task);
}

/** One reading of one region. */
interface Round {
  readonly ask: Ask;
  readonly kept: Kept;
  readonly watch: Watch;
  readonly running: Set<Promise<void>>;
  /** Tasks for which kept answers stand, by action; as long as no sample of it is answered otherwise. */
  readonly skipped: Map<string, Task[]>;
  readonly distrusted: Set<string>;
  readonly confirmed: Set<string>;
  readonly groups: { readonly named: Set<string>; listed: boolean };
  readonly broken: Breaking;
  fatal: LiveError | null;
}

function newRound(ask: Ask, kept: Kept, watch: Watch): Round {
  return {
    ask,
    kept,
    watch,
    running: new Set(),
    skipped: new Map(),
    distrusted: new Set(),
    confirmed: new Set(),
    groups: { named: new Set(), listed: false },
    broken: breaking(),
    fatal: null,
  };
}

function plan(round: Round, task: Task): void {
  const { watch, distrusted, kept, skipped } = round;
  watch.planned(task);
  const { action } = task.call;
  const memory = isLeaf(task.call) && !distrusted.has(action) ? kept.has(task) : null;
  if (memory !== "kept") start(round, task);
  else {
    const others = skipped.get(action) ?? [];
    others.push(task);
    skipped.set(action, others);
  }
}

function start(round: Round, task: Task): void {
  const { running, broken } = round;
  const one: Promise<void> = run(round, task)
    .catch(broken.by)
    .finally(() => running.delete(one));
  running.add(one);
}

function startSkipped(round: Round, action: string): void {
  const tasks = round.skipped.get(action) ?? [];
  round.skipped.delete(action);
  for (const task of tasks) start(round, task);
}

async function run(round: Round, task: Task): Promise<void> {
  const { ask, watch, broken, groups } = round;
  if (round.fatal) return;
  const { call, subject, region } = task;
  const outcome = await askWhole(ask, call, subject, region).catch(asLiveError);
  if (broken.is()) return;
  if (outcome instanceof LiveError) {
    if (isFatal(outcome)) round.fatal ??= outcome;
    else if (outcome.kind !== "cancelled" && outcome.kind !== "deadline") watch.done(task, outcome);
    return;
  }
  compare(round, task, outcome);
  watch.done(task, outcome);
  if (call.action === "DescribeSecurityGroups") groups.listed = true;
  for (const element of outcome.elements) {
    for (const id of groupsNamedBy(element)) groups.named.add(id);
    for (const child of childrenOf(task, element)) plan(round, child);
  }
}

function compare(round: Round, task: Task, { response }: Whole): void {
  const { action } = task.call;
  const recall = round.kept.compare(task, response);
  if (recall === "same") round.confirmed.add(action);
  if (recall !== "other") return;
  round.watch.changed(task);
  round.distrusted.add(action);
  // They may have changed as well.
  startSkipped(round, action);
}

/** Stable name of a task: action, region and whom it is about. */
export function taskKey({ call, region, subject }: Task): string {
  return listKey([region, permission(call), ...Object.values(subject)]);
}

/** Nothing is asked about its elements, so that an answer of yesterday does not hide resources of today. */
export function isLeaf(call: LiveCall): boolean {
  return call.each !== undefined && !REGION_CALLS.some(({ each }) => each?.of === call.action);
}

interface Breaking {
  /** Rejects with the first error, whoever listens then; the others are not heard any more. */
  readonly off: Promise<never>;
  readonly by: (error: unknown) => void;
  readonly is: () => boolean;
}

function breaking(): Breaking {
  let is = false;
  let reject: (error: unknown) => void = () => {};
  const off = new Promise<never>((_, no) => (reject = no));
  off.catch(() => {});
  const by = (error: unknown): void => {
    is = true;
    reject(error);
  };
  return { off, by, is: () => is };
}

async function settled({ running, broken }: Round): Promise<void> {
  await Promise.race([ended(running), broken.off]);
}

/** More tasks may start while these are waited for. */
async function ended(running: ReadonlySet<Promise<void>>): Promise<void> {
  while (running.size > 0) await Promise.all(running);
}

function* childrenOf({ call, region, subject }: Task, element: Json): Generator<Task> {
  for (const child of REGION_CALLS) {
    if (child.each?.of !== call.action) continue;
    const about = child.each.subject(element, subject);
    if (about) yield { call: child, region, subject: about };
  }
}

/** Security groups by the keys under which instances, interfaces and load balancers name them. */
function groupsNamedBy({ SecurityGroupIds, GroupSet, SecureGroups }: Json): string[] {
  const ids: unknown[] = [SecurityGroupIds, GroupSet, SecureGroups].flat();
  return ids.filter((id) => typeof id === "string").filter((id) => hasPrefixOf("group", id));
}

function asLiveError(error: unknown): LiveError {
  if (error instanceof LiveError) return error;
  throw error;
}
