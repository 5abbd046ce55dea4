import { describe, expect, test } from "vitest";
import { displayWidth, wrap } from "../../src/report/width.ts";

test.each([
  ["sg-backend", 10],
  ["", 0],
  ["安全组", 6],
  ["e\u0301", 1],
  ["é", 1],
  ["👨‍👩‍👧", 2],
  ["❤️", 2],
  ["🇨🇳", 2],
  ["한글", 4],
  ["ｆｕｌｌ", 8],
  ["ab中c", 5],
])("%s takes %i cells", (text, cells) => {
  expect(displayWidth(text)).toBe(cells);
});

describe("wrap", () => {
  test.each([
    ["short", 10, ["short"]],
    ["", 10, [""]],
    ["one two three", 7, ["one two", "three"]],
    ["exactly ten", 11, ["exactly ten"]],
    ["a https://example.com/a/long/page b", 10, ["a", "https://example.com/a/long/page", "b"]],
    ["10.0.0.0/8, 11.0.0.0/8 -> tcp/80", 25, ["10.0.0.0/8, 11.0.0.0/8", "-> tcp/80"]],
    ["前面的策略拒绝了", 6, ["前面的", "策略拒", "绝了"]],
    ["策略拒绝，请改", 8, ["策略拒", "绝，请改"]],
    ["组 sg-后端 拒绝", 9, ["组 sg-后", "端 拒绝"]],
  ])("%s at %i", (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });
});
