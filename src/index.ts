// The public API. Nothing inside imports this file.
//
//   import { readFileSync } from "node:fs";
//   import {
//     builtInPacks,
//     builtInRules,
//     DEFAULT_SETTINGS,
//     lint,
//     loadDefinitions,
//     mergeDrafts,
//     parseDocument,
//   } from "sglint";
//
//   const document = parseDocument("sg.yaml", readFileSync("sg.yaml", "utf8"));
//   if (!("root" in document)) throw new Error(document.map(({ message }) => message).join("\n"));
//   const inventory = mergeDrafts([loadDefinitions(document)]);
//   const report = lint(inventory, builtInRules(), builtInPacks(), DEFAULT_SETTINGS);
export { lint, DEFAULT_SETTINGS, type LintSettings } from "./lint.ts";
export { parseDocument, type Document } from "./load/text/document.ts";
export { loadDefinitions, looksLikeDefinitions } from "./load/definitions/index.ts";
export { loadApiAnswers, looksLikeApiAnswer } from "./load/answers/index.ts";
export { loadSnapshot, looksLikeSnapshot } from "./load/fetch/reading/load.ts";
export { mergeDrafts } from "./load/merge/merge.ts";
export { loadRangePack } from "./load/own/range-files.ts";
export { builtInPacks, overridePacks } from "./load/own/ranges.ts";
export type { Draft } from "./load/merge/draft.ts";
export { builtInRules, isMistake, ruleOf, type Rule, type RuleMistake } from "./rule/index.ts";
export { FORMATS, type Format } from "./report/index.ts";
export { locate, locateLine, type Location, type Place, type Source } from "./model/place.ts";
export type { Complaint } from "./model/complaint.ts";
export type { Inventory } from "./model/inventory.ts";
export type { RangePack } from "./model/ranges.ts";
export type {
  DecidedBy,
  Finding,
  Fix,
  HopResult,
  Report,
  RouteResult,
  Severity,
  Verdict,
  Witness,
} from "./model/finding.ts";
