// paths: declared paths. One that cannot be read is dropped, since half a question has no answer.
import { parseMember, type AddressRange } from "../../net/address.ts";
import type { Path, PathSource, PathTarget } from "../../model/inventory.ts";
import { say } from "../../words/index.ts";
import { complain } from "../merge/draft.ts";
import { nearest, quote } from "../own/wording.ts";
import { bounded, leadingZero } from "../read/forms.ts";
import { fieldAt, isList, type At } from "../read/plain.ts";
import { refer, regionOf, textAt, wholeList, wordAt, type Reading } from "./reading.ts";
import { sender } from "./values.ts";

export function path(reading: Reading, at: At): Path | null {
  const [name, from, to, expect] = ["name", "from", "to", "expect"].map((key) => fieldAt(at, key));
  const source = from ? sourceOf(reading, from) : null;
  const target = to ? targetOf(reading, to) : null;
  const expected = expect ? wordAt(expect, ["reachable", "blocked"]) : "reachable";
  const known = name ? textAt(name) : null;
  if (known === null || !source || !target || expected === null) return null;
  refer(reading, TARGETS, target.id, to!.place);
  return {
    name: known,
    from: source,
    to: target,
    expect: expected,
    region: regionOf(reading, at.place),
    place: at.place,
  };
}

const TARGETS = ["instances", "interfaces", "loadBalancers", "clusters", "microservices"] as const;
const WORDS = ["clients", "internet"] as const;
/** Ids of cloud-native gateways, whose nodes call from the user's own VPC. */
const GATEWAY = /^gateway-[\w-]+$/;
const PACK = /^([a-z][a-z0-9-]*)\.(private|public|vips)$/;

function sourceOf(reading: Reading, at: At): PathSource | null {
  if (isList(at.value)) {
    const ranges = wholeList(at, (element) => member(reading, element));
    if (ranges?.length === 0) complain(reading.draft, at.place, say("definitions.empty-from"));
    return ranges && ranges.length > 0 ? { kind: "addresses", ranges } : null;
  }
  const value = textAt(at);
  if (value === null) {
    if (at.value === "") complain(reading.draft, at.place, say("definitions.empty-from"));
    return null;
  }
  const named = wordAt(at, WORDS);
  if (named) return { kind: named };
  const pack = PACK.exec(value);
  if (pack)
    return { kind: "pack", product: pack[1]!, set: pack[2] === "private" ? "private" : "public" };
  if (GATEWAY.test(value)) {
    refer(reading, ["gateways"], value, at.place);
    return { kind: "gateway", id: value };
  }
  if (/^[\da-f.:/-]+$/i.test(value) || bounded(value, parseMember).ok) {
    const range = sender(reading, at);
    return range && { kind: "addresses", ranges: [range] };
  }
  complain(reading.draft, at.place, wrongSource(value));
  return null;
}

/** Of a list: names of sources stand alone, since each has an answer of its own. */
function member(reading: Reading, at: At): AddressRange | null {
  const value = textAt(at) ?? "";
  if (!WORDS.some((word) => word === value) && !PACK.test(value) && !GATEWAY.test(value))
    return sender(reading, at);
  complain(reading.draft, at.place, say("definitions.source-alone", quote(value), value));
  return null;
}

function wrongSource(value: string): string {
  const [product, set] = value.split(".");
  const near =
    set === undefined ? nearest(value, WORDS) : nearest(set, ["private", "public", "vips"]);
  if (near === null) return say("definitions.no-source", quote(value));
  const meant = set === undefined ? near : `${product}.${near}`;
  return say("definitions.meant-source", quote(value), meant);
}

function targetOf(reading: Reading, at: At): PathTarget | null {
  const value = textAt(at);
  if (value === null) {
    if (at.value === "") complain(reading.draft, at.place, say("definitions.empty-to"));
    return null;
  }
  const match = /^(.+):(\d{1,5})(?:\/(tcp|udp))?$/is.exec(value.slice(0, 1000));
  const [id, port] = [match?.[1], Number(match?.[2])];
  const slip = match ? leadingZero(match[2]!) : null;
  if (slip !== null) complain(reading.draft, at.place, slip);
  else if (id === undefined || port < 1 || port > 65535)
    complain(reading.draft, at.place, say("definitions.no-target", quote(value)));
  else return { id, port, protocol: match?.[3]?.toLowerCase() === "udp" ? "udp" : "tcp" };
  return null;
}
