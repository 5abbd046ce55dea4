// What may be asked for: flags, ports, words, ids, addresses, lists. Each takes values apart by its language only, so that
// one form serves definitions, saved answers and Terraform alike.
import { parseCidr, parseIp, type AddressRange } from "../../net/address.ts";
import type { AddressReading, Unreadable } from "../../net/address.ts";
import type { Line } from "../../net/line.ts";
import { parsePorts, parseService, type ServiceSet } from "../../net/service.ts";
import type { Id } from "../../model/id.ts";
import { message, say, type Message } from "../../words/index.ts";
import { quote } from "../own/wording.ts";
import type { Form, Language, FormSlip } from "./ask.ts";

/** The longest texts that can be an address, a range or a CIDR, and a list of ports; with room for spaces. */
export const LONGEST = { address: 100, ports: 1000 };

export const EVERY_PORT: Line<number> = [0, 65536];

const flag: Form<boolean> = {
  expected: message("read.flag"),
  read: (language, value) => language.flag(value) ?? undefined,
};

const anyText: Form<string> = {
  expected: message("read.text"),
  read: (language, value) => language.text(value) ?? undefined,
};

const amount: Form<number> = {
  expected: message("read.amount"),
  read: (language, value) => language.number(value) ?? undefined,
};

/** A single port; 0 is the vendor's "the listener's". */
function port(least: 0 | 1): Form<number> {
  const expected = message("read.port", least);
  return {
    expected,
    read: (language, value, slips) => {
      const found = language.number(value) ?? -1;
      if (!Number.isInteger(found) || found < least || found > 65535) return undefined;
      const why = leadingZero(language.written(value) ?? "");
      if (why === null) return found;
      slips.push({ at: value, why, expected });
      return undefined;
    },
  };
}

type Spelling = "exact" | "loose";

/** One of some words. `spelling`: whether case and spaces around it count. */
function word<const T extends string>(words: readonly T[], spelling?: Spelling): Form<T> {
  return meaning(new Map(words.map((one) => [one, one])), spelling);
}

/** One of some words, and what each stands for. */
function meaning<T>(words: ReadonlyMap<string, T>, spelling: Spelling = "exact"): Form<T> {
  return {
    expected: message("read.word", ...words.keys()),
    words: [...words.keys()],
    read: (language, value) => {
      const found = language.text(value) ?? "";
      return words.get(spelling === "exact" ? found : found.trim().toUpperCase());
    },
  };
}

/** An id; "" is the vendor's "none". */
const id: Form<Id | null> = {
  expected: message("read.id"),
  read: (language, value) => {
    const found = language.text(value);
    return found === "" ? null : (idIn(found) ?? undefined);
  },
};

const ids: Form<readonly Id[]> = {
  expected: message("read.ids"),
  read: (language, value) => {
    const found = language.items(value)?.map((item) => idIn(language.text(item)));
    return found?.every((one) => one !== null) ? found : undefined;
  },
};

/** An id as it may stand in messages; null where a text cannot be one. */
export function idIn(text: unknown): Id | null {
  return typeof text === "string" && /^[^\s\p{C}]{1,200}$/u.test(text) ? text : null;
}

/** What `parse` makes of a text, or why it cannot. What is no text has the wrong shape. */
function parsed<T extends { readonly ok: true }>(
  expected: Message,
  parse: (text: string) => T | Unreadable,
  longest: number = LONGEST.address,
): Form<T> {
  return {
    expected,
    read: (language, value, slips) => {
      const text = language.text(value);
      if (text === null) return undefined;
      const found = bounded(text, parse, longest);
      if (found.ok) return found;
      slips.push({ at: value, why: found.why, expected });
      return undefined;
    },
  };
}

export function bounded<T>(
  text: string,
  parse: (text: string) => T | Unreadable,
  longest: number = LONGEST.address,
): T | Unreadable {
  if (text.length <= longest) return parse(text);
  const key = longest === LONGEST.ports ? "read.long-ports" : "read.long-address";
  return { ok: false, why: say(key, quote(text)) };
}

const address: Form<AddressRange> = mapped(
  parsed(message("read.address"), parseIp),
  ({ text, set }) => ({ text, set }),
);

/** Single addresses. One bad member makes the list unknown: what it stands for would be missing. */
const addresses = list(message("read.addresses"), address);

/** `family`: where only one may stand. */
function cidr(family: 4 | 6 | null = null): Form<AddressReading> {
  const expected = family === null ? message("read.cidr") : message("read.cidr-of", family);
  const any = parsed(expected, parseCidr);
  return mapped(any, (found) => (family === null || found.family === family ? found : undefined));
}

/** All protocols, or those that the port of another form narrows. */
const protocol: Form<ServiceSet> = mapped(
  parsed(message("read.protocol"), (text) => parseService(text, null)),
  ({ set }) => set,
);

/** `ALL`, `80`, `80,443`, `8000-9000`; `EVERY_PORT` itself where none is named. */
const ports: Form<Line<number>> = {
  expected: message("read.ports"),
  read: (language, value, slips) => {
    const text = portText(language, value);
    if (text === null) return undefined;
    if (namesNoPort(text)) return EVERY_PORT;
    const slip = leadingZero(text);
    const found = slip === null ? bounded(text, parsePorts, LONGEST.ports) : null;
    if (found?.ok) return found.set;
    slips.push({ at: value, why: slip ?? found?.why ?? null, expected: ports.expected });
    return undefined;
  },
};

export function portText<V>(language: Language<V>, value: V): string | null {
  return (language.written(value) ?? language.text(value))?.trim() ?? null;
}

export function namesNoPort(text: string): boolean {
  return /^\s*(?:all)?\s*$/i.test(text);
}

/** A list of which every element must be readable: half a list would look like a whole one. */
function list<T>(expected: Message, element: Form<T>): Form<readonly T[]> {
  return {
    expected,
    read: (language, value, slips) => {
      const found = language.items(value)?.map((item) => readItem(language, item, element, slips));
      return found?.every((one) => one !== undefined) ? found : undefined;
    },
  };
}

function readItem<V, T>(
  language: Language<V>,
  item: V,
  form: Form<T>,
  slips: FormSlip<V>[],
): T | undefined {
  const before = slips.length;
  const made = language.isOpen(item) ? undefined : form.read(language, item, slips);
  if (made === undefined && slips.length === before)
    slips.push({ at: item, why: null, expected: form.expected });
  return made;
}

function mapped<T, U>(form: Form<T>, made: (found: T) => U | undefined): Form<U> {
  return {
    ...form,
    read: (language, value, slips) => {
      const found = form.read(language, value, slips);
      return found === undefined ? undefined : made(found);
    },
  };
}

/** Why a port text is refused for a leading zero, or null. */
export function leadingZero(text: string): string | null {
  const found = /(?:^|[^\w])(0\d+)/.exec(text);
  return found?.[1] ? say("read.leading-zero", quote(found[1]), Number(found[1])) : null;
}

export const form = {
  flag,
  text: anyText,
  amount,
  port,
  word,
  meaning,
  id,
  ids,
  address,
  addresses,
  cidr,
  protocol,
  ports,
  parsed,
  list,
  mapped,
} as const;
