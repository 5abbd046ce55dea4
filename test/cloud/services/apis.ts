// What stands behind the apigateway actions. The APIs of a service take turns over every kind of backend.
import type {
  ApiInfo,
  DescribeApisStatusResultApiIdStatusSetInfo as ApiStatus,
  InstanceDetail,
  InstanceInfo,
  Service,
  ServiceConfig,
  UpstreamInfo,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_models.js";
import {
  idIn,
  indexIn,
  instanceIp,
  isoTimeOf,
  publicIp,
  subnetLead,
  zoneOf,
  type Region,
} from "../account.ts";
import type { Wire } from "../action.ts";
import { isOpen, slotsOf, vipOf, vpcOfBalancer } from "./balancers.ts";
import { microserviceName } from "./microservices.ts";

/** Every fourth service lives on a dedicated instance. */
function dedicatedOf(gateway: number): number | null {
  return gateway % 4 === 3 ? Math.floor(gateway / 4) : null;
}

export function service(region: Region, index: number): Wire<Service> {
  const id = idIn(region, "service", index);
  const instance = dedicatedOf(index);
  return {
    ServiceId: id,
    ServiceName: `orders_${index}`,
    ServiceDesc: "",
    Protocol: "http&https",
    CreatedTime: isoTimeOf(region, "service", index),
    ModifiedTime: isoTimeOf(region, "service", index),
    NetTypes: ["INNER", "OUTER"],
    ExclusiveSetName: "",
    IpVersion: "IPv4",
    AvailableEnvironments: ["release"],
    OuterSubDomain: `${id}-${region.uin}.gz.apigw.tencentcs.com`,
    InnerSubDomain: `${id}-${region.uin}.gz-vpc.apigw.tencentyun.com`,
    InnerHttpPort: 80,
    InnerHttpsPort: 443,
    TradeIsolateStatus: 0,
    Tags: [],
    InstanceId: instance === null ? null : idIn(region, "instance", instance),
    SetType: instance === null ? "SHARED" : "EXCLUSIVE",
    DeploymentType: null,
  };
}

const AUTH = ["SECRET", "NONE", "SECRET", "OAUTH"];

export function apiStatus(region: Region, gateway: number, index: number): Wire<ApiStatus> {
  const config = backend(region, gateway, index);
  return {
    ServiceId: idIn(region, "service", gateway),
    ApiId: apiId(region, gateway, index),
    ApiDesc: "",
    CreatedTime: isoTimeOf(region, "api", index),
    ModifiedTime: isoTimeOf(region, "api", index),
    ApiName: `api_${index}`,
    VpcId: 0,
    UniqVpcId: config.ServiceConfig?.UniqVpcId ?? "",
    ApiType: config.ServiceType === "TSF" ? "TSF" : "NORMAL",
    Protocol: "HTTP",
    IsDebugAfterCharge: false,
    AuthType: AUTH[index % AUTH.length]!,
    ApiBusinessType: "NORMAL",
    AuthRelationApiId: "",
    OauthConfig: null,
    Tags: [],
    Path: `/v1/${index}`,
    Method: "GET",
  };
}

function apiId(region: Region, gateway: number, index: number): string {
  return idIn(region, "api", gateway * region.size.apisPerGateway + index);
}

export function apiIndex(region: Region, gateway: number, id: string): number | null {
  const { apisPerGateway, gateways } = region.size;
  const place = indexIn(region, "api", id, gateways * apisPerGateway);
  const index = (place ?? -1) - gateway * apisPerGateway;
  return index >= 0 && index < apisPerGateway ? index : null;
}

export function api(region: Region, gateway: number, index: number): Wire<ApiInfo> {
  const status = apiStatus(region, gateway, index);
  return {
    ServiceId: status.ServiceId,
    ServiceName: `orders_${gateway}`,
    ServiceDesc: "",
    ApiId: status.ApiId,
    ApiDesc: "",
    CreatedTime: status.CreatedTime,
    ModifiedTime: status.ModifiedTime,
    ApiName: status.ApiName,
    ApiType: status.ApiType,
    Protocol: status.Protocol,
    AuthType: status.AuthType,
    ApiBusinessType: "NORMAL",
    AuthRelationApiId: "",
    OauthConfig: null,
    IsDebugAfterCharge: false,
    RequestConfig: { Path: status.Path, Method: "GET" },
    ResponseType: "JSON",
    RequestParameters: null,
    ServiceTimeout: 15,
    EnableCORS: false,
    Environments: ["release"],
    Tags: [],
    MicroServices: null,
    ...backend(region, gateway, index),
  };
}

type Backed = Pick<Wire<ApiInfo>, "ServiceType" | "ServiceConfig"> & Partial<Wire<ApiInfo>>;

function backend(region: Region, gateway: number, index: number): Backed {
  const { instances, balancers, upstreams, namespaces } = region.size;
  const turn = index % 8;
  const nth = gateway * region.size.apisPerGateway + index;
  if (turn < 2 && balancers > 0) return http(clbConfig(region, (nth * 3) % balancers));
  if (turn === 2 && instances > 0) return http(cvmConfig(region, nth % instances));
  if (turn === 3 && upstreams > 0) return http(upstreamConfig(region, gateway % upstreams));
  if (turn === 4 && namespaces > 0) return microservice(region, nth);
  if (turn === 5 && instances > 0) {
    const host = publicIp((nth - (nth % 5)) % instances) ?? "203.0.113.9";
    return http({ Product: "", UniqVpcId: "", Url: `https://${host}:8443` });
  }
  if (turn === 6)
    return { ServiceType: "SCF", ServiceConfig: null, ServiceScfFunctionName: "resize" };
  return { ServiceType: "MOCK", ServiceConfig: null, ServiceMockReturnMessage: "ok" };
}

type Config = Pick<ServiceConfig, "Product" | "UniqVpcId" | "Url" | "UpstreamId">;

function http(config: Config): Backed {
  return { ServiceType: "HTTP", ServiceConfig: { Path: "/", Method: "GET", ...config } };
}

/** A public load balancer is reached by its address alone, an inner one through its VPC. */
function clbConfig(region: Region, balancer: number): Config {
  const slots = slotsOf(region, balancer);
  const { protocol, port } = slots.find((slot) => slot.protocol === "HTTPS") ?? slots[0]!;
  const scheme = protocol === "HTTPS" ? "https" : "http";
  const url = `${scheme}://${vipOf(region, balancer)}:${port}`;
  return isOpen(balancer)
    ? { Product: "", UniqVpcId: "", Url: url }
    : { Product: "clb", UniqVpcId: vpcOfBalancer(region, balancer), Url: url };
}

function cvmConfig(region: Region, instance: number): Config {
  const url = `http://${instanceIp(region, instance)}:8080`;
  return { Product: "cvm", UniqVpcId: idIn(region, "vpc", 0), Url: url };
}

function upstreamConfig(region: Region, index: number): Config {
  const UpstreamId = idIn(region, "upstream", index);
  return { Product: "upstream", UniqVpcId: idIn(region, "vpc", 0), Url: "http://", UpstreamId };
}

function microservice(region: Region, nth: number): Backed {
  const namespace = nth % region.size.namespaces;
  const named = {
    ClusterId: idIn(region, "cluster", Math.floor(namespace / 2)),
    NamespaceId: idIn(region, "namespace", namespace),
    MicroServiceName: microserviceName(nth % Math.max(1, region.size.microservices)),
  };
  return { ServiceType: "TSF", ServiceConfig: null, MicroServices: [named] };
}

export function upstream(region: Region, index: number): Wire<UpstreamInfo> {
  const { instances } = region.size;
  const nodes = [index * 7, index * 7 + 1].map((i) => i % instances);
  return {
    UpstreamId: idIn(region, "upstream", index),
    UpstreamName: `upstream-${index}`,
    UpstreamDescription: "",
    Scheme: "HTTP",
    Algorithm: "ROUND_ROBIN",
    UniqVpcId: idIn(region, "vpc", 0),
    Retries: 3,
    Nodes: [...new Set(nodes)].map((instance) => ({
      Host: instanceIp(region, instance),
      Port: 8080,
      Weight: 10,
      VmInstanceId: idIn(region, "ins", instance),
      Tags: [],
      Healthy: "HEALTHY",
      ServiceName: null,
      ClusterId: null,
    })),
    CreatedTime: isoTimeOf(region, "upstream", index),
    Tags: [],
    HealthChecker: null,
    UpstreamType: "IP_PORT",
    K8sServices: [],
    UpstreamHost: null,
  };
}

export function dedicated(region: Region, index: number): Wire<InstanceInfo> {
  const id = idIn(region, "instance", index);
  return {
    InstanceId: id,
    InstanceName: `dedicated-${index}`,
    InstanceDescription: "",
    InstanceChargeType: "POSTPAID_BY_HOUR",
    InstanceType: "basic",
    InstanceState: "RUNNING",
    CreatedTime: isoTimeOf(region, "instance", index),
    DealName: null,
    ResourceId: id,
    OuterIpList: [`203.0.113.${1 + (index % 250)}`],
    InnerIpList: null,
    UniqVpcId: idIn(region, "vpc", 0),
  };
}

export function dedicatedDetail(region: Region, index: number): Wire<InstanceDetail> {
  const { OuterIpList, ...info } = dedicated(region, index);
  const lead = subnetLead(region, region.size.instanceSubnets);
  return {
    InstanceId: info.InstanceId!,
    Zone: zoneOf(region, index),
    InstanceName: info.InstanceName!,
    InstanceDescription: "",
    InstanceChargeType: info.InstanceChargeType!,
    InstanceState: "RUNNING",
    InstanceType: "basic",
    NetworkConfig: {
      InternetMaxBandwidthOut: 100,
      EnableInternetInbound: true,
      EnableInternetOutbound: true,
      InboundIpAddresses: [`${lead}${240 + (index % 8)}`],
      OutboundIpAddresses: OuterIpList!,
    },
    VpcConfig: {
      UniqVpcId: idIn(region, "vpc", 0),
      UniqSubnetId: idIn(region, "subnet", region.size.instanceSubnets),
    },
    CreatedTime: info.CreatedTime!,
    Zones: [zoneOf(region, index)],
  };
}
