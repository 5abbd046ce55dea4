// What in evaluated values is wrong in the configuration itself or beyond this evaluator: a complaint where the value is
// read, else a notice. Pure.
import { say, textOf, type MessageKey } from "../../../words/index.ts";
import type { Complaint } from "../../../model/complaint.ts";
import { key } from "../../../model/key.ts";
import { locate } from "../../../model/place.ts";
import { hiding, NOTHING_HIDDEN } from "../../../model/secret.ts";
import { shapeOf } from "../resources/index.ts";
import type { Shape } from "../resources/shape.ts";
import type { ModuleConfig } from "./config.ts";
import { isUnknownValue, type Node, type ObjectValue, type UnknownValue } from "./values.ts";

export interface Faults {
  /** Of a resource of this type. */
  body(type: string, body: ObjectValue, config: ModuleConfig): void;
  /** What says which instances there are, of something that is read or not. */
  expansion(open: UnknownValue | null, isRead: boolean, config: ModuleConfig): void;
  readonly notices: ReadonlySet<string>;
  readonly complaints: readonly Complaint[];
}

/** Of no use to whoever mends the file that could not be read: what is missing may stand in there. */
const MAY_BE_ELSEWHERE: ReadonlySet<MessageKey> = new Set([
  "terraform.undeclared",
  "terraform.undeclared-hint",
  "terraform.undeclared-name",
  "terraform.undeclared-output",
  "terraform.undeclared-resource",
  "terraform.undeclared-resource-hint",
]);

/** Faults of a name, whose line may be shown whatever else it holds. */
const NAMES: ReadonlySet<MessageKey> = new Set([
  ...MAY_BE_ELSEWHERE,
  "terraform.divides-by-zero",
  "terraform.needs-index",
  "terraform.needs-key",
]);

/** Bounds of ours, and files that are not to be read: Terraform would go on. */
const CUT: ReadonlySet<MessageKey> = new Set([
  "terraform.file-encoding",
  "terraform.file-of-git",
  "terraform.file-outside",
  "terraform.file-unread",
  "terraform.folder-outside",
  "terraform.folder-unread",
  "terraform.many-entries",
  "terraform.too-deep-references",
  "terraform.too-large",
  "terraform.too-many-instances",
  "terraform.too-many-steps",
]);

/** Whether `expansion` complains of it, or of the file that could not be read and may hold what it lacks. */
export function isComplaint({ fault, reason }: UnknownValue): boolean {
  return fault === "invalid" || (fault !== undefined && CUT.has(reason.key));
}

/** Walks values once each, however often they are shared. */
export function faultsFound(): Faults {
  const seen = { read: new WeakSet<Node>(), unread: new WeakSet<Node>() };
  const notices = new Set<string>();
  const complaints = new Map<string, Complaint & { readonly isPlain: boolean }>();
  const configs = new Set<ModuleConfig>();
  const report = (node: UnknownValue, isRead: boolean, config: ModuleConfig): void => {
    const { place, reason, fault } = node;
    const { file, line, column } = locate(place);
    const isWrong = fault === "invalid" ? !isElsewhere(node, config) : CUT.has(reason.key);
    if (isRead && isWrong && complaints.size < MAX_FAULTS) {
      const message = say("terraform-hcl.fault-here", textOf(reason));
      const isPlain = NAMES.has(reason.key) || CUT.has(reason.key);
      const complaint = { message, place, file: null, isPlain };
      complaints.set(key`${message} ${file} ${line} ${column}`, complaint);
    } else if (notices.size < MAX_FAULTS)
      notices.add(say("terraform-hcl.fault", file, line, textOf(reason)));
  };
  const look = (node: Node, isRead: boolean, config: ModuleConfig, depth = 0): void => {
    const known = isRead ? seen.read : seen.unread;
    if (node.kind === "scalar" || depth > 200 || known.has(node)) return;
    known.add(node);
    for (const inner of insideOf(node)) look(inner, isRead, config, depth + 1);
    if (isUnknownValue(node) && node.fault) report(node, isRead, config);
    else if (isRead && node.kind === "unknown" && node.reason.key === "terraform.unset-variable")
      notices.add(say("terraform-hcl.unset", node.reason.data[0] ?? ""));
  };
  const inBody = (body: ObjectValue, shape: Shape | null, config: ModuleConfig): void => {
    for (const [name, node] of body.entries) {
      const held = shape && Object.hasOwn(shape, name) ? shape[name]! : null;
      if (held?.holds !== "blocks" || node.kind !== "list") look(node, held !== null, config);
      else
        for (const item of node.items)
          if (item.kind === "object") inBody(item, held.of, config);
          else look(item, true, config);
    }
  };
  return {
    body: (type, body, config) => {
      configs.add(config);
      inBody(body, shapeOf(type), config);
    },
    expansion: (open, isRead, config) => {
      configs.add(config);
      if (open) look(open, isRead, config);
    },
    notices,
    get complaints() {
      // What a function refuses may be a secret that is written out, where the configuration has any.
      const mayHide = [...configs].some(marksSecrets);
      return [...complaints.values()].map(({ isPlain, message, place, file }) => ({
        message,
        place: place && mayHide && !isPlain ? hiding(place, NOTHING_HIDDEN) : place,
        file,
      }));
    },
  };
}

const MAX_FAULTS = 200;

/** Whether a text of the configuration calls anything sensitive, or ephemeral. */
function marksSecrets(config: ModuleConfig): boolean {
  const { variables, locals, outputs, resources, calls, providers, others } = config;
  const maps = [variables, locals, outputs, resources, calls, providers];
  const written = [...maps.flatMap((map) => [...map.values()]), ...others];
  const texts = new Set(written.map(({ place }) => place.source.text));
  return [...texts].some((text) => /sensitive|ephemeral/.test(text));
}

function isElsewhere({ reason }: UnknownValue, { unread }: ModuleConfig): boolean {
  return unread !== null && MAY_BE_ELSEWHERE.has(reason.key);
}

function insideOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case "list":
      return node.items;
    case "object":
      return [...node.entries.values()];
    case "template":
      return node.parts.filter((part) => typeof part !== "string");
    default:
      return [];
  }
}
