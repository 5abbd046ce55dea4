// Declared paths to a Terraform address: without a key it names all instances.
import { expect, test } from "vitest";
import { toInstances } from "../../../src/load/merge/instances.ts";
import type { Path } from "../../../src/model/inventory.ts";
import { rootOf } from "../../../src/model/place.ts";

const place = rootOf({ file: "sglint.yaml", text: "", span: () => ({ start: 0, end: 0 }) });
const IDS = new Set([
  "tencentcloud_instance.app[0]",
  "tencentcloud_instance.app[1]",
  'tencentcloud_instance.zone["a.b"]',
  "module.m[0].tencentcloud_instance.vm",
  "module.m[1].tencentcloud_instance.vm",
  "tencentcloud_instance.one",
  "prod/tencentcloud_instance.app[0]",
]);

function found(id: string): string[] {
  const to = { id, port: 22, protocol: "tcp" as const };
  const path: Path = {
    name: "p",
    from: { kind: "internet" },
    to,
    expect: "reachable",
    region: "ap-x",
    place,
  } as Path;
  return toInstances([path], IDS).map((one) => one.to.id);
}

test.each([
  ["tencentcloud_instance.app", ["tencentcloud_instance.app[0]", "tencentcloud_instance.app[1]"]],
  [
    "tencentcloud_instance.app[*]",
    ["tencentcloud_instance.app[0]", "tencentcloud_instance.app[1]"],
  ],
  ["tencentcloud_instance.app[1]", ["tencentcloud_instance.app[1]"]],
  ["tencentcloud_instance.zone", ['tencentcloud_instance.zone["a.b"]']],
  [
    "module.m.tencentcloud_instance.vm",
    ["module.m[0].tencentcloud_instance.vm", "module.m[1].tencentcloud_instance.vm"],
  ],
  ["module.m[1].tencentcloud_instance.vm", ["module.m[1].tencentcloud_instance.vm"]],
  ["prod/tencentcloud_instance.app", ["prod/tencentcloud_instance.app[0]"]],
  ["tencentcloud_instance.one", ["tencentcloud_instance.one"]],
  // What is not there stays as it is, for the complaint.
  ["tencentcloud_instance.app[2]", ["tencentcloud_instance.app[2]"]],
  ["tencentcloud_instance.ap", ["tencentcloud_instance.ap"]],
  ["ins-0a1b2c3d", ["ins-0a1b2c3d"]],
])("%s", (asked, ids) => {
  expect(found(asked)).toEqual(ids);
});
