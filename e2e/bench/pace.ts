/** How much is measured: as little as shows that it works, what a release is judged by, or long enough to see what grows slowly. */
const pace = process.env.MESOSCOPE_BENCH_PACE ?? "usual";

const of = <T>(quick: T, usual: T, long: T): T => (pace === "quick" ? quick : pace === "long" ? long : usual);

export const QUICK = pace === "quick";

/** How often the app is opened. */
export const OPENS = of(2, 5, 9);

/** How often the same keys are typed and columns sorted. */
export const ROUNDS = of(1, 2, 4);

/** How long events are followed, in seconds. */
export const WATCHED = of(6, 12, 60);

/** How long a tab is left open, in seconds. */
export const OPEN_FOR = of(15, 60, 600);

/** How often memory is looked at meanwhile. */
export const LOOKS = of(3, 6, 20);

export const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));
