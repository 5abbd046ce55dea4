// The answers of a generated account, saved as a user would save them, are read without a complaint.
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadApiAnswers } from "../../src/load/answers/index.ts";
import { parseDocument, type Document } from "../../src/load/text/document.ts";
import { isComplaints } from "../../src/load/text/parsed.ts";
import { isUnknown } from "../../src/model/unknown.ts";
import { generateAccount, startCloud, type Cloud } from "./cloud.ts";
import { clientsOf } from "./clients.ts";

const SIZE = { groups: 20, instances: 60, balancers: 20, gateways: 4, templates: 6 };
let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ account: generateAccount(SIZE), limits: false });
});
afterAll(() => cloud.close());

type Row = Readonly<Record<string, unknown>>;

async function save(): Promise<Document[]> {
  const sdk = clientsOf(cloud);
  const documents: Document[] = [];
  const keep = (content: Row) => {
    const document = parseDocument(`${documents.length}.json`, JSON.stringify(content));
    if (isComplaints(document)) throw new Error(document[0]!.message);
    documents.push(document);
  };
  const ask = async (service: keyof typeof sdk, action: string, params: Row = {}) => {
    const answer = (await sdk[service].request(action, params)) as Row;
    const { Offset: _, Limit: __, ...owner } = params;
    keep({ ...owner, Response: answer });
    return answer;
  };
  const text = { Offset: "0", Limit: "100" };
  const number = { Offset: 0, Limit: 100 };
  for (const noun of ["AddressTemplates", "AddressTemplateGroups", "ServiceTemplates"])
    await ask("vpc", `Describe${noun}`, text);
  await ask("vpc", "DescribeServiceTemplateGroups", text);
  await ask("vpc", "DescribeSecurityGroupLimits");
  await ask("vpc", "DescribeSubnets", text);
  await ask("vpc", "DescribeNetworkInterfaces", number);
  await ask("cvm", "DescribeInstances", number);
  const groups = await ask("vpc", "DescribeSecurityGroups", text);
  for (const { SecurityGroupId } of groups["SecurityGroupSet"] as Row[])
    await ask("vpc", "DescribeSecurityGroupPolicies", { SecurityGroupId });
  const acls = await ask("vpc", "DescribeNetworkAcls", number);
  for (const { NetworkAclId, NetworkAclType } of acls["NetworkAclSet"] as Row[])
    if (NetworkAclType === "QUINTUPLE")
      await ask("vpc", "DescribeNetworkAclQuintupleEntries", { NetworkAclId, ...number });
  const balancers = await ask("clb", "DescribeLoadBalancers", number);
  for (const { LoadBalancerId } of balancers["LoadBalancerSet"] as Row[]) {
    await ask("clb", "DescribeListeners", { LoadBalancerId });
    await ask("clb", "DescribeTargets", { LoadBalancerId });
  }
  await ask("apigateway", "DescribeUpstreams", number);
  const services = await ask("apigateway", "DescribeServicesStatus", number);
  for (const { ServiceId } of (services["Result"] as Row)["ServiceSet"] as Row[]) {
    const apis = await ask("apigateway", "DescribeApisStatus", { ServiceId, ...number });
    for (const { ApiId } of (apis["Result"] as Row)["ApiIdStatusSet"] as Row[])
      await ask("apigateway", "DescribeApi", { ServiceId, ApiId });
  }
  const clusters = await ask("tke", "DescribeClusters", number);
  for (const { ClusterId } of clusters["Clusters"] as Row[])
    await ask("tke", "DescribeClusterInstances", { ClusterId, ...number });
  return documents;
}

test("every answer is recognised and read whole", async () => {
  const draft = loadApiAnswers(await save());
  expect(draft.complaints.map((complaint) => complaint.message)).toEqual([]);
  expect(draft.groups).toHaveLength(SIZE.groups);
  expect(draft.instances).toHaveLength(SIZE.instances);
  expect(draft.loadBalancers).toHaveLength(SIZE.balancers);
  expect(draft.addressTemplates).toHaveLength(SIZE.templates);
  expect(draft.networkAcls.map((acl) => acl.type).toSorted()).toEqual(["QUINTUPLE", "TRIPLE"]);
  expect(draft.gateways).toHaveLength(SIZE.gateways);
  const apis = draft.gateways.flatMap((gateway) => (isUnknown(gateway.apis) ? [] : gateway.apis));
  expect(apis).toHaveLength(SIZE.gateways * 8);
  const backends = apis.map(({ backend }) => (isUnknown(backend) ? "unknown" : backend.kind));
  for (const kind of ["clb", "cvm", "http", "mock", "scf", "upstream"])
    expect(backends).toContain(kind);
});
