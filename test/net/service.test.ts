// Every way to write a protocol and ports (facts, section 2: Protocol, Port, ServiceTemplate members).
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  EVERY_SERVICE,
  parsePorts,
  parseService,
  parseServiceMember,
  PROTOCOLS,
  serviceAt,
  servicePort,
  servicePorts,
  type Protocol,
  type ServiceReading,
} from "../../src/net/service.ts";
import type { Unreadable } from "../../src/net/address.ts";

const NUMBERS = { icmp: 1, tcp: 6, udp: 17, gre: 47, icmpv6: 58 };
const at = (protocol: Protocol, ...ports: [number, number][]) =>
  ports.flatMap(([first, last]) => [
    NUMBERS[protocol] * 65536 + first,
    NUMBERS[protocol] * 65536 + last + 1,
  ]);
const whole = (protocol: Protocol) => at(protocol, [0, 65535]);

function read(reading: ServiceReading | Unreadable): ServiceReading {
  if (!reading.ok) throw new Error(reading.why);
  return reading;
}

test.each([
  // protocol, port, canonical text, set
  ["TCP", "80", "tcp/80", at("tcp", [80, 80])],
  ["tcp", "80", "tcp/80", at("tcp", [80, 80])],
  [" Tcp ", " 80 ", "tcp/80", at("tcp", [80, 80])],
  ["UDP", "53", "udp/53", at("udp", [53, 53])],
  ["TCP", "0", "tcp/0", at("tcp", [0, 0])],
  ["TCP", "65535", "tcp/65535", at("tcp", [65535, 65535])],
  ["TCP", "0-65535", "tcp/0-65535", whole("tcp")],
  ["TCP", "80,443", "tcp/80,443", at("tcp", [80, 80], [443, 443])],
  ["TCP", "443, 80", "tcp/443,80", at("tcp", [80, 80], [443, 443])],
  ["TCP", "80,81", "tcp/80,81", at("tcp", [80, 81])],
  ["TCP", "80,80", "tcp/80,80", at("tcp", [80, 80])],
  ["TCP", "8000-9000", "tcp/8000-9000", at("tcp", [8000, 9000])],
  ["TCP", "8000 - 9000", "tcp/8000-9000", at("tcp", [8000, 9000])],
  ["TCP", "8080-8080", "tcp/8080-8080", at("tcp", [8080, 8080])],
  [
    "TCP",
    "80,8000-9000,443,8500-9500",
    "tcp/80,8000-9000,443,8500-9500",
    at("tcp", [80, 80], [443, 443], [8000, 9500]),
  ],
  ["TCP", "ALL", "tcp", whole("tcp")],
  ["TCP", "all", "tcp", whole("tcp")],
  ["TCP", "All", "tcp", whole("tcp")],
  ["TCP", "", "tcp", whole("tcp")],
  ["TCP", " ", "tcp", whole("tcp")],
  ["TCP", null, "tcp", whole("tcp")],
  ["UDP", undefined, "udp", whole("udp")],
  ["ICMP", "ALL", "icmp", whole("icmp")],
  ["icmp", "", "icmp", whole("icmp")],
  ["ICMPV6", null, "icmpv6", whole("icmpv6")],
  ["ICMPv6", "ALL", "icmpv6", whole("icmpv6")],
  ["GRE", null, "gre", whole("gre")],
  ["ALL", "ALL", "all", EVERY_SERVICE],
  ["all", "", "all", EVERY_SERVICE],
  ["All", "all", "all", EVERY_SERVICE],
  ["", "", "all", EVERY_SERVICE],
  [null, null, "all", EVERY_SERVICE],
  [undefined, undefined, "all", EVERY_SERVICE],
] as const)("protocol %j, port %j", (protocol, port, text, set) => {
  expect(parseService(protocol, port)).toEqual({ ok: true, text, set });
});

test.each([
  ["TCP", "65536", /above port 65535/],
  ["TCP", "99999", /above port 65535/],
  ["UDP", "1-70000", /above port 65535/],
  ["TCP", "9000-8000", /ends before it begins/],
  ["TCP", "80,9000-8000", /ends before it begins/],
  ["TCP", "-80", /is not a port/],
  ["TCP", "80-", /is not a port/],
  ["TCP", "80,", /is not a port/],
  ["TCP", ",80", /is not a port/],
  ["TCP", "80;443", /is not a port/],
  ["TCP", "80 443", /is not a port/],
  ["TCP", "80-90-100", /is not a port/],
  ["TCP", "http", /is not a port/],
  ["TCP", "80,all", /is not a port/],
  ["TCP", "8e1", /is not a port/],
  ["TCP", "0x50", /is not a port/],
  ["TCP", "80.0", /is not a port/],
  ["TCP", "123456", /is not a port/],
  ["ALL", "80", /needs protocol TCP or UDP/],
  ["ICMP", "80", /port "80" needs protocol TCP or UDP/],
  ["icmpv6", "8", /needs protocol/],
  ["gre", "1", /needs protocol/],
  [null, "80", /needs protocol TCP or UDP/],
  ["SCTP", "80", /unknown protocol "SCTP"/],
  ["6", null, /unknown protocol/],
  ["TCP,UDP", null, /unknown protocol/],
  // Names that every object has must not pass for protocols.
  ["constructor", null, /unknown protocol/],
  ["toString", null, /unknown protocol/],
  ["__proto__", "80", /unknown protocol/],
])("refused: protocol %j, port %j", (protocol, port, why) => {
  const reading = parseService(protocol, port);
  expect(reading.ok).toBe(false);
  expect((reading as Unreadable).why).toMatch(why);
});

test("what was read before does not answer for another text", () => {
  const same = [
    ["tcp", "80"],
    ["tcp80", ""],
    ["tc", "p80"],
    ["tcp\n80", ""],
    ["tcp ", "80"],
    ["tcp 8", "0"],
  ] as const;
  for (let twice = 0; twice < 2; twice++)
    expect(same.map(([protocol, port]) => parseService(protocol, port).ok)).toEqual([
      true,
      false,
      false,
      false,
      true,
      false,
    ]);
});

describe("service template members", () => {
  test.each([
    ["tcp:80", at("tcp", [80, 80])],
    ["TCP:80,443", at("tcp", [80, 80], [443, 443])],
    ["tcp:3306-20000", at("tcp", [3306, 20000])],
    ["udp:all", whole("udp")],
    ["UDP:ALL", whole("udp")],
    ["tcp:", whole("tcp")],
    ["tcp", whole("tcp")],
    ["icmp", whole("icmp")],
    ["ICMPV6", whole("icmpv6")],
    ["gre", whole("gre")],
    ["icmp:all", whole("icmp")],
    [" tcp : 80 , 443 ", at("tcp", [80, 80], [443, 443])],
    ["Tcp: 8000 - 9000", at("tcp", [8000, 9000])],
    ["all", EVERY_SERVICE],
  ])("%j", (text, set) => {
    expect(read(parseServiceMember(text)).set).toEqual(set);
  });

  test("a port of icmp is refused", () => {
    expect(parseServiceMember("icmp:8")).toMatchObject({ ok: false });
  });

  test.each([
    ["", /names no protocol/],
    [" ", /names no protocol/],
    [":80", /names no protocol/],
    ["80", /unknown protocol/],
    ["tcp:80:443", /is not a port/],
    ["tcp/80", /unknown protocol/],
    ["tcp:65536", /above port 65535/],
    ["tcp:2-1", /ends before it begins/],
    ["all:80", /needs protocol TCP or UDP/],
  ])("refused: %j", (text, why) => {
    const reading = parseServiceMember(text);
    expect(reading.ok).toBe(false);
    expect((reading as Unreadable).why).toMatch(why);
  });
});

test("a list of ports is the set of its numbers, in any order and with overlaps", () => {
  const port = fc.constantFrom(0, 1, 2, 79, 80, 81, 443, 65534, 65535);
  const item = fc.tuple(port, port, fc.boolean());
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 5 }), (items) => {
      const ranges = items.map(([a, b, single]) =>
        single ? [a, a] : [Math.min(a, b), Math.max(a, b)],
      );
      const text = ranges.map(([a, b]) => (a === b ? `${a}` : `${a}-${b}`)).join(",");
      const ports = parsePorts(text);
      if (!ports.ok) throw new Error(ports.why);
      for (const [a, b] of ranges)
        for (const x of [a! - 1, a!, b!, b! + 1]) {
          const inside = ports.set.filter((end) => end <= x).length % 2 === 1;
          expect(inside, `${x} in ${text}`).toBe(ranges.some(([lo, hi]) => lo! <= x && x <= hi!));
        }
    }),
  );
});

test("points of the service line", () => {
  expect(PROTOCOLS).toEqual(NUMBERS);
  expect(servicePort("tcp", 0)).toEqual([393216, 393217]);
  expect(servicePort("udp", 65535)).toEqual([17 * 65536 + 65535, 18 * 65536]);
  expect(servicePorts("tcp", 1024, 65535)).toEqual(at("tcp", [1024, 65535]));
  expect(EVERY_SERVICE).toEqual([0, 256 * 65536]);
  for (const [name, number] of Object.entries(NUMBERS))
    for (const port of [0, 80, 65535])
      expect(serviceAt(number * 65536 + port)).toEqual({ protocol: name, number, port });
  expect(serviceAt(0)).toEqual({ protocol: null, number: 0, port: 0 });
  expect(serviceAt(256 * 65536 - 1)).toEqual({ protocol: null, number: 255, port: 65535 });
});
