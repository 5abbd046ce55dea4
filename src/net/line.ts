// Sets of points on one line (addresses of a family, or services). The one place with set algebra.
// May not know what its points mean.

/**
 * A set on a line: its sorted boundaries, entering at even places and leaving at odd ones, so
 * `[10, 20, 30, 31]` is 10..19 and 30. Half-open ends need comparison only, never "+ 1": the same code
 * serves IPv4 (doubles) and IPv6 (bigints, which must never become keys of a Map or Set).
 */
export type Line<T> = readonly T[];

type Keep = (inA: boolean, inB: boolean) => boolean;

/** How many boundaries lie before `x`: odd = the point just before `x` is in the set. Looks from place `from` on. */
function before<T extends number | bigint>(line: Line<T>, x: T, from: number): number {
  let low = from;
  let high = line.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (line[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Merges two sets, neither of them empty. What only one of them has, before the other begins and after it ends,
 * is kept or left out as a whole: a short set against a long one costs little more than the copy.
 */
function combine<T extends number | bigint>(a: Line<T>, b: Line<T>, keep: Keep): Line<T> {
  const [keepA, keepB] = [keep(true, false), keep(false, true)];
  let i = before(a, b[0]!, 0);
  let j = before(b, a[0]!, 0);
  const [fromA, fromB] = [i, j];
  const middle: T[] = [];
  let inside = keep((i & 1) === 1, (j & 1) === 1);
  while (i < a.length && j < b.length) {
    const x = a[i]! <= b[j]! ? a[i]! : b[j]!;
    if (a[i] === x) i++;
    if (b[j] === x) j++;
    const now = keep((i & 1) === 1, (j & 1) === 1);
    if (now !== inside) {
      middle.push(x);
      inside = now;
    }
  }
  // A small change to a long set: one copy instead of three.
  if (keepA && !keepB && middle.length < 100) return a.toSpliced(fromA, i - fromA, ...middle);
  const head = keepA && fromA > 0 ? a.slice(0, fromA) : keepB ? b.slice(0, fromB) : [];
  const tail = keepA && i < a.length ? a.slice(i) : keepB ? b.slice(j) : [];
  return head.concat(middle, tail);
}

const both: Keep = (inA, inB) => inA && inB;
const either: Keep = (inA, inB) => inA || inB;
const firstOnly: Keep = (inA, inB) => inA && !inB;

export function meetLines<T extends number | bigint>(a: Line<T>, b: Line<T>): Line<T> {
  if (a.length === 0) return a;
  if (b.length === 0 || a === b) return b;
  return isWithin(a, b) ? a : isWithin(b, a) ? b : combine(a, b, both);
}

export function uniteLines<T extends number | bigint>(a: Line<T>, b: Line<T>): Line<T> {
  if (a.length === 0) return b;
  return b.length === 0 || a === b ? a : combine(a, b, either);
}

export function subtractLines<T extends number | bigint>(a: Line<T>, b: Line<T>): Line<T> {
  if (a.length === 0 || b.length === 0) return a;
  return isWithin(a, b) ? [] : combine(a, b, firstOnly);
}

/** Whether `b` is one interval that holds all of `a`: true of most policies and demands, and nothing is copied then. */
function isWithin<T extends number | bigint>(a: Line<T>, b: Line<T>): boolean {
  return b.length === 2 && b[0]! <= a[0]! && a.at(-1)! <= b[1]!;
}

/** Whether the two sets share a point. Allocates nothing: this is the inner loop of every judgement. */
export function overlaps<T extends number | bigint>(a: Line<T>, b: Line<T>): boolean {
  const few = a.length <= b.length ? a : b;
  const many = few === a ? b : a;
  let at = 0;
  for (let i = 0; i < few.length; i += 2) {
    at = before(many, few[i + 1]!, at);
    if ((at & 1) === 1 || (at > 0 && many[at - 1]! > few[i]!)) return true;
  }
  return false;
}

/** Whether every point of `inner` lies in `outer`. */
export function covers<T extends number | bigint>(outer: Line<T>, inner: Line<T>): boolean {
  let j = 0;
  for (let i = 0; i < inner.length; i += 2) {
    while (j < outer.length && outer[j + 1]! < inner[i + 1]!) j += 2;
    if (j >= outer.length || outer[j]! > inner[i]!) return false;
  }
  return true;
}

export function sameLine<T extends number | bigint>(a: Line<T>, b: Line<T>): boolean {
  return a === b || (a.length === b.length && a.every((x, i) => x === b[i]));
}

/** The union of many intervals `[lo, hi)` given in any order; empty ones are dropped. */
export function fromIntervals<T extends number | bigint>(
  intervals: readonly (readonly [T, T])[],
): Line<T> {
  const sorted = intervals
    .filter(([lo, hi]) => lo < hi)
    .toSorted((x, y) => (x[0] < y[0] ? -1 : x[0] > y[0] ? 1 : 0));
  const out: T[] = [];
  for (const [lo, hi] of sorted) {
    const end = out.length - 1;
    if (end > 0 && lo <= out[end]!) {
      if (hi > out[end]!) out[end] = hi;
    } else out.push(lo, hi);
  }
  return out;
}

/** The intervals of a set, in order. */
export function intervalsOf<T extends number | bigint>(line: Line<T>): [T, T][] {
  const out: [T, T][] = [];
  for (let i = 0; i < line.length; i += 2) out.push([line[i]!, line[i + 1]!]);
  return out;
}
