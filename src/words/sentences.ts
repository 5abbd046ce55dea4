// What a catalogue is made of: sentences by key, each a function of the data that it speaks of. May not know what
// the data mean; whoever says a sentence chooses the key, and decides nothing on the text that comes out.

export type Word = string | number;

export type Sentence = (...data: Word[]) => string;

/** One part of a catalogue. Two sentences that differ by a fact are two keys, never a flag. */
export function sentences<const T extends Readonly<Record<string, Sentence>>>(part: T): T {
  return part;
}

/** `a`, `a and b`, `a, b and c` */
export function listed(items: readonly Word[], last = "and"): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1)}`;
}

/** `1 file`, `2 files`; `many` where the plural is another word. */
export function counted(count: Word, one: string, many = `${one}s`): string {
  return `${count} ${Number(count) === 1 ? one : many}`;
}

/** Places in a list are counted from 0, as the vendor's PolicyIndex is: the first one says so. */
export function nth(index: Word): string {
  return Number(index) === 0 ? `${index} (the first)` : String(index);
}
