// `terraform show -json` of a plan -> a stack. Values are those of planned_values; what is unknown keeps the
// references of its expression. Resources that the plan deletes are not in it.
import type { Complaint } from "../../../model/complaint.ts";
import { inside, type Place } from "../../../model/place.ts";
import type { Document } from "../../text/document.ts";
import { say } from "../../../words/index.ts";
import { quote } from "../../own/wording.ts";
import type { Node, Resource, Stack } from "../resource.ts";
import { shapeOf } from "../resources/index.ts";
import { configurationOf, type Configuration } from "./configuration.ts";
import type { ReadStack } from "./reading.ts";
import { keyOf, refsOf, type RefContext } from "./references.ts";
import { isRecord, type Json } from "../../read/plain.ts";
import { bodyOf, listIn, fieldOf, textIn, type PlanBeside } from "./values.ts";
import { emptyRead, plannedResources, type Planned } from "./tree.ts";

/** Never throws; what cannot be read is a complaint. */
export function readPlan(document: Document): ReadStack {
  const complaints: Complaint[] = [];
  const { value, root } = document;
  const version = textIn(fieldOf(value, "format_version"));
  if (!isRecord(value) || version === null || !/^[01](\.|$)/.test(version)) {
    complaints.push(unknownFormat(version, inside(root, "format_version")));
    return emptyRead("plan", complaints);
  }
  const changes = changesOf(value);
  const planned = plannedOf(value, root, changes);
  const configuration = configurationOf(value);
  const addresses = new Set(planned.map(({ address }) => address));
  const resources = planned.flatMap(
    (one) => readResource(one, changes.get(one.address) ?? null, configuration, addresses) ?? [],
  );
  return {
    origin: "plan",
    resources,
    gaps: gapsOf(value, root),
    notices: [],
    complaints,
    reordered: [...changes].filter(([, change]) => isReorder(change)).map(([address]) => address),
  };
}

/** Values of the root module's variables as `--var` takes them, to evaluate a configuration as it was planned. Never for output. */
export function planVariables({ value }: Document): ReadonlyMap<string, string> {
  const variables = fieldOf(value, "variables");
  const names = isRecord(variables) ? Object.keys(variables) : [];
  const given = names.map((name) => [name, fieldOf(fieldOf(variables, name), "value")] as const);
  const set = given.filter(([, one]) => one !== undefined && one !== null);
  return new Map(
    set.map(([name, one]) => [name, typeof one === "string" ? one : JSON.stringify(one)]),
  );
}

function unknownFormat(version: string | null, place: Place): Complaint {
  const message =
    version === null
      ? say("terraform.plan-no-format")
      : say("terraform.plan-format", quote(version));
  return { message, place, file: null };
}

function gapsOf(plan: Json, root: Place): Stack["gaps"] {
  const gap = (key: string, message: string) => [{ message, place: inside(root, key), file: null }];
  if (fieldOf(plan, "errored") === true) return gap("errored", say("terraform.plan-errored"));
  if (fieldOf(plan, "complete") === false) return gap("complete", say("terraform.plan-incomplete"));
  return [];
}

/** By address; deposed objects are leftovers that are about to go. */
function changesOf(plan: Json): Map<string, Json> {
  const found = new Map<string, Json>();
  for (const change of listIn(fieldOf(plan, "resource_changes"))) {
    const address = textIn(fieldOf(change, "address"));
    if (address !== null && isRecord(change) && fieldOf(change, "deposed") === undefined)
      found.set(address, change);
  }
  return found;
}

/** Without planned_values, what the changes leave behind. */
function plannedOf(plan: Json, root: Place, changes: ReadonlyMap<string, Json>): Planned[] {
  const module = fieldOf(fieldOf(plan, "planned_values"), "root_module");
  if (isRecord(module))
    return plannedResources(module, inside(inside(root, "planned_values"), "root_module"));
  const at = inside(root, "resource_changes");
  return listIn(fieldOf(plan, "resource_changes")).flatMap((entry, i): Planned[] => {
    const address = textIn(fieldOf(entry, "address"));
    const after = fieldOf(fieldOf(entry, "change"), "after");
    if (address === null || !isRecord(entry) || !isRecord(after) || changes.get(address) !== entry)
      return [];
    const place = inside(at, i);
    const valuesAt = inside(inside(place, "change"), "after");
    return [
      {
        address,
        fields: entry,
        values: after,
        module: textIn(fieldOf(entry, "module_address")) ?? "",
        place,
        valuesAt,
      },
    ];
  });
}

function readResource(
  { address, fields, values, module, place, valuesAt }: Planned,
  change: Json | null,
  configuration: Configuration,
  addresses: ReadonlySet<string>,
): Resource | null {
  const type = textIn(fieldOf(fields, "type")) ?? "";
  const shape = shapeOf(type);
  if (shape === null || fieldOf(fields, "mode") === "data") return null;
  const scope = configuration.scopeOf(module);
  const written =
    scope && configuration.resourceIn(scope, `${type}.${textIn(fieldOf(fields, "name")) ?? ""}`);
  const expressions = fieldOf(written, "expressions");
  const context: RefContext | null = scope && {
    scope,
    key: keyOf(address),
    forEach: fieldOf(written, "for_each_expression"),
    exists: (one) => addresses.has(one),
  };
  const beside: PlanBeside = {
    unknown: fieldOf(fieldOf(change, "change"), "after_unknown"),
    sensitive: [
      fieldOf(fields, "sensitive_values"),
      fieldOf(fieldOf(change, "change"), "after_sensitive"),
      fieldOf(fieldOf(change, "change"), "before_sensitive"),
    ],
    expressions: isRecord(expressions) ? expressions : null,
    refs: (expression) => (context ? refsOf(expression, context) : []),
    leavesUnset: written !== null,
  };
  const body = bodyOf(shape, values, beside, valuesAt);
  return {
    address,
    mode: "managed",
    type,
    module,
    body: withDependencies(body, written, place),
    certain: true,
    id: textIn(fieldOf(values, "id")),
    place,
    calls: [],
    region: configuration.regionOf(written),
  };
}

/** Only the order of single rules hangs on it. */
function withDependencies(
  body: Resource["body"],
  written: Json | null,
  place: Place,
): Resource["body"] {
  const names = listIn(fieldOf(written, "depends_on"))
    .map(textIn)
    .filter((name) => name !== null);
  if (names.length === 0) return body;
  const items = names.map((value): Node => ({ kind: "scalar", value, place }));
  return {
    ...body,
    entries: new Map([
      ...body.entries,
      ["depends_on", { kind: "list", items, ordered: true, place }],
    ]),
  };
}

/** An update of a lite rule that keeps its strings and changes their order. */
function isReorder(change: Json): boolean {
  if (fieldOf(change, "type") !== "tencentcloud_security_group_lite_rule") return false;
  const [before, after] = ["before", "after"].map((key) => fieldOf(fieldOf(change, "change"), key));
  const pairs = ["ingress", "egress"].map(
    (key) => [listIn(fieldOf(before, key)), listIn(fieldOf(after, key))] as const,
  );
  const isSame = (a: readonly unknown[], b: readonly unknown[]) =>
    a.length === b.length && a.every((one, i) => one === b[i]);
  const sorted = (strings: readonly unknown[]) => strings.map(String).toSorted();
  return (
    pairs.every(([a, b]) => isSame(sorted(a), sorted(b))) && pairs.some(([a, b]) => !isSame(a, b))
  );
}
