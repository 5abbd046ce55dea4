// From paths to drafts: which files are read, and by which loader. A file that was named must be ours; one that
// merely lies in a folder may be anybody's, and is passed over in silence when it is.
import { readdirSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Complaint } from "../../model/complaint.ts";
import { news, wasRead } from "../../model/notice.ts";
import { parseDocument, type Document } from "../../load/text/document.ts";
import { emptyDraft, type Draft } from "../../load/merge/draft.ts";
import { LOADERS, type Beside, type Loader } from "../../load/loaders.ts";
import { isComplaints } from "../../load/text/parsed.ts";
import { isConfiguration } from "../../load/terraform/read.ts";
import { UsageError } from "../exit.ts";
import type { CheckFlags } from "../flags.ts";
import {
  configurationFiles,
  configurationFolder,
  givenValues,
  readBeside,
  terraformEnvironment,
} from "./terraform.ts";
import { isConfigName, kindOf, readText, shown, type Reading } from "./files.ts";
import { didYouMean } from "../suggest.ts";
import { walk } from "./walk.ts";

export interface Inputs {
  /** Of every loader, and one of our own with what could not be read. */
  readonly drafts: readonly Draft[];
  /** What was read as what: `definitions: infra/sg.yaml`. */
  readonly read: readonly string[];
  /** Absolute paths of all files that were looked into. */
  readonly files: ReadonlySet<string>;
}

export interface InputPath {
  /** File or folder. */
  readonly path: string;
  /** Given by name, not found in a folder or by a glob. */
  readonly named: boolean;
  /** How it is called in reports, where not by its path. */
  readonly shownAs?: string;
}

interface Reader {
  readonly own: Draft;
  readonly claimed: Map<Loader, Document[]>;
}

export async function readInputs(paths: readonly InputPath[], flags: CheckFlags): Promise<Inputs> {
  const own = emptyDraft();
  const reader: Reader = { own, claimed: new Map(LOADERS.map((loader) => [loader, []])) };
  const all = candidatesOf(paths, own);
  const candidates = all.filter(({ path }) => !isConfiguration(path));
  const beside = besideOf(
    all.filter(({ path }) => isConfiguration(path)),
    flags,
  );
  const isConfigured = beside.terraform.files.length > 0;
  for (const candidate of candidates) readOne(reader, candidate, isConfigured);
  const drafts = [own];
  const read: string[] = [];
  for (const [loader, documents] of reader.claimed) {
    const names = [
      ...documents.map((document) => document.source.file),
      ...(loader.reads?.(beside) ?? []),
    ];
    if (names.length === 0) continue;
    drafts.push(...(await loader.load(documents, beside)));
    const line = `${loader.name}: ${names.join(", ")}`;
    read.push(line);
    own.notices.push(wasRead(`read as ${shortened(loader.name, names)}`));
  }
  refuseIdleValues(reader, beside, flags);
  if (read.length === 0 && own.complaints.length === 0)
    own.complaints.push(nothingToCheck(paths, candidates.length));
  return { drafts, read, files: new Set(candidates.map(({ path }) => resolve(path))) };
}

/** Every file once, however often and in whatever way it was named. */
function candidatesOf(paths: readonly InputPath[], own: Draft): InputPath[] {
  const byFile = new Map<string, InputPath>();
  const add = (candidate: InputPath): void => {
    const real = realpathSync(candidate.path);
    if (candidate.named || !byFile.has(real)) byFile.set(real, candidate);
  };
  for (const given of paths) {
    const { path } = given;
    const kind = kindOf(path);
    if (kind === null) own.complaints.push(missing(path));
    else if (kind === "file") add(given);
    else {
      const { files, complaints } = walk(resolve(path));
      own.complaints.push(...complaints);
      for (const file of files) if (kindOf(file) === "file") add({ path: file, named: false });
    }
  }
  return [...byFile.values()];
}

/** What belongs to a Terraform configuration, whether git knows it or not. */
function besideOf(configurations: readonly InputPath[], flags: CheckFlags): Beside {
  const { variables, variableFiles } = givenValues(flags);
  return {
    terraform: {
      files: configurationFiles(configurations.map(({ path }) => dirname(path))),
      beside: flags.tf === undefined ? null : configurationFolder(flags.tf),
      variables,
      variableFiles,
      environment: terraformEnvironment(),
      readFile: readBeside,
    },
  };
}

/** `--tf`, `--var` and `--var-file` do nothing without a plan or a configuration. Throws `UsageError`. */
function refuseIdleValues({ claimed }: Reader, { terraform }: Beside, flags: CheckFlags): void {
  const plans = [...claimed].some(([{ reads }, documents]) => reads && documents.length > 0);
  if (flags.tf !== undefined && !plans)
    throw new UsageError(
      "--tf does nothing without a Terraform plan; name the plan, or leave it out",
    );
  const isEvaluated = terraform.files.length > 0 || terraform.beside !== null;
  const idle = flags.var ? "--var" : flags.varFile ? "--var-file" : null;
  if (idle !== null && !isEvaluated)
    throw new UsageError(`${idle} does nothing without a Terraform configuration; leave it out`);
}

function shortened(loader: string, names: readonly string[]): string {
  const more = names.length - 5;
  return `${loader}: ${names.slice(0, 5).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function readOne(reader: Reader, input: InputPath, isConfigured: boolean): void {
  const { path, named } = input;
  const file = input.shownAs ?? shown(path);
  const reading = readText(path);
  if (reading.kind !== "text") return unreadable(reader, file, named, reading);
  const { text } = reading;
  const isAnswer = isNamedLikeAnswer(file);
  if (!named && !isAnswer && !LOADERS.some(({ hint }) => hint.test(text))) return;
  const document = parseDocument(file, text);
  if (!isComplaints(document)) return claim(reader, document, named, isConfigured);
  const isOurs = isAnswer || LOADERS.some(({ mark }) => mark.test(text));
  const { complaints } = reader.own;
  if (named && !isOurs && !hasKnownEnding(file))
    complaints.push(fileComplaint(file, expected(file)));
  else if (named || isOurs) complaints.push(...document);
}

function unreadable(
  { own }: Reader,
  file: string,
  named: boolean,
  reading: Exclude<Reading, { readonly kind: "text" }>,
): void {
  const complaint = fileComplaint(file, `the file ${reading.why}`);
  if (named || reading.kind === "denied") own.complaints.push(complaint);
  // Whose it is cannot be told without reading it, so that it is at least mentioned.
  else if (reading.kind === "large")
    own.notices.push(news(`${file} was passed over: it ${reading.why}`));
}

/** Hands a document to the loader whose it is; one that is nobody's is told only where it was named. */
function claim(
  { own, claimed }: Reader,
  document: Document,
  named: boolean,
  isConfigured: boolean,
): void {
  const { file } = document.source;
  const loader = LOADERS.find((candidate) => candidate.claims(document));
  // The configuration and a plan of it, read side by side, would be two of everything.
  if (loader?.reads && isConfigured && !named)
    own.notices.push(
      news(`${file} was passed over: the configuration beside it is read; name it to read it`),
    );
  else if (loader) claimed.get(loader)!.push(document);
  else if (named) own.complaints.push(fileComplaint(file, expected(file)));
}

/** The names that saved answers go by: an empty `sg-1a2b.json` is a call that failed. */
function isNamedLikeAnswer(file: string): boolean {
  return /(?:^|\/)(?:sg|lb|acl|cls)-[^/]+\.json$/.test(file);
}

function hasKnownEnding(file: string): boolean {
  return /\.(?:json|ya?ml)$/i.test(file);
}

function expected(file: string): string {
  if (isConfigName(file))
    return "this is the config, no input; sglint finds it by itself, or with --config";
  const ours = LOADERS.map((loader) => loader.name).join(", ");
  return `the file is none of ${ours}; expected ${HOW_THEY_LOOK}`;
}

const HOW_THEY_LOOK =
  'YAML or JSON with "version: 1" and keys such as "securityGroups" or "gateways", or what a call such as ' +
  '"tccli vpc DescribeSecurityGroupPolicies" printed, or .tf files';

function missing(path: string): Complaint {
  let neighbours: string[] = [];
  try {
    const folder = dirname(path);
    neighbours = readdirSync(folder).map((name) => (folder === "." ? name : `${folder}/${name}`));
  } catch {
    // The folder is not there either: nothing to suggest.
  }
  return fileComplaint(shown(path), `no such file or folder${didYouMean(path, neighbours)}`);
}

function nothingToCheck(paths: readonly InputPath[], files: number): Complaint {
  const where = paths
    .map(({ path }) => (shown(path) === "." ? "this folder" : shown(path)))
    .join(", ");
  const looked =
    files === 0 ? "no YAML or JSON file" : `none of ${files} YAML or JSON files is an input`;
  return {
    message:
      `nothing to check: ${looked} in ${where}. Looked for ${LOADERS.map((loader) => loader.name).join(" and ")}: ` +
      `${HOW_THEY_LOOK}. To start, name such a file: sglint check FILE`,
    place: null,
    file: null,
  };
}

function fileComplaint(file: string, message: string): Complaint {
  return { message, place: null, file };
}
