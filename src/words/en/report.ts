// Sentences of src/report, by key.
import { sentences } from "../sentences.ts";

export const report = sentences({});
