// The ways in which people write a list of policies in definitions: a generator of files for the tests of edits.

export interface Policy {
  readonly action: string;
  readonly source: string;
  readonly protocol?: string;
  readonly port?: string;
}

export const POLICIES: readonly Policy[] = [
  { action: "ACCEPT", source: "9.0.0.0/8", protocol: "TCP", port: "8080" },
  { action: "ACCEPT", source: "203.0.113.7/24", protocol: "UDP", port: "53,5353" },
  { action: "DROP", source: "10.0.0.0/8", protocol: "TCP", port: "8080" },
  { action: "DROP", source: "0.0.0.0/0" },
];

export interface Style {
  readonly name: string;
  readonly file: string;
  /** The text of a file with these policies. */
  readonly write: (policies: readonly Policy[]) => string;
}

type Entry = (policy: Policy, indent: string) => string;

const quoted = (key: string, value: string) => (key === "port" ? `"${value}"` : value);
const pairs = (policy: Policy) => Object.entries(policy) as [string, string][];
const ENTRIES: Readonly<Record<string, Entry>> = {
  spaced: (p) =>
    `{ ${pairs(p)
      .map(([k, v]) => `${k}: ${quoted(k, v)}`)
      .join(", ")} }`,
  tight: (p) =>
    `{${pairs(p)
      .map(([k, v]) => `${k}: '${v}'`)
      .join(",")}}`,
  json: (p) => JSON.stringify(p),
  block: (p, indent) =>
    pairs(p)
      .map(([k, v]) => `${k}: ${quoted(k, v)}`)
      .join(`\n${indent}`),
  reordered: (p, indent) =>
    pairs(p)
      .toReversed()
      .map(([k, v]) => `${k}:   "${v}"`)
      .join(`\n${indent}`),
  spread: (p, indent) =>
    `{\n${indent}  ${pairs(p)
      .map(([k, v]) => `${k}: ${quoted(k, v)}`)
      .join(`,\n${indent}  `)}\n${indent}}`,
};

const HEAD = "version: 1 # the format\nsecurityGroups:\n";
const TAIL = "  # the next one\n  - id: sg-b\n    ingress: []\n";

function yamlBlock(entry: string, dash: string, gap: string, comments: boolean): Style {
  const column = `${dash} ${gap}`;
  return {
    name: `block list, ${entry} items, dash after ${dash.length}, gap ${gap.length}${comments ? ", comments" : ""}`,
    file: "sg.yaml",
    write: (policies) =>
      `${HEAD}  - id: sg-a\n    ingress:${policies.length === 0 ? " []" : ""}\n${policies
        .map((p, i) => {
          const text = ENTRIES[entry]!(p, column);
          return comments
            ? `${dash}# about number ${i}\n${dash}-${gap}${text} # behind ${i}\n`
            : `${dash}-${gap}${text}\n`;
        })
        .join("")}${TAIL}`,
  };
}

function yamlFlow(entry: string, spread: boolean, trailing: boolean): Style {
  return {
    name: `brackets, ${entry} items, ${spread ? "a line each" : "one line"}${trailing ? ", trailing comma" : ""}`,
    file: "sg.yaml",
    write: (policies) => {
      const items = policies.map((p) => ENTRIES[entry]!(p, "      "));
      const comma = trailing && items.length > 0 ? "," : "";
      const list = spread
        ? `\n      ${items.join(",\n      ")}${comma}\n    `
        : `${items.join(", ")}${comma}`;
      return `${HEAD}  - id: sg-a\n    ingress: [${items.length === 0 ? "" : list}]\n${TAIL}`;
    },
  };
}

function json(name: string, indent: string | number): Style {
  return {
    name: `JSON, ${name}`,
    file: "sg.json",
    write: (policies) =>
      JSON.stringify(
        { version: 1, securityGroups: [{ id: "sg-a", ingress: policies }, { id: "sg-b" }] },
        null,
        indent,
      ),
  };
}

const mixedJson: Style = {
  name: "JSON, an item to a line",
  file: "sg.json",
  write: (policies) =>
    `{\n  "version": 1,\n  "securityGroups": [\n    { "id": "sg-a", "ingress": [${policies
      .map((p) => `\n      ${JSON.stringify(p)}`)
      .join(",")}${policies.length === 0 ? "" : "\n    "}] }\n  ]\n}\n`,
};

function crlf(style: Style): Style {
  return {
    ...style,
    name: `${style.name}, CRLF`,
    write: (p) => style.write(p).replaceAll("\n", "\r\n"),
  };
}

function last(style: Style): Style {
  return {
    ...style,
    name: `${style.name}, last in its file`,
    write: (p) => style.write(p).replace(TAIL, ""),
  };
}

function unended(style: Style): Style {
  return {
    ...style,
    name: `${style.name}, without final newline`,
    write: (p) => style.write(p).replace(TAIL, "").trimEnd(),
  };
}

const PLAIN: readonly Style[] = [
  ...["spaced", "tight", "json", "block", "reordered", "spread"].flatMap((entry) => [
    yamlBlock(entry, "      ", " ", false),
    yamlBlock(entry, "    ", " ", false),
    yamlBlock(
      entry,
      "      ",
      "   ",
      entry !== "block" && entry !== "reordered" && entry !== "spread",
    ),
  ]),
  ...["spaced", "tight", "json", "spread"].flatMap((entry) => [
    yamlFlow(entry, false, false),
    yamlFlow(entry, true, false),
    yamlFlow(entry, true, true),
    yamlFlow(entry, false, true),
  ]),
  json("two spaces", 2),
  json("tabs", "\t"),
  json("one line", 0),
  mixedJson,
];

export const STYLES: readonly Style[] = [
  ...PLAIN,
  ...PLAIN.map(crlf),
  ...PLAIN.filter(({ file }) => file === "sg.yaml").flatMap((style) => [
    last(style),
    unended(style),
    crlf(unended(style)),
  ]),
];
