import { writeFileSync } from "node:fs";
import type { FullResult, Reporter, TestCase, TestResult } from "@playwright/test/reporter";
import { type Figure, FIGURE } from "./kit.ts";

/** Prints the figures as a table when all are there, and writes them as JSON to $MESOSCOPE_BENCH. */
export default class Figures implements Reporter {
  private readonly figures: Figure[] = [];

  onTestBegin(test: TestCase) {
    console.log(`  ${test.title} …`);
  }

  onTestEnd(_test: TestCase, result: TestResult) {
    for (const { type, description } of result.annotations) {
      if (type === FIGURE && description) this.figures.push(JSON.parse(description) as Figure);
    }
    for (const error of result.errors) console.log(`  FAILED ${(error.message ?? "").replace(/\u001b\[[0-9;]*m/g, "")}`);
  }

  onEnd(_result: FullResult) {
    const head = ["what", "at", "measured", "to hold", ""];
    const rows = this.figures.map(({ what, at, value, unit, hold }) => {
      const verdict = hold === undefined ? "" : value <= hold ? "held" : "NOT held";
      return [what, at, amount(value, unit), hold === undefined ? "" : `≤ ${amount(hold, unit)}`, verdict];
    });
    const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)));
    console.log();
    for (const row of [head, ...rows]) {
      const cells = row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)));
      console.log(`  ${cells.join("  ").trimEnd()}`);
    }
    const out = process.env.MESOSCOPE_BENCH;
    if (!out) return;
    const record = { at: new Date().toISOString(), platform: `${process.platform} ${process.arch}`, figures: this.figures };
    writeFileSync(out, `${JSON.stringify(record, null, 2)}\n`);
    console.log(`\n  ${out}`);
  }

  printsToStdio() {
    return true;
  }
}

function amount(value: number, unit: Figure["unit"]) {
  const digits = unit === "MB" || value >= 100 || Number.isInteger(value) ? 0 : 1;
  return `${value.toFixed(digits)}${unit && ` ${unit}`}`;
}
