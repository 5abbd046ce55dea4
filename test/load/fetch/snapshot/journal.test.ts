// A journal that another process changes is nobody's alone: whoever meets it says so, and never calls it a bug.
import { mkdtempSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createJournal, SharedJournal } from "../../../../src/load/fetch/snapshot/journal.ts";
import { callNamed } from "../../../../src/load/vendor/calls.ts";

function started() {
  const path = join(mkdtempSync(join(tmpdir(), "sglint-journal-")), "s.json.partial");
  const head = JSON.parse('{"sglint":"journal","regions":["ap-guangzhou"]}') as Parameters<
    typeof createJournal
  >[1];
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
