// Sentences of src/load/definitions, by key.
import { sentences } from "../sentences.ts";

export const definitions = sentences({
  "definitions.looks": () =>
    `YAML or JSON with "version: 1" and keys such as "securityGroups" or "gateways"`,
});
