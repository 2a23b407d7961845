import { leftOn, running, Terminal } from "../../console/terminal.ts";
import { expect, test } from "../../console/test.ts";

test("a shell beside a running task reads, writes, is resized and ends with its status", async ({ page, cluster, accessible }) => {
  const place = await running(cluster);
  const terminal = await Terminal.open(page, place);
  await terminal.ready();
  await accessible(page);
  // The command stands on the screen, too: what it has written is a line of its own.
  const written = (text: string | RegExp) => terminal.screen.getByText(text, { exact: true });
  await terminal.line("echo hello");
  await expect(written("hello")).toBeVisible();
  // What is written in several bytes arrives whole.
  await terminal.line("echo größe → 尺寸");
  await expect(written("größe → 尺寸")).toBeVisible();

  const size = async () => {
    await terminal.line("stty size");
    await expect(written(/^\d+ \d+$/).last()).toBeVisible();
    return (await written(/^\d+ \d+$/).last().innerText()).split(" ").map(Number);
  };
  const [rows, columns] = await size();
  const { width, height } = page.viewportSize()!;
  await page.setViewportSize({ width: width - 400, height: height - 200 });
  await expect.poll(async () => (await size())[1]).toBeLessThan(columns!);
  expect((await size())[0]).toBeLessThan(rows!);

  // The shell goes on after what Ctrl-C has ended.
  await terminal.line("sleep 1000");
  await terminal.button("Ctrl-C").click();
  await terminal.line("echo still-here");
  await expect(written("still-here")).toBeVisible();
  await terminal.line("exit 7");
  await expect(terminal.state).toHaveText("exit code 7");
  await expect.poll(() => leftOn(place.agent)).toEqual([]);
});

test("the end of the input ends what reads it, and without a TTY errors are told apart", async ({ page, cluster }) => {
  const place = await running(cluster);
  const terminal = await Terminal.open(page, place, async (form) => {
    await form.getByLabel("Command").fill("echo to-stderr >&2; cat; echo done");
    await form.getByRole("checkbox", { name: /With a TTY/ }).uncheck();
  });
  await terminal.ready();
  await terminal.line("through");
  // Once as it was typed, once as it came back.
  await expect(terminal.screen.getByText("through", { exact: true })).toHaveCount(2);
  await terminal.button("End of input").click();
  await expect(terminal.screen).toContainText("done");
  await expect(terminal.state).toHaveText("exit code 0");
  const colour = (text: string) => terminal.screen.getByText(text).first().evaluate((element) => getComputedStyle(element).color);
  expect(await colour("to-stderr")).not.toBe(await colour("done"));
});

test("a tab that is closed leaves nothing behind", async ({ page, cluster }) => {
  const place = await running(cluster);
  const terminal = await Terminal.open(page, place);
  await terminal.ready();
  expect(await leftOn(place.agent)).toHaveLength(1);
  await page.close({ runBeforeUnload: false });
  await expect.poll(() => leftOn(place.agent)).toEqual([]);
});

test("several may look at one output, and one of them types", async ({ page, context, cluster }) => {
  const place = await running(cluster);
  const first = await Terminal.open(page, place);
  await first.ready();
  const [launched] = await leftOn(place.agent);
  const attach = async (name: string) => {
    const other = await context.newPage();
    await Terminal.open(other, { agent: place.agent, container: launched! }, (form) => form.getByRole("radio", { name }).check());
    return new Terminal(other);
  };
  const second = await attach("Attach to it");
  const third = await attach("Watch it");
  // The input belongs to whoever launched it; the others are told so and look on.
  await expect(second.state).toHaveText("watching");
  await expect(second.page.getByRole("button", { name: "Take the input" })).toBeVisible();
  await first.line("echo for-all");
  for (const terminal of [first, second, third]) await expect(terminal.screen.getByText("for-all", { exact: true })).toBeVisible();
  await first.line("exit 3");
  for (const terminal of [first, second]) await expect(terminal.state).toHaveText("exit code 3");
  await expect.poll(() => leftOn(place.agent)).toEqual([]);
});

test("a flood of output leaves the page usable and says what it left out", async ({ page, cluster, console }) => {
  test.setTimeout(240_000);
  const place = await running(cluster);
  const terminal = await Terminal.open(page, place);
  await terminal.ready();
  await terminal.line("head -c 300000000 /dev/zero");
  // It is said when all that was sent before is drawn, which takes a busy machine a while.
  await expect(terminal.screen).toContainText("were printed faster than they can be drawn", { timeout: 60_000 });
  // What is typed meanwhile is answered after it.
  await terminal.line("echo after");
  await expect(terminal.screen).toContainText("after", { timeout: 120_000 });
  await terminal.line("echo settled");
  await expect(terminal.screen.getByText("settled", { exact: true })).toBeVisible();
  await terminal.button("Close").click();
  await expect(terminal.state).toHaveText("closed");
  // What the server ever held of it, by its own account.
  const metrics = await (await fetch(`${console.url}metrics`)).text();
  const most = Number(/^mesoscope_terminal_buffered_bytes_most (\S+)$/m.exec(metrics)![1]);
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(4 * 1024 * 1024);
});

test("a container that is not there is refused in the agent's words", async ({ page, cluster }) => {
  const { agent } = await running(cluster);
  const terminal = await Terminal.open(page, { agent, container: "no-such-container" });
  await expect(terminal.state).toHaveText("refused");
  await expect(page.getByRole("alert").filter({ hasText: "The terminal has ended" })).toBeVisible();
});
