import { readdir, readFile } from "node:fs/promises";
import { Cluster } from "../../console/cluster.ts";
import { command, Program } from "../../console/program.ts";
import { sleep } from "../pace.ts";

const SCRIPTS = new URL("../../real-mesos/", import.meta.url).pathname;

/** The master's port; the agents have the next ones. Fixed, so that what an interrupted run left is found and stopped. */
const PORT = process.env.MESOSCOPE_REAL_MESOS_PORT ?? "15350";

const AGENTS = 6;

/** Room for all tasks, and patience with agents that do not answer. */
const FLAGS = {
  REAL_MASTER_AGENT_PING_TIMEOUT: "15mins",
  REAL_MASTER_MAX_COMPLETED_TASKS_PER_FRAMEWORK: "200000",
  REAL_AGENT_RESOURCES: "cpus:100000;mem:100000000;disk:100000000;ports:[31000-31999]",
};

/** As many as are started a second: the master takes about as many more, but no agent does. */
const CHURN = "450/s";

/** How long a started task lives, in seconds: longer than anything here takes. */
const LIFE = "100000";

/** What the master counts of tasks that have not ended. */
const ACTIVE = ["running", "starting", "staging"].map((state) => `master/tasks_${state}`);

/** A real master that knows this many tasks and has nobody else to talk to: its agents, their executors and the frameworks are frozen. */
export class FrozenCluster {
  readonly cluster = new Cluster(`http://127.0.0.1:${PORT}`);
  private load?: Program;

  /** Starts it and fills it, which takes about four minutes; then freezes all but the master. */
  async start(tasks: number, minutes: number) {
    await this.stop();
    await script("start", ["--agents", `${AGENTS}`]);
    const args = ["--master", this.cluster.master, "--churn", CHURN, "--life", LIFE, "--quiet"];
    this.load = Program.start("workload", `${SCRIPTS}workload`, args, FLAGS);
    const end = Date.now() + minutes * 60_000;
    for (;;) {
      const there = await this.tasks();
      if (there >= tasks) break;
      if (Date.now() > end) throw new Error(`the master has ${there} of ${tasks} tasks after ${minutes} minutes; see ${this.load.log}`);
      await sleep(5);
    }
    await this.freeze();
  }

  /** How many tasks there are that have not ended, as the master says. */
  async tasks(): Promise<number> {
    const { get_metrics } = await this.cluster.call("GET_METRICS", { get_metrics: {} });
    const counted = get_metrics.metrics.filter(({ name }: { name: string }) => ACTIVE.includes(name));
    return counted.reduce((sum: number, { value }: { value?: number }) => sum + (value ?? 0), 0);
  }

  /** Ends everything, also what another run has left. What is frozen cannot end by itself, so it is killed. */
  async stop() {
    if (this.load?.pid !== undefined) signal(this.load.pid, "SIGKILL");
    await this.load?.stop();
    for (let n = 1; n <= AGENTS; n++) await script("stop", ["--agent", `${n}`, "--signal", "KILL"]).catch(() => {});
    // It kills what the agents left behind.
    await script("stop", []).catch(() => {});
  }

  private async freeze() {
    // First who wants something, then who does it.
    if (this.load?.pid !== undefined) signal(this.load.pid, "SIGSTOP");
    for (const pid of await executors()) signal(pid, "SIGSTOP");
    for (let n = 1; n <= AGENTS; n++) await script("stop", ["--agent", `${n}`, "--signal", "STOP"]);
  }
}

/** The processes that run in sandboxes of this cluster. */
async function executors(): Promise<number[]> {
  const mark = `/run/${PORT}/`;
  const found: number[] = [];
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const environment = await readFile(`/proc/${name}/environ`, "latin1").catch(() => "");
    const isInSandbox = environment.split("\0").some((line) => /^MESOS_(SANDBOX|DIRECTORY)=/.test(line) && line.includes(mark));
    if (isInSandbox) found.push(Number(name));
  }
  return found;
}

/** Signals a process; one that is gone needs none. */
function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function script(name: string, args: string[]) {
  return command(`${SCRIPTS}${name}`, ["--port", PORT, ...args], FLAGS);
}
