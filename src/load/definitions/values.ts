// Addresses and services as people write them in definitions, each mistake a complaint at its place.
import { parseMember, type AddressRange } from "../../net/address.ts";
import type { ServiceReading } from "../../net/service.ts";
import type { Place } from "../../model/place.ts";
import type { Known } from "../../model/unknown.ts";
import { message, say } from "../../words/index.ts";
import { complain } from "../merge/draft.ts";
import { quote } from "../own/wording.ts";
import { form, leadingZero, portText } from "../read/forms.ts";
import type { At } from "../read/plain.ts";
import { serviceOf } from "../read/service.ts";
import { formed, unreadable, wholeList, type Owner, type Reading } from "./reading.ts";

/** An IP, a CIDR or a range. */
export const MEMBER = form.parsed(message("read.address"), parseMember);

/** An IP, a CIDR or a range of who sends: a slip of the prefix would change who is meant. */
export function sender(reading: Reading, at: At): AddressRange | null {
  const found = formed(reading, at, MEMBER);
  if (found === null || !found.hostBits) return found && { text: found.text, set: found.set };
  complain(reading.draft, at.place, say("own.host-bits", String(at.value), found.text));
  return null;
}

/** Who sends: IPs, CIDRs and ranges. An empty list is a mistake, since nobody sending would prove everything. */
export function senders(reading: Reading, at: At, owner: Owner): Known<readonly AddressRange[]> {
  const ranges = wholeList(at, (element) => sender(reading, element));
  const name = String(at.place.key);
  if (ranges?.length === 0)
    complain(reading.draft, at.place, say("definitions.nobody-sends", quote(name)));
  return ranges && ranges.length > 0 ? ranges : unreadable(name, owner, at.place);
}

/** Protocol and port together. Null with a complaint at the one that is wrong, or without one where its shape is. */
export function service(
  reading: Reading,
  protocol: At | null,
  port: At | null,
  whole: Place,
): ServiceReading | null {
  if (protocol && typeof protocol.value !== "string") return null;
  const name = protocol ? String(protocol.value) : null;
  const ports = port && portText(reading.world.language, port);
  if (port && ports === null) return null;
  const slip = leadingZero(ports ?? "");
  const made =
    slip === null ? serviceOf(name, ports) : ({ ok: false, at: "port", why: slip } as const);
  if (made.ok) return made;
  const at = made.at === "protocol" ? (protocol ?? port) : port;
  complain(reading.draft, at?.place ?? whole, made.why);
  return null;
}
