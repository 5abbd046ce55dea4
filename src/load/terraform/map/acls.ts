// Subnets and their network ACLs. `tencentcloud_vpc_acl` writes entries as strings of four or five `#` fields.
import { message, say, textOf, type Message } from "../../../words/index.ts";
import type { Unreadable } from "../../../net/address.ts";
import { parsePorts, parseService } from "../../../net/service.ts";
import type { AclEntry, Action, Id, NetworkAcl } from "../../../model/inventory.ts";
import { isUnknown } from "../../../model/unknown.ts";
import { quote } from "../../own/wording.ts";
import { tripleEntry, type AclDirection } from "../../read/acl.ts";
import { ask, type Form, type World } from "../../read/ask.ts";
import { EVERY_PORT, form } from "../../read/forms.ts";
import { bothReadings } from "../../read/zero-prefix.ts";
import type { Node } from "../resource.ts";
import {
  NOT_SET,
  UNREADABLE,
  complainOf,
  lacking,
  maybeAbsent,
  ofType,
  unknownOf,
  type Ground,
} from "./ground.ts";
import { textFields } from "./fields.ts";
import { APPLIED, itemsOf, nodeText, whyUnknown, type AttributeAsking } from "./nodes.ts";
import { isUnknownNode, type ResourceOf } from "./typed.ts";

/** `quintuples`: entries of the other kind by their ACL; those of ACLs of elsewhere become ACLs of their own. */
export function mapAcls(ground: Ground, quintuples: Map<Id, NetworkAcl>): void {
  for (const resource of ofType(ground, "tencentcloud_vpc_acl")) {
    const { address: id, place } = resource;
    const unknown = resource.certain ? null : maybeAbsent(ground, resource);
    const own = quintuples.get(id);
    quintuples.delete(id);
    const side = (direction: AclDirection) => unknown ?? entries(ground, resource, direction);
    ground.draft.networkAcls.push(
      own && !unknown
        ? { ...own, place }
        : { id, type: "TRIPLE", ingress: side("ingress"), egress: side("egress"), place },
    );
  }
  for (const acl of quintuples.values()) ground.draft.networkAcls.push(acl);
}

function entries(
  ground: Ground,
  { address, body }: ResourceOf<"tencentcloud_vpc_acl">,
  direction: AclDirection,
): NetworkAcl["ingress"] {
  const list = itemsOf(body, direction);
  if (isUnknownNode(list)) return unknownOf(ground, address, `list of ${direction} entries`, list);
  return list.map((node, i) => entry(ground, address, say("names.entry", direction, i), node));
}

function entry(ground: Ground, address: string, name: string, node: Node): AclEntry {
  const { place } = node;
  const fields = fieldsOf(node);
  const asking = (noun: string): AttributeAsking => ({
    ground,
    address,
    noun: `${noun} of ${name}`,
    wrong: UNREADABLE,
  });
  const lost = (noun: string, why: Message) =>
    lacking(ground, address, `${noun} of ${name}`, why, place);
  const [action, cidr, port, protocol] = fields ?? [];
  if (!fields || !action || !cidr || !port || !protocol || fields.length > 5) {
    if (fields) complainOf(ground, node, say("terraform.acl-entry-parts"));
    const why = fields ? null : whyUnknown(node)?.reason;
    const unknown = lost("content", why ?? UNREADABLE);
    return { ...NO_ENDS, action: unknown, protocol: unknown, port: unknown, peer: unknown, place };
  }
  const isPorted = ["TCP", "UDP"].includes(nodeText(protocol) ?? "");
  const unset = () => lost("address", NOT_SET);
  const peer = ask(LINES, asking("address"), cidr, form.cidr(), unset);
  return tripleEntry(
    { ...DIALECT, question: asking, absentAction: () => lost("action", NOT_SET) },
    { action, protocol, place },
    {
      peer: isUnknown(peer) ? peer : bothReadings(nodeText(cidr) ?? "", peer, place),
      port: nodeText(port) === "" && !isPorted ? null : port,
    },
  );
}

const NO_ENDS = { own: null, sourcePort: null, destinationPort: null };

/** Each field as a node at the place of the whole; null where it cannot be told which field is which. */
function fieldsOf(node: Node): Node[] | null {
  const fields = textFields(node)?.map(({ parts, whole }): Node => {
    const open = parts.find((part) => typeof part !== "string");
    return typeof open === "object" ? { ...open, place: node.place } : whole;
  });
  return fields && (fields.length >= 4 || nodeText(node) !== null) ? fields : null;
}

/** As APPLIED, with what such a line looks like. */
const LINES: World<Node, AttributeAsking> = {
  language: APPLIED.language,
  lost: (asking, slips) => {
    const { ground, address, noun, wrong } = asking;
    for (const { at, why } of slips) {
      const open = whyUnknown(at);
      if (open) return lacking(ground, address, noun, open.reason, at.place);
      complainOf(ground, at, say("terraform.acl-line", why ?? `the ${noun} ${textOf(wrong)}`));
    }
    return lacking(ground, address, noun, wrong, slips[0].at.place);
  },
};

/** The provider takes these words in capitals only, and one port or range. */
const DIALECT = {
  world: LINES,
  action: spelt("terraform.acl-action", (text): Action | null =>
    text === "ACCEPT" || text === "DROP" ? text : null,
  ),
  protocol: spelt("terraform.acl-protocol", (text) => {
    const reading = ["TCP", "UDP", "ICMP", "ALL"].includes(text) ? parseService(text, null) : null;
    return reading?.ok ? reading.set : null;
  }),
  ports: spelt("terraform.acl-port", (text) => {
    if (text === "ALL") return EVERY_PORT;
    const reading = /^\d{1,5}(-\d{1,5})?$/.test(text) ? parsePorts(text) : null;
    return reading?.ok ? reading.set : null;
  }),
};

function spelt<T>(
  slip: "terraform.acl-action" | "terraform.acl-protocol" | "terraform.acl-port",
  read: (text: string) => T | null,
): Form<T> {
  const expected = message("read.text");
  const parsed = form.parsed(expected, (text): { ok: true; value: T } | Unreadable => {
    const value = read(text);
    return value === null ? { ok: false, why: say(slip, quote(text)) } : { ok: true, value };
  });
  return form.mapped(parsed, ({ value }) => value);
}
