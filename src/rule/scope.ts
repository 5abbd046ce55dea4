// What a rule speaks of, in words made from its `for`.
import { BACKENDS } from "../model/backends/index.ts";
import { say, textOf, type Message } from "../words/index.ts";
import { DEPLOYMENTS, HOPS, type Selector } from "./vocabulary.ts";

/** `For APIs of shared instances whose backend is a VPC upstream or a Kubernetes cluster` */
export function apisOf({ gateway, backend, deployment }: Selector): string {
  const instances = gateway ? say("rules.of-instances", say("rules.either", ...gateway)) : "";
  if (!backend) return say("rules.every-api", instances);
  const kinds = anyOf(backend.map((one) => BACKENDS[one].words));
  return say(
    "rules.apis-whose",
    instances,
    kinds,
    anyOf((deployment ?? []).map((one) => DEPLOYMENTS[one])),
  );
}

export function hopsOf({ hop = ["clb", "acl", "target"] }: Selector): string {
  return allOf(hop.map((one) => HOPS[one]));
}

function allOf(words: readonly Message[]): string {
  return say("rules.each", ...words.map(textOf));
}

function anyOf(words: readonly Message[]): string {
  return say("rules.either", ...words.map(textOf));
}
