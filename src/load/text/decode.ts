// Bytes of a file -> text: UTF-8, UTF-16 with its mark, else GB18030, which editors of Chinese Windows write. May not
// read files.
import { say } from "../../words/index.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030";

export type Decoded =
  /** Without its byte order mark. */
  | { readonly kind: "text"; readonly text: string; readonly encoding: Encoding }
  /** `why` is a clause: `is not text`; `rough` is good enough to look for words of ours. */
  | { readonly kind: "foreign"; readonly why: string; readonly rough: string };

export function decode(bytes: Uint8Array): Decoded {
  const encoding = markedAs(bytes);
  if (encoding === "utf-8" && bytes.subarray(0, 8192).includes(0))
    return { kind: "foreign", why: say("text.nul-bytes"), rough: roughly(bytes) };
  const text = strictly(bytes, encoding);
  // The mark of UTF-32 begins as that of UTF-16 does.
  if (encoding !== "utf-8" && text?.slice(0, 4096).includes("\0"))
    return { kind: "foreign", why: say("text.nul-bytes"), rough: roughly(bytes) };
  if (text !== null) return { kind: "text", text, encoding };
  const chinese = encoding === "utf-8" ? strictly(bytes, "gb18030") : null;
  if (chinese !== null && !CONTROL.test(chinese))
    return { kind: "text", text: chinese, encoding: "gb18030" };
  const why =
    encoding === "utf-8"
      ? say("text.no-encoding")
      : say("text.not-encoded", encoding.toUpperCase());
  return { kind: "foreign", why, rough: roughly(bytes) };
}

/** The encoding that a byte order mark tells; without one, the usual. */
function markedAs([first, second]: Uint8Array): Exclude<Encoding, "gb18030"> {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

/** No text has these; bytes that are no text often decode into them. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/;

/** Null where the bytes mean nothing in the encoding; its mark goes unless it is to stay. */
export function strictly(
  bytes: Uint8Array,
  encoding: Encoding,
  mark: "drop" | "keep" = "drop",
): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: mark === "keep" }).decode(bytes);
  } catch {
    return null;
  }
}

/** ASCII stays readable, also in UTF-16 and UTF-32; a byte order mark would hide the first sign. */
export function roughly(bytes: Uint8Array): string {
  const text = new TextDecoder("latin1").decode(bytes).replaceAll("\0", "");
  return text.replace(/^(?:\xff\xfe|\xfe\xff|\xef\xbb\xbf)/, "");
}
