// What a run says: routes with verdicts, findings, complaints. Plain data that every report format prints;
// nothing in here knows how it will look.
import type { AddressRange } from "../net/address.ts";
import type { PrintedTraffic } from "../net/print.ts";
import type { ServiceSet } from "../net/service.ts";
import type { Complaint } from "./complaint.ts";
import type { Id, Peer } from "./inventory.ts";
import type { ListRef } from "./list.ts";
import type { Notice } from "./notice.ts";
import type { Place } from "./place.ts";

export type Severity = "error" | "warning" | "note";

/** docs/contract.md, section 3: what can be said of a route, or of one demand at one hop. */
export type Verdict = "reachable" | "blocked" | "partial" | "undetermined" | "external" | "skipped";

export type HopKind = "clb" | "target" | "acl";

export interface HopResult {
  readonly kind: HopKind;
  /** CLB, instance or interface id; for `acl` the network ACL's. */
  readonly resource: Id;
  /** Port on which this hop is reached; null where it is unknown. */
  readonly port: number | null;
  readonly verdict: Verdict;
  /** Security groups in binding order; empty when none is bound, unknown, or for an ACL. */
  readonly groups: readonly Id[];
  /** Why the hop passes or cannot be judged, where the groups alone do not tell: `passes to target`, `no group is bound`. */
  readonly note: string | null;
  readonly place: Place | null;
}

/** The page's first step: can the backend be reached directly? In words, and as a command to run there. */
export interface DirectAccess {
  readonly from: string;
  readonly command: string;
  /** Set when the groups would refuse the tester itself, so that a failing probe proves nothing. */
  readonly caution: string | null;
}

export interface RouteResult {
  readonly id: string;
  readonly gateway: Id | null;
  readonly api: Id | null;
  /** Name of the declared path; null for an API. */
  readonly path: string | null;
  readonly backend: { readonly type: string; readonly id: string | null };
  readonly target: { readonly resource: Id; readonly port: number | null } | null;
  readonly verdict: Verdict;
  /** What a declared path says of itself; null for an API, which is meant to be reached. */
  readonly expected: "reachable" | "blocked" | null;
  readonly hops: readonly HopResult[];
  /** Why, where the hops do not tell: an unresolved backend, an external address and the VIPs to allow. */
  readonly reason: string | null;
  readonly directAccess: DirectAccess | null;
}

export type DecidedBy =
  | { readonly list: ListRef; readonly policy: number; readonly action: "ACCEPT" | "DROP" }
  /** The lists that were walked to the end. */
  | { readonly default: true; readonly lists: readonly ListRef[] };

export interface Witness {
  readonly source: string;
  readonly protocol: string;
  readonly port: number;
}

/** A labelled span of the user's text. */
export interface Mark {
  readonly place: Place;
  readonly label: string;
}

export type FixPeer =
  | ({ readonly kind: "addresses" } & AddressRange)
  | Exclude<Peer, { readonly kind: "addresses" }>;

/** One policy to write, in any notation (`policyFields`). */
export interface FixPolicy {
  readonly action: "ACCEPT" | "DROP";
  readonly peer: FixPeer;
  /** Of one protocol, or everything. */
  readonly service: ServiceSet;
}

/** One step of a fix on the policies of a group, or the entries of an ACL; indexes are those of the list as read. */
export type Change =
  | {
      readonly kind: "insert";
      readonly list: ListRef;
      readonly direction: "ingress" | "egress";
      /** 0-based; the list's length = at its end. */
      readonly before: number;
      readonly policies: readonly FixPolicy[];
    }
  | {
      readonly kind: "remove";
      readonly list: ListRef;
      readonly direction: "ingress" | "egress";
      readonly index: number;
    }
  /** Writes the source of a policy anew (host bits masked); it means the same afterwards. */
  | {
      readonly kind: "source";
      readonly list: ListRef;
      readonly direction: "ingress" | "egress";
      readonly index: number;
      readonly source: AddressRange;
    };

/** What a finding about one policy would have done to it; offered as a fix once that is proved. */
export interface Repair {
  readonly change: Exclude<Change, { readonly kind: "insert" }>;
  /** What the user may have meant instead: a full sentence. */
  readonly caution: string | null;
}

export interface Fix {
  readonly title: string;
  readonly safety: "safe" | "unsafe";
  /** It overrides an explicit DROP narrower than everything, on some resource that holds the group. */
  readonly overridesDrop: boolean;
  /** The list to edit. */
  readonly list: ListRef;
  readonly direction: "ingress" | "egress";
  /** 0-based place of the policy before which the new ones go; the list's length = at its end. */
  readonly before: number;
  readonly policies: readonly FixPolicy[];
  readonly effect: {
    /** What it newly admits on the finding's own resources, computed by judging again. */
    readonly admits: readonly PrintedTraffic[];
    /** Every resource that is known to carry the edited group; for a network ACL, its subnets. */
    readonly targets: readonly Id[];
    /** False where others may carry it too: the input does not list them all, or does not tell their groups. */
    readonly allTargets: boolean;
  };
  /** Things to know before applying: it opens the user's own subnets, it overrides a DROP. Full sentences. */
  readonly cautions: readonly string[];
  /** What to do, step by step; `edits` is the same in the source text, where it can be written there. */
  readonly changes: readonly Change[];
  readonly edits: readonly Edit[];
  /** A clause that says why `edits` is empty; null where there are edits. */
  readonly withheld?: string | null;
  /** Version of the group's policies as read from the API; null where the input does not tell. */
  readonly version?: string | null;
}

export interface Edit {
  readonly file: string;
  readonly range: { readonly start: number; readonly end: number };
  readonly text: string;
}

export interface Finding {
  /** `rule@hash`; the same as long as the meaning is, whatever the line numbers. */
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  /** Headline in the reader's nouns, without a final period. May hold names and addresses. */
  readonly message: string;
  readonly verdict: Verdict | null;
  readonly resource: Id | null;
  readonly list: ListRef | null;
  /** The primary span: the policy that decides, or the header of the last group when none matches. */
  readonly mark: Mark | null;
  readonly related: readonly Mark[];
  /** The groups or resources that one text makes by `count`, `for_each` or a module, where several are found alike. */
  readonly instances: readonly Id[];
  /** Ids of `RouteResult`s. */
  readonly routes: readonly string[];
  readonly blocked: readonly PrintedTraffic[];
  readonly decidedBy: DecidedBy | null;
  readonly witness: Witness | null;
  /** Lines `label: text` under the frame, in order: not admitted, seen as, ranges ... */
  readonly notes: readonly { readonly label: string; readonly text: string }[];
  readonly fix: Fix | null;
  /** Why there is no fix, or what to do by hand; printed as help where `fix` is null. */
  readonly help: string | null;
  readonly state: "new" | "baselined" | "suppressed";
}

/** Static text of a rule, for report formats that list them all. */
export interface RuleInfo {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  /** The vendor page it comes from. */
  readonly help: string;
  /** Tags for code scanning; `exposure` rules also carry a security severity (a number as text). */
  readonly tags: readonly string[];
  readonly securitySeverity: string | null;
}

export interface Report {
  readonly tool: { readonly name: "sglint"; readonly version: string };
  /** False whenever a complaint, an undetermined route or a missing input makes the answer unproven. */
  readonly complete: boolean;
  readonly routes: readonly RouteResult[];
  /** Sorted by severity, file, line, rule. */
  readonly findings: readonly Finding[];
  readonly complaints: readonly Complaint[];
  readonly assumptions: readonly string[];
  readonly notices: readonly Notice[];
  readonly rules: readonly RuleInfo[];
}
