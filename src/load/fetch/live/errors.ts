// Whatever goes wrong with a call -> one shape. The SDK throws several kinds of errors, some with a code, some with
// a sentence only. Secrets are cut out of every message here, before anybody can print it.
import { say } from "../../../words/index.ts";
import { isRecord } from "../../read/plain.ts";
import type { LiveCall } from "../../vendor/call.ts";
import { permission } from "../../vendor/calls.ts";

export type ErrorKind =
  /** RequestLimitExceeded*. */
  | "throttled"
  /** CAM does not permit the call. */
  | "denied"
  /** The credentials are wrong or have expired: no call will be answered. */
  | "credentials"
  /** The signature's time is too far from the server's. */
  | "clock"
  /** The service is withdrawn, not activated, or not in this region. */
  | "withdrawn"
  /** What is asked about is not there any more. */
  | "gone"
  /** No answer in time. */
  | "timeout"
  | "network"
  /** The host's name leads nowhere. */
  | "unresolved"
  /** The certificate of the host, or of a proxy before it, is not one that this machine trusts. */
  | "untrusted"
  /** 5xx, InternalError. */
  | "server"
  /** An answer that is not the protocol's JSON. */
  | "malformed"
  /** Pages that do not fit together. */
  | "inconsistent"
  /** The request itself is refused: a fault of ours, or of the endpoint. */
  | "refused"
  /** Not asked any more: the time for the whole fetch is up. */
  | "deadline"
  /** Not asked any more: interrupted. */
  | "cancelled";

export class LiveError extends Error {
  override readonly name = "LiveError";
  readonly kind: ErrorKind;
  /** The vendor's code, else the kind. */
  readonly code: string;
  readonly requestId: string | null;
  /** `vpc:DescribeSubnets`. */
  readonly action: string;
  readonly region: string | null;

  constructor(kind: ErrorKind, code: string, message: string, where: Where) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.requestId = where.requestId ?? null;
    this.action = permission(where.call);
    this.region = where.region;
  }
}

interface Where {
  readonly call: Pick<LiveCall, "service" | "action">;
  readonly region: string | null;
  readonly requestId?: string | null;
}

/** Asking again may help. */
const PASSING: ReadonlySet<ErrorKind> = new Set([
  "throttled",
  "timeout",
  "network",
  "unresolved",
  "server",
  "malformed",
]);

export function isPassing({ kind }: LiveError): boolean {
  return PASSING.has(kind);
}

/** No other call will fare better. */
export function isFatal({ kind }: LiveError): boolean {
  return kind === "credentials" || kind === "clock" || kind === "untrusted";
}

/** Says no more than that time went by: what went wrong before it is the better reason. */
export function isMereDelay({ kind }: LiveError): boolean {
  return kind === "timeout" || kind === "deadline";
}

/** By the vendor's code; the first that matches. */
const BY_CODE: readonly (readonly [RegExp, ErrorKind])[] = [
  [/^RequestLimitExceeded|^LimitExceeded\.(Frequency|Rate)|Throttl/, "throttled"],
  [/^AuthFailure\.SignatureExpire/, "clock"],
  [/^(AuthFailure\.)?Unauthorized(Operation)?(\.|$)|^OperationDenied|^AccessDenied/, "denied"],
  [/^AuthFailure|^InvalidCredential|^MissingParameter\.SecretId/, "credentials"],
  [
    /^(ActionOffline|UnsupportedOperation|UnsupportedRegion|UnsupportedProtocol|InvalidAction|NoSuchVersion|NoSuchProduct|UnknownAction)(\.|$)|Not(Activated|Opened?|Registered|Enabled|Exist(ed)?Service)|ServiceOffline|^ResourceUnavailable\.(Service|Region)/,
    "withdrawn",
  ],
  [/NotFound|NotExist|DoesNotExist|^ResourceUnavailable/, "gone"],
  [
    /^InternalError|^ServerError|^InternalServerError|^ServiceUnavailable|^FailedOperation/,
    "server",
  ],
];

/** How our own agent tells of a redirection; of what is thrown there the SDK keeps the message only. */
const REDIRECTED = /sglint:redirected:(\S+)/;

export function redirectedTo(host: string): Error {
  return new Error(`sglint:redirected:${host}`);
}

const BY_MESSAGE: readonly (readonly [RegExp, SaidKind])[] = [
  [REDIRECTED, "refused"],
  [/certificate|self.signed|altnames|unable to verify|\bCERT_/i, "untrusted"],
  [/timeout|ETIMEDOUT|ESOCKETTIMEDOUT/i, "timeout"],
  [/ENOTFOUND/, "unresolved"],
  [/invalid json|Unexpected token|reading '(Error|Response)'|is not valid JSON/i, "malformed"],
  [
    /ECONNRESET|ECONNREFUSED|EPIPE|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|socket hang up|Premature close|terminated|failed, reason|proxy|SSL|TLS/i,
    "network",
  ],
];

/** `secrets`: texts that may not show in any message. */
export function liveError(
  error: unknown,
  call: LiveCall,
  region: string | null,
  secrets: readonly string[],
): LiveError {
  if (error instanceof LiveError) return error;
  const { code, httpCode, message, requestId }: SdkError = isRecord(error) ? error : {};
  const where = {
    call,
    region,
    requestId: typeof requestId === "string" && requestId !== "" ? requestId : null,
  };
  const said = clean(typeof message === "string" ? message : String(error), secrets);
  if (typeof httpCode === "number") {
    const kind: ErrorKind = httpCode === 429 ? "throttled" : httpCode >= 500 ? "server" : "refused";
    return new LiveError(kind, `HTTP ${httpCode}`, said || say("fetch.no-reason"), where);
  }
  if (typeof code === "string" && /^[A-Z][A-Za-z]+(\.\w+)*$/.test(code)) {
    const kind = BY_CODE.find(([pattern]) => pattern.test(code))?.[1] ?? "refused";
    return new LiveError(kind, code, said, where);
  }
  const kind = BY_MESSAGE.find(([pattern]) => pattern.test(said))?.[1] ?? "malformed";
  return new LiveError(kind, say(`fetch.code-${kind}`), reasonOf(kind, said), where);
}

interface SdkError {
  readonly code?: unknown;
  readonly httpCode?: unknown;
  readonly message?: unknown;
  readonly requestId?: unknown;
}

type SaidKind = "timeout" | "unresolved" | "untrusted" | "network" | "malformed" | "refused";

function reasonOf(kind: SaidKind, said: string): string {
  const host = REDIRECTED.exec(said)?.[1];
  if (host !== undefined) return say("fetch.redirected", host);
  if (kind !== "malformed") return said;
  return /over limit: \d+/.test(said) ? say("fetch.too-long") : say("fetch.no-json");
}

/** Short, one line, without secrets. */
function clean(text: string, secrets: readonly string[]): string {
  let out = text;
  for (const secret of secrets) if (secret.length >= 4) out = out.replaceAll(secret, "***");
  const line = out.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim();
  return line.length > 400 ? `${line.slice(0, 400)}...` : line;
}
