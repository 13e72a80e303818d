import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { ZodError } from "zod";
import { hash } from "../city/random";
import { isAgency, type Agency } from "./catalogue";
import { readText } from "./request";
import { Refusal } from "./refusal";
import { route } from "./routes";
import type { World } from "./world";

/** The outside world as one HTTP server; not listening yet. */
export function createSandbox(world: World): Server {
  let served = 0;
  // By default a line is hung up after five seconds, also on a caller who stood still and is just asking again.
  return createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    served += 1;
    void answer(world, request, response, served);
  });
}

async function answer(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  count: number,
): Promise<void> {
  try {
    const url = new URL(request.url ?? "/", "http://sandbox");
    const agency = agencyOf(url.pathname);
    const fault = agency ? world.faults.get(agency) : undefined;
    if (agency && world.hasLatency) await sleep(20 + (hash(world.city.seed, count) % 101));
    if (fault === "slow") await sleep(world.slowness);
    if (fault === "down") throw new Refusal(503, "unavailable");
    const body = await route(world, {
      method: request.method ?? "GET",
      url,
      authorization: request.headers.authorization,
      readText: (limit) => readText(request, limit),
    });
    const text = JSON.stringify(body);
    // A node that breaks half-way through its answer: the status was already sent.
    send(
      response,
      200,
      "application/json",
      fault === "garbage" ? text.slice(0, text.length / 2) + "\u0000<html>" : text,
    );
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) {
      console.error(error);
      return send(
        response,
        500,
        "application/problem+json",
        JSON.stringify({ status: 500, reason: "internal" }),
      );
    }
    const { status, reason } = refusal;
    send(response, status, "application/problem+json", JSON.stringify({ status, reason }));
  }
}

function agencyOf(path: string): Agency | null {
  const [, room, name = ""] = path.split("/");
  return room === "agencies" && isAgency(name) ? name : null;
}

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  return error instanceof ZodError ? new Refusal(400, "malformed") : null;
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  if (response.destroyed) return;
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(text) });
  response.end(text);
}
