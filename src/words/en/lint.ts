// Sentences of src/lint.ts, by key.
import { sentences } from "../sentences.ts";

export const linting = sentences({
  "lint.caller-egress": (callers) =>
    `the way out of ${callers} is taken to be open: egress policies of a caller's own groups and the ACL of its own subnet are not judged`,
  "lint.listener-snat": (listeners) =>
    `the SNAT setting (SnatEnable) of ${listeners} is taken to be off: no answer of the vendor tells it`,
  "lint.groups-only": () =>
    "verdicts speak of security groups and network ACLs: the vendor may let traffic of some of its own services pass that no policy admits",
  "lint.no-fix": (help, why) => `${help} (no fix is offered: ${why})`,
  "lint.opens-path": (path) => `path "${path}" is declared blocked`,
  "lint.ranges-dated": (product, dates) =>
    `ranges of ${product} as published on ${dates}; they may have changed`,
  "lint.ranges-of-region-dated": (product, region, dates) =>
    `ranges of ${product} in ${region} as published on ${dates}; they may have changed`,
  "lint.retired": (product, steps, page) => `${product} is being retired: ${steps} (${page})`,
  "lint.no-support": (date) => `no support since ${date}`,
  "lint.shut-down": (date) => `shut down in batches from ${date}`,
});
