// Every way to write an address (facts, section 2: CidrBlock, Ipv6CidrBlock, AddressTemplate members), and
// the traps of ip-cidr that the reader must keep away.
import fc from "fast-check";
import IPCIDR from "ip-cidr";
import { describe, expect, test } from "vitest";
import {
  EVERY_ADDRESS,
  EVERY_IPV4,
  EVERY_IPV6,
  groupMeaning,
  NO_ADDRESS,
  parseCidr,
  parseIp,
  parseMember,
  printAddress,
  uniteAddresses,
  type AddressReading,
  type AddressSet,
  type Unreadable,
} from "../../src/net/address.ts";

const V6_TOP = 1n << 128n;
const v4 = (first: number, last: number): AddressSet => ({ v4: [first, last + 1], v6: [] });
const v6 = (first: bigint, last: bigint): AddressSet => ({ v4: [], v6: [first, last + 1n] });

function read(reading: AddressReading | Unreadable): AddressReading {
  if (!reading.ok) throw new Error(reading.why);
  return reading;
}

describe("IPv4", () => {
  test.each([
    ["0.0.0.0", "0.0.0.0", 0, 0],
    ["255.255.255.255", "255.255.255.255", 2 ** 32 - 1, 2 ** 32 - 1],
    ["10.0.0.1", "10.0.0.1", 0x0a000001, 0x0a000001],
    ["0.0.0.0/0", "0.0.0.0/0", 0, 2 ** 32 - 1],
    ["0.0.0.0/1", "0.0.0.0/1", 0, 0x7fffffff],
    ["128.0.0.0/1", "128.0.0.0/1", 0x80000000, 2 ** 32 - 1],
    ["10.0.0.0/8", "10.0.0.0/8", 0x0a000000, 0x0affffff],
    ["100.64.0.0/10", "100.64.0.0/10", 0x64400000, 0x647fffff],
    ["255.255.255.254/31", "255.255.255.254/31", 2 ** 32 - 2, 2 ** 32 - 1],
    ["192.0.2.7/32", "192.0.2.7/32", 0xc0000207, 0xc0000207],
  ])("%s", (text, canonical, first, last) => {
    expect(parseCidr(text)).toEqual({
      ok: true,
      text: canonical,
      family: 4,
      set: v4(first, last),
      hostBits: false,
      zeroPrefix: text === "0.0.0.0/1",
    });
  });

  test.each([
    ["10.0.0.5/8", "10.0.0.0/8", 0x0a000000, 0x0affffff],
    ["203.0.113.255/25", "203.0.113.128/25", 0xcb007180, 0xcb0071ff],
    ["1.2.3.4/0", "0.0.0.0/0", 0, 2 ** 32 - 1],
    ["10.0.0.1/31", "10.0.0.0/31", 0x0a000000, 0x0a000001],
  ])("%s has host bits and means %s", (text, canonical, first, last) => {
    const reading = read(parseCidr(text));
    expect(reading).toMatchObject({ text: canonical, hostBits: true, zeroPrefix: false });
    expect(reading.set).toEqual(v4(first, last));
  });

  test("0.0.0.0/n is everything in a CidrBlock, and itself elsewhere, for every n", () => {
    for (let n = 0; n <= 32; n++) {
      const reading = read(parseCidr(`0.0.0.0/${n}`));
      expect(reading.zeroPrefix).toBe(n > 0);
      expect(reading.hostBits).toBe(false);
      expect(reading.set).toEqual(v4(0, 2 ** (32 - n) - 1));
      expect(groupMeaning(reading)).toEqual(EVERY_IPV4);
    }
  });

  test.each(["0.0.0.0", "10.0.0.0/8", "0.0.0.1/32", "::/8", "::", "::/0"])(
    "%s means itself in a CidrBlock",
    (text) => {
      const reading = read(parseCidr(text));
      expect(reading.zeroPrefix).toBe(false);
      expect(groupMeaning(reading)).toBe(reading.set);
    },
  );
});

describe("IPv6", () => {
  const db8 = 0x20010db8n << 96n;
  test.each([
    ["::", "::", 0n, 0n],
    ["::1", "::1", 1n, 1n],
    ["0:0:0:0:0:0:0:1", "::1", 1n, 1n],
    ["::/0", "::/0", 0n, V6_TOP - 1n],
    ["8000::/1", "8000::/1", 1n << 127n, V6_TOP - 1n],
    ["2001:db8::", "2001:db8::", db8, db8],
    ["2001:DB8::/32", "2001:db8::/32", db8, db8 + (1n << 96n) - 1n],
    ["2001:0db8:0000:0000:0000:0000:0000:0005", "2001:db8::5", db8 + 5n, db8 + 5n],
    ["2001:db8::5/128", "2001:db8::5/128", db8 + 5n, db8 + 5n],
    ["2001:db8:0:0:1::1", "2001:db8::1:0:0:1", db8 + (1n << 48n) + 1n, db8 + (1n << 48n) + 1n],
    [
      "1:2:3:4:5:6:7::",
      "1:2:3:4:5:6:7:0",
      0x1000200030004000500060007n << 16n,
      0x1000200030004000500060007n << 16n,
    ],
    [
      "::2:3:4:5:6:7:8",
      "0:2:3:4:5:6:7:8",
      0x2000300040005000600070008n,
      0x2000300040005000600070008n,
    ],
    [
      "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      V6_TOP - 1n,
      V6_TOP - 1n,
    ],
    ["fe80::/10", "fe80::/10", 0xfe8n << 116n, (0xfecn << 116n) - 1n],
    // An embedded IPv4 address is a spelling of the last 32 bits, never an IPv4 address.
    ["::ffff:10.0.0.1", "::ffff:a00:1", 0xffff0a000001n, 0xffff0a000001n],
    ["::FFFF:10.0.0.0/104", "::ffff:a00:0/104", 0xffff0a000000n, 0xffff0affffffn],
    ["::1.2.3.4", "::102:304", 0x01020304n, 0x01020304n],
    [
      "64:ff9b::192.0.2.33",
      "64:ff9b::c000:221",
      (0x64ff9bn << 96n) + 0xc0000221n,
      (0x64ff9bn << 96n) + 0xc0000221n,
    ],
    [
      "1:2:3:4:5:6:255.255.255.255",
      "1:2:3:4:5:6:ffff:ffff",
      (0x100020003000400050006n << 32n) + 0xffffffffn,
      (0x100020003000400050006n << 32n) + 0xffffffffn,
    ],
  ])("%s", (text, canonical, first, last) => {
    expect(parseCidr(text)).toEqual({
      ok: true,
      text: canonical,
      family: 6,
      set: v6(first, last),
      hostBits: false,
      zeroPrefix: false,
    });
  });

  test.each([
    ["2001:db8::5/32", "2001:db8::/32"],
    ["::1/0", "::/0"],
    ["::ffff:10.0.0.5/104", "::ffff:a00:0/104"],
    ["ffff::ffff/127", "ffff::fffe/127"],
  ])("%s has host bits and means %s", (text, canonical) => {
    const reading = read(parseCidr(text));
    expect(reading).toMatchObject({ text: canonical, hostBits: true });
    expect(reading.set).toEqual(read(parseCidr(canonical)).set);
  });
});

describe("refused", () => {
  test.each([
    ["", /not an IP/],
    [" ", /not an IP/],
    ["any", /not an IP/],
    ["MY_PUBLIC_IP", /not an IP/],
    ["sg-12345678", /not an IP/],
    ["10.0.0", /not an IP/],
    ["10.0.0.1.2", /not an IP/],
    ["10.0.0.", /not an IP/],
    ["10.0.0.1 ", /not an IP/],
    ["10.0.0.-1", /not an IP/],
    ["0x0a.0.0.1", /not an IP/],
    ["１０.0.0.1", /not an IP/],
    ["10.0.0.1/8/8", /not an IP/],
    ["/8", /not an IP/],
    ["256.0.0.0", /above 255/],
    ["10.0.0.999/8", /above 255/],
    ["010.0.0.1", /leading zero/],
    ["10.0.0.01/32", /leading zero/],
    ["10.00.0.0/8", /leading zero/],
    ["10.0.0.0/", /prefix length/],
    ["10.0.0.0/-1", /prefix length/],
    ["10.0.0.0/08", /prefix length/],
    ["10.0.0.0/ 8", /prefix length/],
    ["10.0.0.0/8.0", /prefix length/],
    ["10.0.0.0/1e1", /prefix length/],
    ["10.0.0.0/255.0.0.0", /prefix length/],
    ["10.0.0.0/33", /above 32/],
    ["::/129", /above 128/],
    ["::/0128", /prefix length/],
    [":", /not an IP/],
    [":::", /not an IP/],
    ["1::2::3", /not an IP/],
    ["1:2:3:4:5:6:7", /not an IP/],
    ["1:2:3:4:5:6:7:8:9", /not an IP/],
    ["1:2:3:4:5:6:7:8::", /not an IP/],
    ["12345::", /not an IP/],
    ["g::", /not an IP/],
    ["fe80::1%eth0", /not an IP/],
    ["[::1]", /not an IP/],
    ["1.2.3.4::", /not an IP/],
    ["::1.2.3", /not an IP/],
    ["::1.2.3.4:5", /not an IP/],
    ["::ffff:1.2.3.256", /above 255/],
    ["::ffff:10.0.0.01", /leading zero/],
    ["1:2:3:4:5:6:7:1.2.3.4", /not an IP/],
    ["10.0.0.0-10.0.0.9", /not an IP/],
    ["1".repeat(5000), /not an IP/],
  ])("%j", (text, why) => {
    const reading = parseCidr(text);
    expect(reading).toMatchObject({ ok: false });
    expect((reading as Unreadable).why).toMatch(why);
  });

  test("whatever text comes, the reader answers, and what it accepts can be read again", () => {
    const unit = fc.constantFrom(..."0123456789abcdef:./- %xg");
    const written = fc.constantFrom(
      "10.0.0.1",
      "10.0.0.5/8",
      "::ffff:1.2.3.4/99",
      "1::2/64",
      "1.2.3.4-1.2.3.9",
      "::1-::f",
    );
    // A valid text with a few characters replaced: near enough to be accepted about half of the time.
    const near = fc
      .tuple(written, fc.nat(16), fc.nat(2), fc.string({ unit, maxLength: 2 }))
      .map(([text, from, length, put]) => text.slice(0, from) + put + text.slice(from + length));
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.oneof({ weight: 4, arbitrary: near }, { weight: 1, arbitrary: fc.string({ unit }) }),
        (text) => {
          const reading = parseMember(text);
          if (reading.ok) {
            accepted++;
            const again = read(parseMember(reading.text));
            expect(again.set).toEqual(reading.set);
            expect(again.text).toBe(reading.text);
            expect(again.hostBits).toBe(false);
          } else expect(reading.why).toContain('"');
        },
      ),
      { numRuns: 5000 },
    );
    expect(accepted).toBeGreaterThan(500);
  });
});

describe("template members", () => {
  test.each([
    ["10.0.0.1-10.0.0.100", "10.0.0.1-10.0.0.100", v4(0x0a000001, 0x0a000064)],
    ["10.0.0.1 - 10.0.0.2", "10.0.0.1-10.0.0.2", v4(0x0a000001, 0x0a000002)],
    ["10.0.0.1-10.0.0.1", "10.0.0.1-10.0.0.1", v4(0x0a000001, 0x0a000001)],
    ["9.255.255.255-10.0.0.0", "9.255.255.255-10.0.0.0", v4(0x09ffffff, 0x0a000000)],
    ["0.0.0.0-255.255.255.255", "0.0.0.0-255.255.255.255", v4(0, 2 ** 32 - 1)],
    ["::-::ffff", "::-::ffff", v6(0n, 0xffffn)],
    [
      "2001:DB8::1-2001:db8::0a",
      "2001:db8::1-2001:db8::a",
      v6((0x20010db8n << 96n) + 1n, (0x20010db8n << 96n) + 10n),
    ],
    [
      "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      v6(0n, V6_TOP - 1n),
    ],
  ])("range %s", (text, canonical, set) => {
    const reading = read(parseMember(text));
    expect(reading).toMatchObject({ text: canonical, hostBits: false, zeroPrefix: false });
    expect(reading.set).toEqual(set);
    expect(reading.family).toBe(set.v4.length > 0 ? 4 : 6);
  });

  test.each([
    ["10.0.0.2-10.0.0.1", /ends before it begins/],
    ["::2-::1", /ends before it begins/],
    ["10.0.0.1-::1", /mixes IPv4 and IPv6/],
    ["::ffff:10.0.0.1-10.0.0.2", /mixes IPv4 and IPv6/],
    ["10.0.0.0/24-10.0.1.0/24", /expected one address/],
    ["10.0.0.1-10.0.0.0/24", /expected one address/],
    ["10.0.0.1-", /not an IP/],
    ["-10.0.0.1", /not an IP/],
    ["10.0.0.1-10.0.0.2-10.0.0.3", /not an IP/],
    ["10.0.0.1-100", /not an IP/],
    ["10.0.0.01-10.0.0.2", /leading zero/],
  ])("refused: %s", (text, why) => {
    const reading = parseMember(text);
    expect(reading.ok).toBe(false);
    expect((reading as Unreadable).why).toMatch(why);
  });

  test("a member without a dash is a CIDR or an IP", () => {
    expect(parseMember("10.0.0.5/8")).toEqual(parseCidr("10.0.0.5/8"));
    expect(parseMember("2001:db8::1")).toEqual(parseCidr("2001:db8::1"));
  });
});

test("one address has no prefix", () => {
  expect(parseIp("10.0.0.1")).toEqual(parseCidr("10.0.0.1"));
  expect(parseIp("10.0.0.1/32")).toMatchObject({
    ok: false,
    why: expect.stringContaining("expected one address"),
  });
});

describe("traps of ip-cidr (each first shows that the trap is still there)", () => {
  test("contains answers yes across families; here the planes never meet", () => {
    expect(new IPCIDR("0.0.0.0/0").contains("::1")).toBe(true);
    expect(read(parseCidr("0.0.0.0/0")).set.v6).toEqual([]);
    expect(read(parseCidr("::/0")).set.v4).toEqual([]);
    expect(read(parseCidr("::ffff:0:0/96")).set.v4).toEqual([]);
  });

  test("a protocol in front of an address is accepted; here it is refused", () => {
    expect(IPCIDR.isValidCIDR("tcp:1.2.3.4/8")).toBe(true);
    const texts = ["tcp:1.2.3.4/8", "tcp:1.2.3.4", "a:1.2.3.4/8", "::tcp:1.2.3.4"];
    expect(texts.filter((text) => parseCidr(text).ok)).toEqual([]);
  });

  test("::ffff:a.b.c.d collapses to IPv4; here it stays in IPv6 with its own prefix", () => {
    const collapsed = IPCIDR.createAddress("::ffff:1.2.3.4");
    expect(collapsed.constructor.name).toBe("Address4");
    for (const prefix of [0, 8, 32, 95, 96, 104, 127, 128]) {
      const reading = read(parseCidr(`::ffff:1.2.3.4/${prefix}`));
      const size = 1n << BigInt(128 - prefix);
      const first = (0xffff01020304n / size) * size;
      expect(reading.family).toBe(6);
      expect(reading.set).toEqual(v6(first, first + size - 1n));
    }
  });
});

describe("printing and parsing are inverses", () => {
  const point4 = fc.oneof(fc.constantFrom(0, 1, 2 ** 31, 2 ** 32 - 1), fc.nat(2 ** 32 - 1));
  const hextets = fc.array(fc.constantFrom(0n, 0n, 1n, 0xdb8n, 0xffffn), {
    minLength: 8,
    maxLength: 8,
  });

  test("IPv4 addresses and CIDRs", () => {
    fc.assert(
      fc.property(point4, fc.nat(32), (point, prefix) => {
        const text = printAddress(4, BigInt(point));
        expect(read(parseCidr(text)).set).toEqual(v4(point, point));
        const size = 2 ** (32 - prefix);
        const first = Math.floor(point / size) * size;
        const reading = read(parseCidr(`${text}/${prefix}`));
        expect(reading.set).toEqual(v4(first, first + size - 1));
        expect(reading.hostBits).toBe(point !== first);
        expect(read(parseCidr(reading.text)).set).toEqual(reading.set);
      }),
    );
  });

  test("IPv6 addresses and CIDRs, in the short spelling of RFC 5952 and the long one", () => {
    fc.assert(
      fc.property(hextets, fc.nat(128), (groups, prefix) => {
        const point = groups.reduce<bigint>((sum, group) => sum * 65536n + group, 0n);
        const text = printAddress(6, point);
        const long = groups
          .map((group) => group.toString(16).padStart(4, "0").toUpperCase())
          .join(":");
        expect(read(parseCidr(text)).set).toEqual(v6(point, point));
        expect(read(parseCidr(long)).text).toBe(text);
        const size = 1n << BigInt(128 - prefix);
        const reading = read(parseCidr(`${long}/${prefix}`));
        expect(reading.set).toEqual(v6((point / size) * size, (point / size) * size + size - 1n));
        expect(read(parseCidr(reading.text)).set).toEqual(reading.set);
      }),
    );
  });

  test.each([
    [0n, "::"],
    [1n, "::1"],
    [1n << 112n, "1::"],
    [(1n << 112n) + (1n << 64n) + 1n, "1:0:0:1::1"],
    [(1n << 112n) + (1n << 32n) + 1n, "1::1:0:1"],
    [0x00010000000200030004000500060007n, "1:0:2:3:4:5:6:7"],
    [V6_TOP - 1n, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ])("RFC 5952: %s is %s", (point, text) => {
    expect(printAddress(6, point)).toBe(text);
  });
});

describe("uniteAddresses", () => {
  const texts = [
    "10.0.0.0/8",
    "11.0.0.0/8",
    "10.0.0.5",
    "0.0.0.0/0",
    "::1",
    "::/127",
    "2001:db8::/32",
    "::/0",
  ];
  test("is the union per family, for none, one, two or many sets", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...texts), { maxLength: 5 }), (chosen) => {
        const sets = chosen.map((text) => read(parseCidr(text)).set);
        const whole = uniteAddresses(sets);
        const ends = [...new Set(sets.flatMap((set) => [...set.v4.map(BigInt), ...set.v6]))];
        const holds = (line: readonly (number | bigint)[], x: bigint) =>
          line.filter((end) => BigInt(end) <= x).length % 2 === 1;
        for (const end of ends)
          for (const x of [end, end - 1n]) {
            expect(holds(whole.v4, x)).toBe(sets.some((set) => holds(set.v4, x)));
            expect(holds(whole.v6, x)).toBe(sets.some((set) => holds(set.v6, x)));
          }
      }),
    );
  });

  test("nothing, and everything", () => {
    expect(uniteAddresses([])).toEqual(NO_ADDRESS);
    expect(uniteAddresses([EVERY_IPV4, EVERY_IPV6])).toEqual(EVERY_ADDRESS);
    expect(uniteAddresses([NO_ADDRESS, EVERY_IPV6, NO_ADDRESS])).toEqual(EVERY_IPV6);
  });
});
