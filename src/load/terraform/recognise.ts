// Which files and documents are Terraform's. Decides only that, and loads nothing that reads them.
import type { Document } from "../text/document.ts";
import { nameOf } from "./hcl/paths.ts";
import { isJson, own, type Json } from "./json/values.ts";

export function isConfiguration(file: string): boolean {
  return /\.tf(\.json)?$/.test(nameOf(file));
}

export function looksLikePlan({ value }: Document): boolean {
  return (
    isJson(value) &&
    Object.hasOwn(value, "format_version") &&
    (own(value, "planned_values") !== undefined || own(value, "resource_changes") !== undefined)
  );
}

export function looksLikeState({ value }: Document): boolean {
  return isJson(value) && (isRawState(value) || isShownState(value));
}

/** `lineage` is in every raw state since version 1; `modules` held the resources up to version 3. */
export function isRawState(value: Json): boolean {
  const holds = Array.isArray(own(value, "resources")) || Array.isArray(own(value, "modules"));
  return (
    typeof own(value, "version") === "number" &&
    typeof own(value, "terraform_version") === "string" &&
    (holds || typeof own(value, "lineage") === "string")
  );
}

function isShownState(value: Json): boolean {
  return (
    typeof own(value, "format_version") === "string" &&
    isJson(own(value, "values")) &&
    own(value, "planned_values") === undefined
  );
}
