// Rows of text with roles -> printed lines. The last stop of every string on its way to a terminal, so the one
// place where escaping cannot be forgotten.
import { styleText } from "node:util";
import { visible } from "./escape.ts";

export type Role = "error" | "warning" | "note" | "help" | "gutter" | "strong" | "added" | "faint";

export interface Fragment {
  readonly role: Role;
  readonly text: string;
}

export type Row = readonly (Fragment | string)[];

type Format = Parameters<typeof styleText>[0];

const FORMAT_OF: Readonly<Record<Role, Format>> = {
  error: ["bold", "red"],
  warning: ["bold", "yellow"],
  note: ["bold", "cyan"],
  help: ["bold", "green"],
  gutter: ["bold", "blue"],
  strong: "bold",
  added: "green",
  faint: "dim",
};

export function styled(role: Role, text: string): Fragment {
  return { role, text };
}

/** Every row ends with a newline and has no trailing spaces. */
export function printRows(rows: readonly Row[], color: boolean): string {
  return rows.map((row) => `${printRow(row, color)}\n`).join("");
}

function printRow(row: Row, color: boolean): string {
  const texts = row.map((piece) => visible(typeof piece === "string" ? piece : piece.text));
  for (let i = texts.length - 1; i >= 0; i--) {
    texts[i] = texts[i]!.trimEnd();
    if (texts[i] !== "") break;
  }
  if (!color) return texts.join("");
  return row
    .map((piece, i) => (typeof piece === "string" ? texts[i] : paint(piece.role, texts[i]!)))
    .join("");
}

function paint(role: Role, text: string): string {
  return text === "" ? "" : styleText(FORMAT_OF[role], text, { validateStream: false });
}
