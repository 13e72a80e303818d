import {
  AddPasskeyInput,
  BeginPasskeyInput,
  ChangedPasskey,
  PasskeyChallenge,
  PasskeyList,
  RemovePasskeyInput,
  RenamePasskeyInput,
} from "@/domain/passkeys/schema";
import { addPasskey } from "@/server/services/passkeys/add-passkey";
import { beginPasskey } from "@/server/services/passkeys/begin-passkey";
import { listPasskeys } from "@/server/services/passkeys/list-passkeys";
import { removePasskey } from "@/server/services/passkeys/remove-passkey";
import { renamePasskey } from "@/server/services/passkeys/rename-passkey";
import { memberProcedure, router } from "@/server/trpc/init";

const permission = { permission: "passkey.manage" } as const;

/** Everybody's own keys, whichever party they work for. */
export const passkeysRouter = router({
  list: memberProcedure
    .meta(permission)
    .output(PasskeyList)
    .query(({ ctx }) => listPasskeys(ctx)),
  begin: memberProcedure
    .meta(permission)
    .input(BeginPasskeyInput)
    .output(PasskeyChallenge)
    .mutation(({ ctx, input }) => beginPasskey(ctx, input)),
  add: memberProcedure
    .meta(permission)
    .input(AddPasskeyInput)
    .output(ChangedPasskey)
    .mutation(({ ctx, input }) => addPasskey(ctx, input)),
  rename: memberProcedure
    .meta(permission)
    .input(RenamePasskeyInput)
    .output(ChangedPasskey)
    .mutation(({ ctx, input }) => renamePasskey(ctx, input)),
  remove: memberProcedure
    .meta(permission)
    .input(RemovePasskeyInput)
    .output(ChangedPasskey)
    .mutation(({ ctx, input }) => removePasskey(ctx, input)),
});
