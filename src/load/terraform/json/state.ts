// A state -> a stack: the raw file of version 4, and `terraform show -json` of one. All of its values are known; links
// are the ids that the cloud gave.
import type { Complaint } from "../../../model/complaint.ts";
import { inside, type Place } from "../../../model/place.ts";
import type { Document } from "../../text/document.ts";
import { say } from "../../../words/index.ts";
import { quote } from "../../own/wording.ts";
import { isRawState } from "../recognise.ts";
import { shapeOf } from "../resources/index.ts";
import type { ReadStack } from "./reading.ts";
import { emptyRead, plannedResources, type Planned } from "./tree.ts";
import { isRecord, type Json } from "../../read/plain.ts";
import { bodyOf, KNOWN, listIn, fieldOf, textIn } from "./values.ts";
import type { Resource, Stack } from "../resource.ts";

/** Never throws; what cannot be read is a complaint. */
export function readState(document: Document): ReadStack {
  const { value, root } = document;
  if (!isRecord(value)) return emptyRead("state", [wrong(say("terraform.no-state"), root)]);
  return isRawState(value) ? readRaw(value, root) : readShown(value, root);
}

function wrong(message: string, place: Place): Complaint {
  return { message, place, file: null };
}

function readShown(value: Json, root: Place): ReadStack {
  const version = textIn(fieldOf(value, "format_version"));
  if (version === null || !/^[01](\.|$)/.test(version)) {
    const message =
      version === null
        ? say("terraform.state-no-format")
        : say("terraform.state-format", quote(version));
    return emptyRead("state", [wrong(message, inside(root, "format_version"))]);
  }
  const module = fieldOf(fieldOf(value, "values"), "root_module");
  const planned = isRecord(module)
    ? plannedResources(module, inside(inside(root, "values"), "root_module"))
    : [];
  const current = planned.filter(({ fields }) => fieldOf(fields, "deposed_key") === undefined);
  return {
    ...emptyRead("state", []),
    resources: current.flatMap((one) => readResource(one) ?? []),
  };
}

function readRaw(value: Json, root: Place): ReadStack {
  const version = fieldOf(value, "version");
  if (version !== 4) {
    const message = say("terraform.state-version", String(version));
    return emptyRead("state", [wrong(message, inside(root, "version"))]);
  }
  const gaps: Stack["gaps"][number][] = [];
  const resources: Resource[] = [];
  for (const [i, resource] of listIn(fieldOf(value, "resources")).entries()) {
    if (!isRecord(resource)) continue;
    const at = inside(inside(root, "resources"), i);
    for (const [j, instance] of listIn(fieldOf(resource, "instances")).entries()) {
      if (!isRecord(instance) || fieldOf(instance, "deposed") !== undefined) continue;
      const planned = rawInstance(resource, instance, inside(inside(at, "instances"), j));
      const read = planned && readResource(planned);
      if (read && fieldOf(instance, "attributes") === undefined)
        gaps.push({
          message: say("terraform.state-no-attributes", read.address),
          place: read.place,
          file: null,
        });
      else if (read) resources.push(read);
    }
  }
  return { ...emptyRead("state", []), resources, gaps };
}

function rawInstance(resource: Json, instance: Json, place: Place): Planned | null {
  const [type, name] = [textIn(fieldOf(resource, "type")), textIn(fieldOf(resource, "name"))];
  if (type === null || name === null) return null;
  const module = textIn(fieldOf(resource, "module")) ?? "";
  const values = fieldOf(instance, "attributes");
  return {
    address: `${module === "" ? "" : `${module}.`}${type}.${name}${keyText(fieldOf(instance, "index_key"))}`,
    fields: { ...resource, sensitive_attributes: fieldOf(instance, "sensitive_attributes") },
    values: isRecord(values) ? values : {},
    module,
    place,
    valuesAt: inside(place, "attributes"),
  };
}

/** As Terraform writes keys in addresses; `${` would open a template there. */
function keyText(key: unknown): string {
  if (typeof key === "number") return `[${key}]`;
  return typeof key === "string"
    ? `[${JSON.stringify(key).replace(/[$%](?=\{)/g, (sign) => sign + sign)}]`
    : "";
}

function readResource({
  address,
  fields,
  values,
  module,
  place,
  valuesAt,
}: Planned): Resource | null {
  const type = textIn(fieldOf(fields, "type")) ?? "";
  const shape = shapeOf(type);
  if (shape === null || fieldOf(fields, "mode") === "data") return null;
  return {
    address,
    mode: "managed",
    type,
    module,
    body: bodyOf(shape, values, { ...KNOWN, sensitive: marksIn(fields) }, valuesAt),
    certain: true,
    id: textIn(fieldOf(values, "id")),
    place,
    calls: [],
    region: null,
  };
}

/** What `terraform show -json` marks, and the attributes that a state file lists by their paths. */
function marksIn(fields: Json): unknown[] {
  const names = listIn(fieldOf(fields, "sensitive_attributes")).flatMap((path) => {
    const name = textIn(fieldOf(listIn(path)[0], "value"));
    return name === null ? [] : [[name, true] as const];
  });
  return [fieldOf(fields, "sensitive_values"), Object.fromEntries(names)];
}
