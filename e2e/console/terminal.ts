import { expect, type Locator, type Page } from "@playwright/test";
import { Agent } from "./agent.ts";
import type { Cluster, Json } from "./cluster.ts";
import { open } from "./screen.ts";

/** A container of a running task, and the agent it runs on. */
export interface Place {
  agent: Agent;
  /** The container's ids, the outermost first, with dots between. */
  container: string;
}

/** The container of some running task. */
export async function running(cluster: Cluster): Promise<Place> {
  const agents = (await cluster.agents()).filter((agent) => agent.active);
  // The oldest is the one that lasts.
  const since = (task: Json) => task.statuses?.[0]?.timestamp ?? Infinity;
  for (const task of (await cluster.tasks()).sort((a, b) => since(a) - since(b))) {
    const json = agents.find((agent) => agent.agent_info.id.value === task.agent_id.value);
    const container = path((task.statuses ?? []).at(-1)?.container_status?.container_id);
    if (task.state === "TASK_RUNNING" && json && container !== "") return { agent: new Agent(json), container };
  }
  throw new Error("no task runs in a container");
}

function path(id: Json | undefined): string {
  if (!id) return "";
  const parent = path(id.parent);
  return parent === "" ? id.value : `${parent}.${id.value}`;
}

/** What terminals have started on an agent and is there still. */
export async function leftOn(agent: Agent): Promise<string[]> {
  return (await containers(agent)).filter((container) => container.includes(".mesoscope-terminal-"));
}

/** The containers that an agent tells of, nested ones too. */
export async function containers(agent: Agent): Promise<string[]> {
  const answer = await agent.call("GET_CONTAINERS", { get_containers: { show_nested: true, show_standalone: true } });
  const all: Json[] = answer.get_containers?.containers ?? [];
  return all.map(({ container_id, container_status }) => path(container_status?.container_id ?? container_id)).sort();
}

/** A terminal in the browser. */
export class Terminal {
  constructor(readonly page: Page) {}

  /** Opens one, as the form does by itself or as it is told. */
  static async open(page: Page, { agent, container }: Place, fill: (form: Locator) => Promise<void> = async () => {}): Promise<Terminal> {
    await open(page, `/terminal/${agent.id}?container=${container}`);
    const form = page.getByRole("form", { name: "Open a terminal" });
    await fill(form);
    await form.getByRole("button", { name: "Open the terminal" }).click();
    return new Terminal(page);
  }

  /** What is on the screen. */
  get screen(): Locator {
    return this.page.getByRole("group", { name: "Terminal screen" });
  }

  /** How it stands: `open`, `watching`, `exit code 7`. */
  get state(): Locator {
    return this.page.getByRole("region", { name: "Terminal" }).getByRole("status");
  }

  /** Waits until what is typed goes somewhere. */
  async ready() {
    await expect(this.state).toHaveText("open");
  }

  /** Types a line. */
  async line(text: string) {
    await this.page.getByRole("textbox", { name: "Terminal input" }).focus();
    await this.page.keyboard.type(`${text}\n`);
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }
}
