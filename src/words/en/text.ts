// Sentences of src/load/text, by key.
import { sentences } from "../sentences.ts";

export const text = sentences({
  "text.nul-bytes": () => "is not text: it holds NUL bytes",
  "text.not-encoded": (encoding) => `is not text: its bytes are not valid ${encoding}`,
  "text.no-encoding": () => "is not text: its bytes are neither valid UTF-8 nor GB18030",
  "text.empty": () => "the file is empty",
  "text.too-large": (size, limit, format) =>
    `the file is too large: ${size} MiB, at most ${limit} MiB of ${format} are read; split it`,
  "text.nul": () => "a NUL byte: this is not a text file",
  "text.second-document": () =>
    "a second YAML document; expected one per file: split the file at ---",
  "text.many-lexemes": (most) =>
    `more than ${most} words and signs up to here; split the file, or write it as JSON`,
  "text.deep": (most) =>
    `lists and mappings are nested deeper than ${most} levels here; expected a flatter file`,
  "text.deep-json": (most) =>
    `lists and objects are nested deeper than ${most} levels here; expected a flatter file`,
  "text.deep-alias": (most) => `this alias nests lists and mappings deeper than ${most} levels`,
  "text.no-anchor": (name) => `no anchor &${name} stands before this alias`,
  "text.alias-in-itself": (name) => `*${name} stands inside the value it repeats`,
  "text.many-aliases": (most) =>
    `the aliases up to here repeat more than ${most} values; expected a plain file`,
  "text.key-twice": (key) => `the key "${key}" stands twice in this mapping; remove one of the two`,
  "text.key-twice-in-object": (key) =>
    `the key "${key}" stands twice in this object; remove one of the two`,
  "text.unknown-tag": (tag) =>
    `unknown tag ${tag}: its value is read as plain text; write the value itself, without a tag`,
  "text.no-json": () => "the text is not valid JSON",
  "text.json-no-json-from-here": () => "the text is not valid JSON from here",
  "text.yaml-alias-props": () => "an alias (*name) cannot have an anchor or a tag of its own",
  "text.yaml-bad-directive": () =>
    "a line that begins with % is read as a YAML directive, and this one is unreadable",
  "text.yaml-bad-dq-escape": () =>
    "an unknown escape in double quotes; use single quotes, or \\\\ for one backslash",
  "text.yaml-bad-indent": () =>
    "the indentation fits nothing above; align it with the lines of the same list or mapping",
  "text.yaml-bad-prop-order": () => "an anchor or tag stands before the indicator; put it behind",
  "text.yaml-block-as-implicit-key": () =>
    "a nested list or mapping cannot begin here; put it on a line of its own, or quote the text",
  "text.yaml-block-in-flow": () => "an indented list or mapping cannot stand inside [ ] or { }",
  "text.yaml-impossible": () => "the text cannot be read as YAML from here",
  "text.yaml-key-over-1024-chars": () =>
    "a key longer than 1024 characters; is a line break missing?",
  "text.yaml-multiline-implicit-key": () =>
    'a key must stand on one line; is a ":" or a closing quote missing above?',
  "text.yaml-multiple-anchors": () => "a value can have one anchor only",
  "text.yaml-multiple-tags": () => "a value can have one tag only",
  "text.yaml-non-string-key": () => "a key must be text",
  "text.yaml-resource-exhaustion": () => "the text is too deeply nested to be read",
  "text.yaml-tab-as-indent": () => "a tab cannot indent in YAML; use spaces",
  "text.yaml-tag-resolve-failed": () =>
    "the value does not fit its tag; remove the tag, or quote the value",
  "text.yaml-open-quote": () => "a quoted text is not closed; add the quote",
  "text.yaml-map-values": () =>
    'expected "key: value"; the ":" and a space behind the key are missing',
  "text.yaml-open-flow": () => "a [ or { is not closed; add the ] or }",
  "text.yaml-comma": () => 'a "," is missing between two elements',
  "text.yaml-space-behind-colon": () => 'a space is missing behind ":"',
  "text.yaml-empty-element": () => 'a "," without an element before it',
  "text.yaml-space": () => "a space is missing here",
  "text.yaml-indicator-line": () =>
    "a line --- is missing between the % directives and the content",
  "text.yaml-no-dash": () => 'an element of this list does not begin with "- "',
  "text.yaml-list-behind-key": () =>
    'a list cannot begin behind "key:"; put the "- " on the next line',
  "text.yaml-block-collection": () => "the content must begin on the line after ---",
  "text.yaml-block-header": () =>
    "only an indentation number, + or - and a comment may follow | or >",
  "text.yaml-first-character": () =>
    "a plain value cannot begin with this character; put the value in quotes",
  "text.yaml-stray-bracket": () =>
    "a ] or } without its opening bracket; if it is text, put it in quotes",
  "text.yaml-anchor-name": () =>
    "an anchor (&name) or alias (*name) needs a name; if it is text, put it in quotes",
  "text.yaml-unexpected": () =>
    "unexpected text; is a quote, a bracket or an indentation wrong on this or the line above?",
  "text.json-invalid-symbol": () =>
    "this is no JSON value; expected text in double quotes, a number, true, false or null",
  "text.json-invalid-number-format": () => "this is no JSON number",
  "text.json-property-name-expected": () =>
    'expected a key in double quotes; is there a "," too many?',
  "text.json-value-expected": () => 'expected a value; is there a "," too many?',
  "text.json-colon-expected": () => 'expected ":" between key and value',
  "text.json-comma-expected": () => 'a "," is missing between two elements',
  "text.json-close-brace-expected": () => "a { is not closed; add the }",
  "text.json-close-bracket-expected": () => "a [ is not closed; add the ]",
  "text.json-end-of-file-expected": () => "expected the end of the file: JSON holds one value",
  "text.json-invalid-comment-token": () =>
    "JSON has no comments; remove it, or write the file as YAML",
  "text.json-unexpected-end-of-string": () =>
    "a text is not closed on its line; add the double quote",
  "text.json-invalid-unicode": () => "an unreadable \\u escape; expected four hexadecimal digits",
  "text.json-invalid-escape-character": () => "an unknown escape; write \\\\ for one backslash",
  "text.json-invalid-character": () => "a control character in a text; write it as an escape",
});
