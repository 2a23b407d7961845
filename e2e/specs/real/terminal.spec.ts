import { leftOn, running, Terminal } from "../../console/terminal.ts";
import { expect, test } from "../../console/test.ts";

test("an agent that dies meanwhile is said, and what was launched is gone when it is back", async ({ page, cluster, real }) => {
  test.slow();
  const place = await running(cluster);
  // The agents have the ports after the master's.
  const port = Number(/:(\d+)$/.exec(place.agent.json.pid)![1]);
  const number = port - Number(new URL(cluster.master).port);
  const terminal = await Terminal.open(page, place);
  await terminal.ready();
  expect(await leftOn(place.agent)).toHaveLength(1);
  await real.killAgent(number);
  await expect(terminal.state).toHaveText("lost");
  await expect(page.getByRole("alert").filter({ hasText: "The terminal has ended" })).toBeVisible();
  await real.startAgent(number);
  // While it starts it does not answer.
  await expect.poll(() => leftOn(place.agent).catch(() => ["no answer"]), { timeout: 60_000 }).toEqual([]);
});
