// The Url of an API's ServiceConfig. May not resolve domains.
import { parseIp } from "../../net/address.ts";
import { inside } from "../../model/place.ts";
import type { Unknown } from "../../model/unknown.ts";
import { say } from "../../words/index.ts";
import type { Draft } from "../merge/draft.ts";
import { isAbsent } from "../read/plain.ts";
import { complainPlainly, filledText, shown } from "./fields.ts";
import { unresolvedBackend, type ApiSubject } from "./unresolved.ts";

export interface SavedUrl {
  readonly text: string;
  /** Canonical address, or domain in lower case. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

const STANDARD_PORTS = new Map([
  ["http:", 80],
  ["https:", 443],
  ["ws:", 80],
  ["wss:", 443],
]);

/** A URL may leave out its scheme. One with a stage variable in its host can only be known at run time. */
export function savedUrl(draft: Draft, value: unknown, subject: ApiSubject): SavedUrl | Unknown {
  const text = filledText(value);
  if (text === null && (isAbsent(value) || value === ""))
    return unresolvedBackend(subject, say("answers.no-url"));
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text ?? "") ? text! : `http://${text}`;
  if (/^[^/]*\/\/[^/]*[{}]/.test(whole))
    return unresolvedBackend(subject, say("answers.variable-url", shown(text)));
  const url = text !== null && URL.canParse(whole) ? new URL(whole) : null;
  const standard = STANDARD_PORTS.get(url?.protocol ?? "");
  if (url === null || standard === undefined || url.hostname === "") {
    const place = inside(inside(subject.place, "ServiceConfig"), "Url");
    complainPlainly(draft, place, say("answers.bad-url", subject.api, shown(value)));
    return unresolvedBackend(subject, say("answers.unread-url"));
  }
  const name = url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  const address = parseIp(name);
  return {
    text: whole,
    host: address.ok ? address.text : name,
    port: url.port === "" ? standard : Number(url.port),
    path: url.pathname,
  };
}

/** The path that is called has a field of its own; behind a CLB it chooses the forwarding rule. */
export function withPath({ text, path }: SavedUrl, configured: string | null): string {
  if (configured === null || configured === path) return text;
  const [origin] = /^[^/]*\/\/[^/?#]*/.exec(text)!;
  return `${origin}${configured.startsWith("/") ? "" : "/"}${configured}`;
}
