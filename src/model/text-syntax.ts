// What a text is made of and who reads what is written in it, for those who change texts. Loaders give it with their
// sources; it names no language and no parser.
import type { Message } from "../words/index.ts";

/** A piece of a text; `end` is exclusive. */
export interface TextNode {
  readonly kind: TextKind;
  readonly start: number;
  readonly end: number;
  /** Of a block its type and labels, of an argument or entry its name, of a plain text or number what it says. */
  readonly words: readonly string[];
  /** Of an argument or entry its value first; of a list, object or block what is in it, commas and comments too. */
  readonly children: readonly TextNode[];
}

export type TextKind =
  | "file"
  | "block"
  | "argument"
  | "list"
  | "object"
  | "entry"
  | "text"
  | "number"
  /** Everything else that has a value. */
  | "expression"
  | "comma"
  | "comment";

export interface TextReader {
  /** `module.web.tencentcloud_cos_bucket_policy.a`, `output.sources` */
  readonly address: string;
  readonly file: string;
  readonly line: number;
}

export type TextReaders =
  | { readonly kind: "known"; readonly readers: readonly TextReader[] }
  | { readonly kind: "unknown"; readonly why: Message };

export interface TextSyntax {
  /** Null where the text has errors. */
  root(): TextNode | null;
  /** Everybody who reads the value, or the part of a block, at these offsets; whose it is reads it too. */
  readers(start: number, end: number): TextReaders;
  /** Everybody who names the block at these offsets, be it only as an address. */
  mentions(start: number, end: number): TextReaders;
}
