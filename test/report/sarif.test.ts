import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/finding.ts";
import { LONG } from "../depth.ts";
import { renderSarif, type SarifOptions } from "../../src/report/sarif.ts";
import type { SarifMessage, Result, SarifRun, SarifLog } from "../../src/report/sarif/log.ts";
import {
  at,
  CHINESE_NAMES,
  crowded,
  EMPTY,
  EXPOSURE,
  finding,
  fix,
  FULL,
  hop,
  HOSTILE,
  mark,
  NO_PLACE,
  OUTSIDE_OF_ROOT,
  report,
  route,
  rule,
  RULE,
} from "./sarif-reports.ts";

function runOf(input: Report, options?: SarifOptions): SarifRun {
  return (JSON.parse(renderSarif(input, options)) as SarifLog).runs[0]!;
}

function first(input: Report, options?: SarifOptions): Result {
  return runOf(input, options).results[0]!;
}

function notifications(input: Report) {
  return runOf(input).invocations[0]!.toolExecutionNotifications;
}

/** Targets of the embedded links of a message, read as the standard says: a backslash takes the next character literally. */
function linksIn({ text }: SarifMessage): string[] {
  const masked = text.replace(/\\./gs, "··");
  return [...masked.matchAll(/\[[^[\]]*\]\(([^)]*)\)/g)].map((match) => match[1]!);
}

describe("document", () => {
  it.each([
    ["full", FULL],
    ["empty", EMPTY],
    ["hostile", HOSTILE],
  ])("is the same on each run and ends with a newline: %s", (_, input) => {
    const text = renderSarif(input);
    expect(text).toBe(renderSarif(copyOf(input)));
    expect(text.endsWith("}\n")).toBe(true);
  });

  it("names the tool, and its page only when it is known", () => {
    const { driver } = runOf(EMPTY).tool;
    expect([driver.name, driver.version, driver.semanticVersion]).toEqual([
      "sglint",
      "0.1.0",
      "0.1.0",
    ]);
    expect(driver).not.toHaveProperty("informationUri");
    const known = runOf(EMPTY, { informationUri: "https://example.com/sglint" }).tool.driver;
    expect(known.informationUri).toBe("https://example.com/sglint");
  });

  it("holds nothing that differs between machines or that code scanning refuses", () => {
    const text = renderSarif(FULL);
    for (const key of [
      "rank",
      "automationDetails",
      "suppressions",
      "workingDirectory",
      "startTimeUtc",
    ])
      expect(text).not.toContain(`"${key}"`);
    expect(text).not.toMatch(/file:\/\/|"uri": "\//);
  });

  it("is clean when the report is", () => {
    const run = runOf(EMPTY);
    expect(run.results).toEqual([]);
    expect(run.invocations).toEqual([
      { executionSuccessful: true, toolExecutionNotifications: [] },
    ]);
    expect(run.columnKind).toBe("utf16CodeUnits");
  });
});

describe("rules", () => {
  const [reachability, exposure] = runOf(EMPTY).tool.driver.rules;

  it("lists every rule with static text", () => {
    expect(reachability).toMatchInlineSnapshot(`
      {
        "defaultConfiguration": {
          "level": "error",
        },
        "fullDescription": {
          "text": "API Gateway reaches a CLB in a VPC from its private ranges; a group that drops them answers 504.",
        },
        "help": {
          "markdown": "# Backend of a CLB must admit the gateway's private ranges

      API Gateway reaches a CLB in a VPC from its private ranges; a group that drops them answers 504.

      Vendor page: <https://www.tencentcloud.com/document/product/628/34066>

      For examples, run: sglint explain clb-backend-admits-gateway",
          "text": "Backend of a CLB must admit the gateway's private ranges.

      API Gateway reaches a CLB in a VPC from its private ranges; a group that drops them answers 504.

      Vendor page: https://www.tencentcloud.com/document/product/628/34066

      For examples, run: sglint explain clb-backend-admits-gateway",
        },
        "helpUri": "https://www.tencentcloud.com/document/product/628/34066",
        "id": "clb-backend-admits-gateway",
        "name": "ClbBackendAdmitsGateway",
        "properties": {
          "precision": "very-high",
          "problem.severity": "error",
          "tags": [
            "reachability",
            "api-gateway",
          ],
        },
        "shortDescription": {
          "text": "Backend of a CLB must admit the gateway's private ranges.",
        },
      }
    `);
  });

  it("gives a security severity to exposure rules only", () => {
    expect(exposure!.properties).toEqual({
      tags: ["security", "exposure"],
      precision: "very-high",
      "security-severity": "8.1",
    });
    expect(reachability!.properties).not.toHaveProperty("security-severity");
    expect(reachability!.properties).toHaveProperty(["problem.severity"], "error");
  });

  it("says recommendation for a note", () => {
    const [note] = runOf(report({ rules: [rule({ severity: "note" })] })).tool.driver.rules;
    expect(note!.properties).toHaveProperty(["problem.severity"], "recommendation");
    expect(note!.defaultConfiguration.level).toBe("note");
  });

  it("takes Markdown and odd pages literally", () => {
    const odd = rule({ title: "# <b> [x](y)", why: "1. `z` *a*", help: "javascript:alert(1)" });
    const [described] = runOf(report({ rules: [odd] })).tool.driver.rules;
    expect(described!.help.markdown).toContain("# \\# \\<b\\> \\[x\\](y)\n\n1\\. \\`z\\` \\*a\\*");
    expect(described).not.toHaveProperty("helpUri");
  });
});

describe("results", () => {
  it("leaves out what is suppressed or in the baseline", () => {
    expect(runOf(FULL).results.map((each) => each.ruleId)).toEqual([RULE, EXPOSURE]);
  });

  it("prints a small one like this", () => {
    const small = report({
      routes: [route()],
      findings: [finding({ routes: ["api-orders/ins-orders-1:8080"] })],
    });
    expect(first(small)).toMatchInlineSnapshot(`
      {
        "codeFlows": [
          {
            "message": {
              "text": "api-orders -> lb-orders:443 -> ins-orders-1:8080.",
            },
            "threadFlows": [
              {
                "locations": [
                  {
                    "location": {
                      "message": {
                        "text": "CLB lb-orders:443: reachable.",
                      },
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "infra/sg.yaml",
                          "uriBaseId": "%SRCROOT%",
                        },
                        "region": {
                          "endColumn": 18,
                          "endLine": 8,
                          "startColumn": 9,
                          "startLine": 8,
                        },
                      },
                    },
                  },
                  {
                    "location": {
                      "message": {
                        "text": "target ins-orders-1:8080: blocked, security groups sg-backend.",
                      },
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "infra/sg.yaml",
                          "uriBaseId": "%SRCROOT%",
                        },
                        "region": {
                          "endColumn": 21,
                          "endLine": 10,
                          "startColumn": 9,
                          "startLine": 10,
                        },
                      },
                    },
                  },
                  {
                    "location": {
                      "message": {
                        "text": "policy 1 drops 10.0.0.0/8.",
                      },
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "infra/sg.yaml",
                          "uriBaseId": "%SRCROOT%",
                        },
                        "region": {
                          "endColumn": 23,
                          "endLine": 6,
                          "startColumn": 9,
                          "startLine": 6,
                        },
                      },
                    },
                  },
                ],
              },
            ],
          },
        ],
        "level": "error",
        "locations": [
          {
            "physicalLocation": {
              "artifactLocation": {
                "uri": "infra/sg.yaml",
                "uriBaseId": "%SRCROOT%",
              },
              "region": {
                "endColumn": 23,
                "endLine": 6,
                "startColumn": 9,
                "startLine": 6,
              },
            },
          },
        ],
        "message": {
          "text": "Backend of a CLB must admit the gateway's private ranges. gateway cannot fully reach ins-orders-1 on tcp/8080.
      Here: policy 1 drops 10.0.0.0/8.
      Path: api-orders -> [lb-orders:443](1) reachable -> [ins-orders-1:8080](2) blocked.",
        },
        "partialFingerprints": {
          "sglintFinding/v1": "0123456789abcdef",
        },
        "relatedLocations": [
          {
            "id": 1,
            "message": {
              "text": "CLB lb-orders:443: reachable.",
            },
            "physicalLocation": {
              "artifactLocation": {
                "uri": "infra/sg.yaml",
                "uriBaseId": "%SRCROOT%",
              },
              "region": {
                "endColumn": 18,
                "endLine": 8,
                "startColumn": 9,
                "startLine": 8,
              },
            },
          },
          {
            "id": 2,
            "message": {
              "text": "target ins-orders-1:8080: blocked, security groups sg-backend.",
            },
            "physicalLocation": {
              "artifactLocation": {
                "uri": "infra/sg.yaml",
                "uriBaseId": "%SRCROOT%",
              },
              "region": {
                "endColumn": 21,
                "endLine": 10,
                "startColumn": 9,
                "startLine": 10,
              },
            },
          },
        ],
        "ruleId": "clb-backend-admits-gateway",
        "ruleIndex": 0,
      }
    `);
  });

  it("tells the whole story in the message", () => {
    expect(first(FULL).message.text).toMatchInlineSnapshot(`
      "Backend of a CLB must admit the gateway's private ranges. gateway cannot fully reach ins-orders-1 on tcp/8080.
      Here: policy 1 drops 10.0.0.0/8.
      Path: api-orders -> [lb-orders:443](1) reachable -> [ins-orders-1:8080](2) blocked.
      Path: ssh-closed -> [ins-orders-1:22](3) blocked.
      See also: [policy 0 admits 9.0.0.0/8](4).
      Not admitted: 10.0.0.0/8 -> tcp/8080.
      Seen as: 504 Gateway Time-out, for some calls.
      For example: 10.0.0.1 to tcp/8080.
      Fix: accept the missing ranges before policy 1. It changes which traffic is admitted. It also admits your own subnet 10.0.3.0/24."
    `);
  });

  it.each([
    ["a plain title", "Backends admit the gateway", "Backends admit the gateway."],
    ["a title with a final mark", "Backends admit the gateway!", "Backends admit the gateway."],
    ["an IPv4 address", "Admit 10.0.0.0/8", `Rule ${RULE} is not met.`],
    ["an IPv6 address", "Admit 2001:db8::/32", `Rule ${RULE} is not met.`],
    ["no title", "", `Rule ${RULE} is not met.`],
  ])("starts with a sentence that is free of addresses: %s", (_, title, lead) => {
    const { text } = first(report({ findings: [finding()], rules: [rule({ title })] })).message;
    expect(text.startsWith(`${lead} gateway cannot`)).toBe(true);
  });

  it.each([
    ["full", FULL],
    ["hostile", HOSTILE],
    ["Chinese", CHINESE_NAMES],
    ["crowded", crowded(3)],
  ])("links to each related location and to nothing else: %s", (_, input) => {
    for (const result of runOf(input).results) {
      const ids = (result.relatedLocations ?? []).map((location) => String(location.id));
      expect([...new Set(linksIn(result.message))]).toEqual(ids);
      for (const location of result.relatedLocations ?? [])
        expect(linksIn(location.message!)).toEqual([]);
    }
  });

  it("has a fingerprint of its own, the finding's hash", () => {
    expect(first(FULL).partialFingerprints).toEqual({ "sglintFinding/v1": "0123456789abcdef" });
  });

  it("keeps a result whose rule is not listed", () => {
    const result = runOf(NO_PLACE).results[1]!;
    expect(result.ruleId).toBe("unlisted");
    expect(result).not.toHaveProperty("ruleIndex");
  });
});

describe("hostile names", () => {
  const text = renderSarif(HOSTILE);

  it("cannot hide or turn text, nor break a line", () => {
    for (const unseen of ["\u202e", "\u001b", "\\u001b", "\\ud800"])
      expect(text).not.toContain(unseen);
    expect(first(HOSTILE).message.text).toContain("<U+001B>\\[31m<U+202E>evil<U+D800>");
    expect(
      first(HOSTILE)
        .message.text.split("\n")
        .map((line) => line.split(/[\s:]/)[0]),
    ).toEqual(["Admit", "Here", "Path", "See", "A\\](https", "Fix"]);
  });

  it("are cut when they are endless", () => {
    expect(text.length).toBeLessThan(20_000);
  });

  it("cannot form a link in a notification", () => {
    expect(notifications(HOSTILE).flatMap((each) => linksIn(each.message))).toEqual([]);
    expect(notifications(HOSTILE)).toHaveLength(3);
  });
});

describe("places", () => {
  it.each([
    ["a plain file", "infra/sg.yaml", "", "infra/sg.yaml"],
    [
      "spaces, Chinese, a hash",
      "安全 组/a#b?.yaml",
      "",
      "%E5%AE%89%E5%85%A8%20%E7%BB%84/a%23b%3F.yaml",
    ],
    ["a percent sign and a colon", "100%:x.yaml", "", "100%25%3Ax.yaml"],
    ["a lone surrogate", "a\ud800.yaml", "", "a%EF%BF%BD.yaml"],
    ["dots", "./a//b/../c.yaml", "", "a/c.yaml"],
    ["a working directory below the root", "sg.yaml", "infra/prod", "infra/prod/sg.yaml"],
    ["beside the working directory", "../shared/sg.yaml", "infra/", "shared/sg.yaml"],
    ["outside of the root", "../../sg.yaml", "infra", "sglint.yaml"],
    ["an absolute path", "/etc/sg.yaml", "", "sglint.yaml"],
    ["a drive", "C:/sg.yaml", "", "sglint.yaml"],
  ])("are relative to the root: %s", (_, file, directory, uri) => {
    const input = report({ findings: [finding({ mark: mark(at("sg-backend", file), "drops") })] });
    const { artifactLocation } = first(input, { directory }).locations[0]!.physicalLocation;
    if (uri === "sglint.yaml") expect(artifactLocation.uri.endsWith(uri)).toBe(true);
    else expect(artifactLocation).toEqual({ uri, uriBaseId: "%SRCROOT%" });
  });

  it("point at the first line of what spans many", () => {
    const block = at("sg-backend\n    ingress:\n");
    const input = report({ findings: [finding({ mark: mark(block, "drops") })] });
    expect(first(input).locations[0]!.physicalLocation.region).toEqual({
      startLine: 3,
      startColumn: 9,
      endLine: 3,
      endColumn: 19,
    });
  });

  it("outside of the root are said in words, and never half a fix is offered", () => {
    const result = first(OUTSIDE_OF_ROOT);
    expect(result.message.text).toContain("\nAt ../shared/sg.yaml:6: policy 1 drops 10.0.0.0/8.\n");
    expect(result.message.text).toContain("ins-orders-1:8080 (../shared/sg.yaml:10) blocked");
    expect(result.message.text).toContain("See also: header (../shared/sg.yaml:3).");
    expect(result).not.toHaveProperty("fixes");
    expect(result).not.toHaveProperty("relatedLocations");
    expect(notifications(OUTSIDE_OF_ROOT)[0]!.message.text).toBe("../shared/sg.yaml:3: wrong.");
    expect(renderSarif(OUTSIDE_OF_ROOT)).not.toContain('"uri": "..');
  });

  const uriOf = (input: Report) => first(input).locations[0]!.physicalLocation.artifactLocation.uri;
  const bare = finding({ mark: null });
  const complaint = { message: "wrong", place: null, file: "dump/a b.json" };

  it.each([
    [
      "a related mark",
      report({ findings: [{ ...bare, related: [mark(at("lb-orders", "lb.yaml"), "x")] }] }),
      "lb.yaml",
    ],
    [
      "a hop of its routes",
      report({
        findings: [{ ...bare, routes: ["r"] }],
        routes: [
          route({ id: "other", hops: [hop({ place: at("lb-orders", "other.yaml") })] }),
          route({
            id: "r",
            hops: [hop({ place: null }), hop({ place: at("lb-orders", "r.yaml") })],
          }),
        ],
      }),
      "r.yaml",
    ],
    ["another finding", report({ findings: [bare, finding()] }), "infra/sg.yaml"],
    ["another route", report({ findings: [bare], routes: [route()] }), "infra/sg.yaml"],
    ["a complaint", report({ findings: [bare], complaints: [complaint] }), "dump/a%20b.json"],
    ["nothing at all", NO_PLACE, "sglint.yaml"],
  ])("are borrowed by a finding that has none: %s", (_, input, uri) => {
    expect(uriOf(input)).toBe(uri);
  });
});

describe("code flows", () => {
  const stepsOf = (result: Result) =>
    (result.codeFlows ?? []).map((flow) =>
      flow.threadFlows[0].locations.map((each) => each.location.message!.text),
    );

  it("go hop by hop and end at the cause", () => {
    expect(stepsOf(first(FULL))).toEqual([
      [
        "CLB lb-orders:443: reachable.",
        "target ins-orders-1:8080: blocked, security groups sg-backend.",
        "policy 1 drops 10.0.0.0/8.",
      ],
      [
        "target ins-orders-1:22: blocked, security groups sg-backend.",
        "policy 1 drops 10.0.0.0/8.",
      ],
    ]);
  });

  it("stop at the hop that the finding is about", () => {
    const input = report({
      routes: [route()],
      findings: [finding({ resource: "lb-orders", routes: [route().id] })],
    });
    expect(stepsOf(first(input))).toEqual([
      ["CLB lb-orders:443: reachable.", "policy 1 drops 10.0.0.0/8."],
    ]);
  });

  it("tell a hop without a place at the result's", () => {
    const flow = first(NO_PLACE).codeFlows![0]!.threadFlows[0].locations;
    expect(flow.map((each) => each.location.physicalLocation.artifactLocation.uri)).toEqual([
      "sglint.yaml",
      "sglint.yaml",
    ]);
  });

  it("that are alike are told once", () => {
    const alike = ["a", "b"].map((id) => route({ id }));
    const input = report({ routes: alike, findings: [finding({ routes: ["a", "b"] })] });
    expect(stepsOf(first(input))).toHaveLength(1);
  });
});

describe("fixes", () => {
  const fixesOf = (more: Parameters<typeof fix>[0]) =>
    first(report({ findings: [finding({ fix: fix(more) })] })).fixes;

  it("hold the edits by file, in order", () => {
    const edits = [
      { file: "b.yaml", range: { start: 9, end: 12 }, text: "" },
      { file: "a b.yaml", range: { start: 1, end: 1 }, text: "new\n" },
      { file: "b.yaml", range: { start: 2, end: 4 }, text: "x" },
    ];
    expect(fixesOf({ edits })![0]!.artifactChanges).toEqual([
      {
        artifactLocation: { uri: "a%20b.yaml", uriBaseId: "%SRCROOT%" },
        replacements: [
          { deletedRegion: { charOffset: 1, charLength: 0 }, insertedContent: { text: "new\n" } },
        ],
      },
      {
        artifactLocation: { uri: "b.yaml", uriBaseId: "%SRCROOT%" },
        replacements: [
          { deletedRegion: { charOffset: 2, charLength: 2 }, insertedContent: { text: "x" } },
          { deletedRegion: { charOffset: 9, charLength: 3 } },
        ],
      },
    ]);
  });

  const edit = { file: "a.yaml", range: { start: 0, end: 0 }, text: "x" };

  it.each([
    [{}, "It changes which traffic is admitted."],
    [{ safety: "safe" } as const, "The admitted traffic stays as it is."],
    [
      { overridesDrop: true, cautions: ["it opens your subnet"] },
      "It changes which traffic is admitted. It overrides an explicit DROP. it opens your subnet.",
    ],
  ])("say what they do: %j", (more, words) => {
    const text = `accept the missing ranges before policy 1. ${words}`;
    expect(fixesOf({ ...more, edits: [edit] })![0]!.description.text).toBe(text);
  });

  it("need edits, in a bounded number and size", () => {
    expect(fixesOf({ edits: [] })).toBeUndefined();
    expect(fixesOf({ edits: [{ ...edit, text: "x".repeat(200_000) }] })).toBeUndefined();
    expect(fixesOf({ edits: Array.from({ length: 2000 }, () => edit) })).toBeUndefined();
  });
});

describe("notifications", () => {
  it("carry complaints with their places, then notices and assumptions", () => {
    const short = notifications(FULL).map(({ descriptor, level, message, locations }) => [
      descriptor.id,
      level,
      message.text,
      locations?.[0]?.physicalLocation.artifactLocation.uri,
      locations?.[0]?.physicalLocation.region,
    ]);
    const region = { startLine: 2, startColumn: 1, endLine: 2, endColumn: 15 };
    expect(short).toEqual([
      [
        "input-complaint",
        "error",
        'unknown key "securtyGroups"; did you mean "securityGroups"?',
        "infra/sg.yaml",
        region,
      ],
      ["input-complaint", "error", "the file is larger than 64 MB.", "dump/sg-1.json", undefined],
      ["input-complaint", "error", "there is no input.", undefined, undefined],
      ["notice", "note", "API Gateway is being retired.", undefined, undefined],
      ["assumption", "note", "no subnet key: no network ACL.", undefined, undefined],
    ]);
  });

  it("are described by the driver at the index they name", () => {
    const { notifications: described } = runOf(FULL).tool.driver;
    for (const { descriptor } of notifications(FULL))
      expect(described[descriptor.index]!.id).toBe(descriptor.id);
  });

  it("are counted beyond a thousand", () => {
    const complaints = Array.from({ length: 1203 }, (_, i) => ({
      message: `wrong ${i}`,
      place: null,
      file: null,
    }));
    const texts = notifications(report({ complaints })).map((each) => each.message.text);
    expect(texts).toHaveLength(1001);
    expect(texts.at(-1)).toBe("And 203 more of this kind.");
  });
});

describe("limits", () => {
  const text = renderSarif(crowded(25_001));
  const run = (JSON.parse(text) as SarifLog).runs[0]!;

  it("keep the 25,000 most severe results and say so", () => {
    expect(run.results).toHaveLength(25_000);
    expect(run.results.every((each) => each.level === "error")).toBe(true);
    const [{ level, message } = { level: "", message: { text: "" } }] =
      run.invocations[0]!.toolExecutionNotifications;
    expect(level).toBe("warning");
    expect(message.text).toContain("1 of 25001 results, the least severe ones, are left out");
  });

  it("keep the upload below 10 MB", () => {
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
  });

  it.runIf(LONG)("end the results before the text grows beyond measure", () => {
    const notes = Array.from({ length: 100 }, () => ({
      label: "ranges",
      text: "10.0.0.0/8 ".repeat(500),
    }));
    const findings = Array.from({ length: 5000 }, () => finding({ notes }));
    const endless = runOf(report({ findings }));
    expect(endless.results.length).toBeGreaterThan(3000);
    expect(endless.results.length).toBeLessThan(4500);
    const left = 5000 - endless.results.length;
    expect(endless.invocations[0]!.toolExecutionNotifications[0]!.message.text).toContain(
      `${left} of 5000 results`,
    );
  });

  it("bound what a result carries, and count the rest", () => {
    const [worst, last] = [run.results[0]!, run.results.at(-1)!];
    expect(worst.relatedLocations).toHaveLength(10);
    expect(worst.codeFlows).toHaveLength(4);
    expect(worst.message.text).toMatch(/\nAnd 17 more routes\.\nSee also: .*, and \d+ more\.\n/);
    expect(last.relatedLocations).toHaveLength(2);
    expect(last).not.toHaveProperty("codeFlows");
  });
});

/** The same report in other objects: nothing may hang on identity. */
function copyOf(input: Report): Report {
  return {
    ...input,
    findings: input.findings.map((each) => ({ ...each })),
    routes: input.routes.map((each) => ({ ...each })),
  };
}
