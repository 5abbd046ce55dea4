// The English catalogue: every sentence by its key, `room.what-is-said`. A second language is a second file like this one,
// held to the same keys and data by `satisfies Catalogue`.
import { answers } from "./answers.ts";
import { cli } from "./cli.ts";
import { definitions } from "./definitions.ts";
import { fetch } from "./fetch.ts";
import { fix } from "./fix.ts";
import { forbidden } from "./forbidden.ts";
import { judging } from "./judge.ts";
import { fixEdit } from "./fix-edit.ts";
import { linting } from "./lint.ts";
import { merge } from "./merge.ts";
import { model } from "./model.ts";
import { names } from "./names.ts";
import { own } from "./own.ts";
import { read } from "./read.ts";
import { report } from "./report.ts";
import { reportSarif } from "./report-sarif.ts";
import { rules } from "./rules.ts";
import { terraform } from "./terraform.ts";
import { terraformClauses } from "./terraform-clauses.ts";
import { terraformRules } from "./terraform-rules.ts";
import { terraformHcl } from "./terraform-hcl.ts";
import { terraformSyntax } from "./terraform-syntax.ts";
import { text } from "./text.ts";

export const EN = {
  ...answers,
  ...cli,
  ...definitions,
  ...fetch,
  ...fix,
  ...forbidden,
  ...judging,
  ...fixEdit,
  ...linting,
  ...merge,
  ...model,
  ...names,
  ...own,
  ...read,
  ...report,
  ...reportSarif,
  ...rules,
  ...terraform,
  ...terraformClauses,
  ...terraformHcl,
  ...terraformRules,
  ...terraformSyntax,
  ...text,
};
