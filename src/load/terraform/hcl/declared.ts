// What declarations come to: a variable's value by its type and default, an id by an import block.
import { message } from "../../../words/index.ts";
import type { ModuleConfig } from "./config.ts";
import { evaluate } from "./evaluate.ts";
import { referenceText } from "./providers.ts";
import type { EvaluationScope } from "./scope.ts";
import { NOTHING_HIDDEN } from "../../../model/secret.ts";
import { madeOfSecrets, secret } from "./secrets.ts";
import type { SyntaxBlock, Expression } from "./syntax/syntax.ts";
import { convert, typeOf } from "./types.ts";
import { invalid, isNull, plainText, unknown, type Node } from "./values.ts";

/** Given value, converted to the type; else the default; else unknown. */
export function variableValue(
  given: Node | null,
  name: string,
  block: SyntaxBlock,
  scope: EvaluationScope,
): Node {
  if (!isSensitive(block)) return typedValue(given, name, block, scope);
  scope.run.hides = true;
  const value = typedValue(given && madeOfSecrets(given, NOTHING_HIDDEN), name, block, scope);
  return secret(value, "sensitive");
}

/** `sensitive = true` of a variable or an output. */
export function isSensitive({ body: { attributes } }: SyntaxBlock): boolean {
  const said = ["sensitive", "ephemeral"].map((name) => attributes.get(name)?.value);
  return said.some((one) => one?.kind === "literal" && String(one.value) === "true");
}

export function hidden(value: Node, { run }: EvaluationScope): Node {
  run.hides = true;
  return madeOfSecrets(value, NOTHING_HIDDEN);
}

function typedValue(
  given: Node | null,
  name: string,
  block: SyntaxBlock,
  scope: EvaluationScope,
): Node {
  const { attributes } = block.body;
  const typeSyntax = attributes.get("type")?.value;
  const literal = (expression: Expression) => evaluate(expression, scope);
  const type = typeSyntax ? typeOf(typeSyntax, literal) : null;
  const fallback = attributes.get("default");
  const nullable = attributes.get("nullable")?.value;
  const strict = nullable?.kind === "literal" && nullable.value === false;
  let value = given;
  if (value && strict && isNull(value)) value = null;
  if (!value && fallback) value = evaluate(fallback.value, scope);
  if (!value) return unknown(message("terraform.unset-variable", name), block.header);
  if (!type) return value;
  return convert(value, type) ?? invalid(message("terraform.variable-type", name), value.place);
}

/** `import { to = a.b["x"], id = "sg-1" }` in the root module. */
export function importedId(
  config: ModuleConfig,
  key: string,
  slot: string | number | null,
  scope: EvaluationScope,
): string | null {
  for (const { body } of config.imports) {
    const [to, id] = [body.attributes.get("to")?.value, body.attributes.get("id")?.value];
    if (!to || !id || body.attributes.has("for_each")) continue;
    const index = to.kind === "index" && to.key.kind === "literal" ? to.key.value : null;
    if (referenceText(to.kind === "index" ? to.of : to) !== key || index !== slot) continue;
    return plainText(evaluate(id, scope));
  }
  return null;
}
