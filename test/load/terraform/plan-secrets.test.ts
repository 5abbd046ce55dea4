// What a plan or a state marks as sensitive is judged and never shown.
import { expect, test } from "vitest";
import { mapStack } from "../../../src/load/terraform/index.ts";
import { readPlan } from "../../../src/load/terraform/json/plan.ts";
import { readState } from "../../../src/load/terraform/json/state.ts";
import { isHidden } from "../../../src/model/secret.ts";
import { json } from "./stacks.ts";

const SECRET = "ACCEPT#open-sesame#80#TCP";
const TYPE = "tencentcloud_security_group_lite_rule";
const VALUES = { security_group_id: "sg-0a1b2c3d", ingress: [SECRET], egress: [] };

function plan(marks: object, change: object) {
  const own = { address: `${TYPE}.x`, mode: "managed", type: TYPE, name: "x" };
  return readPlan(
    json({
      format_version: "1.2",
      planned_values: {
        root_module: { resources: [{ ...own, values: VALUES, sensitive_values: marks }] },
      },
      resource_changes: [{ ...own, change: { actions: ["create"], after: VALUES, ...change } }],
    }),
  );
}

const state = (paths: readonly unknown[]) =>
  readState(
    json({
      version: 4,
      terraform_version: "1.11.4",
      resources: [
        {
          mode: "managed",
          type: TYPE,
          name: "x",
          instances: [{ attributes: VALUES, sensitive_attributes: paths }],
        },
      ],
    }),
  );

const ELEMENT = { ingress: [true] };

test.each([
  ["sensitive_values of an element", plan(ELEMENT, {}), true],
  ["sensitive_values of a list", plan({ ingress: true }, {}), true],
  ["after_sensitive", plan({}, { after_sensitive: ELEMENT }), true],
  ["before_sensitive", plan({}, { before_sensitive: ELEMENT }), true],
  ["all of it", plan({}, { after_sensitive: true }), true],
  ["a state", state([[{ type: "get_attr", value: "ingress" }]]), true],
  ["another attribute", plan({ egress: true }, { after_sensitive: false }), false],
  ["a state without marks", state([]), false],
])("%s", (_, stack, hidden) => {
  const { flaws } = mapStack(stack);
  const found = flaws.find(({ kind }) => kind === "invalid-lite-rule");
  expect(isHidden(found!.place)).toBe(hidden);
});
