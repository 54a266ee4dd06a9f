// A page at three widths, whole; what is meant for phones may not be wider than the narrowest of them.

export const WIDTHS = [360, 1280, 1920];
/** What a crew's small laptop shows without scrolling. */
const LAPTOP = { width: 1280, height: 720 };

/** Photographs a page and puts its window back as it was. Returns how many pictures were made. */
export async function photograph(page, place, isForPhones) {
  const own = page.viewportSize();
  for (const width of WIDTHS) {
    const height = width < 600 ? 780 : 1080;
    await page.setViewportSize({ width, height });
    if (width === WIDTHS[0] && isForPhones) await mustFit(page, place);
    await grows(page, width, height);
    // The first picture paints what no eye has reached yet; the second is kept.
    await page.screenshot();
    await page.screenshot({ path: `${place}-${width}.png` });
  }
  if (!isForPhones) {
    await page.setViewportSize(LAPTOP);
    await page.screenshot({ path: `${place}-laptop.png` });
  }
  await page.setViewportSize(own);
  return WIDTHS.length + (isForPhones ? 0 : 1);
}

/** A window as tall as the page: what sticks to its edge then covers nothing. A taller window may make the page taller. */
async function grows(page, width, height) {
  for (let now = height, tries = 0; tries < 3; tries += 1) {
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    if (tall <= now) return;
    now = tall;
    await page.setViewportSize({ width, height: now });
  }
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
