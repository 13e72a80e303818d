/** Why a node answers no; sent as problem JSON `{status, reason}`. */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 422 | 503,
    readonly reason: string,
  ) {
    super(reason);
    this.name = "Refusal";
  }
}
