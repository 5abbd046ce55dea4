// addressTemplates, serviceTemplates and their groups. A member that cannot be read may be anything.
import { EVERY_ADDRESS, NO_ADDRESS } from "../../net/address.ts";
import { EVERY_SERVICE, parseServiceMember } from "../../net/service.ts";
import type {
  AddressMember,
  AddressTemplate,
  ServiceMember,
  ServiceTemplate,
  TemplateGroup,
} from "../../model/inventory.ts";
import type { Known } from "../../model/unknown.ts";
import { say } from "../../words/index.ts";
import { complain } from "../merge/draft.ts";
import { quote } from "../own/wording.ts";
import { leadingZero } from "../read/forms.ts";
import { isList, itemsAt, type At } from "../read/plain.ts";
import { bothReadings } from "../read/zero-prefix.ts";
import {
  formed,
  idAt,
  idList,
  ownerOf,
  stated,
  unreadableFact,
  type Owner,
  type Reading,
} from "./reading.ts";
import { MEMBER } from "./values.ts";

export function addressTemplate(reading: Reading, at: At): AddressTemplate | null {
  const id = idAt(at);
  if (id === null) return null;
  const addresses = members(reading, at, "addresses", ownerOf(id), addressMember);
  return { id, addresses, place: at.place };
}

function members<T>(
  reading: Reading,
  at: At,
  name: string,
  owner: Owner,
  read: (reading: Reading, at: At, index: number, owner: Owner) => T,
): Known<readonly T[]> {
  const all = (list: At) =>
    isList(list.value) ? itemsAt(list).map((element, i) => read(reading, element, i, owner)) : null;
  return stated(reading, at, name, owner, all, () => []);
}

function addressMember(reading: Reading, at: At, index: number, owner: Owner): AddressMember {
  const result = formed(reading, at, MEMBER);
  if (result) return bothReadings(String(at.value), result, at.place);
  const fact = unreadableFact(`address ${index}`, owner, at.place);
  return { text: String(at.value), sure: NO_ADDRESS, maybe: EVERY_ADDRESS, fact };
}

export function serviceTemplate(reading: Reading, at: At): ServiceTemplate | null {
  const id = idAt(at);
  if (id === null) return null;
  const services = members(reading, at, "services", ownerOf(id), serviceMember);
  return { id, services, place: at.place };
}

function serviceMember(reading: Reading, at: At, index: number, owner: Owner): ServiceMember {
  const text = String(at.value);
  const why = typeof at.value === "string" ? wrongService(text) : null;
  const result = why === null && typeof at.value === "string" ? parseServiceMember(text) : null;
  if (result?.ok) return { text, sure: result.set, maybe: result.set, fact: null };
  const message = why ?? (result && !result.ok ? result.why : null);
  if (message !== null) complain(reading.draft, at.place, message);
  const fact = unreadableFact(`service ${index}`, owner, at.place);
  return { text, sure: [], maybe: EVERY_SERVICE, fact };
}

function wrongService(text: string): string | null {
  if (text.length > 1000) return say("definitions.long-service", quote(text));
  const colon = text.indexOf(":");
  return colon < 0 ? null : leadingZero(text.slice(colon + 1));
}

export function templateGroup(
  reading: Reading,
  at: At,
  templates: "addressTemplates" | "serviceTemplates",
): TemplateGroup | null {
  const id = idAt(at);
  if (id === null) return null;
  const ids = stated(reading, at, "templates", ownerOf(id), idList(reading, [templates]), () => []);
  return { id, templates: ids, place: at.place };
}
