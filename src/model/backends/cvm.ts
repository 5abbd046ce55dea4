// Machines called directly: targets by name, as of an upstream.
import { message } from "../../words/index.ts";
import { withTargets } from "./upstream.ts";

export const cvm = withTargets<"cvm">(message("model.backend-cvm"));
