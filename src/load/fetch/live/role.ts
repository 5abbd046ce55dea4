// Temporary credentials of the machine that sglint runs on: the role of a CVM, or the OIDC identity of a TKE pod. Only
// asked where the user says so. Renewed before they expire.
import {
  recordOf,
  textOf,
  type Credentials,
  type Environment,
  type ReadFile,
} from "./credentials.ts";

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
  if (role === "") throw new NoRole("the metadata service of CVM names no role of this machine");
  const text = await request(METADATA + encodeURIComponent(role), {}).catch(() => "");
  const answer = recordOf(text) ?? {};
  return temporary(answer, `the metadata service gave no credentials for the role "${role}"`);
}

const OIDC_VARIABLES = [
  "TKE_REGION",
  "TKE_PROVIDER_ID",
  "TKE_WEB_IDENTITY_TOKEN_FILE",
  "TKE_ROLE_ARN",
] as const;

async function fromOidc({ env, read, request, endpoint }: RoleOptions): Promise<Temporary> {
  const missing = OIDC_VARIABLES.filter((name) => textOf(env[name]) === null);
  if (missing.length > 0) throw new NoRole(`${missing.join(", ")} not set: is this a TKE pod?`);
  const path = env.TKE_WEB_IDENTITY_TOKEN_FILE!;
  const token = textOf(read(path));
  if (token === null) throw new NoRole(`the token file ${path} cannot be read`);
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
  const response = recordOf(text)?.Response as Readonly<Record<string, unknown>> | undefined;
  const inner = response?.Credentials as Readonly<Record<string, unknown>> | undefined;
  const { Code } = (response?.Error ?? {}) as Readonly<Record<string, unknown>>;
  const code = typeof Code === "string" && /^[\w.]{1,100}$/.test(Code) ? `: ${Code}` : "";
  return temporary(
    { ...inner, ExpiredTime: response?.ExpiredTime },
    `STS gave no credentials for this pod's role${code}`,
  );
}

function temporary(answer: Readonly<Record<string, unknown>>, why: string): Temporary {
  const [id, key] = [textOf(answer.TmpSecretId), textOf(answer.TmpSecretKey)];
  if (id === null || key === null) throw new NoRole(why);
  const { ExpiredTime: seconds } = answer;
  return {
    credentials: { secretId: id, secretKey: key, token: textOf(answer.Token) },
    expires: typeof seconds === "number" ? seconds * 1000 : Number.POSITIVE_INFINITY,
  };
}
