import { defineConfig } from "@playwright/test";
import type { Settings } from "./console/test.ts";

const ci = process.env.CI === "true";

/** Chromium as root on a machine without a display or a network of its own. */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig<object, Settings>({
  outputDir: "results",
  reporter: [["./reporter.ts"]],
  forbidOnly: ci,
  retries: ci ? 1 : 0,
  // Every worker has a cluster and a console of its own.
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: "chromium",
    launchOptions: { executablePath: process.env.MESOSCOPE_CHROMIUM ?? "/usr/bin/chromium", args },
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: "reduce" },
    // To record every test costs a tenth of the time; what fails where it is tried again is recorded then.
    trace: ci ? "on-first-retry" : "retain-on-failure",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "demo", testDir: "specs", testMatch: ["both/**", "demo/**"], use: { kind: "demo" } },
    // One cluster at a time: the faults are of processes of this machine.
    { name: "real", testDir: "specs", testMatch: ["both/**", "real/**"], workers: 1, use: { kind: "real" } },
    { name: "bench", testDir: "bench", testMatch: "**/*.bench.ts", workers: 1, retries: 0, use: { kind: "demo", trace: "off" } },
    { name: "shots", testDir: "shots", testMatch: "**/*.shots.ts", workers: 1, use: { kind: "demo" } },
  ],
});
