// The CAM policy that a fetch needs: exactly the actions of the table of calls, all of them reading.
import { LIVE_CALLS, permission } from "../../vendor/calls.ts";

export function camPolicy(): unknown {
  return {
    version: "2.0",
    statement: [
      { effect: "allow", action: LIVE_CALLS.map(permission).toSorted(), resource: ["*"] },
    ],
  };
}
