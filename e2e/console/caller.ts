import type { Json } from "./cluster.ts";
import { passwordOf } from "./people.ts";

/** Somebody who asks the console's doors without a browser. */
export class Caller {
  private constructor(
    private readonly url: string,
    private readonly cookies: Map<string, string>,
  ) {}

  /** Somebody who has not logged in. */
  static nobody(url: string) {
    return new Caller(url, new Map());
  }

  /** A user of the users file, or a principal of Mesos. */
  static async logIn(url: string, name: string, password = passwordOf(name), way: "users" | "mesos" = "users") {
    const caller = Caller.nobody(url);
    const response = await caller.post("api/login", { way, name, password });
    if (!response.ok) throw new Error(`${name} cannot log in: ${response.status} ${await response.text()}`);
    return caller;
  }

  /** Whoever has the cookies of a browser. */
  static with(url: string, cookies: { name: string; value: string }[]) {
    return new Caller(url, new Map(cookies.map(({ name, value }) => [name, value])));
  }

  get(path: string, headers: Record<string, string> = {}) {
    return this.ask(path, { headers });
  }

  post(path: string, body: Json, headers: Record<string, string> = {}) {
    return this.ask(path, { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body) });
  }

  /** What a door answers, as JSON. */
  async json(path: string): Promise<Json> {
    const response = await this.get(path);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Json;
  }

  /** What the console says of whoever asks. */
  session(): Promise<Json> {
    return this.json("api/session");
  }

  /** What cookies there are, as a header. */
  get cookie() {
    return [...this.cookies].map((pair) => pair.join("=")).join("; ");
  }

  private async ask(path: string, init: { method?: string; headers: Record<string, string>; body?: string }) {
    const cookie: Record<string, string> = this.cookies.size > 0 ? { Cookie: this.cookie } : {};
    const response = await fetch(new URL(path, this.url), { redirect: "manual", ...init, headers: { ...cookie, ...init.headers } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}
