// Sentences of src/load/answers, by key.
import { sentences } from "../sentences.ts";

export const answers = sentences({
  "answers.malformed": (key, found, expected) => `${key} is ${found}, expected ${expected}`,
  "answers.no-acl-entry": (found) => `expected an entry of a network ACL, found ${found}`,
  "answers.two-acl-addresses": (noun, keys) =>
    `this entry names two ${noun}s; expected one of ${keys}`,
  "answers.unread-acl-entry": (noun, direction, index, acl) =>
    `the ${noun} of ${direction} entry ${index} of ${acl} cannot be read`,
  "answers.untold-acl-entry": (noun, direction, index, acl) =>
    `the saved answers do not tell the ${noun} of ${direction} entry ${index} of ${acl}`,
  "answers.save-acl-again": (acl) => `save the entries of ${acl} again`,
  "answers.looks": () => `what a call such as "tccli vpc DescribeSecurityGroupPolicies" printed`,
});
