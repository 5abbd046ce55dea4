// Which proxy a host is reached by, from HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY in either case: the SDK itself
// reads http_proxy only. The environment is handed in.
import { setMaxListeners } from "node:events";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Environment } from "./credentials.ts";

/** Sockets are kept: thousands of small requests go to one host. */
const KEEP = { keepAlive: true, maxSockets: 256 } as const;

/** Of the lower-case and the upper-case variable the former wins, as with curl. */
export function proxyFor(env: Environment, host: string, secure: boolean): string | null {
  const read = (name: string): string => env[name.toLowerCase()] ?? env[name] ?? "";
  const proxy = read(secure ? "HTTPS_PROXY" : "HTTP_PROXY") || read("ALL_PROXY");
  if (proxy === "" || isExempt(read("NO_PROXY"), host)) return null;
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}

/** `host`, `.domain` and `domain` with everything below it, `host:port`, `*`. */
function isExempt(list: string, hostWithPort: string): boolean {
  const host = hostWithPort.toLowerCase();
  const name = host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => {
      if (entry === "*" || entry === host) return true;
      const domain = entry.replace(/^\*?\./, "").replace(/^\[|\]$/g, "");
      return name === domain || name.endsWith(`.${domain}`);
    });
}

/** `over`: aborted when nothing is asked any more. A proxy that never answers would hold the process otherwise. */
export async function agentFor(
  env: Environment,
  host: string,
  secure: boolean,
  over: AbortSignal,
): Promise<HttpAgent> {
  const proxy = proxyFor(env, host, secure);
  if (proxy === null) return secure ? new HttpsAgent(KEEP) : new HttpAgent(KEEP);
  const { HttpsProxyAgent } = await import("https-proxy-agent");
  const { protocol, hostname, port, username, password } = new URL(proxy);
  // Every socket under way listens.
  setMaxListeners(0, over);
  const options = {
    protocol,
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? null : port,
    auth: username === "" ? null : decodeURIComponent(`${username}:${password}`),
    signal: over,
  };
  const agent: unknown = new HttpsProxyAgent(options);
  return agent as HttpAgent;
}
