// Forms in which people keep a part of an answer: the list or the object that `tccli --filter` and jq leave of it, answers
// by id, elements with what another call tells of them. Each becomes the content of its call again. Unmistakable ones only.
import { ID_KINDS } from "../../model/id.ts";
import { inside, pathOf, rootOf, type Key, type Place } from "../../model/place.ts";
import { idIn } from "../read/forms.ts";
import { isList, isRecord, type Json } from "../read/plain.ts";
import type { SavedCall } from "../vendor/call.ts";
import { savedCall, SAVED_CALLS, type SavedAction, type SavedRow } from "../vendor/calls.ts";
import { recognise } from "./recognise.ts";

export interface KeptAnswer {
  readonly call: SavedAction;
  readonly content: Json;
  readonly place: Place;
  readonly taken?: "ingress";
}

const POLICIES = "DescribeSecurityGroupPolicies";
const SET = "SecurityGroupPolicySet";

/** The place of a content that has keys which the text does not have: `real` leads a path in it to one in the text. */
export function asIf(place: Place, real: (path: readonly Key[]) => readonly Key[]): Place {
  const base = pathOf(place);
  const { source } = place;
  return rootOf({
    ...source,
    span: (path, part) => source.span([...base, ...real(path)], part),
  });
}

/** A list of policies, or the object that holds one for each direction. */
export function policiesAlone(value: unknown, place: Place, file: string): KeptAnswer | null {
  if (isList(value)) return arePolicies(value) ? oneDirection(value, place, file) : null;
  if (!isRecord(value)) return null;
  const lists = [value.Ingress, value.Egress].filter((list) => list !== undefined);
  const areLists = lists.length > 0 && lists.every((list) => list === null || isList(list));
  const holdsSome = lists.some((list) => isList(list) && arePolicies(list));
  const isNamed = "Version" in value && lists.every((list) => isList(list) && list.length === 0);
  if (!areLists || !(holdsSome || isNamed)) return null;
  return { call: POLICIES, content: { [SET]: value }, place: asIf(place, (path) => path.slice(1)) };
}

/**
 * One that does not tell its direction, in no name either, is read as what security groups are about, what comes in, and said.
 * `in` and `out` count in the file's own name only: they are what folders of inputs and outputs are called as well.
 */
function oneDirection(list: readonly unknown[], place: Place, file: string): KeptAnswer {
  const named = file.slice(file.lastIndexOf("/") + 1);
  const says = (whole: RegExp, short: RegExp) => whole.test(file) || short.test(named);
  const isEgress = says(/egress|outbound/i, /(?<![a-z])out(?![a-z])/i);
  const isTold = isEgress !== says(/ingress|inbound/i, /(?<![a-z])in(?![a-z])/i);
  return {
    call: POLICIES,
    content: { [SET]: { [isTold && isEgress ? "Egress" : "Ingress"]: list } },
    place: asIf(place, (path) => path.slice(2)),
    ...(!isTold && { taken: "ingress" as const }),
  };
}

const PEERS = ["CidrBlock", "Ipv6CidrBlock", "SecurityGroupId", "AddressTemplate"];

function arePolicies(list: readonly unknown[]): boolean {
  return list.length > 0 && list.every(isPolicy);
}

function isPolicy(value: unknown): boolean {
  if (!isRecord(value) || typeof value.Action !== "string") return false;
  const isOurs =
    "PolicyIndex" in value || "PolicyDescription" in value || "ServiceTemplate" in value;
  return (
    /^(accept|drop)$/i.test(value.Action.trim()) &&
    isOurs &&
    PEERS.some((key) => Object.hasOwn(value, key))
  );
}

/** The elements of a list answer, without the object around them. */
export function elementsAlone(list: readonly unknown[], place: Place): KeptAnswer | null {
  const [first] = list;
  if (!isRecord(first) || !list.every(isRecord)) return null;
  const fitting = SAVED_CALLS.filter((call) => areElements(call, list));
  const named = fitting.filter(({ id }) => id !== null && Object.hasOwn(first, nameKey(id)));
  const [only, another] = named.length > 0 ? named : fitting;
  if (!only || another || list.every((one) => isAnswerBesideId(only, one))) return null;
  return {
    call: only.action,
    content: { [only.key]: list },
    place: asIf(place, (path) => path.slice(1)),
  };
}

/** The answer about one, to which nothing but its id was added: it is no list of what there is. */
function isAnswerBesideId({ id, key }: SavedCall, one: Json): boolean {
  const held = new Set(childrenOf(id, key).map((child) => child.key));
  const keys = Object.keys(one);
  return (
    keys.some((name) => held.has(name)) &&
    keys.every((name) => held.has(name) || name === id || name === "RequestId")
  );
}

/** The calls that are asked about each element of a list. */
function childrenOf(id: string | null, list: string): SavedRow[] {
  return SAVED_CALLS.filter(({ saved, key }) => saved.owner?.key === id && key !== list);
}

/** `SubnetId` -> `SubnetName`, which an element has beside its own id. */
function nameKey(id: string): string {
  return id.replace(/Id$/, "Name");
}

/** Ids that hardly anybody else calls so; others must stand beside a name. */
const RARE =
  /^(?:SecurityGroup|AddressTemplate|ServiceTemplate|LoadBalancer|Listener|TargetGroup)\w*Id$/;

function areElements(call: SavedCall, list: readonly Json[]): boolean {
  const { id, key, saved } = call;
  if (!call.list || id === null || call.in === "Result") return false;
  const areIds = list.every(
    (one) => isVendorsId(one[id]) && (RARE.test(id) || Object.hasOwn(one, nameKey(id))),
  );
  return areIds && (saved.fits?.({ [key]: list }, list[0]!, NOTHING_AROUND) ?? true);
}

const NOTHING_AROUND = { file: "", wrapper: {} };

function isVendorsId(value: unknown): boolean {
  return typeof value === "string" && /^[a-z]+-[0-9a-z]{8}$/.test(value);
}

/** `{ "sg-a": answer, "sg-b": answer }`. */
export function idsAsKeys(
  value: Json,
  place: Place,
): { readonly value: unknown; readonly place: Place; readonly wrapper: Json }[] | null {
  const entries = Object.entries(value);
  const found = entries.flatMap(([id, answer]) => {
    const rule = OWNERS.find(({ kind }) => id.startsWith(ID_KINDS[kind].prefix));
    const isAnswer = typeof answer === "object" && answer !== null;
    if (!rule || idIn(id) === null || !isAnswer) return [];
    return [{ value: answer, place: inside(place, id), wrapper: { [rule.key]: id } }];
  });
  return found.length > 0 && found.length === entries.length ? found : null;
}

const OWNERS = SAVED_CALLS.flatMap(({ saved }) => saved.owner ?? []);

interface Nested extends KeptAnswer {
  readonly element: Json;
  readonly at: Place;
}

/** What elements of one call hold of another that is asked about each of them. */
export function nestedIn(action: SavedAction, content: Json, place: Place): Nested[] {
  const call = savedCall(action);
  const list = call.list ? content[call.key] : null;
  if (!isList(list) || call.id === null) return [];
  const children = childrenOf(call.id, call.key);
  if (children.length === 0) return [];
  return list.flatMap((element, i) => {
    if (!isRecord(element)) return [];
    const at = inside(inside(place, call.key), i);
    return nestedParts(call, children, element, at).map((kept) => ({ ...kept, element, at }));
  });
}

function nestedParts(
  { action }: SavedCall,
  children: readonly SavedRow[],
  element: Json,
  at: Place,
): KeptAnswer[] {
  const kept = children.some(({ key }) => element[key] !== undefined && element[key] !== null)
    ? recognise(element, true, { file: "", wrapper: {} }, children)
    : null;
  if (kept) return [{ ...kept, place: at }];
  if (action !== "DescribeSecurityGroups") return [];
  const renamed = RENAMED.find(
    ([ingress, egress]) => isList(element[ingress]) || isList(element[egress]),
  );
  if (!renamed) return [];
  const [ingress, egress] = renamed;
  const { PolicyStatistics } = element;
  const set = { Ingress: element[ingress], Egress: element[egress], PolicyStatistics };
  const content = { [SET]: set };
  const real = ([, direction, ...rest]: readonly Key[]) =>
    direction === undefined ? [] : [direction === "Ingress" ? ingress : egress, ...rest];
  return [{ call: POLICIES, content, place: asIf(at, real) }];
}

/** A policy set spread into the element, and Cloud Custodian's keys for one. */
const RENAMED = [
  ["Ingress", "Egress"],
  ["IpPermissions", "IpPermissionsEgress"],
] as const;
