// reviewdog's Diagnostic JSON: places in bytes, severities in its words, a fix as one suggestion.
import { describe, expect, test } from "vitest";
import type { Edit } from "../../src/model/finding.ts";
import { renderRdjson } from "../../src/report/rdjson.ts";
import { applied } from "../fix/edit/edited.ts";
import {
  at,
  backendFinding,
  DROP,
  finding,
  fix,
  mark,
  POLICIES,
  report,
  sourceOf,
} from "./sample.ts";

interface Position {
  readonly line: number;
  readonly column: number;
}
interface Diagnostic {
  readonly message: string;
  readonly location: {
    readonly path: string;
    readonly range?: { readonly start: Position; readonly end: Position };
  };
  readonly severity: string;
  readonly code?: { readonly value: string; readonly url?: string };
  readonly suggestions?: readonly {
    readonly range: { readonly start: Position; readonly end: Position };
    readonly text: string;
  }[];
}

function diagnostics(fields: Parameters<typeof report>[0]): Diagnostic[] {
  return (JSON.parse(renderRdjson(report(fields))) as { diagnostics: Diagnostic[] }).diagnostics;
}

/** Applies a suggestion the way its reader does: lines, and bytes within them. */
function accepted(
  text: string,
  { range, text: added }: NonNullable<Diagnostic["suggestions"]>[number],
): string {
  const lines = text.split("\n");
  const offset = ({ line, column }: Position) =>
    Buffer.byteLength(
      lines
        .slice(0, line - 1)
        .map((one) => `${one}\n`)
        .join(""),
    ) +
    column -
    1;
  const bytes = Buffer.from(text);
  return Buffer.concat([
    bytes.subarray(0, offset(range.start)),
    Buffer.from(added),
    bytes.subarray(offset(range.end)),
  ]).toString();
}

const RULE = {
  id: "some-rule",
  title: "t",
  severity: "error" as const,
  why: "w",
  help: "https://example.com/rule",
  tags: [],
  securitySeverity: null,
};

describe("findings", () => {
  test("place, severity, rule and its page", () => {
    const source = sourceOf("infra/sg.yaml", POLICIES);
    const one = finding({ mark: mark(source, DROP, "") });
    expect(diagnostics({ findings: [one], rules: [RULE] })).toEqual([
      {
        message: "something is wrong",
        location: {
          path: "infra/sg.yaml",
          range: { start: { line: 17, column: 9 }, end: { line: 17, column: 9 + DROP.length } },
        },
        severity: "ERROR",
        code: { value: "some-rule", url: "https://example.com/rule" },
      },
    ]);
  });

  test("columns count bytes", () => {
    const source = sourceOf("sg.yaml", 'name: "库存服务" # drops\n');
    const [one] = diagnostics({ findings: [finding({ mark: mark(source, "drops", "") })] });
    expect(one!.location.range).toEqual({
      start: { line: 1, column: 24 },
      end: { line: 1, column: 29 },
    });
  });

  test.each([
    ["error", "ERROR"],
    ["warning", "WARNING"],
    ["note", "INFO"],
  ] as const)("%s", (severity, expected) => {
    expect(diagnostics({ findings: [finding({ severity })] })[0]!.severity).toBe(expected);
  });

  test("baselined ones are left out; complaints are not", () => {
    const all = diagnostics({
      findings: [finding({ state: "baselined" })],
      complaints: [
        { message: "no such file", place: null, file: "a.yaml" },
        { message: "unknown key", place: at(sourceOf("b.yaml", "x: 1\n"), "x"), file: null },
      ],
    });
    expect(all.map(({ message, location }) => [message, location.path])).toEqual([
      ["no such file", "a.yaml"],
      ["unknown key", "b.yaml"],
    ]);
  });

  test("what to do by hand is said", () => {
    expect(diagnostics({ findings: [finding({ help: "ask the owner" })] })[0]!.message).toBe(
      "something is wrong; ask the owner",
    );
  });
});

describe("suggestions", () => {
  const edits: readonly Edit[] = [
    { file: "infra/sg.yaml", range: { start: 9, end: 10 }, text: "2" },
    {
      file: "infra/sg.yaml",
      range: { start: POLICIES.length - 1, end: POLICIES.length - 1 },
      text: " # 库存\n  - x",
    },
  ];

  test("several edits are one, which gives the same text", () => {
    const [{ suggestions } = {}] = diagnostics({
      findings: [backendFinding({ fix: fix({ edits }) })],
    });
    expect(suggestions).toHaveLength(1);
    expect(accepted(POLICIES, suggestions![0]!)).toBe(applied(POLICIES, edits));
  });

  test("in a text of more than one byte a letter", () => {
    const text = POLICIES.replace("orders backend", "库存服务");
    const start = text.indexOf("      # Quarantine");
    const one = backendFinding(
      {
        fix: fix({
          edits: [{ file: "infra/sg.yaml", range: { start, end: start }, text: "      - new\n" }],
        }),
      },
      text,
    );
    const [{ suggestions } = {}] = diagnostics({ findings: [one] });
    expect(accepted(text, suggestions![0]!)).toBe(
      text.replace("      # Quarantine", "      - new\n      # Quarantine"),
    );
  });

  test.each<[string, readonly Edit[]]>([
    ["none where there is no edit", []],
    [
      "none where a part stands in another file",
      [...edits, { file: "b.yaml", range: { start: 0, end: 0 }, text: "x" }],
    ],
  ])("%s", (_, list) => {
    expect(
      diagnostics({ findings: [backendFinding({ fix: fix({ edits: list }) })] })[0],
    ).not.toHaveProperty("suggestions");
  });
});
