// Sentences around the code: labelled notes, wrapped.
import { visible } from "./escape.ts";
import { styled, type Role, type Row } from "./style.ts";
import { displayWidth, wrap } from "./width.ts";

/** `= label: text` under a frame, wrapped behind its label. */
export function noteRows(gutter: number, label: string, text: string, width: number): Row[] {
  const sign = styled("gutter", `${" ".repeat(gutter + 1)}= `);
  return hanging([sign, styled("strong", `${visible(label)}:`), " "], text, width);
}

/** `head: text` at the left edge, wrapped behind its head. */
export function headRows(role: Role, head: string, text: string, width: number): Row[] {
  return hanging([styled(role, `${visible(head)}:`), " "], text, width);
}

export function paragraph(text: string, width: number): Row[] {
  return wrap(visible(text), width).map((line) => [line]);
}

function hanging(head: Row, text: string, width: number): Row[] {
  const lead = head.map((piece) => (typeof piece === "string" ? piece : piece.text)).join("");
  // A long label leaves too little beside it: then only the first line stands there.
  const indent = Math.min(displayWidth(lead), Math.floor(width / 2.5));
  const [first = "", ...rest] = wrapBehind(visible(text), width, displayWidth(lead), indent);
  return [[...head, first], ...rest.map((line): Row => [" ".repeat(indent), line])];
}

function wrapBehind(text: string, width: number, lead: number, indent: number): string[] {
  const room = width - indent;
  if (lead === indent) return wrap(text, room);
  // Fills the first line's lost cells with a word that cannot break, and takes it away again.
  const filler = "x".repeat(Math.max(0, lead - indent - 1));
  const [first = "", ...rest] = wrap(`${filler} ${text}`, room);
  return [first.slice(filler.length).trimStart(), ...rest];
}
