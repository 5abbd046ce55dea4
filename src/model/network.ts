// Subnets with their network ACLs, and the machines in them.
import type { AddressRange, AddressSet } from "../net/address.ts";
import type { Line } from "../net/line.ts";
import type { ServiceSet } from "../net/service.ts";
import type { Id } from "./id.ts";
import type { Place } from "./place.ts";
import type { Action } from "./security-group.ts";
import type { Fact, Known } from "./unknown.ts";

export interface Subnet {
  readonly id: Id;
  readonly vpc: Known<Id | null>;
  /** Every subnet has one, whoever does not tell it. */
  readonly cidr: Known<AddressSet>;
  readonly networkAcl: Known<Id | null>;
  readonly place: Place;
}

/** TRIPLE entries hold protocol, port and one CIDR (`peer`); QUINTUPLE ones both addresses and both ports. */
export interface AclEntry {
  readonly action: Known<Action>;
  readonly protocol: Known<ServiceSet>;
  /** Ports 0..65535. TRIPLE: the one port field. */
  readonly port: Known<Line<number>>;
  /** The other side: source of an ingress entry, destination of an egress one. */
  readonly peer: Known<AddressChoice>;
  /** QUINTUPLE only: the side of the subnet, and the ports of both. */
  readonly own: Known<AddressChoice> | null;
  readonly sourcePort: Known<Line<number>> | null;
  readonly destinationPort: Known<Line<number>> | null;
  readonly place: Place;
}

/** `0.0.0.0/n` outside of a CidrBlock has two readings; elsewhere both are the same set. */
export interface AddressChoice {
  readonly text: string;
  readonly sure: AddressSet;
  readonly maybe: AddressSet;
  readonly fact: Fact | null;
}

export interface NetworkAcl {
  readonly id: Id;
  readonly type: "TRIPLE" | "QUINTUPLE";
  /** In the order in which they are matched. */
  readonly ingress: Known<readonly AclEntry[]>;
  readonly egress: Known<readonly AclEntry[]>;
  readonly place: Place;
}

/** Binding order is matching order; an empty list says that none is bound. */
export type GroupList = Known<readonly Id[]>;

export interface Interface {
  readonly id: Id;
  readonly privateIps: Known<readonly AddressRange[]>;
  readonly publicIps: Known<readonly AddressRange[]>;
  readonly subnet: Known<Id | null>;
  readonly securityGroups: GroupList;
  /** Set where two or more groups are bound in an order that the input does not tell. */
  readonly groupsUnordered?: Fact | null;
  readonly place: Place;
}

/** A CVM with its primary network interface; `enis` are the secondary ones with groups of their own. */
export interface Instance extends Interface {
  readonly enis: readonly Interface[];
}

export interface Cluster {
  readonly id: Id;
  /** Instance ids of all nodes. */
  readonly nodes: Known<readonly Id[]>;
  readonly network: string | null;
  readonly place: Place;
}
