// Whose account is read, from where, and how it is reached: flags, environment and files -> what the live adapter needs.
import { readFileSync } from "node:fs";
import { request as httpRequest, type Agent } from "node:http";
import { request as httpsRequest } from "node:https";
import { homedir } from "node:os";
import { join } from "node:path";
import { parseEndpoint, type Endpoint } from "../load/live/client.ts";
import { findCredentials, type Credentials, type Found } from "../load/live/credentials.ts";
import { agentFor } from "../load/live/proxy.ts";
import { NoRole, roleCredentials, type RoleKind } from "../load/live/role.ts";
import { UsageError } from "./exit.ts";
import type { LiveFlags } from "./live-flags.ts";

export interface AccountAccess {
  readonly credentials: () => Promise<Credentials>;
  /** In words. */
  readonly source: string;
  /** The region that stands beside the credentials. */
  readonly region: string | null;
  readonly endpoint: Endpoint | null;
  readonly agent: (host: string, secure: boolean) => Promise<Agent>;
  /** Texts that may not show anywhere; grows when credentials are renewed. */
  readonly secrets: string[];
}

/** Throws `UsageError` where there are no credentials, naming every source that was tried. */
export async function accessTo(flags: LiveFlags): Promise<AccountAccess> {
  const { env } = process;
  const endpoint = endpointOf(flags.endpoint ?? env["TENCENTCLOUD_ENDPOINT"]);
  const agents = new Map<string, Promise<Agent>>();
  const agent = (host: string, secure: boolean): Promise<Agent> => {
    const key = `${secure} ${host}`;
    const made = agents.get(key) ?? agentFor(env, host, secure);
    agents.set(key, made);
    return made;
  };
  const secrets = proxyPasswords(env);
  const found = await foundCredentials(flags, endpoint, agent);
  const credentials = async (): Promise<Credentials> => {
    const now = await found.credentials();
    for (const secret of [now.secretId, now.secretKey, now.token])
      if (secret !== null && !secrets.includes(secret)) secrets.push(secret);
    return now;
  };
  await credentials();
  const { source, region } = found;
  return { credentials, source, region, endpoint, agent, secrets };
}

interface Source {
  readonly credentials: () => Promise<Credentials>;
  readonly source: string;
  readonly region: string | null;
}

async function foundCredentials(
  flags: LiveFlags,
  endpoint: Endpoint | null,
  agent: AccountAccess["agent"],
): Promise<Source> {
  if (flags.role !== undefined) return fromRole(flags, endpoint, agent);
  const reading = findCredentials({ env: process.env, read, profile: flags.profile ?? null });
  if (reading.kind === "found") return constant(reading.found);
  const tried = reading.tried.map((line) => `  - ${line}`).join("\n");
  throw new UsageError(
    `no credentials; tried in this order:\n${tried}\n  - the role of this machine: only with --role cvm or --role tke\nset TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, or name a profile with --profile`,
  );
}

function constant({ credentials, source, region }: Found): Source {
  return { credentials: async () => credentials, source, region };
}

async function fromRole(
  { role, profile }: LiveFlags,
  endpoint: Endpoint | null,
  agent: AccountAccess["agent"],
): Promise<Source> {
  if (role !== "cvm" && role !== "tke")
    throw new UsageError(`--role: unknown value "${role}"; expected cvm or tke`);
  if (profile !== undefined)
    throw new UsageError("--profile does nothing with --role; leave one of them out");
  const kind: RoleKind = role;
  const scheme = endpoint?.secure === false ? "http" : "https";
  const credentials = roleCredentials(kind, {
    env: process.env,
    read,
    request: async (url, init) => {
      const { protocol, host } = new URL(url);
      const secure = protocol === "https:";
      // The metadata service is on the machine itself: no proxy leads there.
      return send(url, init, host.startsWith("metadata.") ? undefined : await agent(host, secure));
    },
    endpoint: endpoint && `${scheme}://${endpoint.host}/`,
    date: Date.now,
  });
  try {
    await credentials();
  } catch (error) {
    if (error instanceof NoRole) throw new UsageError(`--role ${role}: ${error.message}`);
    throw error;
  }
  const region = kind === "tke" ? (process.env["TKE_REGION"] ?? null) : null;
  return { credentials, source: kind === "cvm" ? "role of this CVM" : "role of this pod", region };
}

/** Milliseconds: the metadata service is near, or not there. */
const ROLE_TIMEOUT = 5_000;

function send(
  url: string,
  {
    headers = {},
    body,
  }: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string },
  agent: Agent | undefined,
): Promise<string> {
  const request = url.startsWith("https:") ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const method = body === undefined ? "GET" : "POST";
    const options = { method, headers, timeout: ROLE_TIMEOUT, ...(agent && { agent }) };
    const sent = request(url, options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => (text += piece));
      response.on("error", reject);
      response.on("end", () =>
        response.statusCode === 200 ? resolve(text) : reject(new Error("refused")),
      );
    });
    sent.on("timeout", () => sent.destroy(new Error("timeout")));
    sent.on("error", reject);
    sent.end(body);
  });
}

function endpointOf(text: string | undefined): Endpoint | null {
  if (text === undefined || text === "") return null;
  const endpoint = parseEndpoint(text);
  if ("why" in endpoint) throw new UsageError(`the endpoint ${endpoint.why}`);
  return endpoint;
}

/** `~/` is the home folder. */
function read(path: string): string | null {
  try {
    return readFileSync(path.startsWith("~/") ? join(homedir(), path.slice(2)) : path, "utf8");
  } catch {
    return null;
  }
}

function proxyPasswords(env: NodeJS.ProcessEnv): string[] {
  const proxies = ["https_proxy", "http_proxy", "all_proxy"].flatMap((name) => [
    env[name] ?? "",
    env[name.toUpperCase()] ?? "",
  ]);
  return proxies.flatMap((text) => {
    const password = URL.canParse(text) ? new URL(text).password : "";
    return password === "" ? [] : [password, decodeURIComponent(password)];
  });
}
