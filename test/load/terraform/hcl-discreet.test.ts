// A mistake beside a secret is told of without the text of its line.
import { expect, test } from "vitest";
import { isHidden } from "../../../src/model/secret.ts";
import { hclParser } from "../../../src/load/terraform/hcl/syntax/parse.ts";

const parser = await hclParser();
const PROVIDER = 'provider "p" {\n  region = "open sesame" "x"\n}\n';

test.each<[string, string, boolean]>([
  ["a.tf", 'r "x" { password = "open sesame" "x" }', true],
  ["a.tf", 'r "x" { db = "a", api_token = "open sesame" "x" }', true],
  ["a.tf", 'r "x" {\n  secret_key = "open sesame" "x"\n}\n', true],
  ["a.tf", 'r "x" {\n  secret_key = "open sesame', true],
  ["a.tf", PROVIDER, true],
  ["a.tf", `b = 1\n\n${PROVIDER}`, true],
  ["terraform.tfvars", 'name = "open sesame" "x"', true],
  ["a.tf", 'r "x" {\n  name = "open sesame" "x"\n}\n', false],
  ["a.tf", 'provider "p" {\n}\nr "x" {\n  name = "open sesame" "x"\n}\n', false],
  ["a.tf", 'r "x" {\n  password = "y"\n  name = "open sesame" "x"\n}\n', false],
])("%s: %j", (file, text, hides) => {
  const { complaints } = parser.file(file, text);
  expect(complaints.length).toBeGreaterThan(0);
  expect(complaints.map(({ place }) => place !== null && isHidden(place))).toEqual(
    complaints.map(() => hides),
  );
  if (hides) expect(complaints.map(({ message }) => message).join()).not.toMatch(/sesame/);
});

test("the name of an argument that stands twice is told", () => {
  const { complaints } = parser.file("a.tf", 'password = "open"\npassword = "sesame"\n');
  expect(complaints.map(({ message }) => message).join()).toMatch(/"password"/);
});
