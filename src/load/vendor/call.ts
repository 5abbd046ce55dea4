// What is known of one call of the vendor's API: what its answer holds, how an account is asked, and how a saved answer is
// known and saved again. A call that is only asked, or only saved, lacks the other part. May not send or read anything.

import type { IdKind } from "../../model/id.ts";

export type ServiceName = keyof typeof SERVICES;

/** Each service by its host name, and as CAM names it in permissions. */
export const SERVICES = {
  cvm: "cvm",
  vpc: "vpc",
  clb: "clb",
  apigateway: "apigw",
  tke: "tke",
  tsf: "tsf",
  tse: "tse",
} as const satisfies Record<string, string>;

/** The object that holds what a call tells, or one element of it. */
export type Content = Readonly<Record<string, unknown>>;

/** The parameters that say whom a call is about: `{ SecurityGroupId: "sg-1a2b3c4d" }`; empty for a list of a region. */
export type CallSubject = Readonly<Record<string, string>>;

interface CallShape {
  readonly service: ServiceName;
  readonly action: string;
  /** The vendor's pages, as docs/facts.md, section 7, lists them: `215/15808`. */
  readonly docs: string;
  /** Where its content stands in the answer. */
  readonly in: "response" | "Result";
  /** The key of the content by which the call is known. */
  readonly key: string;
  /** Whether `key` holds a list of elements; otherwise the content is the one element. */
  readonly list: boolean;
  /** Key of an element's own id; null where it has none. */
  readonly id: string | null;
}

/** How an account is asked. */
interface Asked {
  /** Requests a second that the vendor documents for this API. */
  readonly rate: number;
  /** Absent where an answer is whole. */
  readonly page?: Paging;
  /** Asked once for each of these elements of another call; absent = once for each region. */
  readonly each?: Each;
  /** Parameters beside those of the page, where they are not the subject itself. */
  readonly params?: (subject: CallSubject) => Readonly<Record<string, unknown>>;
  /** Not about a region: asked once, and not kept in the snapshot. */
  readonly global?: true;
}

/** Elements of the largest page (100 where none is stated), and how vpc and others want `Offset` and `Limit` typed. */
export interface Paging {
  readonly size: number;
  readonly as: "text" | "number";
}

export interface Each {
  readonly of: string;
  /** null passes the element over. */
  readonly subject: (element: Content, parent: CallSubject) => CallSubject | null;
}

/** How a saved answer is known, and whom it is about. */
interface Saved {
  readonly saved: {
    /** Whose elements it tells, where it does not say so itself. */
    readonly owner?: OwnerRule;
    /** The parameter that names the one element which it tells. */
    readonly own?: IdKey;
    /** Tells calls with the same key apart: just one of them fits. */
    readonly fits?: (content: Content, first: Content | null, hint: Hint) => boolean;
  };
}

interface IdKey {
  /** Key of the wrapper object, the same as the call's own parameter. */
  readonly key: string;
  /** How such ids, and names of files about them, begin. */
  readonly kind: IdKind;
}

/** How an answer that does not name the resource it is about gets that name. */
export interface OwnerRule extends IdKey {
  /** What follows the id in the name of the file: `.listeners.json`. */
  readonly ending: string;
  /** False where the answer usually names it itself. */
  readonly required: boolean;
}

/** What stands around an answer, for those that are empty and so look alike. */
export interface Hint {
  readonly file: string;
  readonly wrapper: Content;
}

export type VendorCall = CallShape & Partial<Asked> & Partial<Saved>;
export type LiveCall = CallShape & Asked & Partial<Saved>;
export interface SavedCall extends CallShape, Partial<Asked>, Saved {}

export const TEXT = { size: 100, as: "text" } as const;
export const NUMBER = { size: 100, as: "number" } as const;
export const FIFTY = { size: 50, as: "number" } as const;

/** Asked for each element of `of`: `{ key: element[from] }`, where that is an id. */
export function by(of: string, key: string, from = key): Each {
  return {
    of,
    subject: (element) => {
      const id = element[from];
      return typeof id === "string" && id !== "" ? { [key]: id } : null;
    },
  };
}
