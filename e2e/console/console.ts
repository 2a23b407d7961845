import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { expect } from "@playwright/test";
import { Cluster } from "./cluster.ts";
import { Program } from "./program.ts";

/** The binary under test. */
export const BINARY = process.env.MESOSCOPE_BIN ?? new URL("../../target/release/mesoscope", import.meta.url).pathname;

/** A running console. */
export class Console {
  private constructor(
    /** Its address, with the base path. */
    readonly url: string,
    readonly cluster: Cluster,
    readonly program: Program,
  ) {}

  /** A console with a cluster of its own. */
  static async demo(scenario: string, args: string[] = []) {
    const fixed = ["demo", "--scenario", scenario, "--seed", "1", "--listen", "127.0.0.1:0"];
    const program = Program.start(`demo-${scenario}`, BINARY, [...fixed, ...args]);
    const [url, master] = await Promise.all([address(program, "console"), address(program, "master")]);
    return new Console(url, new Cluster(master), program);
  }

  /** A console with a cluster of its own, and with a configuration file that may say where it listens and how. */
  static async configured(scenario: string, config: string, args: string[] = []) {
    const fixed = ["demo", "--scenario", scenario, "--seed", "1", "--updates-per-second", "5"];
    const listen = /^listen\b/m.test(await readFile(config, "utf8")) ? [] : ["--listen", "127.0.0.1:0"];
    const program = Program.start(`demo-${scenario}`, BINARY, [...fixed, ...listen, "--config", config, ...args]);
    const [url, master] = await Promise.all([address(program, "console"), address(program, "master")]);
    return new Console(url, new Cluster(master), program);
  }

  /** A console for the cluster of a master, or for whatever answers at that address. */
  static async serve(master: string, args: string[] = []) {
    const fixed = ["serve", "--master", master, "--listen", "127.0.0.1:0"];
    const program = Program.start("serve", BINARY, [...fixed, ...args]);
    return new Console(await address(program, "console"), new Cluster(master), program);
  }

  /** Waits until it has a whole picture to show. */
  async ready(seconds = 120) {
    const ask = async () => (await fetch(`${this.url}readyz`)).status;
    await expect.poll(ask, { message: `${this.url} gets ready`, timeout: seconds * 1000 }).toBe(200);
    return this;
  }

  /** Waits until what it gives to pages as the answer of a read call is what the master answers now: it keeps answers for a while. */
  async hasRead(call: string) {
    const same = async () => {
      const kept = await fetch(`${this.url}api/master/readings/${call}`);
      return kept.ok && isDeepStrictEqual(await kept.json(), await this.cluster.call(call));
    };
    await expect.poll(same, { message: `the console has read ${call} again`, timeout: 30_000 }).toBe(true);
  }

  stop() {
    return this.program.stop();
  }
}

/** The address that the binary prints on the line that begins with this word. */
async function address(program: Program, word: string) {
  const [, url = ""] = await program.line(new RegExp(`^${word}\\s+(http\\S+)`));
  return url;
}
