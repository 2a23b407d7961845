import { Change } from "../../console/change.ts";
import type { Json } from "../../console/cluster.ts";
import { open } from "../../console/screen.ts";
import { containers, running } from "../../console/terminal.ts";
import { expect, test } from "../../console/test.ts";

test("a container is launched within another, killed and removed", async ({ page, cluster, accessible }) => {
  const { agent, container } = await running(cluster);
  const about = { agent: agent.id, container };
  let change = await Change.open(page, "launch-container", about);
  await accessible(page);
  await change.refused(change.field("Command"), /needs a command to run/);
  await change.field("Command").fill("sleep 1000");
  await change.field("Id").fill("has.dot");
  await change.refused(change.field("Id"), /cannot have the character '\.'/);
  await change.field("Id").fill("made-here");
  await change.carryOut("Launch the container");
  const path = `${container}.made-here`;
  expect(await containers(agent)).toContain(path);

  // The same id again would start nothing.
  change = await Change.open(page, "launch-container", about);
  await change.field("Command").fill("true");
  await change.field("Id").fill("made-here");
  await change.refused(change.field("Id"), /there is a container of this id/i);

  // What runs cannot be removed.
  change = await Change.open(page, "remove-container", { agent: agent.id, container: path });
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByText("The container still runs; kill it first.")).toBeVisible();

  change = await Change.open(page, "kill-container", { agent: agent.id, container: path });
  await accessible(page);
  await change.field("Signal").selectOption({ label: "SIGKILL: end at once" });
  await change.carryOut("Kill the container");
  await expect.poll(() => containers(agent)).not.toContain(path);

  // Not listed is not yet at its end: until then the agent removes nothing.
  const parent = container.split(".").reduce<Json | undefined>((outer, value) => ({ value, ...(outer && { parent: outer }) }), undefined);
  await agent.call("WAIT_NESTED_CONTAINER", { wait_nested_container: { container_id: { value: "made-here", parent } } });
  change = await Change.open(page, "remove-container", { agent: agent.id, container: path });
  await change.carryOut("Remove the container", "made-here");
  // A second time there is nothing to kill.
  await Change.open(page, "kill-container", { agent: agent.id, container: path });
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByText("The container has ended, or never was.")).toBeVisible();
});

test("a standalone container has resources of its own, and cannot be removed from here", async ({ page, cluster }) => {
  const { agent } = await running(cluster);
  let change = await Change.open(page, "launch-container", { agent: agent.id });
  await change.field("Id").fill("stands-alone");
  await change.field("Command").fill("sleep 1000");
  await change.field("CPUs").fill("none");
  await change.refused(change.field("CPUs"), /no amount above 0/);
  await change.field("CPUs").fill("0.1");
  await change.carryOut("Launch the container");
  expect(await containers(agent)).toContain("stands-alone");

  // Removing it would end the agent's process.
  change = await Change.open(page, "remove-container", { agent: agent.id, container: "stands-alone" });
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByText(/removing this one would end the agent's process/)).toBeVisible();
  await expect(change.stage("Plan")).toBeVisible();

  // Somebody waits for its end elsewhere.
  const other = await page.context().newPage();
  await open(other, `/terminal/${agent.id}?container=stands-alone`);
  await other.getByRole("button", { name: "Wait for its end" }).click();
  const end = other.getByRole("region", { name: "The container's end" }).getByRole("status");
  await expect(end).toContainText("Waiting until it ends");
  change = await Change.open(page, "kill-container", { agent: agent.id, container: "stands-alone" });
  await change.field("Signal").selectOption({ label: "SIGKILL: end at once" });
  await change.carryOut("Kill the container");
  await expect(end).toContainText("It has ended: ended by signal 9.");
  await expect.poll(() => containers(agent)).not.toContain("stands-alone");
});
