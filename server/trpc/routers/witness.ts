import {
  CheckpointView,
  CosignedView,
  CosignInput,
  GetCheckpointInput,
  RegisterWitnessKeyInput,
  WitnessKeyView,
  WitnessStatusView,
} from "@/domain/ledger/witness-schema";
import { cosignCheckpoint } from "@/server/services/witness/cosign-checkpoint";
import { getCheckpoint } from "@/server/services/witness/get-checkpoint";
import { getWitnessStatus } from "@/server/services/witness/get-witness-status";
import { registerWitnessKey } from "@/server/services/witness/register-witness-key";
import { bankProcedure, router } from "@/server/trpc/init";

export const witnessRouter = router({
  checkpoint: bankProcedure
    .meta({ permission: "witness.read" })
    .input(GetCheckpointInput)
    .output(CheckpointView)
    .query(({ ctx, input }) => getCheckpoint(ctx, input)),
  status: bankProcedure
    .meta({ permission: "witness.read" })
    .output(WitnessStatusView)
    .query(({ ctx }) => getWitnessStatus(ctx)),
  registerKey: bankProcedure
    .meta({ permission: "witness.register" })
    .input(RegisterWitnessKeyInput)
    .output(WitnessKeyView)
    .mutation(({ ctx, input }) => registerWitnessKey(ctx, input)),
  cosign: bankProcedure
    .meta({ permission: "witness.cosign" })
    .input(CosignInput)
    .output(CosignedView)
    .mutation(({ ctx, input }) => cosignCheckpoint(ctx, input)),
});
