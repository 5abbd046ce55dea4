// Times of Terraform: RFC 3339 with the offset they were written in. Pure.
import { message } from "../../../../words/index.ts";
import { scalarNode, textNode, type Node } from "../values.ts";
import { refuse, textArgument, type CallContext, type Functions } from "./function.ts";

interface Time {
  /** Since 1970, in UTC. */
  readonly nanoseconds: bigint;
  /** Minutes east of UTC. */
  readonly offset: number;
}

const SECOND = 1_000_000_000n;
const MAX_DURATION = 2n ** 63n;

export const DATES: Functions = {
  timecmp: (args, context) => {
    const [a, b] = [0, 1].map((i) => loosely(args, i, context).nanoseconds);
    return scalarNode(a! < b! ? -1 : a! > b! ? 1 : 0, context.place);
  },
  timeadd: (args, context) => {
    const time = loosely(args, 0, context);
    const added = durationOf(textArgument(args, 1, context));
    if (added === null) return refuse(message("terraform.no-duration"), context);
    const sum = { ...time, nanoseconds: time.nanoseconds + added };
    return scalarNode(written(sum), context.place);
  },
  formatdate: (args, context) => {
    const format = textArgument(args, 0, context);
    const at = partsOf(read(textArgument(args, 1, context), context));
    let out = "";
    for (const [token] of format.matchAll(TOKEN)) {
      const piece = token.startsWith("'")
        ? quoted(token)
        : /^[a-z]/i.test(token)
          ? (VERBS.get(token)?.(at) ?? null)
          : token;
      if (piece === null) return refuse(message("terraform.no-date-format"), context);
      out += piece;
    }
    return textNode(out, context.place);
  },
};

function read(text: string, context: CallContext): Time {
  return timeOf(text) ?? refuse(message("terraform.no-time"), context);
}

/** These two functions take an hour of one digit, and a comma before parts of a second. */
function loosely(args: readonly Node[], index: number, context: CallContext): Time {
  const text = textArgument(args, index, context);
  const strict = text.replace(/T(?=\d:)/, "T0").replace(/(?<=T\d\d:\d\d:\d\d),(?=\d)/, ".");
  return read(strict, context);
}

const TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([-+])(\d\d):(\d\d))$/;

function timeOf(text: string): Time | null {
  const match = TIME.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, fraction = "", sign, hours, minutes] = match;
  const [h, m] = [Number(hours ?? 0), Number(minutes ?? 0)];
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || h > 23 || m > 59)
    return null;
  const days = dayOf(Number(year), Number(month), Number(day));
  if (days === null) return null;
  const offset = (h * 60 + m) * (sign === "-" ? -1 : 1);
  const seconds = days * 86_400 + Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  const part = BigInt(fraction.slice(0, 9).padEnd(9, "0"));
  return { nanoseconds: BigInt(seconds - offset * 60) * SECOND + part, offset };
}

/** Days since 1970; null where the month has no such day. */
function dayOf(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isThere = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isThere ? date.getTime() / 86_400_000 : null;
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ["ns", 1],
  ["us", 1e3],
  ["\u00b5s", 1e3],
  ["\u03bcs", 1e3],
  ["ms", 1e6],
  ["s", 1e9],
  ["m", 6e10],
  ["h", 3.6e12],
]);

/** `-1h30m`, `1.5s`, in nanoseconds. Null where it is none, or more than 63 bits hold. */
function durationOf(text: string): bigint | null {
  const [, sign, rest = ""] = /^([-+]?)([^]*)$/.exec(text) ?? [];
  if (rest === "0") return 0n;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)[a-z\u00b5\u03bc]+)+$/.test(rest)) return null;
  let sum = 0n;
  for (const [, whole = "", fraction = "", name = ""] of rest.matchAll(
    /(\d*)\.?(\d*)([a-z\u00b5\u03bc]+)/g,
  )) {
    const unit = UNITS.get(name);
    if (unit === undefined) return null;
    const part =
      fraction === ""
        ? 0
        : Number(fraction.slice(0, 18)) * (unit / 10 ** Math.min(18, fraction.length));
    sum += BigInt(whole || "0") * BigInt(unit) + BigInt(Math.trunc(part));
    if (sum >= MAX_DURATION) return null;
  }
  return sign === "-" ? -sum : sum;
}

interface Parts {
  readonly year: number;
  /** 0 for January. */
  readonly month: number;
  readonly day: number;
  /** 0 for Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly offset: number;
}

function partsOf({ nanoseconds, offset }: Time): Parts {
  const seconds = Number((nanoseconds - (((nanoseconds % SECOND) + SECOND) % SECOND)) / SECOND);
  const date = new Date((seconds + offset * 60) * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    offset,
  };
}

const two = (value: number): string => String(value).padStart(2, "0");

function zone(offset: number, colon: ":" | ""): string {
  const minutes = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${two(Math.trunc(minutes / 60))}${colon}${two(minutes % 60)}`;
}

function yearOf({ year }: Parts): string {
  return year < 0 ? `-${String(-year).padStart(4, "0")}` : String(year).padStart(4, "0");
}

function written(time: Time): string {
  const at = partsOf(time);
  const day = `${yearOf(at)}-${two(at.month + 1)}-${two(at.day)}`;
  const zoned = at.offset === 0 ? "Z" : zone(at.offset, ":");
  return `${day}T${two(at.hour)}:${two(at.minute)}:${two(at.second)}${zoned}`;
}

/** A run of one letter, a text in quotes, or what stands between them. */
const TOKEN = /([a-zA-Z])\1*|''|'(?:[^']|'')*'?|[^a-zA-Z']+/g;

/** Null where the closing quote is missing. */
function quoted(token: string): string | null {
  if (token === "''") return "'";
  return /^'(?:[^']|'')*'$/.test(token) ? token.slice(1, -1).replaceAll("''", "'") : null;
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const twelve = ({ hour }: Parts): number => hour % 12 || 12;

const VERBS: ReadonlyMap<string, (at: Parts) => string> = new Map([
  ["YY", ({ year }) => two(year % 100)],
  ["YYYY", yearOf],
  ["M", ({ month }) => String(month + 1)],
  ["MM", ({ month }) => two(month + 1)],
  ["MMM", ({ month }) => MONTHS[month]!.slice(0, 3)],
  ["MMMM", ({ month }) => MONTHS[month]!],
  ["D", ({ day }) => String(day)],
  ["DD", ({ day }) => two(day)],
  ["EEE", ({ weekday }) => DAYS[weekday]!.slice(0, 3)],
  ["EEEE", ({ weekday }) => DAYS[weekday]!],
  ["h", ({ hour }) => String(hour)],
  ["hh", ({ hour }) => two(hour)],
  ["H", (at) => String(twelve(at))],
  ["HH", (at) => two(twelve(at))],
  ["AA", ({ hour }) => (hour < 12 ? "AM" : "PM")],
  ["aa", ({ hour }) => (hour < 12 ? "am" : "pm")],
  ["m", ({ minute }) => String(minute)],
  ["mm", ({ minute }) => two(minute)],
  ["s", ({ second }) => String(second)],
  ["ss", ({ second }) => two(second)],
  ["Z", ({ offset }) => (offset === 0 ? "Z" : zone(offset, ":"))],
  ["ZZZ", ({ offset }) => (offset === 0 ? "UTC" : zone(offset, ""))],
  ["ZZZZ", ({ offset }) => zone(offset, "")],
  ["ZZZZZ", ({ offset }) => zone(offset, ":")],
]);

/** The timestamps of YAML that Terraform takes, as RFC 3339; null for anything else. */
export function yamlTime(text: string): string | null {
  const [, year, month, day, rest = ""] = /^(\d{4})-(\d\d?)-(\d\d?)([^]*)$/.exec(text) ?? [];
  if (year === undefined) return null;
  const [, mark, clock, fraction, zoned = ""] =
    /^([Tt ])(\d\d?:\d\d?:\d\d?)([.,]\d+)?(Z|[-+]\d\d:\d\d)?$/.exec(rest) ?? [];
  if (rest !== "" && (mark === undefined || (mark === " ") !== (zoned === ""))) return null;
  const at = (clock ?? "0:0:0").split(":").map((part) => part.padStart(2, "0"));
  const date = `${year}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}`;
  const time = timeOf(`${date}T${at.join(":")}${fraction?.replace(",", ".") ?? ""}${zoned || "Z"}`);
  return time && written(time);
}
