/** One object of the Operator API, as JSON. */
export type Json = Record<string, any>;

/** How many of something are in each state. */
export type Counts = Record<string, number>;

/** The cluster as its master tells it: what the console is compared with. */
export class Cluster {
  private readonly authorization: Record<string, string> = {};

  /** A master's, asked as a principal if it wants one. */
  constructor(readonly master: string, as?: { principal: string; secret: string }) {
    if (as) this.authorization = { Authorization: `Basic ${Buffer.from(`${as.principal}:${as.secret}`).toString("base64")}` };
  }

  /** Makes a call of the Operator API and returns the answer's body. */
  async call(type: string, more: Json = {}): Promise<Json> {
    const ask = () =>
      fetch(new URL("/api/v1", this.master), {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", ...this.authorization },
        body: JSON.stringify({ type, ...more }),
      });
    const response = await ask()
      // To read the answer of forty thousand agents takes so long that the master has given the connection up. What changes nothing may be asked again.
      .catch((error: Error) => (type.startsWith("GET_") && (error.cause as Json)?.code === "UND_ERR_SOCKET" ? ask() : Promise.reject(error)))
      .catch((error: Error) => {
        // Its own words are "fetch failed", whatever happened.
        throw new Error(`${type} is not answered: ${error.cause ?? error}`);
      });
    const text = await response.text();
    if (!response.ok) throw new Error(`${type}: ${response.status} ${text}`);
    // A change is answered with nothing.
    return text === "" ? {} : (JSON.parse(text) as Json);
  }

  /** Every task that the master lists, in whatever list. */
  async tasks(): Promise<Json[]> {
    const lists: Json = (await this.call("GET_TASKS")).get_tasks ?? {};
    return [...(lists.tasks ?? []), ...(lists.unreachable_tasks ?? []), ...(lists.completed_tasks ?? [])];
  }

  /** The agents that the master lists. */
  async agents(): Promise<Json[]> {
    return (await this.call("GET_AGENTS")).get_agents?.agents ?? [];
  }

  /** Every framework that the master lists, completed ones included. */
  async frameworks(): Promise<Json[]> {
    const lists: Json = (await this.call("GET_FRAMEWORKS")).get_frameworks ?? {};
    return [...(lists.frameworks ?? []), ...(lists.completed_frameworks ?? [])];
  }

  /** The value of a metric. */
  async metric(name: string): Promise<number | undefined> {
    const metrics: Json[] = (await this.call("GET_METRICS", { get_metrics: {} })).get_metrics?.metrics ?? [];
    return metrics.find((metric) => metric.name === name)?.value;
  }

  /** Tasks by state. */
  async tasksByState(): Promise<Counts> {
    return count(await this.tasks(), (task) => task.state);
  }

  /** Agents by the word the console has for their state. */
  async agentsByState(): Promise<Counts> {
    return count(await this.agents(), agentState);
  }

  /** Frameworks by the word the console has for their state. */
  async frameworksByState(): Promise<Counts> {
    const lists: Json = (await this.call("GET_FRAMEWORKS")).get_frameworks ?? {};
    const states = count(lists.frameworks ?? [], frameworkState);
    const completed = (lists.completed_frameworks ?? []).length;
    return completed > 0 ? { ...states, completed } : states;
  }
}

function agentState(agent: Json): string {
  const drain = agent.drain_info?.state as string | undefined;
  if (drain) return drain.toLowerCase();
  if (agent.deactivated) return "deactivated";
  return agent.active ? "active" : "disconnected";
}

function frameworkState(framework: Json): string {
  if (framework.recovered) return "recovered";
  if (!framework.connected) return "disconnected";
  return framework.active ? "active" : "inactive";
}

function count(things: Json[], state: (thing: Json) => string): Counts {
  const counts: Counts = {};
  for (const thing of things) {
    const word = state(thing);
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}
