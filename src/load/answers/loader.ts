// Saved answers of the vendor's API as a kind of input.
import { kindOfId } from "../../model/id.ts";
import { say } from "../../words/index.ts";
import type { Loader } from "../loader.ts";
import { SAVED_CALLS } from "../vendor/calls.ts";
import { looksLikeApiAnswer } from "./answers.ts";
import { marksAnswer } from "./recognise.ts";
import { rescueAnswers } from "./rescue.ts";

/** Of the calls themselves, of the lists and objects that people keep of them, and `VpcSet` of a call that is not used. */
const KEYS = new Set([
  "Response",
  "RequestId",
  "Result",
  "PolicyIndex",
  "PolicyDescription",
  "Ingress",
  "Egress",
  ...SAVED_CALLS.flatMap(({ key, id }) => (id === null ? [key] : [key, id])),
  "\\w+Set",
]);

/** Whose answers name themselves by their files. */
const OWNERS = SAVED_CALLS.flatMap(({ saved: { owner } }) => (owner?.required ? [owner.kind] : []));

export const SAVED_ANSWERS: Loader = {
  name: "saved API answers",
  looks: say("answers.looks"),
  hint: new RegExp(`\\b(?:${[...KEYS].join("|")})["']?\\s*:|\\[TencentCloudSDKException\\]`),
  mark: marksAnswer,
  claims: looksLikeApiAnswer,
  // An empty `sg-1a2b.json` is a call that failed.
  owns: (file) => {
    const [name] = /[^/]*-[^/]+(?=\.json$)/.exec(file) ?? [""];
    return kindOfId(name, OWNERS) !== null;
  },
  rescue: rescueAnswers,
  open: async () => {
    const { loadApiAnswers } = await import("./index.ts");
    return { load: (documents) => [loadApiAnswers(documents)] };
  },
};
