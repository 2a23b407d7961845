import type { Cluster, Json } from "./cluster.ts";

/** An agent, asked without the console. */
export class Agent {
  readonly id: string;
  readonly host: string;

  constructor(readonly json: Json) {
    this.id = json.agent_info.id.value;
    this.host = json.agent_info.hostname;
  }

  /** One that answers, and on which a task runs. */
  static async busy(cluster: Cluster): Promise<Agent> {
    const tasks = await cluster.tasks();
    const isBusy = ({ agent_info, active }: Json) =>
      active && tasks.some((task) => task.state === "TASK_RUNNING" && task.agent_id.value === agent_info.id.value);
    const agent = (await cluster.agents()).find(isBusy);
    if (!agent) throw new Error("no task runs on any agent");
    return new Agent(agent);
  }

  get path() {
    return `/agents/${encodeURIComponent(this.id)}`;
  }

  /** Makes a call of the agent's own API and returns the answer's body. */
  async call(type: string, more: Json = {}): Promise<Json> {
    const [, process, address] = /^(.*)@(.*)$/.exec(this.json.pid) ?? [];
    const response = await fetch(`http://${address}/${process}/api/v1`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ type, ...more }),
    });
    if (!response.ok) throw new Error(`${type}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Json;
  }
}

/** How much there is of a resource in a list of them. */
export function amount(resources: Json[] | undefined, name: string): number {
  return (resources ?? []).filter((resource) => resource.name === name).reduce((sum, { scalar }) => sum + (scalar?.value ?? 0), 0);
}
