// `forbid`: something that must not be there. One file per thing; a new one is a file and a line here.
import { FLAWS } from "./flaw.ts";
import type { RuleKind } from "../kind.ts";
import { noAuthentication } from "./auth.ts";
import { dead } from "./dead.ts";
import { earlyDropAll } from "./early-drop-all.ts";
import { emptyGroup } from "./empty-group.ts";
import type { Forbidden } from "./forbid.ts";
import { groupSource } from "./group-source.ts";
import { hostBits, zeroPrefix } from "./spelling.ts";
import { icmpFamily } from "./icmp-family.ts";
import { unresolvedSource } from "./unresolved-source.ts";

/** `forbid: { WORD: NAME }` */
const FORBIDDEN: Readonly<Record<string, Readonly<Record<string, Forbidden>>>> = {
  policy: {
    dead,
    "unresolved-source": unresolvedSource,
    "zero-prefix": zeroPrefix,
    "host-bits": hostBits,
    "early-drop-all": earlyDropAll,
    "group-source": groupSource,
    "icmp-of-other-family": icmpFamily,
  },
  group: { empty: emptyGroup },
  auth: { NONE: noAuthentication },
  flaw: FLAWS,
};

const THINGS = new Map(
  Object.entries(FORBIDDEN).map(([word, things]) => [word, new Map(Object.entries(things))]),
);

/** One word with one name: the schema sees to it. */
type Value = Readonly<Record<string, string>>;

export const forbid: RuleKind<Value> = {
  demands: "something that must not be there",
  schema: {
    type: "object",
    minProperties: 1,
    maxProperties: 1,
    additionalProperties: false,
    properties: Object.fromEntries(
      Object.entries(FORBIDDEN).map(([word, things]) => [word, { enum: Object.keys(things) }]),
    ),
  },
  scopedBy: (value) => thingOf(value).scopedBy ?? [],
  describe: (rule) => thingOf(rule.value).describe(rule),
  find: (rule, seen) => thingOf(rule.value).find(rule, seen),
  isAsked: (rule, seen) => thingOf(rule.value).isAsked(rule, seen),
};

function thingOf(value: Value): Forbidden {
  const [word = "", name = ""] = Object.entries(value)[0] ?? [];
  return THINGS.get(word)!.get(name)!;
}
