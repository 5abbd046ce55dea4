// Forwarding rules of a layer-7 listener: domains and URLs from DescribeListeners, targets from
// DescribeTargets, joined by LocationId.
import type {
  Listener as SavedListener,
  ListenerBackend,
  RuleOutput,
  RuleTargets,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/clb/v20180317/clb_models.js";
import type { ForwardingRule, Id, Listener, Target } from "../../model/inventory.ts";
import { inside, type Place } from "../../model/place.ts";
import type { Known, Unknown } from "../../model/unknown.ts";
import type { Draft } from "../merge/draft.ts";
import { message } from "../../words/index.ts";
import { saveCommand } from "../vendor/calls.ts";
import { recordsIn, type Element } from "./desk.ts";
import { idIn } from "../read/forms.ts";
import { isAbsent, isList, isRecord } from "../read/plain.ts";
import { filledText, untold, type Fields } from "./fields.ts";
import type { PrimaryOf } from "./instances.ts";
import { elsewhere, readTargets } from "./targets.ts";

/** What every listener of one CLB is read with. */
export interface ListenerReader {
  readonly draft: Draft;
  readonly balancer: Id;
  readonly primaryOf: PrimaryOf;
  /** The fact that nothing tells the targets of a listener or rule. */
  readonly noTargets: (place: Place) => Unknown;
  /** The fact that nothing tells what a listener or rule without targets does instead. */
  readonly noListeners: (place: Place) => Unknown;
  /** The targets of the target groups that a listener or rule forwards to; null where it does not, or nothing tells. */
  readonly inGroups: (
    listenerOrRule: Fields<SavedListener & RuleOutput>,
    place: Place,
  ) => Known<readonly Target[]> | null;
}

/** What the two calls say about one listener; at least one of them does. */
export interface Joined {
  readonly id: Id;
  readonly listener: Element<SavedListener> | null;
  readonly backend: Element<ListenerBackend> | null;
}

/** One rule as both calls tell it. */
interface JoinedRule {
  readonly rule: Fields<RuleOutput>;
  readonly place: Place;
  /** DescribeListeners tells it, so that a target group or redirection would be known. */
  readonly isListed: boolean;
  readonly bound: { readonly fields: Fields<RuleTargets>; readonly place: Place } | null;
}

export function readRules(
  reader: ListenerReader,
  { id, listener, backend }: Joined,
): Listener["rules"] {
  const place = (listener ?? backend)!.place;
  const lists = [listener?.fields.Rules, backend?.fields.Rules];
  const rules = new Map<string, JoinedRule>();
  // Without a LocationId the place in the list is the only thing both answers share.
  const keyOf = (rule: Fields<RuleOutput>, i: number) => idIn(rule.LocationId) ?? `#${i}`;
  const rulesOf = (value: unknown, holder: Element<unknown> | null) =>
    holder ? recordsIn(reader.draft, value, inside(holder.place, "Rules"), `rules of ${id}`) : [];
  for (const [i, [rule, at]] of rulesOf(lists[0], listener).entries())
    rules.set(keyOf(rule, i), { rule, place: at, isListed: true, bound: null });
  for (const [i, [fields, at]] of rulesOf(lists[1], backend).entries()) {
    const found = rules.get(keyOf(fields, i));
    const told = found ?? { rule: fields, place: at, isListed: false };
    rules.set(keyOf(fields, i), { ...told, bound: { fields, place: at } });
  }
  if (!lists.some(Array.isArray)) {
    const call = listener ? "DescribeListeners" : "DescribeTargets";
    const save = saveCommand(call, reader.balancer);
    return untold({ noun: "forwarding rules", of: id, save, place });
  }
  return [...rules.values()].flatMap((rule) => readRule(reader, id, rule));
}

/** `DefaultServer` of the rule whose domain takes what no other one names. */
export function defaultDomainIn(rules: unknown): string | null {
  const listed = isList(rules) ? rules.filter(isRecord) : [];
  const found: Fields<RuleOutput> | undefined = listed.find((rule) => rule.DefaultServer === true);
  return found ? (domainsOf(found)[0] ?? null) : null;
}

function domainsOf(rule: Fields<RuleOutput>): (string | null)[] {
  const several = isList(rule.Domains)
    ? rule.Domains.map(filledText).filter((domain) => domain !== null)
    : [];
  return several.length > 0 ? several : [filledText(rule.Domain)];
}

/** One forwarding rule for each of its domains. */
function readRule(reader: ListenerReader, listener: Id, joined: JoinedRule): ForwardingRule[] {
  const { rule, place } = joined;
  const targets = readRuleTargets(reader, listener, joined);
  return domainsOf(rule).map((domain) => ({ domain, url: filledText(rule.Url), targets, place }));
}

function readRuleTargets(
  { draft, balancer, primaryOf, noTargets, noListeners, inGroups }: ListenerReader,
  listener: Id,
  { rule, place, isListed, bound }: JoinedRule,
): ForwardingRule["targets"] {
  const id = idIn(rule.LocationId) ?? listener;
  const at = bound?.place ?? place;
  const question = {
    noun: "targets",
    of: id,
    save: saveCommand("DescribeTargets", balancer),
    place: at,
  };
  const hidden = elsewhere(rule, bound?.fields ?? {});
  const list = bound?.fields.Targets;
  const isEmpty = isAbsent(list) || (Array.isArray(list) && list.length === 0);
  if (isEmpty && hidden !== null)
    return inGroups(rule, at) ?? untold(question, message("answers.rule-elsewhere", id, hidden));
  if (isEmpty && !isListed) return noListeners(at);
  if (!bound) return noTargets(place);
  return readTargets(draft, primaryOf, question, list);
}
