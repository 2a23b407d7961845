import { randomBytes } from "node:crypto";
import { get, request } from "node:http";
import type { Socket } from "node:net";
import { createGunzip } from "node:zlib";

/** An empty pong, masked as a client's are: it says that somebody is there. */
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

/** How often that is said, in ms. */
const SAID_EVERY = 5_000;

/**
 * What a tab asks of the console without the tab: a snapshot, then the stream of what follows it. Nothing is decoded, so that hundreds cost
 * little beside the console that serves them. Bytes are counted as they arrive, with the frames' own and compressed as a browser lets them be.
 */
export class Viewer {
  /** Bytes of the stream so far. */
  received = 0;
  private ended = false;
  private readonly timer: NodeJS.Timeout;

  private constructor(private readonly socket: Socket) {
    socket.on("data", (chunk) => (this.received += chunk.length));
    socket.on("close", () => (this.ended = true));
    socket.on("error", () => (this.ended = true));
    this.timer = setInterval(() => socket.write(PONG), SAID_EVERY);
  }

  static async connect(url: string): Promise<Viewer> {
    const { epoch, revision } = await snapshot(new URL("api/live/snapshot", url));
    const headers = {
      Connection: "Upgrade",
      Upgrade: "websocket",
      Origin: new URL(url).origin,
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": randomBytes(16).toString("base64"),
      "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits",
    };
    return new Promise((resolve, reject) => {
      const asked = request(new URL(`api/live?epoch=${epoch}&revision=${revision}`, url), { headers });
      asked.on("upgrade", (_response, socket) => resolve(new Viewer(socket as Socket)));
      asked.on("response", ({ statusCode }) => reject(new Error(`the stream is answered ${statusCode}`)));
      asked.on("error", reject);
      asked.end();
    });
  }

  /** Whether it is still served. */
  get isServed() {
    return !this.ended;
  }

  close() {
    clearInterval(this.timer);
    this.socket.destroy();
  }
}

/** Many of them. */
export class Viewers {
  private readonly all: Viewer[] = [];

  constructor(private readonly url: string) {}

  /** Lets more come, one after the other, until there are so many. */
  async grow(number: number) {
    while (this.all.length < number) this.all.push(await Viewer.connect(this.url));
  }

  /** Bytes that all of them have received. */
  get received() {
    return this.all.reduce((sum, viewer) => sum + viewer.received, 0);
  }

  /** How many are still served. */
  get served() {
    return this.all.filter((viewer) => viewer.isServed).length;
  }

  close() {
    for (const viewer of this.all.splice(0)) viewer.close();
  }
}

/** Takes a whole snapshot as a browser does, and reads of which place it is. */
function snapshot(url: URL): Promise<{ epoch: bigint; revision: bigint }> {
  return new Promise((resolve, reject) => {
    const asked = get(url, { headers: { "Accept-Encoding": "gzip" } }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`the snapshot is answered ${response.statusCode}`));
      // The first bytes are enough; the rest is received but not unpacked.
      let head: Buffer | undefined = Buffer.alloc(0);
      const unpack = response.headers["content-encoding"] === "gzip" ? createGunzip() : undefined;
      const look = (chunk: Buffer) => {
        if (head === undefined) return;
        head = Buffer.concat([head, chunk]);
        if (head.length < 28) return;
        // A frame's length, then its epoch, the revision before it and the one after.
        place = { epoch: head.readBigUInt64LE(4), revision: head.readBigUInt64LE(20) };
        head = undefined;
      };
      let place: { epoch: bigint; revision: bigint } | undefined;
      unpack?.on("data", look);
      // It is cut off on purpose.
      unpack?.on("error", () => {});
      response.on("data", (chunk: Buffer) => {
        if (head === undefined) return;
        if (unpack) unpack.write(chunk);
        else look(chunk);
      });
      response.on("error", reject);
      response.on("end", () => {
        const done = () => (place ? resolve(place) : reject(new Error("the snapshot has no beginning")));
        if (place || !unpack) done();
        else unpack.flush(done);
      });
    });
    asked.on("error", reject);
  });
}
