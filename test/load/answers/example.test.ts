// The account in examples/api-answers: what a reader of it finds is what the loader reads.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadApiAnswers, looksLikeApiAnswer } from "../../../src/load/answers/index.ts";
import { isUnknown } from "../../../src/model/unknown.ts";
import { documentOf, knownOf, messages, texts } from "./fixtures/answers.ts";

const folder = "examples/api-answers";
const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
const documents = files.map((file) =>
  documentOf(`${folder}/${file}`, readFileSync(`${folder}/${file}`, "utf8")),
);
const draft = loadApiAnswers(documents);

test("every file is a saved answer, and none gives cause to complain", () => {
  expect(documents.filter((document) => !looksLikeApiAnswer(document))).toEqual([]);
  expect(messages(draft)).toEqual([]);
  expect(draft.assumptions).toEqual([
    "The gateways in examples/api-answers are in ap-guangzhou, the region of every zone that is named there.",
  ]);
});

test("the orders API reaches two instances behind the CLB, whose group admits two gateway ranges", () => {
  const [gateway] = draft.gateways;
  const [orders, payments] = knownOf(gateway!.apis);
  expect(gateway).toMatchObject({
    id: "service-4q8z1xk2",
    region: "ap-guangzhou",
    instance: { kind: "shared" },
  });
  expect(orders).toMatchObject({
    auth: "SECRET",
    backend: { kind: "clb", loadBalancer: "lb-6p0w2r9k", port: 80 },
  });
  expect(payments).toMatchObject({
    auth: "NONE",
    backend: { kind: "http", url: "https://203.0.113.24:8443/callback" },
  });
  const [listener] = knownOf(draft.loadBalancers[0]!.listeners);
  expect(knownOf(listener!.targets).map((target) => target.to)).toMatchObject([
    { id: "ins-0f6m2p8c" },
    { id: "ins-7t4w9h1z" },
  ]);
  const backend = draft.groups.find((group) => group.name === "orders backend");
  expect(knownOf(backend!.ingress).map((policy) => policy.peer)).toMatchObject([
    { text: "9.0.0.0/8" },
    { text: "100.64.0.0/10" },
    { kind: "group", id: "sg-3v9xq7ma" },
    { kind: "address-template", id: "ipm-2uw6ujo6" },
    { text: "0.0.0.0/0" },
  ]);
});

test("instances, subnets and groups are whole; what callers are is left to the user", () => {
  expect(
    draft.instances.map((i) => [texts(i.privateIps).join(), i.subnet, i.securityGroups]),
  ).toEqual([
    ["10.0.3.17", "subnet-4d8s1m0q", ["sg-8k2f0d1a"]],
    ["10.0.3.18", "subnet-4d8s1m0q", ["sg-8k2f0d1a"]],
    ["10.0.4.9", "subnet-9b2v6x5w", ["sg-3v9xq7ma"]],
  ]);
  expect(texts(draft.instances[2]!.publicIps)).toEqual(["203.0.113.24"]);
  expect(draft.subnets.map((subnet) => subnet.networkAcl)).toEqual([null, null]);
  expect(draft.groups.every((group) => !isUnknown(group.ingress) && !isUnknown(group.egress))).toBe(
    true,
  );
  expect(isUnknown(draft.gateways[0]!.clients)).toBe(true);
});
