import { Agent } from "../../console/agent.ts";
import { Change } from "../../console/change.ts";
import type { Cluster } from "../../console/cluster.ts";
import { open } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

const level = async (node: Cluster | Agent): Promise<number> => (await node.call("GET_LOGGING_LEVEL")).get_logging_level.level ?? 0;

/** The level that the process was started with comes back after a moment. */
const SOON = { set_logging_level: { level: 0, duration: { nanoseconds: 1_000_000 } } };

test("the master logs more for a time", async ({ page, cluster, accessible }) => {
  await open(page, "/masters");
  await page.getByRole("button", { name: "Actions on the leading master" }).click();
  await page.getByRole("link", { name: "Set the logging level…" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Set the master's logging level" })).toBeVisible();
  const change = await Change.open(page, "logging");
  await change.field("Level").selectOption("2");
  await change.field("For").fill("soon");
  await change.refused(change.field("For"), /no number of minutes/);
  await change.field("For").fill("0");
  await change.refused(change.field("For"), /it would be over at once/i);
  await change.field("For").fill("1");
  await accessible(page);
  expect(await change.compare()).toEqual([["logging level of the master", "0", "2, for 1 min"]]);
  await accessible(page);
  await change.confirm();
  await change.send("Set the master's logging level to 2");
  await change.ended("applied");
  expect(await level(cluster)).toBe(2);
  await cluster.call("SET_LOGGING_LEVEL", SOON);
  await expect.poll(() => level(cluster)).toBe(0);
});

test("an agent logs more, and then by itself as it was started", async ({ page, cluster }) => {
  const agent = await Agent.busy(cluster);
  const change = await Change.open(page, "logging", { agent: agent.id });
  await change.field("Level").selectOption("1");
  await change.field("For").fill("3");
  await change.field("Unit of the time").selectOption("seconds");
  await change.compare();
  await change.confirm();
  await change.send(`Set the logging level of ${agent.host} to 1`);
  await change.ended("applied");
  await expect.poll(() => level(agent)).toBe(0);
});
