// What goes wrong while files are replaced: nothing is lost, nothing is half-written, and the message says what to do.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { forget, tryFixes } from "../../src/cli/fix/fix.ts";
import { encoded, isRefusal, originalOf, type Original } from "../../src/cli/input/original.ts";
import { pendingText } from "../../src/cli/input/pending.ts";
import { DISK, replaceAll, type Disk, type Replacement } from "../../src/cli/fix/replace.ts";
import type { Finding, Report } from "../../src/model/finding.ts";
import { at, finding, fix, report, sourceOf } from "../report/sample.ts";
import { project } from "./run.ts";
import { groupRef } from "../../src/model/list.ts";

const FILES = { "a.yaml": "old a\n", "b.yaml": "old b\n" };

function replacements(cwd: string): Replacement[] {
  return Object.keys(FILES).map((name) => {
    const original = originalOf(join(cwd, name), null);
    if (isRefusal(original)) throw new Error(original.why);
    return { original: { ...original, file: name }, bytes: Buffer.from(`new ${name}\n`) };
  });
}

function contents(cwd: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(cwd).map((name) => [name, readFileSync(join(cwd, name), "utf8")]),
  );
}

function failing(code: string): never {
  throw Object.assign(new Error(code), { code });
}

function attempt(disk: Partial<Disk>) {
  const cwd = project(FILES);
  const { done, failure } = replaceAll(replacements(cwd), { ...DISK, ...disk });
  return { done: done.map(({ file }) => file), failure, left: contents(cwd) };
}

describe("replaceAll", () => {
  test("both files, and nothing beside them", () => {
    expect(attempt({})).toEqual({
      done: ["a.yaml", "b.yaml"],
      failure: null,
      left: { "a.yaml": "new a.yaml\n", "b.yaml": "new b.yaml\n" },
    });
  });

  test("a full disk at the second file leaves both as they were", () => {
    let files = 0;
    const create: Disk["create"] = (path, bytes, like) =>
      ++files === 2 ? failing("ENOSPC") : DISK.create(path, bytes, like);
    expect(attempt({ create })).toEqual({
      done: [],
      failure: { why: "b.yaml could not be written: no space left", changed: false },
      left: FILES,
    });
  });

  test("a write that stops half-way leaves nothing behind", () => {
    const create: Disk["create"] = (path, bytes) => {
      writeFileSync(path, bytes.subarray(0, 3));
      failing("EIO");
    };
    expect(attempt({ create })).toEqual({
      done: [],
      failure: { why: "a.yaml could not be written: EIO", changed: false },
      left: FILES,
    });
  });

  test("a folder that may not be written", () => {
    const { failure, left } = attempt({ create: () => failing("EACCES") });
    expect({ failure, left }).toEqual({
      failure: { why: "a.yaml could not be written: permission denied", changed: false },
      left: FILES,
    });
  });

  test("a file that changed since it was read", () => {
    const cwd = project(FILES);
    const all = replacements(cwd);
    writeFileSync(join(cwd, "b.yaml"), "somebody else's\n");
    const { done, failure } = replaceAll(all);
    expect({ done, failure, left: contents(cwd) }).toEqual({
      done: [],
      failure: { why: "b.yaml has changed since it was read; run sglint again", changed: true },
      left: { ...FILES, "b.yaml": "somebody else's\n" },
    });
  });

  test("a file that is gone", () => {
    const { failure, left } = attempt({ read: () => failing("ENOENT") });
    expect(failure).toEqual({
      why: "a.yaml cannot be read any more: no such file or folder",
      changed: true,
    });
    expect(left).toEqual(FILES);
  });

  test("an exchange that is interrupted: each file is either old or new", () => {
    let renames = 0;
    const rename: Disk["rename"] = (from, to) =>
      ++renames === 2 ? failing("EPERM") : DISK.rename(from, to);
    expect(attempt({ rename })).toEqual({
      done: ["a.yaml"],
      failure: { why: "b.yaml could not be replaced: not permitted", changed: false },
      left: { "a.yaml": "new a.yaml\n", "b.yaml": "old b\n" },
    });
  });
});

describe("originalOf", () => {
  test("the text that was judged is no longer there", () => {
    const cwd = project(FILES);
    expect(originalOf(join(cwd, "a.yaml"), "what was read\n")).toEqual({
      why: expect.stringMatching(/a\.yaml has changed since it was read; run sglint again$/),
      changed: true,
    });
  });

  test.each([
    ["UTF-8", Buffer.from("é\n")],
    ["UTF-8 with a mark", Buffer.from("\uFEFFé\n")],
    ["UTF-16 LE", Buffer.from("\uFEFFé\n", "utf16le")],
    ["UTF-16 BE", Buffer.from("\uFEFFé\n", "utf16le").swap16()],
  ])("%s comes back as it was", (_, bytes) => {
    const cwd = project({ "a.yaml": bytes });
    const original = originalOf(join(cwd, "a.yaml"), "é\n") as Original;
    expect(original.text).toBe("é\n");
    expect(encoded(original, original.text)).toEqual(bytes);
  });

  test("no file, or none that can be edited", () => {
    const cwd = project(FILES);
    expect(originalOf(join(cwd, "c.yaml"), null)).toMatchObject({
      why: expect.stringContaining("no such file"),
    });
    expect(originalOf(cwd, null)).toMatchObject({
      why: expect.stringContaining("not a regular file"),
    });
  });
});

test("a fix that does not do what it promised is taken back, and the others are applied", async () => {
  const file = join(project({ "a.yaml": "one\ntwo\n" }), "a.yaml");
  const source = sourceOf(file, "one\ntwo\n");
  const remove = (id: string, start: number, end: number, group: string): Finding =>
    finding({
      id,
      mark: { place: at(source, "one"), label: "" },
      fix: fix({
        safety: "safe",
        list: groupRef(group),
        edits: [{ file, range: { start, end }, text: "" }],
      }),
    });
  const findings = [remove("lies@1", 0, 4, "sg-a"), remove("true@1", 4, 8, "sg-b")];
  const look = async (): Promise<Report> => {
    const text = pendingText(file) ?? "one\ntwo\n";
    return report({
      findings: findings.filter(({ id }) => id === "lies@1" || text.includes("two")),
    });
  };
  const allowed = { unsafe: false, overrideDrops: false, writing: true };
  const fixed = await tryFixes(report({ findings }), look, allowed);
  forget(fixed.files);
  expect(fixed.applied.map(({ id }) => id)).toEqual(["true@1"]);
  expect(fixed.files.map(({ text }) => text)).toEqual(["one\n"]);
  expect(fixed.withheld.map((one) => [one.finding.id, one.why])).toEqual([
    ["lies@1", expect.stringContaining("did not do what was proved")],
  ]);
  expect(readFileSync(file, "utf8")).toBe("one\ntwo\n");
});
