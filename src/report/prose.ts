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
  return pieces(visible(text)).flatMap(({ text: part, isCommand }): Row[] =>
    isCommand ? [[`  ${part}`]] : wrap(part, width).map((line) => [line]),
  );
}

/** A headline is one line, but for what is to be typed. */
export function headlineRows(role: Role, head: string, message: string): Row[] {
  const [first, ...rest] = pieces(visible(message));
  return [
    [styled(role, visible(head)), styled("strong", `: ${first?.text ?? ""}`)],
    ...rest.map(({ text, isCommand }): Row => [isCommand ? `  ${text}` : styled("strong", text)]),
  ];
}

interface Piece {
  readonly text: string;
  /** To be copied: a line of its own, never wrapped. */
  readonly isCommand: boolean;
}

/** Commands behind a colon, one or several with commas between them, as sentences of the catalogue give them. */
const COMMANDS =
  /(?<=: )`(?:tccli|terraform|sglint) [^`]+`(?:, `(?:tccli|terraform|sglint) [^`]+`)*(?:[;,.] )?/;

function pieces(text: string): Piece[] {
  const found = COMMANDS.exec(text);
  if (!found) return [{ text, isCommand: false }];
  const before = { text: text.slice(0, found.index).trimEnd(), isCommand: false };
  const after = text.slice(found.index + found[0].length).trim();
  const commands = [...found[0].matchAll(/`([^`]+)`/g)].map(([, command = ""]) => command);
  return [
    before,
    ...commands.map((command) => ({ text: command, isCommand: true })),
    ...(after === "" ? [] : pieces(after)),
  ];
}

function hanging(head: Row, text: string, width: number): Row[] {
  const lead = head.map((piece) => (typeof piece === "string" ? piece : piece.text)).join("");
  // A long label leaves too little beside it: then only the first line stands there.
  const indent = Math.min(displayWidth(lead), Math.floor(width / 2.5));
  const [start, ...others] = pieces(visible(text));
  const [first = "", ...rest] = wrapBehind(start?.text ?? "", width, displayWidth(lead), indent);
  const margin = " ".repeat(indent);
  return [
    [...head, first],
    ...rest.map((line): Row => [margin, line]),
    ...others.flatMap(({ text: part, isCommand }): Row[] =>
      isCommand
        ? [[margin, `  ${part}`]]
        : wrap(part, width - indent).map((line): Row => [margin, line]),
    ),
  ];
}

function wrapBehind(text: string, width: number, lead: number, indent: number): string[] {
  const room = width - indent;
  if (lead === indent) return wrap(text, room);
  // Fills the first line's lost cells with a word that cannot break, and takes it away again.
  const filler = "x".repeat(Math.max(0, lead - indent - 1));
  const [first = "", ...rest] = wrap(`${filler} ${text}`, room);
  return [first.slice(filler.length).trimStart(), ...rest];
}
