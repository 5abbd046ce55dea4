// Sentences of src/load/definitions, by key.
import { sentences } from "../sentences.ts";

export const definitions = sentences({});
