import { expect, test } from "vitest";
import { RULE_SCHEMA } from "../../src/rule/schema.ts";

// `npm run update` writes the schema anew after the vocabulary has changed.
test("schemas/rule.schema.json is the vocabulary, written out", async () => {
  const text = `${JSON.stringify(RULE_SCHEMA, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../../schemas/rule.schema.json");
});
