// DescribeListeners joined with DescribeTargets by ListenerId and LocationId. Either may be missing: listeners
// alone leave the targets unknown, targets alone still tell ports and protocols.
import type {
  HealthCheck,
  Listener as SavedListener,
  ListenerBackend,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/clb/v20180317/clb_models.js";
import type { Id, Listener, ListenerProtocol } from "../../model/inventory.ts";
import { inside, type Place } from "../../model/place.ts";
import { isUnknown, type Known } from "../../model/unknown.ts";
import { message, say } from "../../words/index.ts";
import { saveCommand } from "../vendor/calls.ts";
import type { Draft } from "../merge/draft.ts";
import { elementsOf, once, recordsIn, unsaved, type Desk, type Element } from "./desk.ts";
import { isAbsent, isRecord } from "../read/plain.ts";
import { known, knownPort, filledText, untold, type Fields, type Question } from "./fields.ts";
import { defaultDomainIn, readRules, type Joined, type ListenerReader } from "./forwarding.ts";
import type { PrimaryOf } from "./instances.ts";
import { elsewhere, readTargetGroups, readTargets, targetGroupsOf } from "./targets.ts";

export function joinListeners(
  desk: Desk,
  primaryOf: PrimaryOf,
  balancer: Id,
  place: Place,
): Known<readonly Listener[]> {
  const { draft } = desk;
  const saved = desk.about("DescribeListeners", balancer);
  const backends = desk.about("DescribeTargets", balancer);
  // A path to a listener that is not listed would look like a path to nothing.
  const isPart = desk.isTruncated("DescribeListeners", balancer);
  if (isPart || (saved.length === 0 && backends.length === 0))
    return unsaved(desk, "listeners", "DescribeListeners", balancer, place);
  const noun = `listener of ${balancer}:`;
  const byId = new Map<Id, Joined>();
  for (const listener of once(draft, elementsOf<SavedListener>(draft, saved), noun))
    byId.set(listener.id, { id: listener.id, listener, backend: null });
  for (const backend of once(draft, elementsOf<ListenerBackend>(draft, backends), noun))
    byId.set(backend.id, {
      id: backend.id,
      listener: byId.get(backend.id)?.listener ?? null,
      backend,
    });
  const noTargets = (at: Place) => unsaved(desk, "targets", "DescribeTargets", balancer, at);
  const noListeners = (at: Place) => unsaved(desk, "listeners", "DescribeListeners", balancer, at);
  const inGroups: ListenerReader["inGroups"] = (one, at) =>
    readTargetGroups(desk, primaryOf, targetGroupsOf(one), at);
  const reader = { draft, balancer, primaryOf, noTargets, noListeners, inGroups };
  return [...byId.values()].map((joined) => readListener(reader, joined));
}

const PROTOCOLS = [
  "TCP",
  "UDP",
  "TCP_SSL",
  "QUIC",
  "HTTP",
  "HTTPS",
] as const satisfies ListenerProtocol[];

function readListener(reader: ListenerReader, joined: Joined): Listener {
  const { draft, balancer } = reader;
  const { id, listener, backend } = joined;
  const { fields, place }: Element<SavedListener & ListenerBackend> = (listener ?? backend)!;
  const ask = (noun: string): Question => {
    return { noun, of: id, save: saveCommand("DescribeListeners", balancer), place };
  };
  const protocol = known(
    draft,
    ask("protocol"),
    fields.Protocol,
    "Protocol",
    PROTOCOLS.join(", "),
    (v) => PROTOCOLS.find((one) => one === filledText(v)?.toUpperCase()),
  );
  const isLayer7 = isUnknown(protocol) ? null : protocol === "HTTP" || protocol === "HTTPS";
  return {
    id,
    port: knownPort(draft, ask("port"), fields.Port, "Port"),
    endPort: readEndPort(draft, ask("end port"), fields.EndPort),
    protocol,
    keepalive: readKeepalive(draft, ask("keep-alive setting"), listener, isLayer7),
    // No answer has SnatEnable, which CreateListener and ModifyListener take.
    snat: false,
    snatAssumed: true,
    healthCheck: readHealthCheck(draft, ask("health check source"), listener, isLayer7),
    targets: isLayer7 === true ? [] : readOwnTargets(reader, joined, isLayer7),
    rules: isLayer7 === false ? [] : readRules(reader, joined),
    defaultDomain: isLayer7 === false ? null : defaultDomainIn(listener?.fields.Rules),
    place,
  };
}

/** Only port-range listeners have one; 0 and null both say that there is none. */
function readEndPort(draft: Draft, question: Question, value: unknown): Known<number | null> {
  return isAbsent(value) || value === 0 ? null : knownPort(draft, question, value, "EndPort");
}

/** Layer 4 has none. */
function readKeepalive(
  draft: Draft,
  question: Question,
  listener: Element<SavedListener> | null,
  isLayer7: boolean | null,
): Known<boolean> {
  if (isLayer7 === false) return false;
  const value = listener?.fields.KeepaliveEnable;
  return known(draft, question, value, "KeepaliveEnable", say("read.word", 0, 1), (v) =>
    v === 1 || v === true ? true : v === 0 || v === false ? false : undefined,
  );
}

/** Layer 7 checks rule by rule; rules that differ leave the listener's source unknown. */
function readHealthCheck(
  draft: Draft,
  question: Question,
  listener: Element<SavedListener> | null,
  isLayer7: boolean | null,
): Known<"vip" | "internal" | null> {
  if (!listener) return untold(question);
  const { fields, place } = listener;
  const own = readCheck(draft, question, fields.HealthCheck, place);
  if (isLayer7 !== true || !isAbsent(fields.HealthCheck)) return own;
  const rules = recordsIn(draft, fields.Rules, inside(place, "Rules"), `rules of ${question.of}`);
  const checks = rules.map(([rule, at]) => readCheck(draft, question, rule.HealthCheck, at));
  const [first] = checks;
  if (first === undefined) return Array.isArray(fields.Rules) ? null : own;
  return checks.every((check) => check === first) ? first : untold(question);
}

/** SourceIpType: 0 = the VIP, 1 = 100.64.0.0/10. */
function readCheck(
  draft: Draft,
  question: Question,
  value: unknown,
  holder: Place,
): Known<"vip" | "internal" | null> {
  if (!isRecord(value)) return untold(question);
  const check: Fields<HealthCheck> = value;
  if (check.HealthSwitch === 0) return null;
  const at = { ...question, place: inside(holder, "HealthCheck") };
  return known(draft, at, check.SourceIpType, "SourceIpType", say("answers.source-type"), (v) =>
    v === 0 ? "vip" : v === 1 ? "internal" : undefined,
  );
}

function readOwnTargets(
  reader: ListenerReader,
  { id, listener, backend }: Joined,
  isLayer7: boolean | null,
): Listener["targets"] {
  const place = (backend ?? listener)!.place;
  const list = backend?.fields.Targets;
  if (!backend || (isAbsent(list) && isLayer7 === null)) return reader.noTargets(place);
  const question = {
    noun: "targets",
    of: id,
    save: saveCommand("DescribeTargets", reader.balancer),
    place,
  };
  const hidden = listener ? elsewhere(listener.fields, {}) : null;
  const isEmpty = isAbsent(list) || (Array.isArray(list) && list.length === 0);
  if (isEmpty && !listener) return reader.noListeners(place);
  if (listener && isEmpty && hidden !== null)
    return (
      reader.inGroups(listener.fields, place) ??
      untold(question, message("answers.listener-elsewhere", id, hidden))
    );
  return readTargets(reader.draft, reader.primaryOf, question, list);
}
