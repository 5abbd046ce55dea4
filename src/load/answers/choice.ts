// `0.0.0.0/n` outside of a security group's CidrBlock: the vendor says only of CidrBlock that it is stored as
// `0.0.0.0/0`, so templates and network ACLs keep both readings.
import { EVERY_IPV4, type AddressReading } from "../../net/address.ts";
import type { AddressChoice } from "../../model/inventory.ts";
import type { Place } from "../../model/place.ts";

export function bothReadings(text: string, reading: AddressReading, place: Place): AddressChoice {
  const { set, zeroPrefix } = reading;
  if (!zeroPrefix) return { text, sure: set, maybe: set, fact: null };
  const fact = {
    id: `meaning of ${reading.text}`,
    text: `whether ${reading.text} means every IPv4 address here is not documented`,
    remedy: "write 0.0.0.0/0 where every address is meant, else the addresses themselves",
    place,
  };
  return { text, sure: set, maybe: EVERY_IPV4, fact };
}
