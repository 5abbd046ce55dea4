// One demand against a group's policies, beside JSON.parse of the same policies in the same run.
// Target: at most JSON.parse at 100 policies, half of it above.
import { judgedPolicy, type JudgedPolicy } from "../src/judge/policies.ts";
import { judge } from "../src/judge/judge.ts";
import { groupMeaning, parseCidr, uniteAddresses, type AddressSet } from "../src/net/address.ts";
import { EVERY_SERVICE, parseService, servicePort } from "../src/net/service.ts";
import { block, type Traffic } from "../src/net/traffic.ts";
import { elapsed, median, medians, ms, random, ratio, table } from "./measure.ts";
import { groupRef } from "../src/model/list.ts";

/** `DescribeSecurityGroupPolicies` as tccli saves it. */
interface ApiPolicy {
  readonly PolicyIndex: number;
  readonly Protocol: string;
  readonly Port: string;
  readonly CidrBlock: string | null;
  readonly Ipv6CidrBlock: string | null;
  readonly Action: string;
}
interface Answer {
  readonly Response: {
    readonly SecurityGroupPolicySet: { readonly Ingress: readonly ApiPolicy[] };
  };
}

const SIZES = [100, 1_000, 10_000];
const PORTS = [
  "22",
  "80",
  "443",
  "3306",
  "3389",
  "5432",
  "6379",
  "8000-9000",
  "8080",
  "8081,8443",
  "9090",
  "9200",
  "27017",
  "30000-32768",
];
const NETS = [9, 10, 11, 30, 100, 172, 192, 203];

const gateway = addresses(["9.0.0.0/8", "10.0.0.0/8", "11.0.0.0/8", "30.0.0.0/8", "100.64.0.0/10"]);
const demand: Traffic = [block(gateway, servicePort("tcp", 8080))];
const everything: Traffic = [block(addresses(["0.0.0.0/0"]), EVERY_SERVICE)];
const gateway6: Traffic = [
  block(addresses(["2001:db8::/32", "fd00::/8"]), servicePort("tcp", 8080)),
];

console.log(`judge: 5 ranges x 1 port, node ${process.version}\n`);
console.log(judgeTable("IPv4 only"));
console.log(`\n${compileTable()}`);
console.log(`\n${hurtTable()}`);
useIpv6();
console.log(`\n${judgeTable("after IPv6")}`);

/** Compiled policies: what each further route through the same groups costs. */
function judgeTable(title: string): string {
  const rows = SIZES.map((size) => {
    const text = saved(size, size);
    const policies = compile(parse(text));
    const time = medians({ parse: () => JSON.parse(text), judge: () => judge(policies, demand) });
    return [
      `${size} policies`,
      ms(time.parse),
      ms(time.judge),
      ratio(time.judge / time.parse),
      size > 100 ? "0.50" : "1.00",
    ];
  });
  return table([title, "JSON.parse", "judge", "ratio", "target"], rows);
}

/** Texts that were never seen before, so that nothing is remembered; then the same texts again. */
function compileTable(): string {
  const rows = SIZES.map((size) => {
    const texts = Array.from({ length: Math.max(5, 20_000 / size) }, (_, i) =>
      saved(size, 1_000_000 + size * 1_000 + i),
    );
    const time = (task: (text: string) => unknown) =>
      median(texts.map((text) => elapsed(() => task(text))));
    const parsing = time(parse);
    const first = time((text) => judge(compile(parse(text)), demand));
    const again = time((text) => judge(compile(parse(text)), demand));
    return [
      `${size} policies`,
      ms(parsing),
      ms(first),
      ratio(first / parsing),
      ms(again),
      ratio(again / parsing),
    ];
  });
  return table(
    ["text to verdict", "JSON.parse", "new texts", "ratio", "seen texts", "ratio"],
    rows,
  );
}

/** Lists made to hurt, each against all of IPv4. */
function hurtTable(): string {
  const half = Array.from({ length: 1_000 }, (_, i) => i);
  const host = (i: number) => `10.0.${i >> 7}.${(2 * i) & 255}`;
  const lists: [string, ApiPolicy[]][] = [
    [
      "1,000 host drops between 1,000 ports",
      half.flatMap((i) => [
        policy(2 * i, "DROP", host(i), "ALL", "ALL"),
        policy(2 * i + 1, "ACCEPT", "0.0.0.0/0", "TCP", String(1_000 + 2 * i)),
      ]),
    ],
    [
      "2,000 host x port pairs",
      [...half, ...half].map((_, n) =>
        policy(n, n % 2 ? "ACCEPT" : "DROP", host(n), "TCP", String(2 * n)),
      ),
    ],
    [
      "2,000 hosts with overlapping port ranges",
      [...half, ...half].map((i, n) => policy(n, "ACCEPT", host(n), "TCP", `${i}-${i + 2_000}`)),
    ],
  ];
  const rows = lists.map(([name, list]) => {
    const text = answer(list);
    const policies = compile(parse(text));
    const few = { rounds: 7, sample: 1 };
    const time = medians(
      {
        parse: () => JSON.parse(text),
        one: () => judge(policies, demand),
        all: () => judge(policies, everything),
      },
      few,
    );
    return [
      name,
      ms(time.parse),
      ms(time.one),
      ratio(time.one / time.parse),
      ms(time.all),
      ratio(time.all / time.parse),
    ];
  });
  return table(["made to hurt", "JSON.parse", "5 x 1", "ratio", "all IPv4", "ratio"], rows);
}

/** Runs the set algebra on bigints for a while: the same code must stay fast for IPv4 afterwards. */
function useIpv6(): void {
  const next = random(6);
  const list = Array.from({ length: 1_000 }, (_, i) => ({
    ...policy(i, next() < 0.5 ? "ACCEPT" : "DROP", "", "TCP", next() < 0.5 ? "8080" : "ALL"),
    CidrBlock: null,
    Ipv6CidrBlock: `2001:db8:${Math.floor(next() * 65536).toString(16)}::/48`,
  }));
  const policies = compile(list);
  for (let i = 0; i < 30; i++) judge(policies, gateway6);
}

function compile(list: readonly ApiPolicy[]): JudgedPolicy[] {
  return list.map((one, index) => {
    const peer = parseCidr(one.CidrBlock ?? one.Ipv6CidrBlock ?? "");
    const service = parseService(one.Protocol, one.Port);
    if (!peer.ok || !service.ok) throw new Error(`unreadable: ${JSON.stringify(one)}`);
    const set = groupMeaning(peer);
    return judgedPolicy(
      { list: groupRef("sg-bench"), index, place: null },
      { value: one.Action === "ACCEPT" ? "ACCEPT" : "DROP", facts: [] },
      { sure: set, maybe: set, facts: [] },
      { sure: service.set, maybe: service.set, facts: [] },
    );
  });
}

function parse(text: string): readonly ApiPolicy[] {
  return (JSON.parse(text) as Answer).Response.SecurityGroupPolicySet.Ingress;
}

/** A saved answer of `size` policies; the last ones accept the gateway, so that the walk goes to the end. */
function saved(size: number, seed: number): string {
  const next = random(seed);
  const choose = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)]!;
  const source = () => {
    const bits = choose([16, 20, 24, 24, 28, 32, 32, 32]);
    const address = ((choose(NETS) << 24) | Math.floor(next() * 2 ** 24)) >>> 0;
    const masked = (address - (address % 2 ** (32 - bits))) >>> 0;
    const ip = [24, 16, 8, 0].map((shift) => (masked >>> shift) & 255).join(".");
    return bits === 32 ? ip : `${ip}/${bits}`;
  };
  const list = Array.from({ length: size }, (_, i) => {
    if (i >= size - 2)
      return policy(i, "ACCEPT", i % 2 ? "10.0.0.0/8" : "9.0.0.0/8", "TCP", "8080");
    const protocol = choose(["TCP", "TCP", "TCP", "TCP", "UDP", "UDP", "ICMP", "ALL"]);
    const ports = protocol === "TCP" || protocol === "UDP" ? choose(PORTS) : "ALL";
    return policy(i, next() < 0.8 ? "ACCEPT" : "DROP", source(), protocol, ports);
  });
  return answer(list);
}

function policy(index: number, action: string, cidr: string, protocol: string, port: string) {
  return {
    PolicyIndex: index,
    Protocol: protocol,
    Port: port,
    ServiceTemplate: { ServiceId: "", ServiceGroupId: "" },
    CidrBlock: cidr,
    Ipv6CidrBlock: null,
    SecurityGroupId: "",
    AddressTemplate: { AddressId: "", AddressGroupId: "" },
    Action: action,
    PolicyDescription: `policy ${index} of the benchmark`,
    ModifyTime: "2024-11-05 10:20:30",
  };
}

function answer(list: readonly ApiPolicy[]): string {
  return JSON.stringify({
    Response: {
      SecurityGroupPolicySet: { Version: "7", Ingress: list, Egress: [] },
      RequestId: "1f0c",
    },
  });
}

function addresses(texts: readonly string[]): AddressSet {
  return uniteAddresses(
    texts.map((text) => {
      const reading = parseCidr(text);
      if (!reading.ok) throw new Error(reading.why);
      return reading.set;
    }),
  );
}
