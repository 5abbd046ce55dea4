// Sentences of src/load/answers, by key.
import { sentences } from "../sentences.ts";

export const answers = sentences({});
