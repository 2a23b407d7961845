import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A page of another site that shows something in a frame. */
export class Wall {
  /** What the frame shows. */
  shows = "about:blank";

  private constructor(private readonly server: Server) {}

  static async start() {
    const server = createServer();
    const wall = new Wall(server);
    server.on("request", (_, response) => {
      response.setHeader("Content-Type", "text/html");
      response.end(`<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Wall</title><h1>Wall</h1><iframe title="Cluster" width="1200" height="700" src="${wall.shows}"></iframe></html>`);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return wall;
  }

  /** Another site than that of 127.0.0.1. */
  get origin() {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
