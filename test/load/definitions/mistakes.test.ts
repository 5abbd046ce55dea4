// Definitions with mistakes: one complaint for each, at its place, and nothing else lost.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../../depth.ts";
import { parseDocument } from "../../../src/load/text/document.ts";
import { isComplaints } from "../../../src/load/text/parsed.ts";
import { loadDefinitions, looksLikeDefinitions } from "../../../src/load/definitions/index.ts";
import { mergeDrafts } from "../../../src/load/merge/merge.ts";
import { isUnknown } from "../../../src/model/unknown.ts";
import { documentOf, draftOf, factOf, shown, sure } from "../reading.ts";

const KEYS = [
  ..."version region securityGroups addressTemplates serviceTemplates subnets networkAcls instances loadBalancers".split(
    " ",
  ),
  ..."clusters microservices gateways paths id name ingress egress action source destination protocol port service".split(
    " ",
  ),
  ..."addresses services templates type cidr enis vips listeners targets rules instance eni ip backend apis clients".split(
    " ",
  ),
  ..."from to expect deployment cluster __proto__ constructor toString 443 securtyGroups".split(
    " ",
  ),
];
const group = (policy: string) =>
  `version: 1\nsecurityGroups:\n  - id: sg-a\n    ingress:\n      - ${policy}\n      - { action: DROP, source: 0.0.0.0/0 }\n`;

describe("a policy with a mistake keeps its place, and what is right in it", () => {
  test.each([
    [
      "{ action: ALLOW, source: 10.0.0.0/8 }",
      '5:19 "action" is "ALLOW", expected ACCEPT or DROP',
      "action",
    ],
    [
      "{ action: accept, source: 10.0.0.0/8 }",
      '5:19 "action" is "accept", expected ACCEPT or DROP; did you mean ACCEPT?',
      "action",
    ],
    ["{ source: 10.0.0.0/8 }", '5:9 this ingress policy has no key "action"; add it', "action"],
    ["{ action: DROP }", '5:9 this ingress policy has no key "source"; add it', "peer"],
    [
      "{ action: DROP, source: 10.0.0.08 }",
      '5:33 "10.0.0.08" has a leading zero, which some systems read as octal',
      "peer",
    ],
    [
      "{ action: DROP, source: 10.0.0.1-10.0.0.9 }",
      '5:33 "10.0.0.1-10.0.0.9" is a range, which a policy cannot hold; put it in an address template and name that',
      "peer",
    ],
    [
      "{ action: DROP, source: office }",
      '5:33 "office" is no source or destination; expected an IP address, a CIDR, an sg-, ipm- or ipmg- id, or MY_PUBLIC_IP',
      "peer",
    ],
    [
      "{ action: DROP, source: 10 }",
      '5:33 "source" must be text, found the number 10; put it in quotes',
      "peer",
    ],
    [
      '{ action: DROP, source: "" }',
      '5:33 "source" is empty; expected an IP address, a CIDR, an sg-, ipm- or ipmg- id, or MY_PUBLIC_IP',
      "peer",
    ],
    [
      "{ action: DROP, cidr: 10.0.0.0/8 }",
      '5:25 unknown key "cidr"; did you mean "source"?',
      "peer",
    ],
    [
      "{ action: DROP, source: 10.0.0.0/8, protocol: TCP, port: 08080 }",
      '5:66 port "08080" has a leading zero, which some systems read as octal; write 8080',
      "service",
    ],
    [
      "{ action: DROP, source: 10.0.0.0/8, protocol: TCP, port: 0x50 }",
      '5:66 "0x50" is not a port, a list "80,443" or a range "8000-9000"',
      "service",
    ],
    [
      "{ action: DROP, source: 10.0.0.0/8, protocol: TCP, port: 70000 }",
      '5:66 "70000" is above port 65535',
      "service",
    ],
    [
      "{ action: DROP, source: 10.0.0.0/8, protocol: TCP, port: [80] }",
      '5:66 "port" must be text or a whole number, found a list',
      "service",
    ],
    [
      "{ action: DROP, source: 10.0.0.0/8, protocol: TCP, port: 80,443 }",
      '5:69 unknown key "443"; inside { } a list of ports needs quotes: port: "80,443"',
      "service",
    ],
    [
      "{ action: DROP, source: 10.0.0.0/8, port: 80 }",
      '5:51 port "80" needs protocol TCP or UDP',
      "service",
    ],
    [
      "{ action: DROP, source: 10.0.0.0/8, protocol: HTTP, port: 80 }",
      '5:55 unknown protocol "HTTP", expected TCP, UDP, ICMP, ICMPv6, GRE or ALL',
      "service",
    ],
    [
      "{ action: DROP, source: 10.0.0.0/8, prot: TCP, port: 80 }",
      '5:45 unknown key "prot"; did you mean "protocol"?',
      "service",
    ],
    [
      "{ action: DROP, source: 10.0.0.0/8, service: ppm-a, port: 80 }",
      '5:67 "service" already says protocol and port; remove "port", or write it instead of "service"',
      "service",
    ],
    [
      "{ action: DROP, source: 10.0.0.0/8, service: web }",
      '5:54 "web" is no service template; expected a ppm- or ppmg- id, or "protocol" and "port" instead',
      "service",
    ],
  ] as const)("%s", (text, complaint, lost) => {
    const draft = draftOf(group(text));
    expect(shown(draft.complaints)).toEqual([complaint]);
    const [policy, next] = sure(draft.groups[0]!.ingress);
    const unknown = (["action", "peer", "service"] as const).filter((key) =>
      isUnknown(policy![key]),
    );
    expect(unknown).toEqual([lost]);
    expect(factOf(policy![lost])).toContain("of ingress policy 0 (the first) of sg-a");
    expect(next!.action).toBe("DROP");
  });

  test.each(["just text", "7", "~", "[]"])(
    "%s is no policy, and nothing of it is known",
    (text) => {
      const draft = draftOf(group(text));
      expect(draft.complaints).toHaveLength(1);
      expect(shown(draft.complaints)[0]).toMatch(
        /^5:\d+ element 0 \(the first\) of "ingress" must be a mapping of keys, found /,
      );
      const [policy] = sure(draft.groups[0]!.ingress);
      expect([policy!.action, policy!.peer, policy!.service].every(isUnknown)).toBe(true);
    },
  );

  test("an egress policy with a source", () => {
    const draft = draftOf(
      "version: 1\nsecurityGroups: [{ id: a, egress: [{ action: DROP, source: 10.0.0.1 }] }]",
    );
    expect(shown(draft.complaints)).toEqual([
      '2:52 unknown key "source"; did you mean "destination"?',
    ]);
  });
});

describe("one mistake is one complaint", () => {
  test.each([
    ["subnets: []", '1:1 this definitions file has no key "version"; add it'],
    ["version: 2", '1:10 "version" is 2, expected 1'],
    ['version: "1"', '1:10 "version" is "1", expected 1'],
    [
      "version: 1\nsecurtyGroups: [{ id: sg-a }]\ninstances: [{ id: i, securityGroups: [sg-a] }]",
      '2:1 unknown key "securtyGroups"; did you mean "securityGroups"?',
    ],
    [
      "version: 1\nsecurity_groups: [{ id: sg-a }]",
      '2:1 unknown key "security_groups"; did you mean "securityGroups"?',
    ],
    [
      "version: 1\nsecurityGroups: { a: b }",
      '2:17 "securityGroups" must be a list, found a mapping of keys',
    ],
    [
      "version: 1\nsecurityGroups:\n",
      '2:1 "securityGroups" must be a list, found nothing; write [] for an empty list',
    ],
    [
      "version: 1\nsecurityGroups: [{ name: x }]",
      '2:18 this security group has no key "id"; add it',
    ],
    ["version: 1\nsecurityGroups: [{ ID: x }]", '2:20 unknown key "ID"; did you mean "id"?'],
    [
      "version: 1\nsecurityGroups: [{ id: 12 }]",
      '2:24 "id" must be text, found the number 12; put it in quotes',
    ],
    [
      "version: 1\nsecurityGroups: [{ id: sg-a, ingress: x }]",
      '2:39 "ingress" must be a list, found the text "x"',
    ],
    [
      "version: 1\naddressTemplates: [{ id: a, addresses: [10.0.0.9-10.0.0.1] }]",
      '2:41 the range "10.0.0.9-10.0.0.1" ends before it begins',
    ],
    [
      "version: 1\nserviceTemplates: [{ id: a, services: [http] }]",
      '2:40 unknown protocol "http", expected TCP, UDP, ICMP, ICMPv6, GRE or ALL',
    ],
    [
      "version: 1\nserviceTemplates: [{ id: a, services: ['tcp:080'] }]",
      '2:40 port "080" has a leading zero, which some systems read as octal; write 80',
    ],
    [
      "version: 1\nsubnets: [{ id: a, cidr: 10.0.0.0/33 }]",
      '2:26 "10.0.0.0/33" has a prefix length above 32',
    ],
    [
      "version: 1\nnetworkAcls: [{ id: a, type: TRIPEL, ingress: [{ sourceCidr: 1 }] }]",
      '2:30 "type" is "TRIPEL", expected TRIPLE or QUINTUPLE; did you mean TRIPLE?',
    ],
    [
      "version: 1\nnetworkAcls: [{ id: a, ingress: [{ action: DROP }] }]",
      '2:34 this TRIPLE entry has no key "cidr"; add it',
    ],
    [
      "version: 1\nnetworkAcls: [{ id: a, type: QUINTUPLE, egress: [{ action: DROP, priority: x }] }]",
      '2:76 "priority" must be a whole number, found the text "x"',
    ],
    [
      "version: 1\ninstances: [{ id: a, privateIps: 10.0.0.1 }]",
      '2:34 "privateIps" must be a list, found the text "10.0.0.1"',
    ],
    [
      "version: 1\nloadBalancers: [{ id: a, vips: [10.0.0.0/8] }]",
      '2:33 "10.0.0.0/8" is a CIDR, expected one address',
    ],
    [
      'version: 1\nloadBalancers: [{ id: a, passToTarget: "true" }]',
      '2:40 "passToTarget" must be true or false, found the text "true"; remove the quotes',
    ],
    [
      'version: 1\nloadBalancers: [{ id: a, listeners: [{ port: "443" }] }]',
      '2:46 "port" must be a whole number, found the text "443"; remove the quotes',
    ],
    [
      "version: 1\nloadBalancers: [{ id: a, listeners: [{ port: 443, endPort: 80 }] }]",
      '2:60 "endPort" 80 lies below "port" 443; expected the last port of the range',
    ],
    [
      "version: 1\nloadBalancers: [{ id: a, listeners: [{ port: 0 }] }]",
      '2:46 "port" is 0; expected 1 to 65535',
    ],
    [
      "version: 1\nloadBalancers: [{ id: a, listeners: [{ targets: [{ port: 1 }] }] }]",
      "2:50 a target has one of instance, eni or ip, this one has none",
    ],
    [
      "version: 1\nloadBalancers: [{ id: a, listeners: [{ targets: [{ instnace: x }] }] }]",
      '2:52 unknown key "instnace"; did you mean "instance"?',
    ],
    [
      "version: 1\nmicroservices: [{ id: a, deployment: vm }]",
      '2:38 "deployment" is "vm", expected cvm or container; did you mean cvm?',
    ],
    [
      "version: 1\nmicroservices: [{ id: a, deployment: cvm, cluster: c }]\nclusters: [{ id: c }]",
      '2:52 a microservice in deployment "cvm" has "instances", not "cluster"; remove one of the two',
    ],
    [
      "version: 1\ngateways: [{ id: a, instance: dedicated }]",
      '2:31 "instance" is "dedicated", expected shared, or { id, vpcSources, publicEgress } of a dedicated instance',
    ],
    [
      "version: 1\ngateways: [{ id: a, clients: [] }]",
      '2:30 "clients" is empty; list at least one address, or leave the key out',
    ],
    [
      "version: 1\ngateways: [{ id: a, apis: [{ id: b, timeout: 0 }] }]",
      '2:46 "timeout" is 0; expected more than 0',
    ],
    [
      "version: 1\ngateways: [{ id: a, apis: [{ id: b, backend: { type: clbb } }] }]",
      '2:54 "type" is "clbb", expected clb, http, microservice, upstream, cvm, k8s, scf, cos or mock; did you mean clb?',
    ],
    [
      "version: 1\ngateways: [{ id: a, apis: [{ id: b, backend: { port: 80 } }] }]",
      '2:46 this backend has no key "type"; expected clb, http, microservice, upstream, cvm, k8s, scf, cos or mock',
    ],
    [
      "version: 1\ngateways: [{ id: a, apis: [{ id: b, backend: { type: clb } }] }]",
      '2:46 this clb backend has no key "loadBalancer"; add it',
    ],
    [
      "version: 1\ngateways: [{ id: a, apis: [{ id: b, backend: { type: scf, port: 80 } }] }]",
      '2:59 unknown key "port"; expected type',
    ],
    [
      "version: 1\ngateways: [{ id: a, apis: [{ id: b, backend: { type: http, url: 'ftp://x' } }] }]",
      '2:65 "ftp://x" is no address of a backend; expected for example https://203.0.113.9:8443/path',
    ],
    [
      "version: 1\npaths: [{ name: a, from: interent, to: 'x:1' }]",
      '2:26 "interent" is no source; did you mean "internet"?',
    ],
    [
      "version: 1\npaths: [{ name: a, from: api-gateway.privat, to: 'x:1' }]",
      '2:26 "api-gateway.privat" is no source; did you mean "api-gateway.private"?',
    ],
    [
      "version: 1\npaths: [{ name: a, from: 10.0.0.01, to: 'x:1' }]",
      '2:26 "10.0.0.01" has a leading zero, which some systems read as octal',
    ],
    [
      "version: 1\npaths: [{ name: a, from: [], to: 'x:1' }]",
      `2:26 "from" is empty; expected an IP, a CIDR, a list of them, a pack such as api-gateway.private, a cloud-native gateway's id, clients or internet`,
    ],
    [
      "version: 1\npaths: [{ name: a, from: clients, to: x }]",
      '2:39 "x" is no target of a path; expected ID:PORT with a port from 1 to 65535, such as ins-a:8080 or ins-a:53/udp',
    ],
    [
      "version: 1\npaths: [{ name: a, from: clients, to: 'x:0' }]",
      '2:39 "x:0" is no target of a path; expected ID:PORT with a port from 1 to 65535, such as ins-a:8080 or ins-a:53/udp',
    ],
    [
      "version: 1\npaths: [{ name: a, from: clients, to: 'x:1', expect: open }]",
      '2:54 "expect" is "open", expected reachable or blocked',
    ],
    [
      "version: 1\nregion: a\nregion: b\nsubnets: []",
      '3:1 the key "region" stands twice in this mapping; remove one of the two',
    ],
  ])("%s", (text, complaint) => {
    expect(shown(draftOf(text).complaints)).toEqual([complaint]);
  });

  test("in JSON the place is as exact", () => {
    const draft = draftOf(
      '{\n "version": 1,\n "securtyGroups": [],\n "subnets": [{"id": "a"}, {"id": "a", "id": "b"}]\n}',
      "sg.json",
    );
    expect(shown(draft.complaints)).toEqual([
      '3:2 unknown key "securtyGroups"; did you mean "securityGroups"?',
      '4:39 the key "id" stands twice in this object; remove one of the two',
    ]);
  });
});

describe("a mistake never looks like an absence", () => {
  test("a misspelt or unreadable list is unknown, not empty", () => {
    const draft = draftOf(
      "version: 1\nsecurityGroups: [{ id: a, ingres: [] }, { id: b, egress: 5 }]\nloadBalancers: [{ id: l, listners: [] }, { id: m, listeners: [7] }]",
    );
    expect(factOf(draft.groups[0]!.ingress)).toBe("ingress policies of a");
    expect(factOf(draft.groups[1]!.egress)).toBe("egress policies of b");
    expect(draft.loadBalancers.map((lb) => factOf(lb.listeners))).toEqual([
      "listeners of l",
      "listeners of m",
    ]);
    expect(draft.complaints).toHaveLength(4);
  });

  test("one bad address of a list leaves the whole list unknown", () => {
    const draft = draftOf(
      "version: 1\ninstances: [{ id: a, privateIps: [10.0.0.1, 10.0.0.256], subnet: s }]",
    );
    expect(factOf(draft.instances[0]!.privateIps)).toBe("privateIps of a");
  });

  test("a bad template member may be anything", () => {
    const draft = draftOf("version: 1\naddressTemplates: [{ id: a, addresses: [x, 10.0.0.1] }]");
    const [bad, good] = sure(draft.addressTemplates[0]!.addresses);
    expect(bad!.sure).not.toBe(bad!.maybe);
    expect(good!.sure).toBe(good!.maybe);
  });

  test("bad paths and elements without an id are dropped, their neighbours stay", () => {
    const draft = draftOf(
      "version: 1\npaths: [{ name: a, from: x, to: 'i:1' }, { name: b, from: internet, to: 'i:1' }]\ninstances: [{}, { id: i, subnet: s }]",
    );
    expect(draft.paths.map(({ name }) => name)).toEqual(["b"]);
    expect(draft.instances.map(({ id }) => id)).toEqual(["i"]);
  });
});

describe("whose file it is", () => {
  test.each([
    ["version: 1\nsecurityGroups: []", true],
    ["version: 1\nregion: ap-guangzhou", true],
    ["securityGroups: [{ id: sg-a }]", true],
    ["version: 1\nsecurtyGroups: [{ id: sg-a }]", true],
    ["version: 1\nsecurity_groups: [{ id: sg-a }]", true],
    ["version: 2\ngateways: [{ id: a }]", true],
    ["paths: [{ name: a, from: internet, to: 'a:1' }]", true],
    ["loadBalancers: [{ id: a }]", true],
    ["apiVersion: v2\nname: chart\nversion: 0.1.0", false],
    ["apiVersion: v1\nkind: Service\nmetadata: {}", false],
    ["replicaCount: 1\nsecurityGroups: [sg-1, sg-2]\nloadBalancers: {}", false],
    ["version: '3'\nservices: { web: { image: x } }\nnetworks: {}", false],
    ["openapi: 3.0.0\ninfo: { version: 1 }\npaths: { /a: {} }", false],
    ["swagger: '2.0'\npaths: {}\nversion: 1", false],
    ["version: 1\nupdates: [{ schedule: x }]", false],
    ["version: 1", false],
    ["- securityGroups", false],
    ["text", false],
    ['{ "name": "a", "version": "1.0.0", "paths": ["x"] }', false],
  ])("%j: %s", (text, ours) => {
    expect(looksLikeDefinitions(documentOf(text))).toBe(ours);
  });
});

describe("hostile definitions", () => {
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom<unknown>(
        null,
        true,
        0,
        1,
        -1,
        80,
        1.5,
        1e300,
        "",
        "sg-a",
        "ipm-a",
        "10.0.0.0/8",
        "tcp",
        "80,443",
        "__proto__",
        "clb",
        "QUINTUPLE",
      ),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...KEYS), tie("value"), { maxKeys: 6 }),
    ),
  })).value;

  test("any value makes complaints, never an exception", () => {
    fc.assert(
      fc.property(json, fc.constantFrom("a.yaml", "a.json"), (value, file) => {
        const text = JSON.stringify({
          version: 1,
          ...(typeof value === "object" ? value : { value }),
        });
        const document = parseDocument(file, text);
        if (isComplaints(document)) return;
        looksLikeDefinitions(document);
        const { complaints } = mergeDrafts([loadDefinitions(document)]);
        expect(shown(complaints)).toHaveLength(complaints.length);
      }),
      { numRuns: runs(2000, 150) },
    );
  });

  test("thousands of mistakes are counted, not listed", () => {
    const draft = draftOf(
      JSON.stringify({ version: 1, instances: Array.from({ length: 5_000 }, () => ({ nmae: 1 })) }),
      "a.json",
    );
    expect(draft.complaints).toHaveLength(201);
    expect(draft.complaints.at(-1)!.message).toMatch(/^this file has \d+ more mistakes$/);
  });

  test("long texts are cut in messages", () => {
    const draft = draftOf(group(`{ action: DROP, source: "${"x".repeat(100_000)}" }`));
    expect(draft.complaints[0]!.message.length).toBeLessThan(300);
  });
});
