import { expect, test } from "vitest";
import { inYaml } from "../../../src/load/own/wording.ts";
import { documentOf } from "../reading.ts";

test.each([
  "service-a",
  "module.shop.tencentcloud_api_gateway_service.a",
  'tencentcloud_api_gateway_api.a["it\'s"].service_id',
  "true",
  "null",
  "7.5",
  "a: b, c: d",
  "- a } #",
  "*a",
])("%s, copied into YAML, is the same name", (name) => {
  const { value } = documentOf(`gateways: [{ id: ${inYaml(name)}, instance: shared }]`);
  expect(value).toEqual({ gateways: [{ id: name, instance: "shared" }] });
});
