import { z } from "zod";
import { Invalid } from "@/domain/shared/errors";
import { relyingParty } from "./relying-party";

const ClientData = z.object({ challenge: z.string(), origin: z.string() });

/** What the browser says it was asked for, and where. Another site's answer is refused by name. */
export function openClientData(clientDataJSON: string): { challenge: string } {
  let said: z.infer<typeof ClientData>;
  try {
    const text = Buffer.from(clientDataJSON, "base64url").toString("utf8");
    said = ClientData.parse(JSON.parse(text));
  } catch {
    throw new Invalid("passkey_refused", "proof");
  }
  if (said.origin !== relyingParty.origin) throw new Invalid("passkey_origin_wrong", "proof");
  return { challenge: said.challenge };
}
