// Addresses that do not say what they seem to: `0.0.0.0/n`, host bits.
import { EVERY_IPV4, parseCidr } from "../../../net/address.ts";
import type { Inventory, Peer } from "../../../model/inventory.ts";
import { isUnknown } from "../../../model/unknown.ts";
import { say } from "../../../words/index.ts";
import type { Forbidden } from "./forbid.ts";
import { everyPolicy, type Listed } from "./policies.ts";
import { slipDrafts, type PolicySlip } from "./policy-slip.ts";

/** The vendor stores `0.0.0.0/n` as `0.0.0.0/0` for every n (docs/facts.md, section 2). */
export const zeroPrefix: Forbidden = {
  describe: () => say("forbid.zero-prefix"),
  isAsked: (_, { inventory }) => hasAddresses(inventory, ({ set }) => set.v4.length > 0),
  find: (rule, { inventory }) => slipDrafts(rule, inventory, zeroSlips),
};

export const hostBits: Forbidden = {
  describe: () => say("forbid.host-bits"),
  isAsked: (_, { inventory }) => hasAddresses(inventory, () => true),
  find: (rule, { inventory }) => slipDrafts(rule, inventory, bitSlips),
};

type Addresses = Peer & { readonly kind: "addresses" };

function addressesOf({ policy: { peer } }: Listed): Addresses | null {
  return isUnknown(peer) || peer.kind !== "addresses" ? null : peer;
}

function hasAddresses(inventory: Inventory, fits: (peer: Addresses) => boolean): boolean {
  return [...everyPolicy(inventory)].some((listed) => {
    const peer = addressesOf(listed);
    return peer !== null && fits(peer);
  });
}

function zeroSlips(listed: Listed): PolicySlip[] {
  const peer = addressesOf(listed);
  if (!peer?.zeroPrefix) return [];
  const { text } = peer;
  const isDrop = listed.policy.action === "DROP";
  return [
    {
      what: text,
      message: (policy) => say("forbid.zero", policy, text),
      label: isDrop ? say("forbid.zero-drops") : say("forbid.zero-admits"),
      help: say("forbid.zero-help"),
      source: { text: "0.0.0.0/0", set: EVERY_IPV4 },
      caution: say("forbid.zero-caution", text),
    },
  ];
}

function bitSlips(listed: Listed): PolicySlip[] {
  const peer = addressesOf(listed);
  if (!peer?.hostBits) return [];
  const { text } = peer;
  const [address = ""] = text.split("/");
  const reading = parseCidr(text);
  const meant = reading.ok ? reading.text : say("forbid.its-network");
  return [
    {
      what: text,
      message: (policy) => say("forbid.bits", policy, text, meant),
      label: say("forbid.bits-label", meant),
      help: say("forbid.bits-help", meant, address),
      source: reading.ok ? reading : null,
      caution: say("forbid.bits-caution", address),
    },
  ];
}
