// The kinds of input that lint reads, one line each; the first that claims a document reads it.
import { SAVED_ANSWERS } from "./answers/loader.ts";
import { DEFINITIONS } from "./definitions/loader.ts";
import { SNAPSHOTS } from "./fetch/reading/loader.ts";
import type { Loader } from "./loader.ts";
import { TERRAFORM } from "./terraform/loader.ts";

export const LOADERS: readonly Loader[] = [SNAPSHOTS, DEFINITIONS, SAVED_ANSWERS, TERRAFORM];
