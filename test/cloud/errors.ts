// Errors as the service words them: they travel in the body of an HTTP 200 answer.

export class ApiError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export function missing(parameter: string): ApiError {
  return new ApiError(
    "MissingParameter",
    `The request is missing a required parameter \`${parameter}\`.`,
  );
}

export function wrongType(parameter: string, expected: string): ApiError {
  return new ApiError(
    "InvalidParameter",
    `The value type of parameter \`${parameter}\` is not valid, input type should be \`${expected}\`.`,
  );
}

export function wrongValue(parameter: string, why: string): ApiError {
  return new ApiError(
    "InvalidParameterValue",
    `The value of parameter \`${parameter}\` is not valid: ${why}.`,
  );
}

export function notFound(code: string, id: string): ApiError {
  return new ApiError(code, `The resource \`${id}\` is not found.`);
}

/** `UnauthorizedOperation`, as CAM answers it. */
export function denied(service: string, action: string, region: string, uin: string): ApiError {
  const prefix = service === "apigateway" ? "apigw" : service;
  return new ApiError(
    "UnauthorizedOperation",
    `you are not authorized to perform operation (${prefix}:${action})\n` +
      `resource (qcs::${prefix}:${region}:uin/${uin}:*) has no permission\n`,
  );
}

export function throttled(times: number, limit: number): ApiError {
  return new ApiError(
    "RequestLimitExceeded",
    `Your current request times equals to \`${times}\` in a second, which exceeds the frequency ` +
      `limit \`${limit}\` for a second. Please reduce the frequency of calls.`,
  );
}
