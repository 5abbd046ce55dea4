// The vendor's own SDK, pointed at a local cloud.
import { Client as ApigatewayClient } from "tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_client.js";
import { Client as CamClient } from "tencentcloud-sdk-nodejs/tencentcloud/services/cam/v20190116/cam_client.js";
import { Client as ClbClient } from "tencentcloud-sdk-nodejs/tencentcloud/services/clb/v20180317/clb_client.js";
import { Client as CvmClient } from "tencentcloud-sdk-nodejs/tencentcloud/services/cvm/v20170312/cvm_client.js";
import { Client as RegionClient } from "tencentcloud-sdk-nodejs/tencentcloud/services/region/v20220627/region_client.js";
import { Client as StsClient } from "tencentcloud-sdk-nodejs/tencentcloud/services/sts/v20180813/sts_client.js";
import { Client as TkeClient } from "tencentcloud-sdk-nodejs/tencentcloud/services/tke/v20180525/tke_client.js";
import { Client as TseClient } from "tencentcloud-sdk-nodejs/tencentcloud/services/tse/v20201207/tse_client.js";
import { Client as TsfClient } from "tencentcloud-sdk-nodejs/tencentcloud/services/tsf/v20180326/tsf_client.js";
import { Client as VpcClient } from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_client.js";
import { EXAMPLE, type Cloud, type Credential } from "./cloud.ts";

export interface ClientOptions {
  readonly credential?: Partial<Credential>;
  readonly region?: string;
  /** Seconds. */
  readonly timeout?: number;
}

export function clientsOf(cloud: Cloud, options: ClientOptions = {}) {
  const { secretId, secretKey, token } = options.credential ?? EXAMPLE;
  const config = {
    credential: {
      ...(secretId !== undefined && { secretId }),
      ...(secretKey !== undefined && { secretKey }),
      ...(token !== undefined && { token }),
    },
    ...(options.region !== "" && { region: options.region ?? "ap-guangzhou" }),
    profile: {
      httpProfile: {
        endpoint: cloud.endpoint,
        protocol: "http://",
        reqTimeout: options.timeout ?? 10,
      },
    },
  };
  return {
    vpc: new VpcClient(config),
    clb: new ClbClient(config),
    cvm: new CvmClient(config),
    apigateway: new ApigatewayClient(config),
    tke: new TkeClient(config),
    tsf: new TsfClient(config),
    tse: new TseClient(config),
    sts: new StsClient(config),
    cam: new CamClient(config),
    region: new RegionClient(config),
  };
}

export interface Failure {
  readonly code: string | undefined;
  readonly message: string;
  readonly httpCode: number | undefined;
  readonly requestId: string | undefined;
}

/** What the SDK rejected with; an answer is a failure of the test. */
export async function failureOf(call: Promise<unknown>): Promise<Failure> {
  const answer = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ("value" in answer) throw new Error(`answered ${JSON.stringify(answer.value).slice(0, 200)}`);
  const { code, message, httpCode, requestId } = answer.error as Failure;
  return { code, message, httpCode, requestId };
}
