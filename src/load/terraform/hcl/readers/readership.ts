// Who reads the texts of a run: every root module that was evaluated, and in each every instance of the module that a
// text belongs to. Asked only where something is to be changed; until then it costs nothing.
import { spanOf, type Place } from "../../../../model/place.ts";
import { message } from "../../../../words/index.ts";
import type { ModuleConfig } from "../config.ts";
import type { ModuleInstance } from "../module-instance.ts";
import type { FileSpan } from "../syntax/spot.ts";
import type { TextReadership } from "../syntax/parse.ts";
import type { ReferenceOwner } from "./occurrences.ts";
import { surrounds, pathInBody, pathTo, type ValuePath } from "./value-path.ts";
import { follow, goOn, mentionsOf, newWalk, readersFound, slotsIn, type Walk } from "./walk.ts";

export interface Readership extends TextReadership {
  /** After all of its modules were evaluated. */
  add(root: ModuleInstance): void;
}

export function readership(): Readership {
  const roots: ModuleInstance[] = [];
  let indexed: ReadonlyMap<string, readonly ModuleInstance[]> | null = null;
  const search = (span: FileSpan, look: (walk: Walk, module: ModuleInstance) => boolean) => {
    indexed ??= byFile(roots);
    const walk = newWalk();
    const modules = indexed.get(span.file) ?? [];
    if (roots.some(isCut)) walk.unknown = message("terraform-hcl.evaluation-cut");
    const found = modules.filter((module) => look(walk, module));
    if (found.length === 0) walk.unknown ??= message("terraform-hcl.unread-text", span.file);
    return readersFound(walk);
  };
  return {
    add: (root) => {
      roots.push(root);
      indexed = null;
    },
    readers: (span) => search(span, (walk, module) => readersIn(walk, module, span)),
    mentions: (span) => search(span, (walk, module) => mentionsIn(walk, module, span)),
  };
}

function isCut({ run }: ModuleInstance): boolean {
  return run.steps <= 0 || run.modules < 0;
}

/** Module instances by the files of their configuration. */
function byFile(roots: readonly ModuleInstance[]): Map<string, ModuleInstance[]> {
  const out = new Map<string, ModuleInstance[]>();
  const open = [...roots];
  for (let module = open.pop(); module; module = open.pop()) {
    for (const file of module.config.files) {
      const own = out.get(file) ?? [];
      own.push(module);
      out.set(file, own);
    }
    open.push(...module.children());
  }
  return out;
}

function readersIn(walk: Walk, module: ModuleInstance, span: FileSpan): boolean {
  const written = writtenAt(module.config, span);
  if (!written) return false;
  const { owner, path } = written;
  if (owner.kind === "local") follow(walk, module, `local.${owner.name}`, path);
  else {
    const slots = path[0] === "for_each" ? [null] : slotsIn(module, owner);
    for (const slot of slots) goOn(walk, { module, owner, path }, slot, null);
  }
  return true;
}

function mentionsIn(walk: Walk, module: ModuleInstance, span: FileSpan): boolean {
  for (const [name, block] of module.config.resources)
    if (surrounds(block, span)) {
      mentionsOf(walk, module, name);
      return true;
    }
  return false;
}

interface Written {
  readonly owner: ReferenceOwner;
  readonly path: ValuePath;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly written: (span: FileSpan) => Written;
}

const HEADER: ValuePath = [" header"];

const piecesOf = new WeakMap<ModuleConfig, ReadonlyMap<string, readonly Piece[]>>();

/** The local value or the resource that holds the text, and where in it. */
function writtenAt(config: ModuleConfig, span: FileSpan): Written | null {
  const pieces = piecesOf.get(config) ?? piecesIn(config);
  piecesOf.set(config, pieces);
  const own = pieces.get(span.file) ?? [];
  let [low, high] = [0, own.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (own[middle]!.start <= span.start) low = middle + 1;
    else high = middle;
  }
  const piece = own[low - 1];
  return piece && span.end <= piece.end ? piece.written(span) : null;
}

/** Local values, and arguments and blocks of resources, in the order of the text. */
function piecesIn(config: ModuleConfig): Map<string, Piece[]> {
  const out = new Map<string, Piece[]>();
  const add = (place: Place, written: Piece["written"]) => {
    const own = out.get(place.source.file) ?? [];
    own.push({ ...spanOf(place), written });
    out.set(place.source.file, own);
  };
  for (const [name, { value }] of config.locals)
    add(value.place, (span) => ({
      owner: { kind: "local", name, block: null },
      path: pathTo(value, span),
    }));
  for (const [name, block] of config.resources) {
    const owner: ReferenceOwner = { kind: "resource", name, block };
    const written = (span: FileSpan) => ({ owner, path: pathInBody(block.body, span) ?? [] });
    for (const { place } of [...block.body.attributes.values(), ...block.body.blocks])
      add(place, written);
    // What is said of the block itself no part of it reads.
    add(block.header, () => ({ owner, path: HEADER }));
  }
  for (const own of out.values()) own.sort((a, b) => a.start - b.start);
  return out;
}
