import { describe, expect, test } from "vitest";
import files from "../../../src/generated/ranges.json" with { type: "json" };
import { validate } from "../../../src/generated/ranges.validator.js";
import { parse } from "yaml";
import { parseDocument } from "../../../src/load/text/document.ts";
import { loadRangePack, readRangePack } from "../../../src/load/own/range-files.ts";
import { builtInPacks, overridePacks } from "../../../src/load/own/ranges.ts";
import { pathOf, rootOf, type Source } from "../../../src/model/place.ts";
import type { RangePack } from "../../../src/model/ranges.ts";

const FIVE = ["9.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "11.0.0.0/8", "30.0.0.0/8"];

function source(file: string, text: string): Source {
  return { file, text, span: () => ({ start: 0, end: text.length }) };
}

function read(text: string, file = "my-ranges.yaml") {
  return readRangePack(parse(text), rootOf(source(file, text)));
}

function pack(text: string): RangePack {
  const { pack: found, complaints } = read(text);
  expect(complaints).toEqual([]);
  return found!;
}

const texts = (ranges: readonly { text: string }[] | undefined) =>
  ranges?.map((range) => range.text);

test.each(files.map(({ file, value }) => [file, value] as const))(
  "%s is a valid range pack, named after its product",
  (file, value) => {
    const valid = validate(value);
    expect(validate.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(file).toBe(`ranges/${value.product}.yaml`);
  },
);

describe("the pack of API Gateway", () => {
  const gateway = builtInPacks().get("api-gateway")!;

  test("knows when the product ends", () => {
    expect(gateway.title).toBe("API Gateway");
    expect(gateway.retirement).toEqual({
      endOfSale: "2024-07-01",
      endOfSupport: "2024-12-31",
      shutdownFrom: "2026-10-30",
      page: { url: "https://cloud.tencent.com/announce/detail/2475", date: null },
    });
  });

  test.each([...gateway.regions.keys()])("%s has the five private ranges of the header", (id) => {
    const region = gateway.regions.get(id)!;
    expect(texts(region.private?.ranges)).toEqual(FIVE);
    expect(region.private?.page).toEqual({
      url: "https://cloud.tencent.com/document/product/628/39963",
      date: "2024-11-05",
    });
  });

  test("holds the regions of the product and no other", () => {
    expect([...gateway.regions.keys()].toSorted()).toEqual([
      "ap-bangkok",
      "ap-beijing",
      "ap-chengdu",
      "ap-chongqing",
      "ap-guangzhou",
      "ap-hongkong",
      "ap-mumbai",
      "ap-nanjing",
      "ap-seoul",
      "ap-shanghai",
      "ap-singapore",
      "ap-tokyo",
      "eu-frankfurt",
      "na-siliconvalley",
      "na-toronto",
    ]);
  });

  test.each([
    {
      id: "ap-guangzhou",
      count: 23,
      first: "125.94.61.15",
      last: "1.14.205.107",
      soft: 18,
      complete: true,
      date: "2024-11-05",
    },
    {
      id: "ap-beijing",
      count: 27,
      first: "123.206.35.235",
      last: "162.14.3.93",
      soft: 15,
      complete: true,
      date: "2024-11-05",
    },
    {
      id: "ap-shanghai",
      count: 10,
      first: "211.159.135.21",
      last: "211.159.135.30",
      soft: 0,
      complete: false,
      date: "2023-12-22",
    },
    {
      id: "ap-hongkong",
      count: 8,
      first: "123.206.35.245",
      last: "43.132.31.114",
      soft: 5,
      complete: false,
      date: "2023-12-22",
    },
  ])("$id: $count VIPs", ({ id, count, first, last, soft, complete, date }) => {
    const vips = gateway.regions.get(id)!.public!;
    expect(vips.ranges.length).toBe(count);
    expect(vips.ranges[0]!.text).toBe(first);
    expect(vips.ranges.at(-1)!.text).toBe(last);
    expect(vips.soft.length).toBe(soft);
    expect(texts(vips.soft)).toEqual(texts(vips.ranges.slice(0, soft)));
    expect(vips.complete).toBe(complete);
    expect(vips.page.date).toBe(date);
  });

  test.each(["ap-nanjing", "ap-singapore", "na-toronto", "eu-frankfurt"])(
    "%s has no known VIP",
    (id) => {
      expect(gateway.regions.get(id)!.public).toBeNull();
    },
  );

  test("names the older pages with two ranges", () => {
    expect(gateway.alsoPublished.map((also) => texts(also.private)!.toSorted())).toEqual([
      ["100.64.0.0/10", "9.0.0.0/8"],
      ["100.64.0.0/10", "9.0.0.0/8"],
    ]);
  });
});

describe("a user's pack", () => {
  const TINY = `
product: api-gateway
regions: [{ id: ap-jakarta, private: [9.0.0.0/8], publicVips: [203.0.113.1] }]
`;

  test("may be tiny: its file is the page, its list is complete", () => {
    const region = pack(TINY).regions.get("ap-jakarta")!;
    const page = { url: "my-ranges.yaml", date: null };
    expect(region.name).toBe("ap-jakarta");
    expect(texts(region.private!.ranges)).toEqual(["9.0.0.0/8"]);
    expect(region.private!.page).toEqual(page);
    expect({ ...region.public, ranges: texts(region.public!.ranges) }).toEqual({
      ranges: ["203.0.113.1"],
      soft: [],
      complete: true,
      page,
    });
  });

  test("is read from a document as from a plain value", () => {
    const document = parseDocument("my-ranges.yaml", TINY);
    if (!("root" in document)) throw new Error("the text must parse");
    expect(loadRangePack(document).pack).toEqual(pack(TINY));
  });

  test("one private list serves every region that has none of its own", () => {
    const { regions } = pack(`
product: edge
private: [10.0.0.0/8]
regions: [{ id: a }, { id: b, private: [11.0.0.0/8, "2001:db8::/32"] }]`);
    expect(texts(regions.get("a")!.private!.ranges)).toEqual(["10.0.0.0/8"]);
    expect(texts(regions.get("b")!.private!.ranges)).toEqual(["11.0.0.0/8", "2001:db8::/32"]);
    expect(regions.get("a")!.public).toBeNull();
  });

  test.each([
    ["complete: false", false, 0],
    ["complete: true", true, 1],
    ["suspectVips: [203.0.113.1], complete: false", false, 1],
  ])("two columns, %s", (more, complete, soft) => {
    const vips = pack(`
product: edge
regions: [{ id: a, publicVips: [203.0.113.1], publicVipsAfterUpgrade: [203.0.113.2], ${more} }]`).regions.get(
      "a",
    )!.public!;
    expect(texts(vips.ranges)).toEqual(["203.0.113.1", "203.0.113.2"]);
    expect(vips.complete).toBe(complete);
    expect(texts(vips.soft)).toEqual(["203.0.113.1"].slice(0, soft));
  });

  test("an address of both columns stays after the upgrade, so it is not soft", () => {
    const vips = pack(`
product: edge
regions: [{ id: a, publicVips: [203.0.113.1, 203.0.113.2], publicVipsAfterUpgrade: [203.0.113.2] }]`).regions.get(
      "a",
    )!.public!;
    expect(texts(vips.ranges)).toEqual(["203.0.113.1", "203.0.113.2"]);
    expect(texts(vips.soft)).toEqual(["203.0.113.1"]);
  });

  test.each([
    ["not a map", "[]", [], /must be a mapping of keys/],
    ["no product", "regions: [{ id: a }]", [], /product/],
    ["no regions", "product: edge", [], /regions/],
    [
      "an empty list",
      "{product: edge, regions: [{ id: a, private: [] }]}",
      ["regions", 0, "private"],
      /./,
    ],
    [
      "an unknown key",
      "{product: edge, regions: [{ id: a, vips: [] }]}",
      ["regions", 0, "vips"],
      /"vips".*publicVips/,
    ],
    [
      "a bad date",
      "{product: edge, page: { url: x, date: May }, regions: [{ id: a }]}",
      ["page", "date"],
      /./,
    ],
    [
      "no address",
      "{product: edge, regions: [{ id: a, private: [ten] }]}",
      ["regions", 0, "private", 0],
      /"ten" is not an IP address or CIDR/,
    ],
    [
      "host bits",
      "{product: edge, private: [10.0.0.5/8], regions: [{ id: a }]}",
      ["private", 0],
      /write 10\.0\.0\.0\/8/,
    ],
    [
      "a region twice",
      "{product: edge, regions: [{ id: a }, { id: a }]}",
      ["regions", 1, "id"],
      /"a" is listed twice/,
    ],
    [
      "a stray suspect",
      "{product: edge, regions: [{ id: a, suspectVips: [203.0.113.9] }]}",
      ["regions", 0, "suspectVips"],
      /203\.0\.113\.9/,
    ],
  ] as const)("%s is a complaint with its place, and no pack", (_, text, path, message) => {
    const { pack: found, complaints } = read(text);
    expect(found).toBeNull();
    expect(complaints.length).toBe(1);
    expect(complaints[0]!.message).toMatch(message);
    expect(pathOf(complaints[0]!.place!)).toEqual(path);
  });
});

describe("overridePacks", () => {
  const base = builtInPacks();
  const over = (...extra: string[]) => overridePacks(base, extra.map(pack));

  test("replaces what a region states and keeps the rest", () => {
    const merged = over(
      "{product: api-gateway, regions: [{ id: ap-shanghai, publicVips: [203.0.113.7] }]}",
    );
    const region = merged.get("api-gateway")!.regions.get("ap-shanghai")!;
    expect(region.name).toBe("Shanghai");
    expect(texts(region.public!.ranges)).toEqual(["203.0.113.7"]);
    expect(region.public!.complete).toBe(true);
    expect(region.private).toBe(base.get("api-gateway")!.regions.get("ap-shanghai")!.private);
  });

  test("adds regions and products, keeps titles and retirement, and leaves the base as it is", () => {
    const merged = over(
      "{product: api-gateway, regions: [{ id: ap-jakarta, private: [9.0.0.0/8] }]}",
      "{product: edge, title: Edge, regions: [{ id: a, private: [10.0.0.0/8] }]}",
    );
    const gateway = merged.get("api-gateway")!;
    expect(gateway.regions.has("ap-jakarta")).toBe(true);
    expect(gateway.regions.size).toBe(16);
    expect(gateway.title).toBe("API Gateway");
    expect(gateway.retirement?.shutdownFrom).toBe("2026-10-30");
    expect(merged.get("edge")!.title).toBe("Edge");
    expect(base.get("api-gateway")!.regions.size).toBe(15);
    expect(base.has("edge")).toBe(false);
  });

  test("the later of two packs wins", () => {
    const one = "{product: edge, regions: [{ id: a, private: [10.0.0.0/8] }]}";
    const two = "{product: edge, regions: [{ id: a, private: [11.0.0.0/8] }]}";
    expect(texts(over(one, two).get("edge")!.regions.get("a")!.private!.ranges)).toEqual([
      "11.0.0.0/8",
    ]);
  });
});

describe("lists as large as the Internet are none", () => {
  const of = (key: string, list: string) =>
    read(`product: cdn\nregions: [{ id: r, ${key}: [${list}] }]`);

  test.each([
    ["publicVips", "0.0.0.0/0"],
    ["publicVips", '"::/0"'],
    ["publicVips", "203.0.113.0/24, 0.0.0.0/1"],
    ["publicVips", "126.0.0.0/7"],
    ["publicVips", '"2400::/19"'],
    ["publicVipsAfterUpgrade", "0.0.0.0/0"],
    ["private", "0.0.0.0/0"],
    ["private", "8.0.0.0/7"],
  ])("%s: [%s]", (key, list) => {
    const { pack: found, complaints } = of(key, list);
    expect(found).toBeNull();
    expect(complaints.map(({ message }) => message)).toEqual([
      expect.stringContaining("is no list of a product's addresses"),
    ]);
  });

  test.each(["1.0.0.0/8, 2.0.0.0/8", '"2400::/20", "2400:1000::/20"'])(
    "halves side by side: [%s]",
    (list) => {
      expect(of("publicVips", list).complaints).toMatchObject([
        { message: expect.stringContaining("these ranges together") },
      ]);
      expect(of("private", list).complaints).toEqual([]);
    },
  );

  test.each(["1.0.0.0/8", "1.0.0.0/8, 3.0.0.0/8", '"2400::/20"', "203.0.113.0/24"])(
    "[%s] is one",
    (list) => {
      expect(of("publicVips", list).complaints).toEqual([]);
    },
  );
});
