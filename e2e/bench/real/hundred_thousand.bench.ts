import { test } from "@playwright/test";
import { Console } from "../../console/console.ts";
import { drawAlone } from "../alone.ts";
import { MasterDoor } from "../master_door.ts";
import { report } from "../figure.ts";
import { heap } from "../memory.ts";
import { OPENS, QUICK, sleep } from "../pace.ts";
import { openTab, type Tab } from "../tab.ts";
import { use } from "../using.ts";
import { Viewers } from "../viewers.ts";
import { scrape } from "../wire.ts";
import { FrozenCluster } from "./master.ts";

/** Fewer only show that it works. */
const TASKS = QUICK ? 10_000 : 100_000;
/** The rows that the figures of the stock UI were measured by, and a screen that shows as many. */
const ROWS = 50;
const HEIGHT = 1_900;
const MINUTES = 20;
const SUBSCRIBERS = "master/operator_event_stream_subscribers";

/** What a console asks of the master by its own schedule. */
const SCHEDULED = ["mesoscope_polls_total", "mesoscope_upstream_subscriptions_total"];

const real = new FrozenCluster();

// Hooks are run when the bench is interrupted, too.
test.afterAll(() => real.stop());

test(`real Mesos with ${TASKS} tasks`, async ({ browser }, info) => {
  test.setTimeout((MINUTES + 15) * 60_000);
  await real.start(TASKS, MINUTES);
  let door: MasterDoor | undefined;
  let console: Console | undefined;
  try {
    const here = { tasks: TASKS, agents: 6, real: true };
    console = await (await Console.serve(real.cluster.master)).ready(240);
    const opens: Omit<Tab, "page">[] = [];
    const heaps: { script: number; whole: number }[] = [];
    for (let n = 0; n < OPENS; n++) {
      const { page, opened, wire } = await openTab(browser, console, { tasks: TASKS, rows: ROWS, height: HEIGHT });
      await sleep(2);
      heaps.push(await heap(page));
      opens.push({ opened, wire: { ...wire } });
      await page.context().close();
    }
    report(info, { group: "opening", what: "cold open to the first 50 task rows", at: here, unit: "ms", values: opens.map(({ opened }) => opened.first), hold: { of: "median", most: 800 } });
    report(info, { group: "opening", what: "cold open to the whole table", at: here, unit: "ms", values: opens.map(({ opened }) => opened.whole) });
    report(info, { group: "opening", what: "heap: JavaScript and WebAssembly", at: here, unit: "MB", values: heaps.map(({ whole }) => whole), hold: { of: "median", most: 60 } });
    report(info, { group: "opening", what: "heap: JavaScript alone", at: here, unit: "MB", values: heaps.map(({ script }) => script) });
    const wire = opens.map(({ wire }) => (wire.app + wire.data) / 1000);
    report(info, { group: "wire", what: "app and data when opening", at: here, unit: "kB", values: wire, hold: { of: "most", most: 3_000 } });

    // As on the embedded cluster: the tall screen is for the rows that the stock UI lists.
    const { page } = await openTab(browser, console, { tasks: TASKS });
    await use(page, info, here, { stroke: 30, sort: 50 });
    await drawAlone(page, info, here);
    await page.context().close();
    await console.stop();

    // The same master behind something that counts, for what it is asked.
    door = await MasterDoor.before(real.cluster.master);
    console = await (await Console.serve(door.url)).ready(240);
    const viewers = new Viewers(console.url);
    const look = async () => {
      await door!.quiet();
      const beyond = door!.calls - (await scrape(console!, ...SCHEDULED));
      return { beyond, subscribers: (await real.cluster.metric(SUBSCRIBERS)) ?? NaN };
    };
    await viewers.grow(1);
    await sleep(5);
    const one = await look();
    await viewers.grow(2);
    await sleep(15);
    const two = await look();
    viewers.close();
    const hold = { of: "most", most: 0 } as const;
    report(info, { group: "server", what: "subscriptions at the master for the second viewer", at: here, unit: "", values: [two.subscribers - one.subscribers], hold });
    report(info, { group: "server", what: "calls at the master for the second viewer", at: here, unit: "", values: [two.beyond - one.beyond], hold });
  } finally {
    await console?.stop();
    door?.close();
  }
});
