import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Ways in which what answers at a master's address can be no master. */
export const BAD = {
  garbage: (response: ServerResponse) => {
    response.writeHead(200, { "Content-Type": "application/x-protobuf" });
    response.end("this is no cluster manager, these are not records\n".repeat(40));
  },
  "a page of something else": (response: ServerResponse) => {
    response.writeHead(200, { "Content-Type": "text/html" });
    response.end("<!doctype html><title>Router</title><h1>It works!</h1>");
  },
  "a record of 4 GB announced": (response: ServerResponse) => {
    response.writeHead(200, { "Content-Type": "application/x-protobuf" });
    response.write("4294967296\n");
  },
  "401, credentials wanted": (response: ServerResponse) => {
    response.writeHead(401, { "WWW-Authenticate": 'Basic realm="mesos-master-readwrite"', "Content-Type": "text/plain" });
    response.end("401 Unauthorized.");
  },
  "503, still recovering": (response: ServerResponse) => {
    response.writeHead(503, { "Content-Type": "text/plain" });
    response.end("Master has not finished recovery");
  },
};

/** A server that answers every request in a bad way. */
export class BadMaster {
  private constructor(private readonly server: Server) {}

  static async start(answer: (response: ServerResponse) => void) {
    const server = createServer((request, response) => {
      request.resume();
      answer(response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new BadMaster(server);
  }

  get url() {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
