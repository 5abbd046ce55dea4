// Values of the root module's variables, by Terraform's precedence: environment, terraform.tfvars,
// terraform.tfvars.json, *.auto.tfvars by name, --var-file, --var; later ones win. Reads only what it is given.
import type { Complaint } from "../../../model/complaint.ts";
import type { Place } from "../../../model/place.ts";
import { say } from "../../../words/index.ts";
import { hidden } from "./declared.ts";
import { evaluate } from "./evaluate.ts";
import { isSlip } from "../../text/parsed.ts";
import type { InputFile } from "../../loader.ts";
import { readJsonValues } from "./json.ts";
import type { HclParser } from "./syntax/parse.ts";
import { folderOf, nameOf } from "./paths.ts";
import type { EvaluationScope } from "./scope.ts";
import { spotAt, spotSource } from "./syntax/spot.ts";
import type { SyntaxBlock, Expression } from "./syntax/syntax.ts";
import { scalarNode, type Node } from "./values.ts";

export interface GivenValues {
  readonly folder: string;
  readonly files: readonly InputFile[];
  readonly variables: ReadonlyMap<string, string>;
  readonly variableFiles: readonly InputFile[];
  readonly environment: ReadonlyMap<string, string>;
}

export interface RootValues {
  /** The value given from outside, or null. */
  of(name: string, declaration: SyntaxBlock, scope: EvaluationScope): Node | null;
  /** Names given in files or by --var, for those that are not declared. */
  readonly names: readonly {
    readonly name: string;
    readonly origin: string;
    readonly strict: boolean;
  }[];
}

export function rootValues(
  given: GivenValues,
  parser: HclParser,
  complain: (complaints: readonly Complaint[]) => void,
): RootValues {
  const values = new Map<string, Expression>();
  const names = new Map<string, { name: string; origin: string; strict: boolean }>();
  for (const input of [...valueFiles(given), ...given.variableFiles]) {
    const { file, text } = input;
    const syntax = file.endsWith(".json")
      ? readJsonValues(parser, file, text)
      : parser.file(file, text);
    complain(syntax.complaints);
    for (const block of syntax.body.blocks)
      complain([
        {
          message: say("terraform-hcl.values-with-blocks"),
          place: block.header,
          file: null,
        },
      ]);
    for (const [name, attribute] of syntax.body.attributes) {
      values.set(name, attribute.value);
      names.set(name, { name, origin: file, strict: false });
    }
  }
  for (const name of given.variables.keys())
    names.set(name, { name, origin: "--var", strict: true });
  return {
    names: [...names.values()],
    of: (name, declaration, scope) => {
      const flag = given.variables.get(name);
      if (flag !== undefined) {
        const place = spotAt(spotSource(`--var ${name}`, flag))(0, flag.length);
        return valueOf(flag, place, declaration, scope, parser);
      }
      const expression = values.get(name);
      if (expression) return evaluate(expression, scope);
      const variable = given.environment.get(`TF_VAR_${name}`);
      if (variable === undefined) return null;
      return hidden(valueOf(variable, declaration.header, declaration, scope, parser), scope);
    },
  };
}

function valueFiles({ folder, files }: GivenValues): InputFile[] {
  const own = files.filter(({ file }) => folderOf(file) === folder);
  const named = (name: string) => own.filter(({ file }) => nameOf(file) === name);
  const auto = own
    .filter(({ file }) => /\.auto\.tfvars(\.json)?$/.test(file))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
  return [...named("terraform.tfvars"), ...named("terraform.tfvars.json"), ...auto];
}

/** A text for a variable of a simple type; an expression for one of a list, map or object type. */
function valueOf(
  text: string,
  place: Place,
  { body }: SyntaxBlock,
  scope: EvaluationScope,
  parser: HclParser,
): Node {
  const type = body.attributes.get("type")?.value;
  const simple = !type || (type.kind === "name" && /^(string|number|bool)$/.test(type.name));
  if (simple) return scalarNode(text, place);
  const expression = parser.expression(text, () => place);
  return isSlip(expression) ? scalarNode(text, place) : evaluate(expression, scope);
}
