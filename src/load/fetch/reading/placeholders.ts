// What each list of a region tells: the ids by which something names its elements, those that are defined, and what stands
// for one that is named only. May not know why nothing is known.
import { ID_KINDS, type Id } from "../../../model/id.ts";
import type { Interface, LoadBalancer, NetworkAcl } from "../../../model/inventory.ts";
import type { Place } from "../../../model/place.ts";
import { isUnknown, type Known, type Unknown } from "../../../model/unknown.ts";
import type { Draft } from "../../merge/draft.ts";
import type { SavedAction } from "../../vendor/calls.ts";
import { aclsIn, allFaces, namedIn, subnetsIn, templatesIn } from "./named.ts";

/** A resource of which only the id is known: what its properties are called, in the singular or in the plural. */
export interface Nothing {
  readonly id: Id;
  readonly place: Place;
  readonly one: (what: string) => Unknown;
  readonly many: (what: string) => Unknown;
}

interface Told {
  readonly action: SavedAction;
  readonly noun: string;
  readonly fill: (draft: Draft, nothing: (id: Id) => Nothing) => void;
}

interface Listed<T> {
  readonly noun: string;
  readonly named: (draft: Draft) => Iterable<Id>;
  readonly list: (draft: Draft) => T[];
  /** Where it may be defined beside `list`. */
  readonly defined?: (draft: Draft) => readonly { readonly id: Id }[];
  readonly made: (nothing: Nothing) => T;
}

function told<T extends { readonly id: Id }>(action: SavedAction, listed: Listed<T>): Told {
  const { noun, named, list, defined = list, made } = listed;
  const fill: Told["fill"] = (draft, nothing) => {
    const known = new Set(defined(draft).map(({ id }) => id));
    for (const id of new Set(named(draft))) if (!known.has(id)) list(draft).push(made(nothing(id)));
  };
  return { action, noun, fill };
}

/** What a placeholder itself names comes behind it. */
export const TOLD: readonly Told[] = [
  told("DescribeInstances", {
    noun: ID_KINDS.instance.noun,
    named: (draft) => namedIn(draft).instances,
    list: (draft) => draft.instances,
    made: (nothing) => ({ ...faceOf(nothing), enis: [] }),
  }),
  told("DescribeNetworkInterfaces", {
    noun: "interface",
    named: (draft) => namedIn(draft).interfaces,
    list: (draft) => draft.interfaces,
    defined: allFaces,
    made: faceOf,
  }),
  told("DescribeSubnets", {
    noun: ID_KINDS.subnet.noun,
    named: subnetsIn,
    list: (draft) => draft.subnets,
    made: ({ id, place, one }) => ({
      id,
      vpc: one("VPC"),
      cidr: one("CIDR"),
      networkAcl: one("network ACL"),
      place,
    }),
  }),
  told("DescribeNetworkAcls", {
    noun: ID_KINDS.acl.noun,
    named: aclsIn,
    list: (draft) => draft.networkAcls,
    made: ({ id, place, many }): NetworkAcl => ({
      id,
      type: "TRIPLE",
      ingress: many("entries"),
      egress: many("entries"),
      place,
    }),
  }),
  told("DescribeSecurityGroups", {
    noun: ID_KINDS.group.noun,
    named: (draft) => namedIn(draft).groups,
    list: (draft) => draft.groups,
    made: ({ id, place, many }) => ({
      id,
      name: null,
      ingress: many("policies"),
      egress: many("policies"),
      place,
      membersUnknown: many("members").fact,
    }),
  }),
  told("DescribeAddressTemplateGroups", {
    noun: ID_KINDS["address-template-group"].noun,
    named: (draft) => templatesIn(draft).addressGroups,
    list: (draft) => draft.addressTemplateGroups,
    made: ({ id, place, many }) => ({ id, templates: many("members"), place }),
  }),
  told("DescribeServiceTemplateGroups", {
    noun: ID_KINDS["service-template-group"].noun,
    named: (draft) => templatesIn(draft).serviceGroups,
    list: (draft) => draft.serviceTemplateGroups,
    made: ({ id, place, many }) => ({ id, templates: many("members"), place }),
  }),
  told("DescribeAddressTemplates", {
    noun: ID_KINDS["address-template"].noun,
    named: (draft) => [...templatesIn(draft).addresses, ...membersOf(draft.addressTemplateGroups)],
    list: (draft) => draft.addressTemplates,
    made: ({ id, place, many }) => ({ id, addresses: many("addresses"), place }),
  }),
  told("DescribeServiceTemplates", {
    noun: ID_KINDS["service-template"].noun,
    named: (draft) => [...templatesIn(draft).services, ...membersOf(draft.serviceTemplateGroups)],
    list: (draft) => draft.serviceTemplates,
    made: ({ id, place, many }) => ({ id, services: many("services"), place }),
  }),
];

function membersOf(groups: readonly { readonly templates: Known<readonly Id[]> }[]): Id[] {
  return groups.flatMap(({ templates }) => (isUnknown(templates) ? [] : templates));
}

export function faceOf({ id, place, one, many }: Nothing): Interface {
  return {
    id,
    privateIps: many("private IPs"),
    publicIps: many("public IPs"),
    subnet: one("subnet"),
    securityGroups: many("security groups"),
    place,
  };
}

export function balancerOf({ id, place, one, many }: Nothing): LoadBalancer {
  return {
    id,
    type: one("type"),
    vips: [],
    vpc: one("VPC"),
    securityGroups: many("security groups"),
    passToTarget: one("pass-to-target setting"),
    domain: null,
    snat: false,
    snatIps: one("SNAT addresses"),
    listeners: one("owner"),
    place,
  };
}
