// The syntax of one Terraform file as small typed values, each with its place. Written by the parsers, read by
// the evaluator; nothing in here knows where the syntax came from (HCL or JSON).
import type { Complaint } from "../../../../model/complaint.ts";
import type { Place } from "../../../../model/place.ts";

export type Scalar = string | number | boolean | null;

export type Expression =
  | { readonly kind: "literal"; readonly value: Scalar; readonly place: Place }
  | { readonly kind: "template"; readonly parts: readonly Part[]; readonly place: Place }
  | { readonly kind: "tuple"; readonly items: readonly Expression[]; readonly place: Place }
  | { readonly kind: "object"; readonly entries: readonly SyntaxEntry[]; readonly place: Place }
  /** The first word of a reference: `var`, `each`, a resource type. */
  | { readonly kind: "name"; readonly name: string; readonly place: Place }
  | {
      readonly kind: "attribute";
      readonly of: Expression;
      readonly name: string;
      readonly place: Place;
    }
  | {
      readonly kind: "index";
      readonly of: Expression;
      readonly key: Expression;
      readonly place: Place;
    }
  | {
      readonly kind: "splat";
      readonly of: Expression;
      readonly steps: readonly Step[];
      readonly place: Place;
    }
  | SyntaxCall
  | For
  | Conditional
  | {
      readonly kind: "unary";
      readonly operator: "-" | "!";
      readonly of: Expression;
      readonly place: Place;
    }
  | Binary
  /** Parentheses matter for object keys and for conditionals. */
  | { readonly kind: "group"; readonly of: Expression; readonly place: Place };

export type Step =
  | { readonly kind: "attribute"; readonly name: string }
  | { readonly kind: "index"; readonly key: Expression };

export interface SyntaxEntry {
  readonly key: Expression;
  readonly value: Expression;
}

export interface SyntaxCall {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly Expression[];
  /** The last argument is a list to be spread: `f(list...)`. */
  readonly spread: boolean;
  readonly place: Place;
}

export interface For {
  readonly kind: "for";
  readonly keyName: string | null;
  readonly valueName: string;
  readonly over: Expression;
  /** Set for an object, null for a tuple. */
  readonly key: Expression | null;
  readonly value: Expression;
  /** `...` after the value: values of one key are collected. */
  readonly grouping: boolean;
  readonly condition: Expression | null;
  readonly place: Place;
}

export interface Conditional {
  readonly kind: "conditional";
  readonly test: Expression;
  readonly yes: Expression;
  readonly no: Expression;
  readonly place: Place;
}

export const OPERATORS = [
  "*",
  "/",
  "%",
  "+",
  "-",
  ">",
  ">=",
  "<",
  "<=",
  "==",
  "!=",
  "&&",
  "||",
] as const;

export type Operator = (typeof OPERATORS)[number];

export interface Binary {
  readonly kind: "binary";
  readonly operator: Operator;
  readonly left: Expression;
  readonly right: Expression;
  readonly place: Place;
}

/** A piece of a template: text (escapes and strip markers already applied), a value, or a directive. */
export type Part =
  | string
  | { readonly kind: "value"; readonly value: Expression }
  | {
      readonly kind: "if";
      readonly test: Expression;
      readonly yes: readonly Part[];
      readonly no: readonly Part[];
    }
  | {
      readonly kind: "for";
      readonly keyName: string | null;
      readonly valueName: string;
      readonly over: Expression;
      readonly body: readonly Part[];
    };

export interface SyntaxBody {
  readonly attributes: ReadonlyMap<string, SyntaxAttribute>;
  /** In the order of the text. */
  readonly blocks: readonly SyntaxBlock[];
}

export interface SyntaxAttribute {
  readonly name: string;
  readonly value: Expression;
  readonly place: Place;
}

export interface SyntaxBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: SyntaxBody;
  /** From the first word to the last label. */
  readonly header: Place;
  readonly place: Place;
}

export interface SyntaxFile {
  readonly body: SyntaxBody;
  readonly complaints: readonly Complaint[];
}

/** UTF-16 code units of one file of HCL: the parser may take a kilobyte for each where nothing is sound. */
export const MAX_TEXT = 1024 * 1024;

/** UTF-16 code units of one file of JSON. */
export const MAX_JSON = 4 * 1024 * 1024;
