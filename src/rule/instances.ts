// One line of Terraform that makes twenty groups makes one finding, not twenty: what is found alike at one text, in all
// instances of `count`, `for_each` and modules, is told once. Judges nothing.
import { lineKey, listKey } from "../model/key.ts";
import { spanOf, type Place } from "../model/place.ts";
import { say } from "../words/index.ts";
import { namesText } from "../words/names.ts";
import { addTo, briefly, type FindingDraft } from "./draft.ts";

export interface OfInstances extends FindingDraft {
  /** The groups or resources that one text makes, where they are several; else none. */
  readonly instances: readonly string[];
  /** As it was before: a fix is sought and proved for one. */
  readonly first: FindingDraft;
}

/** Instances that a note names one by one; the JSON output has all. */
const MOST = 24;

/** The first of equal ones leads, so that its id stays when instances are added. */
export function mergeInstances(drafts: readonly FindingDraft[]): OfInstances[] {
  const merged = new Map<string, FindingDraft[]>();
  for (const one of drafts) {
    const own = lineKey(one.key);
    const alike = withoutInstances(own);
    const at = one.mark && alike !== own ? textAt(one.mark.place) : own;
    const which = listKey([alike, at, one.severity, one.verdict]);
    const found = merged.get(which);
    if (found) found.push(one);
    else merged.set(which, [one]);
  }
  return [...merged.values()].map(together);
}

function together(all: readonly FindingDraft[]): OfInstances {
  const [first, ...others] = all;
  if (others.length === 0) return { ...first!, first: first!, instances: [] };
  const names = first!.message(briefly(first!.resources), briefly(first!.targets));
  const sum = {
    routes: [...first!.routes],
    resources: [...first!.resources],
    targets: [...first!.targets],
  };
  for (const other of others) addTo(sum, other);
  const lists = [...new Set(all.flatMap(({ list }) => list?.id ?? []))];
  const instances = lists.length > 1 ? lists : [...new Set(sum.resources)];
  const note = { label: say("rules.instances"), text: namesText(instances, MOST) };
  return {
    ...first!,
    message: () => say("rules.and-instances", names, others.length),
    routes: [...new Set(sum.routes)],
    resources: [...new Set(sum.resources)],
    targets: [...new Set(sum.targets)],
    notes: [...first!.notes, note],
    first: first!,
    instances,
  };
}

/** `prod/module.web["a"].tencentcloud_security_group.g[0]` -> `module.tencentcloud_security_group.g`; lists of JSON stay. */
function withoutInstances(key: string): string {
  return key
    .replaceAll(/(?<=[\w-])\[(?:\d+|\\?"[^"]*")\]/g, "")
    .replaceAll(/[^\s"|,\\]+/g, withoutModules);
}

/** Word by word: a pattern that looks for the folder first would try each place of a long text to its end. */
function withoutModules(word: string): string {
  const folder = word.lastIndexOf("/module.");
  return word.slice(folder > 0 ? folder + 1 : 0).replaceAll(/\bmodule\.[\w-]+/g, "module");
}

function textAt(place: Place): string {
  const { start, end } = spanOf(place);
  return listKey([place.source.file, start, end]);
}
