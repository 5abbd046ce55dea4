// Bundles src into dist, with types for the library. Does nothing, and prints nothing, when dist was built
// from these very inputs: `npx sglint` in this folder runs `prepare` again. Never prints on stdout.
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const stamp = join(dist, ".inputs");

/** What every run needs, in one file: each further one that node opens costs about a millisecond. */
const START_UP =
  /src\/cli\/(main|start|arguments|commands|flags|output|exit)\.ts|src\/version\.ts|src\/report\/(escape|index)\.ts|src\/model\/place\.ts|node_modules\/commander\/|rolldown\/runtime/;

/** What every `check` imports at once, with whatever that imports; the rest of `check` is loaded when it is met. */
const CHECK = /src\/cli\/commands\/check\.ts|src\/report\/pretty\.ts/;

/** What is loaded together in the end is one file too. */
const TERRAFORM = /src\/load\/terraform\/(open|hcl\/index|hcl\/readers\/readership)\.ts/;
const DEFINITIONS = /src\/load\/definitions\/index\.ts/;

const inputs = [
  "src",
  "rules",
  "ranges",
  "schemas",
  "docs",
  "scripts",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];

/** Builds when an input changed since the last build, or when `force` is set. Resolves to whether it did. */
export async function build({ force = false } = {}) {
  const now = fingerprint();
  const built = existsSync(stamp) && existsSync(join(root, "src/generated"));
  if (!force && built && readFileSync(stamp, "utf8") === now) return false;
  const { generate } = await import("./generate.mjs");
  generate();
  // Built aside and moved into place, so that a run at the same moment never sees half of it.
  const aside = join(root, "node_modules", `.sglint-build-${process.pid}`);
  mkdirSync(aside, { recursive: true });
  try {
    await bundle(aside);
    declarations(aside);
    writeFileSync(join(aside, ".inputs"), now);
    swap(aside);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return true;
}

/** Paths, sizes and modification times of everything that goes into dist: a few milliseconds, no reading. */
function fingerprint() {
  const hash = createHash("sha256").update(process.version);
  for (const path of inputs.flatMap(files).toSorted()) {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

function files(path) {
  const absolute = join(root, path);
  // Written by the build itself.
  if (path === "src/generated" || !existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [path];
  return readdirSync(absolute).flatMap((name) => files(`${path}/${name}`));
}

/** Two bundles that share nothing: a chunk of both would be the command's own file, and run it in who imports the library. */
async function bundle(dir) {
  const startUp = {
    codeSplitting: {
      groups: [
        { name: "start", test: START_UP, priority: 4 },
        { name: "check", test: CHECK, priority: 3 },
        { name: "definitions", test: DEFINITIONS, priority: 2 },
        { name: "terraform", test: TERRAFORM, priority: 1 },
      ],
    },
  };
  await bundleOne(dir, { sglint: "src/cli/main.ts" }, startUp);
  await bundleOne(dir, { index: "src/index.ts" }, {});
  chmodSync(join(dir, "sglint.js"), 0o755);
}

async function bundleOne(dir, input, splitting) {
  const { rolldown } = await import("rolldown");
  const bundled = await rolldown({
    input,
    cwd: root,
    platform: "node",
    // Large, and opened by `fetch` only, one service at a time.
    // The parser of HCL brings WebAssembly of its own, and the SDK is large: both are loaded where they are needed.
    external: [/^tencentcloud-sdk-nodejs\//, "web-tree-sitter"],
    // The ES modules of a package: what is required by a computed name cannot be bundled.
    resolve: { mainFields: ["module", "main"] },
    logLevel: "warn",
    // What is imported lazily from one place may be needed at once by another: no news.
    onLog: (_level, log) =>
      log.code === "INEFFECTIVE_DYNAMIC_IMPORT" || process.stderr.write(`build: ${log.message}\n`),
    transform: { target: "node20" },
    treeshake: { moduleSideEffects: false },
  });
  await bundled.write({
    dir,
    format: "esm",
    sourcemap: false,
    // Half the text is half the time to compile it; the names stay for those who debug.
    minify: { mangle: false, compress: true, codegen: true },
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name]-[hash].js",
    ...splitting,
  });
  await bundled.close();
}

/** Types of the library. What is wrong in them is the type check's business (`npm run types`), not the build's. */
function declarations(dir) {
  const config = join(dir, "tsconfig.json");
  const options = {
    noEmit: false,
    noCheck: true,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: join(root, "src"),
    outDir: join(dir, "types"),
  };
  const project = {
    extends: join(root, "tsconfig.json"),
    compilerOptions: options,
    include: [],
    files: [join(root, "src/index.ts")],
  };
  writeFileSync(config, JSON.stringify(project));
  const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
  const command = [join(dirname(typescript), "bin/tsc"), "-p", config];
  const run = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8" });
  rmSync(config);
  if (run.status !== 0) throw new Error(`no type declarations:\n${run.stdout}${run.stderr}`);
}

/** Another build may do the same at this moment: whichever comes last finds a whole dist and leaves it. */
function swap(aside) {
  const old = `${aside}-old`;
  try {
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(aside, dist);
  } catch (error) {
    if (!["ENOENT", "ENOTEMPTY", "EEXIST"].includes(error.code)) throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build({ force: process.argv.includes("--force") });
}
