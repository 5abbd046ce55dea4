// Sentences of src/load/terraform, by key.
import { sentences } from "../sentences.ts";

export const terraform = sentences({
  "terraform.malformed": (noun, address, expected) =>
    `the ${noun} of ${address} cannot be read; expected ${expected}`,
  "terraform.acl-entry-parts": () =>
    'an entry of a network ACL has 4 or 5 parts: "ACTION#CIDR#PORT#PROTOCOL#DESCRIPTION"',
  "terraform.acl-line": (why) => `${why}; expected for example "ACCEPT#10.0.0.0/8#80#TCP"`,
  "terraform.acl-action": (text) => `the action ${text} is neither ACCEPT nor DROP`,
  "terraform.acl-protocol": (text) => `the protocol ${text} is none of TCP, UDP, ICMP and ALL`,
  "terraform.acl-port": (text) => `the port ${text} is none of ALL, 80 or 8000-9000`,
});
