// Sentences of src/load/merge, by key.
import { sentences } from "../sentences.ts";

export const merge = sentences({});
