// paths: declared paths. One that cannot be read is dropped, since half a question has no answer.
import { parseMember, type AddressRange } from "../../net/address.ts";
import type { PortProtocol } from "../../net/service.ts";
import type { Path, PathSource, PathTarget } from "../../model/inventory.ts";
import { nearest, quote } from "../own/wording.ts";
import {
  complain,
  field,
  refer,
  region,
  text,
  wholeList,
  word,
  type At,
  type Reading,
} from "./reading.ts";
import { address, leadingZero, parseBounded } from "./values.ts";

export function path(reading: Reading, at: At): Path | null {
  const [name, from, to, expect] = ["name", "from", "to", "expect"].map((key) => field(at, key));
  const source = from ? sourceOf(reading, from) : null;
  const target = to ? targetOf(reading, to) : null;
  const expected = expect ? word(expect, ["reachable", "blocked"]) : "reachable";
  const known = name ? text(name) : null;
  if (known === null || !source || !target || expected === null) return null;
  refer(reading, TARGETS, target.id, to!.place);
  return {
    name: known,
    from: source,
    to: target,
    expect: expected,
    region: region(reading, at.place),
    place: at.place,
  };
}

const TARGETS = ["instances", "interfaces", "loadBalancers", "clusters", "microservices"] as const;
const WORDS = ["clients", "internet"] as const;
/** Ids of cloud-native gateways, whose nodes call from the user's own VPC. */
const GATEWAY = /^gateway-[\w-]+$/;
const PACK = /^([a-z][a-z0-9-]*)\.(private|public|vips)$/;

function sourceOf(reading: Reading, at: At): PathSource | null {
  if (Array.isArray(at.value)) {
    const ranges = wholeList(at, (element) => rangeOf(reading, element));
    if (ranges?.length === 0) complain(reading, at.place, `"from" is empty; ${EXPECTED}`);
    return ranges && ranges.length > 0 ? { kind: "addresses", ranges } : null;
  }
  const value = text(at);
  if (value === null) {
    if (at.value === "") complain(reading, at.place, `"from" is empty; ${EXPECTED}`);
    return null;
  }
  const named = word(at, WORDS);
  if (named) return { kind: named };
  const pack = PACK.exec(value);
  if (pack)
    return { kind: "pack", product: pack[1]!, set: pack[2] === "private" ? "private" : "public" };
  if (GATEWAY.test(value)) {
    refer(reading, ["gateways"], value, at.place);
    return { kind: "gateway", id: value };
  }
  const parsed = parseBounded(value, parseMember);
  if (parsed.ok) return { kind: "addresses", ranges: [{ text: parsed.text, set: parsed.set }] };
  complain(
    reading,
    at.place,
    /^[\da-f.:/-]+$/i.test(value) ? parsed.why : `${quote(value)} is no source; ${hint(value)}`,
  );
  return null;
}

const EXPECTED =
  "expected an IP, a CIDR, a list of them, a pack such as api-gateway.private, a cloud-native gateway's id, clients or internet";

function hint(value: string): string {
  const [product, set] = value.split(".");
  const near =
    set === undefined ? nearest(value, WORDS) : nearest(set, ["private", "public", "vips"]);
  if (near === null) return EXPECTED;
  return `did you mean "${set === undefined ? near : `${product}.${near}`}"?`;
}

function rangeOf(reading: Reading, at: At): AddressRange | null {
  const result = address(reading, at, parseMember);
  return result && { text: result.text, set: result.set };
}

function targetOf(reading: Reading, at: At): PathTarget | null {
  const value = text(at);
  if (value === null) {
    if (at.value === "") complain(reading, at.place, '"to" is empty; expected ID:PORT');
    return null;
  }
  const match = /^(.+):(\d{1,5})(?:\/(tcp|udp))?$/is.exec(value.slice(0, 1000));
  const [id, port] = [match?.[1], Number(match?.[2])];
  const slip = match ? leadingZero(match[2]!) : null;
  if (slip !== null) complain(reading, at.place, slip);
  else if (id === undefined || port < 1 || port > 65535)
    complain(
      reading,
      at.place,
      `${quote(value)} is no target of a path; expected ID:PORT with a port from 1 to 65535, such as ins-a:8080 or ins-a:53/udp`,
    );
  else return { id, port, protocol: (match?.[3]?.toLowerCase() ?? "tcp") as PortProtocol };
  return null;
}
