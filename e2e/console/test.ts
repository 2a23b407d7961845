import { test as base, expect, type Page } from "@playwright/test";
import { violations } from "./axe.ts";
import type { Cluster } from "./cluster.ts";
import { Console } from "./console.ts";
import { RealCluster } from "./real.ts";

/** What a project says of its cluster. */
export interface Settings {
  kind: "demo" | "real";
}

interface WorkerFixtures extends Settings {
  /** This worker's real cluster, if the project has one. */
  machines: RealCluster | null;
  /** The console of this worker. */
  console: Console;
}

interface TestFixtures {
  /** The cluster itself, asked without the console. */
  cluster: Cluster;
  /** The real cluster, to do harm to. */
  real: RealCluster;
  /** Errors of the app that this spec brings about on purpose. */
  expectedErrors: RegExp[];
  /** Fails the test on whatever WCAG AA says against the page. */
  accessible: (page: Page) => Promise<void>;
}

/** Failed requests are the network's words, not the app's; what the app makes of them is for a spec to say. */
const NETWORK = /Failed to load resource|WebSocket connection to .* failed/;

const STARTING = { scope: "worker", timeout: 180_000 } as const;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  kind: ["demo", { option: true, scope: "worker" }],

  machines: [
    async ({ kind }, use) => {
      if (kind === "demo") return use(null);
      const real = await RealCluster.start();
      try {
        await real.workload();
        await use(real);
      } finally {
        await real.stop();
      }
    },
    STARTING,
  ],

  console: [
    async ({ machines }, use) => {
      const started = await (machines ? Console.serve(machines.cluster.master, ["--terminals"]) : Console.demo("small", ["--terminals"]));
      await use(started);
      await started.stop();
    },
    STARTING,
  ],

  cluster: async ({ console }, use) => use(console.cluster),

  real: async ({ machines }, use) => {
    if (!machines) throw new Error("this spec needs real Mesos: it belongs into specs/real");
    await use(machines);
  },

  baseURL: async ({ console }, use) => use(console.url),

  expectedErrors: [[], { option: true }],

  page: async ({ page, expectedErrors }, use) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(`exception: ${error.message}`));
    page.on("console", (message) => {
      const text = message.text();
      if (message.type() === "error" && !NETWORK.test(text)) errors.push(`console: ${text}`);
    });
    // Chromium prints violations too, but not those of a policy that only reports.
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        globalThis.console.error(`Content-Security-Policy: ${event.violatedDirective} forbids ${event.blockedURI}`);
      });
    });
    await use(page);
    const unexpected = errors.filter((text) => !expectedErrors.some((pattern) => pattern.test(text)));
    expect(unexpected, "errors in the browser's console").toEqual([]);
  },

  accessible: async ({}, use) => {
    await use(async (page) => expect(await violations(page), "accessibility").toEqual([]));
  },
});

export { expect };
