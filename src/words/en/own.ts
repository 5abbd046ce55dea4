// Sentences of src/load/own, by key.
import { sentences } from "../sentences.ts";

export const own = sentences({});
