// Sentences of src/rule, by key.
import { sentences } from "../sentences.ts";

export const rules = sentences({
  "rules.no-demand": (hop, backend) =>
    `nothing says who must be admitted at the ${hop} hop of a ${backend} backend`,
  "rules.add-demand": (hop, backend) =>
    `say it in a rule of your own: \`for: { backend: ${backend}, hop: ${hop} }\` and \`require\``,
});
