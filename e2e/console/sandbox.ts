import type { Cluster, Json } from "./cluster.ts";

const FORMAT = 0o170000;
const REGULAR = 0o100000;
const FIFO = 0o010000;

/** The sandbox of a running command task, asked of its agent without the console. */
export class Sandbox {
  private constructor(
    readonly task: Json,
    private readonly agent: string,
    readonly agentId: string,
    /** The virtual path of the executor's latest run. */
    readonly path: string,
  ) {}

  /** Of a task that prints: one whose stdout and stderr have something in them. */
  static async find(cluster: Cluster): Promise<Sandbox> {
    const agents = await cluster.agents();
    const runs = (await cluster.tasks()).filter((task) => task.state === "TASK_RUNNING" && !task.executor_id);
    for (const task of runs) {
      const agent = agents.find((agent) => agent.agent_info.id.value === task.agent_id.value);
      const [, process, address] = /^(.*)@(.*)$/.exec(agent?.pid ?? "") ?? [];
      if (!address) continue;
      const path = `/frameworks/${task.framework_id.value}/executors/${task.task_id.value}/runs/latest`;
      const sandbox = new Sandbox(task, `http://${address}/${process}/api/v1`, task.agent_id.value, path);
      if ((await sandbox.size("stdout")) > 200 && (await sandbox.size("stderr")) > 0) return sandbox;
    }
    throw new Error("no running task has written to stdout and stderr");
  }

  /** What is in it, as `LIST_FILES` says: names with their modes. */
  async list(): Promise<{ name: string; mode: number; size: number }[]> {
    const { list_files } = await this.call("LIST_FILES", { list_files: { path: this.path } });
    const infos: Json[] = list_files?.file_infos ?? [];
    return infos.map((info) => ({ name: info.path.split("/").pop(), mode: Number(info.mode), size: Number(info.size ?? 0) }));
  }

  /** A whole file, as `READ_FILE` gives it. */
  async read(name: string): Promise<Buffer> {
    const parts: Buffer[] = [];
    let offset = 0;
    for (;;) {
      const { data, size } = await this.part(name, offset);
      parts.push(data);
      offset += data.length;
      if (data.length === 0 || offset >= size) return Buffer.concat(parts);
    }
  }

  async size(name: string): Promise<number> {
    return this.part(name, 0).then((part) => part.size, () => 0);
  }

  /** The page of a file in it. */
  log(name: string) {
    return `/log/agents/${this.agentId}?path=${encodeURIComponent(`${this.path}/${name}`)}`;
  }

  private async part(name: string, offset: number): Promise<{ data: Buffer; size: number }> {
    const { read_file } = await this.call("READ_FILE", { read_file: { path: `${this.path}/${name}`, offset } });
    return { data: Buffer.from(read_file.data ?? "", "base64"), size: Number(read_file.size) };
  }

  private async call(type: string, more: Json): Promise<Json> {
    const response = await fetch(this.agent, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ type, ...more }),
    });
    if (!response.ok) throw new Error(`${type}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Json;
  }
}

export const isFile = (entry: { mode: number }) => (entry.mode & FORMAT) === REGULAR;
export const isFifo = (entry: { mode: number }) => (entry.mode & FORMAT) === FIFO;
