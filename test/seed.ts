// Random tests draw the same cases in every run, so that a red build means that the change is at fault. To look
// further, draw others: FC_SEED=random, or a number that a failure printed.
import fc from "fast-check";

const wanted = process.env["FC_SEED"] ?? "20261123";
if (wanted !== "random") fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wanted) });
