// The report formats. A new one is one file and one line here. Nothing is loaded before it is asked for.
import type { Report } from "../model/finding.ts";
import type { RenderOptions } from "./options.ts";

/** Pure: the same report and options give the same text, which ends with a newline or is empty. */
export type Render = (report: Report, options?: RenderOptions) => string;

export const FORMATS = {
  pretty: async () => (await import("./pretty.ts")).renderPretty,
  concise: async () => (await import("./concise.ts")).renderConcise,
  json: async () => (await import("./json.ts")).renderJson,
  rdjson: async () => (await import("./rdjson.ts")).renderRdjson,
  sarif: async () => (await import("./sarif.ts")).renderSarif,
} satisfies Record<string, () => Promise<Render>>;

export type Format = keyof typeof FORMATS;
