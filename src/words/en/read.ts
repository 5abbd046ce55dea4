// Sentences of src/load/read, by key.
import { listed, sentences } from "../sentences.ts";

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
});
