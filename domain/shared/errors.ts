const refusalCodes = [
  "BAD_REQUEST",
  "UNAUTHORIZED",
  "NOT_FOUND",
  "FORBIDDEN",
  "CONFLICT",
  "UNPROCESSABLE_CONTENT",
  "PAYLOAD_TOO_LARGE",
  "TOO_MANY_REQUESTS",
  "SERVICE_UNAVAILABLE",
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** A refusal the caller can understand. Anything else that is thrown is a bug. */
export class DomainError extends Error {
  constructor(
    readonly code: RefusalCode,
    /** Also the key of its sentence in both languages. */
    readonly reason: string,
    /** The input field it is about, where there is one. */
    readonly field?: string,
  ) {
    super(reason);
    this.name = new.target.name;
  }
}

export class NotFound extends DomainError {
  constructor(entity: string) {
    super("NOT_FOUND", `${entity}_not_found`);
  }
}

export class Forbidden extends DomainError {
  constructor(action: string) {
    super("FORBIDDEN", `${action}_forbidden`);
  }
}

export class Conflict extends DomainError {
  constructor(reason: string) {
    super("CONFLICT", reason);
  }
}

/** Well-formed input that a rule refuses; names the field. */
export class Invalid extends DomainError {
  constructor(reason: string, field: string) {
    super("UNPROCESSABLE_CONTENT", reason, field);
  }
}

export class Unavailable extends DomainError {
  constructor(reason: string) {
    super("SERVICE_UNAVAILABLE", reason);
  }
}
