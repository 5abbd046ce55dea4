// A fetch that is killed after any number of requests and taken up again ends like one that was not; an account that
// changes in between is never mixed in silence.
import { appendFileSync, copyFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import type { Ask } from "../../../../src/load/fetch/live/ask.ts";
import { news } from "../../../../src/model/notice.ts";
import { taskKey, readRegion } from "../../../../src/load/fetch/live/account.ts";
import { taskOf, type SnapshotEntry } from "../../../../src/load/fetch/snapshot/entry.ts";
import { fetchInto, isForeign } from "../../../../src/load/fetch/snapshot/fetch.ts";
import { openJournal, type Journal } from "../../../../src/load/fetch/snapshot/journal.ts";
import { loadSnapshot } from "../../../../src/load/fetch/reading/load.ts";
import { resumeSnapshot } from "../../../../src/load/fetch/snapshot/resume.ts";
import { generateAccount, tally, type Cloud } from "../../../cloud/cloud.ts";
import { LONG, some } from "../../../depth.ts";
import {
  askCloud,
  begin,
  cloudFor,
  fetchCloud,
  fewAtOnce,
  finish,
  folder,
  SILENT,
  takeUp,
  type Fetched,
} from "../live/reading.ts";

const SIZE = { groups: 30, instances: 6, balancers: 3, gateways: 1, apisPerGateway: 2 };
const ACCOUNT = generateAccount(SIZE);
const REGIONS = ["ap-guangzhou"];

/** Cuts the fetch off after so many requests, as if the process had been killed, then takes it up. */
async function killed(
  cloud: Cloud,
  after: number,
  between: () => void = () => {},
): Promise<{ fetched: Fetched; before: number }> {
  const path = join(folder(), "snapshot.json");
  const left = `${path}.partial`;
  const controller = new AbortController();
  const start = cloud.log.length;
  const count = (): void => {
    if (cloud.log.length - start >= after) controller.abort();
  };
  const ask = askCloud(cloud, { signal: controller.signal, limiter: fewAtOnce(2) });
  const journal = await begin(ask, REGIONS, left);
  await fetchInto(journal, ask, { ...SILENT, done: count });
  journal.close();
  between();
  const before = cloud.log.length;
  const again = takeUp(left);
  const result = await fetchInto(again, askCloud(cloud), SILENT);
  return { fetched: finish(again, result, path), before };
}

/** Lines that differ, but for the time, which tells of the sittings; a few of them. */
function differences(a: string, b: string): string[] {
  const [left, right] = [a, b].map((text) => text.replace(/^"time":.*$/m, "").split("\n"));
  const more = Math.max(left!.length, right!.length);
  return Array.from({ length: more }, (_, i) => i)
    .filter((i) => left![i] !== right![i])
    .slice(0, 3)
    .map((i) => `${i}: ${left![i]?.slice(0, 120)} | ${right![i]?.slice(0, 120)}`);
}

/** A finished journal: what a process leaves that is killed at any moment is a part of it, from its beginning. */
async function journalOf(cloud: Cloud): Promise<Buffer> {
  const left = join(folder(), "snapshot.json.partial");
  const ask = askCloud(cloud);
  const journal = await begin(ask, REGIONS, left);
  await fetchInto(journal, ask, SILENT);
  journal.close();
  return readFileSync(left);
}

/** Ends of its lines, the first of which is its head. */
function endsOf(journal: Buffer): number[] {
  const ends: number[] = [];
  for (let at = journal.indexOf(10); at >= 0; at = journal.indexOf(10, at + 1)) ends.push(at + 1);
  return ends;
}

async function takenUp(ask: Ask, left: Buffer): Promise<Fetched> {
  const path = join(folder(), "snapshot.json");
  writeFileSync(`${path}.partial`, left);
  const journal = takeUp(`${path}.partial`);
  return finish(journal, await fetchInto(journal, ask, SILENT), path);
}

describe("killed and taken up", () => {
  test("at every point: nothing differs but the time", { timeout: 120_000 }, async () => {
    const cloud = await cloudFor({ account: ACCOUNT, limits: false });
    const whole = await fetchCloud(cloud);
    const journal = await journalOf(cloud);
    const ask = askCloud(cloud);
    const points = endsOf(journal);
    expect(points.length).toBeGreaterThan(80);
    for (const [i, end] of some([...points.entries()], 16)) {
      const { text } = await takenUp(ask, journal.subarray(0, end));
      expect({ after: i, differ: differences(text, whole.text) }).toEqual({ after: i, differ: [] });
    }
  });

  test("within the last lines: the lines before them are kept", async () => {
    const cloud = await cloudFor({ account: ACCOUNT, limits: false });
    const journal = await journalOf(cloud);
    const ends = endsOf(journal);
    const path = join(folder(), "cut.partial");
    for (let cut = ends.at(-4)!; cut <= journal.length; cut += LONG ? 5 : 97) {
      const lines = ends.filter((end) => end <= cut).length - 1;
      writeFileSync(path, journal.subarray(0, cut));
      const once = takeUp(path);
      expect({ cut, kept: once.slots.size }).toEqual({ cut, kept: lines });
      const [slot] = once.slots.values();
      once.append(
        { ...slot!.task, region: "ap-beijing" },
        { ...once.read(slot!), Region: "ap-beijing" },
      );
      once.close();
      const twice = takeUp(path);
      expect({ cut, kept: twice.slots.size }).toEqual({ cut, kept: lines + 1 });
      twice.close();
    }
  });

  test.each(some([1, 2, 5, 11, 20, 35, 50, 64, 79], 4))("after request %i", async (after) => {
    const cloud = await cloudFor({ account: ACCOUNT, limits: false });
    const whole = await fetchCloud(cloud);
    const { fetched } = await killed(cloud, after);
    expect(differences(fetched.text, whole.text)).toEqual([]);
    expect(fetched.snapshot.time).toMatchObject({ sittings: 2 });
  });

  test("does not ask again for what a sample has shown to be true, and says so", async () => {
    const many = generateAccount({ ...SIZE, groups: 1_300 });
    const cloud = await cloudFor({ account: many, limits: false });
    const { before, fetched } = await killed(cloud, 1_290);
    const again = tally(cloud.log.slice(before))["DescribeSecurityGroupPolicies ok"]!;
    expect(again).toBeLessThan(1_100);
    expect(fetched.snapshot.notices).toEqual([]);
    expect(fetched.snapshot.time).toMatchObject({
      earlier: [
        {
          region: "ap-guangzhou",
          call: "vpc:DescribeSecurityGroupPolicies",
          answers: 1_300 - again,
        },
      ],
    });
    expect(loadSnapshot(fetched.document).flatMap(({ notices }) => notices)).toContainEqual(
      news(
        `vpc:DescribeSecurityGroupPolicies of ap-guangzhou: ${1_300 - again} answers are of an earlier sitting; others of it were asked again, and none had changed`,
      ),
    );
  });

  test("a line that was half written is read anew", async () => {
    const cloud = await cloudFor({ account: ACCOUNT, limits: false });
    const path = join(folder(), "snapshot.json");
    const ask = askCloud(cloud);
    const journal = await begin(ask, REGIONS, `${path}.partial`);
    await fetchInto(journal, ask, SILENT);
    const whole = finish(journal, await fetchInto(journal, ask, SILENT), path);
    truncateSync(`${path}.partial`, readFileSync(`${path}.partial`).length - 10);
    const again = takeUp(`${path}.partial`);
    const fetched = finish(again, await fetchInto(again, ask, SILENT), path);
    expect(differences(fetched.text, whole.text)).toEqual([]);
  });
});

/** Nothing of today is about what this line of a journal is about. */
function isGone(line: string, { result }: Fetched): boolean {
  const task = taskOf(JSON.parse(line) as SnapshotEntry);
  return !task || !result.planned.some((one) => taskKey(one) === taskKey(task));
}

describe("the account changed in between", () => {
  test("edited groups are read again, and the snapshot says so", async () => {
    const later = generateAccount({ ...SIZE, revision: 1 });
    const cloud = await cloudFor({ account: ACCOUNT, limits: false });
    const { fetched } = await killed(cloud, 60, () => cloud.use(later));
    const today = await fetchCloud(await cloudFor({ account: later, limits: false }));
    expect(fetched.snapshot.answers).toEqual(today.snapshot.answers);
    expect(fetched.snapshot.notices.join("\n")).toContain(
      "the account changed between two sittings: vpc:DescribeSecurityGroupPolicies of ap-guangzhou",
    );
  });

  const LATER: readonly (readonly [string, (cloud: Cloud) => Ask])[] = [
    ["groups were edited", used({ ...SIZE, revision: 1 })],
    ["one group was edited", used({ ...SIZE, revision: 1, edited: [7] })],
    ["groups are gone", used({ ...SIZE, groups: 20 })],
    ["groups are new", used({ ...SIZE, groups: 36 })],
    ["instances are gone", used({ ...SIZE, instances: 4 })],
    ["load balancers are new", used({ ...SIZE, balancers: 5 })],
    ["lists have another order", (cloud) => turned(askCloud(cloud))],
  ];

  function used(size: Parameters<typeof generateAccount>[0]): (cloud: Cloud) => Ask {
    return (cloud) => {
      cloud.use(generateAccount(size));
      return askCloud(cloud);
    };
  }

  /** Lists from their end. */
  function turned(ask: Ask): Ask {
    return async (call, params, region) => {
      const answer = await ask(call, params, region);
      const content = (call.in === "Result" ? answer["Result"] : answer) as SnapshotEntry;
      const list = call.list && content[call.key];
      const other = Array.isArray(list) ? { ...content, [call.key]: list.toReversed() } : content;
      return call.in === "Result" ? { ...answer, Result: other } : other;
    };
  }

  test.each(LATER)("%s: nothing is mixed in silence", { timeout: 120_000 }, async (_, later) => {
    const cloud = await cloudFor({ account: ACCOUNT, limits: false });
    const journal = await journalOf(cloud);
    const ask = later(cloud);
    const path = join(folder(), "today.json");
    const left = await begin(ask, REGIONS, `${path}.partial`);
    const today = finish(left, await fetchInto(left, ask, SILENT), path);
    const answers = new Set(today.snapshot.answers.map((answer) => JSON.stringify(answer)));
    const points = endsOf(journal);
    // A third of them: each takes a fetch.
    const third = [...points.entries()].filter(([i]) => i % 3 === 0);
    for (const [i, end] of some(third, 12)) {
      const before = journal.subarray(points[0], end).toString().split("\n").slice(0, -1);
      const { snapshot } = await takenUp(ask, journal.subarray(0, end));
      expect({
        after: i,
        same: isDeepStrictEqual(snapshot.answers, today.snapshot.answers),
      }).toEqual({ after: i, same: true });
      // What is not there any more is told by its list, which changed.
      const changed = before.some((line) => !answers.has(line) && !isGone(line, today));
      expect({ after: i, said: snapshot.notices.length > 0 }).toEqual({
        after: i,
        said: changed,
      });
    }
  });

  test.runIf(LONG)("one edited group among hundreds is found", { timeout: 60_000 }, async () => {
    const size = { ...SIZE, groups: 700 };
    const cloud = await cloudFor({ account: generateAccount(size), limits: false });
    const later = generateAccount({ ...size, revision: 1, edited: [345] });
    const { fetched } = await killed(cloud, 730, () => cloud.use(later));
    const today = await fetchCloud(await cloudFor({ account: later, limits: false }));
    expect(isDeepStrictEqual(fetched.snapshot.answers, today.snapshot.answers)).toBe(true);
    expect(fetched.snapshot.notices.join("\n")).toContain("changed between two sittings");
  });

  test.runIf(LONG)(
    "what one sitting saw change the next one does not forget",
    { timeout: 60_000 },
    async () => {
      const size = { ...SIZE, groups: 1_300 };
      const cloud = await cloudFor({ account: generateAccount(size), limits: false });
      const left = await journalOf(cloud);
      const start = cloud.log.length;
      const ids = groupsIn(await takenUp(askCloud(cloud), left));
      const sample = new Set(cloud.log.slice(start).map(({ params }) => params["SecurityGroupId"]));
      const seen = ids.findIndex((id) => sample.has(id));
      const unseen = ids.findIndex((id) => !sample.has(id));
      const later = generateAccount({ ...size, revision: 1, edited: [seen, unseen] });
      cloud.use(later);
      const path = join(folder(), "snapshot.json.partial");
      writeFileSync(path, left);
      const second = takeUp(path);
      const controller = new AbortController();
      const doubt: Journal["doubt"] = (task) => {
        second.doubt(task);
        controller.abort();
      };
      await fetchInto({ ...second, doubt }, askCloud(cloud, { signal: controller.signal }), SILENT);
      second.close();
      const fetched = await takenUp(askCloud(cloud), readFileSync(path));
      const today = await fetchCloud(await cloudFor({ account: later, limits: false }));
      expect(isDeepStrictEqual(fetched.snapshot.answers, today.snapshot.answers)).toBe(true);
      expect(fetched.snapshot.notices).toEqual([
        "the account changed between two sittings: vpc:DescribeSecurityGroupPolicies of ap-guangzhou is answered otherwise today, and was read again",
      ]);
    },
  );

  function groupsIn({ snapshot }: Fetched): unknown[] {
    const list = snapshot.answers.find(({ Action }) => Action === "DescribeSecurityGroups")!;
    const { SecurityGroupSet } = list["Response"] as { SecurityGroupSet: SnapshotEntry[] };
    return SecurityGroupSet.map((group) => group["SecurityGroupId"]);
  }

  test("what was not asked any more is missing, and not of an earlier sitting", async () => {
    const cloud = await cloudFor({ account: ACCOUNT, limits: false });
    const left = await journalOf(cloud);
    cloud.use(generateAccount({ ...SIZE, revision: 1, groups: 20, instances: 4 }));
    const late = await takenUp(askCloud(cloud, { deadline: 0 }), left);
    expect(late.snapshot.answers).toEqual([]);
    expect(late.snapshot.complete).toBe(false);
    expect(late.snapshot.calls.every(({ pending, asked }) => pending === asked)).toBe(true);
  });

  test.runIf(LONG)(
    "answers that are refused today are not those of an earlier sitting",
    async () => {
      const account = generateAccount({ ...SIZE, groups: 1_300 });
      const cloud = await cloudFor({ account, limits: false });
      const left = await journalOf(cloud);
      cloud.fail([{ call: "DescribeSecurityGroupPolicies", effect: { kind: "deny" } }]);
      const { snapshot } = await takenUp(askCloud(cloud), left);
      const count = snapshot.calls.find(({ call }) => call === "vpc:DescribeSecurityGroupPolicies");
      expect(count).toMatchObject({ asked: 1_300, answered: 0, failed: 1_300 });
    },
  );

  test("groups that are gone are gone", async () => {
    const later = generateAccount({ ...SIZE, groups: 20 });
    const cloud = await cloudFor({ account: ACCOUNT, limits: false });
    const { fetched } = await killed(cloud, 60, () => cloud.use(later));
    const today = await fetchCloud(await cloudFor({ account: later, limits: false }));
    expect(fetched.snapshot.answers).toEqual(today.snapshot.answers);
    expect(fetched.snapshot.notices.join("\n")).toContain("vpc:DescribeSecurityGroups");
  });

  test("one changed answer beyond the first ones distrusts all of its kind", async () => {
    const cloud = await cloudFor({ account: ACCOUNT, limits: false });
    const asked: string[] = [];
    await readRegion(
      askCloud(cloud),
      "ap-guangzhou",
      {
        has: ({ subject }) =>
          subject["SecurityGroupId"] ? (asked.length === 0 ? "sample" : "kept") : null,
        compare: ({ subject }) => {
          if (subject["SecurityGroupId"]) asked.push(subject["SecurityGroupId"]);
          return asked.length === 1 ? "other" : "same";
        },
      },
      { done: () => {}, kept: () => {}, changed: () => {}, planned: () => {} },
    );
    expect(new Set(asked).size).toBe(SIZE.groups);
  });
});

describe("a journal that cannot be written any more", () => {
  test.each([0, 1, 10, 40, 60])("after entry %i ends the fetch with the reason", async (most) => {
    const cloud = await cloudFor({ account: ACCOUNT, limits: false });
    const ask = askCloud(cloud);
    const journal = await begin(ask, REGIONS, join(folder(), "snapshot.json.partial"));
    let tried = 0;
    const full = new Error("no space left on device");
    const append: Journal["append"] = (task, entry) => {
      if (++tried > most) throw full;
      journal.append(task, entry);
    };
    await expect(fetchInto({ ...journal, append }, ask, SILENT)).rejects.toBe(full);
    journal.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(tried).toBe(most + 1);
  });
});

describe("what cannot be taken up", () => {
  test("another account, told by its groups where no AppId is known", async () => {
    const cloud = await cloudFor({ account: ACCOUNT, limits: false });
    const left = join(folder(), "snapshot.json.partial");
    const ask = askCloud(cloud);
    const journal = await begin(ask, REGIONS, left);
    await fetchInto(journal, ask, SILENT);
    expect(await isForeign(journal, ask)).toBe(false);
    cloud.use(generateAccount({ ...SIZE, seed: 2 }));
    expect(await isForeign(journal, ask)).toBe(true);
    journal.close();
  });

  test.each([
    ["", "it is empty; delete it to start anew"],
    ["version: 1\n", "it is no journal of sglint; delete it to start anew"],
    [
      '{"sglint":"journal","version":9,"regions":[]}\n',
      "another version of sglint wrote it (format 9); delete it to start anew",
    ],
  ])("a journal that holds %j", (text, why) => {
    const path = join(folder(), "x.partial");
    appendFileSync(path, text);
    expect(openJournal(path)).toEqual({ why });
  });

  test("a complete snapshot, and one that is redacted", async () => {
    const cloud = await cloudFor({ account: ACCOUNT, limits: false });
    const { path, text } = await fetchCloud(cloud);
    expect(resumeSnapshot(path, `${path}.partial`)).toMatchObject({
      why: expect.stringContaining("complete"),
    });
    const redacted = join(folder(), "redacted.json");
    appendFileSync(redacted, text.replace('"redacted":false', '"redacted":true'));
    expect(resumeSnapshot(redacted, `${redacted}.partial`)).toMatchObject({
      why: expect.stringContaining("redacted"),
    });
  });
});

test("an incomplete snapshot is completed", async () => {
  const cloud = await cloudFor({ account: ACCOUNT, limits: false });
  const whole = await fetchCloud(cloud);
  cloud.fail([{ call: ["DescribeTargets", "DescribeSubnets"], effect: { kind: "deny" } }]);
  const cut = await fetchCloud(cloud);
  expect(cut.snapshot.complete).toBe(false);
  cloud.fail([]);
  const path = join(folder(), "snapshot.json");
  copyFileSync(cut.path, path);
  const resumed = resumeSnapshot(path, `${path}.partial`);
  if (resumed.kind === "refused") throw new Error(resumed.why);
  const result = await fetchInto(resumed.journal, askCloud(cloud), SILENT);
  const fetched = finish(resumed.journal, result, path);
  expect(differences(fetched.text, whole.text)).toEqual([]);
});
