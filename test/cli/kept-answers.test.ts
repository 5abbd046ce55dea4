// Answers in texts that are no JSON as a whole, as the command reads them.
import { expect, test } from "vitest";
import { project, sglint } from "./run.ts";

const policy = (PolicyIndex: number, CidrBlock: string, Action: string) => ({
  PolicyIndex,
  Protocol: "ALL",
  Port: "ALL",
  CidrBlock,
  Action,
});
const answer = {
  SecurityGroupPolicySet: {
    Version: "2",
    Ingress: [policy(0, "0.0.0.0/0", "DROP"), policy(1, "10.4.0.0/16", "ACCEPT")],
    Egress: [],
  },
  RequestId: "a-b-c",
};
const line = (SecurityGroupId: string) => JSON.stringify({ SecurityGroupId, ...answer });
const dead = (id: string) => `policy 1 of ${id} never decides`;

test.each<[string, string, string, string[]]>([
  [
    "a value a line, in a folder",
    "dump.json",
    `${line("sg-a")}\n${line("sg-b")}\n`,
    ["sg-a", "sg-b"],
  ],
  ["JSON lines, in a folder", "dump.jsonl", `${line("sg-a")}\n${line("sg-b")}\n`, ["sg-a", "sg-b"]],
  ["one line, in a folder", "dump.ndjson", line("sg-a"), ["sg-a"]],
  [
    "a copied terminal, in a folder",
    "sg-5t4r3e2w.json",
    `$ tccli vpc X\n${JSON.stringify(answer)}\n$`,
    ["sg-5t4r3e2w"],
  ],
  [
    "a list alone, in a folder",
    "sg-5t4r3e2w/in.json",
    JSON.stringify(answer.SecurityGroupPolicySet.Ingress),
    ["sg-5t4r3e2w"],
  ],
])("%s is read", async (_, file, text, ids) => {
  const ran = await sglint(["check", ".", "-f", "concise"], { cwd: project({ [file]: text }) });
  for (const id of ids) expect(ran.stdout).toContain(dead(id));
  expect(ran.stdout).toMatch(/; complete\n$/);
});

test.each(["dump.txt", "dump.log"])("%s is read where it is named", async (file) => {
  const cwd = project({ [file]: `${line("sg-a")}\n${line("sg-b")}\n` });
  const ran = await sglint(["check", file, "-f", "concise"], { cwd });
  expect(ran.stdout).toContain(dead("sg-b"));
});

test.each<[string, RegExp]>([
  [
    "[TencentCloudSDKException] code:AuthFailure message:no requestId:1-2\n",
    /answered with the error AuthFailure: no/,
  ],
  [
    "tccli: error: the following arguments are required: --SecurityGroupId\n",
    /what the command said instead/,
  ],
])("what tccli says in place of an answer is a complaint: %s", async (text, says) => {
  const cwd = project({ "sg-5t4r3e2w.json": text });
  const ran = await sglint(["check", ".", "-f", "concise"], { cwd });
  expect([ran.code, ran.stdout]).toEqual([3, expect.stringMatching(says)]);
  expect(ran.stdout.match(/input error: /g)).toHaveLength(1);
});

test("an answer of the vendor whose key differs from ours by a capital letter is no definitions file", async () => {
  const health = { LoadBalancers: [{ LoadBalancerId: "lb-a", Listeners: [] }], RequestId: "x" };
  const cwd = project({ "health.json": JSON.stringify(health), "sg.json": line("sg-a") });
  const ran = await sglint(["check", ".", "-f", "concise"], { cwd });
  expect(ran.stdout).not.toContain("input error");
});

test.each([
  ["far behind its beginning", (text: string) => text.slice(0, -30)],
  ["behind its first sign", () => "{"],
  ["within its first key", () => '{"Resp'],
  ["in a list", (text: string) => `[${text}`],
])("JSON lines that are cut off %s are complained of", async (_, cut) => {
  const cwd = project({
    "cut.jsonl": `${line("sg-a")}\n${cut(line("sg-b"))}`,
    "trace.ndjson": '{"ts": 1, "Result": "ok"}\n{"ts": 2}\n',
  });
  const ran = await sglint(["check", ".", "-f", "concise"], { cwd });
  expect([ran.code, ran.stdout.match(/^\S+: input error/gm)]).toEqual([
    3,
    [expect.stringMatching(/^cut\.jsonl:2:/)],
  ]);
});

const rule = { SourceCidrIp: "0.0.0.0/0", Policy: "Accept", PortRange: "22/22" };

test.each<[string, unknown]>([
  ["Alibaba Cloud", { Permissions: { Permission: [rule] }, RequestId: "x" }],
  ["Alibaba Cloud", { Listeners: { Listener: [{ ListenerPort: 80 }] }, RequestId: "x" }],
  [
    "Alibaba Cloud",
    { Listeners: [{ ListenerId: "lsn-a", ListenerProtocol: "HTTP" }], RequestId: "x" },
  ],
  ["Alibaba Cloud", { Addresses: { Address: [{}] }, RequestId: "x" }],
  ["AWS", { SecurityGroups: [{ GroupId: "sg-0a", IpPermissions: [] }] }],
  ["AWS", { Listeners: [{ ListenerArn: "arn:x", Port: 80 }] }],
  ["Volcengine", { ResponseMetadata: { RequestId: "x" }, Result: { Permissions: [rule] } }],
  ["Baidu Cloud", { securityGroups: [{ id: "g-1", rules: [] }], isTruncated: false, maxKeys: 9 }],
  ["Huawei Cloud or OpenStack", { security_group_rules: [{ id: "u" }], request_id: "x" }],
  ["Huawei Cloud or OpenStack", { security_groups: [{ id: "u", security_group_rules: [] }] }],
  ["Huawei Cloud or OpenStack", { loadbalancers: [{ id: "u", provisioning_status: "ACTIVE" }] }],
])("what %s prints is passed over, and said: %j", async (cloud, printed) => {
  const cwd = project({
    "sg-5t4r3e2w.json": JSON.stringify(answer),
    "other.json": JSON.stringify(printed),
  });
  const ran = await sglint(["check", ".", "-f", "json"], { cwd });
  const { complaints, notices } = JSON.parse(ran.stdout);
  expect([complaints, notices]).toEqual([
    [],
    expect.arrayContaining([expect.stringContaining(`other.json is something of ${cloud},`)]),
  ]);
});

test("answers of the vendor's other calls are told without their Response as well", async () => {
  const vpcs = { TotalCount: 1, VpcSet: [{ VpcId: "vpc-1a2b3c4d" }] };
  const cwd = project({
    "sg-5t4r3e2w.json": JSON.stringify(answer),
    "vpcs.json": JSON.stringify(vpcs),
  });
  const ran = await sglint(["check", ".", "-f", "json"], { cwd });
  const { complaints, notices } = JSON.parse(ran.stdout);
  expect([complaints, notices.join()]).toEqual([
    [],
    expect.stringContaining("vpcs.json is an answer of a call"),
  ]);
});
