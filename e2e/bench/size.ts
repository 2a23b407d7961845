import { Console } from "../console/console.ts";
import type { At } from "./figure.ts";
import { QUICK } from "./pace.ts";

/** An embedded cluster of some size. */
export interface Size extends At {
  name: string;
  scenario: string;
  args: string[];
}

/** So many running tasks on so many agents, and few completed ones: the sizes over which growth is looked at. */
function sized(name: string, tasks: number, agents: number): Size {
  return { name, tasks, agents, scenario: "huge", args: ["--agents", `${agents}`, "--tasks", `${tasks}`] };
}

const ALL = [sized("1k", 1_000, 1_000), sized("10k", 10_000, 2_000), sized("100k", 100_000, 10_000), sized("400k", 400_000, 40_000)];

export const SIZES = QUICK ? ALL.slice(0, 2) : ALL;

/** As many completed tasks as running ones. */
export const LARGE: Size = { name: "100k with history", tasks: 100_000, completed: 100_000, agents: 10_000, scenario: "large", args: [] };

/** Where a figure is measured: the size without what only starts it. */
export function at({ tasks, completed, agents }: Size, more: Partial<At> = {}): At {
  return { tasks, agents, ...(completed === undefined ? {} : { completed }), ...more };
}

/** A console with a cluster of this size, with so many updates a second. */
export async function start(size: Size, updates: number): Promise<Console> {
  const console = await Console.demo(size.scenario, [...size.args, "--updates-per-second", `${updates}`]);
  return console.ready(240);
}
