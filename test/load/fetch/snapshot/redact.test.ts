// Aliases: complete, stable, and such that a redacted snapshot is judged like the real one.
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { lint, DEFAULT_SETTINGS } from "../../../../src/lint.ts";
import { mergeDrafts } from "../../../../src/load/merge/merge.ts";
import { builtInPacks } from "../../../../src/load/own/ranges.ts";
import { loadSnapshot } from "../../../../src/load/fetch/reading/load.ts";
import { redactor } from "../../../../src/load/fetch/snapshot/redact.ts";
import { builtInRules } from "../../../../src/rule/index.ts";
import { generateAccount } from "../../../cloud/cloud.ts";
import { cloudFor, fetchCloud, type Fetched } from "../live/reading.ts";

const PUBLISHED = ["119.29.1.0/24", "203.0.113.77", "2402:4e00::/32"];
const { value } = redactor("key", PUBLISHED);

function masked(text: string): string {
  return value(text) as string;
}

function bits(ip: string): string {
  return ip
    .split(".")
    .map((part) => Number(part).toString(2).padStart(8, "0"))
    .join("");
}

const ip = fc
  .tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 255 })))
  .map((parts) => parts.join("."));

describe("addresses", () => {
  test.each([
    "10.0.0.1",
    "172.16.5.4/20",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "9.0.0.0/8",
    "0.0.0.0/0",
    "::/0",
    "fe80::1",
    "fc00::/7",
    "127.0.0.1",
    "10.0.0.1-10.0.0.100",
    ...PUBLISHED,
    "119.29.1.9",
  ])("%s is not public, or published: it stays", (text) => {
    expect(masked(text)).toBe(text);
  });

  test.each([
    "8.8.8.8",
    "203.0.113.200",
    "198.51.200.0/24",
    "198.51.100.1-198.51.100.9",
    "2001:db8:1:2::7",
    "2001:db8::/32",
    "http://198.51.100.7:8080/x",
    "2402:9::1",
    "2a00::1",
    "2a00::/16",
    "2A00::1",
    "[2a00::1]:80",
    "2a00::1: office",
    "eip_198.51.100.7_prod",
  ])("%s is masked", (text) => {
    expect(masked(text)).not.toBe(text);
    expect(masked(text).length).toBeGreaterThan(0);
  });

  test("keep how many bits they share", () => {
    fc.assert(
      fc.property(ip, ip, (a, b) => {
        const shared = (x: string, y: string): number => {
          const at = [...bits(x)].findIndex((bit, i) => bit !== bits(y)[i]);
          return at < 0 ? 32 : at;
        };
        expect(shared(masked(a), masked(b))).toBe(shared(a, b));
      }),
    );
  });

  test("never become private, nor one that is published", () => {
    const special = /^(10|9|11|30|127|0)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^119\.29\.1\./;
    fc.assert(
      fc.property(ip, (a) => {
        expect(special.test(masked(a))).toBe(special.test(a));
      }),
    );
  });
});

describe("ids", () => {
  test("become aliases with their prefix, wherever they stand", () => {
    const given = {
      SecurityGroupId: "sg-1a2b3c4d",
      Description: "see sg-1a2b3c4d, ins-00000001",
      Uuid: "0bf11a48-2f10-4be5-8f4d-0c32d1d6d9a0",
      GroupSet: ["sg-1a2b3c4d"],
      AppId: 1_250_000_001,
      Region: "ap-shanghai",
      Zone: "ap-shenzhen-3",
      Action: "DescribeSubnets",
    };
    const out = value(given) as typeof given;
    expect(out.SecurityGroupId).toMatch(/^sg-[0-9a-z]{8}$/);
    expect(out.SecurityGroupId).not.toBe(given.SecurityGroupId);
    expect(out.GroupSet).toEqual([out.SecurityGroupId]);
    expect(out.Description).toMatch(new RegExp(`^see ${out.SecurityGroupId}, ins-[0-9a-z]{8}$`));
    expect(out.Uuid).not.toContain("0bf11a48");
    expect(out.AppId).not.toBe(given.AppId);
    expect([out.Region, out.Zone, out.Action]).toEqual([given.Region, given.Zone, given.Action]);
  });

  test.each([
    "tke_cls-1a2b3c4d_worker",
    "cls-1a2b3c4d_default_nginx",
    "tke-worker-security-for-cls-1a2b3c4d",
    "cls-1a2b3c4d-public.example.com",
    "managed by asg-1a2b3c4d",
    "replica of cdb-1a2b3c4d, ckafka-1a2b3c4d",
  ])("in the name %s", (name) => {
    expect(masked(name)).not.toContain("1a2b3c4d");
    expect(masked(name).length).toBe(name.length);
  });

  test.each(["52:54:00:1a:2b:3c", "10:20:30", "a::zz", "std::vector", "web-server", "v1.2.3"])(
    "%s is neither an id nor an address",
    (text) => {
      expect(masked(text)).toBe(text);
    },
  );

  test("are alike for one key and unlike for another", () => {
    expect(redactor("key", []).id("sg-1a2b3c4d")).toBe(redactor("key", []).id("sg-1a2b3c4d"));
    expect(redactor("key", []).id("sg-1a2b3c4d")).not.toBe(redactor("other", []).id("sg-1a2b3c4d"));
  });
});

describe("a whole account", { timeout: 60_000 }, () => {
  const account = generateAccount({ groups: 40, instances: 60, balancers: 6 });
  const published = [...builtInPacks().values()].flatMap(({ regions }) =>
    [...regions.values()].flatMap((region) =>
      [region.private, region.public].flatMap((list) => list?.ranges.map(({ text }) => text) ?? []),
    ),
  );

  async function both(): Promise<{ plain: Fetched; hidden: Fetched }> {
    const cloud = await cloudFor({ account, limits: false });
    const plain = await fetchCloud(cloud);
    const hidden = await fetchCloud(cloud, { redactor: redactor("key", published) });
    return { plain, hidden };
  }

  test("holds no id and no public address of the real one", async () => {
    const { plain, hidden } = await both();
    const ids = plain.text.match(/\b[a-z]{2,9}-[0-9a-z]{8}\b/g) ?? [];
    const real = new Set(ids.filter((id) => !id.startsWith("ap-") && /\d/.test(id)));
    expect(real.size).toBeGreaterThan(200);
    expect([...real].filter((id) => hidden.text.includes(id))).toEqual([]);
    const others = [String(account.appId), account.uin, "203.0.113.0/24", "198.51.100.7"];
    expect(others.filter((text) => !plain.text.includes(text))).toEqual([]);
    expect(others.filter((text) => hidden.text.includes(text))).toEqual([]);
  });

  test("is redacted alike each time, and judged like the real one", async () => {
    const { plain, hidden } = await both();
    const again = await both();
    expect(again.hidden.text === hidden.text).toBe(true);
    expect(verdicts(hidden)).toEqual(verdicts(plain));
  });
});

function verdicts({ document }: Fetched): readonly string[] {
  const inventory = mergeDrafts(loadSnapshot(document));
  const report = lint(inventory, builtInRules(), builtInPacks(), DEFAULT_SETTINGS);
  expect(report.routes.length).toBeGreaterThan(0);
  return report.routes.map(({ verdict, backend }) => `${backend.type} ${verdict}`).toSorted();
}
