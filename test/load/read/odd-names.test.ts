// Names that every object has are names like any other: as ids, as keys of the user's own, and as unknown keys.
import { describe, expect, test } from "vitest";
import { mergeDrafts } from "../../../src/load/merge/merge.ts";
import { loadConfig } from "../../../src/load/own/config.ts";
import { loadRangePack } from "../../../src/load/own/range-files.ts";
import { documentOf, draftOf, shown } from "../reading.ts";

const NAMES = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"];

describe.each(NAMES)("%s", (name) => {
  test("is an id in definitions, defined and undefined", () => {
    const own = {
      version: 1,
      securityGroups: [{ id: name, ingress: [] }],
      instances: [{ id: `ins-${name}`, securityGroups: [name] }],
      paths: [{ name, from: "10.0.0.1", to: `${name}:80` }],
    };
    const { groups, paths, complaints } = mergeDrafts([draftOf(JSON.stringify(own), "a.json")]);
    expect([...groups.keys()]).toEqual([name]);
    expect(paths.map((path) => path.name)).toEqual([name]);
    expect(shown(complaints)).toEqual([
      expect.stringContaining(`"${name}"; it is a security group`),
    ]);
  });

  test.each(["[{ id: sg-a, NAME: 1 }]", "[{ id: sg-a, ingress: [{ NAME: ACCEPT }] }]"])(
    "is an unknown key of a group: %s",
    (groups) => {
      const text = `version: 1\nsecurityGroups: ${groups.replace("NAME", `"${name}"`)}`;
      const said = shown(draftOf(text).complaints);
      expect(said.filter((one) => one.includes(`unknown key "${name}"`))).toHaveLength(1);
    },
  );

  test("is a section and a backend that nobody knows", () => {
    const api = `{ id: a, backend: { type: "${name}" } }`;
    const text = `version: 1\n"${name}": []\ngateways: [{ id: g, apis: [${api}] }]`;
    expect(shown(draftOf(text).complaints)).toHaveLength(2);
  });

  test("is a key of the config's own maps", () => {
    const text = `severity: { "${name}": off }\ndomains: { "${name}": 10.0.0.1 }`;
    const { config, complaints } = loadConfig(documentOf(text, "sglint.yaml"));
    expect(complaints).toEqual([]);
    expect(config.severity).toMatchObject([{ rule: name, level: "off" }]);
    expect([...config.domains]).toEqual([[name.toLowerCase(), "10.0.0.1"]]);
  });
});

test("a product and a region of a range pack may be called constructor", () => {
  const text = "product: constructor\nregions: [{ id: constructor, private: [10.0.0.0/8] }]";
  const { pack, complaints } = loadRangePack(documentOf(text, "r.yaml"));
  expect(complaints).toEqual([]);
  expect([...(pack?.regions.keys() ?? [])]).toEqual(["constructor"]);
});
