import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "./cluster.ts";

/** A value of a configuration file. */
export type Value = string | number | boolean | Value[] | Settings;

/** The keys and tables of a configuration file. */
export interface Settings {
  [key: string]: Value;
}

/** The files of one console: settings, users, keys, certificates, the audit log. */
export class Folder {
  private constructor(private readonly root: string) {}

  static async make() {
    return new Folder(await mkdtemp(join(tmpdir(), "mesoscope-e2e-")));
  }

  /** Where a file is, or would be. */
  path(name: string) {
    return join(this.root, name);
  }

  /** Writes a file that is its owner's only. */
  async write(name: string, text: string) {
    const path = this.path(name);
    await writeFile(path, text, { mode: 0o600 });
    await chmod(path, 0o600);
    return path;
  }

  /** Writes a configuration file; says where. */
  configuration(settings: Settings, name = "mesoscope.toml") {
    const lines = Object.entries(settings).map(([key, value]) => `${key} = ${toml(value)}\n`);
    return this.write(name, lines.join(""));
  }

  read(name: string) {
    return readFile(this.path(name), "utf8");
  }

  /** The lines of the audit log `audit.jsonl`, the oldest first. */
  async audit(): Promise<Json[]> {
    const text = await this.read("audit.jsonl").catch(() => "");
    return text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as Json);
  }

  remove() {
    return rm(this.root, { recursive: true });
  }
}

/** As TOML writes it on one line. */
function toml(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(toml).join(", ")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)} = ${toml(member)}`);
  return `{ ${members.join(", ")} }`;
}
