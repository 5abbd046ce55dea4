// What is worth knowing beside complaints and findings. Never affects the verdict or the exit code.

export interface Notice {
  /** `read`: what was read as what, told on request; `news`: told unasked. Who shows it decides by this, never by the text. */
  readonly kind: "read" | "news";
  readonly text: string;
}

export function wasRead(text: string): Notice {
  return { kind: "read", text };
}

export function news(text: string): Notice {
  return { kind: "news", text };
}
