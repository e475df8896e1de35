/** The answer to a finished request with a ClientToken, kept so that a repetition can be given the same one. */
export interface TokenRecord {
  /** The request's own parameters, to tell a repetition from another request with the same token. */
  parameters: string;
  body: Record<string, unknown>;
  gatewayIds: string[];
  resourceId?: string;
}
