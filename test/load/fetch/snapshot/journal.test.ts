// A journal that another process changes is nobody's alone: whoever meets it says so, and never calls it a bug.
import { mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import {
  createJournal,
  JOURNAL_VERSION,
  openJournal,
  SharedJournal,
} from "../../../../src/load/fetch/snapshot/journal.ts";
import { callNamed } from "../../../../src/load/vendor/calls.ts";

function started() {
  const path = join(mkdtempSync(join(tmpdir(), "sglint-journal-")), "s.json.partial");
  const head = {
    sglint: "journal",
    version: JOURNAL_VERSION,
    account: null,
    regions: ["ap-guangzhou"],
    started: "2026-11-01T00:00:00.000Z",
    sittings: 1,
  } as const;
  const journal = createJournal(path, head);
  const call = callNamed("DescribeSecurityGroups");
  const task = { call, region: "ap-guangzhou", subject: {} };
  journal.append(task, {
    Service: call.service,
    Action: call.action,
    Region: "ap-guangzhou",
    Response: { TotalCount: 0, SecurityGroupSet: [] },
  });
  const [slot] = journal.slots.values();
  return { path, journal, slot: slot! };
}

test("what was kept can be read again", () => {
  const { journal, slot } = started();
  expect(journal.read(slot)).toMatchObject({ Action: "DescribeSecurityGroups" });
});

test.each<[string, (path: string) => void]>([
  ["cut off", (path) => truncateSync(path, 10)],
  ["written over", (path) => writeFileSync(path, readFileSync(path, "utf8").replaceAll('"', "x"))],
])("an answer that somebody else has %s", (_, change) => {
  const { path, journal, slot } = started();
  change(path);
  expect(() => journal.read(slot)).toThrow(SharedJournal);
});

test("a fetch that takes the journal over is not disturbed by the one before, which finds it out", () => {
  const { path, journal, slot } = started();
  const entry = journal.read(slot);
  const taken = openJournal(path);
  if ("why" in taken) throw new Error(taken.why);
  const before = readFileSync(path, "utf8");
  expect(() => journal.append(slot.task, entry)).toThrow(SharedJournal);
  expect(() => journal.requireOwn()).toThrow(SharedJournal);
  expect(readFileSync(path, "utf8")).toBe(before);
  taken.append(slot.task, entry);
  taken.requireOwn();
  expect([...taken.slots.values()].map((one) => taken.read(one))).toEqual([entry]);
  expect(readdirSync(dirname(path))).toEqual(["s.json.partial"]);
});

test("each of the two still reads what it kept itself", () => {
  const { path, journal, slot } = started();
  const entry = journal.read(slot);
  const taken = openJournal(path);
  if ("why" in taken) throw new Error(taken.why);
  expect(journal.read(slot)).toEqual(entry);
  expect(taken.read([...taken.slots.values()][0]!)).toEqual(entry);
});
