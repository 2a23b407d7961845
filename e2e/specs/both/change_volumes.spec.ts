import { Change } from "../../console/change.ts";
import { Holdings, idOf, resources, scalar } from "../../console/holdings.ts";
import { grid, open } from "../../console/screen.ts";
import { expect, test } from "../../console/test.ts";

const ROLE = "spec-volumes";

test.afterEach(({ cluster, console }) => new Holdings(cluster).giveBack(console, ROLE));

/** An agent with some disk for the role. */
async function ground(holdings: Holdings, disk = 128): Promise<string> {
  const agent = idOf((await holdings.agents())[0]!);
  await holdings.reserve(agent, ROLE, [scalar("disk", disk)]);
  return agent;
}

test("a volume is created, grown, shrunk and destroyed", async ({ page, cluster, accessible }) => {
  test.slow();
  const holdings = new Holdings(cluster);
  const agent = await ground(holdings);
  await open(page, `/reservations?filter=role%3D${ROLE}&columns=role,create`);
  await grid(page, "Reservations").getByRole("link", { name: "Create", exact: true }).click();
  let change = await Change.here(page);
  await expect(page.getByText("of 128 MiB free")).toBeVisible();
  await accessible(page);
  const [id, path, size] = [change.field("Volume id"), change.field("Container path"), change.field("Size")];
  await expect(id).toHaveAccessibleDescription(new RegExp(`${ROLE}-1 is not taken`));
  await change.refused(size, /say how large/i);
  await size.fill("64");
  await change.refused(id, /an id is needed/i);
  await change.refused(path, /the path is empty/i);
  await id.fill("a/b");
  await change.refused(id, /cannot have the character/i);
  await id.fill("data-1");
  await path.fill("data");
  for (const [typed, words] of [["129", /only 128 MiB is free/i], ["0", /at least 0\.001/], ["much", /is no number/]] as const) {
    await size.fill(typed);
    await change.refused(size, words);
  }
  await size.fill("64");
  expect(await change.compare()).toEqual([
    [`disk, reserved for ${ROLE} (dynamic)`, "128 MiB", "64 MiB"],
    [`volume data-1 of ${ROLE}`, "–", "64 MiB"],
  ]);
  await accessible(page);
  await change.confirm();
  await change.send(/^Create data-1 on /);
  await change.ended("applied");
  expect(await holdings.of(agent, ROLE)).toEqual(["disk 64", "disk data-1 64"]);
  const volume = resources(await holdings.agent(agent), ROLE).find(({ disk }) => disk?.persistence)!;
  expect(volume.disk.volume).toEqual({ mode: "RW", container_path: "data" });

  // Its id is taken now.
  change = await Change.open(page, "create-volume", { agent });
  await page.getByRole("radio", { name: new RegExp(`^${ROLE}`) }).check();
  await change.field("Volume id").fill("data-1");
  await change.field("Container path").fill("data");
  await change.field("Size").fill("1");
  await change.refused(change.field("Volume id"), /the agent has a volume data-1 already/i);

  await open(page, `/volumes?filter=role%3D${ROLE}`);
  await grid(page, "Volumes").getByRole("link", { name: "Resize", exact: true }).click();
  change = await Change.here(page);
  await expect(page.getByText("of 64 MiB free")).toBeVisible();
  await accessible(page);
  await change.refused(change.field("By"), /say by how much/i);
  await change.field("By").fill("65");
  await change.refused(change.field("By"), /only 64 MiB more of the reservation is free/i);
  await change.field("By").fill("32");
  await change.carryOut(/^Grow data-1 on /);
  expect(await holdings.of(agent, ROLE)).toEqual(["disk 32", "disk data-1 96"]);

  change = await Change.open(page, "resize-volume", { which: `role=${ROLE}` });
  await page.getByRole("radio", { name: /^data-1/ }).check();
  await change.field("What it does").selectOption("shrink");
  await change.field("By").fill("96");
  await change.refused(change.field("By"), /some must be left; to have none, destroy it/i);
  await change.field("By").fill("48");
  await change.carryOut(/^Shrink data-1 on /);
  expect(await holdings.of(agent, ROLE)).toEqual(["disk 80", "disk data-1 48"]);

  // What a volume is on cannot be given back before the volume is destroyed.
  change = await Change.open(page, "unreserve", { which: `role=${ROLE}` });
  await page.getByRole("checkbox", { name: new RegExp(`^${ROLE}`) }).check();
  await expect(page.getByText("1 volume on it and the disk of it stay reserved.")).toBeVisible();

  await open(page, `/volumes?filter=role%3D${ROLE}`);
  await grid(page, "Volumes").getByRole("link", { name: "Destroy", exact: true }).click();
  change = await Change.here(page);
  await expect(page.getByText(/The data of data-1 are lost: 48 MiB/)).toBeVisible();
  await change.compare();
  await change.confirm("data-2");
  await expect(page.getByRole("button", { name: "Destroy data-1" })).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Enter");
  await expect(change.stage("Confirm")).toBeVisible();
  await accessible(page);
  await page.getByLabel(/^Type the volume's id/).fill("data-1");
  await change.send("Destroy data-1");
  await change.ended("applied");
  expect(await holdings.of(agent, ROLE)).toEqual(["disk 128"]);
});

test("several volumes are destroyed at once when their number is typed", async ({ page, cluster }) => {
  const holdings = new Holdings(cluster);
  const agent = await ground(holdings);
  for (const id of ["a", "b"]) await holdings.create(agent, ROLE, id, 16);
  const change = await Change.open(page, "destroy-volume", { which: `role=${ROLE}` });
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByText("Choose at least one volume.")).toBeVisible();
  await page.getByRole("button", { name: "Choose all that the filter passes" }).click();
  await change.carryOut("Destroy 2 volumes", "2");
  expect(await holdings.of(agent, ROLE)).toEqual(["disk 128"]);
});

test("a shared volume is made so, and cannot be resized", async ({ page, cluster }) => {
  test.slow();
  const holdings = new Holdings(cluster);
  const agent = await ground(holdings);
  let change = await Change.open(page, "create-volume", { agent });
  await page.getByRole("radio", { name: new RegExp(`^${ROLE}`) }).check();
  await change.field("Volume id").fill("common");
  await change.field("Container path").fill("common");
  await change.field("Size").fill("all");
  await page.getByRole("checkbox", { name: "Shared" }).check();
  await change.carryOut(/^Create common on /);
  const [volume] = resources(await holdings.agent(agent), ROLE);
  expect(volume!.shared).toEqual({});

  change = await Change.open(page, "resize-volume", { which: `role=${ROLE}` });
  await expect(page.getByRole("radio", { name: /^common.*a shared volume cannot be resized/ })).toBeDisabled();
  // Whoever comes from its row is told as well.
  await open(page, `/volumes?filter=role%3D${ROLE}`);
  await grid(page, "Volumes").getByRole("link", { name: "Resize", exact: true }).click();
  await change.field("By").fill("1");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByText("A shared volume cannot be resized.")).toBeVisible();
});

test("a mounted disk is reserved and becomes a volume as a whole", async ({ page, cluster }) => {
  test.slow();
  const holdings = new Holdings(cluster);
  const isMount = (resource: any) => resource.disk?.source?.type === "MOUNT" && !(resource.reservations ?? []).length;
  const agent = (await holdings.agents()).find(({ total_resources }) => total_resources.some(isMount));
  test.skip(!agent, "no agent has a mounted disk that nothing uses");
  const mount = agent!.total_resources.find(isMount);
  let change = await Change.open(page, "reserve", { agent: idOf(agent!) });
  await change.field("Role").fill(ROLE);
  await page.getByRole("checkbox", { name: /Take it whole/ }).check();
  await change.carryOut(new RegExp(`^Reserve for ${ROLE} on `));
  expect(await holdings.of(idOf(agent!), ROLE)).toEqual([`disk ${mount.scalar.value}`]);
  change = await Change.open(page, "create-volume", { agent: idOf(agent!), which: `role=${ROLE}` });
  await page.getByRole("radio", { name: new RegExp(`^${ROLE}`) }).check();
  await change.field("Volume id").fill("whole");
  await change.field("Container path").fill("data");
  await expect(page.getByText(/A mounted disk is taken whole/)).toBeVisible();
  await change.carryOut(/^Create whole on /);
  expect(await holdings.of(idOf(agent!), ROLE)).toEqual([`disk whole ${mount.scalar.value}`]);
});

test("a volume that a task uses is not destroyed, and the task is named", async ({ page, cluster }) => {
  const isVolume = (resource: any) => resource.disk?.persistence;
  const agent = (await cluster.agents()).find(({ allocated_resources = [] }) => allocated_resources.some(isVolume));
  test.skip(!agent, "no task uses a volume");
  const used = agent!.allocated_resources.find(isVolume).disk.persistence.id;
  await open(page, `/volumes?filter=${encodeURIComponent(`id=${used}`)}`);
  await grid(page, "Volumes").getByRole("link", { name: "Destroy", exact: true }).click();
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByText(new RegExp(`The volume ${used} is used by task .*; end that first`))).toBeVisible();
});
