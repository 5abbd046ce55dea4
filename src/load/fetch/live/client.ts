// The adapter over the vendor's SDK, the only file that knows it. Each service is loaded from its own path when it is
// first called: the SDK's root costs half a second. Retries, pages and limits are not the SDK's business, nor this file's.
import type { Agent } from "node:http";
import { key } from "../../../model/key.ts";
import { say } from "../../../words/index.ts";
import type { Transport } from "./ask.ts";
import type { ServiceName } from "../../vendor/call.ts";
import type { Credentials } from "./credentials.ts";
import { redirectedTo } from "./errors.ts";

export interface ClientOptions {
  /** Asked before each request: temporary credentials are renewed on the way. */
  readonly credentials: () => Promise<Credentials>;
  readonly endpoint: CloudEndpoint | null;
  readonly agent: (host: string, secure: boolean) => Promise<Agent>;
  /** Milliseconds. */
  readonly timeout: number;
}

/** Where every call of every service goes instead of the vendor's hosts. */
export interface CloudEndpoint {
  readonly secure: boolean;
  /** Host with port. */
  readonly host: string;
}

interface SdkClient {
  request(
    action: string,
    params: unknown,
    options: { readonly signal: AbortSignal },
  ): Promise<unknown>;
}

/** What the SDK keeps to itself. */
interface Parsing {
  parseResponse: (response: HttpResponse) => Promise<unknown>;
}

function isParsing(client: object): client is Parsing {
  return "parseResponse" in client && typeof client.parseResponse === "function";
}

/** Of node-fetch, which the SDK asks with. */
interface HttpResponse {
  /** Bytes after which it is given up; 0 = never. */
  size: number;
  /** Milliseconds for its body; 0 = any. The timer outlives an abort, and the command with it. */
  timeout: number;
}

type MakeClient = new (config: {
  readonly credential: { getCredential(): Promise<SdkCredential> };
  readonly region?: string;
  readonly profile: {
    readonly language: "en-US";
    readonly httpProfile: {
      readonly endpoint?: string;
      readonly protocol: string;
      readonly reqTimeout: number;
      readonly agent: Agent;
    };
  };
}) => SdkClient;

interface SdkCredential {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string;
}

/** Bytes of one answer. The longest known ones, the targets of a large load balancer, are a tenth of it. */
const LONGEST_ANSWER = 32 << 20;

/** By service path, so that a bundler leaves them alone and node opens only what is used. */
const LOADERS: Readonly<Record<ServiceName, () => Promise<MakeClient>>> = {
  cvm: async () =>
    (await import("tencentcloud-sdk-nodejs/tencentcloud/services/cvm/v20170312/cvm_client.js"))
      .Client,
  vpc: async () =>
    (await import("tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_client.js"))
      .Client,
  clb: async () =>
    (await import("tencentcloud-sdk-nodejs/tencentcloud/services/clb/v20180317/clb_client.js"))
      .Client,
  apigateway: async () =>
    (
      await import("tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_client.js")
    ).Client,
  tke: async () =>
    (await import("tencentcloud-sdk-nodejs/tencentcloud/services/tke/v20180525/tke_client.js"))
      .Client,
  tsf: async () =>
    (await import("tencentcloud-sdk-nodejs/tencentcloud/services/tsf/v20180326/tsf_client.js"))
      .Client,
  tse: async () =>
    (await import("tencentcloud-sdk-nodejs/tencentcloud/services/tse/v20201207/tse_client.js"))
      .Client,
};

export function sdkTransport(options: ClientOptions): Transport {
  const clients = new Map<string, Promise<SdkClient>>();
  return async ({ call, params, region, signal }) => {
    const name = key`${call.service} ${region}`;
    const client = clients.get(name) ?? connect(options, call.service, region);
    clients.set(name, client);
    return (await client).request(call.action, params, { signal });
  };
}

async function connect(
  { credentials, endpoint, agent, timeout }: ClientOptions,
  service: ServiceName,
  region: string | null,
): Promise<SdkClient> {
  const Client = await LOADERS[service]();
  const secure = endpoint?.secure ?? true;
  const host = endpoint?.host ?? `${service}.tencentcloudapi.com`;
  const client = new Client({
    credential: {
      getCredential: async () => {
        const { secretId, secretKey, token } = await credentials();
        return { secretId, secretKey, ...(token !== null && { token }) };
      },
    },
    ...(region !== null && { region }),
    profile: {
      language: "en-US",
      httpProfile: {
        ...(endpoint && { endpoint: endpoint.host }),
        protocol: secure ? "https://" : "http://",
        // Seconds. Ours comes first; this one ends what an abort cannot.
        reqTimeout: Math.ceil(timeout / 1000) + 5,
        agent: only(host, await agent(host, secure)),
      },
    },
  });
  if (!isParsing(client)) throw new Error("this version of the SDK parses answers otherwise");
  const parse = client.parseResponse.bind(client);
  client.parseResponse = (response) =>
    parse(Object.assign(response, { size: LONGEST_ANSWER, timeout: 0 }));
  return client;
}

/**
 * node-fetch asks for an agent at each URL, also where an answer redirects to another host: it would go there with the
 * token of the keys in a header. The SDK's types know an agent only.
 */
function only(host: string, agent: Agent): Agent {
  const choose: unknown = (url: { readonly host: string }): Agent => {
    if (url.host !== host) throw redirectedTo(url.host);
    return agent;
  };
  return choose as Agent;
}

/** `http://host:port` or `https://host`; otherwise what is wrong with it. */
export function parseEndpoint(text: string): CloudEndpoint | { readonly why: string } {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(whole)) return { why: say("fetch.endpoint-no-url") };
  const { protocol, host, pathname, search, hash, username, password } = new URL(whole);
  if (protocol !== "http:" && protocol !== "https:")
    return { why: say("fetch.endpoint-protocol", protocol) };
  if (username !== "" || password !== "") return { why: say("fetch.endpoint-password") };
  if (pathname !== "/" || search !== "" || hash !== "") return { why: say("fetch.endpoint-path") };
  return { secure: protocol === "https:", host };
}
