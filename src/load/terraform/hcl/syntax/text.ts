// Literal text of templates: escapes, heredoc indentation and strip markers, as HCL's specification of
// templates has them. Pure.

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ['"', '"'],
  ["\\", "\\"],
]);

/** Escapes of a quoted string. */
export function unescapeQuoted(text: string): string {
  const plain = text.includes("\\")
    ? text.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))/g, (all, short, long, one) => {
        if (one !== undefined) return ESCAPES.get(one) ?? all;
        const code = Number.parseInt(short ?? long, 16);
        return code <= 0x10_ff_ff ? String.fromCodePoint(code) : "\uFFFD";
      })
    : text;
  return unescapeMarks(plain);
}

/** `$${` and `%%{` stand for `${` and `%{` in every template. */
export function unescapeMarks(text: string): string {
  return text.includes("$${") || text.includes("%%{") ? text.replace(/([$%])\1\{/g, "$1{") : text;
}

/** One line of a heredoc at a time, since strip markers and indentation work on lines. */
export function splitLines(text: string): string[] {
  return text === "" ? [] : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
}

/** Indentation of a heredoc's line; null where the line is blank, and so tells nothing. */
function indentOf(line: string): number | null {
  const rest = line.trimStart();
  return rest === "" && line.endsWith("\n") ? null : line.length - rest.length;
}

/**
 * `<<-`: takes the smallest indentation of any line from all lines that are not blank. `null` stands for what is
 * no text; a line that starts with it has no indentation, and what follows it on the line starts none.
 */
export function outdent(pieces: readonly (string | null)[]): (string | null)[] {
  let least = Number.POSITIVE_INFINITY;
  let atStart = true;
  const lines = new Set<number>();
  for (const [i, piece] of pieces.entries()) {
    const indent = piece === null ? 0 : indentOf(piece);
    if (atStart && indent !== null) {
      least = Math.min(least, indent);
      lines.add(i);
    }
    atStart = piece === null ? false : piece.endsWith("\n") || (atStart && piece === "");
  }
  return pieces.map((piece, i) => (piece !== null && lines.has(i) ? piece.slice(least) : piece));
}
