// The local cloud: an HTTP server on the loopback address that answers like the vendor's API. Listens on nothing else,
// and ends by itself after its lifetime.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { generateAccount, type Account } from "./account.ts";
import { ACTIONS } from "./actions.ts";
import { planOf, type Fault } from "./faults.ts";
import { meter, type Limits } from "./limits.ts";
import type { LogEntry } from "./log.ts";
import { respond, type Reply } from "./respond.ts";
import type { Credential } from "./signature.ts";

export { ACTIONS } from "./actions.ts";
export { generateAccount, type Account } from "./account.ts";
export type { Fault } from "./faults.ts";
export { peak, tally, type LogEntry } from "./log.ts";
export type { Credential } from "./signature.ts";

export interface CloudOptions {
  readonly account?: Account;
  /** Who may sign. Default: EXAMPLE. */
  readonly credentials?: readonly Credential[];
  readonly faults?: readonly Fault[];
  readonly limits?: Limits;
  /** Milliseconds that limits and the log count by; signatures are always judged by the wall clock, as the SDK signs. */
  readonly clock?: () => number;
  readonly port?: number;
  /** Milliseconds after which the cloud closes by itself. Default: 10 minutes. */
  readonly lifetime?: number;
}

export interface Cloud {
  /** `127.0.0.1:PORT`, for the SDK's httpProfile beside `protocol: "http://"`. */
  readonly endpoint: string;
  readonly url: string;
  readonly log: readonly LogEntry[];
  /** Resolves when the cloud has closed, by `close` or at the end of its lifetime. */
  readonly closed: Promise<void>;
  /**
   * What stands under `Response`, without a wire: a thousand times in the time of a few requests. Throws for a fault that
   * only a wire can carry.
   */
  readonly ask: (call: Asked, region: string | null, params: object) => object;
  /** Requests that have come and answers that have gone so far; null while one is still to be sent. */
  readonly stirrings: () => number | null;
  /** Another state of the account, from the next request on. */
  readonly use: (account: Account) => void;
  /** Other faults, counted anew from the next request on. */
  readonly fail: (faults: readonly Fault[]) => void;
  /** Ends every connection, also those that hang. */
  readonly close: () => Promise<void>;
}

interface Asked {
  readonly service: string;
  readonly action: string;
}

export const EXAMPLE: Credential = {
  secretId: "AKIDexampleexampleexampleexample0000",
  secretKey: "exampleexampleexampleexample0000",
};
const LIFETIME = 10 * 60 * 1000;
const BODY_LIMIT = 10 * 1024 * 1024;

export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const { credentials = [EXAMPLE], limits = {}, clock = Date.now, port = 0 } = options;
  let account = options.account ?? generateAccount();
  let plan = planOf(options.faults ?? []);
  const log: LogEntry[] = [];
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  const rates = meter(limits);

  let sent = 0;
  const deliver = (response: ServerResponse, reply: Reply, number: number): void => {
    sent++;
    send(response, reply, requestId(number));
  };
  const ask = ({ service, action: name }: Asked, region: string | null, params: object): object => {
    const { version = "" } =
      ACTIONS.find((one) => one.service === service && one.name === name) ?? {};
    const fields: Readonly<Record<string, string | undefined>> = {
      "content-type": "application/json",
      "x-tc-action": name,
      "x-tc-version": version,
      "x-tc-region": region ?? undefined,
    };
    const body = Buffer.from(JSON.stringify(params));
    const request = { method: "POST", url: "/", header: (one: string) => fields[one], body };
    const around = { account, credentials: null, plan, meter: rates, now: clock(), wallNow: 0 };
    const { response, cut, delay, entry } = respond(request, around);
    log.push(entry);
    if (cut || delay > 0) throw new Error(`${name}: this fault needs a wire`);
    return response;
  };

  const answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => {
    const header = (name: string) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(", ") : value;
    };
    const { method = "", url = "/" } = request;
    const around = { account, credentials, plan, meter: rates, now: clock(), wallNow: Date.now() };
    const reply = respond({ method, url, header, body }, around);
    log.push(reply.entry);
    const number = log.length;
    if (reply.delay === 0) return deliver(response, reply, number);
    const timer = setTimeout(() => {
      timers.delete(timer);
      deliver(response, reply, number);
    }, reply.delay);
    timers.add(timer);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    response.on("error", () => {});
    try {
      const body = await readBody(request);
      if (body === null) response.writeHead(413).end();
      else answer(request, response, body);
    } catch (error) {
      // A mistake of the cloud itself: said aloud, and never taken for an answer of the service.
      response.writeHead(599, { "content-type": "text/plain" }).end(String(error));
    }
  };
  const server = createServer((request, response) => void handle(request, response));
  // An idle connection that is closed just as it is used again would be a fault that nobody asked for.
  server.keepAliveTimeout = 60_000;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
  });
  const closed = new Promise<void>((resolve) => server.on("close", resolve));
  const close = () => {
    clearTimeout(end);
    for (const timer of timers) clearTimeout(timer);
    server.close();
    for (const socket of sockets) socket.destroy();
    return closed;
  };
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const end = setTimeout(() => void close(), options.lifetime ?? LIFETIME);
  end.unref();
  const endpoint = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    url: `http://${endpoint}`,
    log,
    closed,
    ask,
    stirrings: () => (timers.size > 0 ? null : log.length + sent),
    use: (next) => void (account = next),
    fail: (faults) => void (plan = planOf(faults)),
    close,
  };
}

/** null where the request is too large or broke off. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > BODY_LIMIT) return null;
      chunks.push(chunk);
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks);
}

function requestId(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
}

const HTML = Buffer.from("<html><title>Welcome</title><body>Please log in.</body></html>\n");

function send(response: ServerResponse, { response: inner, cut }: Reply, RequestId: string): void {
  const text = Buffer.from(JSON.stringify({ Response: { ...inner, RequestId } }));
  const half = text.subarray(0, text.length >> 1);
  switch (cut?.kind) {
    case undefined:
      return write(response, 200, "application/json", text);
    case "hang":
      if (cut.at !== "middle") return;
      response.writeHead(200, headers("application/json", text.length));
      return void response.write(half);
    case "endless":
      response.writeHead(200, { "content-type": "application/json" });
      return pour(response, Buffer.from('{"Response":{"RequestId":"'));
    case "answer": {
      const own = Buffer.from(JSON.stringify({ Response: cut.response }));
      return write(response, 200, cut.type ?? "application/json", own);
    }
    case "reset":
      if (cut.at !== "middle") return void response.socket?.resetAndDestroy();
      response.writeHead(200, headers("application/json", text.length));
      return void response.write(half, () => response.socket?.destroy());
    case "truncated-json":
      return write(response, 200, "application/json", half);
    case "status":
      return write(response, cut.status, "text/plain", Buffer.from(`${cut.status}\n`));
    case "html":
      return write(response, cut.status ?? 200, "text/html", HTML);
  }
}

const PIECE = Buffer.alloc(1 << 20, "a");

/** Until the other side has enough. */
function pour(response: ServerResponse, piece: Buffer): void {
  response.write(piece, (error) => {
    if (!error && !response.destroyed) pour(response, PIECE);
  });
}

function write(response: ServerResponse, status: number, type: string, body: Buffer): void {
  response.writeHead(status, headers(type, body.length)).end(body);
}

function headers(type: string, length: number) {
  return { "content-type": type, "content-length": length };
}
