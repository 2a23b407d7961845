import { Cluster } from "./cluster.ts";
import { Program } from "./program.ts";

const SCRIPT = new URL("../real-mesos/guarded", import.meta.url).pathname;
const ACCESS = new URL("../../crates/demo-cluster/src/access/", import.meta.url).pathname;

/** The master's port; the agent has the next one. */
const PORT = process.env.MESOSCOPE_GUARDED_MESOS_PORT ?? "15270";

/** The secrets of the principals that it knows. */
export const SECRETS: Record<string, string> = { operator: "operator-secret", analyst: "analyst-secret" };

/** A real master and agent that ask who calls: `operator` may everything, `analyst` sees what the user spark runs. */
export class GuardedCluster {
  private constructor(
    readonly master: string,
    private readonly program: Program,
  ) {}

  static async start() {
    const files = ["--credentials", `${ACCESS}credentials.json`, "--acls", `${ACCESS}acls.json`];
    const program = Program.start("guarded", SCRIPT, ["--port", PORT, ...files], {}, "pipe");
    const [, master = ""] = await program.line(/^ready (http\S+)/, 90);
    return new GuardedCluster(master, program);
  }

  /** The cluster as a principal sees it. */
  as(principal: string) {
    return new Cluster(this.master, { principal, secret: SECRETS[principal]! });
  }

  stop() {
    return this.program.stop();
  }
}
