// `forbid`: something that must not be there. One file per thing; a new one is a file and a line here.
import type { ForbiddenPolicy } from "../../vocabulary.ts";
import type { Kind } from "../kind.ts";
import { noAuthentication } from "./auth.ts";
import { dead } from "./dead.ts";
import { earlyDropAll } from "./early-drop-all.ts";
import { emptyGroup } from "./empty-group.ts";
import type { Forbid } from "./forbid.ts";
import { flaws } from "./flaw.ts";
import { groupSource } from "./group-source.ts";
import { hostBits, unresolvedSource, zeroPrefix } from "./sources.ts";

const POLICIES: Record<ForbiddenPolicy, Forbid> = {
  dead,
  "unresolved-source": unresolvedSource,
  "zero-prefix": zeroPrefix,
  "host-bits": hostBits,
  "early-drop-all": earlyDropAll,
  "group-source": groupSource,
};

export const forbid: Kind<"forbid"> = (rule, seen) => {
  const { check } = rule;
  if (check.what === "policy") return POLICIES[check.policy](rule, seen);
  if (check.what === "flaw") return flaws(rule, check.flaw, seen.inventory);
  return check.what === "group" ? emptyGroup(rule, seen) : noAuthentication(rule, seen);
};
