export const productStatuses = ["draft", "published", "withdrawn"] as const;
