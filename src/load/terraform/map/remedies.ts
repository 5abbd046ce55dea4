// What to do about a value of Terraform that is not known: the very attribute to write where the text lacks it, else who knows.
import { message, type Message, type MessageKey } from "../../../words/index.ts";
import type { Resource, Stack } from "../resource.ts";
import { linkPaths } from "../resources/index.ts";

/** Where nothing but a run of Terraform tells more. */
const ASK = {
  hcl: "terraform.plan",
  plan: "terraform.pass-configuration",
  state: "terraform.refresh",
} as const satisfies Record<Stack["origin"], MessageKey>;

type Origin = Stack["origin"];
type Advice = (noun: string, address: string, why: Message, origin: Origin) => Message;

const set: Advice = (noun, address) => message("terraform.set-attribute", noun, address);
const correct: Advice = (noun, address) => message("terraform.correct-attribute", noun, address);
const declare: Advice = () => message("terraform.declare-it");
/** A plan does not know either what the cloud will give. */
const apply: Advice = (_, __, ___, origin) =>
  message(origin === "hcl" ? "terraform.check-state" : ASK[origin]);

const BY_REASON: ReadonlyMap<MessageKey, Advice> = new Map<MessageKey, Advice>([
  ["terraform.not-set", set],
  ["terraform.empty-id", set],
  [
    "terraform.missing-attribute",
    (_, at, { data }) => message("terraform.set-attribute", String(data[0]), at),
  ],
  [
    "terraform.names-no",
    (_, at, { data }) => message("terraform.set-attribute", String(data[0]), at),
  ],
  ["terraform.unreadable", correct],
  ["terraform.no-single-address", correct],
  [
    "terraform.unset-variable",
    (_, __, { data }) => message("terraform.give-variable", String(data[0])),
  ],
  ["terraform.undeclared", declare],
  ["terraform.undeclared-hint", declare],
  ["terraform.undeclared-name", declare],
  ["terraform.undeclared-output", declare],
  ["terraform.undeclared-resource", declare],
  ["terraform.undeclared-resource-hint", declare],
  ["terraform.after-apply", apply],
  ["terraform.known-while-running", () => message("terraform.name-running")],
  ["terraform.any-subnet", (_, at) => message("terraform.name-one-subnet", at)],
  ["terraform.written-by-several", () => message("terraform.keep-one-rule-set")],
  ["terraform.named-by-several", () => message("terraform.keep-one-attachment")],
]);

/** `why` is a reason that a value is not known, `noun` what it is called: the attribute's name where it is one. */
export function valueRemedy(origin: Origin, noun: string, address: string, why: Message): Message {
  return BY_REASON.get(why.key)?.(noun, address, why, origin) ?? message(ASK[origin]);
}

/** What tells whether a resource exists. */
export function existenceRemedy(origin: Origin): Message {
  return message(ASK[origin]);
}

/** Where a resource lists its groups in their order, under a block of it where one is given. */
export function groupsRemedy(
  key: "terraform.list-in-order" | "terraform.list-groups",
  { type, address }: Pick<Resource, "type" | "address">,
  block = "",
): Message {
  const paths = linkPaths(type, "group");
  const path = paths.find((one) => one.startsWith(block)) ?? paths[0] ?? "security_groups";
  return message(key, path, address);
}
