// Which files and documents are Terraform's. Decides only that, and loads nothing that reads them.
import type { Document } from "../text/document.ts";
import { nameOf } from "./hcl/paths.ts";
import { isRecord, type Json } from "../read/plain.ts";
import { fieldOf } from "./json/values.ts";

/** Of Terraform and of OpenTofu. */
export function isConfiguration(file: string): boolean {
  return /\.(tf|tofu)(\.json)?$/.test(nameOf(file));
}

export function looksLikePlan({ value }: Document): boolean {
  return (
    isRecord(value) &&
    Object.hasOwn(value, "format_version") &&
    (fieldOf(value, "planned_values") !== undefined ||
      fieldOf(value, "resource_changes") !== undefined)
  );
}

export function looksLikeState({ value }: Document): boolean {
  return isRecord(value) && (isRawState(value) || isShownState(value));
}

/** `lineage` is in every raw state since version 1; `modules` held the resources up to version 3. */
export function isRawState(value: Json): boolean {
  const holds =
    Array.isArray(fieldOf(value, "resources")) || Array.isArray(fieldOf(value, "modules"));
  return (
    typeof fieldOf(value, "version") === "number" &&
    typeof fieldOf(value, "terraform_version") === "string" &&
    (holds || typeof fieldOf(value, "lineage") === "string")
  );
}

function isShownState(value: Json): boolean {
  return (
    typeof fieldOf(value, "format_version") === "string" &&
    isRecord(fieldOf(value, "values")) &&
    fieldOf(value, "planned_values") === undefined
  );
}
