// What a caller may choose about a report. Every format takes these; what means nothing to it, it passes over.
import type { Notation } from "./notation/index.ts";

export interface RenderOptions {
  /** SGR colours. Default: none. */
  readonly color?: boolean;
  /** Columns of the terminal; prose is wrapped, code is not. Default 80, at least 40. */
  readonly width?: number;
  /** Findings and complaints only: no summary, no routes, no notices. */
  readonly quiet?: boolean;
  /** Also what was taken for granted, and how to try each route directly. */
  readonly verbose?: boolean;
  /** Pretty: how fixes are written; null or absent = like the input. */
  readonly fixAs?: Notation | null;
  /** SARIF: the working directory as seen from the repository's root. */
  readonly directory?: string;
}

export const DEFAULT_WIDTH = 80;
export const LEAST_WIDTH = 40;
