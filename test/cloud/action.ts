// What an action is: its parameters in the SDK's own types (the compiler checks names, kinds and which are
// required), its documented limits, and how it answers. May not know HTTP or signatures.
import type { Account, Region } from "./account.ts";
import { ApiError, missing, wrongType, wrongValue } from "./errors.ts";

/** An answer as it travels: of the SDK's type, but any field may be null. */
export type Wire<T> = T extends readonly (infer E)[]
  ? Wire<E>[]
  : T extends object
    ? { [K in keyof T]: Wire<T[K]> | null }
    : T;

export type Body<Response> = Wire<Omit<Response, "RequestId">>;

type Kind<T> = T extends string
  ? "string"
  : T extends number
    ? "integer"
    : T extends boolean
      ? "boolean"
      : T extends readonly string[]
        ? "strings"
        : "objects";
/** A `!` marks what the SDK's type requires. */
type Mark<R, K extends keyof R> =
  object extends Pick<R, K> ? Kind<Exclude<R[K], undefined>> : `${Kind<R[K]>}!`;
type Parameters<R> = { readonly [K in keyof R]-?: Mark<R, K> };
type AnyKind = "string" | "integer" | "boolean" | "strings" | "objects";

export type Service =
  | "vpc"
  | "clb"
  | "cvm"
  | "apigateway"
  | "tke"
  | "tsf"
  | "tse"
  | "sts"
  | "cam"
  | "region";

export type Fields = Readonly<Record<string, unknown>>;

/** What faults do to a list: the items left out of a page, and those gone from (or, negative, new at) its front. */
export interface View {
  readonly short: number;
  readonly shift: number;
}

export interface Call {
  readonly account: Account;
  readonly region: Region;
  readonly secretId: string;
  readonly params: Fields;
  readonly pageMax: number;
  readonly view: View;
}

export interface Action {
  readonly service: Service;
  readonly name: string;
  readonly version: string;
  /** Documented calls per second, for one region and one caller. */
  readonly perSecond: number;
  /** Whether `X-TC-Region` must be sent. */
  readonly regional: boolean;
  readonly parameters: Readonly<Record<string, AnyKind | `${AnyKind}!`>>;
  readonly pageMax: number;
  readonly answer: (call: Call) => object;
}

type Shared = Pick<Action, "service" | "version" | "perSecond"> & Partial<Action>;

export interface Spec<Request, Response> {
  readonly parameters: Parameters<Request>;
  readonly answer: (call: Call, params: Request) => Body<Response>;
  readonly perSecond?: number;
  readonly pageMax?: number;
}

/** Shared facts of a service; each action may say otherwise. */
export function actionsOf(shared: Shared) {
  return <Request, Response>(name: string, spec: Spec<Request, Response>): Action => ({
    regional: true,
    pageMax: 100,
    ...shared,
    ...spec,
    name,
    parameters: spec.parameters as Action["parameters"],
    answer: (call) => spec.answer(call, call.params as Request),
  });
}

/** Refuses unknown, missing and wrongly typed parameters as the service does. */
export function checkParameters(action: Action, params: Fields): void {
  for (const [name, mark] of Object.entries(action.parameters)) {
    const value = params[name];
    if (value === undefined || value === null) {
      if (mark.endsWith("!")) throw missing(name);
      continue;
    }
    const kind = mark.replace("!", "") as AnyKind;
    if (!fits(kind, value)) throw wrongType(name, WORDS[kind]);
  }
  for (const name of Object.keys(params))
    if (!(name in action.parameters))
      throw new ApiError("UnknownParameter", `The parameter \`${name}\` is not recognized.`);
  pageOf(params, action.pageMax);
}

const WORDS = {
  string: "string",
  integer: "integer",
  boolean: "bool",
  strings: "array of string",
  objects: "array of object",
} as const satisfies Record<AnyKind, string>;

function fits(kind: AnyKind, value: unknown): boolean {
  switch (kind) {
    case "string":
      return typeof value === "string";
    case "integer":
      return Number.isInteger(value);
    case "boolean":
      return typeof value === "boolean";
    case "strings":
      return Array.isArray(value) && value.every((v) => typeof v === "string");
    case "objects":
      return Array.isArray(value) && value.every((v) => typeof v === "object");
  }
}

const DEFAULT_LIMIT = 20;

/** Offset and limit, which some actions take as strings. */
export function pageOf(params: Fields, max: number): { offset: number; limit: number } {
  const read = (name: string, fallback: number) => {
    const value = params[name];
    if (value === undefined || value === null) return fallback;
    const text = String(value);
    if (!/^\d{1,9}$/.test(text)) throw wrongValue(name, `\`${text.slice(0, 40)}\` is no count`);
    return Number(text);
  };
  const offset = read("Offset", 0);
  const limit = read("Limit", DEFAULT_LIMIT);
  if (limit > max) throw wrongValue("Limit", `\`${limit}\` exceeds ${max}`);
  return { offset, limit };
}
