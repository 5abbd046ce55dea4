// Policies of fixes from their text, for tests.
import type { FixPeer, FixPolicy } from "../../src/model/finding.ts";
import { kindOfId } from "../../src/model/id.ts";
import { parseCidr, type AddressRange } from "../../src/net/address.ts";
import { parseService } from "../../src/net/service.ts";

export function policy(source: string, port = "8080", protocol = "TCP"): FixPolicy {
  const service = parseService(protocol, port);
  if (!service.ok) throw new Error(service.why);
  return { action: "ACCEPT", peer: peerOf(source), service: service.set };
}

function peerOf(text: string): FixPeer {
  const kind = kindOfId(text, ["group", "address-template", "address-template-group"]);
  return kind === null ? { kind: "addresses", ...rangeOf(text) } : { kind, id: text };
}

export function rangeOf(text: string): AddressRange {
  const reading = parseCidr(text);
  if (!reading.ok) throw new Error(reading.why);
  return { text: reading.text, set: reading.set };
}
