// Answers as people keep them: parts that tccli --filter and jq leave, several in one text, copied, printed by Python.
import { describe, expect, test } from "vitest";
import { looksLikeApiAnswer } from "../../../src/load/answers/index.ts";
import { rescueAnswers } from "../../../src/load/answers/rescue.ts";
import { loadApiAnswers } from "../../../src/load/answers/index.ts";
import type { Draft } from "../../../src/load/merge/draft.ts";
import { isUnknown } from "../../../src/model/unknown.ts";
import {
  documentOf,
  knownOf,
  load,
  messages,
  raw,
  spot,
  tccli,
  type Json,
} from "./fixtures/answers.ts";

const policy = (PolicyIndex: number, CidrBlock = "10.1.0.0/16"): Json => ({
  PolicyIndex,
  Protocol: "tcp",
  Port: "443",
  CidrBlock,
  Action: "ACCEPT",
});
const set = { Version: "4", Ingress: [policy(0), policy(1)], Egress: [policy(0)] };
const answer = tccli({ SecurityGroupPolicySet: set });

/** `sg-a: 2 in, 1 out`; `?` where a list is unknown. */
const lists = ({ groups }: Draft) =>
  groups.map(({ id, ingress, egress }) => {
    const [inward, outward] = [ingress, egress].map((list) =>
      isUnknown(list) ? "?" : list.length,
    );
    return `${id}: ${inward} in, ${outward} out`;
  });

describe("answers in a list, each with the id that it is about", () => {
  const listed = { "groups.json": raw({ SecurityGroupSet: [{ SecurityGroupId: "sg-4d5f6g7h" }] }) };
  const about = (id: string): Json => ({ SecurityGroupId: id, SecurityGroupPolicySet: set });
  test.each<[string, Json, Record<string, Json>, string[]]>([
    ["beside the list of groups", about("sg-4d5f6g7h"), listed, ["sg-4d5f6g7h: 2 in, 1 out"]],
    [
      "with its RequestId",
      { ...about("sg-4d5f6g7h"), RequestId: "a" },
      listed,
      ["sg-4d5f6g7h: 2 in, 1 out"],
    ],
    ["alone", about("sg-4d5f6g7h"), {}, ["sg-4d5f6g7h: 2 in, 1 out"]],
    [
      "an element of the list of groups",
      { ...about("sg-4d5f6g7h"), SecurityGroupName: "a" },
      {},
      ["sg-4d5f6g7h: 2 in, 1 out"],
    ],
  ])("%s", (_, one, beside, expected) => {
    const draft = load({ ...beside, "policies.json": [one] });
    expect([messages(draft), lists(draft)]).toEqual([[], expected]);
  });
});

describe("parts of an answer", () => {
  test.each<[string, string, unknown, string[]]>([
    ["policies alone", "sg-4d5f6g7h.in.json", set.Ingress, ["sg-4d5f6g7h: 2 in, ? out"]],
    ["named as egress", "sg-4d5f6g7h.egress.json", set.Egress, ["sg-4d5f6g7h: ? in, 1 out"]],
    ["in a folder", "egress/sg-4d5f6g7h/all.json", set.Egress, ["sg-4d5f6g7h: ? in, 1 out"]],
    ["a policy set alone", "sg-4d5f6g7h.json", set, ["sg-4d5f6g7h: 2 in, 1 out"]],
    [
      "an empty one",
      "sg-4d5f6g7h.json",
      { Version: "0", Ingress: [], Egress: [] },
      ["sg-4d5f6g7h: 0 in, 0 out"],
    ],
    ["with its id beside it", "x.json", { SecurityGroupId: "sg-a", ...set }, ["sg-a: 2 in, 1 out"]],
    [
      "answers by id",
      "all.json",
      { "sg-a": answer, "sg-b": raw({ SecurityGroupPolicySet: set }) },
      ["sg-a: 2 in, 1 out", "sg-b: 2 in, 1 out"],
    ],
    [
      "sets by id, in a file about one of them",
      "sg-4d5f6g7h.inbound.json",
      { "sg-a": set, "sg-b": set.Ingress },
      ["sg-a: 2 in, 1 out", "sg-b: 2 in, ? out"],
    ],
    [
      "sets in the elements",
      "sg-all.json",
      tccli({
        SecurityGroupSet: [
          { SecurityGroupId: "sg-a", SecurityGroupPolicySet: set },
          { SecurityGroupId: "sg-b" },
        ],
      }),
      ["sg-a: 2 in, 1 out", "sg-b: ? in, ? out"],
    ],
    [
      "directions in the elements",
      "x.json",
      tccli({ SecurityGroupSet: [{ SecurityGroupId: "sg-a", Ingress: set.Ingress, Egress: [] }] }),
      ["sg-a: 2 in, 0 out"],
    ],
    [
      "as Cloud Custodian keeps them",
      "resources.json",
      [
        {
          SecurityGroupId: "sg-4d5f6g7h",
          SecurityGroupName: "web",
          IpPermissions: set.Ingress,
          IpPermissionsEgress: set.Egress,
        },
      ],
      ["sg-4d5f6g7h: 2 in, 1 out"],
    ],
    [
      "elements alone",
      "groups.json",
      [{ SecurityGroupId: "sg-4d5f6g7h", SecurityGroupName: "web" }],
      ["sg-4d5f6g7h: ? in, ? out"],
    ],
    [
      "an id in the middle of the name",
      "policies of sg-4d5f6g7h (2).json",
      answer,
      ["sg-4d5f6g7h: 2 in, 1 out"],
    ],
    [
      "answers under names of one's own",
      "all.json",
      {
        groups: tccli({ SecurityGroupSet: [{ SecurityGroupId: "sg-a" }] }),
        policies: [{ SecurityGroupId: "sg-a", answer }],
      },
      ["sg-a: 2 in, 1 out"],
    ],
  ])("%s", (_, file, value, expected) => {
    expect(looksLikeApiAnswer(documentOf(file, value))).toBe(true);
    const draft = load({ [file]: value });
    expect(messages(draft)).toEqual([]);
    expect(lists(draft)).toEqual(expected);
  });

  test("a list alone, whose direction nothing tells, proves nothing", () => {
    const taken = (file: string) => messages(load({ [file]: set.Ingress }));
    for (const name of ["sg-4d5f6g7h.json", "out/sg-4d5f6g7h.json", "in-or-out/sg-4d5f6g7h.json"])
      expect(taken(name)).toEqual([expect.stringContaining("was read as ingress")]);
    for (const name of ["-inbound", ".ingress", ".egress"])
      expect(taken(`sg-4d5f6g7h${name}.json`)).toEqual([]);
  });

  test("places are those of the text", () => {
    const alone = load({ "sg-4d5f6g7h.json": set.Ingress }).groups[0]!;
    expect(knownOf(alone.ingress).map(({ place }) => spot(place))).toEqual([
      "sg-4d5f6g7h.json:2",
      "sg-4d5f6g7h.json:9",
    ]);
    const elements = [
      { SecurityGroupId: "sg-4d5f6g7h", SecurityGroupName: "web", IpPermissions: [policy(0)] },
    ];
    const kept = load({ "all.json": elements }).groups[0]!;
    expect(knownOf(kept.ingress).map(({ place }) => spot(place))).toEqual(["all.json:6"]);
  });

  test.each<[string, unknown]>([["several ids in one path", answer]])(
    "%s say nothing",
    (_, value) => {
      const draft = load({ "sg-1q2w3e4r/copy of sg-4d5f6g7h.json": value });
      expect(messages(draft)).toEqual([
        expect.stringContaining("nothing says which security group"),
      ]);
    },
  );

  test.each<[string, string, unknown]>([
    [
      "security groups of AWS",
      "sg.json",
      [{ GroupId: "sg-0a1b2c3d", GroupName: "web", IpPermissions: [] }],
    ],
    ["subnets of AWS", "subnets.json", [{ SubnetId: "subnet-0a1b2c3d", VpcId: "vpc-0a1b2c3d" }]],
    ["things by the ids of AWS", "x.json", { "sg-0a1b2c3d": { name: "web" } }],
    ["rules of a firewall", "x.json", [{ Action: "ACCEPT", Source: "10.0.0.0/8" }]],
    ["a network policy", "x.json", { Ingress: [{ From: [] }], Egress: [] }],
    ["a list of names", "x.json", ["sg-4d5f6g7h"]],
  ])("somebody else's is not claimed: %s", (_, file, value) => {
    expect(looksLikeApiAnswer(documentOf(file, value))).toBe(false);
  });
});

test("members of target groups name their group themselves, one or several", () => {
  const member = (TargetGroupId: string, InstanceId: string): Json => ({
    TargetGroupId,
    Type: "CVM",
    InstanceId,
    Port: 8080,
    Weight: 10,
  });
  const listener = (ListenerId: string, TargetGroupId: string): Json => ({
    ListenerId,
    Protocol: "TCP",
    Port: 80,
    TargetType: "TARGETGROUP",
    TargetGroup: { TargetGroupId },
  });
  const bound = (ListenerId: string): Json => ({
    ListenerId,
    Protocol: "TCP",
    Port: 80,
    Targets: [],
  });
  const draft = load({
    "members.json": tccli({
      TotalCount: 3,
      TargetGroupInstanceSet: [
        member("lbtg-1a2s3d4f", "ins-a"),
        member("lbtg-5g6h7j8k", "ins-b"),
        member("lbtg-1a2s3d4f", "ins-c"),
      ],
    }),
    "lb-9o8i7u6y.listeners.json": tccli({
      TotalCount: 2,
      Listeners: [listener("lbl-a", "lbtg-1a2s3d4f"), listener("lbl-b", "lbtg-5g6h7j8k")],
    }),
    "lb-9o8i7u6y.targets.json": tccli({
      Listeners: [bound("lbl-a"), bound("lbl-b")],
    }),
  });
  expect(messages(draft)).toEqual([]);
  const found = knownOf(draft.loadBalancers[0]!.listeners).map(({ targets }) =>
    knownOf(targets).map(({ to, place }) => [
      isUnknown(to) || to.kind === "ip" ? "?" : to.id,
      spot(place),
    ]),
  );
  expect(found).toEqual([
    [
      ["ins-a", "members.json:4"],
      ["ins-c", "members.json:18"],
    ],
    [["ins-b", "members.json:11"]],
  ]);
});

describe("texts that hold more than one value, or other words", () => {
  const one = JSON.stringify({ SecurityGroupId: "sg-a", ...answer });
  const two = JSON.stringify({ SecurityGroupId: "sg-b", ...answer });
  const pretty = JSON.stringify(answer, null, 1);
  const python = pretty
    .replaceAll('"', "'")
    .replace("'Version': '4'", "'Version': None, 'Note': 'it\\'s \"new\"', 'Open': True");
  const command = "tccli vpc DescribeSecurityGroupPolicies --SecurityGroupId sg-4d5f6g7h";

  test.each<[string, string, string, string[]]>([
    ["a value a line", "all.json", `${one}\n${two}\n`, ["sg-a", "sg-b"]],
    ["values one after the other", "all.json", `${one}${two}`, ["sg-a", "sg-b"]],
    ["values with commas between", "all.txt", `${one},\r\n${two}`, ["sg-a", "sg-b"]],
    ["a copied terminal", "sg-4d5f6g7h.json", `$ ${command}\n${pretty}\n$ `, ["sg-4d5f6g7h"]],
    [
      "whose prompt has brackets",
      "x.log",
      `[root@ops ~]# ${command}\n${pretty}\n[root@ops ~]# `,
      ["sg-4d5f6g7h"],
    ],
    [
      "a command on two lines",
      "x.txt",
      `$ ${command.replace(" --S", " \\\n  --S")}\n${pretty}`,
      ["sg-4d5f6g7h"],
    ],
    [
      "two commands and their answers",
      "x.txt",
      `$ ${command}\n${pretty}\n$ ${command.replace("4d5f", "9d9f")}\n${pretty}\n`,
      ["sg-4d5f6g7h", "sg-9d9f6g7h"],
    ],
    ["what Python prints", "sg-4d5f6g7h.json", python, ["sg-4d5f6g7h"]],
    ["in a notebook", "sg-4d5f6g7h.txt", `>>> print(answer)\n${python}\n>>> `, ["sg-4d5f6g7h"]],
  ])("%s", (_, file, text, groups) => {
    const rescued = rescueAnswers(file, text)!;
    const draft = loadApiAnswers(rescued.documents);
    expect(messages(draft)).toEqual([]);
    expect(draft.groups.map(({ id }) => id)).toEqual(groups);
    expect(draft.groups.map(({ ingress }) => knownOf(ingress).length)).toEqual(groups.map(() => 2));
    const at = knownOf(draft.groups[0]!.ingress)[1]!.place;
    const { start, end } = at.source.span(["SecurityGroupPolicySet", "Ingress", 1], "value");
    expect(text.slice(start, end)).toMatch(/^\{\s*["']PolicyIndex["']:\s*1,[^{]*\}$/);
  });

  test("a command that asks for a part makes its answer one", () => {
    const text = `$ ${command} --Filters.0.Name poly --Filters '[{"Name":"poly","Values":["ACCEPT"]}]'\n${pretty}\n`;
    const draft = loadApiAnswers(rescueAnswers("x.txt", text)!.documents);
    expect(messages(draft)[0]).toContain("the command above it asks with filters");
    expect(lists(draft)).toEqual(["sg-4d5f6g7h: 3 in, 2 out"]);
  });

  test("a list that was asked for with filters typed one by one is a part", () => {
    const asked = "$ tccli cvm DescribeInstances --Filters.0.Name zone --Filters.0.Values a";
    const text = `${asked}\n{"TotalCount":0,"InstanceSet":[],"RequestId":"5cf1a813"}\n`;
    const draft = loadApiAnswers(rescueAnswers("x.txt", text)!.documents);
    expect(messages(draft)).toEqual([expect.stringContaining("filters")]);
  });

  test("the error of tccli is that of the call", () => {
    const said =
      "[TencentCloudSDKException] code:UnauthorizedOperation message:no permission requestId:8d1c-77";
    const draft = loadApiAnswers(rescueAnswers("sg-4d5f6g7h.json", `${said}\n`)!.documents);
    expect(messages(draft)).toEqual([
      "the call about sg-4d5f6g7h answered with the error UnauthorizedOperation: no permission (request id 8d1c-77); what it should tell is unknown: allow the call and save its answer again",
    ]);
    expect(lists(draft)).toEqual(["sg-4d5f6g7h: ? in, ? out"]);
  });

  test("what else the command says in place of an answer is a complaint that quotes it", () => {
    const rescued = rescueAnswers(
      "sg-a.json",
      "usage: tccli [options] <service>\ntccli: error: bad\n",
    );
    expect(rescued!.complaints.map(({ message }) => message)).toEqual([
      expect.stringContaining('("usage: tccli [options] <service>")'),
    ]);
  });

  test.each<[string, string]>([
    ["a broken answer, of which an inner list can be read", pretty.replace('"4",', '"4"')],
    ["one that is cut off", pretty.slice(0, -20)],
    ["two values of which one is broken", `${one}\n${two.slice(0, -3)}`],
    ["somebody else's values", '{"a":1}\n{"b":2}\n'],
    ["words", "hello"],
  ])("nothing is made of %s", (_, text) => {
    expect(rescueAnswers("sg-a.json", text)).toBeNull();
  });
});

test.each<[string, string]>([
  ["broken, with many values inside", `{"a":[${'{"b":1},'.repeat(100_000)}x]}`],
  ["quotes", `[ '${",' ".repeat(200_000)}`],
  ["brackets", '[{"a":'.repeat(100_000)],
])("a hostile text costs little and gives nothing: %s", (_, text) => {
  expect(rescueAnswers("sg-a.json", text)).toBeNull();
});
