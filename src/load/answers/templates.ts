// Address and service templates and their groups.
import type {
  AddressTemplate as SavedAddresses,
  AddressTemplateGroup,
  ServiceTemplate as SavedServices,
  ServiceTemplateGroup,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js";
import { EVERY_ADDRESS, NO_ADDRESS, parseMember } from "../../net/address.ts";
import { EVERY_SERVICE, parseServiceMember } from "../../net/service.ts";
import type { AddressMember, Id, ServiceMember } from "../../model/inventory.ts";
import { message, say } from "../../words/index.ts";
import { key } from "../../model/key.ts";
import { inside, type Place } from "../../model/place.ts";
import { factOf, type Fact, type Known } from "../../model/unknown.ts";
import type { Draft } from "../merge/draft.ts";
import { isAbsent, isList, isRecord } from "../read/plain.ts";
import { bothReadings } from "../read/zero-prefix.ts";
import { tccli, type SavedAction } from "../vendor/calls.ts";
import { type Desk } from "./desk.ts";
import { complainPlainly, known, knownIds, shown, type Question } from "./fields.ts";

export function joinTemplates(desk: Desk): void {
  const { draft } = desk;
  for (const element of desk.elements<SavedAddresses>("DescribeAddressTemplates")) {
    const { id, place, fields } = element;
    const addresses = readMembers(draft, ask("addresses", id, "DescribeAddressTemplates", place), {
      plain: ["AddressSet", fields.AddressSet],
      annotated: ["AddressExtraSet", "Address", fields.AddressExtraSet],
      read: readAddress,
    });
    draft.addressTemplates.push({ id, addresses, place });
  }
  for (const element of desk.elements<SavedServices>("DescribeServiceTemplates")) {
    const { id, place, fields } = element;
    const services = readMembers(draft, ask("services", id, "DescribeServiceTemplates", place), {
      plain: ["ServiceSet", fields.ServiceSet],
      annotated: ["ServiceExtraSet", "Service", fields.ServiceExtraSet],
      read: readService,
    });
    draft.serviceTemplates.push({ id, services, place });
  }
  readTemplateGroups(desk);
}

function readTemplateGroups(desk: Desk): void {
  const { draft } = desk;
  const addresses = desk.elements<AddressTemplateGroup>("DescribeAddressTemplateGroups");
  for (const { id, place, fields } of addresses) {
    const { AddressTemplateIdSet: ids, AddressTemplateSet: set } = fields;
    const question = ask("templates", id, "DescribeAddressTemplateGroups", place);
    const templates = readIds(
      draft,
      question,
      ["AddressTemplateIdSet", ids],
      ["AddressTemplateId", set],
    );
    draft.addressTemplateGroups.push({ id, templates, place });
  }
  const services = desk.elements<ServiceTemplateGroup>("DescribeServiceTemplateGroups");
  for (const { id, place, fields } of services) {
    const { ServiceTemplateIdSet: ids, ServiceTemplateSet: set } = fields;
    const question = ask("templates", id, "DescribeServiceTemplateGroups", place);
    const templates = readIds(
      draft,
      question,
      ["ServiceTemplateIdSet", ids],
      ["ServiceTemplateId", set],
    );
    draft.serviceTemplateGroups.push({ id, templates, place });
  }
}

function ask(noun: string, of: Id, call: SavedAction, place: Place): Question {
  return { noun, of, save: tccli(call), place };
}

/** The ids as such, or those of the embedded templates. */
function readIds(
  draft: Draft,
  question: Question,
  [name, ids]: readonly [string, unknown],
  [idKey, set]: readonly [string, unknown],
): Known<readonly Id[]> {
  const embedded = Array.isArray(set) ? set.map((e) => (isRecord(e) ? e[idKey] : e)) : null;
  return knownIds(draft, question, isAbsent(ids) ? embedded : ids, name);
}

interface Members<T> {
  readonly plain: readonly [key: string, value: unknown];
  /** The same members with remarks: a list of objects. */
  readonly annotated: readonly [key: string, inner: string, value: unknown];
  readonly read: (draft: Draft, value: unknown, place: Place, template: Id) => T;
}

function readMembers<T>(
  draft: Draft,
  question: Question,
  members: Members<T>,
): Known<readonly T[]> {
  const { plain, annotated, read } = members;
  const isPlain = !isAbsent(plain[1]) || isAbsent(annotated[2]);
  const [name, value] = isPlain ? plain : [annotated[0], annotated[2]];
  const at = inside(question.place, name);
  return known(draft, question, value, name, say("answers.a-list"), (list) => {
    if (!isList(list)) return undefined;
    return list.map((member, i) => {
      const place = inside(at, i);
      if (isPlain || !isRecord(member)) return read(draft, member, place, question.of);
      return read(draft, member[annotated[1]], inside(place, annotated[1]), question.of);
    });
  });
}

function readAddress(draft: Draft, value: unknown, place: Place, template: Id): AddressMember {
  const text = typeof value === "string" ? value.trim() : "";
  const reading = parseMember(text);
  if (reading.ok) return bothReadings(text, reading, place);
  const why = text === "" ? say("answers.no-address", shown(value)) : reading.why;
  complainPlainly(draft, place, say("answers.member", template, why));
  return { text, sure: NO_ADDRESS, maybe: EVERY_ADDRESS, fact: badMember(template, text, place) };
}

function readService(draft: Draft, value: unknown, place: Place, template: Id): ServiceMember {
  const text = typeof value === "string" ? value.trim() : "";
  const reading = parseServiceMember(text);
  if (reading.ok) return { text, sure: reading.set, maybe: reading.set, fact: null };
  const why = text === "" ? say("answers.no-service", shown(value)) : reading.why;
  complainPlainly(draft, place, say("answers.member", template, why));
  return { text, sure: [], maybe: EVERY_SERVICE, fact: badMember(template, text, place) };
}

function badMember(template: Id, text: string, place: Place): Fact {
  const reason = message("answers.unread-member", shown(text), template);
  const remedy = message("answers.correct-member", template);
  return factOf(key`member ${{ own: shown(text) }} of ${template}`, reason, remedy, place);
}
