import { describe, expect, test } from "vitest";
import { isUnknown } from "../../../src/model/unknown.ts";
import {
  factOf,
  knownOf,
  listOf,
  load,
  messages,
  raw,
  SHAPES,
  texts,
  type Files,
  type Json,
} from "./fixtures/answers.ts";

const ID = "service-1a2b3c4d";
const listIn = (key: string, ...elements: Json[]) =>
  raw({ Result: { TotalCount: elements.length, [key]: elements } });
const services = (fields: Json = {}) =>
  listIn("ServiceSet", { ServiceId: ID, ServiceName: "orders", InstanceId: "", ...fields });
const apis = (...ids: string[]) =>
  listIn("ApiIdStatusSet", ...ids.map((ApiId) => ({ ServiceId: ID, ApiId, AuthType: "SECRET" })));
const detail = (fields: Json) =>
  raw({
    Result: {
      ServiceId: ID,
      ApiId: "api-a",
      AuthType: "NONE",
      ServiceTimeout: 15,
      ServiceType: "MOCK",
      ...fields,
    },
  });

const gatewayOf = (files: Files) => load(files).gateways[0]!;
const apisOf = (files: Files) => knownOf(gatewayOf(files).apis);

describe("services", () => {
  test.each(Object.entries(SHAPES))("%s", (_, shape) => {
    const body = { Result: { TotalCount: 1, ServiceSet: [{ ServiceId: ID, InstanceId: "" }] } };
    const gateway = gatewayOf({ "s.json": shape(body) });
    expect(gateway).toMatchObject({ id: ID, product: "api-gateway", instance: { kind: "shared" } });
    expect(factOf(gateway.clients)).toMatchObject({
      id: `clients of ${ID}`,
      remedy: expect.stringContaining("--clients"),
    });
    expect(factOf(gateway.apis)).toMatchObject({
      id: `APIs of ${ID}`,
      remedy: `save what this prints: \`tccli apigateway DescribeApisStatus --ServiceId ${ID} > ${ID}.apis.json\``,
    });
  });

  test("an instance that no field tells is unknown and says how to declare it", () => {
    const fact = factOf(gatewayOf({ "s.json": services({ InstanceId: null }) }).instance);
    expect(fact).toMatchObject({
      id: `instance of ${ID}`,
      remedy: expect.stringContaining("instance: shared"),
    });
    const named = services({ InstanceId: null, ExclusiveSetName: "" });
    expect(gatewayOf({ "s.json": named }).instance).toEqual({ kind: "shared" });
    expect(messages(load({ "s.json": services({ InstanceId: 5 }) }))).toEqual([
      "InstanceId is 5, expected an id",
    ]);
  });

  test("a dedicated instance has its own egress, if saved", () => {
    const files = { "s.json": services({ InstanceId: "instance-a" }) };
    const bare = knownOf(gatewayOf(files).instance);
    expect(bare).toMatchObject({ kind: "dedicated", id: "instance-a" });
    expect(bare.kind === "dedicated" && factOf(bare.publicEgress).remedy).toContain(
      "DescribeExclusiveInstanceDetail --InstanceId instance-a",
    );
    const config = (NetworkConfig: Json) =>
      raw({ Result: { InstanceId: "instance-a", NetworkConfig } });
    const saved = (NetworkConfig: Json) => {
      const instance = knownOf(gatewayOf({ ...files, "d.json": config(NetworkConfig) }).instance);
      if (instance.kind !== "dedicated") throw new Error("shared");
      return instance;
    };
    expect(texts(saved({ OutboundIpAddresses: ["203.0.113.7"] }).publicEgress)).toEqual([
      "203.0.113.7",
    ]);
    expect(saved({ EnableInternetOutbound: false }).publicEgress).toEqual([]);
    expect(factOf(saved({}).vpcSources).remedy).toContain("vpcSources");
  });

  test("DescribeService tells the instance and lists the APIs", () => {
    const service = raw({
      ServiceId: ID,
      ServiceName: "orders",
      InstanceId: "",
      ApiTotalCount: 1,
      ApiIdStatusSet: [{ ApiId: "api-a", AuthType: "APP" }],
    });
    const draft = load({ "s.json": service });
    expect(draft.gateways[0]).toMatchObject({
      id: ID,
      instance: { kind: "shared" },
      apis: [{ id: "api-a", auth: "APP" }],
    });
    expect(
      load({ "l.json": services({ InstanceId: null }), "s.json": service }).gateways,
    ).toMatchObject([{ instance: { kind: "shared" } }]);
    expect(draft.assumptions).toEqual([]);
  });
});

describe("APIs", () => {
  test("listed and not described: the backend is unknown, the authentication is not", () => {
    const [api] = apisOf({ "s.json": services(), "l.json": apis("api-a") });
    expect(api).toMatchObject({ id: "api-a", auth: "SECRET", clients: null });
    expect(factOf(api!.backend)).toMatchObject({
      id: "backend of api-a",
      remedy: expect.stringContaining(`DescribeApi --ServiceId ${ID} --ApiId api-a > api-a.json`),
    });
    expect([api!.timeout, api!.responseTime].map((v) => factOf(v).id)).toEqual([
      "timeout of api-a",
      "response time of api-a",
    ]);
  });

  test("described ones keep the order of the list", () => {
    const list = apisOf({
      "a.json": detail({}),
      "l.json": apis("api-b", "api-a"),
      "s.json": services(),
    });
    expect(list.map((api) => api.id)).toEqual(["api-b", "api-a"]);
    expect(list[1]).toMatchObject({ auth: "NONE", timeout: 15, backend: { kind: "mock" } });
  });

  test("described ones alone make a gateway, with an assumption", () => {
    const draft = load({ "a.json": detail({}) });
    expect(draft.gateways).toMatchObject([{ id: ID, apis: [{ id: "api-a" }] }]);
    expect(isUnknown(draft.gateways[0]!.instance)).toBe(true);
    expect(draft.assumptions).toEqual([expect.stringContaining(`${ID} has no other API`)]);
  });

  test("file name or wrapper name the service of an API that does not", () => {
    const own = detail({ ServiceId: null });
    expect(gatewayOf({ [`${ID}.api.json`]: own }).id).toBe(ID);
    expect(gatewayOf({ "x.json": { ServiceId: "service-x", ...own } }).id).toBe("service-x");
  });

  test("an empty list says that there is none, if something names the service", () => {
    const none = listIn("ApiIdStatusSet");
    expect(gatewayOf({ "s.json": services(), [`${ID}.apis.json`]: none }).apis).toEqual([]);
  });

  test.each([
    ["NONE", "NONE"],
    ["secret", "SECRET"],
    ["OAUTH", "OAUTH"],
    ["APP", "APP"],
    ["EIAM", "OAUTH"],
  ])("AuthType %s", (AuthType, auth) => {
    expect(apisOf({ "a.json": detail({ AuthType }) })[0]!.auth).toBe(auth);
  });

  test("malformed fields are complaints", () => {
    const draft = load({ "a.json": detail({ AuthType: "MAGIC", ServiceTimeout: "15" }) });
    expect(messages(draft)).toEqual([
      'authentication of api-a: AuthType is "MAGIC", expected NONE, SECRET, OAUTH, APP, EIAM',
      'timeout of api-a: ServiceTimeout is "15", expected seconds',
    ]);
  });

  test("one that is saved twice is a complaint that names both files", () => {
    const draft = load({ "1.json": detail({}), "2.json": detail({}) });
    expect(messages(draft)).toEqual(["API api-a is saved twice, in 1.json and 2.json; keep one"]);
  });
});

describe("backends", () => {
  const lb = (id: string, fields: Json = {}) => ({
    LoadBalancerId: id,
    LoadBalancerVips: ["10.0.0.10"],
    VpcId: "vpc-a",
    ...fields,
  });
  const balancers = (...list: Json[]) => ({ "lbs.json": listOf("LoadBalancerSet", ...list) });
  const node = (fields: Json) => ({ Host: "10.0.3.17", Port: 8080, Weight: 10, ...fields });
  const upstreams = (fields: Json) => ({
    "u.json": listIn("UpstreamSet", {
      UpstreamId: "upstream-a",
      UpstreamType: "IP_PORT",
      ...fields,
    }),
  });

  const read = (fields: Json, files: Files = {}) => {
    const draft = load({ "a.json": detail({ ServiceType: "HTTP", ...fields }), ...files });
    return { backend: knownOf(draft.gateways[0]!.apis)[0]!.backend, said: messages(draft) };
  };
  const config = (ServiceConfig: unknown, files?: Files) => read({ ServiceConfig }, files);

  test.each<[string, Json, Files, Json]>([
    ["mock", { ServiceType: "MOCK" }, {}, { kind: "mock" }],
    ["scf", { ServiceType: "scf" }, {}, { kind: "scf" }],
    ["cos", { ServiceType: "COS" }, {}, { kind: "cos" }],
    [
      "public URL",
      { ServiceConfig: { Url: "https://203.0.113.9:8443", Product: "" } },
      {},
      { kind: "http", url: "https://203.0.113.9:8443" },
    ],
    [
      "public URL with its path in a field of its own",
      { ServiceConfig: { Url: "https://203.0.113.9:8443/", Path: "/orders" } },
      {},
      { kind: "http", url: "https://203.0.113.9:8443/orders" },
    ],
    [
      "public URL with a path that is the root",
      { ServiceConfig: { Url: "https://203.0.113.9:8443", Path: "/" } },
      {},
      { kind: "http", url: "https://203.0.113.9:8443" },
    ],
    [
      "URL without scheme",
      { ServiceConfig: { Url: "api.example.com:8080" } },
      {},
      { kind: "http", url: "http://api.example.com:8080" },
    ],
    [
      "websocket",
      { ServiceType: "WEBSOCKET", ServiceConfig: { Url: "wss://ws.example.com/x" } },
      {},
      { kind: "http", url: "wss://ws.example.com/x" },
    ],
    [
      "cvm",
      { ServiceConfig: { Product: "cvm", UniqVpcId: "vpc-a", Url: "http://10.0.3.17:8080" } },
      {},
      {
        kind: "cvm",
        targets: [{ to: { kind: "ip", address: { text: "10.0.3.17" } }, port: 8080, weight: null }],
      },
    ],
    [
      "upstream by instance",
      { ServiceConfig: { Product: "upstream", UpstreamId: "upstream-a" } },
      upstreams({ Nodes: [node({ VmInstanceId: "ins-a" })] }),
      {
        kind: "upstream",
        targets: [{ to: { kind: "instance", id: "ins-a" }, port: 8080, weight: 10 }],
      },
    ],
    [
      "upstream by address",
      { ServiceConfig: { UpstreamId: "upstream-a" } },
      upstreams({ Nodes: [node({ VmInstanceId: "", Weight: 0 })] }),
      { kind: "upstream", targets: [{ to: { kind: "ip" }, weight: 0 }] },
    ],
    [
      "upstream of K8S with nodes",
      { ServiceConfig: { UpstreamId: "upstream-a" } },
      upstreams({ UpstreamType: "K8S", Nodes: [node({})] }),
      { kind: "upstream", targets: [{ to: { kind: "ip" } }] },
    ],
    [
      "upstream without nodes",
      { ServiceConfig: { UpstreamId: "upstream-a" } },
      upstreams({ Nodes: [] }),
      { kind: "upstream", targets: [] },
    ],
  ])("%s", (_, fields, files, expected) => {
    const { backend, said } = read(fields, files);
    expect(backend).toMatchObject(expected);
    expect(said).toEqual([]);
  });

  describe("a CLB", () => {
    const clb = (fields: Json) => ({ Product: "clb", UniqVpcId: "vpc-a", ...fields });
    test.each<[Json, Json, Json]>([
      [
        clb({ Url: "http://10.0.0.10:8080/v1" }),
        {},
        { loadBalancer: "lb-a", port: 8080, domain: "10.0.0.10", path: "/v1", protocol: "tcp" },
      ],
      [clb({ Url: "http://10.0.0.10", Path: "/orders" }), {}, { port: 80, path: "/orders" }],
      [clb({ Url: "https://10.0.0.10" }), {}, { port: 443, path: "/" }],
      [clb({ Url: "10.0.0.10:81" }), {}, { port: 81 }],
      [
        clb({ Url: "http://LB.example.com" }),
        { LoadBalancerDomain: "lb.example.com" },
        { loadBalancer: "lb-a", domain: "lb.example.com" },
      ],
      [
        clb({ Url: "http://[2001:DB8::1]:80" }),
        { AddressIPv6: "2001:db8:0::1" },
        { loadBalancer: "lb-a", domain: "2001:db8::1" },
      ],
      [{ UniqVpcId: "vpc-a", Url: "http://10.0.0.10" }, {}, { kind: "clb", loadBalancer: "lb-a" }],
      [clb({ Url: "http://10.0.0.10" }), { VpcId: null }, { loadBalancer: "lb-a" }],
    ])("%j with %j", (ServiceConfig, fields, expected) => {
      const { backend, said } = config(
        ServiceConfig,
        balancers(lb("lb-a", fields), lb("lb-b", { VpcId: "vpc-b" })),
      );
      expect(backend).toMatchObject({ kind: "clb", ...expected });
      expect(said).toEqual([]);
    });

    test("of ServiceType CLB needs no Product", () => {
      const fields = { ServiceType: "CLB", ServiceConfig: { Url: "http://10.0.0.10" } };
      expect(read(fields, balancers(lb("lb-a"))).backend).toMatchObject({
        kind: "clb",
        loadBalancer: "lb-a",
      });
    });

    test.each<[string, Json[], RegExp, RegExp]>([
      [
        "that is not saved",
        [],
        /no load balancer in the saved answers has the address 10\.0\.0\.10 in vpc-a/,
        /DescribeLoadBalancers/,
      ],
      [
        "of another VPC",
        [lb("lb-b", { VpcId: "vpc-b" })],
        /no load balancer/,
        /DescribeLoadBalancers/,
      ],
      [
        "that may be two",
        [lb("lb-a"), lb("lb-b", { VpcId: null })],
        /lb-a and lb-b both have the address/,
        /definitions file/,
      ],
    ])("%s is unknown", (_, list, text, remedy) => {
      const { backend } = config(clb({ Url: "http://10.0.0.10" }), balancers(...list));
      expect(factOf(backend)).toMatchObject({
        id: "backend of api-a",
        text: expect.stringMatching(text),
        remedy: expect.stringMatching(remedy),
      });
    });

    test("that is listed twice is one", () => {
      const { backend } = config(clb({ Url: "http://10.0.0.10" }), {
        ...balancers(lb("lb-a")),
        "2.json": listOf("LoadBalancerSet", lb("lb-a")),
      });
      expect(backend).toMatchObject({ loadBalancer: "lb-a" });
    });
  });

  test.each<[string, Json, Files, RegExp]>([
    [
      "a microservice",
      { ServiceType: "TSF", MicroServices: [{ MicroServiceName: "orders" }] },
      {},
      /microservice orders, whose instances no saved answer lists/,
    ],
    ["no type", { ServiceType: null }, {}, /names no ServiceType/],
    ["a new type", { ServiceType: "TARGET" }, {}, /"TARGET", which sglint does not know/],
    ["no configuration", { ServiceConfig: null }, {}, /no ServiceConfig/],
    ["no URL", { ServiceConfig: { Url: "" } }, {}, /holds no Url/],
    ["a variable", { ServiceConfig: { Url: "http://${host}:80" } }, {}, /is a variable/],
    [
      "a new product",
      { ServiceConfig: { Product: "tke", Url: "http://10.0.0.1" } },
      {},
      /"tke", which sglint does not know/,
    ],
    [
      "a CVM by domain",
      { ServiceConfig: { Product: "cvm", Url: "http://a.example.com" } },
      {},
      /names the domain a\.example\.com/,
    ],
    [
      "an upstream without id",
      { ServiceConfig: { Product: "upstream" } },
      {},
      /names no UpstreamId/,
    ],
    [
      "an upstream that is not saved",
      { ServiceConfig: { UpstreamId: "upstream-z" } },
      {},
      /upstream-z is not in the saved answers/,
    ],
    [
      "K8S without nodes",
      { ServiceConfig: { UpstreamId: "upstream-a" } },
      upstreams({ UpstreamType: "K8S", Nodes: [] }),
      /Kubernetes service/,
    ],
    [
      "unlisted nodes",
      { ServiceConfig: { UpstreamId: "upstream-a" } },
      upstreams({ Nodes: null }),
      /nodes of upstream-a/,
    ],
  ])("%s: unknown, with the reason", (_, fields, files, text) => {
    const { backend, said } = read(fields, files);
    expect(factOf(backend).text).toMatch(text);
    expect(said).toEqual([]);
  });

  test.each<[Json, RegExp]>([
    [{ ServiceConfig: 5 }, /^ServiceConfig of api-a is 5, expected an object/],
    [
      { ServiceConfig: { Url: "http://a b" } },
      /^Url of api-a is "http:\/\/a b", expected http:\/\/host:port\/path/,
    ],
    [{ ServiceConfig: { Url: 80 } }, /^Url of api-a is 80/],
    [{ ServiceConfig: { Url: "ftp://files.example.com" } }, /^Url of api-a/],
  ])("%j is a complaint and unknown", (fields, message) => {
    const { backend, said } = read(fields);
    expect([isUnknown(backend), said]).toEqual([true, [expect.stringMatching(message)]]);
  });

  test("a node by domain, without port or weight is unknown in that part", () => {
    const { backend } = read(
      { ServiceConfig: { UpstreamId: "upstream-a" } },
      upstreams({ Nodes: [{ Host: "db.example.com" }, 7] }),
    );
    if (isUnknown(backend) || backend.kind !== "upstream") throw new Error("no upstream");
    const [target, ...others] = knownOf(backend.targets);
    expect(others).toEqual([]);
    expect(factOf(target!.to).text).toContain("domains are not resolved");
    expect([isUnknown(target!.port), isUnknown(target!.weight)]).toEqual([true, true]);
  });
});

describe("the region", () => {
  const zone = (Zone: unknown) =>
    listOf("InstanceSet", { InstanceId: "ins-a", Placement: { Zone } });
  const regionOf = (files: Files) => gatewayOf({ "gz/s.json": services(), ...files }).region;

  test.each([
    ["instances", { "gz/i.json": zone("ap-guangzhou-3") }],
    [
      "interfaces",
      {
        "gz/e.json": listOf("NetworkInterfaceSet", {
          NetworkInterfaceId: "eni-a",
          Zone: "ap-guangzhou-4",
        }),
      },
    ],
    [
      "subnets",
      {
        "gz/s2.json": listOf("SubnetSet", {
          SubnetId: "subnet-a",
          VpcId: "v",
          Zone: "ap-guangzhou-6",
        }),
      },
    ],
    [
      "load balancers",
      {
        "gz/b.json": listOf("LoadBalancerSet", {
          LoadBalancerId: "lb-a",
          MasterZone: { Zone: "ap-guangzhou-1" },
        }),
      },
    ],
  ])("is that of the zones of the %s beside it, as an assumption", (_, files) => {
    const draft = load({ "gz/s.json": services(), ...files });
    expect(draft.gateways[0]!.region).toBe("ap-guangzhou");
    expect(draft.assumptions).toContain(
      "The gateways in gz are in ap-guangzhou, the region of every zone that is named there.",
    );
  });

  test("of a finance zone keeps its name", () => {
    expect(regionOf({ "gz/i.json": zone("ap-shanghai-fsi-1") })).toBe("ap-shanghai-fsi");
  });

  test.each<[string, Files, RegExp]>([
    ["no zone", {}, /is not in the saved answers/],
    [
      "a zone of another folder",
      { "sh/i.json": zone("ap-shanghai-2") },
      /is not in the saved answers/,
    ],
    ["a zone that is none", { "gz/i.json": zone("100003") }, /is not in the saved answers/],
    [
      "zones of two regions",
      { "gz/i.json": zone("ap-guangzhou-3"), "gz/j.json": zone("ap-shanghai-2") },
      /several regions \(ap-guangzhou, ap-shanghai\)/,
    ],
  ])("%s: unknown", (_, files, text) => {
    expect(factOf(regionOf(files))).toMatchObject({
      id: "region",
      text: expect.stringMatching(text),
      remedy: expect.stringContaining("--region"),
    });
  });
});
