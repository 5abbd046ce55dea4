// A rule as data: what it speaks of, what it demands. Parsed from YAML; holds no state and no code.
import type { AddressRange } from "../net/address.ts";
import type { PortName } from "../model/demands.ts";
import type { FlawKind } from "../model/flaw.ts";
import type { RuleInfo } from "../model/finding.ts";
import type { ForbiddenPolicy, RuleSource, Selector } from "./vocabulary.ts";

export type Check =
  | { readonly kind: "require"; readonly from: readonly RequiredSource[]; readonly to: PortName }
  | { readonly kind: "expect"; readonly what: "path" }
  | { readonly kind: "same"; readonly groups: "nodes" }
  | { readonly kind: "have"; readonly what: "targets" | "groups" }
  | { readonly kind: "cover"; readonly what: "timeout"; readonly by: "responseTime" }
  | { readonly kind: "forbid"; readonly what: "policy"; readonly policy: ForbiddenPolicy }
  | { readonly kind: "forbid"; readonly what: "group"; readonly group: "empty" }
  | { readonly kind: "forbid"; readonly what: "auth"; readonly auth: "NONE" }
  | { readonly kind: "forbid"; readonly what: "flaw"; readonly flaw: FlawKind }
  | { readonly kind: "decide"; readonly what: "routes" };

export type RequiredSource =
  | { readonly kind: "name"; readonly name: RuleSource }
  | { readonly kind: "addresses"; readonly range: AddressRange };

export interface Rule {
  readonly info: RuleInfo;
  readonly applies: Selector;
  readonly check: Check;
}
