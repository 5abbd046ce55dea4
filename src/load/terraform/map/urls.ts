// Backend URLs whose host may be known by reference only: `http://${tencentcloud_clb_instance.a.clb_vips[0]}:8080/x`.
import { message, type Message } from "../../../words/index.ts";
import { parseIp } from "../../../net/address.ts";
import type { Node, UnknownNode } from "../resource.ts";
import { UNREADABLE, lacking, type Ground } from "./ground.ts";
import { addressOwner, type AddressOwner } from "./hosts.ts";
import { nodeText, whyUnknown } from "./nodes.ts";
import type { Unknown } from "../../../model/unknown.ts";
import { type Known } from "../../../model/unknown.ts";

export interface NamedUrl {
  readonly scheme: string;
  /** An address or domain in lower case, or who has the address that is not known. */
  readonly host: string | AddressOwner;
  readonly port: Known<number>;
  readonly path: string;
}

const STANDARD_PORTS = new Map([
  ["http", 80],
  ["https", 443],
  ["ws", 80],
  ["wss", 443],
]);

/** Stands for the n-th unknown part; no URL of a user holds one. */
const HOLE = (n: number) => `\uE000${n}\uE001`;
const HOLES = /\uE000(\d+)\uE001/g;

/** Unknown with the reason where host or scheme cannot be told. `address` and `noun` name it in facts. */
export function namedUrl(
  ground: Ground,
  address: string,
  noun: string,
  node: Node,
): NamedUrl | Unknown {
  const open = (why: Message) => lacking(ground, address, noun, why, node.place);
  const { text, holes } = flatten(node);
  if (text === null) return open(UNREADABLE);
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const match = /^([a-z]+):\/\/(\[[^\]]*\]|[^/?#:]*)(?::([^/?#]*))?([^?#]*)/i.exec(whole);
  const scheme = match?.[1]?.toLowerCase() ?? "";
  const standard = STANDARD_PORTS.get(scheme);
  // A value that is unknown as a whole may hold scheme, host and port: its owner is still the only lead.
  if (holes.length === 1 && text === HOLE(0)) {
    const owner = addressOwner(ground, holes[0]!);
    return owner
      ? { scheme: "http", host: owner, port: open(holes[0]!.reason), path: pathOf(text) }
      : open(holes[0]!.reason);
  }
  if (!match || standard === undefined || match[2] === "")
    return open(text.includes("{") ? message("terraform.holds-variable") : UNREADABLE);
  const host = hostOf(ground, match[2]!, holes);
  if (host === null) return open(reasonIn(match[2]!, holes) ?? UNREADABLE);
  return {
    scheme,
    host,
    port: portOf(match[3], standard, holes, open),
    path: pathOf(match[4] ?? ""),
  };
}

function flatten(node: Node): { text: string | null; holes: UnknownNode[] } {
  const holes: UnknownNode[] = [];
  const plain = nodeText(node);
  if (plain !== null)
    return { text: plain.length > 2000 || plain.includes("\uE000") ? null : plain.trim(), holes };
  const parts =
    node.kind === "template" ? node.parts : whyUnknown(node) ? [whyUnknown(node)!] : null;
  const text = parts?.map((part) => {
    if (typeof part === "string") return part.replaceAll("\uE000", "");
    holes.push(part);
    return HOLE(holes.length - 1);
  });
  return { text: text?.join("") ?? null, holes };
}

function hostOf(
  ground: Ground,
  text: string,
  holes: readonly UnknownNode[],
): string | AddressOwner | null {
  const bare = text.replace(/^\[|\]$/g, "");
  if (!bare.includes("\uE000")) {
    if (/[^a-z0-9._:-]/i.test(bare)) return null;
    const address = parseIp(bare);
    return address.ok ? address.text : bare.toLowerCase();
  }
  const only = /^\uE000(\d+)\uE001$/.exec(bare);
  return only ? addressOwner(ground, holes[Number(only[1])]!) : null;
}

function portOf(
  text: string | undefined,
  standard: number,
  holes: readonly UnknownNode[],
  open: (why: Message) => Unknown,
): Known<number> {
  if (text === undefined || text === "") return standard;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65535) return Number(text);
  return open(reasonIn(text, holes) ?? UNREADABLE);
}

function reasonIn(text: string, holes: readonly UnknownNode[]): Message | null {
  const [first] = [...text.matchAll(HOLES)];
  return first ? holes[Number(first[1])]!.reason : null;
}

/** Up to the first part that is not known, which stands there as a parameter does. */
function pathOf(text: string): string {
  const [known = "", ...others] = text.split("\uE000");
  return `${known === "" ? "/" : known}${others.length > 0 ? "{}" : ""}`;
}
