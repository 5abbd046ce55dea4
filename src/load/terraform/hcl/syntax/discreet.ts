// Mistakes in a line that may hold a secret, by its name or where it stands: told of without the text of the line.
import type { Complaint } from "../../../../model/complaint.ts";
import { spanOf } from "../../../../model/place.ts";
import { hiding, NOTHING_HIDDEN, SENSITIVE } from "../../../../model/secret.ts";
import { quote } from "../../../own/wording.ts";

export function discreet(file: string, text: string, complaints: readonly Complaint[]) {
  return complaints.map((complaint): Complaint => {
    if (!complaint.place) return complaint;
    const { start } = spanOf(complaint.place);
    if (!maySecretStandIn(file, text, start)) return complaint;
    const message = withoutQuoted(complaint.message, restOfLine(text, start));
    return { ...complaint, message, place: hiding(complaint.place, NOTHING_HIDDEN) };
  });
}

const NAMED = /(?:passw|passphrase|secret|token|credential|[_-]key|apikey)[\w-]*"?\s*[=:]/i;

function maySecretStandIn(file: string, text: string, at: number): boolean {
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  const line = text.slice(lineStart, at) + restOfLine(text, at);
  return file.endsWith(".tfvars") || NAMED.test(line) || isOfProvider(text, lineStart + 1);
}

/** Blocks of a file open and close at its margin. */
function isOfProvider(text: string, at: number): boolean {
  const opened = text.lastIndexOf("\nprovider ", at);
  const from = opened < 0 && text.startsWith("provider ") ? 0 : opened;
  return from >= 0 && !text.slice(from, at).includes("\n}");
}

function restOfLine(text: string, at: number): string {
  return /^[^\r\n]*/.exec(text.slice(at))?.[0] ?? "";
}

/** What a message quotes begins where the mistake does; the name of an argument may be told. */
function withoutQuoted(message: string, line: string): string {
  for (let length = Math.min(line.length, LONGEST_QUOTED); length > 0; length--) {
    const quoted = line.slice(0, length);
    if (/[^A-Za-z_]/.test(quoted) && message.includes(quote(quoted)))
      return message.replace(quote(quoted), () => SENSITIVE);
  }
  return message;
}

/** Longer ones are cut by `quote`, so that no more of the line is looked at. */
const LONGEST_QUOTED = 100;
