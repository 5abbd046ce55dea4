// Reads one region of an account: every list, then one call for each element that has more to tell, all at once as far
// as the limits allow. What fails is handed on like an answer, and the rest goes on. Keeps and writes nothing.
import type { Answer, Ask } from "./ask.ts";
import type { LiveCall, Subject } from "../../vendor/call.ts";
import { callNamed, permission, REGION_CALLS } from "../../vendor/calls.ts";
import { isFatal, LiveError } from "./errors.ts";
import { askWhole, type Whole } from "./pages.ts";
import { hasPrefixOf } from "../../../model/id.ts";

export interface Task {
  readonly call: LiveCall;
  readonly region: string;
  readonly subject: Subject;
}

export type Outcome = Whole | LiveError;

export type Recall = "same" | "other" | "unknown";

/** Answers of an interrupted fetch. They are believed as long as a sample of them is answered alike today. */
export interface Kept {
  /** Whether there is an answer, and whether it is one of the sample. */
  readonly has: (task: Task) => "sample" | "kept" | null;
  /** `unknown` where nothing is kept. */
  readonly compare: (task: Task, response: Answer) => Recall;
}

export interface Watch {
  /** Called once for each task that was asked, in no order. Interrupted ones are not told. */
  readonly done: (task: Task, outcome: Outcome) => void;
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
  const running = new Set<Promise<void>>();
  const skipped = new Map<string, Task[]>();
  const distrusted = new Set<string>();
  const confirmed = new Set<string>();
  const groups = { named: new Set<string>(), listed: false };
  let fatal: LiveError | null = null;
  const broken = breaking();

  const start = (task: Task): void => {
    const one: Promise<void> = run(task)
      .catch(broken.by)
      .finally(() => running.delete(one));
    running.add(one);
  };
  const plan = (task: Task): void => {
    watch.planned(task);
    const name = task.call.action;
    const memory = isLeaf(task.call) && !distrusted.has(name) ? kept.has(task) : null;
    if (memory !== "kept") return start(task);
    const others = skipped.get(name);
    if (others) others.push(task);
    else skipped.set(name, [task]);
  };
  const run = async (task: Task): Promise<void> => {
    if (fatal) return;
    const outcome = await askWhole(ask, task.call, task.subject, region).catch(asLiveError);
    if (broken.is()) return;
    if (outcome instanceof LiveError) {
      if (isFatal(outcome)) fatal ??= outcome;
      else if (outcome.kind !== "cancelled" && outcome.kind !== "deadline")
        watch.done(task, outcome);
      return;
    }
    const recall = kept.compare(task, outcome.response);
    if (recall === "same") confirmed.add(task.call.action);
    if (recall === "other") {
      watch.changed(task);
      distrusted.add(task.call.action);
      // They may have changed as well.
      for (const other of skipped.get(task.call.action) ?? []) start(other);
      skipped.delete(task.call.action);
    }
    watch.done(task, outcome);
    if (task.call.action === "DescribeSecurityGroups") groups.listed = true;
    for (const element of outcome.elements) {
      for (const id of groupsNamedBy(element)) groups.named.add(id);
      for (const child of childrenOf(task, element)) plan(child);
    }
  };

  for (const call of REGION_CALLS) if (!call.each) plan({ call, region, subject: {} });
  await Promise.race([settled(running), broken.off]);
  if (!groups.listed && !fatal) {
    // The list was refused; the groups that are bound somewhere can still be asked one by one.
    const call = callNamed("DescribeSecurityGroupPolicies");
    for (const id of [...groups.named].toSorted())
      plan({ call, region, subject: { SecurityGroupId: id } });
    await Promise.race([settled(running), broken.off]);
  }
  // Of these not one answer of the sample came.
  for (const [name, tasks] of skipped) {
    if (confirmed.has(name)) continue;
    skipped.delete(name);
    for (const task of tasks) start(task);
  }
  await Promise.race([settled(running), broken.off]);
  if (fatal !== null) throw fatal as LiveError;
  for (const task of [...skipped.values()].flat()) watch.kept(task);
}

/** Stable name of a task: action, region and whom it is about. */
export function keyOf({ call, region, subject }: Task): string {
  return [region, permission(call), ...Object.values(subject)].join(" ");
}

/** Nothing is asked about its elements, so that an answer of yesterday does not hide resources of today. */
export function isLeaf(call: LiveCall): boolean {
  return call.each !== undefined && !REGION_CALLS.some(({ each }) => each?.of === call.action);
}

/** Rejects with the first error, whoever listens then; the others are not heard any more. */
function breaking() {
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

/** More tasks may start while these are waited for. */
async function settled(running: ReadonlySet<Promise<void>>): Promise<void> {
  while (running.size > 0) await Promise.all(running);
}

function* childrenOf({ call, region, subject }: Task, element: Answer): Generator<Task> {
  for (const child of REGION_CALLS) {
    if (child.each?.of !== call.action) continue;
    const about = child.each.subject(element, subject);
    if (about) yield { call: child, region, subject: about };
  }
}

/** Security groups by the keys under which instances, interfaces and load balancers name them. */
function groupsNamedBy({ SecurityGroupIds, GroupSet, SecureGroups }: Answer): string[] {
  return [SecurityGroupIds, GroupSet, SecureGroups]
    .flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []))
    .filter((id): id is string => typeof id === "string" && hasPrefixOf("group", id));
}

function asLiveError(error: unknown): LiveError {
  if (error instanceof LiveError) return error;
  throw error;
}
