// Saved answers of the vendor's API -> a draft: `{"Response": ...}` as curl prints it, tccli output, SDK results.
// All documents are read together, because one answer completes another. Open world: what no answer tells is
// unknown, never absent.
import { say } from "../../words/index.ts";
import type { Document } from "../text/document.ts";
import { emptyDraft, type Draft } from "../merge/draft.ts";
import { joinNetworkAcls } from "./acls.ts";
import type { Id } from "../../model/inventory.ts";
import { wasRead } from "../../model/notice.ts";
import { readAnswers, type Answer, type Failure } from "./answers.ts";
import { findSaved } from "../vendor/calls.ts";
import { joinBalancers } from "./balancers.ts";
import { joinClusters } from "./clusters.ts";
import { openDesk, type SourceKnowledge } from "./desk.ts";
import { joinGateways } from "./gateways.ts";
import { joinGroups } from "./groups.ts";
import { joinInstances } from "./instances.ts";
import { joinMicroservices } from "./microservices.ts";
import { joinNativeGateways } from "./native-gateways.ts";
import { regionsOf } from "./regions.ts";
import { joinSubnets } from "./subnets.ts";
import { joinTemplates } from "./templates.ts";

export { looksLikeApiAnswer, type Failure, type Telling } from "./answers.ts";

/** What a source of answers knows beside them. */
export interface Origin extends SourceKnowledge {
  /** Of every answer. */
  readonly region: string;
  /** Calls about one resource that had no answer, by its id. */
  readonly failures: ReadonlyMap<Id, Failure>;
}

export function isUsedCall(service: string, action: string): boolean {
  return findSaved(action)?.service === service;
}

/** Never throws on bad input: what cannot be read is a complaint and an unknown value. */
export function loadApiAnswers(documents: readonly Document[], origin?: Origin): Draft {
  const draft = emptyDraft();
  const answers = readAnswers(documents, draft, origin?.failures);
  const desk = openDesk(answers, draft, origin);
  joinGroups(desk);
  joinTemplates(desk);
  joinNetworkAcls(desk);
  joinSubnets(desk);
  joinBalancers(desk, joinInstances(desk));
  joinClusters(desk);
  const microserviceByName = joinMicroservices(desk);
  const regionOf = origin ? () => origin.region : regionsOf(desk);
  joinGateways(desk, microserviceByName, regionOf);
  joinNativeGateways(desk, regionOf);
  if (!origin) draft.notices.push(...summary(answers.all).map(wasRead));
  return draft;
}

function summary(answers: readonly Answer[]): string[] {
  const counts = new Map<string, number>();
  for (const { call } of answers) counts.set(call, (counts.get(call) ?? 0) + 1);
  const calls = [...counts]
    .toSorted()
    .map(([call, n]) => (n === 1 ? call : say("answers.times", call, n)));
  return calls.length === 0 ? [] : [say("answers.read", ...calls)];
}
