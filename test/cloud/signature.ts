// TC3-HMAC-SHA256, computed once more from what arrived, as the service does. The SDK signs the lower-case
// `content-type` and the host's name without its port, and names the first label of the host as the service: `127`
// for 127.0.0.1. May not know actions.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { ApiError, missing } from "./errors.ts";

export interface Credential {
  readonly secretId: string;
  readonly secretKey: string;
  /** Temporary credentials carry a token. */
  readonly token?: string;
  /** Milliseconds since 1970, when temporary credentials end. */
  readonly expiresAt?: number;
}

export interface Signed {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
  /** The service's own time in milliseconds. */
  readonly now: number;
}

const AUTHORIZATION =
  /^TC3-HMAC-SHA256 Credential=([^/]*)\/(\d{4}-\d{2}-\d{2})\/([^/]+)\/tc3_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;
const TOLERANCE = 5 * 60 * 1000;

/** The credential that signed the request; every flaw is the error that the service answers. */
export function authenticate(
  request: Signed,
  service: string,
  credentials: readonly Credential[],
): Credential {
  const authorization = request.header("authorization");
  const parts = AUTHORIZATION.exec(authorization ?? "");
  if (!parts)
    throw new ApiError(
      "AuthFailure.InvalidAuthorization",
      "The Authorization header does not follow the TC3-HMAC-SHA256 form.",
    );
  const [, secretId, date, scope, signedHeaders, signature] = parts as unknown as string[];
  const timestamp = readTimestamp(request);
  const credential = credentials.find((one) => one.secretId === secretId);
  if (!credential)
    throw new ApiError(
      "AuthFailure.SecretIdNotFound",
      "The SecretId is not found, please ensure that your SecretId is correct.",
    );
  checkToken(request, credential);
  const expected = sign(request, {
    credential,
    timestamp,
    date: date!,
    scope: scope!,
    signedHeaders: signedHeaders!,
  });
  const fits =
    (scope === service || scope === hostOf(request).split(".")[0]) &&
    date === new Date(timestamp * 1000).toISOString().slice(0, 10) &&
    timingSafeEqual(Buffer.from(expected), Buffer.from(signature!));
  if (!fits)
    throw new ApiError(
      "AuthFailure.SignatureFailure",
      "The provided credentials could not be validated. Please check your signature is correct.",
    );
  return credential;
}

function readTimestamp({ header, now }: Signed): number {
  const text = header("x-tc-timestamp");
  if (text === undefined) throw missing("Timestamp");
  const timestamp = /^\d{1,11}$/.test(text) ? Number(text) : 0;
  if (Math.abs(now - timestamp * 1000) > TOLERANCE)
    throw new ApiError(
      "AuthFailure.SignatureExpire",
      "Signature expired: the timestamp and the server's time differ by more than five minutes.",
    );
  return timestamp;
}

function checkToken({ header, now }: Signed, { token, expiresAt }: Credential): void {
  const ended = expiresAt !== undefined && now >= expiresAt;
  if (header("x-tc-token") !== token || ended)
    throw new ApiError("AuthFailure.TokenFailure", "Token verification failed.");
}

interface Scope {
  readonly credential: Credential;
  readonly timestamp: number;
  readonly date: string;
  readonly scope: string;
  readonly signedHeaders: string;
}

function sign(
  request: Signed,
  { credential, timestamp, date, scope, signedHeaders }: Scope,
): string {
  const names = signedHeaders.split(";");
  if (!names.includes("content-type") || !names.includes("host")) return "0".repeat(64);
  const headers = names.map((name) => {
    const value = name === "host" ? hostOf(request) : (request.header(name) ?? "");
    return `${name}:${value.trim().toLowerCase()}\n`;
  });
  const canonical = [
    request.method,
    request.path,
    request.query,
    headers.join(""),
    signedHeaders,
    sha256(request.body),
  ].join("\n");
  const text = ["TC3-HMAC-SHA256", timestamp, `${date}/${scope}/tc3_request`, sha256(canonical)];
  const keys = [date, scope, "tc3_request"].reduce<string | Buffer>(
    (key, part) => hmac(key, part),
    `TC3${credential.secretKey}`,
  );
  return hmac(keys, text.join("\n")).toString("hex");
}

function hostOf({ header }: Signed): string {
  return (header("host") ?? "").replace(/:\d+$/, "");
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
