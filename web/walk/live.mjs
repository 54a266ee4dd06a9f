// The show: taken, read, seen by everybody a little later; a server that dies under the host; a promise caught as it is
// spoken and confirmed by another person.
import { FEES, LIFT } from "./call.mjs";
import { ON_AIR } from "./curate.mjs";
import { HOUSING, SLUG } from "./office.mjs";

const DELAY_MS = 2000;
/** The audience comes back spread over half a minute, so that a server that has just begun is not run over. */
const RECONNECTS_MS = 45_000;
export const LAMPS = "桂花路两边的路灯有一半不亮";
export const QUOTE = "河湾苑3号楼的电梯，三十天以内一定修好，我来盯。";

/** The director moves the inquiry on, phase by phase. */
export async function goesTo(director, ...phases) {
  for (const phase of phases) {
    await director.page.locator(".phases button[aria-expanded=false]").click();
    await director.page.locator(".phases .b--act").click();
    await director.sees(`场次${phase}`, ".side h2");
  }
}

/** A screen with a link of its own. */
export async function opensScreen(director, kind, label) {
  const panel = director.page.locator(".side");
  await panel.locator("button[aria-expanded]", { hasText: "开一屏" }).click();
  await director.chooses(".newscreen select", kind);
  await director.fills(".newscreen input", label);
  await director.page.locator(".newscreen button").click();
  await director.sees("链接只显示这一次", ".newlink");
  const link = await director.reads(".newlink__address");
  await director.presses("收起链接");
  await panel.locator("button[aria-expanded=true]", { hasText: "收起" }).first().click();
  await director.sees(label, ".ack");
  return link;
}

/** On air: the host reads it at once, the public sees it when the picture shows it. */
export async function takesFirst(director, prompter, playout, citizen) {
  await citizen.goes(`/i/${SLUG}`);
  await citizen.sees("这会儿没有题在台上", "#on-air");
  await director.letsGo();
  // Whoever wrote the air texts opened the gallery first, so that page has the show until another takes it over.
  await director.sees("掌台的是林岚的页面", ".strip--helm");
  await director.photographs("rundown-helm", { isForPhones: false });
  await director.letsGo();
  await director.keys("k");
  await director.page.locator(".strip--helm").waitFor({ state: "detached" });

  const took = Date.now();
  const inPublic = citizen.sees(LIFT, "#on-air").then(() => Date.now());
  await director.keys("Enter");
  await prompter.sees(ON_AIR.lift, "#text");
  await director.sees("播出　第1题", ".mon--live");
  const delay = (await inPublic) - took;
  if (delay < DELAY_MS) throw new Error(`the public saw it after ${delay} ms, not ${DELAY_MS}`);

  await playout.sees(ON_AIR.lift, "#stage p");
  await director.sees(/主播提词器\s*第1题　[\d.]+秒/, ".ack tr");
  await director.photographs("rundown-live", { isForPhones: false });
  await playout.photographs("lower-third", { isForPhones: false });
  await citizen.photographs("inquiry-live");
}

/** The director's word, and whether the host has read it. */
export async function speak(director, prompter, confidence) {
  await director.letsGo();
  await director.keys("m", "1");
  await prompter.sees("问时限", "#message");
  await director.sees("对方还没点", ".side");
  await prompter.photographs("prompter-message");
  await confidence.sees("河湾苑", "#text");
  await confidence.photographs("confidence");
  await prompter.keys("Space");
  await director.sees("已点", ".side");
  await prompter.page.locator("#message").waitFor({ state: "hidden" });
}

/** The host reads on: through a reload, a server killed without warning, a reload without it, and its return. */
export async function readsOn(prompter, citizen, director, house) {
  await prompter.reloads();
  await prompter.sees(ON_AIR.lift, "#text");

  await prompter.cast.excusing(/ERR_|WebSocket/, async () => {
    await house.isKilled();
    await prompter.reloads();
    await prompter.sees(ON_AIR.lift, "#text");
    await citizen.sees("连接断了，正在接", "#strip");
    await director.sees("连接断了，正在接", ".strip");
    await director.sees(/断线 \d:\d\d/, ".big--take.big--cut");
    await prompter.sees("断线", "#cut");
    await prompter.sees(ON_AIR.lift, "#text");
    await prompter.photographs("prompter-server-dead");
    await director.photographs("rundown-server-dead", { isForPhones: false });

    await house.opens();
    await prompter.page.locator("#cut").waitFor({ state: "hidden" });
    await prompter.sees(ON_AIR.lift, "#text");
    await citizen.page.locator("#strip", { hasText: "连接断了" }).waitFor({ state: "hidden", timeout: RECONNECTS_MS });
    await director.page.locator(".strip", { hasText: "连接断了" }).waitFor({ state: "hidden" });
  });
  await prompter.photographs("prompter");
}

/** One key while it is spoken, five boxes, kept. */
export async function catches(scribe) {
  await scribe.goes(`/scribe/${SLUG}`);
  await scribe.sees("在线", "#line");
  await scribe.keys("Space");
  await scribe.sees(/打点 \d/, "#mark-at");
  await scribe.keys("c");
  await scribe.page.keyboard.insertText(QUOTE);
  const boxes = [
    "河湾苑3号楼电梯修好，能正常上下",
    HOUSING,
    "局长郝建",
    "30天内",
    "电梯运行一周不停，住户能看到检验合格证",
  ];
  for (const [at, words] of boxes.entries()) {
    await scribe.keys("Escape", String(at + 1));
    if (at === 1) await scribe.chooses("#lead", words);
    else await scribe.page.keyboard.insertText(words);
  }
  const about = scribe.page.locator("select[name=question]");
  const option = await about.locator("option", { hasText: LIFT.slice(0, 12) }).getAttribute("value");
  await about.selectOption(option);
  await scribe.sees(/就是\d+年/, ".box");
  await scribe.photographs("scribe");
  await scribe.keys("Control+Enter");
  await scribe.sees(QUOTE, "#tonight");
  await scribe.sees("现场记录，待核定", "#tonight");
}

/** Another person stands for the words; from then on everybody can read them. */
export async function confirms(supervisor, scribe, citizen) {
  await supervisor.goes("/supervision");
  await supervisor.sees("等核定");
  await supervisor.photographs("supervision");
  await supervisor.pressesOn("核定");
  await supervisor.sees(QUOTE, "h1");
  await supervisor.photographs("supervision-captured");
  await supervisor.pressesOn("核定，公开");
  await supervisor.sees("核定了，已公开");
  await scribe.sees("已核定", "#tonight");

  await citizen.reloadsUntil("刚刚答应的");
  await citizen.sees(QUOTE, "blockquote");
  await citizen.sees("局长郝建", ".five");
  await citizen.photographs("inquiry-live-promise");
}

/** A question during the show, published by a moderator while the second one is on air. */
export async function asksLive(citizen, moderator) {
  await moderator.goes(`/desk/${SLUG}`);
  await moderator.sees("在线", ".bar");
  await citizen.pressesOn("我要提问");
  await citizen.fills("#text", `${LAMPS}，晚上走路看不见，报修三次没有人来。哪天能修？`);
  await citizen.pressesOn("下一步");
  await citizen.pressesOn("提交");
  await citizen.sees("已收到", "h1");
  const link = await citizen.reads("#link");
  await moderator.sees("新到1条", ".news");
  await moderator.keys("n");
  await moderator.sees(LAMPS, ".layers");
  await moderator.photographs("desk-live", { isForPhones: false });
  await moderator.keys("a");
  await moderator.sees("已公开 桂花路", ".undo");
  return link;
}

/** The first was answered, the second goes to writing, and the show is over. */
export async function takesSecond(director, prompter, citizen) {
  await director.letsGo();
  await director.keys("1", "Enter");
  await prompter.sees(ON_AIR.fees, "#text");
  await director.sees("已答", ".cue--done");
  await citizen.goes(`/i/${SLUG}`);
  await citizen.sees(FEES, "#on-air");
  await director.letsGo();
  await director.keys("4", "c");
  await director.sees("台上没有题", ".mon--live");
  await prompter.sees("等导播上题", "#who");
  await citizen.sees("这会儿没有题在台上", "#on-air");
}
