// Sentences of src/load/merge, by key.
import { counted, sentences } from "../sentences.ts";

export const merge = sentences({
  "merge.twice": (noun, name, where) =>
    `${noun} ${name} is already defined at ${where}; remove one of the two, or rename it`,
  "merge.unknown-id": (nouns, id, advice) => `unknown ${nouns} ${id}; ${advice}`,
  "merge.more-places": (text, count) =>
    `${text} (and ${counted(count, "more place names", "more places name")} it)`,
  "merge.is-another": (noun) => `it is a ${noun}`,
  "merge.define-it": () => "define it, or correct the id",
  "merge.meant": (id) => `did you mean "${id}"?`,
  "merge.unmet-gateway": (id) =>
    `no gateway of the input is called ${id}, so what is declared for it has no effect; add the gateway to the input, or correct the id`,
  "merge.unmet-gateway-near": (id, near) =>
    `no gateway of the input is called ${id}, so what is declared for it has no effect; did you mean "${near}"?`,
  "merge.contradicts": (owner, where, key) =>
    `${owner} at ${where} has another ${key}; leave it out here, or correct it there`,
  "merge.contradicts-many": (owner, where, key) =>
    `${owner} at ${where} has other ${key}; leave them out here, or correct them there`,
  "merge.gateway": (id) => `gateway ${id}`,
  "merge.api": (id) => `API ${id}`,
  "merge.microservice": (id) => `microservice ${id}`,
  "merge.cluster": (id) => `cluster ${id}`,
  "merge.no-product": (names) =>
    `no product is declared for ${names}: the product is taken to be api-gateway`,
  "merge.no-instance": (names) =>
    `no gateway instance is declared for ${names}: the shared one is assumed`,
  "merge.unlisted-apis": (names) =>
    `nothing lists the APIs of ${names}: those declared are taken to be all`,
});
