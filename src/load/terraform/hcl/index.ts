// A folder of Terraform configuration -> the resource instances it declares, as far as they can be known without
// running anything. No network, no processes, no files but those given; never throws on bad input.
import type { Complaint } from "../../../model/complaint.ts";
import { message, say, type Message } from "../../../words/index.ts";
import type { Resource, Stack } from "../resource.ts";
import type { FolderEntry, InputFile } from "../../loader.ts";
import { shapeOf } from "../resources/index.ts";
import { faultsFound, isComplaint } from "./faults.ts";
import { createModule } from "./module.ts";
import type { ResourceInstance, ModuleInstance } from "./module-instance.ts";
import { referenceText } from "./providers.ts";
import { moduleFinder } from "./modules.ts";
import { readership, type Readership } from "./readers/readership.ts";
import { hclParser, type HclParser } from "./syntax/parse.ts";
import { normalise } from "./paths.ts";
import { MAX_ENTRIES, MAX_MODULES, MAX_STEPS, type Run } from "./scope.ts";
import type { SyntaxBlock } from "./syntax/syntax.ts";
import { rootValues, type GivenValues, type RootValues } from "./variables.ts";

export interface FolderInput {
  /** The root module's folder, relative to the working directory. */
  readonly folder: string;
  /** Every .tf, .tf.json, .tfvars, .tfvars.json and modules.json of the tree, by relative path. */
  readonly files: readonly InputFile[];
  /** `--var` */
  readonly variables?: ReadonlyMap<string, string>;
  /** `--var-file`, in the order given. */
  readonly variableFiles?: readonly InputFile[];
  /** TF_VAR_*, TF_WORKSPACE and TENCENTCLOUD_REGION. */
  readonly environment?: ReadonlyMap<string, string>;
  /** Text of a file for file() and templatefile(); null where there is none, a message where it is not read. */
  readonly readFile?: (relative: string) => string | Message | null;
  readonly listFolder?: (relative: string) => readonly FolderEntry[] | Message | null;
  /** Shared by all folders of one run, which may call the same modules. */
  readonly readership?: Readership;
}

export interface EvaluatedStack extends Stack {
  readonly complaints: readonly Complaint[];
}

const MAX_RESOURCES = 200_000;
const MAX_REGEX_STEPS = 200_000_000;

export async function evaluateFolder(input: FolderInput): Promise<EvaluatedStack> {
  const readers = input.readership ?? readership();
  const parser = parserFor(await hclParser(), readers);
  const complaints: Complaint[] = [];
  const gaps: Complaint[] = [];
  const complain = (more: readonly Complaint[]) => complaints.push(...more);
  const folder = normalise("", input.folder);
  const modules = moduleFinder(parser, folder, input.files, {
    complain,
    gap: (gap) => gaps.push(gap),
  });
  const config = modules.root();
  const values = rootValues(givenTo(input, folder), parser, complain);
  const root = createModule({
    config,
    address: "",
    certain: true,
    calls: [],
    caller: null,
    run: runOf(input, folder, parser),
    chain: [folder],
    find: modules.find,
    input: (name, declaration, scope) => values.of(name, declaration, scope),
    inherited: () => null,
  });
  const collected = collect(root, gaps);
  complain(collected.complaints);
  if (root.run.modules < 0) gaps.push(tooMany(say("terraform-hcl.too-many-modules", MAX_MODULES)));
  readers.add(root);
  const undeclared = undeclaredNotices(values, config.variables, complain);
  const notices = [...undeclared, ...collected.notices];
  return { origin: "hcl", resources: collected.resources, gaps, notices, complaints };
}

/** Texts that it reads know their readers. */
function parserFor(parser: HclParser, readers: Readership): HclParser {
  return { ...parser, file: (file, text) => parser.file(file, text, readers) };
}

function givenTo(input: FolderInput, folder: string): GivenValues {
  return {
    folder,
    files: input.files,
    variables: input.variables ?? new Map(),
    variableFiles: input.variableFiles ?? [],
    environment: input.environment ?? new Map(),
  };
}

function runOf(input: FolderInput, root: string, parser: HclParser): Run {
  return {
    parser,
    root,
    environment: input.environment ?? new Map(),
    readFile: input.readFile ?? (() => null),
    listFolder: input.listFolder ?? ((path) => message("terraform.folder-unseen", path)),
    hides: false,
    depth: 0,
    modules: MAX_MODULES,
    steps: MAX_STEPS,
    regexSteps: MAX_REGEX_STEPS,
    entries: MAX_ENTRIES,
  };
}

interface Collected {
  readonly resources: readonly Resource[];
  readonly notices: readonly string[];
  readonly complaints: readonly Complaint[];
}

function collect(root: ModuleInstance, gaps: Complaint[]): Collected {
  const resources: Resource[] = [];
  const faults = faultsFound();
  const open = [root];
  for (let module = open.shift(); module; module = open.shift()) {
    const { config } = module;
    for (const [key, block] of config.resources) {
      const [type = ""] = block.labels;
      faults.expansion(module.openOf(key), shapeOf(type) !== null, config);
      for (const instance of module.instancesOf(key)) {
        if (resources.length >= MAX_RESOURCES) {
          gaps.push(tooMany(say("terraform-hcl.too-many-resources", MAX_RESOURCES)));
          return { resources, notices: [...faults.notices], complaints: faults.complaints };
        }
        const faulted = !instance.certain && hasFaultyCount(module, key);
        const resource = {
          ...resourceOf(module, block, instance),
          ...(faulted && { faulted: true as const }),
        };
        faults.body(type, resource.body, config);
        resources.push(resource);
      }
    }
    for (const name of config.calls.keys())
      faults.expansion(module.openOf(`module.${name}`), true, config);
    open.push(...module.children());
  }
  return { resources, notices: [...faults.notices], complaints: faults.complaints };
}

/** Whether what says how many there are of it, or of a module that holds it, is a complaint. */
function hasFaultyCount(module: ModuleInstance, name: string): boolean {
  const open = module.openOf(name);
  const { caller } = module;
  if (open && isComplaint(open)) return true;
  return caller !== null && hasFaultyCount(caller.module, `module.${caller.name}`);
}

function tooMany(why: string): Complaint {
  return { message: why, place: null, file: null };
}

function resourceOf(
  module: ModuleInstance,
  block: SyntaxBlock,
  instance: ResourceInstance,
): Resource {
  const [type = ""] = block.labels;
  const chosen = block.body.attributes.get("provider")?.value;
  const provider = (chosen && referenceText(chosen)) ?? type.split("_")[0]!;
  return {
    address: instance.address,
    mode: block.type === "data" ? "data" : "managed",
    type,
    module: module.address,
    body: instance.body(),
    certain: instance.certain,
    id: instance.id,
    place: block.header,
    calls: module.calls,
    region: type.startsWith("tencentcloud_") ? module.region(provider) : null,
  };
}

/** Terraform refuses an undeclared --var and only warns of one in a file. */
function undeclaredNotices(
  { names }: RootValues,
  declared: ReadonlyMap<string, SyntaxBlock>,
  complain: (complaints: readonly Complaint[]) => void,
): string[] {
  const unknown = names.filter(({ name }) => !declared.has(name));
  for (const { name } of unknown.filter(({ strict }) => strict))
    complain([
      {
        message: say("terraform-hcl.undeclared-var", name),
        place: null,
        file: null,
      },
    ]);
  return unknown
    .filter(({ strict }) => !strict)
    .map(({ name, origin }) => say("terraform-hcl.undeclared-value", origin, name));
}
