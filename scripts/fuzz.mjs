// The fuzzer as a process: `npm run fuzz -- 100000`. Bundles it, with the sources as they are, and runs it; CONTRIBUTING.md
// says how what fails is replayed.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { generate } from "./generate.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
generate();
const dir = mkdtempSync(join(root, "node_modules/.sglint-fuzz-"));
try {
  const bundle = await rolldown({
    input: { run: join(root, "test/fuzz/run.ts"), worker: join(root, "test/fuzz/worker.ts") },
    platform: "node",
    external: [/^tencentcloud-sdk-nodejs\//, "web-tree-sitter"],
    treeshake: { moduleSideEffects: false },
    resolve: { mainFields: ["module", "main"] },
    logLevel: "silent",
  });
  await bundle.write({ dir, format: "esm", sourcemap: false });
  await bundle.close();
  const command = [join(dir, "run.js"), ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, command, { stdio: "inherit", cwd: root });
  process.exitCode = status ?? 1;
} finally {
  rmSync(dir, { recursive: true, force: true });
}
