// Sentences of src/load/text, by key.
import { sentences } from "../sentences.ts";

export const text = sentences({});
