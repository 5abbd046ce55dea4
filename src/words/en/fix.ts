// Sentences of src/fix, by key.
import { sentences } from "../sentences.ts";

export const fix = sentences({});
