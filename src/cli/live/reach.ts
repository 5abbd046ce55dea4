// Other ways to the cloud than the usual one: an endpoint, a proxy, somebody who listens. What is wrong with them is said
// before anything is asked; what they hold is not, as it may be a password.
import { parseEndpoint, type CloudEndpoint } from "../../load/fetch/live/client.ts";
import { proxyFor } from "../../load/fetch/live/proxy.ts";
import { UsageError } from "../exit.ts";

/** Throws `UsageError`. */
export function endpointOf(flag: string | undefined, env: NodeJS.ProcessEnv): CloudEndpoint | null {
  const text = flag ?? (env["TENCENTCLOUD_ENDPOINT"] || undefined);
  if (text === undefined) return null;
  const endpoint = parseEndpoint(text);
  const from = flag === undefined ? "TENCENTCLOUD_ENDPOINT" : "--endpoint";
  if ("why" in endpoint) throw new UsageError(`${from}: the endpoint ${endpoint.why}`);
  return endpoint;
}

/** What to say where what is sent and answered can be read on the way. The secret key is never sent, only its signature. */
export function openTo(endpoint: CloudEndpoint | null): string | null {
  if (endpoint === null || endpoint.secure || isThisMachine(endpoint.host)) return null;
  return `the endpoint http://${endpoint.host} is not encrypted: a session token and all answers can be read on the way; use https://`;
}

function isThisMachine(host: string): boolean {
  const { hostname } = new URL(`http://${host}`);
  return /^(?:(?:.+\.)?localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

/** Throws `UsageError` where the proxy that would be used is none that can be. */
export function refuseProxy(env: NodeJS.ProcessEnv, endpoint: CloudEndpoint | null): void {
  const { host, secure } = endpoint ?? { host: "vpc.tencentcloudapi.com", secure: true };
  const proxy = proxyFor(env, host, secure);
  const why = proxy === null ? null : wrongWith(proxy);
  if (why !== null)
    throw new UsageError(`${variableOf(env, proxy!, secure)}: ${why}; expected http://HOST:PORT`);
}

function wrongWith(proxy: string): string | null {
  if (!URL.canParse(proxy)) return "the proxy is no URL";
  const { protocol, username, password } = new URL(proxy);
  if (protocol !== "http:" && protocol !== "https:")
    return `a ${protocol}// proxy cannot be used here`;
  try {
    decodeURIComponent(username + password);
    return null;
  } catch {
    return "the proxy's password holds a % that begins no escape (a % is written %25)";
  }
}

function variableOf(env: NodeJS.ProcessEnv, proxy: string, secure: boolean): string {
  const names = [secure ? "HTTPS_PROXY" : "HTTP_PROXY", "ALL_PROXY"];
  const all = names.flatMap((name) => [name.toLowerCase(), name]);
  return all.find((name) => [proxy, proxy.slice("http://".length)].includes(env[name] ?? ""))!;
}

/** Throws `UsageError` where Node was told to print requests: it would print the token with them. */
export function refuseListening(env: NodeJS.ProcessEnv): void {
  const names = (env["NODE_DEBUG"] ?? "").toLowerCase().split(",");
  const listens = names.find((name) =>
    new RegExp(`^${name.replace(/[^a-z*]/g, "\\$&").replaceAll("*", ".*")}$`).test("http"),
  );
  if (listens !== undefined)
    throw new UsageError(
      `NODE_DEBUG=${env["NODE_DEBUG"]} makes Node print every request with the keys' token in it; leave "${listens}" out`,
    );
}

/** Texts that may not show anywhere. */
export function proxyPasswords(env: NodeJS.ProcessEnv): string[] {
  const proxies = ["https_proxy", "http_proxy", "all_proxy"].flatMap((name) => [
    env[name] ?? "",
    env[name.toUpperCase()] ?? "",
  ]);
  return proxies.flatMap((text) => {
    const whole = text.includes("://") ? text : `http://${text}`;
    const password = URL.canParse(whole) ? new URL(whole).password : "";
    return password === "" ? [] : [password, decoded(password)];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
