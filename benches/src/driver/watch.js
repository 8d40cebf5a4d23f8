// What a run costs the page: its long tasks and the gaps between its animation frames.

/** Does `act`; returns what it did, with what it cost this page and its frame. */
export async function costing(frameWindow, act) {
  const watched = watch(frameWindow);
  const done = await act();
  return { ...done, cost: await watched.end() };
}

/** Watches this page and its frame, which share one thread, until `end` is called. */
function watch(frameWindow) {
  const started = performance.now();
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  observer.observe({ type: "longtask" });
  const gaps = [];
  let last;
  let handle = frameWindow.requestAnimationFrame(function step(now) {
    if (last !== undefined) gaps.push(now - last);
    last = now;
    handle = frameWindow.requestAnimationFrame(step);
  });
  return {
    async end() {
      const ended = performance.now();
      frameWindow.cancelAnimationFrame(handle);
      // Long tasks are reported late.
      await new Promise((resolve) => setTimeout(resolve, 100));
      observer.disconnect();
      const long = tasks.filter((task) => task.startTime >= started - 1 && task.startTime <= ended);
      const at = long.map((task) => [Math.round(task.startTime - started), Math.round(task.duration)]);
      const drawn = gaps.reduce((sum, gap) => sum + gap, 0);
      return {
        longTasks: long.length,
        longestTaskMs: Math.max(0, ...long.map((task) => task.duration)),
        longTasksAt: at.slice(0, 20),
        framesPerSecond: drawn > 0 ? (gaps.length * 1000) / drawn : 0,
        longestGapMs: gaps.reduce((longest, gap) => Math.max(longest, gap), 0),
      };
    },
  };
}
