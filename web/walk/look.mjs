// A page at three widths, whole; what is meant for phones may not be wider than the narrowest of them.

export const WIDTHS = [360, 1280, 1920];

/** Photographs a page and puts its window back as it was. Returns how many pictures were made. */
export async function photograph(page, place, isForPhones) {
  const own = page.viewportSize();
  for (const width of WIDTHS) {
    const height = width < 600 ? 780 : 1080;
    await page.setViewportSize({ width, height });
    if (width === WIDTHS[0] && isForPhones) await mustFit(page, place);
    // A window as tall as the page: what sticks to its edge then covers nothing in the picture.
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    if (tall > height) await page.setViewportSize({ width, height: tall });
    await page.screenshot({ path: `${place}-${width}.png` });
  }
  await page.setViewportSize(own);
  return WIDTHS.length;
}

async function mustFit(page, place) {
  const { wide, screen, widest } = await page.evaluate(() => {
    const screen = document.documentElement.clientWidth;
    const over = [...document.querySelectorAll("body *")].filter((it) => it.getBoundingClientRect().right > screen + 1);
    return {
      wide: document.documentElement.scrollWidth,
      screen,
      widest: over.slice(0, 3).map((it) => it.outerHTML.slice(0, 120)),
    };
  });
  if (wide > screen) throw new Error(`${place} is ${wide} px wide on a screen of ${screen}: ${widest.join("\n")}`);
}
