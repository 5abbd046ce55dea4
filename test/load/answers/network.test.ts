import { describe, expect, test } from "vitest";
import { EVERY_ADDRESS, EVERY_IPV4, NO_ADDRESS } from "../../../src/net/address.ts";
import type { AclEntry } from "../../../src/model/inventory.ts";
import { isUnknown } from "../../../src/model/unknown.ts";
import {
  factOf,
  knownOf,
  listOf,
  load,
  messages,
  raw,
  tccli,
  type Json,
} from "./fixtures/answers.ts";

describe("templates", () => {
  const addresses = (AddressSet: unknown, more: Json = {}) =>
    load({
      "t.json": listOf("AddressTemplateSet", { AddressTemplateId: "ipm-a", AddressSet, ...more }),
    });

  test("addresses, CIDRs and ranges are exact", () => {
    const draft = addresses(["203.0.113.7", "10.0.0.5/8", "10.0.0.1-10.0.0.100", "2001:db8::/32"]);
    const members = knownOf(draft.addressTemplates[0]!.addresses);
    expect(members.map((m) => m.text)).toEqual([
      "203.0.113.7",
      "10.0.0.5/8",
      "10.0.0.1-10.0.0.100",
      "2001:db8::/32",
    ]);
    expect(members.every((m) => m.sure === m.maybe && m.fact === null)).toBe(true);
    expect(messages(draft)).toEqual([]);
  });

  test("0.0.0.0/n keeps both readings", () => {
    const [member] = knownOf(addresses(["0.0.0.0/8"]).addressTemplates[0]!.addresses);
    expect(member).toMatchObject({
      sure: { v4: [0, 2 ** 24] },
      maybe: EVERY_IPV4,
      fact: { id: "meaning of 0.0.0.0/8" },
    });
    const [whole] = knownOf(addresses(["0.0.0.0/0"]).addressTemplates[0]!.addresses);
    expect(whole!.sure).toBe(whole!.maybe);
  });

  test("a bad member is a complaint and may be anything", () => {
    const draft = addresses(["10.0.0.9-10.0.0.1", 5]);
    const members = knownOf(draft.addressTemplates[0]!.addresses);
    expect(
      members.every((m) => m.sure === NO_ADDRESS && m.maybe === EVERY_ADDRESS && m.fact !== null),
    ).toBe(true);
    expect(messages(draft)).toEqual([
      expect.stringContaining("ends before it begins"),
      "member of ipm-a: expected an address, found 5",
    ]);
  });

  test("members with remarks stand in for absent plain ones; neither is unknown", () => {
    const extra = { AddressExtraSet: [{ Address: "10.0.0.1", Description: "vpn" }] };
    expect(knownOf(addresses(null, extra).addressTemplates[0]!.addresses)[0]!.text).toBe(
      "10.0.0.1",
    );
    expect(factOf(addresses(null).addressTemplates[0]!.addresses)).toMatchObject({
      id: "addresses of ipm-a",
      remedy: "save a full answer: `tccli vpc DescribeAddressTemplates`",
    });
    expect(messages(addresses("10.0.0.1"))[0]).toContain(
      'AddressSet is "10.0.0.1", expected a list',
    );
  });

  test("services", () => {
    const set = { ServiceTemplateId: "ppm-a", ServiceSet: ["tcp:80,443", "icmp", "sctp:1"] };
    const draft = load({ "t.json": listOf("ServiceTemplateSet", set) });
    const members = knownOf(draft.serviceTemplates[0]!.services);
    expect(members.map((m) => m.sure.length)).toEqual([4, 2, 0]);
    expect(members[2]!.fact!.id).toBe('member "sctp:1" of ppm-a');
    expect(messages(draft)).toEqual([
      expect.stringContaining('member of ppm-a: unknown protocol "sctp"'),
    ]);
  });

  test.each<[string, string, Json, unknown]>([
    ["address", "ipmg-a", { AddressTemplateIdSet: ["ipm-a", "ipm-b"] }, ["ipm-a", "ipm-b"]],
    ["address", "ipmg-a", { AddressTemplateSet: [{ AddressTemplateId: "ipm-a" }] }, ["ipm-a"]],
    ["address", "ipmg-a", { AddressTemplateIdSet: [] }, []],
    ["address", "ipmg-a", { AddressTemplateIdSet: null }, null],
    ["service", "ppmg-a", { ServiceTemplateIdSet: ["ppm-a"] }, ["ppm-a"]],
    ["service", "ppmg-a", { ServiceTemplateSet: [{ ServiceTemplateId: "ppm-a" }] }, ["ppm-a"]],
  ])("%s template group %s of %j", (kind, id, fields, templates) => {
    const name = kind === "address" ? "AddressTemplateGroup" : "ServiceTemplateGroup";
    const draft = load({ "g.json": listOf(`${name}Set`, { [`${name}Id`]: id, ...fields }) });
    const [group] = kind === "address" ? draft.addressTemplateGroups : draft.serviceTemplateGroups;
    if (templates === null) expect(isUnknown(group!.templates)).toBe(true);
    else expect(group!.templates).toEqual(templates);
  });
});

describe("subnets", () => {
  const subnet = (fields: Json) => ({
    SubnetId: "subnet-a",
    VpcId: "vpc-a",
    CidrBlock: "10.0.3.0/24",
    ...fields,
  });
  const acls = (...subnets: unknown[]) =>
    listOf("NetworkAclSet", {
      NetworkAclId: "acl-a",
      NetworkAclType: "TRIPLE",
      SubnetSet: subnets,
      IngressEntries: [],
      EgressEntries: [],
    });
  const aclOf = (fields: Json, others: Json = {}) =>
    load({ "s.json": listOf("SubnetSet", subnet(fields)), ...others });

  test("an id binds an ACL, an empty text none, null says nothing", () => {
    expect(aclOf({ NetworkAclId: "acl-a" }).subnets[0]).toMatchObject({
      networkAcl: "acl-a",
      vpc: "vpc-a",
      cidr: { v6: [] },
    });
    expect(aclOf({ NetworkAclId: "" }).subnets[0]!.networkAcl).toBeNull();
    for (const NetworkAclId of [null, undefined])
      expect(factOf(aclOf({ NetworkAclId }).subnets[0]!.networkAcl).id).toBe(
        "network ACL of subnet-a",
      );
  });

  test("DescribeNetworkAcls tells the link too", () => {
    const others = { "a.json": acls({ SubnetId: "subnet-a" }) };
    expect(aclOf({ NetworkAclId: null }, others).subnets[0]!.networkAcl).toBe("acl-a");
    const contradicted = aclOf({ NetworkAclId: "" }, others);
    expect(contradicted.subnets[0]!.networkAcl).toBe("acl-a");
    expect(contradicted.notices[0]!.text).toContain("acl-a is judged");
    const disagreed = aclOf({ NetworkAclId: "acl-b" }, others);
    expect(factOf(disagreed.subnets[0]!.networkAcl).text).toContain(
      "disagree whether acl-b or acl-a",
    );
    expect(disagreed.notices[0]!.text).toContain("disagree");
  });

  test("an ACL list that leaves a subnet out does not prove that it has none", () => {
    expect(
      isUnknown(aclOf({ NetworkAclId: null }, { "a.json": acls() }).subnets[0]!.networkAcl),
    ).toBe(true);
  });

  test("a subnet that only an ACL lists is in the inventory", () => {
    const draft = load({ "a.json": acls(subnet({ SubnetId: "subnet-b" })) });
    expect(draft.subnets).toMatchObject([{ id: "subnet-b", vpc: "vpc-a", networkAcl: "acl-a" }]);
  });

  test("CIDRs of both families, none, unknown, malformed", () => {
    const cidr = (fields: Json) => aclOf({ NetworkAclId: "", ...fields }).subnets[0]!.cidr;
    expect(knownOf(cidr({ Ipv6CidrBlock: "2001:db8::/64" }))!.v6).toHaveLength(2);
    expect(isUnknown(cidr({ CidrBlock: "" }))).toBe(true);
    expect(isUnknown(cidr({ CidrBlock: null }))).toBe(true);
    expect(isUnknown(cidr({ CidrBlock: "10.0.3.0/240" }))).toBe(true);
  });
});

describe("network ACLs", () => {
  const entry = { Protocol: "TCP", Port: "8080", CidrBlock: "9.0.0.0/8", Action: "ACCEPT" };
  const triple = (ingress: unknown, more: Json = {}) =>
    load({
      "a.json": listOf("NetworkAclSet", {
        NetworkAclId: "acl-a",
        NetworkAclType: "TRIPLE",
        IngressEntries: ingress,
        EgressEntries: [],
        ...more,
      }),
    });
  const first = (fields: Json) =>
    knownOf(triple([{ ...entry, ...fields }]).networkAcls[0]!.ingress)[0] as AclEntry;

  test("a TRIPLE entry", () => {
    expect(first({})).toMatchObject({
      action: "ACCEPT",
      protocol: [6 * 65536, 7 * 65536],
      port: [8080, 8081],
      peer: { text: "9.0.0.0/8", fact: null },
      own: null,
      sourcePort: null,
      destinationPort: null,
    });
  });

  test.each<[Json, object]>([
    [{ Port: "ALL" }, { port: [0, 65536] }],
    [{ Port: null }, { port: [0, 65536] }],
    [{ Port: "10-20" }, { port: [10, 21] }],
    [{ Protocol: "ICMP", Port: "ALL" }, { protocol: [65536, 131072] }],
    [{ Protocol: "all", Port: "all" }, { protocol: [0, 256 * 65536] }],
    [{ CidrBlock: "", Ipv6CidrBlock: "::/0" }, { peer: { text: "::/0" } }],
    [
      { CidrBlock: "0.0.0.0/8" },
      { peer: { maybe: EVERY_IPV4, fact: { id: "meaning of 0.0.0.0/8" } } },
    ],
    [{ CidrBlock: "0.0.0.0/0" }, { peer: { sure: EVERY_IPV4, maybe: EVERY_IPV4, fact: null } }],
    [{ Action: "drop" }, { action: "DROP" }],
  ])("%j", (fields, expected) => expect(first(fields)).toMatchObject(expected));

  test.each<[Json, keyof AclEntry, RegExp]>([
    [{ Ipv6CidrBlock: "::/0" }, "peer", /names two sources/],
    [{ CidrBlock: "::/0" }, "peer", /expected an IPv4/],
    [{ CidrBlock: 9 }, "peer", /CidrBlock is 9/],
    [{ Protocol: "ICMP", Port: "7" }, "protocol", /port "7" needs protocol TCP or UDP/],
    [{ Protocol: "ALL", Port: 7 }, "port", /port "7" needs protocol TCP or UDP/],
    [{ Port: "http" }, "port", /not a port/],
    [{ Port: {} }, "port", /Port is an object/],
    [{ Protocol: "SCTP" }, "protocol", /unknown protocol/],
    [{ Protocol: 6 }, "protocol", /Protocol is 6/],
    [{ Action: "MAYBE" }, "action", /expected ACCEPT or DROP/],
  ])("%j leaves %s unknown", (fields, key, message) => {
    const draft = triple([{ ...entry, ...fields }]);
    expect(isUnknown(knownOf(draft.networkAcls[0]!.ingress)[0]![key])).toBe(true);
    expect(messages(draft)).toEqual([expect.stringMatching(message)]);
  });

  test("an entry that tells no address is no complaint, and its address is unknown", () => {
    const draft = triple([{ ...entry, CidrBlock: null }]);
    expect(isUnknown(knownOf(draft.networkAcls[0]!.ingress)[0]!.peer)).toBe(true);
    expect(messages(draft)).toEqual([]);
  });

  test("entries that are null or no list are unknown; Priority decides the order", () => {
    expect(factOf(triple(null).networkAcls[0]!.ingress).id).toBe("ingress entries of acl-a");
    expect(messages(triple(5))).toEqual([
      "ingress entries of acl-a: IngressEntries is 5, expected a list of entries",
    ]);
    const sorted = triple([
      { ...entry, Priority: 2 },
      { ...entry, Priority: 1, CidrBlock: "1.1.1.1" },
    ]);
    expect(knownOf(sorted.networkAcls[0]!.ingress).map((e) => knownOf(e.peer).text)).toEqual([
      "1.1.1.1",
      "9.0.0.0/8",
    ]);
    expect(messages(triple([{ ...entry, Priority: 2 }, entry]))[0]).toContain(
      "only some entries of acl-a",
    );
  });

  const quintuple = {
    NetworkAclDirection: "INGRESS",
    Protocol: "TCP",
    SourceCidr: "9.0.0.0/8",
    SourcePort: "ALL",
    DestinationCidr: "10.0.3.0/24",
    DestinationPort: "8080",
    Action: "ACCEPT",
    Priority: 2,
  };
  const listed = listOf("NetworkAclSet", {
    NetworkAclId: "acl-1a2b3c4d",
    NetworkAclType: "QUINTUPLE",
  });

  test("QUINTUPLE entries come from their own call, split by direction and sorted by Priority", () => {
    const egress = {
      ...quintuple,
      NetworkAclDirection: "EGRESS",
      SourceCidr: "10.0.3.0/24",
      DestinationCidr: "0.0.0.0/0",
      Priority: 1,
    };
    const top = { ...quintuple, Priority: 1, Action: "DROP" };
    const draft = load({
      "acls.json": listed,
      "acl-1a2b3c4d.json": [
        raw({ TotalCount: 3, NetworkAclQuintupleSet: [quintuple, egress] }),
        raw({ TotalCount: 3, NetworkAclQuintupleSet: [top] }),
      ],
    });
    const [acl] = draft.networkAcls;
    expect(messages(draft)).toEqual([]);
    expect(knownOf(acl!.ingress).map((e) => e.action)).toEqual(["DROP", "ACCEPT"]);
    expect(knownOf(acl!.ingress)[1]).toMatchObject({
      peer: { text: "9.0.0.0/8" },
      own: { text: "10.0.3.0/24" },
      port: [0, 65536],
      sourcePort: [0, 65536],
      destinationPort: [8080, 8081],
    });
    expect(knownOf(acl!.egress)[0]).toMatchObject({
      peer: { text: "0.0.0.0/0" },
      own: { text: "10.0.3.0/24" },
    });
  });

  test("without their call, cut off, or with an entry of no direction both directions are unknown", () => {
    expect(factOf(load({ "acls.json": listed }).networkAcls[0]!.ingress)).toMatchObject({
      id: "entries of acl-1a2b3c4d",
      remedy: expect.stringContaining(
        "DescribeNetworkAclQuintupleEntries --NetworkAclId acl-1a2b3c4d > acl-1a2b3c4d.entries.json",
      ),
    });
    const cut = raw({ TotalCount: 2, NetworkAclQuintupleSet: [quintuple] });
    expect(isUnknown(load({ "acl-1a2b3c4d.json": cut }).networkAcls[0]!.ingress)).toBe(true);
    for (const NetworkAclDirection of [null, "BOTH"]) {
      const value = listOf("NetworkAclQuintupleSet", { ...quintuple, NetworkAclDirection });
      const draft = load({ "acl-1a2b3c4d.json": value });
      expect(isUnknown(draft.networkAcls[0]!.egress)).toBe(true);
      expect(messages(draft)[0]).toContain("expected INGRESS or EGRESS");
    }
    expect(
      isUnknown(
        load({ "acl-1a2b3c4d.json": tccli({ NetworkAclQuintupleSet: null }) }).networkAcls[0]!
          .egress,
      ),
    ).toBe(true);
  });

  test("an entry on two pages is a complaint and counts once", () => {
    const same = { ...quintuple, Priority: 1, NetworkAclQuintupleEntryId: "acli45-a" };
    const draft = load({ "acl-1a2b3c4d.json": listOf("NetworkAclQuintupleSet", same, same) });
    expect(messages(draft)).toContain("entry acli45-a of acl-1a2b3c4d is saved twice; keep one");
    expect(knownOf(draft.networkAcls[0]!.ingress)).toHaveLength(1);
  });

  test("an unknown type is guessed from what was saved, with a complaint when it is wrong", () => {
    expect(triple([entry], { NetworkAclType: null }).networkAcls[0]!.type).toBe("TRIPLE");
    const wrong = triple([entry], { NetworkAclType: "SEXTUPLE" });
    expect(messages(wrong)[0]).toContain("expected TRIPLE or QUINTUPLE");
  });
});
