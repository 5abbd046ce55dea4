// Vitest's global set-up: the generated modules must exist before any test imports the sources.
// @ts-expect-error plain JavaScript, run by the build as well
import { generate } from "../scripts/generate.mjs";

export default function setup(): void {
  generate();
}
