// An answer of the vendor's API as a test prints it, before it is cut into pages and saved. The SDK's types name the
// keys; what is not guaranteed there may be left out, or sent as null or "".
import { dice, type Dice } from "../../cloud/seed.ts";

/** A vendor's type as it arrives: no field is guaranteed, any may be null. */
export type Saved<T> = T extends readonly (infer E)[]
  ? readonly Saved<E>[]
  : T extends object
    ? { readonly [K in keyof T]?: Saved<T[K]> | null | undefined }
    : T;

export interface Answer {
  readonly service: string;
  readonly action: string;
  /** The parameters that say whom it is about; empty for a list of a region. */
  readonly subject: Readonly<Record<string, string>>;
  readonly in: "response" | "Result";
  /** What `body` lists; null where the answer is one object. */
  readonly list: { readonly key: string; readonly elements: readonly object[] } | null;
  readonly body: object;
  /** How many elements a page says that there are. Absent: the answer has no pages and no count. */
  readonly count?: (page: number, all: number) => object;
}

const TOTAL = (_: number, all: number) => ({ TotalCount: all });

type Naming<R> = Pick<Answer, "service" | "subject"> & {
  readonly action: string;
  readonly key: keyof R & string;
};

/** `R`: the vendor's type of the response, or of its `Result`. */
export function listed<R>(
  { key, ...naming }: Naming<R>,
  elements: readonly object[],
  count: Answer["count"] | null = TOTAL,
): Answer {
  return {
    ...naming,
    in: "response",
    list: { key, elements },
    body: {},
    ...(count && { count }),
  };
}

export function listedInResult<R>(naming: Naming<R>, elements: readonly object[]): Answer {
  return { ...listed<R>(naming, elements), in: "Result" };
}

export interface Draw extends Dice {
  /** Texts by which the vendor says "none". */
  readonly none: () => "" | null | undefined;
  readonly absent: () => null | undefined;
  readonly shuffled: <T>(list: readonly T[]) => T[];
}

/** Seed 0 draws the plainest there is, so that a case shrinks to what its failure needs. */
export function drawing(seed: number, ...parts: readonly string[]): Draw {
  const plain: Dice = { below: () => 0, chance: () => false, pick: (from) => from[0]! };
  const { below, chance, pick } = seed === 0 ? plain : dice(seed, ...parts);
  return {
    below,
    chance,
    pick,
    none: () => pick(["", null, undefined]),
    absent: () => pick([null, undefined]),
    shuffled: (list) => {
      const out = [...list];
      for (let i = seed === 0 ? 0 : out.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [out[i], out[j]] = [out[j]!, out[i]!];
      }
      return out;
    },
  };
}

export const REGION = "ap-guangzhou";
export const ZONE = `${REGION}-3`;
