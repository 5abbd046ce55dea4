// Values from numbers: the same seed, kind and index always give the same value, so nothing has to be kept.
// May not hold state.

/** 32 bits from any parts (FNV-1a with a final mix). */
export function hash(...parts: readonly (string | number)[]): number {
  let h = 0x811c9dc5;
  for (const part of parts) {
    const text = `${part}|`;
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

export interface Dice {
  /** 0 <= result < below. */
  readonly below: (below: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
}

export function dice(...parts: readonly (string | number)[]): Dice {
  let state = hash(...parts);
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, chance: (p) => next() < p, pick: (from) => from[below(from.length)]! };
}

// An id is a tag of three characters (seed, region, kind) and five that are the index, scrambled reversibly:
// an id is turned back into its index without a table. Products stay below 2^53.
const SPACE = 36 ** 5;
const FACTOR = 26_839_421;
const INVERSE = inverse(FACTOR, SPACE);

export function idOf(prefix: string, tag: string, index: number): string {
  const scrambled = ((index + 1) * FACTOR) % SPACE;
  return `${prefix}-${tag}${scrambled.toString(36).padStart(5, "0")}`;
}

/** The index that an id stands for; null where it is not of this prefix and tag. */
export function indexOf(prefix: string, tag: string, id: string): number | null {
  const lead = `${prefix}-${tag}`;
  const rest = id.slice(lead.length);
  if (!id.startsWith(lead) || !/^[0-9a-z]{5}$/.test(rest)) return null;
  const index = (Number.parseInt(rest, 36) * INVERSE) % SPACE;
  return index === 0 ? null : index - 1;
}

export function tagOf(...parts: readonly (string | number)[]): string {
  return (hash(...parts) % 36 ** 3).toString(36).padStart(3, "0");
}

function inverse(factor: number, modulus: number): number {
  let [a, b, x, y] = [factor, modulus, 1, 0];
  while (b !== 0) {
    const q = Math.floor(a / b);
    [a, b, x, y] = [b, a - q * b, y, x - q * y];
  }
  return ((x % modulus) + modulus) % modulus;
}
