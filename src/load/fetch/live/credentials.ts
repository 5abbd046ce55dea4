// Where the keys of an account come from, in which order, and what each source looks like. Files and environment are
// handed in; nothing is read, logged or kept here.

import { say } from "../../../words/index.ts";
import { isRecord, type Json } from "../../read/plain.ts";
import { filledText } from "../../answers/fields.ts";

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
  const [id, key] = [
    filledText(env.TENCENTCLOUD_SECRET_ID),
    filledText(env.TENCENTCLOUD_SECRET_KEY),
  ];
  const token = filledText(env.TENCENTCLOUD_SESSION_TOKEN) ?? filledText(env.TENCENTCLOUD_TOKEN);
  if (id !== null && key !== null)
    return {
      credentials: { secretId: id, secretKey: key, token },
      source: say("fetch.environment"),
      region: filledText(env.TENCENTCLOUD_REGION),
    };
  const missing = [
    ...(id === null ? ["TENCENTCLOUD_SECRET_ID"] : []),
    ...(key === null ? ["TENCENTCLOUD_SECRET_KEY"] : []),
  ];
  return say("fetch.not-set", ...missing);
}

/** An INI file with a section for each profile. */
function fromSdkFile(path: string, read: ReadFile, profile: string): Found | string {
  const text = read(path);
  if (typeof text !== "string") return say("fetch.file-unread", path, text.why);
  const section = sectionsOf(text).get(profile);
  if (!section) return say("fetch.no-section", path, profile);
  const [id, key] = [filledText(section.get("secret_id")), filledText(section.get("secret_key"))];
  if (id === null || key === null) return say("fetch.section-lacks-keys", path, profile);
  return {
    credentials: { secretId: id, secretKey: key, token: filledText(section.get("token")) },
    source: say("fetch.section", path, profile),
    region: filledText(section.get("region")),
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
  if (typeof text !== "string") return say("fetch.file-unread", path, text.why);
  const fields = recordOf(text);
  if (!fields) return say("fetch.not-tccli", path);
  const [id, key] = [filledText(fields.secretId), filledText(fields.secretKey)];
  if (id === null || key === null) return say("fetch.tccli-lacks-keys", path);
  const configure = read(`~/.tccli/${profile}.configure`);
  const settings = typeof configure === "string" ? recordOf(configure) : null;
  const system = settings?.[TCCLI_SYSTEM];
  return {
    credentials: { secretId: id, secretKey: key, token: filledText(fields.token) },
    source: path,
    region: isRecord(system) ? filledText(system.region) : null,
  };
}

const TCCLI_SYSTEM = "_sys_param";

export function recordOf(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
