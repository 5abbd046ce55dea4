// The JSON Schema of rule files, made from the vocabulary and the table of kinds. schemas/rule.schema.json is this, written out by a test
// that fails when the two differ.
import { BACKEND_KINDS } from "../model/backends/index.ts";
import { namesOf } from "../model/table.ts";
import { KINDS } from "./kinds/index.ts";
import { DEPLOYMENTS, GATEWAYS, HOPS, SEVERITIES } from "./vocabulary.ts";

const oneOrMore = (items: readonly string[]) => ({
  description: `one of, or a list of: ${items.join(", ")}`,
  type: ["string", "array"],
  if: { type: "array" },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  then: { items: { enum: items }, minItems: 1, uniqueItems: true },
  else: { enum: items },
});

const text = (description: string) => ({ type: "string", minLength: 1, description });

export const RULE_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "sglint rule",
  description: "One rule: what it speaks of (`for`) and what it demands (exactly one kind).",
  type: "object",
  required: ["id", "title", "severity", "why"],
  additionalProperties: false,
  properties: {
    id: {
      type: "string",
      pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
      description: "a slug that is the sentence",
    },
    title: text("one line: what must hold"),
    severity: { enum: SEVERITIES },
    why: text("why it matters, and what is seen when it does not hold"),
    help: { type: "string", pattern: "^https://", description: "the page it comes from" },
    tags: { type: "array", items: { type: "string" }, uniqueItems: true },
    securitySeverity: {
      type: "string",
      pattern: "^([0-9]|10)\\.[0-9]$",
      description: "exposure rules: 0.1 to 10.0",
    },
    for: {
      type: "object",
      additionalProperties: false,
      properties: {
        backend: oneOrMore(BACKEND_KINDS),
        hop: oneOrMore(namesOf(HOPS)),
        gateway: oneOrMore(GATEWAYS),
        deployment: oneOrMore(namesOf(DEPLOYMENTS)),
      },
    },
    ...Object.fromEntries(
      [...KINDS].map(([word, { demands, schema }]) => [word, { description: demands, ...schema }]),
    ),
  },
} as const;
