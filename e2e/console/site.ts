import { readFile } from "node:fs/promises";
import { createConnection } from "node:net";
import { expect } from "@playwright/test";
import { certify } from "./certificate.ts";
import type { Folder } from "./folder.ts";
import { command, Program } from "./program.ts";

const DEPLOY = new URL("../../deploy/", import.meta.url).pathname;

/** The reverse proxies whose sites are in `deploy/`. */
export const KINDS = ["nginx", "caddy"] as const;
export type Kind = (typeof KINDS)[number];

/** Whether this machine has one. */
export const has = (kind: Kind) => command(kind, [kind === "nginx" ? "-v" : "version"]).then(() => true, () => false);

/** A reverse proxy as it is deployed, but for its name, its port and its certificate. */
export class Site {
  private constructor(
    readonly url: string,
    private readonly program: Program,
  ) {}

  /** At a port of this machine, before the console at another. */
  static async start(kind: Kind, folder: Folder, port: number, console: number) {
    const { certificate, key } = await certify(folder, "site");
    const program = await (kind === "nginx" ? nginx : caddy)(folder, port, console, certificate, key);
    await expect.poll(() => answers(port), { message: `${kind} listens` }).toBe(true);
    return new Site(`https://127.0.0.1:${port}/`, program);
  }

  stop() {
    return this.program.stop();
  }
}

async function nginx(folder: Folder, port: number, console: number, certificate: string, key: string) {
  const text = await readFile(`${DEPLOY}nginx.conf`, "utf8");
  const site = changed(text, [
    ["listen 443 ssl http2;\n    listen [::]:443 ssl http2;", `listen 127.0.0.1:${port} ssl http2;`],
    ["listen 80;\n    listen [::]:80;", `listen unix:${folder.path("plain.sock")};`],
    ["/etc/ssl/certs/mesos.example.org.pem", certificate],
    ["/etc/ssl/private/mesos.example.org.key", key],
    ["http://127.0.0.1:8080", `http://127.0.0.1:${console}`],
  ]);
  const own = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder.path(name)};`).join(" ");
  const whole = `daemon off; pid ${folder.path("nginx.pid")}; error_log stderr; events {} http { access_log off; ${own} ${site} }`;
  return Program.start("nginx", "nginx", ["-e", "stderr", "-c", await folder.write("nginx.conf", whole)]);
}

async function caddy(folder: Folder, port: number, console: number, certificate: string, key: string) {
  const text = await readFile(`${DEPLOY}Caddyfile`, "utf8");
  const site = changed(text, [
    ["mesos.example.org {", `https://127.0.0.1:${port} {\n\ttls ${certificate} ${key}`],
    ["127.0.0.1:8080", `127.0.0.1:${console}`],
  ]);
  const whole = `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${site}`;
  const args = ["run", "--adapter", "caddyfile", "--config", await folder.write("Caddyfile", whole)];
  return Program.start("caddy", "caddy", args, { XDG_DATA_HOME: folder.path("caddy"), XDG_CONFIG_HOME: folder.path("caddy") });
}

/** A text with others in the place of those that it has to hold. */
function changed(text: string, pairs: [string, string][]) {
  return pairs.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`${from} is not in it`);
    return text.replaceAll(from, to);
  }, text);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: "127.0.0.1", port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
