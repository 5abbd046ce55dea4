// A Terraform address without the key of its resource or module, or with `[*]` for it, names all instances. Knows ids only.
import type { Id, Path } from "../../model/inventory.ts";
import { listKey } from "../../model/key.ts";

const STEPS = /([^.[\]]+)(\[(?:\d+|\*|"(?:[^"\\]|\\.)*")\])?/g;

interface Step {
  readonly name: string;
  readonly key: string | null;
}

/** Each path that names several instances as one path to each; one whose target is defined as it is. */
export function toInstances(paths: readonly Path[], targets: ReadonlySet<Id>): Path[] {
  const byNames = new Map<string, Id[]>();
  if (paths.some(({ to }) => !targets.has(to.id)))
    for (const id of targets)
      if (id.includes("[")) {
        const names = namesIn(stepsOf(id));
        byNames.set(names, [...(byNames.get(names) ?? []), id]);
      }
  return paths.flatMap((path) => {
    if (targets.has(path.to.id)) return path;
    const asked = stepsOf(path.to.id);
    const all = (byNames.get(namesIn(asked)) ?? []).filter((id) => isOne(stepsOf(id), asked));
    return all.length === 0 ? path : all.map((id) => ({ ...path, to: { ...path.to, id } }));
  });
}

function stepsOf(id: Id): Step[] {
  return [...id.matchAll(STEPS)].map(([, name = "", key = null]) => ({ name, key }));
}

function namesIn(steps: readonly Step[]): string {
  return listKey(steps.map(({ name }) => name));
}

function isOne(steps: readonly Step[], asked: readonly Step[]): boolean {
  return steps.every(({ key }, i) => {
    const wanted = asked[i]!.key;
    return wanted === null || wanted === "[*]" || wanted === key;
  });
}
