import { createServer, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { addMonths } from "@/domain/shared/calendar";
import { declarationOf, invoiceOf } from "@/tests/canary/marked-facts";
import type { Recorder } from "@/tests/canary/recorder";

type Asked = { uscc: string; item: string; granularity: string; to: string };

const say = (response: ServerResponse, status: number, body: object) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

/** The tax agency's node, as the connector knows it; every value of its answers is a token of its own. */
export async function startNode(recorder: Recorder, firms: ReadonlyMap<string, string>) {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const asked = JSON.parse(Buffer.concat(chunks).toString()) as Asked;
      const enterpriseId = firms.get(asked.uscc);
      const isQuery = request.url === "/agencies/tax/query";
      if (!isQuery || !enterpriseId)
        return say(response, 404, { status: 404, reason: "enterprise_unknown" });
      const { uscc, item, granularity, to } = asked;
      const origin = { enterpriseId, scope: `${item}:${granularity}` };
      const isRaw = granularity === "raw";
      const isKnown = isRaw || item === "tax_declarations";
      const recordOf = isRaw ? invoiceOf : declarationOf;
      const asOf = new Date().toISOString();
      // More than one month, or a sum over the months would be a month's own figure.
      const months = [-2, -1, 0].map((back) => addMonths(to, back));
      const records = isKnown ? months.map((month) => recordOf(recorder, origin, month)) : [];
      return say(response, 200, {
        agency: "tax",
        uscc,
        item,
        batch: "1",
        asOf,
        records,
        next: null,
      });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}
