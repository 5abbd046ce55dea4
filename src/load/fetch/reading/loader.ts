// Snapshots as a kind of input.
import type { Loader } from "../../loader.ts";
import { looksLikeSnapshot } from "./recognise.ts";

export const SNAPSHOTS: Loader = {
  name: "snapshots",
  looks: null,
  hint: /"sglint"\s*:\s*"snapshot"/,
  mark: /"sglint"\s*:\s*"snapshot"/,
  claims: looksLikeSnapshot,
  open: async () => {
    const { loadSnapshot } = await import("./load.ts");
    return { load: (documents) => documents.flatMap(loadSnapshot) };
  },
};
