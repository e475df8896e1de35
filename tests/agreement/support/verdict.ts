/** How the service takes a request: undefined where it accepts, else what it answers. */
export type Verdict = { readonly code: string; readonly status: number | undefined } | undefined;

export async function verdictOf(request: Promise<unknown>): Promise<Verdict> {
  try {
    await request;
    return undefined;
  } catch (error) {
    const { code, statusCode } = error as { code?: string; statusCode?: number };
    if (code === undefined) throw error;
    return { code, status: statusCode };
  }
}
