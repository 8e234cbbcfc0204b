/** Tasks that kept a page from answering, as the page itself tells them. */

/** In the page: keeps every task over 50 ms that starts from now on. Text, so that no compiler adds names to it. */
export const WATCH_TASKS = `
  const from = performance.now();
  const tasks = [];
  const keep = (entries) => {
    for (const { startTime, duration } of entries) if (startTime >= from) tasks.push(duration);
  };
  const observer = new PerformanceObserver((list) => keep(list.getEntries()));
  observer.observe({ type: 'longtask', buffered: true });
  window.tavoloTasks = () => {
    keep(observer.takeRecords());
    return tasks;
  };
`;

/** In the page: what was kept, after the tasks that are still under way have been told. */
export const TASKS_SEEN = `
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    .then(() => window.tavoloTasks())
`;
