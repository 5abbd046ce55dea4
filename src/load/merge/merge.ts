// Drafts of all inputs -> one inventory. Complains about ids that are defined twice and ids that nothing
// defines; every input is read before, so that files may refer to each other.
import type { Complaint } from "../../model/complaint.ts";
import type {
  Api,
  Gateway,
  Id,
  Instance,
  Interface,
  Inventory,
  Path,
} from "../../model/inventory.ts";
import { locate, type Place } from "../../model/place.ts";
import { isUnknown } from "../../model/unknown.ts";
import { say } from "../../words/index.ts";
import { toInstances } from "./instances.ts";
import { mergeDeclared } from "./declared.ts";
import type { Draft, FlawedDraft, Kind } from "./draft.ts";
import { unmetGateways } from "./unmet.ts";
import { NOUNS, unknownReferences, type Defined } from "./references.ts";
import { quote } from "../own/wording.ts";

/** What a declared path may lead to. */
const TARGETS = ["instances", "interfaces", "loadBalancers", "clusters", "microservices"] as const;

interface Named {
  readonly id: Id;
  readonly place: Place;
}

/** The first of two equal ids wins. `config`: what the config declares. Linear in the size of the drafts. */
export function mergeDrafts(inputs: readonly Draft[], config: Draft | null = null): Inventory {
  const drafts = config === null ? inputs : [...inputs, config];
  const all = together(drafts);
  const { complaints } = all;
  const byId = <T extends Named>(kind: Kind, list: readonly T[]) =>
    firsts(list, (one) => one.id, NOUNS[kind], complaints);
  const instances = mergeFaces(byId("instances", all.instances), all.interfaces, complaints);
  const declared = mergeDeclared(drafts);
  complaints.push(...declared.complaints, ...unmetGateways(inputs, config));
  const gateways = [...byId("gateways", declared.gateways).values()];
  const paths = firsts<Path>(all.paths, (path) => path.name, "path", complaints);
  const merged = {
    groups: byId("groups", all.groups),
    addressTemplates: byId("addressTemplates", all.addressTemplates),
    addressTemplateGroups: byId("addressTemplateGroups", all.addressTemplateGroups),
    serviceTemplates: byId("serviceTemplates", all.serviceTemplates),
    serviceTemplateGroups: byId("serviceTemplateGroups", all.serviceTemplateGroups),
    subnets: byId("subnets", all.subnets),
    networkAcls: byId("networkAcls", all.networkAcls),
    instances: instances.instances,
    interfaces: instances.interfaces,
    loadBalancers: byId("loadBalancers", all.loadBalancers),
    clusters: byId("clusters", declared.clusters),
    microservices: byId("microservices", declared.microservices),
  };
  const defined: Defined = {
    ...merged,
    interfaces: instances.faces,
    gateways: new Set(gateways.map(({ id }) => id)),
  };
  const whole = mergeApis(gateways, complaints);
  const declaredPaths = [...paths.values()];
  const targets = TARGETS.flatMap((kind) => [...defined[kind].keys()]);
  const named = toInstances(declaredPaths, new Set(targets));
  const asTheyAre = new Set(named);
  const met = new Set(declaredPaths.flatMap((one) => (asTheyAre.has(one) ? [] : one.place)));
  const isMet = ({ parent, key }: Place) => key === "to" && parent !== null && met.has(parent);
  const unknown = unknownReferences(
    all.references.filter(({ place }) => !isMet(place)),
    defined,
  );
  return {
    ...merged,
    gateways: whole,
    paths: named,
    flaws: all.flaws,
    assumptions: unique([...all.assumptions, ...declared.assumptions]),
    notices: [...new Map(all.notices.map((notice) => [notice.text, notice])).values()],
    complaints: [...complaints, ...unknown],
  };
}

/** What is only declared is merged by `mergeDeclared`. */
type Listed = Omit<FlawedDraft, "declared" | "gateways" | "clusters" | "microservices">;

function together(drafts: readonly Draft[]): Listed {
  const all = <T>(list: (draft: Draft) => readonly T[]) => drafts.flatMap(list);
  return {
    groups: all(({ groups }) => groups),
    addressTemplates: all(({ addressTemplates }) => addressTemplates),
    addressTemplateGroups: all(({ addressTemplateGroups }) => addressTemplateGroups),
    serviceTemplates: all(({ serviceTemplates }) => serviceTemplates),
    serviceTemplateGroups: all(({ serviceTemplateGroups }) => serviceTemplateGroups),
    subnets: all(({ subnets }) => subnets),
    networkAcls: all(({ networkAcls }) => networkAcls),
    instances: all(({ instances }) => instances),
    interfaces: all(({ interfaces }) => interfaces),
    loadBalancers: all(({ loadBalancers }) => loadBalancers),
    paths: all(({ paths }) => paths),
    references: all(({ references }) => references),
    complaints: all(({ complaints }) => complaints),
    assumptions: all(({ assumptions }) => assumptions),
    flaws: all(({ flaws }) => flaws ?? []),
    notices: all(({ notices }) => notices),
  };
}

/** The first element of each name; each later one is a complaint that names both places. */
function firsts<T extends { readonly place: Place }>(
  list: readonly T[],
  nameOf: (one: T) => string,
  noun: string,
  complaints: Complaint[],
): Map<string, T> {
  const out = new Map<string, T>();
  for (const one of list) {
    const name = nameOf(one);
    const first = out.get(name);
    if (first) complaints.push(twice(noun, name, first.place, one.place));
    else out.set(name, one);
  }
  return out;
}

function twice(noun: string, name: string, first: Place, second: Place): Complaint {
  const { file, line, column } = locate(first);
  const where = `${file}:${line}:${column}`;
  return { message: say("merge.twice", noun, quote(name), where), place: second, file: null };
}

/** Interfaces have one id each, whether an instance holds them or not; the one in an instance says more. */
function mergeFaces(
  instances: ReadonlyMap<Id, Instance>,
  loose: readonly Interface[],
  complaints: Complaint[],
): { instances: Map<Id, Instance>; interfaces: Map<Id, Interface>; faces: ReadonlySet<Id> } {
  const held = [...instances.values()].flatMap((instance) => instance.enis);
  const all = firsts<Interface>(
    [...held, ...loose],
    (face) => face.id,
    NOUNS.interfaces,
    complaints,
  );
  const own = new Set(loose);
  return {
    instances: new Map(
      [...instances].map(([id, one]) => {
        const enis = one.enis.filter((eni) => all.get(eni.id) === eni);
        return [id, enis.length === one.enis.length ? one : { ...one, enis }];
      }),
    ),
    interfaces: new Map([...all].filter(([, face]) => own.has(face))),
    faces: new Set(all.keys()),
  };
}

/** API ids are unique in an account, whichever gateway has them. */
function mergeApis(gateways: readonly Gateway[], complaints: Complaint[]): Gateway[] {
  const apis = gateways.flatMap((gateway) => (isUnknown(gateway.apis) ? [] : gateway.apis));
  const kept = firsts<Api>(apis, (api) => api.id, "API", complaints);
  return gateways.map((gateway) => {
    if (isUnknown(gateway.apis)) return gateway;
    const own = gateway.apis.filter((api) => kept.get(api.id) === api);
    return own.length === gateway.apis.length ? gateway : { ...gateway, apis: own };
  });
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
