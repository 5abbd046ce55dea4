// Sentences of src/load/terraform, by key.
import { sentences } from "../sentences.ts";

export const terraform = sentences({});
