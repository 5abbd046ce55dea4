// The reports against the official schema and against Microsoft's validator with the rules of code scanning.
import { spawnSync } from "node:child_process";
import {
  accessSync,
  constants,
  copyFileSync,
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LONG } from "../depth.ts";
import type { Report } from "../../src/model/finding.ts";
import { renderSarif } from "../../src/report/sarif.ts";
import {
  CHINESE_NAMES,
  crowded,
  EMPTY,
  FULL,
  HOSTILE,
  NO_PLACE,
  OUTSIDE_OF_ROOT,
} from "./sarif-reports.ts";

const REPORTS: Readonly<Record<string, Report>> = {
  full: FULL,
  empty: EMPTY,
  hostile: HOSTILE,
  chinese: CHINESE_NAMES,
  outside: OUTSIDE_OF_ROOT,
  "no-place": NO_PLACE,
  crowded: crowded(60),
};

const options = { informationUri: "https://example.com/sglint" };

// The validator is published for Linux only, and the schema comes with it.
describe.skipIf(process.platform !== "linux")("SARIF 2.1.0", () => {
  const home = process.platform === "linux" ? packageFolder() : "";

  describe("schema", () => {
    const schema: unknown =
      home && JSON.parse(readFileSync(join(home, "sarif-2.1.0.json"), "utf8"));
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    ajv.addFormat("uri", (text) => URL.canParse(text));
    ajv.addFormat("uri-reference", /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/);
    ajv.addFormat("date-time", (text) => !Number.isNaN(Date.parse(text)));
    ajv.addFormat("uuid", /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i);
    const valid = ajv.compile(schema as object);

    it.each(Object.entries(REPORTS))("admits: %s", (_, report) => {
      valid(JSON.parse(renderSarif(report, options)));
      expect(valid.errors ?? []).toEqual([]);
    });

    it("refuses what is not SARIF", () => {
      const wrong = renderSarif(FULL).replace('"uri": "infra/sg.yaml"', '"uri": "infra/a b"');
      expect(valid(JSON.parse(wrong))).toBe(false);
    });
  });

  // A runtime of its own starts for it: seconds.
  describe.runIf(LONG)("sarif-multitool", () => {
    const folder = mkdtempSync(join(tmpdir(), "sglint-sarif-"));
    let found: Readonly<Record<string, readonly string[]>> = {};

    beforeAll(() => {
      for (const [name, report] of Object.entries(REPORTS))
        writeFileSync(join(folder, `${name}.sarif`), renderSarif(report, options));
      writeFileSync(join(folder, "homeless.sarif"), renderSarif(EMPTY));
      writeFileSync(
        join(folder, "broken.sarif"),
        renderSarif(FULL, options).replace('"rules"', '"taxa"'),
      );
      found = validate(home, folder);
    }, 300_000);

    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it.each(Object.keys(REPORTS))("has no error and no warning: %s", (name) => {
      expect(found[name]).toEqual([]);
    });

    it("misses the tool's page only where it is not known: a page is not made up", () => {
      expect(found["homeless"]).toEqual(["warning SARIF2005 Warning_ProvideToolnformationUri"]);
    });

    it("would have said what is wrong", () => {
      expect(found["broken"]).toContain("error GH1018 Error_MissingDriverRules");
    });
  });
});

function packageFolder(): string {
  return dirname(createRequire(import.meta.url).resolve("@microsoft/sarif-multitool-linux"));
}

interface Validation {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly rules?: readonly { readonly defaultConfiguration?: { readonly level?: string } }[];
      };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level?: string;
      readonly message: { readonly id?: string };
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
      }[];
    }[];
  }[];
}

/** `LEVEL RULE MESSAGE` of every error and warning, by file. It exits 0 whatever it finds, so its output is read. */
function validate(home: string, folder: string): Record<string, string[]> {
  const files = [...Object.keys(REPORTS), "homeless", "broken"].map((name) =>
    join(folder, `${name}.sarif`),
  );
  const out = join(folder, "out.json");
  const { status, error, stderr } = spawnSync(
    executable(home, folder),
    ["validate", ...files, "--rule-kind", "Sarif;Ghas", "-o", out],
    { cwd: folder, env: offline(folder), encoding: "utf8", timeout: 240_000 },
  );
  if (status !== 0) throw new Error(`sarif-multitool: ${status} ${error?.message ?? ""} ${stderr}`);
  const { runs } = JSON.parse(readFileSync(out, "utf8")) as Validation;
  const found: Record<string, string[]> = Object.fromEntries(
    files.map((file) => [basename(file, ".sarif"), []]),
  );
  for (const { tool, results } of runs)
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      const heard =
        level ?? tool.driver.rules?.[ruleIndex]?.defaultConfiguration?.level ?? "warning";
      const file = basename(locations[0]!.physicalLocation.artifactLocation.uri, ".sarif");
      if (heard !== "note") found[file]!.push(`${heard} ${ruleId} ${message.id}`);
    }
  return found;
}

/** The package's own post-install step makes it executable; where such steps are off, a copy is. */
function executable(home: string, folder: string): string {
  const path = join(home, "Sarif.Multitool");
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    const copy = join(folder, "Sarif.Multitool");
    copyFileSync(path, copy);
    chmodSync(copy, 0o755);
    return copy;
  }
}

/** Without ICU, and without the look-ups of help pages that one of its notes makes. */
function offline(folder: string): NodeJS.ProcessEnv {
  const nowhere = "http://127.0.0.1:9";
  return {
    ...process.env,
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1",
    DOTNET_BUNDLE_EXTRACT_BASE_DIR: folder,
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    NO_PROXY: "",
  };
}
