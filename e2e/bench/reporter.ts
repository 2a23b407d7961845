import { writeFileSync } from "node:fs";
import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";
import { type Figure, FIGURE } from "./figure.ts";

/** Says what is being measured, and writes the figures and what went wrong as JSON to $MESOSCOPE_BENCH, where the table is made of them. */
export default class Figures implements Reporter {
  private readonly figures: Figure[] = [];
  private readonly failures: string[] = [];

  onTestBegin(test: TestCase) {
    console.log(`    ${test.title} …`);
  }

  onTestEnd(test: TestCase, result: TestResult) {
    for (const { type, description } of result.annotations) {
      if (type === FIGURE && description) this.figures.push(JSON.parse(description) as Figure);
    }
    for (const error of result.errors) {
      const words = (error.message ?? "").replace(/\u001b\[[0-9;]*m/g, "");
      this.failures.push(`${test.title}: ${words}`);
      console.log(`    FAILED ${words}`);
    }
  }

  onError(error: { message?: string }) {
    this.failures.push(error.message ?? "Playwright failed");
  }

  onEnd() {
    const out = process.env.MESOSCOPE_BENCH;
    if (out) writeFileSync(out, JSON.stringify({ figures: this.figures, failures: this.failures }));
  }

  printsToStdio() {
    return true;
  }
}
