// The part of SARIF 2.1.0 that this report writes, as types. Names are the standard's; no behaviour in here.
import type { Severity } from "../../model/finding.ts";

export interface SarifLog {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: readonly SarifRun[];
}

export interface SarifRun {
  readonly tool: { readonly driver: Driver };
  readonly invocations: readonly Invocation[];
  readonly originalUriBaseIds: Readonly<Record<string, { readonly description: SarifMessage }>>;
  readonly columnKind: "utf16CodeUnits";
  readonly results: readonly Result[];
}

export interface Driver {
  readonly name: string;
  readonly informationUri?: string;
  readonly version: string;
  readonly semanticVersion?: string;
  readonly rules: readonly RuleDescriptor[];
  readonly notifications: readonly NotificationDescriptor[];
}

export interface RuleDescriptor {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: SarifMessage;
  readonly fullDescription: SarifMessage;
  readonly help: { readonly text: string; readonly markdown: string };
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: Severity };
  readonly properties: Readonly<Record<string, string | readonly string[]>>;
}

export interface NotificationDescriptor {
  readonly id: string;
  readonly shortDescription: SarifMessage;
  readonly fullDescription: SarifMessage;
  readonly help: { readonly text: string; readonly markdown: string };
  readonly defaultConfiguration: { readonly level: Severity };
}

export interface Invocation {
  readonly executionSuccessful: boolean;
  readonly toolExecutionNotifications: readonly Notification[];
}

export interface Notification {
  readonly descriptor: { readonly id: string; readonly index: number };
  readonly level: Severity;
  readonly message: SarifMessage;
  readonly locations?: readonly SarifLocation[];
}

export interface Result {
  readonly ruleId: string;
  readonly ruleIndex?: number;
  readonly level: Severity;
  readonly message: SarifMessage;
  readonly locations: readonly SarifLocation[];
  readonly relatedLocations?: readonly SarifLocation[];
  readonly codeFlows?: readonly CodeFlow[];
  readonly fixes?: readonly SarifFix[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

export interface SarifMessage {
  readonly text: string;
}

export interface SarifLocation {
  readonly id?: number;
  readonly physicalLocation: PhysicalLocation;
  readonly message?: SarifMessage;
}

export interface PhysicalLocation {
  readonly artifactLocation: ArtifactLocation;
  readonly region?: Region;
}

export interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId: string;
}

/** 1-based; `endColumn` is exclusive; `char...` count UTF-16 code units from 0. */
export type Region =
  | {
      readonly startLine: number;
      readonly startColumn: number;
      readonly endLine: number;
      readonly endColumn: number;
    }
  | { readonly charOffset: number; readonly charLength: number };

export interface CodeFlow {
  readonly message: SarifMessage;
  readonly threadFlows: readonly [
    { readonly locations: readonly { readonly location: SarifLocation }[] },
  ];
}

export interface SarifFix {
  readonly description: SarifMessage;
  readonly artifactChanges: readonly ArtifactChange[];
}

export interface ArtifactChange {
  readonly artifactLocation: ArtifactLocation;
  readonly replacements: readonly {
    readonly deletedRegion: Region;
    readonly insertedContent?: { readonly text: string };
  }[];
}
