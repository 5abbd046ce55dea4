// Sentences of src/cli, by key: what is said about inputs and fixes. Wrong use is worded beside its flags.
import { counted, sentences } from "../sentences.ts";

export const cli = sentences({
  "cli.read-as": (kind, files) => `read as ${kind}: ${files}`,
  "cli.read-as-more": (kind, files, more) => `read as ${kind}: ${files} and ${more} more`,
  "cli.passed-over": (file, why) => `${file} was passed over: it ${why}`,
  "cli.file-is": (why) => `the file ${why}`,
  "cli.no-regular-file": () => "is not a regular file",
  "cli.unreadable": (reason) => `cannot be read: ${reason}`,
  "cli.nul-bytes": () => "is not text: it holds NUL bytes",
  "cli.not-encoded": (encoding) => `is not text: its bytes are not valid ${encoding}`,
  "cli.too-large": (is, limit) => `is too large: ${is} MiB, at most ${limit} MiB are read`,
  "cli.config-is-no-input": () =>
    "this is the config, no input; sglint finds it by itself, or with --config",
  "cli.none-of-ours": (kinds, looks) => `the file is none of ${kinds}; expected ${looks}`,
  "cli.no-such-path": (hint) => `no such file or folder${hint}`,
  "cli.this-folder": () => "this folder",
  "cli.nothing-there": (where, kinds, looks) =>
    `nothing to check: no YAML or JSON file in ${where}. Looked for ${kinds}: ${looks}. To start, name such a file: sglint check FILE`,
  "cli.nothing-of-ours": (files, where, kinds, looks) =>
    `nothing to check: none of ${files} YAML or JSON files is an input in ${where}. Looked for ${kinds}: ${looks}. To start, name such a file: sglint check FILE`,
  "cli.too-many-files": (most, others) =>
    `it holds more than ${most} YAML, JSON and ${others} files; name the folders that matter`,
  "cli.folder-unreadable": (reason) => `the folder cannot be read: ${reason}`,
  "cli.no-route": () =>
    "no route to check: no gateway and no path is declared, and --require-routes asks for one",
  "cli.fixed": (file, title) => `fixed ${file}: ${title}`,
  "cli.fixed-more": (count) => `fixed ${count} more`,
  "cli.patched": (file, title) => `the patch fixes ${file}: ${title}`,
  "cli.patched-more": (count) => `the patch fixes ${count} more`,
  "cli.withheld": (count, why) => `${counted(count, "fix was", "fixes were")} withheld: ${why}`,
  "cli.nothing-written": () => "nothing was written",
  "cli.no-text-for-it": () => "there is no text to write it into",
  "cli.overrides-drop": () => "it overrides an explicit DROP; --override-drops applies it",
  "cli.changes-traffic": () => "it changes the admitted traffic; --unsafe-fixes applies it",
  "cli.found-again": () => "it was applied once and is found again",
  "cli.not-as-proved": () =>
    "written into the file, it did not do what was proved; nothing was changed",
  "cli.link-outside": (file) => `${file} is a link that leads out of this project`,
  "cli.irregular": (file) => `${file} is not a regular file`,
  "cli.file-unreadable": (file, reason) => `${file} cannot be read: ${reason}`,
  "cli.file-unreadable-now": (file, reason) => `${file} cannot be read any more: ${reason}`,
  "cli.read-only": (file) => `${file} is read-only`,
  "cli.unwritable": (file, reason) => `${file} cannot be written: ${reason}`,
  "cli.unwritten": (file, reason) => `${file} could not be written: ${reason}`,
  "cli.unreplaced": (file, reason) => `${file} could not be replaced: ${reason}`,
  "cli.changed": (file) => `${file} has changed since it was read; run sglint again`,
  "cli.beyond-patch": (file) => `${file} lies outside of this project, where a patch cannot reach`,
  "cli.patch-of-utf-16": (file) => `${file} is UTF-16, which a patch cannot hold; use --fix`,
});
