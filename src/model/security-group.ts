// Security groups and the templates that their policies name, as the API tells them.
import type { AddressSet } from "../net/address.ts";
import type { ServiceSet } from "../net/service.ts";
import type { Id } from "./id.ts";
import type { Place } from "./place.ts";
import type { Fact, Known } from "./unknown.ts";

/** `DescribeSecurityGroupPolicies`: one line of a group. Its index is its place in the list (PolicyIndex, 0 = top). */
export interface Policy {
  readonly action: Known<Action>;
  /** Source of an ingress policy, destination of an egress one. */
  readonly peer: Known<Peer>;
  readonly service: Known<Service>;
  readonly place: Place;
}

export type Action = "ACCEPT" | "DROP";

export type Peer =
  | {
      readonly kind: "addresses";
      /** As the user wrote it. */
      readonly text: string;
      readonly set: AddressSet;
      readonly hostBits: boolean;
      readonly zeroPrefix: boolean;
    }
  /** The private IPs of the group's members. */
  | { readonly kind: "group"; readonly id: Id }
  /** ipm-: AddressTemplate.AddressId */
  | { readonly kind: "address-template"; readonly id: Id }
  /** ipmg-: AddressTemplate.AddressGroupId */
  | { readonly kind: "address-template-group"; readonly id: Id };

export type Service =
  | { readonly kind: "services"; readonly text: string; readonly set: ServiceSet }
  /** ppm-: ServiceTemplate.ServiceId */
  | { readonly kind: "service-template"; readonly id: Id }
  /** ppmg-: ServiceTemplate.ServiceGroupId */
  | { readonly kind: "service-template-group"; readonly id: Id };

export interface SecurityGroup {
  readonly id: Id;
  readonly name: string | null;
  readonly ingress: Known<readonly Policy[]>;
  readonly egress: Known<readonly Policy[]>;
  /** The group's header: where a finding of its default points. */
  readonly place: Place;
  /** Set where the input cannot list every member (API answers, a data source): members found are a lower bound. */
  readonly membersUnknown: Fact | null;
  /** Set where its ingress list has no defined order and the order may matter. */
  readonly unordered?: Fact | null;
  /** `SecurityGroupPolicySet.Version` as just read; the API refuses a change that names another. */
  readonly version?: string | null;
  /** Policies that each of its lists may hold, where the account's quota is told. */
  readonly policyLimit?: number | null;
  /** Where the text that declares the group is used: the calls of its Terraform modules, outermost first. */
  readonly related?: readonly Related[];
}

export interface Related {
  readonly place: Place;
  readonly label: string;
}

/** A template's member: exact where `sure` and `maybe` are the same object. */
export interface AddressMember {
  readonly text: string;
  readonly sure: AddressSet;
  readonly maybe: AddressSet;
  readonly fact: Fact | null;
}

export interface AddressTemplate {
  readonly id: Id;
  readonly addresses: Known<readonly AddressMember[]>;
  readonly place: Place;
}

export interface ServiceMember {
  readonly text: string;
  readonly sure: ServiceSet;
  readonly maybe: ServiceSet;
  readonly fact: Fact | null;
}

export interface ServiceTemplate {
  readonly id: Id;
  readonly services: Known<readonly ServiceMember[]>;
  readonly place: Place;
}

/** ipmg- and ppmg-. */
export interface TemplateGroup {
  readonly id: Id;
  readonly templates: Known<readonly Id[]>;
  readonly place: Place;
}
