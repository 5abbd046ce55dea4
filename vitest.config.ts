// The projects of the tests, by folder. `--mode long` is what test/depth.ts reads.
import { env } from "node:process";
import { defineConfig } from "vitest/config";

const APART = ["cli", "cloud", "oracle"];
const everything = (folder: string) => `${folder}/**/*.test.ts`;

const projects = APART.map((name) => ({
  extends: true as const,
  test: { name, include: [everything(`test/${name}`)] },
}));

/** Each project reads this file again, without the mode that was asked for: the first reading is the one that knows. */
const depthOf = (mode: string): string =>
  (env["SGLINT_TESTS"] ??= mode === "long" ? "long" : "short");

export default defineConfig(({ mode }) => ({
  test: {
    env: { SGLINT_TESTS: depthOf(mode) },
    globalSetup: ["test/generate.ts"],
    setupFiles: ["test/seed.ts"],
    testTimeout: 60_000,
    // A run writes nothing: `npm run update` does.
    update: "none",
    // No test leaves anything in a module: what is imported once serves all files of a worker.
    isolate: false,
    // What one project has transformed the others need not, nor the next run: files are known by their content.
    experimental: { fsModuleCache: true },
    // One of two processors would idle.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [everything("test")],
          exclude: APART.map((name) => everything(`test/${name}`)),
        },
      },
      ...projects,
    ],
  },
}));
