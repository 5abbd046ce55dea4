// addressTemplates, serviceTemplates and their groups. A member that cannot be read may be anything.
import {
  EVERY_ADDRESS,
  EVERY_IPV4,
  NO_ADDRESS,
  parseMember,
  type AddressReading,
} from "../../net/address.ts";
import { EVERY_SERVICE, parseServiceMember } from "../../net/service.ts";
import type {
  AddressChoice,
  AddressMember,
  AddressTemplate,
  ServiceMember,
  ServiceTemplate,
  TemplateGroup,
} from "../../model/inventory.ts";
import type { Place } from "../../model/place.ts";
import { quote } from "../own/wording.ts";
import {
  complain,
  elements,
  idList,
  idOf,
  known,
  unreadableFact,
  type At,
  type Reading,
} from "./reading.ts";
import { address, leadingZero } from "./values.ts";

export function addressTemplate(reading: Reading, at: At): AddressTemplate | null {
  const id = idOf(at);
  if (id === null) return null;
  const addresses = known<readonly AddressMember[]>(reading, at, "addresses", id, [], (list) =>
    Array.isArray(list.value)
      ? elements(list).map((element, i) => addressMember(reading, element, i, id))
      : null,
  );
  return { id, addresses, place: at.place };
}

function addressMember(reading: Reading, at: At, index: number, owner: string): AddressMember {
  const result = address(reading, at, parseMember);
  if (result) return addressChoice(String(at.value), result, at.place);
  const fact = unreadableFact(`address ${index}`, owner, at.place);
  return { text: String(at.value), sure: NO_ADDRESS, maybe: EVERY_ADDRESS, fact };
}

/** `0.0.0.0/n` means everything in a CidrBlock; of templates and ACLs the vendor does not say, so both readings stay. */
export function addressChoice(text: string, reading: AddressReading, place: Place): AddressChoice {
  const { set } = reading;
  if (!reading.zeroPrefix) return { text, sure: set, maybe: set, fact: null };
  const fact = {
    id: `meaning of ${reading.text}`,
    text: `${reading.text} may mean every IPv4 address, as it does in a security group`,
    remedy: "write 0.0.0.0/0 where every address is meant, or the longer prefixes that are",
    place,
  };
  return { text, sure: set, maybe: EVERY_IPV4, fact };
}

export function serviceTemplate(reading: Reading, at: At): ServiceTemplate | null {
  const id = idOf(at);
  if (id === null) return null;
  const services = known<readonly ServiceMember[]>(reading, at, "services", id, [], (list) =>
    Array.isArray(list.value)
      ? elements(list).map((element, i) => serviceMember(reading, element, i, id))
      : null,
  );
  return { id, services, place: at.place };
}

function serviceMember(reading: Reading, at: At, index: number, owner: string): ServiceMember {
  const text = String(at.value);
  const why = typeof at.value === "string" ? wrongService(text) : null;
  const result = why === null && typeof at.value === "string" ? parseServiceMember(text) : null;
  if (result?.ok) return { text, sure: result.set, maybe: result.set, fact: null };
  const message = why ?? (result && !result.ok ? result.why : null);
  if (message !== null) complain(reading, at.place, message);
  const fact = unreadableFact(`service ${index}`, owner, at.place);
  return { text, sure: [], maybe: EVERY_SERVICE, fact };
}

function wrongService(text: string): string | null {
  if (text.length > 1000) return `${quote(text)} is too long for a service`;
  const colon = text.indexOf(":");
  return colon < 0 ? null : leadingZero(text.slice(colon + 1));
}

export function templateGroup(
  reading: Reading,
  at: At,
  templates: "addressTemplates" | "serviceTemplates",
): TemplateGroup | null {
  const id = idOf(at);
  if (id === null) return null;
  const ids = known<readonly string[]>(reading, at, "templates", id, [], (list) =>
    idList(reading, list, [templates]),
  );
  return { id, templates: ids, place: at.place };
}
