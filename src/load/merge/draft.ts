// What one loader read. Drafts of all inputs are merged into one Inventory, where duplicates and references
// are checked across files.
import type {
  AddressTemplate,
  Api,
  Cluster,
  Gateway,
  Id,
  Instance,
  Interface,
  LoadBalancer,
  Microservice,
  NetworkAcl,
  Path,
  SecurityGroup,
  ServiceTemplate,
  Subnet,
  TemplateGroup,
} from "../../model/inventory.ts";
import type { Complaint } from "../../model/complaint.ts";
import type { Flaw } from "../../model/flaw.ts";
import type { Notice } from "../../model/notice.ts";
import type { Place } from "../../model/place.ts";

export interface Draft {
  readonly groups: SecurityGroup[];
  readonly addressTemplates: AddressTemplate[];
  readonly addressTemplateGroups: TemplateGroup[];
  readonly serviceTemplates: ServiceTemplate[];
  readonly serviceTemplateGroups: TemplateGroup[];
  readonly subnets: Subnet[];
  readonly networkAcls: NetworkAcl[];
  readonly instances: Instance[];
  readonly interfaces: Interface[];
  readonly loadBalancers: LoadBalancer[];
  readonly clusters: Cluster[];
  readonly microservices: Microservice[];
  readonly gateways: Gateway[];
  /** What a person declared, with the keys that stand there. It may add to what others tell. */
  readonly declared: Map<Declared, ReadonlySet<string>>;
  readonly paths: Path[];
  /** Ids that a closed-world input names: checked after the merge, an unknown one is a complaint. */
  readonly references: Reference[];
  readonly complaints: Complaint[];
  readonly assumptions: string[];
  /** Of a source whose language has mistakes of its own, which rules report. */
  readonly flaws?: Flaw[];
  readonly notices: Notice[];
}

export type Declared = Gateway | Api | Microservice | Cluster;

export interface FlawedDraft extends Draft {
  readonly flaws: Flaw[];
}

/** The lists of a draft whose elements have an id. */
export type Kind = Exclude<
  keyof Draft,
  "declared" | "paths" | "references" | "complaints" | "assumptions" | "flaws" | "notices"
>;

export interface Reference {
  /** Where the id may be defined; more than one for "ins- or lb-". */
  readonly kinds: readonly Kind[];
  readonly id: Id;
  readonly place: Place;
}

/** A mistake of the input; the message says what was expected. */
export function complain(draft: Draft, place: Place, text: string): void {
  draft.complaints.push({ message: text, place, file: null });
}

export function emptyDraft(): Draft {
  return {
    groups: [],
    addressTemplates: [],
    addressTemplateGroups: [],
    serviceTemplates: [],
    serviceTemplateGroups: [],
    subnets: [],
    networkAcls: [],
    instances: [],
    interfaces: [],
    loadBalancers: [],
    clusters: [],
    microservices: [],
    gateways: [],
    declared: new Map(),
    paths: [],
    references: [],
    complaints: [],
    assumptions: [],
    notices: [],
  };
}
