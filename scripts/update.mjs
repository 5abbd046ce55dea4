// Writes anew whatever is made of something else: modules in src/generated, schemas, pages, the CAM policy, the plan and
// state of the example, golden outputs. Read the diff then. In rounds, since some of it is made of other parts of it.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
/** Of what is written, that which something else is made of. */
const SOURCES = ["schemas", "test/examples"];
const ROUNDS = 3;

const writers = files("test").filter(
  (file) => file.endsWith(".test.ts") && /\.toMatch(File|Inline)?Snapshot\(/.test(read(file)),
);

let [ok, before] = [false, ""];
for (let round = 1; round <= ROUNDS && fingerprint() !== before; round++) {
  before = fingerprint();
  // vitest takes what follows a bare `-u` as its value.
  ok = run("npx", ["vitest", "run", "--update=all", ...writers]);
}
ok = run("npx", ["oxfmt"]) && ok;
process.exit(ok ? 0 : 1);

function run(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: "inherit" }).status === 0;
}

function fingerprint() {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap(files)) hash.update(`${file}\0${read(file)}\0`);
  return hash.digest("hex");
}

function files(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .toSorted();
}

function read(file) {
  return readFileSync(join(root, file), "utf8");
}
