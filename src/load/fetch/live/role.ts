// Temporary credentials of the machine that sglint runs on: the role of a CVM, or the OIDC identity of a TKE pod. Only
// asked where the user says so. Renewed before they expire.
import { say } from "../../../words/index.ts";
import { isRecord, type Json } from "../../read/plain.ts";
import { filledText } from "../../answers/fields.ts";
import { recordOf, type Credentials, type Environment, type ReadFile } from "./credentials.ts";

export type RoleKind = "cvm" | "tke";

export interface RoleOptions {
  readonly env: Environment;
  /** The text of a file; null where there is none. */
  readonly read: ReadFile;
  /** Sends a request and resolves to the body. Rejects on anything but 200. */
  readonly request: (
    url: string,
    init: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string },
  ) => Promise<string>;
  /** Of the STS service; null = the vendor's. */
  readonly endpoint: string | null;
  /** Milliseconds since 1970: what an expiry is compared with. */
  readonly date: () => number;
}

/** Why a role gives no credentials, as a clause. */
export class NoRole extends Error {}

interface Temporary {
  readonly credentials: Credentials;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

const METADATA = "http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/";
/** Renewed so long before they expire. */
const MARGIN = 5 * 60_000;

/** Rejects with `NoRole`. */
export function roleCredentials(kind: RoleKind, options: RoleOptions): () => Promise<Credentials> {
  let current: Promise<Temporary> | null = null;
  return async () => {
    const now = current && (await current);
    if (now === null || now.expires - MARGIN <= options.date()) {
      current = kind === "cvm" ? fromMetadata(options) : fromOidc(options);
      current.catch(() => {
        current = null;
      });
    }
    return (await current!).credentials;
  };
}

async function fromMetadata({ request }: RoleOptions): Promise<Temporary> {
  const said = await request(METADATA, {}).catch(() => null);
  const role = said?.trim().split("\n")[0]?.trim() ?? "";
  if (role === "") throw new NoRole(say("fetch.no-role"));
  const text = await request(METADATA + encodeURIComponent(role), {}).catch(() => "");
  const answer = recordOf(text) ?? {};
  return temporary(answer, say("fetch.role-without-keys", role));
}

const OIDC_VARIABLES = [
  "TKE_REGION",
  "TKE_PROVIDER_ID",
  "TKE_WEB_IDENTITY_TOKEN_FILE",
  "TKE_ROLE_ARN",
] as const;

async function fromOidc({ env, read, request, endpoint }: RoleOptions): Promise<Temporary> {
  const missing = OIDC_VARIABLES.filter((name) => filledText(env[name]) === null);
  if (missing.length > 0) throw new NoRole(say("fetch.no-pod", ...missing));
  const path = env.TKE_WEB_IDENTITY_TOKEN_FILE!;
  const token = filledText(read(path));
  if (token === null) throw new NoRole(say("fetch.no-token", path));
  const body = JSON.stringify({
    RoleArn: env.TKE_ROLE_ARN,
    RoleSessionName: "sglint",
    WebIdentityToken: token,
    ProviderId: env.TKE_PROVIDER_ID,
  });
  const headers = {
    "Content-Type": "application/json",
    Authorization: "SKIP",
    "X-TC-Action": "AssumeRoleWithWebIdentity",
    "X-TC-Version": "2018-08-13",
    "X-TC-Region": env.TKE_REGION!,
  };
  const url = endpoint ?? "https://sts.tencentcloudapi.com/";
  const text = await request(url, { headers, body }).catch(() => "");
  const { Credentials: keys, Error: error, ExpiredTime } = part(recordOf(text)?.Response);
  const { Code: code } = part(error);
  const why =
    typeof code === "string" && /^[\w.]{1,100}$/.test(code)
      ? say("fetch.pod-refused", code)
      : say("fetch.pod-without-keys");
  return temporary({ ...part(keys), ExpiredTime }, why);
}

function part(value: unknown): Json {
  return isRecord(value) ? value : {};
}

function temporary(answer: Json, why: string): Temporary {
  const [id, key] = [filledText(answer.TmpSecretId), filledText(answer.TmpSecretKey)];
  if (id === null || key === null) throw new NoRole(why);
  const { ExpiredTime: seconds } = answer;
  return {
    credentials: { secretId: id, secretKey: key, token: filledText(answer.Token) },
    expires: typeof seconds === "number" ? seconds * 1000 : Number.POSITIVE_INFINITY,
  };
}
