import { Agent } from "../../console/agent.ts";
import { Change } from "../../console/change.ts";
import type { Cluster } from "../../console/cluster.ts";
import { expect, test } from "../../console/test.ts";

/** An agent that was started without a folder for configurations. */
async function without(cluster: Cluster): Promise<Agent> {
  for (const json of (await cluster.agents()).filter(({ active }) => active)) {
    const agent = new Agent(json);
    const { flags } = (await agent.call("GET_FLAGS")).get_flags;
    if (!flags.some(({ name, value }: { name: string; value?: string }) => name === "resource_provider_config_dir" && value)) return agent;
  }
  throw new Error("all agents take providers");
}

test("an agent without a folder for configurations takes none, and the form says so at once", async ({ page, cluster, accessible }) => {
  const agent = await without(cluster);
  for (const form of ["provider", "remove-provider"]) {
    await Change.open(page, form, { agent: agent.id });
    await expect(page.getByText("The agent was started without --resource_provider_config_dir.")).toBeVisible();
    await accessible(page);
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await expect(page.getByRole("group", { name: "Plan", exact: true })).toBeVisible();
  }
});

test("a provider that is not there cannot be marked gone", async ({ page, cluster }) => {
  const agent = await without(cluster);
  const change = await Change.open(page, "provider-gone", { agent: agent.id, provider: "nobody" });
  await change.refused(change.field("Provider"), /tells of no provider of this id/);
});

test("a form about providers wants to know of which agent", async ({ page }) => {
  await Change.open(page, "provider");
  await expect(page.getByText("This form is about one agent: open it from the agent's page.")).toBeVisible();
});
