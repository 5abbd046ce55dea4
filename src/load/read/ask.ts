// One value is asked for, and what comes of it: the value, or an Unknown that says why there is none. The three worlds
// differ in how values are taken apart (Language) and in what is said of a gap (World); what may be asked is the same for
// all (forms.ts). May not know which input it reads.
import type { Known, Unknown } from "../../model/unknown.ts";
import type { Message } from "../../words/index.ts";

/** How values are taken apart. `V` is a value at its place: plain ones of YAML and JSON, or Terraform's nodes. */
export interface Language<V> {
  /** Whether the value, or a part of it, is known only later. */
  readonly isOpen: (value: V) => boolean;
  readonly text: (value: V) => string | null;
  readonly number: (value: V) => number | null;
  readonly flag: (value: V) => boolean | null;
  readonly items: (value: V) => readonly V[] | null;
  /** A scalar as it was written, where that is not its text: YAML makes 08080 a number. */
  readonly written: (value: V) => string | null;
}

/** Where a value, or a part of it, is not what its form asks for. */
export interface FormSlip<V> {
  readonly at: V;
  /** What is wrong with its text; null where its shape is wrong: then it is not what `expected` says. */
  readonly why: string | null;
  readonly expected: Message;
  /** Where only these may stand. */
  readonly words?: readonly string[];
}

/** What is accepted, in words and as a reader. */
export interface Form<T> {
  readonly expected: Message;
  readonly words?: readonly string[];
  /** `undefined`: malformed; it adds the slips that it can place. */
  readonly read: <V>(language: Language<V>, value: V, slips: FormSlip<V>[]) => T | undefined;
}

/** What is said of a value that is there and does not tell: a complaint at each slip, and the unknown that stays. */
export interface World<V, Q> {
  readonly language: Language<V>;
  readonly lost: (question: Q, slips: readonly [FormSlip<V>, ...FormSlip<V>[]]) => Unknown;
}

/** `absent`: what it means that nothing stands there, which each world and question has its own answer to. */
export function ask<V, Q, T, A>(
  world: World<V, Q>,
  question: Q,
  value: V | null,
  form: Form<T>,
  absent: (question: Q) => A,
): Known<T> | A {
  if (value === null) return absent(question);
  const { expected, words } = form;
  const whole = { at: value, why: null, expected, ...(words && { words }) };
  const slips: FormSlip<V>[] = [];
  const made = world.language.isOpen(value) ? undefined : form.read(world.language, value, slips);
  if (made !== undefined) return made;
  const [first = whole, ...others] = slips;
  return world.lost(question, [first, ...others]);
}
