// Everything of Terraform that one run reads -> drafts: each root module on its own, plans and states, and plans
// together with the configuration they were made from. Evaluates nothing itself and reads no file.
import type { Complaint } from "../../model/complaint.ts";
import type { Message } from "../../words/index.ts";
import type { Document } from "../text/document.ts";
import type { FlawedDraft } from "../merge/draft.ts";
import type { FolderEntry, InputFile } from "../loader.ts";
import { isConfiguration } from "./recognise.ts";
import { folderOf, normalise } from "./hcl/paths.ts";
import type { Readership } from "./hcl/readers/readership.ts";
import { mapStack } from "./map/index.ts";
import { withConfiguration } from "./json/configured.ts";
import { planVariables, readPlan } from "./json/plan.ts";
import type { ReadStack } from "./json/reading.ts";
import { prefixed } from "./prefix.ts";
import type { Stack } from "./resource.ts";
import { readState } from "./json/state.ts";

export interface TerraformInput {
  /** Configuration found at the paths of the run: .tf, .tf.json, tfvars, modules.json and module folders. */
  readonly files: readonly InputFile[];
  readonly plans: readonly Document[];
  readonly states: readonly Document[];
  /** `--tf`: the configuration that the plans were made from. */
  readonly beside: { readonly folder: string; readonly files: readonly InputFile[] } | null;
  readonly variables: ReadonlyMap<string, string>;
  readonly variableFiles: readonly InputFile[];
  readonly environment: ReadonlyMap<string, string>;
  readonly readFile: (relative: string) => string | Message | null;
  readonly listFolder?: (relative: string) => readonly FolderEntry[] | Message | null;
}

/** One draft per stack. Ids are resource addresses, with the folder before them where there are several stacks. */
export async function readTerraform(input: TerraformInput): Promise<FlawedDraft[]> {
  const written: { name: string; stack: Stack & Partial<ReadStack> }[] = [];
  const evaluate = evaluator(input);
  for (const folder of rootFolders(input.files))
    written.push({ name: folder, stack: await evaluate(folder, input.files) });
  const stacks = withoutForeign(written);
  for (const document of input.plans)
    stacks.push({
      name: folderOf(document.source.file),
      stack: await planned(input, evaluate, document),
    });
  for (const document of input.states)
    stacks.push({ name: folderOf(document.source.file), stack: readState(document) });
  const several = stacks.length > 1;
  return stacks.map(({ name, stack }) => mapStack(several ? prefixed(stack, name) : stack));
}

/**
 * A `--var` is meant for the root modules that declare it. What is said of the run, not of a place, stands once, and
 * only where it is said of all of them.
 */
function withoutForeign<T extends { readonly stack: Stack & Partial<ReadStack> }>(
  roots: readonly T[],
): T[] {
  const isOfRun = ({ place, file }: Complaint) => place === null && file === null;
  const saidBy = roots.map(
    ({ stack }) => new Set((stack.complaints ?? []).filter(isOfRun).map(({ message }) => message)),
  );
  return roots.map((root, i) => ({
    ...root,
    stack: {
      ...root.stack,
      complaints: (root.stack.complaints ?? []).filter(
        (one) => !isOfRun(one) || (i === 0 && saidBy.every((said) => said.has(one.message))),
      ),
    },
  }));
}

async function planned(
  { beside, variables }: TerraformInput,
  evaluate: EvaluateFolder,
  document: Document,
): Promise<ReadStack> {
  const plan = readPlan(document);
  if (!beside) return plan;
  const values = new Map([...planVariables(document), ...variables]);
  return withConfiguration(plan, await evaluate(beside.folder, beside.files, values));
}

type EvaluateFolder = (
  folder: string,
  files: readonly InputFile[],
  variables?: ReadonlyMap<string, string>,
) => Promise<Stack>;

/** Its grammar is loaded only where there is something to parse. All folders of the run know of each other's readers. */
function evaluator({
  variables,
  variableFiles,
  environment,
  readFile,
  listFolder,
}: TerraformInput): EvaluateFolder {
  let shared: Readership | null = null;
  return async (folder, files, values = variables) => {
    const { evaluateFolder } = await import("./hcl/index.ts");
    const { readership } = await import("./hcl/readers/readership.ts");
    shared ??= readership();
    const given = { variables: values, variableFiles, environment, readership: shared };
    return evaluateFolder({ folder, files, ...given, readFile, ...(listFolder && { listFolder }) });
  };
}

/** Folders with configuration that no other folder calls as a module; all of them where they call in a circle. */
function rootFolders(files: readonly InputFile[]): string[] {
  const own = files.filter(
    ({ file }) => isConfiguration(file) && !`/${file}`.includes("/.terraform/"),
  );
  const folders = [...new Set(own.map(({ file }) => folderOf(file)))].toSorted();
  const called = new Set(own.flatMap(calledFolders));
  const roots = folders.filter((folder) => !called.has(folder));
  return roots.length > 0 ? roots : folders;
}

/** Folders that a file calls as modules, as far as the text tells. */
export function calledFolders({ file, text }: InputFile): string[] {
  const calls = text.matchAll(/["']?\bsource["']?\s*[=:]\s*"(\.\.?(?:\/[^"$]*)?)"/g);
  return [...calls].map(([, path]) => normalise(folderOf(file), path!));
}
