// Sentences of the evaluation of HCL, by key. Reasons that are predicates: `is known only after apply`.
import { sentences } from "../sentences.ts";

export const terraformHcl = sentences({
  "terraform.after-apply": () => "is known only after apply",
  "terraform.bare-dynamic": () => "is a dynamic block without for_each or content",
  "terraform.cannot-be-made": (noun) => `cannot be made ${noun}`,
  "terraform.comes-from-module": (name) =>
    `comes from module ${JSON.stringify(name)}, which is not in the input`,
  "terraform.dynamic-no-list": () => "is a dynamic block over no list or map",
  "terraform.dynamic-null": () => "is a dynamic block over null",
  "terraform.file-of-git": (path) => `reads ${path}, a file of git's own, which is not read here`,
  "terraform.file-outside": (path) =>
    `reads ${path}, which lies or leads outside of this project and is not read here`,
  "terraform.folder-outside": (path) =>
    `lists the files of ${path}, a folder outside of the project, which is not read here`,
  "terraform.folder-unread": (path, why) => `lists the files of the folder ${path}: ${why}`,
  "terraform.folder-unseen": (path) =>
    `lists the files of the folder ${JSON.stringify(path)}, which is not in the input`,
  "terraform.many-entries": (path) =>
    `lists more files and folders, or deeper ones, than are read here, in ${JSON.stringify(path)}`,
  "terraform.bad-glob": (pattern) =>
    `has the pattern of file names ${JSON.stringify(pattern)}, which is malformed`,
  "terraform.file-encoding": (path, encoding) =>
    `reads ${path}, which is ${encoding} and not UTF-8: Terraform refuses it`,
  "terraform.file-unread": (path, why) => `reads ${path}, which ${why}`,
  "terraform.home-folder": () => "names the home folder, which is not read here",
  "terraform.convert-needs": () => "needs a value and a type to convert it to",
  "terraform.not-of-type": () => "cannot be converted to that type",
  "terraform.machine-path": () => "uses abspath(), whose value hangs on the machine",
  "terraform.working-folder": () => "uses path.cwd, whose value hangs on the machine",
  "terraform.of-sensitive": () => "cannot be made of a (sensitive) value",
  "terraform.names-no": (noun) => `names no ${noun}`,
  "terraform.names-no-path": (word) => `names no path: ${word}`,
  "terraform.no-template": () => "is no valid template",
  "terraform.too-deep": () => "is too large or too deep to be decoded here",
  "terraform.too-large": () => "is too large to be evaluated here",
  "terraform.unknown": () => "is unknown",
  "terraform.variable-type": (name) =>
    `is not of the type that variable ${JSON.stringify(name)} asks for`,
  "terraform.workspace": () =>
    "depends on the workspace, which is not known here; set TF_WORKSPACE",
});
