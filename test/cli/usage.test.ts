// Wrong use: exit code 2, nothing on stdout, and a message that says what to do instead.
import { expect, test } from "vitest";
import { definitions, project, sglint } from "./run.ts";

const sg = "sg.yaml";

const wrong: readonly (readonly [args: readonly string[], says: string])[] = [
  [["--fromat", "json"], 'unknown option "--fromat"; did you mean "--format"?'],
  [["check", sg, "--al"], 'unknown option "--al"; '],
  [["-z"], 'unknown option "-z"; "sglint --help" lists commands and flags'],
  [
    ["chekc", sg],
    '"chekc" is neither a command nor an existing file or folder; did you mean "check"?',
  ],
  [["sg.yml"], 'is neither a command nor an existing file or folder; did you mean "sg.yaml"?'],
  [
    ["zzz"],
    '"zzz" is neither a command nor an existing file or folder; "sglint --help" lists the commands',
  ],
  [["help", "nope"], '"nope" is no command; "sglint --help" lists the commands'],
  [["help", "fetsh"], '"fetsh" is no command; did you mean "fetch"?'],
  [[sg, "--region", "mars"], '--region "mars" is no region; expected one such as ap-guangzhou'],
  [[sg, "--rules", "deep"], "--rules: the folder deep holds no rule file (*.yaml) directly in it"],
  [[sg, "-f", "jsn"], '--format: unknown value "jsn"; did you mean "json"?'],
  [[sg, "-f", "xml"], '--format: unknown value "xml"; expected pretty, concise, json, rdjson'],
  [[sg, "-f"], 'option "-f, --format <FORMAT>" argument missing'],
  [[sg, "-f", "json", "-f", "sarif"], 'It was given twice, first as "json"'],
  [["-f", "json", "check", sg, "-f", "sarif"], '"--format" was given twice'],
  [[sg, "--report", "json"], '--report "json" names no file; expected FORMAT=PATH'],
  [[sg, "--report", "json=-"], "stdout is what --format is for; name a file"],
  [[sg, "--report", "jsn=x"], '--report: unknown value "jsn"; did you mean "json"?'],
  [[sg, "--report", "json=x", "--report", "sarif=x"], '--report writes "x" twice'],
  [[sg, "--report", "json=."], "that is a folder; name a file in it"],
  [[sg, "--report", `json=${sg}`], "would overwrite an input"],
  [[sg, "--color", "yes"], '--color: unknown value "yes"; expected auto, always or never'],
  [[sg, "--fail-on", "warn"], '--fail-on: unknown value "warn"'],
  [[sg, "--fail-on", "eror"], 'did you mean "error"?'],
  [
    [sg, "--min-severity", "never"],
    '--min-severity: unknown value "never"; expected error, warning or note',
  ],
  [[sg, "--max-warnings", "-1"], '--max-warnings "-1" is not a whole number'],
  [[sg, "--max-warnings", "few"], '--max-warnings "few" is not a whole number'],
  [
    [sg, "--rule", "no-dead-policy"],
    "names no level; expected ID=LEVEL, for example no-dead-policy=warning",
  ],
  [
    [sg, "--rule", "no-dead-polcy=off"],
    '--rule: unknown rule "no-dead-polcy"; did you mean "no-dead-policy"?',
  ],
  [[sg, "--rule", "no-dead-policy=fatal"], '--rule no-dead-policy: unknown value "fatal"'],
  [
    [sg, "--rule", "no-dead-policy=note", "--rule", "no-dead-policy=off"],
    '--rule sets "no-dead-policy" twice',
  ],
  [[sg, "--only", "path-as-expectd"], 'did you mean "path-as-expected"?'],
  [[sg, "--skip", "everything"], '--skip: unknown rule "everything"; "sglint rules" lists them'],
  [[sg, "--clients", "10.0.0"], '--clients: "10.0.0" is not an IP address or CIDR'],
  [[sg, "--clients", "10.0.0.1/8"], "write 10.0.0.0/8"],
  [[sg, "--config", "nowhere.yaml"], "nowhere.yaml"],
  [[sg, "--rules", "nowhere.yaml"], "--rules: no such file: nowhere.yaml"],
  [["rules", "extra"], "too many arguments"],
  [["explain"], 'missing required argument "ID"'],
  [
    ["explain", "no-dead-polcy"],
    'no rule is called "no-dead-polcy"; did you mean "no-dead-policy"?',
  ],
  [
    ["ranges", "ap-guangzhuo"],
    'no range pack knows the region "ap-guangzhuo"; did you mean "ap-guangzhou"?',
  ],
  [["-f", "json", "rules"], 'the flag "--format" does nothing with "sglint rules"'],
  [
    ["--quiet", "explain", "no-dead-policy"],
    'the flag "--quiet" does nothing with "sglint explain"',
  ],
];

test.each(wrong)("%j is wrong use", async (args, says) => {
  const cwd = project({ [sg]: definitions("open"), "deep/down/rule.yaml": "id: x" });
  const { code, stdout, stderr } = await sglint(args, { cwd });
  expect(stderr).toContain(says);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
});

const idle: readonly (readonly [args: readonly string[], says: string])[] = [
  [["--exit-zero", "--fail-on", "note"], "--fail-on does nothing with --exit-zero"],
  [["--exit-zero", "--max-warnings", "3"], "--max-warnings does nothing with --exit-zero"],
  [
    ["--require-routes", "--allow-incomplete"],
    "--require-routes does nothing with --allow-incomplete",
  ],
  [["--quiet", "--verbose"], "--quiet does nothing with --verbose"],
  [
    ["--fail-on", "warning", "--max-warnings", "3"],
    "--max-warnings does nothing when any warning fails the run",
  ],
  [
    ["--min-severity", "error", "--max-warnings", "3"],
    "--max-warnings does nothing with --min-severity error",
  ],
  [
    ["--min-severity", "error", "--fail-on", "note"],
    "--fail-on note does nothing with --min-severity error",
  ],
  [
    ["--only", "no-dead-policy", "--skip", "no-dead-policy"],
    "--only no-dead-policy does nothing with --skip",
  ],
  [
    ["--skip", "no-dead-policy", "--rule", "no-dead-policy=error"],
    "--rule no-dead-policy=error does nothing with --skip",
  ],
  [
    ["--only", "no-host-bits", "--rule", "no-dead-policy=error"],
    "does nothing with --only no-host-bits",
  ],
];

test.each(idle)("%j: a flag that can do nothing is wrong use", async (args, says) => {
  const cwd = project({ [sg]: definitions("open") });
  const { code, stdout, stderr } = await sglint(["check", sg, ...args], { cwd });
  expect(stderr).toContain(says);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
});

test("control characters of an argument do not reach the terminal", async () => {
  const { stderr } = await sglint(["\u001b[2Jx"]);
  expect(stderr).toContain("\\u{1b}[2Jx");
  expect(stderr).not.toContain("\u001b");
});
