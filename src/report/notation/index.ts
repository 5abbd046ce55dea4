// How a fix is written for its reader: a new notation is one file and one line here.
import type { Fix } from "../../model/finding.ts";
import { isTerraformAddress } from "../../model/id.ts";
import { namesOf } from "../../model/table.ts";
import { definitionsLines } from "./definitions.ts";
import type { Write } from "./notation.ts";
import { tccliLines } from "./tccli.ts";
import { terraformLines } from "./terraform.ts";

export type Notation = "definitions" | "terraform" | "tccli";

const WRITERS: Readonly<Record<Notation, Write>> = {
  definitions: definitionsLines,
  terraform: terraformLines,
  tccli: tccliLines,
};

export const NOTATIONS = namesOf(WRITERS);

export function writerOf(notation: Notation): Write {
  return WRITERS[notation];
}

/** Like the input: Terraform where the group is one of its resources. */
export function usualNotation({ list }: Fix): Notation {
  return isTerraformAddress(list.id) ? "terraform" : "definitions";
}
