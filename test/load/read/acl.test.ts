// Entries of network ACLs mean the same whatever they are read from: one table, written in each input's way.
import { describe, expect, test } from "vitest";
import type { AclEntry, NetworkAcl } from "../../../src/model/inventory.ts";
import { isUnknown, type Known } from "../../../src/model/unknown.ts";
import { load, listOf } from "../answers/fixtures/answers.ts";
import { draftOf, shown, sure } from "../reading.ts";
import { mapped } from "../terraform/stacks.ts";
import type { Draft } from "../../../src/load/merge/draft.ts";

/** What somebody means to write; absent fields are left out. */
interface Wish {
  readonly protocol?: string;
  /** Of a TRIPLE entry; of a QUINTUPLE one the destination's. */
  readonly port?: string;
  readonly source?: string;
  readonly destination?: string;
}

interface Meaning {
  readonly protocol: Known<unknown>;
  readonly port: Known<unknown>;
  readonly peer: string;
  readonly own: string | null;
  readonly complaints: readonly string[];
}

function meaningOf(acl: NetworkAcl, draft: Draft): Meaning {
  const [entry] = sure(acl.ingress) as readonly [AclEntry];
  const known = <T>(value: Known<T>) => (isUnknown(value) ? "?" : value);
  const address = (value: AclEntry["peer"]) => (isUnknown(value) ? "?" : value.text);
  return {
    protocol: known(entry.protocol),
    port: known(entry.destinationPort ?? entry.port),
    peer: address(entry.peer),
    own: entry.own && address(entry.own),
    complaints: shown(draft.complaints).map((text) => text.replace(/^\S+ |; expected.*$/g, "")),
  };
}

function definitions(type: NetworkAcl["type"], wish: Wish): Meaning {
  const keys =
    type === "TRIPLE"
      ? { cidr: wish.source, port: wish.port }
      : { sourceCidr: wish.source, destinationCidr: wish.destination, destinationPort: wish.port };
  const entry = { action: "ACCEPT", protocol: wish.protocol, ...keys };
  const value = { version: 1, networkAcls: [{ id: "acl-a", type, ingress: [entry] }] };
  const draft = draftOf(JSON.stringify(value), "a.json");
  return meaningOf(draft.networkAcls[0]!, draft);
}

function answers(type: NetworkAcl["type"], wish: Wish): Meaning {
  const common = { Action: "ACCEPT", Protocol: wish.protocol };
  const triple = { ...common, CidrBlock: wish.source, Port: wish.port };
  const quintuple = {
    ...common,
    NetworkAclQuintupleEntryId: "1",
    NetworkAclDirection: "INGRESS",
    SourceCidr: wish.source,
    DestinationCidr: wish.destination,
    DestinationPort: wish.port,
  };
  const IngressEntries = type === "TRIPLE" ? [triple] : [];
  const acl = { NetworkAclId: "acl-a", NetworkAclType: type, IngressEntries, EgressEntries: [] };
  const draft = load({
    "acls.json": listOf("NetworkAclSet", acl),
    ...(type === "QUINTUPLE" && {
      "acl-a.quintuple.json": listOf("NetworkAclQuintupleSet", quintuple),
    }),
  });
  return meaningOf(draft.networkAcls[0]!, draft);
}

function terraform(type: NetworkAcl["type"], wish: Wish): Meaning {
  const { protocol = null, port = null, source = null, destination = null } = wish;
  const entry = {
    action: "ACCEPT",
    protocol,
    source_cidr: source,
    destination_cidr: destination,
    destination_port: port,
  };
  const line = `ACCEPT#${source}#${port ?? ""}#${protocol ?? "ALL"}`;
  const draft = mapped(
    type === "TRIPLE"
      ? { "tencentcloud_vpc_acl.a": { ingress: [line] } }
      : {
          "tencentcloud_vpc_network_acl_quintuple.a": {
            network_acl_id: "acl-a",
            network_acl_quintuple_set: [{ ingress: [entry] }],
          },
        },
  );
  return meaningOf(draft.networkAcls[0]!, draft);
}

const READERS = { definitions, answers, terraform };

const ICMP = [65_536, 131_072];
const TCP = [6 * 65_536, 7 * 65_536];
const EVERY = [0, 256 * 65_536];
const EVERY_PORT = [0, 65_536];
const FROM = { source: "10.0.0.0/8" };
const BOTH = { ...FROM, destination: "10.0.3.0/24" };
const STRAY = { protocol: "?", port: "?", complaints: ['port "22" needs protocol TCP or UDP'] };
const FINE = { peer: "10.0.0.0/8", complaints: [] };

const TABLE: readonly (readonly [NetworkAcl["type"], Wish, Partial<Meaning>])[] = [
  ["TRIPLE", { ...FROM, protocol: "TCP", port: "22" }, { ...FINE, protocol: TCP, port: [22, 23] }],
  [
    "TRIPLE",
    { ...FROM, protocol: "ICMP", port: "ALL" },
    { ...FINE, protocol: ICMP, port: EVERY_PORT },
  ],
  ["TRIPLE", { ...FROM, protocol: "ALL", port: "22" }, STRAY],
  ["TRIPLE", { ...FROM, protocol: "ICMP", port: "22" }, STRAY],
  ["QUINTUPLE", { ...BOTH }, { ...FINE, protocol: EVERY, port: EVERY_PORT, own: "10.0.3.0/24" }],
  [
    "QUINTUPLE",
    { ...BOTH, protocol: "TCP", port: "22" },
    { ...FINE, protocol: TCP, port: [22, 23] },
  ],
  ["QUINTUPLE", { ...BOTH, protocol: "ALL", port: "22" }, STRAY],
  ["QUINTUPLE", { ...BOTH, protocol: "icmpv6", port: "22" }, STRAY],
  ["QUINTUPLE", { ...BOTH, port: "22" }, STRAY],
  ["QUINTUPLE", { ...BOTH, source: "0.0.0.0/8" }, { peer: "0.0.0.0/8", complaints: [] }],
  [
    "QUINTUPLE",
    { ...BOTH, protocol: "TCP", port: "99999" },
    { port: "?", complaints: ['"99999" is above port 65535'] },
  ],
];

describe.each(Object.entries(READERS))("%s", (_, read) => {
  test.each(TABLE)("%s %j", (type, wish, meaning) => {
    expect(read(type, wish)).toMatchObject(meaning);
  });
});

describe("an address that is not named", () => {
  test.each([answers, terraform])("is unknown to $name, and no complaint", (read) => {
    expect(read("QUINTUPLE", FROM)).toMatchObject({ ...FINE, own: "?" });
    expect(read("QUINTUPLE", { destination: "10.0.3.5" })).toMatchObject({ peer: "?" });
  });

  test("is unknown in a TRIPLE entry of saved answers", () => {
    expect(answers("TRIPLE", {})).toMatchObject({ peer: "?", complaints: [] });
  });

  test("is every address of both families in definitions, which is assumed", () => {
    expect(definitions("QUINTUPLE", FROM)).toMatchObject({ ...FINE, own: "any address" });
    const { assumptions } = draftOf(
      "version: 1\nnetworkAcls: [{ id: acl-a, type: QUINTUPLE, ingress: [{ action: DROP }] }]",
    );
    expect(assumptions).toEqual([
      "entries of acl-a state no sourceCidr or destinationCidr: any address is meant",
    ]);
  });
});
