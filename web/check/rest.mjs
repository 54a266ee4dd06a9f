// A graphic over the picture shares its machine with the mixer: while nothing changes it paints nothing, lays out nothing,
// and its page takes less than a fiftieth of a core.

const WATCHED_S = 10;
const SETTLES_MS = 4000;
/** What the page's own work may take of a core. */
const MOST = 0.02;

export async function rests(walk, url) {
  const page = await walk.browser.newPage({ viewport: { width: 1920, height: 1080 } });
  try {
    await page.goto(url);
    await page.waitForTimeout(SETTLES_MS);
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    const read = async () => {
      const { metrics } = await session.send("Performance.getMetrics");
      return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
    };
    const before = await read();
    await page.waitForTimeout(WATCHED_S * 1000);
    const after = await read();
    const grew = (name) => after[name] - before[name];
    if (grew("LayoutCount") > 0) walk.fault(url, `lays out ${grew("LayoutCount")} times while nothing changes`);
    if (grew("RecalcStyleCount") > 0) walk.fault(url, `styles ${grew("RecalcStyleCount")} times while nothing changes`);
    const share = grew("TaskDuration") / WATCHED_S;
    if (share > MOST) walk.fault(url, `takes ${(share * 100).toFixed(2)} % of a core while nothing changes`);
  } finally {
    await page.close();
  }
}
