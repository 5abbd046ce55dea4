// Runs the benchmarks, or those named: `npm run bench -- judge start`. Figures are for reading; nothing here fails.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const here = fileURLToPath(new URL(".", import.meta.url));
const all = readdirSync(here)
  .filter((file) => file.endsWith(".ts") && file !== "measure.ts")
  .map((file) => basename(file, ".ts"));
const wanted = process.argv.length > 2 ? process.argv.slice(2) : all;
const unknown = wanted.filter((name) => !existsSync(join(here, `${name}.ts`)));
if (unknown.length > 0) {
  console.error(`no benchmark called ${unknown.join(", ")}; there are ${all.join(", ")}`);
  process.exit(2);
}
const aside = mkdtempSync(join(here, "../node_modules/.sglint-bench-"));
try {
  for (const name of wanted) {
    const bundle = await rolldown({
      input: join(here, `${name}.ts`),
      platform: "node",
      treeshake: { moduleSideEffects: false },
      resolve: { mainFields: ["module", "main"] },
    });
    const file = join(aside, `${name}.mjs`);
    await bundle.write({ file, format: "esm", codeSplitting: false });
    await bundle.close();
    console.log(`\n## ${name}`);
    spawnSync(process.execPath, [file], { stdio: "inherit", cwd: join(here, "..") });
  }
} finally {
  rmSync(aside, { recursive: true, force: true });
}
