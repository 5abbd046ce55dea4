// The parser's syntax errors in our own words: what is wrong here, and what to write instead.
import type { YAMLError } from "yaml";
import { say } from "../../words/index.ts";
import type { text } from "../../words/en/text.ts";

/** A sentence of no data. */
type Wording = Extract<keyof typeof text, `text.yaml-${string}`>;

const BY_CODE: Partial<Record<YAMLError["code"], Wording>> = {
  ALIAS_PROPS: "text.yaml-alias-props",
  BAD_DIRECTIVE: "text.yaml-bad-directive",
  BAD_DQ_ESCAPE: "text.yaml-bad-dq-escape",
  BAD_INDENT: "text.yaml-bad-indent",
  BAD_PROP_ORDER: "text.yaml-bad-prop-order",
  BLOCK_AS_IMPLICIT_KEY: "text.yaml-block-as-implicit-key",
  BLOCK_IN_FLOW: "text.yaml-block-in-flow",
  IMPOSSIBLE: "text.yaml-impossible",
  KEY_OVER_1024_CHARS: "text.yaml-key-over-1024-chars",
  MULTILINE_IMPLICIT_KEY: "text.yaml-multiline-implicit-key",
  MULTIPLE_ANCHORS: "text.yaml-multiple-anchors",
  MULTIPLE_TAGS: "text.yaml-multiple-tags",
  NON_STRING_KEY: "text.yaml-non-string-key",
  RESOURCE_EXHAUSTION: "text.yaml-resource-exhaustion",
  TAB_AS_INDENT: "text.yaml-tab-as-indent",
  TAG_RESOLVE_FAILED: "text.yaml-tag-resolve-failed",
};

/** Those whose code alone says too little, told apart by what the parser says. */
const BY_TEXT: readonly (readonly [RegExp, Wording])[] = [
  [/closing .quote/, "text.yaml-open-quote"],
  [/followed by map values/, "text.yaml-map-values"],
  [/^Flow (map|sequence).*must end|Expected flow (map|seq)|flow.*end with/i, "text.yaml-open-flow"],
  [/^Missing , or :|^Missing , /, "text.yaml-comma"],
  [/Missing space after :/, "text.yaml-space-behind-colon"],
  [/Unexpected ,|empty item/, "text.yaml-empty-element"],
  [/separated from (the next|other) token/, "text.yaml-space"],
  [/indicator line/, "text.yaml-indicator-line"],
  [/without - indicator/, "text.yaml-no-dash"],
  [/block-seq-ind on same line/, "text.yaml-list-behind-key"],
  [/Block collection cannot start/, "text.yaml-block-collection"],
  [/Block scalar header/, "text.yaml-block-header"],
  [/cannot start with/, "text.yaml-first-character"],
  [/^Unexpected flow-(map|seq)-end/, "text.yaml-stray-bracket"],
  [/Alias|Anchor/, "text.yaml-anchor-name"],
];

export function wordYamlError(error: YAMLError): string {
  const found = BY_TEXT.find(([pattern]) => pattern.test(error.message))?.[1];
  return say(found ?? BY_CODE[error.code] ?? "text.yaml-unexpected");
}
