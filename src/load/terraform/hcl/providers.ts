// Which provider a resource uses, and that provider's region. Evaluates what it needs, remembers nothing.
import { evaluate } from "./evaluate.ts";
import type { Run, EvaluationScope } from "./scope.ts";
import type { SyntaxBlock, Expression } from "./syntax/syntax.ts";
import { isNull, plainText } from "./values.ts";

/** `providers = { tencentcloud = tencentcloud.hk }`; what is not passed goes by its own name. */
export function passedProvider(providers: Expression | undefined, name: string): string {
  if (providers?.kind !== "object") return name;
  const entry = providers.entries.find(({ key }) => referenceText(key) === name);
  return (entry && referenceText(entry.value)) ?? name;
}

/** `tencentcloud.hk` as written; null where it is no plain reference. */
export function referenceText(expression: Expression): string | null {
  if (expression.kind === "name") return expression.name;
  if (expression.kind === "literal")
    return typeof expression.value === "string" ? expression.value : null;
  if (expression.kind === "group") return referenceText(expression.of);
  if (expression.kind !== "attribute") return null;
  const head = referenceText(expression.of);
  return head === null ? null : `${head}.${expression.name}`;
}

const DEFAULT_REGION = "ap-guangzhou";

/** The provider block's region, else the environment's, else the provider's own default. */
export function regionOfProvider(block: SyntaxBlock, scope: EvaluationScope): string | null {
  const region = block.body.attributes.get("region");
  const value = region ? evaluate(region.value, scope) : null;
  return !value || isNull(value) ? regionOutside(scope.run) : plainText(value);
}

/** Without a provider block, or without a region in it. */
export function regionOutside({ environment }: Run): string {
  return environment.get("TENCENTCLOUD_REGION") ?? DEFAULT_REGION;
}
