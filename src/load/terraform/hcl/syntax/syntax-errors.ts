// Where a syntax error of HCL stands, and what is said of it.
import { say, textOf, type MessageKey } from "../../../../words/index.ts";
import type { Slip } from "../../../text/parsed.ts";
import { quote } from "../../../own/wording.ts";

const MISSING: ReadonlyMap<string, MessageKey> = new Map([
  ["block_end", "terraform-hcl.unclosed-brace"],
  ["}", "terraform-hcl.unclosed-brace"],
  ["object_end", "terraform-hcl.unclosed-brace"],
  ["tuple_end", "terraform-hcl.unclosed-bracket"],
  ["]", "terraform-hcl.unclosed-bracket"],
  [")", "terraform-hcl.unclosed-parenthesis"],
  ["quoted_template_end", "terraform-hcl.unclosed-text"],
  ["template_interpolation_end", "terraform-hcl.unclosed-interpolation"],
  ["template_directive_end", "terraform-hcl.unclosed-directive"],
  ["heredoc_identifier", "terraform-hcl.unclosed-heredoc"],
  ["identifier", "terraform-hcl.value-missing"],
]);

/** The parser would have needed a token here that the text does not have. */
export function unclosed(token: string, at: number): Slip {
  const known = MISSING.get(token);
  const message = known
    ? textOf({ key: known, data: [] })
    : say("terraform-hcl.token-missing", quote(token));
  return { start: at, end: at + 1, message };
}

/** Text that fits no rule of the grammar; only its first line is shown. */
export function excerpt(text: string, start: number, end: number): Slip {
  const lead = /^\s*/.exec(text.slice(start, end))?.[0].length ?? 0;
  const from = start + lead < end ? start + lead : start;
  const line = /^[^\r\n]*/.exec(text.slice(from, end))?.[0].trimEnd() ?? "";
  return {
    start: from,
    end: Math.max(from + 1, from + line.length),
    message:
      line === ""
        ? say("terraform-hcl.text-ends")
        : say("terraform-hcl.not-terraform", quote(line)),
  };
}
