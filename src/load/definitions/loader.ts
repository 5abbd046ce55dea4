// Definitions as a kind of input.
import { say } from "../../words/index.ts";
import type { Loader } from "../loader.ts";
import { looksLikeDefinitions, marksDefinitions } from "./recognise.ts";

export const DEFINITIONS: Loader = {
  name: "definitions",
  looks: say("definitions.looks"),
  hint: /\bversion["']?\s*:\s*["']?1["']?\s*(?:[,}\r\n#]|$)|\bpaths["']?\s*:|(?:groups|templates|acls|balancers|microservices|gateways)["']?\s*:/i,
  mark: marksDefinitions,
  claims: looksLikeDefinitions,
  open: async () => {
    const { loadDefinitions } = await import("./index.ts");
    return { load: (documents) => documents.map(loadDefinitions) };
  },
};
