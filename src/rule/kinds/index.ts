// The table of kinds: the word in a rule file -> the code that finds.
import type { FindingDraft } from "../draft.ts";
import type { Rule } from "../rule.ts";
import type { KindName } from "../vocabulary.ts";
import { cover } from "./cover.ts";
import { decide } from "./decide.ts";
import { expect } from "./expect.ts";
import { forbid } from "./forbid/index.ts";
import { have } from "./have.ts";
import type { Kind, Seen } from "./kind.ts";
import { require } from "./require.ts";
import { same } from "./same.ts";

const KINDS: { readonly [K in KindName]: Kind<K> } = {
  require,
  expect,
  same,
  have,
  cover,
  forbid,
  decide,
};

export function find(rule: Rule, seen: Seen): FindingDraft[] {
  return (KINDS[rule.check.kind] as (rule: Rule, seen: Seen) => FindingDraft[])(rule, seen);
}
