// Snapshots as a kind of input.
import type { Loader } from "../../loader.ts";
import { looksLikeSnapshot } from "./recognise.ts";

const SIGN = /"sglint"\s*:\s*"snapshot"/;

export const SNAPSHOTS: Loader = {
  name: "snapshots",
  looks: null,
  hint: SIGN,
  mark: (text) => SIGN.test(text),
  claims: looksLikeSnapshot,
  open: async () => {
    const { loadSnapshots } = await import("./several.ts");
    return { load: loadSnapshots };
  },
};
