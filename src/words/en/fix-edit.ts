// Sentences of src/fix/edit, by key.
import { sentences } from "../sentences.ts";

export const fixEdit = sentences({
  "fix-edit.list-shared": (who) => `the list of these rules is used in several places: ${who}`,
  "fix-edit.more-readers": (readers, more) => `${readers} and ${more} more`,
  "fix-edit.reader": (file, line, address) => `${file}:${line} (${address})`,
  "fix-edit.readers-unknown": (why) => `it cannot be known who else uses these rules: ${why}`,
  "fix-edit.comments-lost": () => "the list would be empty, and its comments would be lost",
  "fix-edit.rule-mentioned": (who) =>
    `another part of the configuration refers to this rule: ${who}`,
  "fix-edit.text-with-errors": () => "the file could not be read whole",
  "fix-edit.rules-shared": (who) => `these rules are used in several places: ${who}`,
});
