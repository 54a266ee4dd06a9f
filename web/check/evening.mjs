// What an evening asks of two laptops: a second page of the gallery takes the show over within five seconds of the first one's
// death, and the square code of the corner is read from a picture of it.
import { join } from "node:path";

const TAKES_OVER_MS = 5000;

/** The first page dies without a word; the second says so, and one key takes the show. */
export async function takesOver(walk, [first, second], slug) {
  const path = `/stage/${slug}/rundown`;
  const open = async (context) => {
    const page = await context.newPage();
    await page.goto(walk.base + path);
    await page.waitForSelector(".take .big--take");
    return page;
  };
  const dies = await open(first);
  await dies.waitForTimeout(1500);
  const takes = await open(second);
  try {
    await takes.waitForSelector(".strip--helm");
    await takes.keyboard.press("c");
    await takes.waitForSelector(".strip--late[role=status]");
    const at = Date.now();
    await first.setOffline(true);
    await takes.waitForSelector(".strip--helm.strip--late", { timeout: 2 * TAKES_OVER_MS });
    await takes.keyboard.press("k");
    await takes.waitForSelector(".strip--helm", { state: "detached", timeout: TAKES_OVER_MS });
    const tookMs = Date.now() - at;
    if (tookMs > TAKES_OVER_MS) walk.fault(path, `a second page takes over after ${tookMs} ms only`);
  } catch (error) {
    walk.fault(path, `a second page does not take over: ${error.message}`);
  } finally {
    await first.setOffline(false);
    await dies.close();
    await takes.close();
  }
}

/** The picture of the corner is read by the decoder of the list before the show. */
export async function readsSquare(walk, director, slug, corner, place) {
  const picture = await director.newPage();
  await picture.setViewportSize({ width: 1920, height: 1080 });
  await picture.goto(walk.base + corner);
  await picture.waitForSelector(".corner svg");
  const file = join(place, "corner.png");
  await picture.screenshot({ path: file });
  const page = await director.newPage();
  const path = `/stage/${slug}/checks`;
  try {
    await page.goto(walk.base + path);
    await page.setInputFiles("#k-square input[type=file]", file);
    await page.waitForURL(/done=1/);
    const good = await page.locator("#k-square").getAttribute("data-good");
    if (good !== "true") walk.fault(path, "the square code of the corner was not read from its picture");
  } catch (error) {
    walk.fault(path, `the square code is not read: ${error.message}`);
  } finally {
    await page.close();
    await picture.close();
  }
}
