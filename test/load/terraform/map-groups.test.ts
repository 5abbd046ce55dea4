// Security groups in the three dialects of their rules, and templates.
import { describe, expect, test } from "vitest";
import type { Policy, SecurityGroup } from "../../../src/model/inventory.ts";
import { isUnknown, type Known } from "../../../src/model/unknown.ts";
import {
  derived,
  mapped,
  path,
  ref,
  set,
  template,
  unknown,
  type Bodies,
  type Value,
} from "./stacks.ts";
import { message } from "../../../src/words/index.ts";

const A = "tencentcloud_security_group.a";
const SET = "tencentcloud_security_group_rule_set.a";
const LITE = "tencentcloud_security_group_lite_rule.a";

function group(bodies: Bodies, id = A): SecurityGroup {
  return mapped(bodies).groups.find((one) => one.id === id)!;
}

/** `ACCEPT 10.0.0.0/8 tcp/80`, with `?` for what is unknown. */
function line({ action, peer, service }: Policy): string {
  const who = isUnknown(peer)
    ? "?"
    : peer.kind === "addresses"
      ? peer.text
      : `${peer.kind}:${peer.id}`;
  const what = isUnknown(service)
    ? "?"
    : service.kind === "services"
      ? service.text
      : `${service.kind}:${service.id}`;
  return `${isUnknown(action) ? "?" : action} ${who} ${what}`;
}

function lines(list: Known<readonly Policy[]>): string | string[] {
  return isUnknown(list) ? `? ${list.fact.text}` : list.map(line);
}

const NAMED = {
  [A]: { name: "orders", id: "sg-aaaaaaaa" },
  "tencentcloud_security_group.b": { name: "edge", id: "sg-bbbbbbbb" },
  "tencentcloud_address_template.t": { addresses: ["10.0.0.0/8"] },
  "tencentcloud_address_template_group.tg": {
    template_ids: [ref("tencentcloud_address_template.t.id")],
  },
  "tencentcloud_protocol_template.p": { protocols: ["tcp:80"] },
  "tencentcloud_protocol_template_group.pg": {
    template_ids: [ref("tencentcloud_protocol_template.p.id")],
  },
} satisfies Bodies;

describe("a group", () => {
  test("without rules admits nothing, and its members are open", () => {
    const found = group({ [A]: { name: "orders" } });
    expect(found).toMatchObject({ name: "orders", ingress: [], egress: [] });
    expect(found.membersUnknown?.text).toContain("other configurations");
    expect(path(found.place)).toBe(A);
  });

  test("that may not exist has unknown rules", () => {
    const found = group({ [`?${A}`]: { name: "a" } });
    expect(isUnknown(found.ingress) && found.ingress.fact.text).toContain(
      "whether tencentcloud_security_group.a exists",
    );
  });

  test("of a module names the call", () => {
    const id = "module.web.tencentcloud_security_group.a";
    const [call] = group({ [id]: {} }, id).related!;
    expect(call).toMatchObject({ label: "called as module.web" });
    expect(path(call!.place)).toBe("module.web");
  });
});

describe("rule_set", () => {
  const rule = (fields: Record<string, Value>) =>
    lines(
      group({
        ...NAMED,
        [SET]: { security_group_id: ref(`${A}.id`), ingress: [{ action: "ACCEPT", ...fields }] },
      }).ingress,
    );

  test.each<[Record<string, Value>, string]>([
    [{ cidr_block: "10.0.0.0/8", protocol: "TCP", port: "80,443" }, "ACCEPT 10.0.0.0/8 tcp/80,443"],
    [{ cidr_block: "10.0.0.1" }, "ACCEPT 10.0.0.1 all"],
    [
      { action: "drop", cidr_block: "0.0.0.0/0", port: "ALL", protocol: "all" },
      "DROP 0.0.0.0/0 all",
    ],
    [{ ipv6_cidr_block: "2001:db8::/32", protocol: "ICMPv6" }, "ACCEPT 2001:db8::/32 icmpv6"],
    [
      { cidr_block: "10.0.0.0/8", ipv6_cidr_block: "", source_security_id: null },
      "ACCEPT 10.0.0.0/8 all",
    ],
    [
      { source_security_id: ref("tencentcloud_security_group.b.id") },
      "ACCEPT group:tencentcloud_security_group.b all",
    ],
    [{ source_security_id: "sg-bbbbbbbb" }, "ACCEPT group:tencentcloud_security_group.b all"],
    [{ source_security_id: "sg-12345678" }, "ACCEPT group:sg-12345678 all"],
    [{ source_security_id: derived("tencentcloud_security_group.b.id") }, "ACCEPT ? all"],
    [
      { source_security_id: ref("data.tencentcloud_security_group.x.id") },
      "ACCEPT group:data.tencentcloud_security_group.x.id all",
    ],
    [
      {
        source_security_id: ref(
          "tencentcloud_security_group.a.id",
          "tencentcloud_security_group.b.id",
        ),
      },
      "ACCEPT ? all",
    ],
    [
      { address_template_id: ref("tencentcloud_address_template.t.id") },
      "ACCEPT address-template:tencentcloud_address_template.t all",
    ],
    [
      { address_template_group: ref("tencentcloud_address_template_group.tg.id") },
      "ACCEPT address-template-group:tencentcloud_address_template_group.tg all",
    ],
    [
      { cidr_block: "10.0.0.0/8", service_template_id: ref("tencentcloud_protocol_template.p.id") },
      "ACCEPT 10.0.0.0/8 service-template:tencentcloud_protocol_template.p",
    ],
    [
      { cidr_block: "10.0.0.0/8", service_template_group: "ppmg-12345678" },
      "ACCEPT 10.0.0.0/8 service-template-group:ppmg-12345678",
    ],
    [{ cidr_block: unknown(), protocol: "TCP", port: "80" }, "ACCEPT ? tcp/80"],
    [{ cidr_block: "10.0.0.0/8", protocol: "TCP", port: unknown() }, "ACCEPT 10.0.0.0/8 ?"],
    [{ action: unknown(), cidr_block: "10.0.0.0/8" }, "? 10.0.0.0/8 all"],
    [{ cidr_block: "10.0.0.0/33" }, "ACCEPT ? all"],
    [{ cidr_block: "2001:db8::/32" }, "ACCEPT ? all"],
    [{ protocol: "TCP", port: "80" }, "ACCEPT ? tcp/80"],
  ])("%j", (fields, expected) => {
    expect(rule(fields)).toEqual([expected]);
  });

  test("keeps the order of the blocks, each at its own place; a block that is unknown stays in between", () => {
    const found = group({
      [A]: {},
      [SET]: {
        security_group_id: ref(`${A}.id`),
        ingress: [
          { action: "ACCEPT", cidr_block: "10.0.0.0/8" },
          unknown(),
          { action: "DROP", cidr_block: "0.0.0.0/0" },
        ],
        egress: [{ action: "ACCEPT", cidr_block: "0.0.0.0/0" }],
      },
    });
    expect(lines(found.ingress)).toEqual(["ACCEPT 10.0.0.0/8 all", "? ? ?", "DROP 0.0.0.0/0 all"]);
    expect(lines(found.egress)).toEqual(["ACCEPT 0.0.0.0/0 all"]);
    expect((found.ingress as Policy[]).map(({ place }) => path(place))).toEqual(
      [0, 1, 2].map((i) => `${SET}/ingress/${i}`),
    );
  });

  test("an unknown list of blocks leaves one direction unknown", () => {
    const found = group({
      [A]: {},
      [SET]: {
        security_group_id: ref(`${A}.id`),
        ingress: unknown(message("terraform.unset-variable", "x")),
      },
    });
    expect(lines(found.ingress)).toContain('variable "x" has no value');
    expect(found.egress).toEqual([]);
  });

  test("reaches its group through another rule resource, and by a foreign id makes a group of its own", () => {
    const egress = {
      "tencentcloud_security_group_rule_set.b": { security_group_id: "sg-12345678", egress: [] },
    };
    expect(group(egress, "sg-12345678")).toMatchObject({ ingress: [], egress: [] });
  });

  test.each([
    [
      { action: "ACCEPT", cidr_block: "10.0.0.0/8", source_security_id: "sg-12345678" },
      "several-sources",
    ],
    [
      { action: "ACCEPT", cidr_block: "10.0.0.0/8", protocol: "ICMP", port: "80" },
      "port-without-tcp-udp",
    ],
    [{ action: "ACCEPT", cidr_block: "10.0.0.0/8", port: "80" }, "port-without-tcp-udp"],
  ])("%j is %s", (rule_, kind) => {
    const { flaws, complaints } = mapped({
      [A]: {},
      [SET]: { security_group_id: ref(`${A}.id`), ingress: [rule_] },
    });
    expect(flaws.map((flaw) => [flaw.kind, flaw.group])).toEqual([[kind, A]]);
    expect(complaints).toEqual([]);
    expect(path(flaws[0]!.place)).toContain(`${SET}/ingress/0`);
  });

  test("that may not exist leaves the group unknown; one whose group is unknown leaves every group without rules so", () => {
    const bodies = { [A]: {}, [`?${SET}`]: { security_group_id: ref(`${A}.id`), ingress: [] } };
    expect(lines(group(bodies).ingress)).toContain("exists is not known");
    const stray = { [A]: {}, [SET]: { security_group_id: unknown(), ingress: [] } };
    expect(lines(group(stray).ingress)).toContain(SET);
  });
});

describe("lite_rule", () => {
  const lite = (...rules: readonly Value[]) => {
    const draft = mapped({
      ...NAMED,
      [LITE]: { security_group_id: ref(`${A}.id`), ingress: rules },
    });
    return { ...draft, ingress: lines(draft.groups.find(({ id }) => id === A)!.ingress) };
  };

  test.each<[Value, string]>([
    ["ACCEPT#10.0.0.0/8#80,443#TCP", "ACCEPT 10.0.0.0/8 tcp/80,443"],
    ["DROP#0.0.0.0/0#ALL#ALL", "DROP 0.0.0.0/0 all"],
    ["ACCEPT#10.0.0.1#8000-9000#UDP", "ACCEPT 10.0.0.1 udp/8000-9000"],
    ["ACCEPT#2001:db8::/32#ALL#ICMP", "ACCEPT 2001:db8::/32 icmp"],
    ["ACCEPT#sg-bbbbbbbb#80#TCP", "ACCEPT group:tencentcloud_security_group.b tcp/80"],
    ["ACCEPT#sg-12345678#80#TCP", "ACCEPT group:sg-12345678 tcp/80"],
    ["ACCEPT#ipm-12345678#ALL#TCP", "ACCEPT address-template:ipm-12345678 tcp"],
    ["ACCEPT#ipmg-12345678#ALL#TCP", "ACCEPT address-template-group:ipmg-12345678 tcp"],
    ["ACCEPT#0.0.0.0/0##ppm-12345678", "ACCEPT 0.0.0.0/0 service-template:ppm-12345678"],
    [
      "ACCEPT#0.0.0.0/0#nonsense#ppmg-12345678",
      "ACCEPT 0.0.0.0/0 service-template-group:ppmg-12345678",
    ],
    [
      template("ACCEPT#", ref("tencentcloud_security_group.b.id"), "#80#TCP"),
      "ACCEPT group:tencentcloud_security_group.b tcp/80",
    ],
    [
      template("ACCEPT#", ref("tencentcloud_address_template.t.id"), "#80#TCP"),
      "ACCEPT address-template:tencentcloud_address_template.t tcp/80",
    ],
    [
      template("ACCEPT#10.0.0.0/8#ALL#", ref("tencentcloud_protocol_template.p.id")),
      "ACCEPT 10.0.0.0/8 service-template:tencentcloud_protocol_template.p",
    ],
    [template("ACCEPT#", unknown(), "#80#TCP"), "ACCEPT ? tcp/80"],
    [template("ACCEPT#", unknown(), "/32#80#TCP"), "ACCEPT ? tcp/80"],
    [template("ACCEPT#10.0.0.0/8#", unknown(), "#TCP"), "ACCEPT 10.0.0.0/8 ?"],
    [template("ACCEPT#10.0.0.0/8#80#", unknown()), "ACCEPT 10.0.0.0/8 ?"],
    [template(unknown(), "#10.0.0.0/8#80#TCP"), "? 10.0.0.0/8 tcp/80"],
    [template("ACCEPT#", unknown()), "ACCEPT ? ?"],
    [template("ACC", unknown()), "? ? ?"],
    [unknown(), "? ? ?"],
  ])("%j", (rule, expected) => {
    const { ingress, flaws, complaints } = lite(rule);
    expect(ingress).toEqual([expected]);
    expect(flaws.map(({ kind }) => kind)).toEqual(["deprecated-lite-rule"]);
    expect(complaints).toEqual([]);
  });

  test.each<[string, string, RegExp]>([
    ["accept#10.0.0.0/8#80#TCP", "? 10.0.0.0/8 tcp/80", /capitals/],
    ["ACCEPT# 10.0.0.0/8#80#TCP", "ACCEPT ? tcp/80", /not an IP address/],
    ["ACCEPT#10.0.0.0/8#80#tcp", "ACCEPT 10.0.0.0/8 ?", /TCP, UDP, ICMP, ALL/],
    ["ACCEPT#10.0.0.0/8#80#ICMP", "ACCEPT 10.0.0.0/8 ?", /must be ALL/],
    ["ACCEPT#10.0.0.0/8#80#ALL", "ACCEPT 10.0.0.0/8 ?", /must be ALL/],
    ["ACCEPT#10.0.0.0/8##TCP", "ACCEPT 10.0.0.0/8 ?", /ALL, 80/],
    ["ACCEPT#10.0.0.0/8#80-90,100#TCP", "ACCEPT 10.0.0.0/8 ?", /ALL, 80/],
    ["ACCEPT#10.0.0.0/8#70000#TCP", "ACCEPT 10.0.0.0/8 ?", /65535/],
    ["ACCEPT#sg-123#80#TCP", "ACCEPT ? tcp/80", /8 characters/],
    ["ACCEPT#10.0.0.0/8#80", "? ? ?", /3 parts, expected 4/],
    ["ACCEPT#10.0.0.0/8#80#TCP#web", "? ? ?", /5 parts/],
    ["", "? ? ?", /1 part/],
  ])("%j fails at apply", (rule, expected, why) => {
    const { ingress, flaws } = lite(rule);
    expect(ingress).toEqual([expected]);
    const flaw = flaws.find(({ kind }) => kind === "invalid-lite-rule");
    expect(flaw?.message).toMatch(why);
    expect(path(flaw!.place)).toBe(`${LITE}/ingress/0`);
  });
});

describe("security_group_rule", () => {
  const rules = (...list: readonly Record<string, Value>[]) => {
    const named = list.map((rule, i) => [
      `tencentcloud_security_group_rule.r${i}`,
      { security_group_id: ref(`${A}.id`), type: "ingress", ...rule },
    ]);
    return mapped({ ...NAMED, ...(Object.fromEntries(named) as Bodies) });
  };
  const own = (draft: ReturnType<typeof mapped>) => draft.groups.find(({ id }) => id === A)!;
  const accept = { policy: "accept", cidr_ip: "10.0.0.0/8", ip_protocol: "tcp", port_range: "80" };
  const drop = { policy: "drop", cidr_ip: "10.1.0.0/16" };

  test.each<[Record<string, Value>, string]>([
    [accept, "ACCEPT 10.0.0.0/8 tcp/80"],
    [{ policy: "DROP", cidr_ip: "2001:db8::/32" }, "DROP 2001:db8::/32 all"],
    [
      { policy: "ACCEPT", source_sgid: ref("tencentcloud_security_group.b.id") },
      "ACCEPT group:tencentcloud_security_group.b all",
    ],
    [
      {
        policy: "accept",
        address_template: [{ template_id: ref("tencentcloud_address_template.t.id") }],
      },
      "ACCEPT address-template:tencentcloud_address_template.t all",
    ],
    [
      { policy: "accept", address_template: [{ template_id: "", group_id: "ipmg-12345678" }] },
      "ACCEPT address-template-group:ipmg-12345678 all",
    ],
    [
      {
        policy: "accept",
        cidr_ip: "10.0.0.0/8",
        protocol_template: [{ template_id: "ppm-12345678" }],
      },
      "ACCEPT 10.0.0.0/8 service-template:ppm-12345678",
    ],
  ])("%j", (rule, expected) => {
    expect(lines(own(rules(rule)).ingress)).toEqual([expected]);
  });

  test("goes to its direction", () => {
    const found = own(rules({ ...accept, type: "Egress" }));
    expect([lines(found.ingress), lines(found.egress)]).toEqual([[], ["ACCEPT 10.0.0.0/8 tcp/80"]]);
  });

  test.each<[string, Record<string, Value>[], boolean]>([
    ["of one action", [accept, { ...accept, cidr_ip: "0.0.0.0/0" }], false],
    ["that accept and drop the same", [accept, drop], true],
    ["that accept and drop other addresses", [accept, { ...drop, cidr_ip: "11.0.0.0/8" }], false],
    ["that accept and drop other ports", [accept, { ...drop, ip_protocol: "udp" }], false],
    ["of an unknown action", [accept, { ...drop, policy: unknown() }], true],
    [
      "with distinct indexes",
      [
        { ...accept, policy_index: 1 },
        { ...drop, policy_index: 0 },
      ],
      false,
    ],
    [
      "with equal indexes",
      [
        { ...accept, policy_index: 0 },
        { ...drop, policy_index: 0 },
      ],
      true,
    ],
    ["of which one has an index", [accept, { ...drop, policy_index: 0 }], true],
    [
      "that depend on each other",
      [accept, { ...drop, depends_on: ["tencentcloud_security_group_rule.r0"] }],
      false,
    ],
  ])("rules %s", (_, list, isOpen) => {
    const draft = rules(...list);
    expect((own(draft).unordered ?? null) !== null).toBe(isOpen);
    expect(draft.flaws.some(({ kind }) => kind === "order-dependent")).toBe(isOpen);
  });

  test("indexes and dependencies make the order", () => {
    const indexed = rules({ ...accept, policy_index: 1 }, { ...drop, policy_index: 0 });
    expect(lines(own(indexed).ingress)).toEqual([
      "DROP 10.1.0.0/16 all",
      "ACCEPT 10.0.0.0/8 tcp/80",
    ]);
    const waiting = rules(accept, {
      ...drop,
      depends_on: [ref("tencentcloud_security_group_rule.r0")],
    });
    expect(lines(own(waiting).ingress)).toEqual([
      "DROP 10.1.0.0/16 all",
      "ACCEPT 10.0.0.0/8 tcp/80",
    ]);
  });

  test("on a group of elsewhere is not all that it holds", () => {
    const draft = rules({ ...accept, security_group_id: "sg-12345678" });
    expect(lines(draft.groups.find(({ id }) => id === "sg-12345678")!.ingress)).toContain(
      "others than those declared",
    );
  });
});

test("rule resources that undo each other leave the group unknown", () => {
  const id = { security_group_id: ref(`${A}.id`) };
  const draft = mapped({
    [A]: {},
    [SET]: { ...id, ingress: [] },
    "tencentcloud_security_group_rule.r": {
      ...id,
      type: "ingress",
      policy: "accept",
      cidr_ip: "10.0.0.0/8",
    },
  });
  expect(draft.flaws.map(({ kind, related }) => [kind, related.length])).toEqual([
    ["mixed-rule-resources", 1],
  ]);
  expect(isUnknown(draft.groups[0]!.ingress)).toBe(true);
});

describe("templates", () => {
  test("keep known members beside unknown ones, and ranges", () => {
    const { addressTemplates, complaints } = mapped({
      "tencentcloud_address_template.t": {
        addresses: set("10.0.0.0/8", "10.0.0.1-10.0.0.9", unknown(), "x"),
      },
    });
    const [found] = addressTemplates;
    const members = isUnknown(found!.addresses) ? [] : found!.addresses;
    expect(members.map(({ text, fact }) => [text, fact !== null])).toEqual([
      ["10.0.0.0/8", false],
      ["10.0.0.1-10.0.0.9", false],
      ["", true],
      ["x", true],
    ]);
    expect(complaints).toHaveLength(1);
  });

  test("extra templates and protocol templates", () => {
    const draft = mapped({
      "tencentcloud_address_extra_template.e": {
        addresses_extra: set({ address: "10.0.0.1", description: "x" }),
      },
      "tencentcloud_protocol_template.p": { protocols: set("tcp:80,443", "icmp") },
    });
    expect(draft.addressTemplates).toMatchObject([
      { id: "tencentcloud_address_extra_template.e", addresses: [{ text: "10.0.0.1" }] },
    ]);
    expect(draft.serviceTemplates).toMatchObject([
      { services: [{ text: "tcp/80,443" }, { text: "icmp" }] },
    ]);
  });

  test("groups name templates; an unknown one stands for itself", () => {
    const draft = mapped({
      ...NAMED,
      "tencentcloud_address_template_group.tg": {
        template_ids: set(ref("tencentcloud_address_template.t.id"), "ipm-12345678", unknown()),
      },
    });
    const own = "tencentcloud_address_template_group.tg.template_ids[2]";
    expect(draft.addressTemplateGroups[0]!.templates).toEqual([
      "tencentcloud_address_template.t",
      "ipm-12345678",
      own,
    ]);
    expect(
      draft.addressTemplates.some(({ id, addresses }) => id === own && isUnknown(addresses)),
    ).toBe(true);
  });
});

test("a reorder of lite rules that a plan found is told", () => {
  const draft = mapped({ [A]: {}, [LITE]: { security_group_id: ref(`${A}.id`) } }, {
    reordered: [LITE],
  } as object);
  expect(draft.flaws.map(({ kind }) => kind)).toEqual([
    "deprecated-lite-rule",
    "reordered-lite-rules",
  ]);
});
