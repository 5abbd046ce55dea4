// An answer that leads elsewhere: the token of the keys travels in a header, and may not follow.
import { Agent, createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { callNamed } from "../../../../src/load/vendor/calls.ts";
import { sdkTransport } from "../../../../src/load/fetch/live/client.ts";
import { liveError } from "../../../../src/load/fetch/live/errors.ts";
import { EXAMPLE } from "../../../cloud/cloud.ts";

async function listening(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.each([301, 302, 307, 308])("HTTP %i is not followed to another host", async (status) => {
  const reached: unknown[] = [];
  const other = await listening((request, response) => {
    reached.push(request.headers);
    response.end("{}");
  });
  const host = await listening((_, response) => {
    response.writeHead(status, { Location: `http://${other}/` }).end();
  });
  const agent = new Agent();
  const ask = sdkTransport({
    credentials: async () => ({ ...EXAMPLE, token: "canary-token" }),
    endpoint: { secure: false, host },
    agent: async () => agent,
    timeout: 5_000,
  });
  const call = callNamed("DescribeSubnets");
  const region = "ap-guangzhou";
  const { signal } = new AbortController();
  const error = await ask({ call, params: {}, region, signal }).then(
    () => null,
    (failure: unknown) => liveError(failure, call, region, []),
  );
  expect(error).toMatchObject({ kind: "refused", code: "redirection" });
  expect(error!.message).toContain(`redirected to ${other}, which is not asked`);
  expect(reached).toEqual([]);
});
