// Whose account is read, from where, and how it is reached: flags, environment and files -> what the live adapter needs.
import { readFileSync } from "node:fs";
import { request as httpRequest, type Agent } from "node:http";
import { request as httpsRequest } from "node:https";
import { homedir } from "node:os";
import { join } from "node:path";
import type { CloudEndpoint } from "../../load/fetch/live/client.ts";
import {
  findCredentials,
  type Credentials,
  type ReadFile,
} from "../../load/fetch/live/credentials.ts";
import { agentFor } from "../../load/fetch/live/proxy.ts";
import { NoRole, roleCredentials, type RoleKind } from "../../load/fetch/live/role.ts";
import { key } from "../../model/key.ts";
import { UsageError } from "../exit.ts";
import { tell } from "../output.ts";
import { reason } from "../input/files.ts";
import type { LiveFlags } from "../flags.ts";
import { endpointOf, openTo, proxyPasswords, refuseListening, refuseProxy } from "./reach.ts";

export interface AccountAccess {
  readonly credentials: () => Promise<Credentials>;
  /** In words. */
  readonly source: string;
  /** That of the environment, else the one that stands beside the credentials. */
  readonly region: { readonly name: string; readonly from: string } | null;
  readonly endpoint: CloudEndpoint | null;
  readonly agent: (host: string, secure: boolean) => Promise<Agent>;
  /** Texts that may not show anywhere; grows when credentials are renewed. */
  readonly secrets: string[];
}

/**
 * `over`: aborted when nothing is asked any more. Throws `UsageError` where there are no credentials, naming every source
 * that was tried.
 */
export async function accessTo(flags: LiveFlags, over: AbortSignal): Promise<AccountAccess> {
  const { env } = process;
  const endpoint = endpointOf(flags.endpoint, env);
  refuseProxy(env, endpoint);
  refuseListening(env);
  const warning = openTo(endpoint);
  if (warning !== null) tell("warning", warning);
  const agents = new Map<string, Promise<Agent>>();
  const agent = (host: string, secure: boolean): Promise<Agent> => {
    const to = key`${secure} ${host}`;
    const made = agents.get(to) ?? agentFor(env, host, secure, over);
    agents.set(to, made);
    return made;
  };
  const secrets = proxyPasswords(env);
  const { source, ...found } = await foundCredentials(flags, endpoint, agent);
  const credentials = async (): Promise<Credentials> => {
    const now = await found.credentials();
    refuseStrange(now, source);
    for (const secret of [now.secretId, now.secretKey, now.token])
      if (secret !== null && !secrets.includes(secret)) secrets.push(secret);
    return now;
  };
  await credentials();
  const named = env["TENCENTCLOUD_REGION"]?.trim() || null;
  const name = named ?? found.region;
  const region = name === null ? null : { name, from: named ? "TENCENTCLOUD_REGION" : source };
  return { credentials, source, region, endpoint, agent, secrets };
}

/** They travel in a header of a request. Throws `UsageError`. */
function refuseStrange({ secretId, secretKey, token }: Credentials, source: string): void {
  const parts = { SecretId: secretId, SecretKey: secretKey, token };
  const strange = Object.entries(parts).find(([, text]) => /[^\x21-\x7e]/.test(text ?? ""));
  if (strange)
    throw new UsageError(
      `the ${strange[0]} of ${source} holds a character that none has: a space, a line break, or one beyond ASCII; copy it anew`,
    );
}

interface Source {
  readonly credentials: () => Promise<Credentials>;
  readonly source: string;
  readonly region: string | null;
}

async function foundCredentials(
  flags: LiveFlags,
  endpoint: CloudEndpoint | null,
  agent: AccountAccess["agent"],
): Promise<Source> {
  if (flags.role !== undefined) return fromRole(flags, endpoint, agent);
  const reading = findCredentials({ env: process.env, read, profile: flags.profile ?? null });
  if (reading.kind === "found") {
    const { credentials, ...found } = reading.found;
    return { credentials: async () => credentials, ...found };
  }
  const tried = [...reading.tried, "the role of this machine: only with --role cvm or --role tke"];
  const { profile } = flags;
  const [whose, advice] =
    profile === undefined
      ? [
          "",
          "set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, or name a profile with --profile",
        ]
      : [
          ` of the profile "${profile}"`,
          "correct --profile, or leave it out to use the environment",
        ];
  const list = tried.map((line) => `  - ${line}`).join("\n");
  throw new UsageError(`no credentials${whose}; tried in this order:\n${list}\n${advice}`);
}

async function fromRole(
  { role, profile }: LiveFlags,
  endpoint: CloudEndpoint | null,
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

/** Milliseconds for a whole answer: the metadata service is near, or not there. */
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
    const signal = AbortSignal.timeout(ROLE_TIMEOUT);
    const options = { method, headers, signal, ...(agent && { agent }) };
    const sent = request(url, options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => (text += piece));
      response.on("error", reject);
      response.on("end", () =>
        response.statusCode === 200 ? resolve(text) : reject(new Error("refused")),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function read(path: string): ReturnType<ReadFile> {
  try {
    const absolute = path.startsWith("~/") ? join(homedir(), path.slice(2)) : path;
    return readFileSync(absolute, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    return { why: reason(error) };
  }
}
