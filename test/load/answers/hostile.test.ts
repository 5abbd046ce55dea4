// Whatever stands where an answer is expected: no throw, places that can be located, and nothing known that
// was not said.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../../depth.ts";
import { loadApiAnswers, looksLikeApiAnswer } from "../../../src/load/answers/index.ts";
import { SAVED_CALLS } from "../../../src/load/vendor/calls.ts";
import { locate } from "../../../src/model/place.ts";
import { documentOf, raw } from "./fixtures/answers.ts";

const scalar = fc.oneof(
  fc.constantFrom(
    null,
    "",
    0,
    1,
    -1,
    true,
    "ACCEPT",
    "TCP",
    "80",
    "10.0.0.0/8",
    "sg-a",
    "ins-a",
    "lb-a",
    "MY_PUBLIC_IP",
  ),
  fc.constantFrom(
    "http://10.0.0.10:80",
    "HTTP",
    "TSF",
    "__proto__",
    "constructor",
    "0.0.0.0/8",
    "\u0000\u001b[2J",
  ),
  fc.string(),
  fc.integer(),
  fc.double(),
);
/** Every key that some reader looks at, and those that no object should have. */
const key = fc.constantFrom(
  ..."SecurityGroupId SecurityGroupName Ingress Egress PolicyIndex Protocol Port CidrBlock Ipv6CidrBlock AddressTemplate AddressId AddressGroupId ServiceTemplate ServiceId ServiceGroupId Action".split(
    " ",
  ),
  ..."AddressTemplateId AddressSet AddressExtraSet AddressTemplateGroupId AddressTemplateIdSet ServiceTemplateId ServiceSet NetworkInterfaceId Primary Attachment InstanceId GroupSet PrivateIpAddressSet PrivateIpAddress PublicIpAddress Ipv6AddressSet Address".split(
    " ",
  ),
  ..."NetworkAclId NetworkAclType SubnetSet SubnetId VpcId NetworkAclIdd IngressEntries EgressEntries Priority NetworkAclDirection SourceCidr DestinationCidr SourcePort DestinationPort NetworkAclQuintupleEntryId".split(
    " ",
  ),
  ..."LoadBalancerId LoadBalancerVips SecureGroups AddressIPv6 LoadBalancerPassToTarget SnatPro ListenerId EndPort HealthCheck SourceIpType Rules Targets LocationId Domain Domains Url Type EniId Weight TargetGroupList FunctionTargets RewriteTarget".split(
    " ",
  ),
  ..."PrivateIpAddresses PublicIpAddresses SecurityGroupIds VirtualPrivateCloud Placement Zone ApiId AuthType ServiceType ServiceTimeout ServiceConfig Product UniqVpcId UpstreamId Nodes Host VmInstanceId UpstreamType MicroServices NetworkConfig OutboundIpAddresses ApiIdStatusSet ClusterId Property ClusterNetworkSettings Subnets TotalCount Error Code Message Result Response RequestId __proto__ constructor toString".split(
    " ",
  ),
);
const { value } = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    tie("object"),
    fc.array(tie("value"), { maxLength: 4 }),
  ),
  object: fc.dictionary(key, tie("value"), { maxKeys: 8 }),
}));
const element = fc.dictionary(key, value, { maxKeys: 12 });

/** An answer of each call whose elements are anything. */
const answer = fc
  .record({
    call: fc.constantFrom(...SAVED_CALLS),
    elements: fc.array(
      fc.oneof({ weight: 5, arbitrary: element }, { weight: 1, arbitrary: value }),
      { maxLength: 4 },
    ),
    id: fc.constantFrom("sg-a", "lb-a", "ins-a", "eni-a", "service-a", "api-a", "x"),
    wrapper: fc.dictionary(key, value, { maxKeys: 2 }),
    broken: fc.boolean(),
  })
  .map(({ call, elements, id, wrapper, broken }) => {
    const { key: name, list, id: idKey, in: within } = call;
    const named = elements.map((e) =>
      idKey !== null && typeof e === "object" && e !== null && !broken ? { ...e, [idKey]: id } : e,
    );
    const content = list
      ? { [name]: named }
      : { ...(named[0] as object), [name]: idKey === null ? named[0] : id };
    return { ...wrapper, ...raw(within === "Result" ? { Result: content } : content) };
  });
const file = fc.constantFrom(
  "sg-a.json",
  "lb-a.listeners.json",
  "lb-a.targets.json",
  "cls-a.json",
  "acl-a.json",
  "service-a.json",
  "x.json",
  "d/y.json",
);

function readAll(files: readonly (readonly [string, unknown])[]): void {
  const documents = files.map(([name, content]) => documentOf(name, JSON.stringify(content)));
  const draft = loadApiAnswers(documents);
  for (const { message, place } of draft.complaints) {
    expect(locate(place!).line).toBeGreaterThan(0);
    // eslint-disable-next-line no-control-regex
    expect(message).not.toMatch(/[\u0000-\u001f]/);
  }
  for (const document of documents) looksLikeApiAnswer(document);
}

describe("never throws", () => {
  test("on answers whose elements are anything", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(file, fc.oneof(answer, fc.array(answer, { maxLength: 3 }))), {
          minLength: 1,
          maxLength: 4,
        }),
        readAll,
      ),
      { numRuns: runs(1500) },
    );
  });

  test("on anything", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(file, fc.oneof(value, fc.jsonValue())), { maxLength: 3 }),
        readAll,
      ),
      { numRuns: runs(500) },
    );
  });
});

test("the same answers give the same draft", () => {
  fc.assert(
    fc.property(file, answer, (name, content) => {
      const read = () => {
        const { complaints, notices, assumptions } = loadApiAnswers([
          documentOf(name, JSON.stringify(content)),
        ]);
        return [complaints.map((c) => c.message), notices, assumptions];
      };
      expect(read()).toEqual(read());
    }),
    { numRuns: 100 },
  );
});
