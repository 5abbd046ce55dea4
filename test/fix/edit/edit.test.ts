// What an edit may touch and what it leaves alone: comments, anchors, quotes, lists that are empty or missing.
import { describe, expect, test } from "vitest";
import type { Change } from "../../../src/model/finding.ts";
import { policy } from "../policy.ts";
import { edited, insert, mask, remove } from "./edited.ts";
import { aclRef, groupRef } from "../../../src/model/list.ts";

const NEW = insert(0, policy("11.0.0.0/8"));

function group(...lines: readonly string[]): string {
  return ["version: 1", "securityGroups:", ...lines, ""].join("\n");
}

describe("comments", () => {
  const text = group(
    "  - id: sg-a # the backend",
    "    ingress: # from the gateway",
    "      # range one",
    "      - { action: ACCEPT, source: 9.0.0.0/8 } # nine",
    "        # still about nine",
    "",
    "      # the rest",
    "      # sglint-ignore no-dead-policy: wanted",
    "      - { action: DROP, source: 0.0.0.0/0 }",
    "      # the end",
  );

  test("a new policy goes above the comment of the one below", () => {
    expect(edited(text, [insert(1, policy("11.0.0.0/8"))])).toBe(
      text.replace(
        "      # the rest",
        '      - { action: ACCEPT, source: 11.0.0.0/8, protocol: TCP, port: "8080" }\n      # the rest',
      ),
    );
  });

  test("at the top it goes above the first one's comment", () => {
    expect(edited(text, [NEW]).split("\n")[4]).toMatch(/^ {6}- .*11\.0\.0\.0/);
  });

  test("at the end it goes right behind the last policy", () => {
    expect(
      edited(text, [insert(2, policy("11.0.0.0/8"))])
        .split("\n")
        .slice(-4, -1),
    ).toEqual([
      "      - { action: DROP, source: 0.0.0.0/0 }",
      '      - { action: ACCEPT, source: 11.0.0.0/8, protocol: TCP, port: "8080" }',
      "      # the end",
    ]);
  });

  test("comments on lines of their own outlive what they stood above", () => {
    expect(edited(text, [remove(0)])).toBe(text.replace(/ {6}- .*# nine\n/, ""));
    expect(edited(text, [remove(0), remove(1)])).toBe(
      text
        .replace("ingress: #", "ingress: [] #")
        .replace(/ {6}- .*# nine\n/, "")
        .replace(/ {6}- .*DROP.*\n/, ""),
    );
  });

  test("in brackets too", () => {
    const flow = group(
      "  - id: sg-a",
      "    ingress: [",
      "      { action: ACCEPT, source: 9.0.0.0/8 }, # nine, of five",
      "      # the rest",
      "      { action: DROP, source: 0.0.0.0/0 } # all",
      "    ]",
    );
    const added = '      { action: ACCEPT, source: 11.0.0.0/8, protocol: TCP, port: "8080" }';
    expect(edited(flow, [insert(1, policy("11.0.0.0/8"))])).toBe(
      flow.replace("      # the rest", `${added},\n      # the rest`),
    );
    expect(edited(flow, [insert(2, policy("11.0.0.0/8"))])).toBe(
      flow.replace("} # all", `}, # all\n${added}`),
    );
    expect(edited(flow, [remove(1)])).toBe(
      flow.replace("}, # nine", "} # nine").replace(/ {6}\{ action: DROP.*\n/, ""),
    );
    expect(edited(flow, [remove(0), remove(1)])).toMatch(/^withheld: .*comments would be lost/);
  });

  test("a block scalar that looks like a comment is none", () => {
    const odd = group(
      "  - id: sg-a",
      "    ingress:",
      "      - action: ACCEPT",
      "        source: 9.0.0.0/8",
      "        description: |",
      "          # not a comment",
      "          - nor an item",
      "      - action: DROP",
      "        source: 0.0.0.0/0",
    );
    expect(edited(odd, [remove(0)])).toBe(
      group("  - id: sg-a", "    ingress:", "      - action: DROP", "        source: 0.0.0.0/0"),
    );
    expect(
      edited(odd, [insert(1, policy("11.0.0.0/8"))])
        .split("\n")
        .slice(9, 13),
    ).toEqual([
      "      - action: ACCEPT",
      "        source: 11.0.0.0/8",
      "        protocol: TCP",
      '        port: "8080"',
    ]);
  });
});

describe("text that stands for more than one list is never rewritten", () => {
  const shared = group(
    "  - id: sg-a",
    "    ingress: &std",
    "      - { action: DROP, source: 0.0.0.0/0 }",
    "  - id: sg-b",
    "    ingress: *std",
  );
  test.each<[string, string, Change]>([
    ["the list behind an anchor", shared, NEW],
    ["the list behind an alias", shared, { ...NEW, list: groupRef("sg-b") } as Change],
    [
      "a group with an anchor that is merged",
      group("  - &base", "    id: sg-a", "    ingress: []", "  - <<: *base", "    id: sg-b"),
      NEW,
    ],
    [
      "a list that comes through a merge key",
      group("  - &base", "    id: sg-b", "    ingress: []", "  - <<: *base", "    id: sg-a"),
      NEW,
    ],
    [
      "a policy that is an alias",
      group(
        "  - id: sg-b",
        "    ingress:",
        "      - &all { action: DROP, source: 0.0.0.0/0 }",
        "  - id: sg-a",
        "    ingress:",
        "      - *all",
      ),
      remove(0),
    ],
    [
      "a policy that holds an anchor",
      group(
        "  - id: sg-a",
        "    ingress:",
        "      - { action: DROP, source: &any 0.0.0.0/0 }",
        "  - id: sg-b",
        "    ingress:",
        "      - { action: DROP, source: *any }",
      ),
      remove(0),
    ],
    [
      "a source that is an alias",
      group(
        "  - id: sg-b",
        "    ingress:",
        "      - { action: DROP, source: &any 10.0.0.1/8 }",
        "  - id: sg-a",
        "    ingress:",
        "      - { action: DROP, source: *any }",
      ),
      mask(0, "10.0.0.0/8"),
    ],
  ])("%s", (_, text, change) => {
    expect(edited(text, [change])).toMatch(/^withheld: .*(?:anchor|elsewhere)/);
  });

  test("an anchor that nothing repeats, or beside the list, is no hindrance", () => {
    const text = group(
      "  - &me",
      "    id: sg-a",
      "    ingress: &own",
      "      - &first { action: DROP, source: 0.0.0.0/0 }",
    );
    expect(edited(text, [NEW])).toBe(
      text.replace(
        "      - &first",
        '      - { action: ACCEPT, source: 11.0.0.0/8, protocol: TCP, port: "8080" }\n      - &first',
      ),
    );
  });
});

describe("the first policies of a group", () => {
  const added = '- { action: ACCEPT, source: 11.0.0.0/8, protocol: TCP, port: "8080" }';
  test("without the key", () => {
    const text = group(
      "  - id: sg-a",
      "    name: web # of the shop",
      "  - id: sg-b",
      "    ingress:",
      "    - {action: DROP, source: '::/0', port: 22}",
    );
    expect(edited(text, [NEW])).toBe(
      text
        .replace(
          "# of the shop\n",
          "# of the shop\n    ingress:\n    - {action: ACCEPT, source: 11.0.0.0/8, protocol: TCP, port: 8080}\n",
        )
        .replace("source: 11.0.0.0/8", "source: '11.0.0.0/8'"),
    );
  });
  test("as last line of the file", () => {
    expect(edited("version: 1\nsecurityGroups:\n- id: sg-a", [NEW])).toBe(
      `version: 1\nsecurityGroups:\n- id: sg-a\n  ingress:\n  ${added}`,
    );
  });
  test("in a group on one line", () => {
    expect(edited("version: 1\nsecurityGroups: [{ id: sg-a }]\n", [NEW])).toBe(
      `version: 1\nsecurityGroups: [{ id: sg-a, ingress: [${added.slice(2)}] }]\n`,
    );
  });
  test("in brackets that hold nothing", () => {
    const text = group("  - id: sg-a", "    ingress: [ ] # none yet", "    egress: []");
    expect(edited(text, [NEW])).toBe(
      text.replace("ingress: [ ] # none yet", `ingress: # none yet\n      ${added}`),
    );
  });
  test("in JSON without the key, spread as the other lists are", () => {
    const text = JSON.stringify(
      {
        version: 1,
        securityGroups: [
          { id: "sg-b", ingress: [{ action: "DROP", source: "::/0", port: 22 }] },
          { id: "sg-a", egress: [] },
        ],
      },
      null,
      4,
    );
    const expected = JSON.parse(text);
    expected.securityGroups[1] = {
      id: "sg-a",
      ingress: [{ action: "ACCEPT", source: "11.0.0.0/8", protocol: "TCP", port: 8080 }],
      egress: [],
    };
    expect(edited(text, [NEW], "sg.json")).toBe(JSON.stringify(expected, null, 4));
  });
});

describe("style", () => {
  const first = (...lines: readonly string[]) =>
    edited(group("  - id: sg-a", "    ingress:", ...lines), [NEW]).split("\n")[4];
  test.each([
    [
      "{action: DROP,source: 0.0.0.0/0,protocol: tcp,port: 80}",
      "{action: ACCEPT,source: 11.0.0.0/8,protocol: tcp,port: 8080}",
    ],
    [
      '{"action":"DROP","source":"0.0.0.0/0"}',
      '{"action": "ACCEPT","source": "11.0.0.0/8","protocol": "TCP","port": "8080"}',
    ],
    [
      "{ port: '80', protocol: TCP, source: 9.0.0.0/8, action: DROP }",
      "{ port: '8080', protocol: TCP, source: 11.0.0.0/8, action: ACCEPT }",
    ],
    [
      "{ action: DROP,   source: 0.0.0.0/0 }",
      '{ action: ACCEPT, source: 11.0.0.0/8, protocol: TCP, port: "8080" }',
    ],
  ])("%s", (model, expected) => {
    expect(first(`      - ${model}`)?.replaceAll('":"', '": "')).toBe(`      - ${expected}`);
  });

  test("a port list is quoted where a plain one would not be text", () => {
    const text = group(
      "  - id: sg-a",
      "    ingress: [{ action: DROP, source: 9.0.0.0/8, protocol: TCP, port: 80 }]",
    );
    expect(edited(text, [insert(0, policy("11.0.0.0/8", "80,443"))])).toContain(
      'port: "80,443" }, {',
    );
  });
});

describe("network ACLs", () => {
  const acl = (...priorities: readonly (number | null)[]) =>
    [
      "version: 1",
      "networkAcls:",
      "  - id: acl-1",
      "    type: QUINTUPLE",
      "    ingress:",
      ...priorities.map(
        (p) =>
          `      - { ${p === null ? "" : `priority: ${p}, `}action: DROP, sourceCidr: 9.0.0.0/8 }`,
      ),
      "",
    ].join("\n");
  const change = (before: number, ...sources: readonly string[]): Change => ({
    kind: "insert",
    list: aclRef("acl-1"),
    direction: "ingress",
    before,
    policies: sources.map((source) => policy(source)),
  });
  test.each([
    ["between two", acl(10, 20), 1, "priority: 15, action"],
    ["before the first", acl(10, 20), 0, "priority: 5, action"],
    ["behind the last", acl(10, 20), 2, "priority: 30, action"],
    ["sorted by priority, not by text", acl(20, 10), 1, "priority: 15, action"],
    ["without priorities", acl(null, null), 1, "- { action: ACCEPT"],
  ])("%s", (_, text, before, expected) => {
    expect(edited(text, [change(before, "11.0.0.0/8")])).toContain(
      `${expected}${expected.startsWith("-") ? "" : ": ACCEPT"}, sourceCidr: 11.0.0.0/8, protocol: TCP, destinationPort: "8080" }`,
    );
  });
  test("no number is free", () => {
    expect(edited(acl(10, 11), [change(1, "11.0.0.0/8")])).toMatch(
      /^withheld: no priority is free between 10 and 11/,
    );
  });
  test("a security group has the same id", () => {
    const text = `${acl(10)}securityGroups:\n  - id: acl-1\n    ingress: []\n`;
    expect(edited(text, [change(0, "11.0.0.0/8")])).toContain(
      "- { priority: 5, action: ACCEPT, sourceCidr: 11.0.0.0/8, ",
    );
  });
});

test("one change that cannot be written withholds them all", () => {
  const text = group("  - id: sg-a", "    ingress: [{ action: DROP, source: 0.0.0.0/0 }]");
  expect(edited(text, [NEW, { ...NEW, list: groupRef("sg-x") } as Change])).toBe(
    "withheld: sg-x is not in the input",
  );
});
