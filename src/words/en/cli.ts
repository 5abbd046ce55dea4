// Sentences of src/cli, by key: what is said about inputs. Wrong use is worded beside its flags.
import { sentences } from "../sentences.ts";

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
});
