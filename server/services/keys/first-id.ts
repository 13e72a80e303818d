/** Below every id: where a walk over all of them begins. */
export const firstId = "00000000-0000-0000-0000-000000000000";
