// Sentences of src/load/fetch, by key.
import { sentences } from "../sentences.ts";

export const fetch = sentences({});
