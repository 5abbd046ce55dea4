// `terraform show -json` of a plan -> a stack. Values are those of planned_values; what is unknown keeps the
// references of its expression. Resources that the plan deletes are not in it.
import type { Complaint } from "../../../model/complaint.ts";
import { inside, type Place } from "../../../model/place.ts";
import type { Document } from "../../text/document.ts";
import { quote } from "../../own/wording.ts";
import type { Node, Resource, Stack } from "../resource.ts";
import { shapeOf } from "../resources/index.ts";
import { configurationOf, type Configuration } from "./configuration.ts";
import type { ReadStack } from "./reading.ts";
import { keyOf, refsOf, type Context } from "./references.ts";
import { bodyOf, isJson, list, own, text, type Beside, type Json } from "./values.ts";
import { emptyRead, plannedResources, type Planned } from "./tree.ts";

/** Never throws; what cannot be read is a complaint. */
export function readPlan(document: Document): ReadStack {
  const complaints: Complaint[] = [];
  const { value, root } = document;
  const version = text(own(value, "format_version"));
  if (!isJson(value) || version === null || !/^[01](\.|$)/.test(version)) {
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
  const variables = own(value, "variables");
  const names = isJson(variables) ? Object.keys(variables) : [];
  const given = names.map((name) => [name, own(own(variables, name), "value")] as const);
  const set = given.filter(([, one]) => one !== undefined && one !== null);
  return new Map(
    set.map(([name, one]) => [name, typeof one === "string" ? one : JSON.stringify(one)]),
  );
}

function unknownFormat(version: string | null, place: Place): Complaint {
  const found = version === null ? "no format_version" : `format_version ${quote(version)}`;
  const message = `this plan has ${found}, and only 0.x and 1.x are known; make it with \`terraform show -json tf.plan\` of Terraform 1.x`;
  return { message, place, file: null };
}

function gapsOf(plan: Json, root: Place): Stack["gaps"] {
  const gap = (key: string, message: string) => [{ message, place: inside(root, key), file: null }];
  if (own(plan, "errored") === true)
    return gap(
      "errored",
      "planning failed, so that resources are missing from this plan; mend the errors and plan again",
    );
  if (own(plan, "complete") === false)
    return gap(
      "complete",
      "this plan is not complete (it was targeted, or changes are deferred); plan again without -target",
    );
  return [];
}

/** By address; deposed objects are leftovers that are about to go. */
function changesOf(plan: Json): Map<string, Json> {
  const found = new Map<string, Json>();
  for (const change of list(own(plan, "resource_changes"))) {
    const address = text(own(change, "address"));
    if (address !== null && isJson(change) && own(change, "deposed") === undefined)
      found.set(address, change);
  }
  return found;
}

/** Without planned_values, what the changes leave behind. */
function plannedOf(plan: Json, root: Place, changes: ReadonlyMap<string, Json>): Planned[] {
  const module = own(own(plan, "planned_values"), "root_module");
  if (isJson(module))
    return plannedResources(module, inside(inside(root, "planned_values"), "root_module"));
  const at = inside(root, "resource_changes");
  return list(own(plan, "resource_changes")).flatMap((entry, i): Planned[] => {
    const address = text(own(entry, "address"));
    const after = own(own(entry, "change"), "after");
    if (address === null || !isJson(entry) || !isJson(after) || changes.get(address) !== entry)
      return [];
    const place = inside(at, i);
    const valuesAt = inside(inside(place, "change"), "after");
    return [
      {
        address,
        fields: entry,
        values: after,
        module: text(own(entry, "module_address")) ?? "",
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
  const type = text(own(fields, "type")) ?? "";
  const shape = shapeOf(type);
  if (shape === null || own(fields, "mode") === "data") return null;
  const scope = configuration.scopeOf(module);
  const written =
    scope && configuration.resourceIn(scope, `${type}.${text(own(fields, "name")) ?? ""}`);
  const expressions = own(written, "expressions");
  const context: Context | null = scope && {
    scope,
    key: keyOf(address),
    forEach: own(written, "for_each_expression"),
    exists: (one) => addresses.has(one),
  };
  const beside: Beside = {
    unknown: own(own(change, "change"), "after_unknown"),
    expressions: isJson(expressions) ? expressions : null,
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
    id: text(own(values, "id")),
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
  const names = list(own(written, "depends_on"))
    .map(text)
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
  if (own(change, "type") !== "tencentcloud_security_group_lite_rule") return false;
  const [before, after] = ["before", "after"].map((key) => own(own(change, "change"), key));
  const pairs = ["ingress", "egress"].map(
    (key) => [list(own(before, key)), list(own(after, key))] as const,
  );
  const isSame = (a: readonly unknown[], b: readonly unknown[]) =>
    a.length === b.length && a.every((one, i) => one === b[i]);
  const sorted = (strings: readonly unknown[]) => strings.map(String).toSorted();
  return (
    pairs.every(([a, b]) => isSame(sorted(a), sorted(b))) && pairs.some(([a, b]) => !isSame(a, b))
  );
}
