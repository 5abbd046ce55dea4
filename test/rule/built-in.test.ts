import { expect, test } from "vitest";
import files from "../../src/generated/rules.json" with { type: "json" };
import { validate } from "../../src/generated/rule.validator.js";
import { builtInRules } from "../../src/rule/index.ts";

test.each(files.map(({ file, value }) => [file, value] as const))(
  "%s is a valid rule file",
  (file, value) => {
    const valid = validate(value);
    expect(validate.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(file).toBe(`rules/${(value as { id: string }).id}.yaml`);
  },
);

test("every built-in rule is runnable and named once", () => {
  const ids = builtInRules().map((rule) => rule.info.id);
  expect(ids.length).toBeGreaterThan(20);
  expect(new Set(ids).size).toBe(ids.length);
});
