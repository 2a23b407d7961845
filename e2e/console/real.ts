import { Cluster } from "./cluster.ts";
import { command, Program } from "./program.ts";

const SCRIPTS = new URL("../real-mesos/", import.meta.url).pathname;

/** The master's port; the agents have the next ones. Fixed, so that what an interrupted run left is found and stopped. */
const PORT = process.env.MESOSCOPE_REAL_MESOS_PORT ?? "15250";

/** An agent is found unreachable after three seconds, not 75. */
const FLAGS = { MESOS_AGENT_PING_TIMEOUT: "1secs", MESOS_MAX_AGENT_PING_TIMEOUTS: "3", MESOS_ALLOCATION_INTERVAL: "200ms" };

const AGENTS = 3;

/** A real master, agents and a workload on this machine, each of which can be killed, frozen and started again. */
export class RealCluster {
  readonly cluster = new Cluster(`http://127.0.0.1:${PORT}`);
  private load?: Program;

  static async start() {
    const real = new RealCluster();
    await real.stop();
    await script("start", ["--agents", `${AGENTS}`]);
    return real;
  }

  /** Starts frameworks and tasks, in place of those that there were, and waits until the lasting ones run. */
  async workload(args: string[] = []) {
    await this.load?.stop();
    const load = Program.start("workload", `${SCRIPTS}workload`, ["--master", this.cluster.master, ...args], FLAGS);
    await load.line(/"ready"/, 60);
    this.load = load;
    return load;
  }

  killAgent(n: number) {
    return script("stop", ["--agent", `${n}`, "--signal", "KILL"]);
  }

  startAgent(n: number) {
    return script("start", ["--agent", `${n}`]);
  }

  killMaster() {
    return script("stop", ["--master", "--signal", "KILL"]);
  }

  startMaster() {
    return script("start", ["--master"]);
  }

  /** Makes the master silent without closing a connection. */
  freezeMaster() {
    return script("stop", ["--master", "--signal", "STOP"]);
  }

  thawMaster() {
    return script("stop", ["--master", "--signal", "CONT"]);
  }

  /** Stops everything, also what another run has left. */
  async stop() {
    await this.load?.stop();
    await script("stop", []).catch(() => {});
  }
}

function script(name: string, args: string[]) {
  return command(`${SCRIPTS}${name}`, ["--port", PORT, ...args], FLAGS);
}
