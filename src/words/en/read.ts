// Sentences of src/load/read, by key.
import { counted, listed, nth, sentences, type Word } from "../sentences.ts";

const TYPES = new Map<Word, string>([
  ["string", "text"],
  ["integer", "a whole number"],
  ["number", "a number"],
  ["boolean", "true or false"],
  ["array", "a list"],
  ["object", "a mapping of keys"],
]);

export const read = sentences({
  "read.flag": () => "true or false",
  "read.port": (least) => `a port from ${least} to 65535`,
  "read.text": () => "text",
  "read.amount": () => "a number",
  "read.word": (...words) => listed(words, "or"),
  "read.id": () => "an id",
  "read.ids": () => "a list of ids",
  "read.list": (of) => `a list of ${of}`,
  "read.address": () => "an address",
  "read.addresses": () => "a list of addresses",
  "read.cidr": () => "an IP address or CIDR",
  "read.cidr-of": (family) => `an IPv${family} address or CIDR`,
  "read.protocol": () => "TCP, UDP, ICMP, ICMPv6, GRE or ALL",
  "read.ports": () => "a port or a range",
  "read.long-address": (text) => `${text} is too long for an address`,
  "read.long-ports": (text) => `${text} is too long for a list of ports`,
  "read.leading-zero": (port, plain) =>
    `port ${port} has a leading zero, which some systems read as octal; write ${plain}`,
  "read.port-without-ports": (port) => `port "${port}" needs protocol TCP or UDP`,
  "read.zero-prefix": (text) =>
    `${text} may mean every IPv4 address, as it does in a security group`,
  "read.zero-prefix-remedy": () =>
    "write 0.0.0.0/0 where every address is meant, or the longer prefixes that are",
  "read.more-mistakes": (count) => `this file has ${counted(count, "more mistake")}`,
  "read.key-missing": (noun, key) => `${noun} has no key "${key}"; add it`,
  "read.tag-missing": (noun, key, words) => `${noun} has no key "${key}"; expected ${words}`,
  "read.empty": (name) => `${name} is empty; expected text`,
  "read.out-of-bounds": (name, found, bounds) => `${name} is ${found}; expected ${bounds}`,
  "read.more-than": (bound) => `more than ${bound}`,
  "read.or-more": (least) => `${least} or more`,
  "read.between": (least, most) => `${least} to ${most}`,
  "read.not-valid": (name, why) => `${name} ${why}`,
  "read.ports-need-quotes": (key) =>
    `unknown key ${key}; inside { } a list of ports needs quotes: port: "80,443"`,
  "read.takes-one": (name, allowed) => `${name} takes one of ${allowed}; none is here`,
  "read.takes-only-one": (name, allowed, ...keys) =>
    `${name} takes one of ${allowed}; here ${keys.length === 1 ? "is" : "are"} ${listed(keys)}`,
  "read.unknown-key": (key, allowed) => `unknown key ${key}; expected ${allowed}`,
  "read.misspelt-key": (key, meant) => `unknown key ${key}; did you mean "${meant}"?`,
  "read.wrong-type": (name, found, ...types) =>
    `${name} must be ${listed(
      types.map((type) => TYPES.get(type) ?? type),
      "or",
    )}, found ${found}`,
  "read.needs-quotes": (what) => `${what}; put it in quotes`,
  "read.needs-no-quotes": (what) => `${what}; remove the quotes`,
  "read.needs-list": (what) => `${what}; write [] for an empty list`,
  "read.wrong-word": (name, found, expected) => `${name} is ${found}, expected ${expected}`,
  "read.meant-word": (what, meant) => `${what}; did you mean ${meant}?`,
  "read.this": (noun) => `this ${noun}`,
  "read.whole-file": () => "the file",
  "read.element": (index) => `element ${nth(index)}`,
  "read.element-of": (index, list) => `element ${nth(index)} of ${list}`,
});
