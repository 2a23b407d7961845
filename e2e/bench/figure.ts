import type { TestInfo } from "@playwright/test";

/** The parts of the table, in its order; `cargo xtask bench` adds those that no browser is needed for. */
export type Group = "opening" | "using" | "following" | "server" | "wire";

/** What a figure depends on. Only what differs from figure to figure is said. */
export interface At {
  /** Running tasks at the beginning. */
  tasks: number;
  /** Completed tasks, where there are as many that they matter. */
  completed?: number;
  agents: number;
  /** Status updates of tasks a second. */
  updates?: number;
  viewers?: number;
  /** How long was watched. */
  seconds?: number;
  /** The cluster is a real one. */
  real?: boolean;
}

/** What is made of the values and compared. */
export type Of = "median" | "p95" | "most";

/** Values of one kind, and what they have to hold. */
export interface Figure {
  group: Group;
  /** From what to what is in docs/performance.md, under the same words. */
  what: string;
  at: At;
  unit: "ms" | "MB" | "kB" | "s" | "";
  /** Every value that was measured, in the order they were. */
  values: number[];
  /** At most this; none for figures that only inform. */
  hold?: { of: Of; most: number };
}

/** The kind of annotation that carries a figure to the reporter. */
export const FIGURE = "figure";

/** Reports a figure. One that is not held fails nothing: machines differ, and the table says it. */
export function report(info: TestInfo, figure: Figure) {
  const values = figure.values.map((value) => Number(value.toPrecision(6)));
  info.annotations.push({ type: FIGURE, description: JSON.stringify({ ...figure, values }) });
}
