// Words for syntax errors of HCL.
import { quote } from "../../../own/wording.ts";
import type { Slip } from "./tree.ts";

const CLOSERS: Readonly<Record<string, string>> = {
  block_end: "a { is not closed; add the }",
  "}": "a { is not closed; add the }",
  object_end: "a { is not closed; add the }",
  tuple_end: "a [ is not closed; add the ]",
  "]": "a [ is not closed; add the ]",
  ")": "a ( is not closed; add the )",
  quoted_template_end: "a text is not closed on its line; add the double quote",
  template_interpolation_end: 'a "${" is not closed; add the "}"',
  template_directive_end: 'a "%{" is not closed; add the "}"',
  heredoc_identifier: "a heredoc is not closed; add a line with its marker alone",
};

/** The parser would have needed a token here that the text does not have. */
export function unclosed(token: string, at: number): Slip {
  const message = CLOSERS[token] ?? `something is missing here: expected ${quote(token)}`;
  return { start: at, end: at + 1, message };
}

/** Text that fits no rule of the grammar; only its first line is shown. */
export function excerpt(text: string, start: number, end: number): Slip {
  const lead = /^\s*/.exec(text.slice(start, end))?.[0].length ?? 0;
  const from = start + lead < end ? start + lead : start;
  const line = /^[^\r\n]*/.exec(text.slice(from, end))?.[0].trimEnd() ?? "";
  const what =
    line === "" ? "the text ends too early" : `${quote(line)} is not valid Terraform here`;
  return {
    start: from,
    end: Math.max(from + 1, from + line.length),
    message: `${what}; expected an argument (name = value) or a block (type "label" { ... }), with every bracket and quote closed`,
  };
}
