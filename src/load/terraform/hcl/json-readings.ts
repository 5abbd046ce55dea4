// What Terraform takes a text of its JSON spelling for: the texts that it evaluates are templates, those that it only reads
// are taken as they stand, and references and types are expressions without quotes.

export type TextReading = "template" | "literal" | "expression" | "lifecycle";

type Readings = ReadonlyMap<string, TextReading>;

/** Of what is not named. */
const OTHERS = "*";

const OF_RESOURCE: Readings = new Map([
  ["depends_on", "expression"],
  ["provider", "expression"],
  ["lifecycle", "lifecycle"],
]);

/** The arguments of each kind of block that are no templates; `lifecycle` stands for a block of its own. */
const READINGS: ReadonlyMap<string, Readings> = new Map<string, Readings>([
  ["resource", OF_RESOURCE],
  ["data", OF_RESOURCE],
  ["ephemeral", OF_RESOURCE],
  [
    "lifecycle",
    new Map([
      ["ignore_changes", "expression"],
      ["replace_triggered_by", "expression"],
    ]),
  ],
  [
    "module",
    new Map([
      ["source", "literal"],
      ["version", "literal"],
      ["depends_on", "expression"],
      ["providers", "expression"],
    ]),
  ],
  [
    "output",
    new Map([
      ["description", "literal"],
      ["depends_on", "expression"],
    ]),
  ],
  [
    "provider",
    new Map([
      ["alias", "literal"],
      ["version", "literal"],
    ]),
  ],
  [
    "variable",
    new Map([
      ["type", "expression"],
      ["validation", "template"],
      [OTHERS, "literal"],
    ]),
  ],
  [
    "import",
    new Map([
      ["to", "expression"],
      ["provider", "expression"],
    ]),
  ],
  ["moved", new Map([[OTHERS, "expression"]])],
  ["removed", new Map([["from", "expression"]])],
  ["terraform", new Map([[OTHERS, "literal"]])],
]);

export function readingIn(type: string): (name: string) => TextReading {
  const readings = READINGS.get(type);
  const other = readings?.get(OTHERS) ?? "template";
  return (name) => readings?.get(name) ?? other;
}

/** Where in the text of a file a code unit of one of its strings stands. `start`: of the string, at its quote. */
export function offsetOfUnit(text: string, start: number, unit: number): number {
  let at = start + 1;
  for (let left = unit; left > 0; left--)
    at += text[at] !== "\\" ? 1 : text[at + 1] === "u" ? 6 : 2;
  return at;
}
