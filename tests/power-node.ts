import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { addMonths, lastFullMonth } from "@/domain/shared/calendar";

type Asked = { uscc: string; question: string };

const say = (response: ServerResponse, status: number, body: object) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

/** The power company's node as the connector knows it; a test says what it answers and hears what it is asked. */
export async function startPowerNode() {
  const answers = new Map<string, "yes" | "no" | "unknown">();
  const asked: Asked[] = [];
  const unregistered = new Set<string>();
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { uscc, question } = JSON.parse(Buffer.concat(chunks).toString()) as Asked;
      if (request.url !== "/agencies/electricity/predicate") return say(response, 404, {});
      if (unregistered.has(question))
        return say(response, 422, { status: 422, reason: "question_unknown" });
      asked.push({ uscc, question });
      const to = lastFullMonth(new Date());
      return say(response, 200, {
        agency: "electricity",
        uscc,
        question,
        answer: answers.get(`${uscc} ${question}`) ?? answers.get(uscc) ?? "unknown",
        period: { from: addMonths(to, -11), to },
        asOf: new Date().toISOString(),
      });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    /** By firm, or by firm and question. */
    answers,
    asked,
    unregistered,
    stop: () => server.close(),
  };
}
