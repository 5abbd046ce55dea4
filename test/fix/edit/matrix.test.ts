// Every style of a list of policies x every way to change it: the file means what was asked for, and every line that
// the change does not concern is there as it was.
import { expect, test } from "vitest";
import type { Change } from "../../../src/model/finding.ts";
import { policyFields } from "../../../src/model/policy-text.ts";
import { policy as fresh } from "../policy.ts";
import { some } from "../../depth.ts";
import { edited, insert, mask, remove, valueOf } from "./edited.ts";
import { POLICIES, STYLES, type Policy } from "./styles.ts";

interface Case {
  readonly name: string;
  readonly from?: readonly Policy[];
  readonly changes: readonly Change[];
  readonly to: readonly Policy[];
}

const [A, B, C, D] = POLICIES as [Policy, Policy, Policy, Policy];
const X: Policy = policyFields(fresh("11.0.0.0/8"));
const Y: Policy = policyFields(fresh("2001:db8::/32", "80,443"));

const CASES: readonly Case[] = [
  { name: "insert at the top", changes: [insert(0, fresh("11.0.0.0/8"))], to: [X, A, B, C, D] },
  {
    name: "insert two before a drop",
    changes: [insert(2, fresh("11.0.0.0/8"), fresh("2001:db8::/32", "80,443"))],
    to: [A, B, X, Y, C, D],
  },
  { name: "insert at the end", changes: [insert(4, fresh("11.0.0.0/8"))], to: [A, B, C, D, X] },
  {
    name: "insert two at the end",
    changes: [insert(4, fresh("11.0.0.0/8"), fresh("2001:db8::/32", "80,443"))],
    to: [A, B, C, D, X, Y],
  },
  { name: "remove the first", changes: [remove(0)], to: [B, C, D] },
  { name: "remove one in the middle", changes: [remove(2)], to: [A, B, D] },
  { name: "remove the last", changes: [remove(3)], to: [A, B, C] },
  { name: "remove the last two", changes: [remove(2), remove(3)], to: [A, B] },
  { name: "remove first and last", changes: [remove(0), remove(3)], to: [B, C] },
  { name: "remove all", changes: [remove(0), remove(1), remove(2), remove(3)], to: [] },
  {
    name: "move the last up",
    changes: [insert(1, fresh("11.0.0.0/8")), remove(3)],
    to: [A, X, B, C],
  },
  { name: "replace one", changes: [insert(1, fresh("11.0.0.0/8")), remove(1)], to: [A, X, C, D] },
  {
    name: "replace the last",
    changes: [insert(4, fresh("11.0.0.0/8")), remove(3)],
    to: [A, B, C, X],
  },
  {
    name: "replace the tail",
    changes: [insert(2, fresh("11.0.0.0/8")), remove(2), remove(3)],
    to: [A, B, X],
  },
  {
    name: "replace all",
    changes: [insert(4, fresh("11.0.0.0/8")), remove(0), remove(1), remove(2), remove(3)],
    to: [X],
  },
  {
    name: "mask host bits",
    changes: [mask(1, "203.0.113.0/24")],
    to: [A, { ...B, source: "203.0.113.0/24" }, C, D],
  },
  { name: "insert into one", from: [D], changes: [insert(0, fresh("11.0.0.0/8"))], to: [X, D] },
  { name: "insert behind one", from: [D], changes: [insert(1, fresh("11.0.0.0/8"))], to: [D, X] },
  {
    name: "the first two of a list",
    from: [],
    changes: [insert(0, fresh("11.0.0.0/8"), fresh("2001:db8::/32", "80,443"))],
    to: [X, Y],
  },
];

const WAYS = CASES.map((one, way) => ({ ...one, way }));

// One test for each way of changing: its styles fail together, and each says how.
// In short each style meets a quarter of the ways, and each way a quarter of the styles.
test.each(WAYS)("$name", ({ way, from = POLICIES, changes, to }) => {
  const wrong = some(STYLES, 4, way).flatMap(({ name, file, write }) => {
    const why = failure(() => {
      const before = write(from);
      const after = edited(before, changes, file);
      expect(groupsOf(after, file)).toEqual(groupsOf(write(to), file));
      expect(strangers(before, after, changes)).toEqual([]);
      if (before.includes("\r\n")) expect(after.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
      if (file === "sg.yaml") expect(after.endsWith("\n")).toBe(before.endsWith("\n"));
    });
    return why === null ? [] : [`${name}: ${why}`];
  });
  expect(wrong).toEqual([]);
});

function failure(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test("the matrix is as large as it says", () => {
  expect(STYLES.length).toBeGreaterThan(100);
});

/** Ports may be numbers in the text; they are the same port. */
function groupsOf(text: string, file: string): unknown {
  const { securityGroups } = valueOf(text, file) as {
    securityGroups: { id: string; ingress?: Policy[] }[];
  };
  return securityGroups.map(({ id, ingress = [] }) => ({
    id,
    ingress: ingress.map((p) => ({
      ...p,
      ...(p.port === undefined ? {} : { port: String(p.port) }),
    })),
  }));
}

/** Lines of the old text that are gone although the change is none of theirs. Commas at their ends may change. */
function strangers(before: string, after: string, changes: readonly Change[]): string[] {
  const bare = (line: string) => line.replace(/[\s,]+$/, "").replace(/,(?=\s*#)/, "");
  const kept = new Map<string, number>();
  for (const line of after.split("\n").map(bare)) kept.set(line, (kept.get(line) ?? 0) + 1);
  const removes = changes.some(({ kind }) => kind !== "insert");
  return before
    .split("\n")
    .map(bare)
    .filter((line) => {
      const left = kept.get(line) ?? 0;
      kept.set(line, left - 1);
      if (left > 0) return false;
      // A list on one line, or one without items, changes its own line.
      if (/ingress"?: ?\[|\[$|^\{"version"/.test(line)) return false;
      return !removes || /# about|id: sg|next one|version/.test(line);
    });
}
