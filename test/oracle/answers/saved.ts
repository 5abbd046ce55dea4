// Answers as they reach sglint: files that somebody saved, with pages, wrappers and names as they come, or one snapshot.
// Keys stand in any order.
import type { Answer, Draw } from "./answer.ts";
import { REGION } from "./answer.ts";

export interface SavedFile {
  readonly file: string;
  readonly value: unknown;
}

export function savedFiles(answers: readonly Answer[], draw: Draw): SavedFile[] {
  const bundle: unknown[] = [];
  const files = draw.shuffled(answers).flatMap((answer, i): SavedFile[] => {
    const pages = pagesOf(answer, draw);
    const [owner] = Object.values(answer.subject);
    const isWrapped = owner !== undefined && draw.chance(0.4);
    const values = pages.map((page) => {
      const body = { ...page, RequestId: `5cf1a813-${i}` };
      if (isWrapped) return { ...answer.subject, Response: body };
      return draw.chance(0.5) ? { Response: body } : body;
    });
    const name = `dump/${isWrapped ? "answer" : (owner ?? "all")}.${answer.action}.${i}`;
    if ((isWrapped || owner === undefined) && draw.chance(0.3)) {
      bundle.push(...values);
      return [];
    }
    if (values.length > 1 && draw.chance(0.5)) return [{ file: `${name}.json`, value: values }];
    return values.map((value, page) => ({ file: `${name}.${page}.json`, value }));
  });
  const all = bundle.length > 0 ? [{ file: "dump/bundle.json", value: bundle }] : [];
  return [...files, ...all].map(({ file, value }) => ({ file, value: anyOrder(value, draw) }));
}

/** Cut anywhere; the elements stay in their order. */
function pagesOf({ list, body, count, in: holder }: Answer, draw: Draw): object[] {
  const held = (content: object) => (holder === "Result" ? { Result: content } : content);
  if (list === null) return [held({ ...body })];
  const { key, elements } = list;
  const pages: (readonly object[])[] = [];
  for (let from = 0; from < elements.length || pages.length === 0;) {
    const isCut = count !== undefined && draw.chance(0.4);
    const size = isCut ? 1 + draw.below(elements.length) : Math.max(1, elements.length);
    pages.push(elements.slice(from, from + size));
    from += size;
  }
  return pages.map((page) =>
    held({ ...body, [key]: page, ...count?.(page.length, elements.length) }),
  );
}

/** A snapshot holds no nulls: they say what absence says. */
export function snapshotOf(answers: readonly Answer[], draw: Draw): SavedFile {
  const counts = new Map<string, number>();
  for (const { service, action } of answers) {
    const name = `${service === "apigateway" ? "apigw" : service}:${action}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const calls = [...counts].map(([call, n]) => ({
    region: REGION,
    call,
    asked: n,
    answered: n,
    withdrawn: 0,
    failed: 0,
    pending: 0,
  }));
  const entries = draw
    .shuffled(answers)
    .map(({ service, action, subject, list, body, ...rest }) => {
      const all = list?.elements.length ?? 0;
      const content = {
        ...body,
        ...(list && { [list.key]: list.elements }),
        ...rest.count?.(all, all),
      };
      return {
        Region: REGION,
        Service: service,
        Action: action,
        ...subject,
        Response: rest.in === "Result" ? { Result: content } : content,
      };
    });
  const value = {
    sglint: "snapshot",
    version: 1,
    tool: "0.0.0",
    account: "1250000000",
    redacted: false,
    regions: [REGION],
    time: { started: "2026-01-01T00:00:00Z", finished: "2026-01-01T00:01:00Z", sittings: 1 },
    complete: true,
    calls,
    notices: [],
    answers: withoutNulls(anyOrder(entries, draw)),
  };
  return { file: "snapshot.json", value };
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([, one]) => one !== null);
  return Object.fromEntries(kept.map(([key, one]) => [key, withoutNulls(one)]));
}

function anyOrder(value: unknown, draw: Draw): unknown {
  if (Array.isArray(value)) return value.map((one) => anyOrder(one, draw));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, anyOrder(one, draw)] as const);
  return Object.fromEntries(draw.shuffled(entries));
}
