// Before the show: air texts signed by pairs without a crew for it, the screens on the one laptop, the list at T-30.

import { goesTo, opensScreen } from "../live.mjs";
import { SLUG } from "../office.mjs";
import { BILL, CLINIC, LIFT, WATER } from "./asked.mjs";

/** The director's own words for the air: shorter than what the desk published. */
export const AIR_BILL = "春晖里公摊电费翻倍，账目给不给业主看？";

/** What the desk published is signed once already: one key signs it. What the director writes waits for somebody else. */
export async function pairs(director, supervisor) {
  await director.goes(`/stage/${SLUG}/rundown`);
  await director.sees("串联单还是空的");
  await director.keys("+");
  for (const text of [LIFT, WATER, CLINIC, BILL]) {
    await director.presses("加入", director.page.locator(".chosen li", { hasText: text }));
    await director.sees(text, ".run__list");
  }
  await director.keys("+");
  for (const text of [LIFT, WATER, CLINIC]) {
    const cue = director.page.locator(".cue", { hasText: text });
    await cue.click();
    await director.sees(text.slice(0, 8), ".airtext");
    await director.sees("林岚", ".airtext");
    await director.letsGo();
    await director.keys("y");
    await cue.filter({ hasText: "上屏文待第二人核" }).waitFor({ state: "detached" });
  }
  await director.page.locator(".cue", { hasText: BILL }).click();
  await director.letsGo();
  await director.keys("e");
  await director.fills(".airtext textarea", AIR_BILL);
  await director.keys("Control+Enter");
  await director.sees("要由另一个人核", ".airtext");
  await director.photographs("rundown-pairs", { isForPhones: false });

  await supervisor.goes(`/stage/${SLUG}/pairs`);
  await supervisor.sees("赵导签了第一个");
  await supervisor.photographs("pairs-phone");
  await supervisor.pressesOn("看过了，签", supervisor.page.locator("main li", { hasText: AIR_BILL }));
  await supervisor.sees("签好了");
  await supervisor.sees("现在没有等着签的");
  await director.sees("孟文核", ".airtext");
}

/** Program and prompter are two more pages of the same laptop. */
export async function opensScreens(director) {
  const links = [
    await opensScreen(director, "提词器", "主播提词器"),
    await opensScreen(director, "下三分之一", "节目输出"),
  ];
  const screens = [await director.opensBeside("提词器"), await director.opensBeside("节目输出")];
  for (const [at, screen] of screens.entries()) await screen.goes(new URL(links[at]).pathname);
  await screens[1].page.setViewportSize({ width: 1920, height: 1080 });
  return screens;
}

/** The list at T-30: what is red says what to do, what nobody can see somebody says. */
export async function looksThrough(director) {
  await goesTo(director, "梳理中", "待播");
  const list = await director.opensBeside("赵导的检查单");
  await list.goes(`/stage/${SLUG}/checks`);
  await list.sees("还没有人说手卡印好了", "#k-cards");
  await list.sees("演播室3人，每样都有两个人可签", "#k-pairs");
  await list.sees("4题都有两个人签过的上屏文", "#k-texts");
  await list.photographs("checks-red");
  const cards = await director.opensBeside("纸手卡");
  await cards.goes(`/stage/${SLUG}/cards`);
  await cards.sees(LIFT, ".card__text");
  await cards.page.close();
  for (const [point, words] of [
    ["cards", "印好了，在主持人手里"],
    ["clock", "对过表，差不到半秒"],
    ["backup", "已经复制到另一块盘"],
  ]) {
    await list.pressesOn(words, list.page.locator(`#k-${point}`));
    await list.sees("好", `#k-${point}[data-good=true]`);
  }
  await list.sees("2块屏都在，画面是最新的", "#k-screens");
  // A rehearsal's delay is no delay of a show on television, and the list says so.
  await list.sees("公众只晚2秒看到", "#k-delay[data-good=false]");
  await list.photographs("checks-green");
  await list.page.close();
  await goesTo(director, "直播中");
}
