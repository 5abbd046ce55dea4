// `0.0.0.0/n` outside of a security group's CidrBlock: the vendor says only of CidrBlock that it is stored as
// `0.0.0.0/0`, so templates and network ACLs keep both readings.
import { EVERY_IPV4, type AddressReading } from "../../net/address.ts";
import type { AddressChoice } from "../../model/inventory.ts";
import type { Place } from "../../model/place.ts";
import { key } from "../../model/key.ts";
import { factOf } from "../../model/unknown.ts";
import { message } from "../../words/index.ts";

/** `text`: as it was written. */
export function bothReadings(text: string, reading: AddressReading, place: Place): AddressChoice {
  const { set, zeroPrefix } = reading;
  if (!zeroPrefix) return { text, sure: set, maybe: set, fact: null };
  const why = message("read.zero-prefix", reading.text);
  const id = key`${{ own: "meaning of" }} ${reading.text}`;
  const fact = factOf(id, why, message("read.zero-prefix-remedy"), place);
  return { text, sure: set, maybe: EVERY_IPV4, fact };
}
