// The parser's syntax errors in our own words: what is wrong here, and what to write instead.
import type { YAMLError } from "yaml";

const BY_CODE: Partial<Record<YAMLError["code"], string>> = {
  ALIAS_PROPS: "an alias (*name) cannot have an anchor or a tag of its own",
  BAD_DIRECTIVE:
    "a line that begins with % is read as a YAML directive, and this one is unreadable",
  BAD_DQ_ESCAPE: "an unknown escape in double quotes; use single quotes, or \\\\ for one backslash",
  BAD_INDENT:
    "the indentation fits nothing above; align it with the lines of the same list or mapping",
  BAD_PROP_ORDER: "an anchor or tag stands before the indicator; put it behind",
  BLOCK_AS_IMPLICIT_KEY:
    "a nested list or mapping cannot begin here; put it on a line of its own, or quote the text",
  BLOCK_IN_FLOW: "an indented list or mapping cannot stand inside [ ] or { }",
  IMPOSSIBLE: "the text cannot be read as YAML from here",
  KEY_OVER_1024_CHARS: "a key longer than 1024 characters; is a line break missing?",
  MULTILINE_IMPLICIT_KEY:
    'a key must stand on one line; is a ":" or a closing quote missing above?',
  MULTIPLE_ANCHORS: "a value can have one anchor only",
  MULTIPLE_TAGS: "a value can have one tag only",
  NON_STRING_KEY: "a key must be text",
  RESOURCE_EXHAUSTION: "the text is too deeply nested to be read",
  TAB_AS_INDENT: "a tab cannot indent in YAML; use spaces",
  TAG_RESOLVE_FAILED: "the value does not fit its tag; remove the tag, or quote the value",
};

/** Those whose code alone says too little, told apart by what the parser says. */
const BY_TEXT: readonly (readonly [RegExp, string])[] = [
  [/closing .quote/, "a quoted text is not closed; add the quote"],
  [
    /followed by map values/,
    'expected "key: value"; the ":" and a space behind the key are missing',
  ],
  [
    /^Flow (map|sequence).*must end|Expected flow (map|seq)|flow.*end with/i,
    "a [ or { is not closed; add the ] or }",
  ],
  [/^Missing , or :|^Missing , /, 'a "," is missing between two elements'],
  [/Missing space after :/, 'a space is missing behind ":"'],
  [/Unexpected ,|empty item/, 'a "," without an element before it'],
  [/separated from (the next|other) token/, "a space is missing here"],
  [/indicator line/, "a line --- is missing between the % directives and the content"],
  [/without - indicator/, 'an element of this list does not begin with "- "'],
  [
    /block-seq-ind on same line/,
    'a list cannot begin behind "key:"; put the "- " on the next line',
  ],
  [/Block collection cannot start/, "the content must begin on the line after ---"],
  [/Block scalar header/, "only an indentation number, + or - and a comment may follow | or >"],
  [/cannot start with/, "a plain value cannot begin with this character; put the value in quotes"],
  [
    /^Unexpected flow-(map|seq)-end/,
    "a ] or } without its opening bracket; if it is text, put it in quotes",
  ],
  [
    /Alias|Anchor/,
    "an anchor (&name) or alias (*name) needs a name; if it is text, put it in quotes",
  ],
];

export function wordYamlError(error: YAMLError): string {
  const known =
    BY_TEXT.find(([pattern]) => pattern.test(error.message))?.[1] ?? BY_CODE[error.code];
  return (
    known ??
    "unexpected text; is a quote, a bracket or an indentation wrong on this or the line above?"
  );
}
