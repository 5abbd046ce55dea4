// Two keys are equal only where all their values are, whatever characters stand in them.
import fc from "fast-check";
import { expect, test } from "vitest";
import { key, listKey } from "../../src/model/key.ts";

const values = fc.array(
  fc.oneof(
    fc.string({ unit: fc.constantFrom("a", ",", "|", " ", "\n", "\\", "2", "c", ";") }),
    fc.constant(null),
  ),
  { maxLength: 4 },
);

test("ordinary ids stay as they are", () => {
  expect(key`${"tcp"}/${443} ${"lb-orders"}`).toBe("tcp/443 lb-orders");
  expect(key`${{ own: "security groups" }} of ${"ins-a"}`).toBe("security groups of ins-a");
});

test("values that hold separators make another key", () => {
  expect(key`${"a b"} ${"c"}`).not.toBe(key`${"a"} ${"b c"}`);
  expect(listKey(["a,b"])).not.toBe(listKey(["a", "b"]));
  expect(listKey([""])).not.toBe(listKey([]));
  expect(key`${null} ${"a"}`).not.toBe(key`${"\\0"} ${"a"}`);
});

test("lists have equal keys only where they are equal", () => {
  fc.assert(
    fc.property(values, values, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      expect(listKey(one) === listKey(other)).toBe(same);
    }),
  );
});

test("pairs have equal keys only where both parts are equal", () => {
  const text = fc.string({ unit: fc.constantFrom("a", ",", " ", "\\") });
  fc.assert(
    fc.property(text, text, text, text, (a, b, c, d) => {
      expect(key`${a} of ${b}` === key`${c} of ${d}`).toBe(a === c && b === d);
    }),
  );
});
