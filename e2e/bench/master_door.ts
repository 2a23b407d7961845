import { Agent, createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sleep } from "./pace.ts";

/** Stands between a console and a master, passes everything on, and counts what is asked. */
export class MasterDoor {
  /** Calls that have come. */
  calls = 0;
  /** Calls that are not answered to their end, the event stream among them. */
  private open = 0;

  private constructor(private readonly server: Server) {}

  static async before(master: string): Promise<MasterDoor> {
    const agent = new Agent({ keepAlive: true });
    const server = createServer((asked, answer) => {
      door.calls++;
      door.open++;
      answer.on("close", () => door.open--);
      const { method, headers } = asked;
      const passed = request(new URL(asked.url ?? "/", master), { method, headers, agent }, (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      });
      passed.on("error", () => answer.destroy());
      answer.on("close", () => passed.destroy());
      asked.pipe(passed);
    });
    const door = new MasterDoor(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return door;
  }

  get url() {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Waits until nothing but the event stream is under way, so that what is counted on both sides is the same. */
  async quiet() {
    while (this.open > 1) await sleep(0.05);
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
}
