// Terraform as a kind of input: plans and states are documents, configuration is gathered as it lies there.
import { say } from "../../words/index.ts";
import type { Loader } from "../loader.ts";
import { keysIn } from "../text/signs.ts";
import { isConfiguration, looksLikePlan, looksLikeState } from "./recognise.ts";

export const TERRAFORM: Loader = {
  name: "Terraform",
  looks: say("terraform.looks"),
  hint: /"(?:terraform_version|format_version)"/,
  mark: (text) =>
    keysIn(text, ["planned_values", "resource_changes", "terraform_version"]).size > 0,
  claims: (document) => looksLikePlan(document) || looksLikeState(document),
  isSource: isConfiguration,
  isBeside: (file) => /\.tfvars(\.json)?$/.test(file),
  flags: ["tf", "var", "varFile"],
  open: async (opening) => {
    const { openTerraform } = await import("./open.ts");
    return openTerraform(opening);
  },
};
