// The projects of the tests, by folder. `--mode long` is what test/depth.ts reads.
import { defineConfig } from "vitest/config";

const APART = ["cli", "cloud", "oracle"];
const everything = (folder: string) => `${folder}/**/*.test.ts`;

// Pure functions need no modules of their own for each file. What runs commands replaces the clock's.
const projects = APART.map((name) => ({
  extends: true as const,
  test: { name, include: [everything(`test/${name}`)], isolate: name === "cli" },
}));

export default defineConfig(({ mode }) => ({
  test: {
    env: { SGLINT_TESTS: mode === "long" ? "long" : "short" },
    globalSetup: ["test/generate.ts"],
    setupFiles: ["test/seed.ts"],
    testTimeout: 60_000,
    // A run writes nothing: `npm run update` does.
    update: "none",
    // One of two processors would idle.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          isolate: false,
          include: [everything("test")],
          exclude: APART.map((name) => everything(`test/${name}`)),
        },
      },
      ...projects,
    ],
  },
}));
