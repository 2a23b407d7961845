import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Where programs' output goes, beside Playwright's own results. */
const LOGS = new URL("../results/logs/", import.meta.url).pathname;

/** A program that runs until it is stopped, its output kept in a file. */
export class Program {
  readonly log: string;
  private readonly lines: string[] = [];
  private readonly listeners = new Set<() => void>();
  private ended?: string;

  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
  ) {
    mkdirSync(LOGS, { recursive: true });
    this.log = `${LOGS}${name}-${child.pid}.log`;
    const file = createWriteStream(this.log);
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on("line", (line) => {
        file.write(`${line}\n`);
        this.lines.push(line);
        this.tell();
      });
    }
    child.on("error", (error) => this.end(error.message));
    child.on("exit", (code, signal) => this.end(signal ? `ended by ${signal}` : `ended with status ${code}`));
  }

  /** Starts one. With an input it may end when that does: when it is stopped, or when whoever started it is gone. */
  static start(name: string, command: string, args: string[], env: Record<string, string> = {}, input: "ignore" | "pipe" = "ignore") {
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: [input, "pipe", "pipe"] });
    return new Program(name, child);
  }

  get pid() {
    return this.child.pid;
  }

  /** Everything it has printed so far. */
  get output() {
    return this.lines.join("\n");
  }

  /** Waits for a line that matches, printed before or after this call. */
  line(pattern: RegExp, seconds = 30): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const done = (act: () => void) => {
        clearTimeout(timer);
        this.listeners.delete(look);
        act();
      };
      const why = (what: string) => new Error(`${this.name} ${what} before it printed ${pattern}; see ${this.log}\n${this.tail()}`);
      const look = () => {
        for (const line of this.lines) {
          const found = pattern.exec(line);
          if (found) return done(() => resolve(found));
        }
        const { ended } = this;
        if (ended !== undefined) done(() => reject(why(ended)));
      };
      const timer = setTimeout(() => done(() => reject(why(`ran for ${seconds} s`))), seconds * 1000);
      this.listeners.add(look);
      look();
    });
  }

  /** Asks it to end and waits until it has. */
  async stop() {
    if (this.ended !== undefined) return;
    const ended = new Promise<void>((resolve) => this.child.once("exit", () => resolve()));
    if (this.child.stdin) this.child.stdin.end();
    else this.child.kill("SIGTERM");
    const timer = setTimeout(() => this.child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(timer);
  }

  private tail() {
    return this.lines.slice(-10).join("\n");
  }

  private end(how: string) {
    this.ended ??= how;
    this.tell();
  }

  private tell() {
    for (const listener of this.listeners) listener();
  }
}

/** Runs a command to its end, with a text as its input; what it has printed. Its output is in the error if it fails. */
export async function command(file: string, args: string[], env: Record<string, string> = {}, input = "") {
  const running = run(file, args, { env: { ...process.env, ...env }, maxBuffer: 16 << 20 });
  // Some end without reading any.
  running.child.stdin?.on("error", () => {});
  running.child.stdin?.end(input);
  return (await running).stdout;
}
