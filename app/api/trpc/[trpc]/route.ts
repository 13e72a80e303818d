import { cookies } from "next/headers";
import { answerCall } from "@/server/trpc/http";

async function answer(request: Request) {
  return answerCall(request, await cookies());
}

export { answer as GET, answer as POST };
