export const fetchStatuses = ["queued", "running", "done", "failed", "discarded"] as const;
