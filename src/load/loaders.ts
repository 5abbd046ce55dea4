// The sources that lint reads: a new one is its loader and one line in this table. Decides only whose a
// document is; what is in it is the loader's business.
import { loadApiAnswers, looksLikeApiAnswer } from "./answers/index.ts";
import { loadDefinitions, looksLikeDefinitions } from "./definitions/index.ts";
import type { Document } from "./text/document.ts";
import type { Draft } from "./merge/draft.ts";
import { looksLikePlan, looksLikeState } from "./terraform/index.ts";
import { isConfiguration, readTerraform, type TerraformInput } from "./terraform/read.ts";
import { loadSnapshot, looksLikeSnapshot } from "./fetch/snapshot/load.ts";

export interface Loader {
  /** In the plural, as in `looked for definitions and saved API answers`. */
  readonly name: string;
  /** Every text that `claims` accepts matches it. Wide: it only keeps foreign files from being parsed. */
  readonly hint: RegExp;
  /** What tells a file of ours that cannot be parsed from a broken one of somebody else's. Narrow. */
  readonly mark: RegExp;
  claims(document: Document): boolean;
  /** All documents of a run at once: saved answers complete each other. */
  load(documents: readonly Document[], beside: Beside): readonly Draft[] | Promise<Draft[]>;
  /** What of the texts beside the documents it reads, as names to show. */
  reads?(beside: Beside): readonly string[];
}

/** Texts that are no documents of ours but belong to some. */
export interface Beside {
  readonly terraform: Omit<TerraformInput, "plans" | "states">;
}

export const LOADERS: readonly Loader[] = [
  {
    name: "snapshots",
    hint: /"sglint"\s*:\s*"snapshot"/,
    mark: /"sglint"\s*:\s*"snapshot"/,
    claims: looksLikeSnapshot,
    load: (documents) => documents.flatMap(loadSnapshot),
  },
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
  {
    name: "Terraform",
    hint: /"(?:terraform_version|format_version)"/,
    mark: /"(?:planned_values|resource_changes|terraform_version)"\s*:/,
    claims: (document) => looksLikePlan(document) || looksLikeState(document),
    reads: ({ terraform }) => terraform.files.map(({ file }) => file).filter(isConfiguration),
    load: (documents, { terraform }) =>
      readTerraform({
        ...terraform,
        plans: documents.filter(looksLikePlan),
        states: documents.filter(looksLikeState),
      }),
  },
];
