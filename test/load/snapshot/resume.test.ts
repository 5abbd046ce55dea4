// A fetch that is killed after any number of requests and taken up again ends like one that was not; an account that
// changes in between is never mixed in silence.
import { appendFileSync, copyFileSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readRegion } from "../../../src/load/live/account.ts";
import { fetchInto, isForeign } from "../../../src/load/snapshot/fetch.ts";
import { openJournal } from "../../../src/load/snapshot/journal.ts";
import { resumeSnapshot } from "../../../src/load/snapshot/resume.ts";
import { generateAccount, tally, type Cloud } from "../../cloud/cloud.ts";
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

describe("killed and taken up", () => {
  test.each([1, 2, 5, 11, 20, 35, 50, 64, 79])("after request %i", async (after) => {
    const cloud = await cloudFor({ account: ACCOUNT, limits: false });
    const whole = await fetchCloud(cloud);
    const { fetched } = await killed(cloud, after);
    expect(differences(fetched.text, whole.text)).toEqual([]);
    expect(fetched.snapshot.time).toMatchObject({ sittings: 2 });
  });

  test("does not ask again for what a sample has shown to be true", async () => {
    const many = generateAccount({ ...SIZE, groups: 200 });
    const cloud = await cloudFor({ account: many, limits: false });
    const { before } = await killed(cloud, 150);
    const again = tally(cloud.log.slice(before))["DescribeSecurityGroupPolicies ok"]!;
    expect(again).toBeLessThan(150);
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
    ["", "it is empty"],
    ["version: 1\n", "it is no journal of sglint"],
    [
      '{"sglint":"journal","version":9,"regions":[]}\n',
      "another version of sglint wrote it (format 9)",
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
