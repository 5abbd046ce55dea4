// The sources that lint reads: a new one is its loader and one line in this table. Decides only whose a
// document is; what is in it is the loader's business.
import { loadApiAnswers, looksLikeApiAnswer } from "./api/index.ts";
import { loadDefinitions, looksLikeDefinitions } from "./definitions/index.ts";
import type { Document } from "./document.ts";
import type { Draft } from "./draft.ts";

export interface Loader {
  /** In the plural, as in `looked for definitions and saved API answers`. */
  readonly name: string;
  /** Every text that `claims` accepts matches it. Wide: it only keeps foreign files from being parsed. */
  readonly hint: RegExp;
  /** What tells a file of ours that cannot be parsed from a broken one of somebody else's. Narrow. */
  readonly mark: RegExp;
  claims(document: Document): boolean;
  /** All documents of a run at once: saved answers complete each other. */
  load(documents: readonly Document[]): readonly Draft[];
}

export const LOADERS: readonly Loader[] = [
  {
    name: "definitions",
    hint: /\bversion["']?\s*:\s*["']?1["']?\s*(?:[,}\r\n#]|$)|\bpaths["']?\s*:|(?:groups|templates|acls|balancers|microservices|gateways)["']?\s*:/i,
    mark: /(?:^|"|')(?:securityGroups|(?:address|service)Template(?:Group)?s|networkAcls|loadBalancers|microservices)["']?\s*:/m,
    claims: looksLikeDefinitions,
    load: (documents) => documents.map(loadDefinitions),
  },
  {
    name: "saved API answers",
    hint: /\b(?:Response|RequestId|Listeners|Clusters|Result|ServiceId|\w+Set)["']?\s*:/,
    mark: /"(?:Response|RequestId)"\s*:/,
    claims: looksLikeApiAnswer,
    load: (documents) => [loadApiAnswers(documents)],
  },
];
