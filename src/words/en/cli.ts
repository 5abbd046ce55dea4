// Sentences of src/cli, by key: what is said about inputs and fixes. Wrong use is worded beside its flags.
import { counted, sentences } from "../sentences.ts";

export const cli = sentences({
  "cli.read-as": (kind, files) => `read as ${kind}: ${files}`,
  "cli.read-as-more": (kind, files, more) => `read as ${kind}: ${files} and ${more} more`,
  "cli.passed-over": (file, why) => `${file} was passed over: it ${why}`,
  "cli.file-is": (why) => `the file ${why}`,
  "cli.is-folder": () => "is a folder",
  "cli.no-regular-file": () => "is not a regular file",
  "cli.unreadable": (reason) => `cannot be read: ${reason}`,
  "cli.read-as-gb18030": (files, count) =>
    Number(count) === 1
      ? `${files} is not valid UTF-8 and was read as GB18030; save it as UTF-8, as Terraform and others expect it`
      : `${files} are not valid UTF-8 and were read as GB18030; save them as UTF-8, as Terraform and others expect it`,
  "cli.broken-name": () => "its name is not valid UTF-8, so that it cannot be opened; rename it",
  "cli.broken-folder-name": () =>
    "the folder's name is not valid UTF-8, so that what lies in it cannot be opened; rename it",
  "cli.dangling": (target) => `is a link to ${target}, which does not exist`,
  "cli.circular": () => "is a link that leads back to itself",
  "cli.leads-out": () =>
    "the file is a link that leads out of this project and is not followed; name it, or copy it here",
  "cli.folder-leads-out": (path) =>
    `${path} is a link that leads out of this project and is not followed; name it to lint it too`,
  "cli.link-unreadable": (path, reason) => `${path} is a link that cannot be followed: ${reason}`,
  "cli.too-large": (is, limit) => `is too large: ${is} MiB, at most ${limit} MiB are read`,
  "cli.config-is-no-input": () =>
    "this is the config, no input; sglint finds it by itself, or with --config",
  "cli.none-of-ours": (noun, looks) => `this is ${noun}; expected ${looks}`,
  "cli.is-a": (file, noun) => `${file} is ${noun}`,
  "cli.are-a": (file, more, noun) =>
    `${file} is ${noun}, as ${counted(more, "other file is", "other files are")}`,
  "cli.and-more": (some, more) => `${some} and ${more} more`,
  "cli.passed-by": (noun, files) => `passed over as ${noun}: ${files}`,
  "cli.passed-stranger": (file, noun) => `${file} is ${noun}; it was passed over`,
  "cli.ignored": (files, names) =>
    `${files} looks like an input, and .gitignore keeps it out; to read it too, name it: \`sglint check . ${names}\``,
  "cli.ignored-many": (files, names) =>
    `${files} look like inputs, and .gitignore keeps them out; to read them too, name them: \`sglint check . ${names}\``,
  "cli.hidden-only": (where, folder) =>
    `nothing to check: no input in ${where}, but the hidden folder ${folder} holds inputs; a hidden folder is read where it is named: \`sglint check ${folder}\``,
  "cli.is-tfvars": () => "a file with values of Terraform variables (for --var-file)",
  "cli.is-kubernetes": () => "a Kubernetes manifest",
  "cli.is-openapi": () => "an OpenAPI description",
  "cli.is-cloud": (name) => `something of ${name}, whose security groups are other ones`,
  "cli.is-other-call": (keys) => `an answer of a call that sglint does not use (${keys})`,
  "cli.is-package": () => "a file of npm",
  "cli.is-compose": () => "a compose file",
  "cli.is-workflow": () => "a CI workflow",
  "cli.is-template": () => "a template that is to be rendered first",
  "cli.is-rule": () => "a rule of sglint (for --rules)",
  "cli.is-keyless": () => "a text without keys",
  "cli.is-unknown": (...keys) => `nothing that sglint knows (its keys: ${keys.join(", ")})`,
  "cli.no-such-path": (hint) => `no such file or folder${hint}`,
  "cli.nothing-left-out": (path) =>
    `no file or folder is called "${path}"; paths are relative to the config`,
  "cli.glob-leads-out": (pattern) =>
    `the pattern "${pattern}" leads out of this repository; name what is meant out there by its path`,
  "cli.unused-config": (folder) =>
    `this config is not used, and what it declares is not checked; list ${folder} under separate: (or exclude:) in the config of this run, and check it by itself: \`sglint check ${folder}\``,
  "cli.misnamed-config": () => "this file is not read; the config is called sglint.yaml",
  "cli.not-proven": (sums, first) => `${sums}, first of all: ${first}`,
  "cli.stdin": () =>
    "sglint reads files, not stdin; save what you would pipe in, for example as answer.json, and name the file",
  "cli.pattern": () =>
    "no such file or folder: this is a pattern that the shell did not expand, since it is quoted or matches nothing; name files or folders, or list it under inputs: in sglint.yaml",
  "cli.this-folder": () => "this folder",
  "cli.nothing-there": (where, kinds, looks) =>
    `nothing to check: no YAML, JSON or Terraform file in ${where}. Looked for ${kinds}: ${looks}. To start, name such a file: \`sglint check FILE\``,
  "cli.nothing-of-ours": (where, strangers, kinds, looks) =>
    `nothing to check: in ${where}, ${strangers}. Looked for ${kinds}: ${looks}. To start, name such a file: \`sglint check FILE\``,
  "cli.too-many-files": (most, others) =>
    `it holds more than ${most} YAML, JSON and ${others} files; name the folders that matter`,
  "cli.folder-unreadable": (reason) => `the folder cannot be read: ${reason}`,
  "cli.no-route": () =>
    "no route to check: no gateway and no path is declared, and --require-routes asks for one",
  "cli.fixed": (file, title) => `fixed ${file}: ${title}`,
  "cli.fixed-more": (count) => `fixed ${count} more`,
  "cli.patched": (file, title) => `the patch fixes ${file}: ${title}`,
  "cli.patched-more": (count) => `the patch fixes ${count} more`,
  "cli.withheld": (count, why) =>
    Number(count) === 1
      ? `1 fix was withheld: ${why}`
      : `${count} fixes were withheld, each for one reason: ${why}`,
  "cli.nothing-written": () => "nothing was written",
  "cli.no-text-for-it": () => "there is no text to write it into",
  "cli.overrides-drop": () => "it overrides an explicit DROP; --override-drops applies it",
  "cli.changes-traffic": () => "it changes the admitted traffic; --unsafe-fixes applies it",
  "cli.may-be-meant": () =>
    "it changes nothing today, but what it takes out may be meant; --unsafe-fixes applies it",
  "cli.found-again": () => "it was applied once and is found again",
  "cli.not-as-proved": () =>
    "written into the file, it did not do what was proved; nothing was changed",
  "cli.link-outside": (file) => `${file} is a link that leads out of this project`,
  "cli.irregular": (file) => `${file} is not a regular file`,
  "cli.file-unreadable": (file, reason) => `${file} cannot be read: ${reason}`,
  "cli.no-text": (file, why) => `${file} ${why}`,
  "cli.fix-of-gb18030": (file) =>
    `${file} is no UTF-8, and was read as GB18030; save it as UTF-8 and run sglint again`,
  "cli.file-unreadable-now": (file, reason) => `${file} cannot be read any more: ${reason}`,
  "cli.read-only": (file) => `${file} is read-only`,
  "cli.unwritable": (file, reason) => `${file} cannot be written: ${reason}`,
  "cli.unwritten": (file, reason) => `${file} could not be written: ${reason}`,
  "cli.unreplaced": (file, reason) => `${file} could not be replaced: ${reason}`,
  "cli.changed": (file) => `${file} has changed since it was read; run sglint again`,
  "cli.beyond-patch": (file) => `${file} lies outside of this project, where a patch cannot reach`,
  "cli.patch-of-utf-16": (file) => `${file} is UTF-16, which a patch cannot hold; use --fix`,
});
