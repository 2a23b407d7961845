import { createServer, request, type IncomingHttpHeaders, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** Headers that are for one connection only. */
const HOP = ["connection", "keep-alive", "transfer-encoding", "te", "trailer"];

/** A reverse proxy that knows who asks: it takes away what a browser says of that, and says it itself. */
export class ReverseProxy {
  /** Headers that it sets on every request. */
  says: Record<string, string> = {};

  private readonly upgraded = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    /** The console that it is in front of. */
    public to: URL,
  ) {}

  /** One that passes everything on to the console at this address. */
  static async start(to: string) {
    const server = createServer();
    const proxy = new ReverseProxy(server, new URL(to));
    server.on("request", (incoming, outgoing) => {
      const passed = request(proxy.options(incoming), (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      passed.on("error", () => outgoing.destroy());
      outgoing.on("close", () => passed.destroy());
      incoming.pipe(passed);
    });
    server.on("upgrade", (incoming, socket: Socket, head) => proxy.upgrade(incoming, socket, head));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get url() {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  /** Breaks off what is under way. */
  cut() {
    this.server.closeAllConnections();
    for (const socket of this.upgraded) socket.destroy();
  }

  async stop() {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private upgrade(incoming: IncomingMessage, socket: Socket, head: Buffer) {
    const passed = request({ ...this.options(incoming), headers: { ...this.headers(incoming), connection: "Upgrade", upgrade: incoming.headers.upgrade } });
    const close = () => socket.destroy();
    this.upgraded.add(socket);
    socket.on("close", () => this.upgraded.delete(socket));
    passed.on("error", close).on("response", (answer) => {
      socket.end(`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\nConnection: close\r\n\r\n`);
    });
    passed.on("upgrade", (answer, other, first) => {
      const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("")}\r\n`);
      socket.write(first);
      other.write(head);
      socket.pipe(other).pipe(socket);
      other.on("error", close).on("close", close);
      socket.on("error", () => other.destroy()).on("close", () => other.destroy());
    });
    passed.end();
  }

  private options(incoming: IncomingMessage) {
    const { hostname, port } = this.to;
    return { hostname, port, method: incoming.method, path: incoming.url, headers: this.headers(incoming) };
  }

  private headers(incoming: IncomingMessage): IncomingHttpHeaders {
    const headers: IncomingHttpHeaders = { ...incoming.headers };
    for (const name of Object.keys(headers)) if (HOP.includes(name) || name.startsWith("x-forwarded-")) delete headers[name];
    return { ...headers, "x-forwarded-for": incoming.socket.remoteAddress, ...this.says };
  }
}
