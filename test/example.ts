// The example in the head of src/index.ts, for the compiler: test/api.test.ts holds that the two are one.
import { readFileSync } from "node:fs";
import {
  builtInPacks,
  builtInRules,
  DEFAULT_SETTINGS,
  lint,
  loadDefinitions,
  mergeDrafts,
  parseDocument,
} from "../src/index.ts";

const document = parseDocument("sg.yaml", readFileSync("sg.yaml", "utf8"));
if (!("root" in document)) throw new Error(document.map(({ message }) => message).join("\n"));
const inventory = mergeDrafts([loadDefinitions(document)]);
const report = lint(inventory, builtInRules(), builtInPacks(), DEFAULT_SETTINGS);

export { report };
