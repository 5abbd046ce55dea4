// Sentences of src/cli, by key.
import { sentences } from "../sentences.ts";

export const cli = sentences({});
