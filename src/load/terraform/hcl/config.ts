// One folder of Terraform files -> its declarations by name, override files merged. Evaluates nothing.
import type { Complaint } from "../../../model/complaint.ts";
import type { InputFile } from "../../loader.ts";
import { say } from "../../../words/index.ts";
import { MAX_COMPLAINTS } from "../../text/limits.ts";
import { readJsonConfig } from "./json.ts";
import type { HclParser } from "./syntax/parse.ts";
import { isConfiguration } from "../recognise.ts";
import { folderOf, nameOf } from "./paths.ts";
import type { SyntaxAttribute, SyntaxBlock, SyntaxBody } from "./syntax/syntax.ts";

export interface ModuleConfig {
  readonly folder: string;
  readonly variables: ReadonlyMap<string, SyntaxBlock>;
  readonly locals: ReadonlyMap<string, SyntaxAttribute>;
  readonly outputs: ReadonlyMap<string, SyntaxBlock>;
  /** `type.name` and `data.type.name`, in the order of files and lines. */
  readonly resources: ReadonlyMap<string, SyntaxBlock>;
  readonly calls: ReadonlyMap<string, SyntaxBlock>;
  /** `tencentcloud`, `tencentcloud.alias`. */
  readonly providers: ReadonlyMap<string, SyntaxBlock>;
  readonly imports: readonly SyntaxBlock[];
  /** Blocks that declare nothing of these, `check` and `moved` among them, and second declarations of a name. */
  readonly others: readonly SyntaxBlock[];
  readonly files: readonly string[];
  /** A file of the folder that could not be read whole. */
  readonly unread: string | null;
}

interface Draft {
  readonly variables: Map<string, SyntaxBlock>;
  readonly locals: Map<string, SyntaxAttribute>;
  readonly outputs: Map<string, SyntaxBlock>;
  readonly resources: Map<string, SyntaxBlock>;
  readonly calls: Map<string, SyntaxBlock>;
  readonly providers: Map<string, SyntaxBlock>;
  readonly imports: SyntaxBlock[];
  readonly others: SyntaxBlock[];
  unread: string | null;
}

/** What of a folder Terraform reads as configuration, in its order: by name, override files last. */
export function configFiles(files: readonly InputFile[], folder: string): InputFile[] {
  const own = files.filter(
    ({ file }) =>
      isConfiguration(file) && !/^\.|~$|^#.*#$/.test(nameOf(file)) && folderOf(file) === folder,
  );
  const sorted = own.sort((a, b) => (a.file < b.file ? -1 : 1));
  return [...sorted.filter((one) => !isOverride(one)), ...sorted.filter(isOverride)];
}

function isOverride({ file }: InputFile): boolean {
  return /^(.*_)?override\.(tf|tofu)(\.json)?$/.test(nameOf(file));
}

export function readConfig(
  parser: HclParser,
  folder: string,
  files: readonly InputFile[],
  complain: (complaints: readonly Complaint[]) => void,
): ModuleConfig {
  const draft: Draft = {
    variables: new Map(),
    locals: new Map(),
    outputs: new Map(),
    resources: new Map(),
    calls: new Map(),
    providers: new Map(),
    imports: [],
    others: [],
    unread: null,
  };
  const once = add(draft, complain);
  for (const input of files) {
    const { file, text } = input;
    const syntax = file.endsWith(".json")
      ? readJsonConfig(parser, file, text)
      : parser.file(file, text);
    complain(syntax.complaints);
    if (syntax.complaints.length > 0) draft.unread ??= file;
    const put = isOverride(input) ? override : once;
    for (const block of syntax.body.blocks) declare(draft, block, put);
  }
  return { folder, ...draft, files: files.map(({ file }) => file) };
}

type Put = (map: Map<string, SyntaxBlock>, key: string, block: SyntaxBlock) => void;

function declare(draft: Draft, block: SyntaxBlock, put: Put): void {
  const [first = "", second = ""] = block.labels;
  switch (block.type) {
    case "resource":
      return put(draft.resources, `${first}.${second}`, block);
    case "data":
      return put(draft.resources, `data.${first}.${second}`, block);
    case "variable":
      return put(draft.variables, first, block);
    case "output":
      return put(draft.outputs, first, block);
    case "module":
      return put(draft.calls, first, block);
    case "provider":
      return put(draft.providers, providerKey(first, block.body), block);
    case "import":
      return void draft.imports.push(block);
    case "locals":
      for (const [name, attribute] of block.body.attributes) draft.locals.set(name, attribute);
      return;
    default:
      draft.others.push(block);
  }
}

function providerKey(name: string, { attributes }: SyntaxBody): string {
  const alias = attributes.get("alias")?.value;
  return alias?.kind === "literal" ? `${name}.${String(alias.value)}` : name;
}

/** Of two declarations the first counts, and the second is a complaint, as Terraform refuses both. */
function add({ others }: Draft, complain: (complaints: readonly Complaint[]) => void): Put {
  let count = 0;
  return (map, key, block) => {
    if (!map.has(key)) return void map.set(key, block);
    others.push(block);
    if (++count > MAX_COMPLAINTS) return;
    const twice = say("terraform-hcl.declared-twice", block.type, key);
    complain([{ message: twice, place: block.header, file: null }]);
  };
}

/** Arguments replace arguments; blocks of one type replace all blocks of that type, but for what `lifecycle` does not name. */
const override: Put = (map, key, block) => {
  const base = map.get(key);
  if (!base) return void map.set(key, block);
  const attributes = new Map([...base.body.attributes, ...block.body.attributes]);
  const replaced = new Set(block.body.blocks.map(nounOf));
  const blocks = [
    ...base.body.blocks.filter((one) => one.type === "lifecycle" || !replaced.has(nounOf(one))),
    ...block.body.blocks,
  ];
  map.set(key, { ...base, body: { attributes, blocks } });
};

function nounOf({ type, labels }: SyntaxBlock): string {
  return type === "dynamic" ? (labels[0] ?? type) : type;
}
