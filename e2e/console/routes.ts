import { Agent } from "./agent.ts";
import type { Cluster, Json } from "./cluster.ts";

/** A page of the app to be visited. */
export interface Stop {
  /** Its path, with the query, below the console's address. */
  path: string;
  /** What its heading is, as far as the cluster does not decide it. */
  title?: string | RegExp;
  /** Statuses of requests that belong to what is shown there: that something is not there. */
  fails?: number[];
}

/** The pages that need no thing to be about. */
const LISTS: [path: string, title: string][] = [
  ["/", "Overview"],
  ["/agents", "Agents"],
  ["/agents/map", "Agent map"],
  ["/agents/map?color=state&group=zone", "Agent map"],
  ["/frameworks", "Frameworks"],
  ["/tasks", "Tasks"],
  ["/executors", "Executors"],
  ["/roles", "Roles"],
  ["/quota", "Quota"],
  ["/reservations", "Reservations"],
  ["/volumes", "Volumes"],
  ["/offers", "Offers"],
  ["/operations", "Operations"],
  ["/maintenance", "Maintenance"],
  ["/masters", "Masters"],
  ["/masters?tab=metrics", "Masters"],
  ["/masters?tab=flags", "Masters"],
  ["/changes", "Changes"],
  ["/change/drain?filter=state%3Aactive", "Drain agents"],
  ["/change/drain", "Drain agents"],
  ["/events", "Events"],
  ["/events?kind=agents", "Events"],
  ["/dashboards", "Dashboards"],
  ["/dashboards/new", "Make a dashboard"],
  ["/board", "No dashboard is open here"],
];

/** The forms about one agent. */
const FORMS = [
  "drain",
  "deactivate",
  "reactivate",
  "mark-gone",
  "reserve",
  "unreserve",
  "create-volume",
  "destroy-volume",
  "resize-volume",
  "schedule",
  "logging",
  "provider",
  "prune-images",
  "launch-container",
];

/** The forms that need no thing to be about. */
const GENERAL_FORMS = ["reserve", "unreserve", "quota", "weights", "schedule", "start-maintenance", "stop-maintenance", "logging", "prune-images"];

/** Above so many agents the list of all tasks takes minutes to write and read, and then is longer than a string may be. */
const MANY = 5_000;

const escape = encodeURIComponent;

/** A page and each of its parts. */
const parts = (path: string, title: string, tabs: string[]): Stop[] =>
  ["", ...tabs.map((tab) => `?tab=${tab}`)].map((tab) => ({ path: path + tab, title }));

/**
 * Every route of the app: the lists, and of each kind of thing those whose pages differ, as far as the cluster has them now.
 * The forms of changes only where they are asked for.
 */
export async function stops(cluster: Cluster, forms = true): Promise<Stop[]> {
  const all: Stop[] = LISTS.map(([path, title]) => ({ path, title }));

  if (forms) all.push(...GENERAL_FORMS.map((form) => ({ path: `/change/${form}`, title: /./ })));

  const agents = await cluster.agents();
  const active = agents.find((agent) => agent.active && !agent.deactivated);
  // One that answers, one that is being drained, one that is not connected: the last cannot be asked for its parts.
  const others = [agents.find((agent) => agent.drain_info), agents.find((agent) => !agent.active)];
  if (active) {
    const { id, hostname } = active.agent_info;
    all.push(...parts(`/agents/${escape(id.value)}`, hostname, ["tasks", "containers", "metrics", "flags"]));
    all.push({ path: `/files/agents/${escape(id.value)}`, title: /./ });
    if (forms) all.push(...FORMS.map((form) => ({ path: `/change/${form}?agent=${escape(id.value)}`, title: /./ })));
    all.push({ path: `/terminal/${escape(id.value)}?container=none`, title: "Terminal" });
  }
  for (const agent of others.filter((agent) => agent !== undefined)) {
    const { id, hostname } = agent.agent_info;
    all.push({ path: `/agents/${escape(id.value)}`, title: hostname, fails: agent.active ? [] : [502, 503, 504] });
  }

  const frameworks = await cluster.frameworks();
  const framework = frameworks.find((framework) => framework.active && framework.connected);
  if (framework) {
    const { id, name } = framework.framework_info;
    all.push(...parts(`/frameworks/${escape(id.value)}`, name, ["executors", "offers", "operations"]));
    all.push({ path: `/change/teardown?framework=${escape(id.value)}`, title: "Tear a framework down" });
    for (const role of framework.framework_info.roles ?? []) all.push({ path: `/roles/${escape(role)}`, title: role });
  }
  for (const { framework_info } of frameworks.filter((framework) => !framework.connected).slice(0, 1)) {
    all.push({ path: `/frameworks/${escape(framework_info.id.value)}`, title: framework_info.name });
  }

  // Where there are many an agent is asked for its own.
  const own = agents.length > MANY && active ? await new Agent(active).call("GET_TASKS") : undefined;
  for (const task of own ? [...(own.get_tasks?.launched_tasks ?? []).slice(0, 2)] : await oneOfEachState(cluster)) {
    all.push({ path: `/tasks/${escape(task.framework_id.value)}/${escape(task.task_id.value)}`, title: task.name });
  }

  const answers = active?.agent_info.id.value;
  const executors: Json[] = (await cluster.call("GET_EXECUTORS")).get_executors?.executors ?? [];
  const executor = executors.find((executor) => executor.agent_id.value === answers) ?? executors[0];
  if (executor) {
    const { executor_id, framework_id } = executor.executor_info;
    const ids = [executor.agent_id, framework_id, executor_id].map(({ value }) => escape(value));
    all.push({ path: `/executors/${ids.join("/")}`, title: /./ });
    const [agent, ...run] = ids;
    const sandbox = escape(`/frameworks/${decodeURIComponent(run[0]!)}/executors/${decodeURIComponent(run[1]!)}/runs/latest`);
    // The sandbox of an agent that does not answer cannot be read.
    const fails = agents.some(({ agent_info, active }) => active && agent_info.id.value === executor.agent_id.value) ? [] : [502, 503, 504];
    all.push({ path: `/files/agents/${agent}?path=${sandbox}`, title: /./, fails });
    // Of an empty file no part can be asked for.
    all.push({ path: `/log/agents/${agent}?path=${sandbox}%2Fstdout`, title: "stdout", fails: [...fails, 416] });
  }

  // Where no audit log is kept that could be read, its page says so.
  all.push({ path: "/audit", title: "Audit log", fails: [404] });
  all.push({ path: "/files/master", title: /./ }, { path: "/log/master?path=%2Fmaster%2Flog", title: "log" });
  for (const path of ["/agents/none", "/frameworks/none", "/tasks/none/none", "/roles/none", "/executors/none/none/none", "/changes/none", "/change/teardown?framework=none"]) {
    all.push({ path, title: /./, fails: [404] });
  }
  all.push({ path: "/no/such/page", title: /./, fails: [404] });
  return all;
}

/** A task of each state that the master lists now: the last of them, since it forgets the first. */
async function oneOfEachState(cluster: Cluster): Promise<Json[]> {
  const found = new Map<string, Json>();
  for (const task of await cluster.tasks()) found.set(task.state, task);
  return [...found.values()];
}
