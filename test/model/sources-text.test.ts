// Addresses in the words of a demand: a whole range by its name, a part by whichever is shorter of what it has and lacks.
import { expect, test } from "vitest";
import { NO_ADDRESS, minusAddresses, ownRange, uniteAddresses } from "../../src/net/address.ts";
import { addressNames } from "../../src/model/sources-text.ts";

const set = (texts: readonly string[]) => uniteAddresses(texts.map((text) => ownRange(text).set));

test.each([
  ["a whole range", ["10.0.0.0/8"], [], ["10.0.0.0/8"]],
  ["what lacks one address", ["10.0.0.0/8"], ["10.0.4.9"], ["10.0.0.0/8 (without 10.0.4.9)"]],
  [
    "what lacks some",
    ["10.0.0.0/8"],
    ["10.1.0.0/24", "10.2.0.0/24", "10.3.0.0/24"],
    ["10.0.0.0/8 (without 10.1.0.0/24, 10.2.0.0/24 and 10.3.0.0/24)"],
  ],
  [
    "what lacks many",
    ["10.0.0.0/8"],
    ["10.1.0.1", "10.2.0.1", "10.3.0.1", "10.4.0.1", "10.5.0.1", "10.6.0.1"],
    ["10.0.0.0/8 (without 10.1.0.1, 10.2.0.1, 10.3.0.1, 10.4.0.1 and 2 more)"],
  ],
  ["a small part", ["11.0.0.0/24"], [], ["11.0.0.0/24"]],
  [
    "two ranges, and what is in none",
    ["10.0.0.0/7", "192.0.2.0/24"],
    [],
    ["10.0.0.0/8", "11.0.0.0/8", "192.0.2.0/24"],
  ],
  ["nothing", [], [], []],
])("%s", (_, has, lacks, names) => {
  const declared = ["10.0.0.0/8", "11.0.0.0/8"].map(ownRange);
  const known = set(["10.0.0.0/7"]);
  const found = minusAddresses(has.length > 0 ? set(has) : NO_ADDRESS, set(lacks));
  expect(addressNames(found, { declared, known, whole: null })).toEqual(names);
});

test.each([
  [["0.0.0.0/1", "128.0.0.0/2"], ["everyone"]],
  [
    ["0.0.0.0/1", "128.0.0.0/2", "::1"],
    ["everyone", "::1"],
  ],
  [["0.0.0.0/1"], ["0.0.0.0/1"]],
  [["10.0.0.0/8"], ["10.0.0.0/8"]],
])("ranges of one name: %j", (has, names) => {
  const declared = ["0.0.0.0/1", "128.0.0.0/2"].map(ownRange);
  const known = uniteAddresses(declared.map((range) => range.set));
  const whole = { name: "everyone", written: [] };
  expect(addressNames(set(has), { declared, known, whole })).toEqual(names);
});
