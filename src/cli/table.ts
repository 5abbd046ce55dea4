// Plain columns for the listing commands. Display width, no colour, no wrapping.
import { visible } from "../report/escape.ts";
import { displayWidth } from "../report/width.ts";

/** Rows of cells -> lines; the last column is not padded. */
export function table(rows: readonly (readonly string[])[]): string {
  const safe = rows.map((row) => row.map(visible));
  const widths: number[] = [];
  for (const row of safe)
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, displayWidth(cell));
  return safe
    .map((row) =>
      row
        .map((cell, i) => padded(cell, widths[i]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A `label: text` block whose texts line up; texts of several lines keep the indent. */
export function fields(pairs: readonly (readonly [label: string, text: string])[]): string {
  const rows = pairs.flatMap(([label, text]) =>
    text.split("\n").map((line, i) => [i === 0 ? `${label}:` : "", line]),
  );
  return table(rows);
}

function padded(cell: string, columns: number): string {
  return cell + " ".repeat(columns - displayWidth(cell));
}
