// Texts in other encodings than UTF-8, and compressed ones. Pure.
import { gunzipSync } from "node:zlib";
import { message } from "../../../../words/index.ts";
import { strictly } from "../../../text/decode.ts";
import { MAX_STRING, textNode, unsupported, type Node } from "../values.ts";
import { refuse, textArgument, type CallContext, type Functions } from "./function.ts";

interface Charset {
  /** Null where a character is not in it. */
  readonly encode: (text: string) => Buffer | null;
  /** Null where the bytes mean nothing in it. */
  readonly decode: (bytes: Buffer) => string | null;
}

const UTF8: Charset = { encode: (text) => Buffer.from(text), decode: textOfBytes };
const LITTLE: Charset = {
  encode: (text) => Buffer.from(text, "utf16le"),
  decode: (bytes) => strictly(bytes, "utf-16le", "keep"),
};
const BIG: Charset = {
  encode: (text) => swapped(Buffer.from(text, "utf16le")),
  decode: (bytes) => (bytes.length % 2 === 0 ? strictly(swapped(bytes), "utf-16le", "keep") : null),
};
/** Written with its mark, the big end first. */
const MARKED: Charset = {
  encode: (text) => swapped(Buffer.from(`\ufeff${text}`, "utf16le")),
  decode: (bytes) => {
    const mark = bytes.subarray(0, 2).toString("hex");
    if (mark === "fffe") return LITTLE.decode(bytes.subarray(2));
    return BIG.decode(mark === "feff" ? bytes.subarray(2) : bytes);
  },
};

/** Each byte is the character of that number, up to a highest one. */
function byteWise(highest: number): Charset {
  return {
    encode: (text) =>
      [...text].every((one) => one.codePointAt(0)! <= highest) ? Buffer.from(text, "latin1") : null,
    decode: (bytes) => (bytes.every((one) => one <= highest) ? bytes.toString("latin1") : null),
  };
}

/** By the names that IANA knows them by, in small letters. */
const CHARSETS: ReadonlyMap<string, Charset> = new Map([
  ["utf-8", UTF8],
  ["csutf8", UTF8],
  ["utf-16le", LITTLE],
  ["csutf16le", LITTLE],
  ["utf-16be", BIG],
  ["csutf16be", BIG],
  ["utf-16", MARKED],
  ["csutf16", MARKED],
  ...["us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us", "us"].map(
    (name) => [name, byteWise(0x7f)] as const,
  ),
  ...["iso-8859-1", "iso_8859-1", "latin1", "l1", "cp819", "ibm819"].map(
    (name) => [name, byteWise(0xff)] as const,
  ),
]);

export const CHARSET_FUNCTIONS: Functions = {
  textencodebase64: (args, context) => {
    const [text, name] = [textArgument(args, 0, context), textArgument(args, 1, context)];
    const charset = CHARSETS.get(name.toLowerCase());
    if (!charset) return unread(name, context);
    const bytes = charset.encode(text) ?? refuse(message("terraform.not-in-charset"), context);
    return textNode(bytes.toString("base64"), context.place);
  },
  textdecodebase64: (args, context) => {
    const bytes = bytesOf(textArgument(args, 0, context), context);
    const name = textArgument(args, 1, context);
    const charset = CHARSETS.get(name.toLowerCase());
    if (!charset) return unread(name, context);
    const text = charset.decode(bytes);
    if (text === null || text.includes("\ufffd"))
      return refuse(message("terraform.not-in-charset"), context);
    return textNode(text, context.place);
  },
  base64encode: (args, context) =>
    textNode(Buffer.from(textArgument(args, 0, context)).toString("base64"), context.place),
  base64decode: (args, context) => {
    const text = textOfBytes(bytesOf(textArgument(args, 0, context), context));
    return text === null
      ? refuse(message("terraform.no-utf8"), context)
      : textNode(text, context.place);
  },
  base64gunzip: (args, context) => {
    const bytes = bytesOf(textArgument(args, 0, context), context);
    let text: string | null = null;
    try {
      text = textOfBytes(gunzipSync(bytes, { maxOutputLength: MAX_STRING }));
    } catch (error) {
      if (error instanceof RangeError)
        return unsupported(message("terraform.too-large"), context.place);
    }
    return text === null
      ? refuse(message("terraform.no-gzip"), context)
      : textNode(text, context.place);
  },
  base64gzip: (_, { place }) => unsupported(message("terraform.gzip"), place),
};

function unread(name: string, { place }: CallContext): Node {
  return unsupported(message("terraform.charset", name), place);
}

/** Line ends do not count. */
function bytesOf(base64: string, context: CallContext): Buffer {
  const plain = base64.replace(/[\r\n]/g, "");
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(plain)
    ? Buffer.from(plain, "base64")
    : refuse(message("terraform.no-base64"), context);
}

function textOfBytes(bytes: Buffer): string | null {
  return strictly(bytes, "utf-8", "keep");
}

function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes).swap16();
}
