import { expect } from "@playwright/test";
import type { Cluster, Json } from "./cluster.ts";
import type { Console } from "./console.ts";

/** What agents hold for roles, as their master tells it, and ways to bring a cluster there and back. */
export class Holdings {
  constructor(readonly cluster: Cluster) {}

  /** The agents that are active, those with the most CPUs that nothing uses first. */
  async agents(): Promise<Json[]> {
    const agents = (await this.cluster.agents()).filter((agent) => agent.active && !agent.deactivated);
    return agents.sort((a, b) => free(b, "cpus") - free(a, "cpus"));
  }

  /** An agent as it is now. */
  async agent(id: string): Promise<Json> {
    const agent = (await this.cluster.agents()).find((agent) => agent.agent_info.id.value === id);
    if (!agent) throw new Error(`the master lists no agent ${id}`);
    return agent;
  }

  /** What an agent has for a role, volumes included: of each resource its name and how much. */
  async of(id: string, role: string): Promise<string[]> {
    return resources(await this.agent(id), role).map(text).sort();
  }

  /** Reserves for a role. */
  async reserve(id: string, role: string, resources: Json[]) {
    const reservations = [{ type: "DYNAMIC", role }];
    const reserved = resources.map((resource) => ({ ...resource, reservations }));
    await this.cluster.call("RESERVE_RESOURCES", { reserve_resources: { agent_id: { value: id }, resources: reserved } });
    for (const resource of reserved) await expect.poll(() => this.of(id, role)).toContainEqual(text(resource));
  }

  /** Makes a volume of what is reserved. */
  async create(id: string, role: string, volume: string, size: number, more: Json = {}) {
    const persistence = { id: volume };
    const disk = { persistence, volume: { mode: "RW", container_path: "data" } };
    const made = { ...scalar("disk", size), reservations: [{ type: "DYNAMIC", role }], disk, ...more };
    await this.cluster.call("CREATE_VOLUMES", { create_volumes: { agent_id: { value: id }, volumes: [made] } });
    await expect.poll(() => this.of(id, role)).toContainEqual(text(made));
  }

  /** Takes all back that the agents have for these roles, level by level, and waits until the console has seen it. */
  async giveBack(console: Console, ...roles: string[]) {
    const left = async () => {
      let count = 0;
      for (const agent of await this.cluster.agents()) {
        const agent_id = agent.agent_info.id;
        const all = roles.flatMap((role) => resources(agent, role)).map(withoutOldForm);
        const volumes = all.filter((resource) => resource.disk?.persistence);
        count += all.length;
        // What is under way already is refused, and asked for again.
        const ask = (type: string, more: Json) => this.cluster.call(type, more).catch(() => {});
        if (volumes.length > 0) await ask("DESTROY_VOLUMES", { destroy_volumes: { agent_id, volumes } });
        else if (all.length > 0) await ask("UNRESERVE_RESOURCES", { unreserve_resources: { agent_id, resources: all } });
      }
      return count;
    };
    await expect.poll(left, { timeout: 20_000 }).toBe(0);
    const ids = (await this.cluster.agents()).map(idOf);
    const seen = async () => {
      const body = JSON.stringify({ ids });
      const response = await fetch(`${console.url}api/agents/details`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
      const { agents } = (await response.json()) as { agents: Json[] };
      return agents.flatMap((agent) => roles.flatMap((role) => resources(agent, role))).length;
    };
    await expect.poll(seen, { timeout: 20_000 }).toBe(0);
  }
}

/** So much of a resource. */
export const scalar = (name: string, value: number): Json => ({ name, type: "SCALAR", scalar: { value } });

/** The id of an agent. */
export const idOf = (agent: Json): string => agent.agent_info.id.value;

/** How much of a scalar an agent has that is reserved for nobody and that nothing uses. */
export function free(agent: Json, name: string): number {
  const of = (list: Json[] = []) =>
    list
      .filter((resource) => resource.name === name && stack(resource).length === 0 && !resource.disk?.source)
      .reduce((sum, resource) => sum + resource.scalar.value, 0);
  return Math.round((of(agent.total_resources) - of(agent.allocated_resources)) * 1000) / 1000;
}

/** The resources of an agent whose innermost reservation is for a role. */
export function resources(agent: Json, role: string): Json[] {
  return ((agent.total_resources ?? []) as Json[]).filter((resource) => stack(resource).at(-1)?.role === role);
}

function stack(resource: Json): Json[] {
  return resource.reservations ?? [];
}

/** Masters tell a reservation in two forms; a call takes one of them. */
function withoutOldForm({ role: _, reservation: __, ...resource }: Json): Json {
  return resource;
}

function text(resource: Json): string {
  const ranges = (resource.ranges?.range ?? []).map(({ begin, end }: Json) => `${begin}-${end}`);
  const volume = resource.disk?.persistence?.id;
  return `${resource.name}${volume ? ` ${volume}` : ""} ${resource.scalar?.value ?? ranges.join(",")}`;
}
