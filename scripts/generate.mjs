// Turns data that never changes at run time into modules: rules, range packs, schema validators.
// Start-up then reads no YAML and compiles no schema. Output: src/generated/ (not committed).
import { mkdirSync, readdirSync, readFileSync, writeFileSync, existsSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { parse } from "yaml";

const root = fileURLToPath(new URL("..", import.meta.url));
const out = join(root, "src/generated");

export function generate() {
  mkdirSync(out, { recursive: true });
  put("rules.json", JSON.stringify(folder("rules"), null, 1));
  put("ranges.json", JSON.stringify(folder("ranges"), null, 1));
  for (const [name, schema] of schemas()) put(`${name}.validator.js`, validator(name, schema));
  for (const [name] of schemas())
    put(
      `${name}.validator.d.ts`,
      `import type { ErrorObject } from "ajv";\nexport declare const validate: ((data: unknown) => boolean) & { errors?: ErrorObject[] | null };\n`,
    );
}

/** Every YAML file of a folder, as `{ file, text, value }`, sorted by name. */
function folder(name) {
  return readdirSync(join(root, name))
    .filter((file) => file.endsWith(".yaml"))
    .toSorted()
    .map((file) => {
      const text = readFileSync(join(root, name, file), "utf8");
      return { file: `${name}/${file}`, value: parse(text) };
    });
}

function schemas() {
  return readdirSync(join(root, "schemas"))
    .filter((file) => file.endsWith(".schema.json"))
    .toSorted()
    .map((file) => [
      basename(file, ".schema.json"),
      JSON.parse(readFileSync(join(root, "schemas", file), "utf8")),
    ]);
}

function validator(name, schema) {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    allowUnionTypes: true,
    discriminator: true,
    code: { source: true, esm: true, lines: true },
  });
  // The file speaks ESM; ajv still requires its own run-time pieces.
  const code = standalone(ajv, { validate: add(ajv, name, schema) });
  const calls = [...new Set(code.match(/require\("[^"]+"\)(?:\.default)?/g) ?? [])];
  let text = code;
  const lines = calls.map((call, i) => {
    const path = /"([^"]+)"/.exec(call)[1];
    text = text.replaceAll(call, `unwrap(runtime${i})`);
    return `import runtime${i} from "${path.endsWith(".js") ? path : `${path}.js`}";`;
  });
  // As written by ajv, each failing element copies all errors so far: quadratic in the number of mistakes.
  text = text.replace(
    /vErrors = vErrors === null \? (\w+)\.errors : vErrors\.concat\(\1\.errors\)/g,
    "vErrors = append(vErrors, $1.errors)",
  );
  lines.push(APPEND);
  if (calls.length > 0) lines.push(UNWRAP);
  return `${lines.join("\n")}\n${text}`;
}

const APPEND = `const append = (all, more) => { if (all === null) return more; for (const one of more) all.push(one); return all; };`;

/** Node, bundlers and test runners disagree on what the default import of such a module is. */
const UNWRAP = `const unwrap = (m) => (typeof m === "function" || !("default" in m) ? m : unwrap(m.default));`;

function add(ajv, name, schema) {
  ajv.addSchema(schema, name);
  return name;
}

function put(file, text) {
  const path = join(out, file);
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  writeFileSync(path, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generate();
