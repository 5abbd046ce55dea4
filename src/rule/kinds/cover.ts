// `cover: { timeout: responseTime }`: the timeout set in the API must be at least what the backend takes.
import { isUnknown } from "../../model/unknown.ts";
import { draft } from "../draft.ts";
import { distinctApis } from "./apis.ts";
import type { Kind } from "./kind.ts";

export const cover: Kind<"cover"> = (rule, { routes, assume }) =>
  distinctApis(rule, routes).flatMap(({ api, routes: ids }) => {
    const { timeout, responseTime } = api;
    if (isUnknown(timeout) || isUnknown(responseTime)) {
      if (!isUnknown(timeout) || !isUnknown(responseTime))
        assume(
          `${rule.info.id}: ${api.id} states only one of timeout and response time, so they were not compared`,
        );
      return [];
    }
    if (timeout >= responseTime) return [];
    return [
      draft(
        rule,
        [api.id],
        `${api.id} gives up after ${timeout} s, and its backend takes ${responseTime} s`,
        {
          resources: [api.id],
          mark: {
            place: api.place,
            label: `timeout ${timeout} s is less than the response time of ${responseTime} s`,
          },
          routes: ids,
          notes: [
            { label: "seen as", text: "504 Gateway Time-out, whatever the security groups admit" },
          ],
          help: `raise the backend timeout of ${api.id} to more than ${responseTime} s, or make the backend answer sooner`,
        },
      ),
    ];
  });
