// Keys of answers under which people keep passwords, tokens and scripts. Nothing is judged by them, so they are dropped as
// they arrive and reach no file.

const KEYS = new Set([
  // cvm
  "LoginSettings",
  "Metadata",
  "UserData",
  // tke
  "InstanceAdvancedSettings",
  // apigateway
  "ConstantParameters",
  "HealthChecker",
  "OauthConfig",
  "RequestParameters",
  "ResponseFailExample",
  "ResponseSuccessExample",
  "ServiceMockReturnMessage",
  "ServiceParameters",
]);

const NAMED = /Password|Secret|UserScript|EnvironmentVariables|^Envs?$/;

export function holdsSecrets(key: string): boolean {
  return NAMED.test(key) || KEYS.has(key);
}
