// Definitions, our own input format -> a draft. A mistake costs the value it stands in and nothing else.
import { validate } from "../../generated/definitions.validator.js";
import { misreadings, type Document } from "../text/document.ts";
import { say } from "../../words/index.ts";
import { emptyDraft, type Draft } from "../merge/draft.ts";
import { fieldAt, itemsAt, type At } from "../read/plain.ts";
import { checkedBy } from "../read/schema-errors.ts";
import { few } from "../own/wording.ts";
import { loadBalancer } from "./balancers.ts";
import { gateway } from "./gateways.ts";
import { securityGroup } from "./groups.ts";
import { cluster, instance, microservice } from "./instances.ts";
import { networkAcl, subnet } from "./network.ts";
import { path } from "./paths.ts";
import { readingOf, textAt, type Reading } from "./reading.ts";
import { addressTemplate, serviceTemplate, templateGroup } from "./templates.ts";

export { looksLikeDefinitions } from "./recognise.ts";

/** Never throws: what is wrong is in the draft's complaints, and unknown in the model. */
export function loadDefinitions(document: Document): Draft {
  const draft = readDefinitions(document);
  draft.complaints.push(...misreadings(document));
  return draft;
}

/** The same for definitions inside another document, whose `value` holds the keys of definitions only. */
export function readDefinitions(document: Document): Draft {
  const draft = emptyDraft();
  const root = { value: document.value, place: document.root };
  const checked = { value: document.value, root: document.root, synonyms: SYNONYMS };
  const { complaints, strange } = checkedBy(validate, checked);
  draft.complaints.push(...complaints);
  const reading = readingOf(document, draft, textAt(fieldAt(root, "region")), strange);
  readSections(reading, root);
  for (const [assumption, ids] of reading.assumed)
    draft.assumptions.push(say(assumption, few([...ids])));
  return draft;
}

function readSections(reading: Reading, root: At): void {
  const { draft } = reading;
  const section = <T>(key: string, into: T[], read: (element: At) => T | null): void => {
    // A section under a misspelt name is read as what it was meant to be, or every id in it would seem unknown.
    const list =
      fieldAt(root, key) ?? fieldAt(root, reading.strange.misspelt.get(`/${key}`) ?? key);
    for (const element of itemsAt(list)) {
      const one = read(element);
      if (one !== null) into.push(one);
    }
  };
  section("securityGroups", draft.groups, (at) => securityGroup(reading, at));
  section("addressTemplates", draft.addressTemplates, (at) => addressTemplate(reading, at));
  section("addressTemplateGroups", draft.addressTemplateGroups, (at) =>
    templateGroup(reading, at, "addressTemplates"),
  );
  section("serviceTemplates", draft.serviceTemplates, (at) => serviceTemplate(reading, at));
  section("serviceTemplateGroups", draft.serviceTemplateGroups, (at) =>
    templateGroup(reading, at, "serviceTemplates"),
  );
  section("subnets", draft.subnets, (at) => subnet(reading, at));
  section("networkAcls", draft.networkAcls, (at) => networkAcl(reading, at));
  section("instances", draft.instances, (at) => instance(reading, at));
  section("loadBalancers", draft.loadBalancers, (at) => loadBalancer(reading, at));
  section("clusters", draft.clusters, (at) => cluster(reading, at));
  section("microservices", draft.microservices, (at) => microservice(reading, at));
  section("gateways", draft.gateways, (at) => gateway(reading, at));
  section("paths", draft.paths, (at) => path(reading, at));
}

/** What people write, as the API or other tools call it, for our keys. Lower case. */
const SYNONYMS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    source: ["destination"],
    destination: ["source"],
    cidr: ["source", "destination", "sourceCidr"],
    cidrblock: ["source", "destination", "cidr", "sourceCidr"],
    cidr_block: ["source", "destination", "cidr", "sourceCidr"],
    ports: ["port"],
    policy: ["action"],
    groups: ["securityGroups"],
    sgs: ["securityGroups"],
    acl: ["networkAcl"],
    vip: ["vips"],
    type: ["deployment"],
    ip: ["privateIps"],
    privateip: ["privateIps"],
    publicip: ["publicIps"],
    eip: ["publicIps"],
    lb: ["loadBalancer"],
  }),
);
