// Where the keys of an account come from, in which order, and what each source looks like. Files and environment are
// handed in; nothing is read, logged or kept here.

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Credentials {
  readonly secretId: string;
  readonly secretKey: string;
  /** Of temporary credentials. */
  readonly token: string | null;
}

export interface Found {
  readonly credentials: Credentials;
  /** In words, without a secret: `~/.tccli/ci.credential`. */
  readonly source: string;
  /** The region that stands beside them; null where none does. */
  readonly region: string | null;
}

/** The text of a file below the home folder (`~/`) or at an absolute path, or why there is none. */
export type ReadFile = (path: string) => string | { readonly why: string };

export interface CredentialSources {
  readonly env: Environment;
  readonly read: ReadFile;
  /** `--profile`; null = `default`, behind the environment. */
  readonly profile: string | null;
}

/** `found`, or every source that was tried and why it did not do. */
export type CredentialReading =
  | { readonly kind: "found"; readonly found: Found }
  | { readonly kind: "missing"; readonly tried: readonly string[] };

/** With a named profile the environment is not asked: the user said which account is meant. */
export function findCredentials({ env, read, profile }: CredentialSources): CredentialReading {
  const tried: string[] = [];
  const name = profile ?? "default";
  const attempts = [
    ...(profile === null ? [() => fromEnvironment(env)] : []),
    () => fromSdkFile("~/.tencentcloud/credentials", read, name),
    () => fromSdkFile("/etc/tencentcloud/credentials", read, name),
    () => fromTccli(read, name),
  ];
  for (const attempt of attempts) {
    const result = attempt();
    if (typeof result !== "string") return { kind: "found", found: result };
    tried.push(result);
  }
  return { kind: "missing", tried };
}

function fromEnvironment(env: Environment): Found | string {
  const [id, key] = [textOf(env.TENCENTCLOUD_SECRET_ID), textOf(env.TENCENTCLOUD_SECRET_KEY)];
  const token = textOf(env.TENCENTCLOUD_SESSION_TOKEN) ?? textOf(env.TENCENTCLOUD_TOKEN);
  if (id !== null && key !== null)
    return {
      credentials: { secretId: id, secretKey: key, token },
      source: "environment variables",
      region: textOf(env.TENCENTCLOUD_REGION),
    };
  const missing = [
    ...(id === null ? ["TENCENTCLOUD_SECRET_ID"] : []),
    ...(key === null ? ["TENCENTCLOUD_SECRET_KEY"] : []),
  ];
  return `environment: ${missing.join(" and ")} not set`;
}

/** An INI file with a section for each profile. */
function fromSdkFile(path: string, read: ReadFile, profile: string): Found | string {
  const text = read(path);
  if (typeof text !== "string") return `${path}: ${text.why}`;
  const section = sectionsOf(text).get(profile);
  if (!section) return `${path}: no section [${profile}]`;
  const [id, key] = [textOf(section.get("secret_id")), textOf(section.get("secret_key"))];
  if (id === null || key === null) return `${path}: [${profile}] lacks secret_id or secret_key`;
  return {
    credentials: { secretId: id, secretKey: key, token: textOf(section.get("token")) },
    source: `${path} [${profile}]`,
    region: textOf(section.get("region")),
  };
}

function sectionsOf(text: string): Map<string, Map<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let current = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[([^\]]+)\]\s*$/.exec(line);
    if (header) {
      current = new Map();
      sections.set(header[1]!.trim(), current);
    }
    const pair = /^\s*([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (pair) current.set(pair[1]!, pair[2]!.replace(/^(["'])(.*)\1$/, "$2"));
  }
  return sections;
}

/** `~/.tccli/<profile>.credential` is JSON; the region stands in `<profile>.configure` beside it. */
function fromTccli(read: ReadFile, profile: string): Found | string {
  const path = `~/.tccli/${profile}.credential`;
  const text = read(path);
  if (typeof text !== "string") return `${path}: ${text.why}`;
  const fields = recordOf(text);
  if (!fields) return `${path}: not the JSON that tccli writes`;
  const [id, key] = [textOf(fields.secretId), textOf(fields.secretKey)];
  if (id === null || key === null) return `${path}: lacks secretId or secretKey`;
  const configure = read(`~/.tccli/${profile}.configure`);
  const settings = typeof configure === "string" ? recordOf(configure) : null;
  const system = settings?.[TCCLI_SYSTEM] as Readonly<Record<string, unknown>> | undefined;
  return {
    credentials: { secretId: id, secretKey: key, token: textOf(fields.token) },
    source: path,
    region: textOf(system?.region),
  };
}

const TCCLI_SYSTEM = "_sys_param";

export function recordOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}

export function textOf(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}
