// A text that is no JSON as a whole -> the answers in it, where it is clear which they are: several in one file, one
// between the prompts of a terminal, what Python prints, and the error that tccli prints in place of an answer.
import { news } from "../../model/notice.ts";
import { rootOf, type Source } from "../../model/place.ts";
import { say } from "../../words/index.ts";
import { isRecord, type Json } from "../read/plain.ts";
import type { Rescued } from "../loader.ts";
import type { Document } from "../text/document.ts";
import { fileComplaint } from "../text/parsed.ts";
import { piecesOf, type Piece } from "../text/pieces.ts";
import { findSaved, type SavedRow } from "../vendor/calls.ts";
import { answersIn, mayHoldAnswers } from "./items.ts";
import { plain } from "./fields.ts";

/** Of a value, and outside of every one. No prompt: `[root@host ~]$`. */
const KEY = /["'][\w.-]+["']\s*:/;
const BRACKET = /^[\s,]*(?:[\]}]|\{\s*(?:["'{]|$)|\[\s*(?:["'[{]|$))/m;

/** Null where nothing of the vendor's is in the text, or not clearly. */
export function rescueAnswers(file: string, text: string): Rescued | null {
  const pieces = piecesOf(file, text);
  const mayHold = mayHoldAnswers(text);
  const ours = pieces.filter(({ document }) => holdsAnswer(document, mayHold));
  if (ours.length === 0) return refusalIn(file, text);
  const between = textAround(text, pieces);
  // One of them is broken, or the list around them: what can be read is not the whole.
  if (KEY.test(between) || BRACKET.test(between)) return null;
  const documents = ours.map(({ document, start }) =>
    withCommand(document, commandBefore(text, start)),
  );
  const isPure = between.trim() === "" || /^[\s,]*$/.test(between);
  const said = isPure
    ? ours.length > 1 && say("answers.several-values", file, ours.length)
    : say("answers.text-around", file);
  return { documents, notices: said === false ? [] : [news(said)], complaints: [] };
}

function holdsAnswer(document: Document, mayHold: () => boolean): boolean {
  return answersIn(document, mayHold).some(
    ({ body }) => body.kind !== "foreign" && body.kind !== "empty",
  );
}

function textAround(text: string, pieces: readonly Piece[]): string {
  const starts = [...pieces.map(({ start }) => start), text.length];
  return starts.map((start, i) => text.slice(pieces[i - 1]?.end ?? 0, start)).join("\n");
}

interface Command {
  readonly call: SavedRow;
  readonly flags: ReadonlyMap<string, string>;
}

/** `$ tccli vpc DescribeSecurityGroupPolicies --SecurityGroupId sg-a`, on the last line before an answer. */
function commandBefore(text: string, start: number): Command | null {
  const before = text
    .slice(Math.max(0, start - 4000), start)
    .trimEnd()
    .replaceAll(/\\\r?\n/g, " ");
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const [, action, rest = ""] = /\btccli\s+[a-z]+\s+([A-Z]\w+)(.*)$/s.exec(line) ?? [];
  const call = findSaved(action);
  if (!call) return null;
  const flags = [...rest.matchAll(/--([A-Z]\w*)(?:\.[\w.]*)?(?:\s+|=)("[^"]*"|'[^']*'|\S+)/g)];
  return {
    call,
    flags: new Map(flags.map(([, name, value]) => [name!, value!.replaceAll(/^["']|["']$/g, "")])),
  };
}

/** What the command tells of its answer, as a wrapper tells it. */
function withCommand(document: Document, command: Command | null): Document {
  const { value } = document;
  if (!command || !isRecord(value) || "Response" in value) return document;
  const { call, flags } = command;
  const { owner, own } = call.saved;
  const whose = [owner, own].flatMap((one): [string, unknown][] => {
    const id = one && flags.get(one.key);
    return one && id !== undefined && !Object.hasOwn(value, one.key) ? [[one.key, id]] : [];
  });
  const asked: Json = { ...value, ...Object.fromEntries(whose) };
  return { ...document, value: isFiltered(command) ? { ...asked, Incomplete: FILTERED } : asked };
}

/** Stands in a wrapper where the command asks for a part. */
export const FILTERED = "asked with filters";

const PAGES = new Set(["Limit", "Offset"]);

function isFiltered({ call, flags }: Command): boolean {
  const { owner, own } = call.saved;
  if (!owner) return flags.has("Filters");
  const usual = new Set([
    owner.key,
    own?.key,
    ...Object.keys(call.params?.({ [owner.key]: "" }) ?? {}),
  ]);
  return [...flags.keys()].some((flag) => !usual.has(flag) && !PAGES.has(flag));
}

const REFUSAL =
  /\[TencentCloudSDKException\]\s*code:\s*(\S+)\s+message:\s*(.*?)\s+requestId:\s*(\S+)/is;
const FAILED = /^\s*(?:usage: |tccli: |Traceback \(|\S*Error\b|\S*[Ee]xception\b|(?:ba|z)?sh: )/;

/** What the command line said in place of an answer. */
function refusalIn(file: string, text: string): Rescued | null {
  const head = text.slice(0, 20_000);
  const [whole, code, said, id] = REFUSAL.exec(head) ?? [];
  if (whole !== undefined) {
    const start = head.indexOf(whole);
    const span = () => ({ start, end: start + whole.length });
    const requestId = id === undefined || id === "None" ? {} : { RequestId: id };
    const value = { Response: { Error: { Code: code, Message: said }, ...requestId } };
    return { documents: [standIn({ file, text, span }, value)], notices: [], complaints: [] };
  }
  if (!FAILED.test(head)) return null;
  const [line = ""] = head.trim().split("\n");
  const complaint = fileComplaint(file, say("answers.said-instead", plain(line, 120)));
  return { documents: [], notices: [], complaints: [complaint] };
}

/** A document whose every place is one span of its text. */
function standIn(source: Source, value: Json): Document {
  return {
    source,
    value,
    format: "json",
    root: rootOf(source),
    written: () => null,
    misreadings: () => [],
  };
}
