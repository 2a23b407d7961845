import { Agent, amount } from "../../console/agent.ts";
import type { Json } from "../../console/cluster.ts";
import { open } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

test("an agent's bars are of what it has", async ({ page, cluster }) => {
  const agent = await Agent.busy(cluster);
  await open(page, agent.path);
  const bars = page.getByRole("region", { name: "Resources", exact: true });
  const cpus = amount(agent.json.total_resources, "cpus").toLocaleString("en-US", { maximumFractionDigits: 3 });
  await expect(bars.getByRole("img", { name: /^cpus: / })).toHaveAccessibleName(new RegExp(` of ${cpus}$`));
  await expect(bars.getByRole("img", { name: /^mem: / })).toHaveAccessibleName(/ of [\d.]+ [KMGT]iB$/);
});

test("an agent's containers are those that it tells of", async ({ page, cluster }) => {
  const agent = await Agent.busy(cluster);
  await open(page, `${agent.path}?tab=containers`);
  const ids = page.getByRole("group", { name: "Containers" }).getByRole("rowheader").getByRole("code");
  await expect
    .poll(async () => {
      const shown = await ids.evaluateAll((codes) => codes.map((code) => code.getAttribute("title")).sort());
      const asked = { get_containers: { show_nested: true, show_standalone: true } };
      const containers: Json[] = (await agent.call("GET_CONTAINERS", asked)).get_containers?.containers ?? [];
      const truth = containers.map(({ container_id }) => container_id.value).sort();
      return JSON.stringify(shown) === JSON.stringify(truth) && truth.length > 0 ? "agreed" : { shown, truth };
    })
    .toBe("agreed");
});

test("an agent's flags are those it was started with", async ({ page, cluster }) => {
  const agent = await Agent.busy(cluster);
  const flags: Json[] = (await agent.call("GET_FLAGS")).get_flags.flags;
  await open(page, `${agent.path}?tab=flags`);
  const list = page.getByRole("group", { name: "Flags", exact: true });
  const { name, value } = flags.find((flag) => /^\d+$/.test(flag.value))!;
  await expect(list.getByRole("row").filter({ has: page.getByText(`--${name}`, { exact: true }) })).toContainText(value);
  await page.getByRole("searchbox", { name: "Find in flags" }).fill(`--${name}`);
  const found = flags.filter((flag) => `--${flag.name}`.includes(`--${name}`) || (flag.value ?? "").includes(`--${name}`));
  await expect(list.getByRole("rowheader")).toHaveCount(found.length);
});

test("an agent's metrics are its own, all of them", async ({ page, cluster }) => {
  const agent = await Agent.busy(cluster);
  const metrics: Json[] = (await agent.call("GET_METRICS", { get_metrics: {} })).get_metrics.metrics;
  await open(page, `${agent.path}?tab=metrics`);
  const panel = page.getByRole("region", { name: "Metrics" });
  await expect(panel).toContainText(`${metrics.length.toLocaleString("en-US")} metrics`);
  await panel.getByRole("searchbox", { name: "Find in metrics" }).fill("slave/cpus_total");
  const { value } = metrics.find((metric) => metric.name === "slave/cpus_total")!;
  const row = panel.getByRole("row").filter({ has: page.getByText("slave/cpus_total", { exact: true }) });
  await expect(row.getByRole("cell").first()).toHaveText(value.toLocaleString("en-US", { maximumFractionDigits: 3 }));
});

test("an agent's version, health and logging level are what it says", async ({ page, cluster }) => {
  const agent = await Agent.busy(cluster);
  const { version_info } = (await agent.call("GET_VERSION")).get_version;
  const { level } = (await agent.call("GET_LOGGING_LEVEL")).get_logging_level;
  await open(page, agent.path);
  const process = page.getByRole("region", { name: "Process", exact: true });
  await expect(process).toContainText(version_info.version);
  if (version_info.git_sha) await expect(process).toContainText(version_info.git_sha);
  await expect(process).toContainText("healthy");
  await expect(process).toContainText(new RegExp(`Logging level\\s*${level ?? 0},`));
  await expect(process.getByRole("link", { name: "Read its log" })).toHaveAttribute("href", new RegExp(`/log/agents/${agent.id}\\?path=`));
});
