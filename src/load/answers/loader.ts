// Saved answers of the vendor's API as a kind of input.
import { kindOfId } from "../../model/id.ts";
import { say } from "../../words/index.ts";
import type { Loader } from "../loader.ts";
import { looksLikeApiAnswer } from "./answers.ts";
import { marksAnswer } from "./recognise.ts";

export const SAVED_ANSWERS: Loader = {
  name: "saved API answers",
  looks: say("answers.looks"),
  hint: /\b(?:Response|RequestId|Listeners|Clusters|Result|ServiceId|\w+Set)["']?\s*:/,
  mark: marksAnswer,
  claims: looksLikeApiAnswer,
  // An empty `sg-1a2b.json` is a call that failed.
  owns: (file) => {
    const [name] = /[^/]*-[^/]+(?=\.json$)/.exec(file) ?? [""];
    return kindOfId(name, ["group", "load-balancer", "acl", "cluster"]) !== null;
  },
  open: async () => {
    const { loadApiAnswers } = await import("./index.ts");
    return { load: (documents) => [loadApiAnswers(documents)] };
  },
};
