// The CAM policy for a fetch: `npm run update` writes the documented one anew.
import { expect, test } from "vitest";
import { sglint } from "./run.ts";

test("the printed policy is the documented one, and only reads", async () => {
  const { code, stdout } = await sglint(["fetch", "--print-policy"]);
  expect(code).toBe(0);
  await expect(stdout).toMatchFileSnapshot("../../docs/cam-policy.json");
  const { statement } = JSON.parse(stdout) as { statement: { action: string[]; effect: string }[] };
  expect(statement).toHaveLength(1);
  expect(statement[0]!.action.filter((name) => !/^[a-z]+:Describe[A-Z]\w+$/.test(name))).toEqual(
    [],
  );
});
