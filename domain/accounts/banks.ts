export const bankKinds = ["large", "joint_stock", "city", "rural", "village", "private"] as const;
