// Sentences of what is wrong with HCL itself or around it, by key: complaints, notices, who cannot be followed.
import { sentences } from "../sentences.ts";

const ITEM =
  'expected an argument (name = value) or a block (type "label" { ... }), with every bracket and quote closed';

export const terraformSyntax = sentences({
  "terraform-hcl.argument-twice": (name) =>
    `the argument ${name} stands twice in this block; remove one of the two`,
  "terraform-hcl.bad-escape": () => "an unknown escape; write \\\\ for one backslash",
  "terraform-hcl.block-on-one-line": () =>
    "a block of more than one argument needs its own lines between { and }",
  "terraform-hcl.comma-missing": () => 'a "," or a new line is missing between two elements',
  "terraform-hcl.declared-twice": (type, name) =>
    `${type} ${JSON.stringify(name)} is declared twice in this folder; remove one of the two`,
  "terraform-hcl.empty-interpolation": () => 'this "${}" is empty; expected an expression in it',
  "terraform-hcl.evaluation-cut": () => "the configuration is too large to be followed whole",
  "terraform-hcl.fault-here": (why) => `this value ${why}`,
  "terraform-hcl.too-many-modules": (most) =>
    `there are more instances of modules than the ${most} that are expanded here, so that not all resources were read`,
  "terraform-hcl.unset": (name) =>
    `variable ${JSON.stringify(name)} has no value, so that what hangs on it is not known; pass --var ${name}=VALUE or --var-file FILE`,
  "terraform-hcl.fault": (file, line, why) => `${file}:${line}: this value ${why}`,
  "terraform-hcl.file-too-large": (size, most) =>
    `the file is too large: ${size} MiB, at most ${most} MiB of Terraform are read; split it`,
  "terraform-hcl.heredoc-start": () =>
    'a heredoc starts with "<<" or "<<-", its marker and the end of the line',
  "terraform-hcl.json-no-object": () =>
    "this is not Terraform: expected an object at the top of the file",
  "terraform-hcl.json-too-large": () => "the file is too large to be read; split it",
  "terraform-hcl.templates-too-large": (most) =>
    `the expressions of this file are too large: at most ${most} MiB of them are read; split the file here`,
  "terraform-hcl.label-no-text": () => 'a label is plain text; write "$${" for a literal "${"',
  "terraform-hcl.line-break": (text) =>
    `a line break is not allowed before ${text}; wrap the expression in parentheses`,
  "terraform-hcl.line-break-in-header": (text) =>
    `a line break is not allowed before ${text} of a block`,
  "terraform-hcl.module-circle": (name) =>
    `module ${JSON.stringify(name)} calls itself, or is called too deeply; break the circle`,
  "terraform-hcl.module-not-fetched": (name, source) =>
    `module ${JSON.stringify(name)} (${source}) is not in the input; run \`terraform init\`, which fetches it into .terraform/modules`,
  "terraform-hcl.module-without-files": (name, source) =>
    `module ${JSON.stringify(name)} is not in the input: there are no Terraform files in ${JSON.stringify(source)}; check the path, or lint a folder that holds both`,
  "terraform-hcl.too-many-blanks": () =>
    "there are too many blanks in a row here for the file to be read; take them out",
  "terraform-hcl.nested-too-deeply": () =>
    "expressions or blocks are nested too deeply here; expected a flatter file",
  "terraform-hcl.new-line-expected": (text) => `expected a new line before ${text}`,
  "terraform-hcl.no-function-name": (name) => `${name} is no name of a function`,
  "terraform-hcl.no-name": (text) => `${text} is no name; "::" stands only in names of functions`,
  "terraform-hcl.no-number": (text) => `${text} is no number; expected decimal digits`,
  "terraform-hcl.not-terraform": (text) => `${text} is not valid Terraform here; ${ITEM}`,
  "terraform-hcl.object-at-top": () =>
    "this is an object, not Terraform; expected blocks and arguments",
  "terraform-hcl.odd-space": () =>
    "an unusual kind of space or line break; expected spaces, tabs and line feeds",
  "terraform-hcl.source-no-text": (name) =>
    `module ${JSON.stringify(name)} has no source that is plain text; expected a folder or an address`,
  "terraform-hcl.space-expected": (word) => `expected a space after ${word}`,
  "terraform-hcl.stray-comma": () => 'this "," must stand on the line of the element before it',
  "terraform-hcl.text-ends": () => `the text ends too early; ${ITEM}`,
  "terraform-hcl.text-over-lines": () =>
    "a text in quotes cannot go over the end of its line; write \\n, or use a heredoc",
  "terraform-hcl.value-missing": () => "a value or a name is missing here",
  "terraform-hcl.token-missing": (token) => `something is missing here: expected ${token}`,
  "terraform-hcl.too-many-errors": () => "this text has too many errors to be read",
  "terraform-hcl.too-many-resources": (most) =>
    `the configuration has more than ${most} resource instances; the rest is not read`,
  "terraform-hcl.too-many-values": () => "it goes through too many values to be followed",
  "terraform-hcl.comma-missing-here": () => "a comma is missing between this element and the next",
  "terraform-hcl.comma-missing-before-line": (line) =>
    `a comma is missing between this element and the next, at line ${line}`,
  "terraform-hcl.unclosed-brace": () => "a { is not closed; add the }",
  "terraform-hcl.unclosed-bracket": () => "a [ is not closed; add the ]",
  "terraform-hcl.unclosed-directive": () => 'a "%{" is not closed; add the "}"',
  "terraform-hcl.unclosed-heredoc": () =>
    "a heredoc is not closed; add a line with its marker alone",
  "terraform-hcl.unclosed-interpolation": () => 'a "${" is not closed; add the "}"',
  "terraform-hcl.unclosed-parenthesis": () => "a ( is not closed; add the )",
  "terraform-hcl.unclosed-text": () => "a text is not closed on its line; add the double quote",
  "terraform-hcl.undeclared-value": (origin, name) =>
    `${origin}: a value for variable ${JSON.stringify(name)}, which is not declared`,
  "terraform-hcl.undeclared-var": (name) =>
    `--var ${name}: the configuration declares no variable ${JSON.stringify(name)}`,
  "terraform-hcl.unknown-instances": (address) => `it is not known how many ${address} there are`,
  "terraform-hcl.unread-beside": (file) => `${file} could not be read whole`,
  "terraform-hcl.unread-text": (file) => `${file} does not say what uses this text`,
  "terraform-hcl.values-with-blocks": () =>
    "a file of variable values holds no blocks; write name = value",
});
