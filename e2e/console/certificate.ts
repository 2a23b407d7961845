import { connect } from "node:tls";
import type { Folder } from "./folder.ts";
import { command } from "./program.ts";

/** A certificate for this machine, which signs itself, and its key. */
export interface Certificate {
  certificate: string;
  key: string;
}

/** Makes one, in place of what is there. */
export async function certify(folder: Folder, name = "console"): Promise<Certificate> {
  const made = { certificate: folder.path(`${name}.pem`), key: folder.path(`${name}.key`) };
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"];
  await command("openssl", ["req", "-x509", ...kind, ...names, "-keyout", made.key, "-out", made.certificate]);
  return made;
}

/** The fingerprint of what is served at an address, and the version of TLS that was agreed on. */
export function served(url: string): Promise<{ fingerprint: string; version: string | null }> {
  const { hostname: host, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port), rejectUnauthorized: false }, () => {
      resolve({ fingerprint: socket.getPeerCertificate().fingerprint256, version: socket.getProtocol() });
      socket.destroy();
    });
    socket.on("error", reject);
  });
}
