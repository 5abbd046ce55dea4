// Sentences of src/rule, by key.
import { sentences } from "../sentences.ts";

export const rules = sentences({});
