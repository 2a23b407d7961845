import type { Page } from "@playwright/test";
import { expect, test } from "../../console/test.ts";
import { column, filter, grid, header, open, rowCount } from "../../console/screen.ts";
import type { Cluster, Json } from "../../console/cluster.ts";

/** As many rows of a table as there can be in the page. */
const TALL = { width: 1440, height: 2800 };

test("the roles are those the master lists, with their weights and frameworks", async ({ page, cluster }) => {
  await page.setViewportSize(TALL);
  // In another order than the tree's, names are whole.
  await open(page, "/roles?columns=name,weight,frameworks&sort=-weight");
  const table = grid(page, "Roles");
  const listed: Json[] = (await cluster.call("GET_ROLES")).get_roles?.roles ?? [];
  expect(listed.length).toBeGreaterThan(0);
  const said = async () => {
    const [names, weights, frameworks] = await Promise.all(["Role", "Weight", "Frameworks"].map((name) => column(table, name)));
    return names!.map((name, at) => `${name}: ${weights![at]}, ${frameworks![at]}`);
  };
  const told = listed.map((role) => `${role.name}: ${role.weight ?? 1}, ${(role.frameworks ?? []).length}`);
  await expect.poll(said).toEqual(expect.arrayContaining(told));
});

test("what is below a role folds away, and the address says so", async ({ page, cluster }) => {
  const names: string[] = ((await cluster.call("GET_ROLES")).get_roles?.roles ?? []).map((role: Json) => role.name);
  const below = names.find((name) => name.includes("/"));
  test.skip(!below, "the cluster has no role below another");
  const top = below!.split("/")[0]!;
  await open(page, "/roles");
  const table = grid(page, "Roles");
  const inTree = table.getByTitle(below!, { exact: true });
  await expect(inTree).toBeVisible();
  const all = await rowCount(table);
  await table.getByRole("button", { name: `Below ${top}`, exact: true }).click();
  await expect(inTree).toBeHidden();
  await expect(page).toHaveURL((url) => url.searchParams.get("folded") === top);
  expect(await rowCount(table)).toBeLessThan(all);
  await page.reload();
  await expect(table.getByTitle(top, { exact: true })).toBeVisible();
  await expect(inTree).toBeHidden();
  // Whoever looks for a role finds it wherever it is.
  await filter(page, "Roles").fill(`name=${below}`);
  await expect(table).toHaveAttribute("aria-rowcount", "1");
});

test("a role's page has what agents hold for it", async ({ page, cluster }) => {
  const held = await holdings(cluster);
  const busiest = [...held.keys()].filter((role) => role !== "*").sort((a, b) => held.get(b)!.allocated - held.get(a)!.allocated)[0];
  test.skip(!busiest, "nothing is held for any role");
  await open(page, `/roles/${encodeURIComponent(busiest!)}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(busiest!);
  const cell = (at: number) => page.getByRole("row", { name: /^cpus / }).getByRole("cell").nth(at);
  await agree(
    async () => [await amount(cell(0)), await amount(cell(2)), await amount(cell(4))].join(" "),
    async () => {
      const { allocated, reserved, consumed } = subtree(await holdings(cluster), busiest!);
      return [allocated, reserved, consumed].join(" ");
    },
  );
});

test("quota stands as it was set", async ({ page, cluster }) => {
  const configs: Json[] = (await cluster.call("GET_QUOTA")).get_quota?.status?.configs ?? [];
  await open(page, "/quota");
  if (configs.length === 0) {
    await expect(page.getByRole("main")).toContainText("No role has quota");
    return;
  }
  for (const { role, guarantees = {}, limits = {} } of configs) {
    for (const name of new Set([...Object.keys(guarantees), ...Object.keys(limits)])) {
      const line = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: role, exact: true }) }).filter({ has: page.getByRole("cell", { name, exact: true }) });
      await expect(line).toHaveCount(1);
      const said = async (at: number) => line.getByRole("cell").nth(at).innerText();
      expect(quantity(await said(3))).toBe(guarantees[name]?.value ?? "none");
      expect(quantity(await said(4))).toBe(limits[name]?.value ?? "none");
    }
  }
});

test("reservations add up to what agents have reserved", async ({ page, cluster }) => {
  await page.setViewportSize(TALL);
  await open(page, "/reservations?columns=role,cpus");
  const table = grid(page, "Reservations");
  await agree(
    async () => {
      const roles = await column(table, "Role");
      const cpus = (await column(table, "CPUs")).map((text) => Number(text.replaceAll(",", "")));
      return sums(roles.map((role, at) => [role, cpus[at]!]));
    },
    async () => {
      const reserved = (await resources(cluster, "total_resources")).filter((resource) => reservedFor(resource));
      const cpus = reserved.map((resource) => [reservedFor(resource), resource.name === "cpus" ? resource.scalar.value : 0]);
      return sums(cpus as [string, number][]);
    },
  );
});

test("volumes are those of the agents", async ({ page, cluster }) => {
  await page.setViewportSize(TALL);
  await open(page, "/volumes?columns=id,size");
  const table = grid(page, "Volumes");
  await agree(
    async () => (await column(table, "Volume")).sort().join(" "),
    async () => {
      const all = (await resources(cluster, "total_resources")).filter((resource) => resource.disk?.persistence);
      return all.map((resource) => resource.disk.persistence.id as string).sort().join(" ");
    },
  );
});

test("offers, inverse ones too, are those that wait for an answer", async ({ page, cluster }) => {
  await open(page, "/offers");
  await agree(
    async () => `${await rowCount(grid(page, "Offers"))}`,
    async () => {
      const open = (await cluster.frameworks()).flatMap((framework) => [...(framework.offers ?? []), ...(framework.inverse_offers ?? [])]);
      return `${open.length}`;
    },
  );
});

test("operations are those the master knows", async ({ page, cluster }) => {
  await open(page, "/operations");
  await agree(
    async () => `${await rowCount(grid(page, "Operations"))}`,
    async () => `${((await cluster.call("GET_OPERATIONS")).get_operations?.operations ?? []).length}`,
  );
});

test("executors are those the master lists, and each has a page of what its agent says", async ({ page, cluster, accessible }) => {
  const executors = async (): Promise<Json[]> => (await cluster.call("GET_EXECUTORS")).get_executors?.executors ?? [];
  await open(page, "/executors");
  await agree(async () => `${await rowCount(grid(page, "Executors"))}`, async () => `${(await executors()).length}`);

  const one = (await executors())[0];
  test.skip(!one, "no executor runs");
  const { executor_info: info, agent_id } = one!;
  const ids = [agent_id.value, info.framework_id.value, info.executor_id.value].map(encodeURIComponent);
  await open(page, `/executors/${ids.join("/")}`);
  const main = page.getByRole("main");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(info.executor_id.value);
  await expect(main.locator(`a[href$="/agents/${ids[0]}"]`).first()).toBeVisible();
  await expect(main.locator(`a[href$="/frameworks/${ids[1]}"]`).first()).toBeVisible();
  if (info.command?.value) await expect(main).toContainText(info.command.value);
  await expect(main.getByRole("link", { name: "Sandbox", exact: true })).toBeVisible();
  const tasks = (await cluster.tasks()).filter((task) => task.executor_id?.value === info.executor_id.value && task.state === "TASK_RUNNING");
  for (const task of tasks.slice(0, 3)) {
    await expect(main.locator(`a[href$="/tasks/${ids[1]}/${encodeURIComponent(task.task_id.value)}"]`)).toBeVisible();
  }
  await accessible(page);
});

test("a framework's page has its executors and its offers", async ({ page, cluster, accessible }) => {
  const executors: Json[] = (await cluster.call("GET_EXECUTORS")).get_executors?.executors ?? [];
  const id = executors[0]?.executor_info.framework_id.value as string | undefined;
  test.skip(!id, "no executor runs");
  await open(page, `/frameworks/${encodeURIComponent(id!)}`);
  await page.getByRole("tab", { name: "Executors" }).click();
  const table = grid(page, "Executors");
  await agree(
    async () => `${await rowCount(table)}`,
    async () => {
      const now: Json[] = (await cluster.call("GET_EXECUTORS")).get_executors?.executors ?? [];
      return `${now.filter((executor) => executor.executor_info.framework_id.value === id).length}`;
    },
  );
  await expect(header(table, "Framework")).toHaveCount(0);
  await accessible(page);
  await page.getByRole("tab", { name: "Offers" }).click();
  await expect(grid(page, "Offers")).toBeVisible();
  await expect(page).toHaveURL(/[?&]tab=offers/);
});

test("a role or an executor that does not exist says so", async ({ page, cluster }) => {
  await open(page, "/roles/nobody");
  await expect(page.getByRole("main")).toContainText(/no such role/i);
  const agent = (await cluster.agents())[0]!.agent_info.id.value as string;
  await open(page, `/executors/${encodeURIComponent(agent)}/none/none`);
  await expect(page.getByRole("main")).toContainText(/no such executor/i);
});

/** Waits for the moment in which the page and the cluster say the same: the cluster goes on meanwhile. */
async function agree(shown: () => Promise<string>, truth: () => Promise<string>) {
  await expect
    .poll(async () => {
      const before = await truth();
      const now = await shown();
      return now === before || now === (await truth()) ? "agreed" : `${now} shown, the master has ${before}`;
    }, { timeout: 20_000 })
    .toBe("agreed");
}

interface Held {
  allocated: number;
  reserved: number;
  /** Allocated from what is reserved, or allocated and revocable: neither adds to what counts against a quota. */
  uncounted: number;
}

/** The CPUs that agents hold for each role, not for those below it. */
async function holdings(cluster: Cluster): Promise<Map<string, Held>> {
  const held = new Map<string, Held>();
  const of = (role: string) => {
    const known = held.get(role) ?? { allocated: 0, reserved: 0, uncounted: 0 };
    held.set(role, known);
    return known;
  };
  for (const agent of await cluster.agents()) {
    for (const resource of agent.total_resources ?? []) {
      const role = reservedFor(resource);
      if (resource.name === "cpus" && role) of(role).reserved += resource.scalar.value;
    }
    for (const resource of agent.allocated_resources ?? []) {
      if (resource.name !== "cpus") continue;
      of(resource.allocation_info.role).allocated += resource.scalar.value;
      const role = reservedFor(resource);
      if (role || resource.revocable) of(role || resource.allocation_info.role).uncounted += resource.scalar.value;
    }
  }
  return held;
}

/** What is held for a role and those below it, to a thousandth. */
function subtree(held: Map<string, Held>, role: string) {
  const within = [...held].filter(([name]) => name === role || name.startsWith(`${role}/`)).map(([, held]) => held);
  const sum = (part: (held: Held) => number) => within.reduce((sum, held) => sum + part(held), 0);
  const milli = (value: number) => Math.round(value * 1000) / 1000;
  const [allocated, reserved] = [sum((held) => held.allocated), sum((held) => held.reserved)];
  return { allocated: milli(allocated), reserved: milli(reserved), consumed: milli(allocated + reserved - sum((held) => held.uncounted)) };
}

/** The resources of all agents. */
async function resources(cluster: Cluster, list: "total_resources" | "allocated_resources"): Promise<Json[]> {
  return (await cluster.agents()).flatMap((agent) => agent[list] ?? []);
}

/** The role that a resource is reserved for; empty for what is not. */
function reservedFor(resource: Json): string {
  const stack: Json[] = resource.reservations ?? [];
  if (stack.length > 0) return stack[stack.length - 1]!.role;
  return resource.role && resource.role !== "*" ? resource.role : "";
}

function sums(pairs: [string, number][]): string {
  const all = new Map<string, number>();
  for (const [name, value] of pairs) all.set(name, (all.get(name) ?? 0) + value);
  return [...all].map(([name, value]) => `${name}=${Math.round(value * 1000) / 1000}`).sort().join(" ");
}

const UNITS: Record<string, number> = { MiB: 1, GiB: 1024, TiB: 1024 ** 2, PiB: 1024 ** 3 };

/** A quantity as the API has it: memory and disk in MiB; words as they are. */
function quantity(text: string): number | string {
  const [, number, unit] = /^([\d.,]+)(?: (\w+))?$/.exec(text.trim()) ?? [];
  return number === undefined ? text.trim() : Number(number.replaceAll(",", "")) * (unit ? UNITS[unit]! : 1);
}

async function amount(cell: ReturnType<Page["locator"]>): Promise<number> {
  return Number((await cell.innerText()).replaceAll(",", ""));
}
