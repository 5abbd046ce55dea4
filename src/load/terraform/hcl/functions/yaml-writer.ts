// Values -> YAML in the layout of libyaml as Terraform uses it: texts in quotes, or as literal blocks where they hold a
// line end; sequences in a mapping are not indented; long quoted texts are folded. Pure.
import { MAX_STRING, numberText, sortedKeys, type Node } from "../values.ts";

const WIDTH = 80;
const BREAKS = /[\n\r\u0085\u2028\u2029]/;
/** What libyaml may write as it is. Nothing beyond the basic plane, no tabs. */
const PRINTABLE = /^[\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]$/;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\0", "0"],
  ["\u0007", "a"],
  ["\b", "b"],
  ["\t", "t"],
  ["\n", "n"],
  ["\v", "v"],
  ["\f", "f"],
  ["\r", "r"],
  ["\u001b", "e"],
  ['"', '"'],
  ["\\", "\\"],
  ["\u0085", "N"],
  ["\u00a0", "_"],
  ["\u2028", "L"],
  ["\u2029", "P"],
]);

type Context = "root" | "item" | "key" | "value";

/** Null where the value is not wholly known, or larger than a text may be. */
export function writtenYaml(node: Node): string | null {
  const writer = new Writer();
  return writer.node(node, "root", -1) && writer.end() ? writer.text() : null;
}

/** The state of libyaml's emitter, as far as it shows. */
class Writer {
  #out: string[] = [];
  #length = 0;
  #column = 0;
  #afterSpace = true;
  /** Only indentation and the marks of sequences and keys stand in this line so far. */
  #indenting = true;
  /** The document ends in something that could go on, so that its end is marked. */
  #openEnded = false;

  text(): string {
    return this.#out.join("");
  }

  node(node: Node, context: Context, indent: number): boolean {
    if (this.#length > MAX_STRING) return false;
    if (node.kind === "list") return this.#sequence(node.items, context, indent);
    if (node.kind === "object") return this.#mapping(node.entries, indent);
    if (node.kind !== "scalar") return false;
    if (typeof node.value === "string") this.#string(node.value, context, inner(indent));
    else {
      if (!this.#afterSpace) this.#put(" ");
      this.#put(typeof node.value === "number" ? numeral(node.value) : String(node.value));
      this.#afterSpace = this.#indenting = false;
      if (context === "root") this.#openEnded = true;
    }
    return true;
  }

  end(): boolean {
    this.#newLine(0);
    if (this.#openEnded) {
      this.#mark("...", true);
      this.#newLine(0);
    }
    return this.#length <= MAX_STRING;
  }

  #sequence(items: readonly Node[], context: Context, indent: number): boolean {
    if (items.length === 0) return this.#empty("[", "]");
    const isFlat = (context === "key" || context === "value") && !this.#indenting;
    const inside = indent < 0 ? 0 : isFlat ? indent : indent + 2;
    return items.every((item) => {
      this.#newLine(inside);
      this.#mark("-", true, false, true);
      return this.node(item, "item", inside);
    });
  }

  #mapping(entries: ReadonlyMap<string, Node>, indent: number): boolean {
    if (entries.size === 0) return this.#empty("{", "}");
    const inside = indent < 0 ? 0 : indent + 2;
    return sortedKeys(entries).every((key) => {
      this.#newLine(inside);
      if (!BREAKS.test(key) && Buffer.byteLength(key) <= 128) {
        this.#quoted(key, false, inner(inside));
        this.#mark(":", false);
      } else {
        this.#mark("?", true, false, true);
        this.#string(key, "value", inner(inside));
        this.#newLine(inside);
        this.#mark(":", true, false, true);
      }
      return this.node(entries.get(key)!, "value", inside);
    });
  }

  #empty(opening: string, closing: string): boolean {
    this.#mark(opening, true, true);
    this.#mark(closing, false);
    return true;
  }

  #string(text: string, context: Context, indent: number): void {
    const isLiteral = text.includes("\n") && context !== "key" && canBeLiteral(text);
    if (isLiteral) this.#literal(text, indent);
    else this.#quoted(text, true, indent);
  }

  #quoted(text: string, folds: boolean, indent: number): void {
    this.#mark('"', true);
    const characters = [...text];
    let wasSpace = false;
    for (const [i, one] of characters.entries()) {
      if (one === " ") {
        const isInside = i > 0 && i < characters.length - 1;
        if (folds && !wasSpace && this.#column > WIDTH && isInside) {
          this.#newLine(indent);
          if (characters[i + 1] === " ") this.#put("\\");
        } else this.#put(one);
        wasSpace = true;
      } else {
        this.#put(escaped(one));
        wasSpace = false;
      }
    }
    this.#mark('"', false);
  }

  #literal(text: string, indent: number): void {
    this.#mark("|", true);
    if (/^[ \n\r\u0085\u2028\u2029]/.test(text)) this.#mark("2", false);
    this.#openEnded = false;
    const ends = /[\n\r\u0085\u2028\u2029]*$/.exec(text)![0].length;
    const keeps = ends > 1 || ends === text.length;
    if (ends === 0 || keeps) this.#mark(ends === 0 ? "-" : "+", false);
    if (keeps) this.#openEnded = true;
    this.#break("\n");
    this.#afterSpace = true;
    for (const line of text.split(/(?<=[\n\r\u0085\u2028\u2029])/)) {
      const [, body = "", end = ""] = /^([^]*?)([\n\r\u0085\u2028\u2029]?)$/.exec(line) ?? [];
      if (body !== "") {
        this.#newLine(indent);
        this.#put(body);
        this.#indenting = false;
      }
      if (end !== "") this.#break(end);
    }
  }

  /** To that column of a line, a new one where this one is further. */
  #newLine(indent: number): void {
    const isPast =
      !this.#indenting || this.#column > indent || (this.#column === indent && !this.#afterSpace);
    if (isPast) this.#break("\n");
    if (this.#column < indent) this.#put(" ".repeat(indent - this.#column));
    this.#afterSpace = this.#indenting = true;
  }

  #mark(mark: string, needsSpace: boolean, isSpace = false, isIndent = false): void {
    this.#put(needsSpace && !this.#afterSpace ? ` ${mark}` : mark);
    this.#afterSpace = isSpace;
    this.#indenting &&= isIndent;
    this.#openEnded = false;
  }

  #put(piece: string): void {
    this.#out.push(piece);
    this.#length += piece.length;
    this.#column += [...piece].length;
  }

  #break(end: string): void {
    this.#out.push(end);
    this.#length++;
    this.#column = 0;
    this.#indenting = true;
  }
}

/** Of a scalar: where its further lines stand. */
function inner(indent: number): number {
  return indent < 0 ? 2 : indent + 2;
}

/** No other line ends than those that libyaml prints, no space before one and none at the end. */
function canBeLiteral(text: string): boolean {
  return (
    !/ [\n\r\u0085\u2028\u2029]| $/.test(text) && [...text].every((one) => PRINTABLE.test(one))
  );
}

function escaped(one: string): string {
  if (PRINTABLE.test(one) && !BREAKS.test(one) && one !== '"' && one !== "\\") return one;
  const short = ESCAPES.get(one);
  if (short !== undefined) return `\\${short}`;
  const code = one.codePointAt(0)!;
  const [letter, digits] = code <= 0xff ? ["x", 2] : code <= 0xffff ? ["u", 4] : ["U", 8];
  return `\\${letter}${code.toString(16).toUpperCase().padStart(Number(digits), "0")}`;
}

function numeral(value: number): string {
  if (Number.isFinite(value)) return numberText(value);
  return value > 0 ? "+Inf" : "-Inf";
}
