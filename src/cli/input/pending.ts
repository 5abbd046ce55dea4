// Texts that stand for files while fixes are tried out: every reader sees them, and nothing is written. The only
// state of the command line; empty unless fixes are asked for.
import { realpathSync } from "node:fs";

const texts = new Map<string, string>();

/** `path` is real and absolute. */
export function setPending(path: string, text: string): void {
  texts.set(path, text);
}

export function dropPending(path: string): void {
  texts.delete(path);
}

/** The text that stands for a file; null where the file itself counts. */
export function pendingText(path: string): string | null {
  if (texts.size === 0) return null;
  try {
    return texts.get(realpathSync(path)) ?? null;
  } catch {
    return null;
  }
}
