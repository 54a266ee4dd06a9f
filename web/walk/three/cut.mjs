// The laptop's line is cut for a minute and a half in the middle of the show. It says so, claims nothing, and what was pressed
// into the cut is not made up for later; meanwhile the director goes on from a telephone, and citizens go on asking.
import { SLUG } from "../office.mjs";
import { asks, CLINIC, hasReceipt, LIFT, NOISE, WATER } from "./asked.mjs";

const CUT_MS = 1000 * Number(process.env.WALK_CUT_S ?? 90);
/** What a browser says of a line that is cut. */
const OF_THE_LINE = /ERR_|WebSocket|Failed to load/;

export async function isCutOff(line, { director, prompter, program, phone, wu, zhou, hall, moderator, cast }) {
  await cast.excusing(OF_THE_LINE, async () => {
    // The answer to a take is lost: it was done, and the gallery cannot know.
    line.losesAnswers();
    await director.letsGo();
    await director.keys("Enter");
    await phone.sees("播出　第2题", ".mon--live");
    line.cut();
    const until = Date.now() + CUT_MS;
    await director.keys("c");
    await director.keys("m", "1");

    await director.sees("没有回音，“上第2题”做成没有还不知道", ".strip");
    await director.sees(/断线 \d:\d\d/, ".big--take.big--cut");
    await director.sees("播出　第1题", ".mon--live");
    await citizensGoOn({ wu, zhou, hall });
    await director.sees("没有发出去", ".strip");
    await director.photographs("rundown-cut", { isForPhones: false });
    await prompter.sees("断线", "#cut");
    await prompter.sees(LIFT, "#text");
    await prompter.photographs("prompter-cut");

    await phoneTakesOver(phone);
    await program.page.locator("#stage .l3").waitFor({ state: "detached", timeout: 40_000 });
    await program.photographs("program-cut", { isForPhones: false });
    await publishes(moderator);
    await zhou.goes(`/i/${SLUG}`);
    await zhou.sees(CLINIC, "#on-air");

    await new Promise((over) => setTimeout(over, Math.max(0, until - Date.now())));
    await line.holds();
    await director.page.locator(".big--cut").first().waitFor({ state: "detached" });
    await director.sees("掌台的是赵导的页面", ".strip--helm");
    await prompter.page.locator("#cut").waitFor({ state: "hidden" });
    await hasReceipt(hall);
  });
  await director.sees("播出　第3题", ".mon--live");
  await prompter.sees(CLINIC, "#text");
  await program.sees(CLINIC.slice(0, 8), "#stage p");
  await director.photographs("rundown-back", { isForPhones: false });
  await isOnce(director, line);
  await director.letsGo();
  await director.keys("k");
  await director.page.locator(".strip--helm").waitFor({ state: "detached" });
}

/** Through another door nothing is cut; through the hall's, which is the laptop's, a question waits in its sending. */
async function citizensGoOn({ wu, zhou, hall }) {
  // Nobody knows whether it arrived, so it is pressed again.
  const twice = () => {
    const send = () => document.querySelector("#send").click();
    send();
    setTimeout(send, 400);
  };
  // Its page answers nothing more before the line holds.
  void hall.page.evaluate(twice).catch(() => {});
  await asks(wu, NOISE);
  await zhou.goes(`/i/${SLUG}`);
  await zhou.sees(WATER, "#on-air");
  const row = zhou.page.locator("#questions li", { hasText: WATER });
  await zhou.presses(/我也遇到/, row);
  await zhou.sees("1", `#questions li:has-text("${WATER}") [aria-pressed=true]`);
}

/** The laptop is silent: its director's telephone takes the show with one key, sees what is true, and goes on. */
async function phoneTakesOver(phone) {
  await phone.sees("没有回应", ".strip--helm");
  await phone.photographs("rundown-phone", { isForPhones: false });
  await phone.presses(/接管掌台/);
  await phone.page.locator(".strip--helm").waitFor({ state: "detached" });
  await phone.presses(/^已答/, phone.page.locator(".outcomes"));
  await phone.sees("台上没有题", ".mon--live");
  await phone.page.locator(".big--take").click();
  await phone.sees("播出　第3题", ".mon--live");
}

async function publishes(moderator) {
  await moderator.sees("新到", ".news");
  await moderator.keys("n");
  await moderator.sees(NOISE, ".layers");
  await moderator.keys("a");
  await moderator.sees(/已公开/, ".undo");
}

/** Each question went on air once, one came off, nothing was said to the host; the late press cleared nothing. */
async function isOnce(director, line) {
  const answer = await director.context.request.get(`${line.url}/api/v1/inquiries/${SLUG}/stage`);
  const { rundown, messages } = await answer.json();
  const states = rundown.items.map((item) => item.state).join(" ");
  if (states !== "aired aired on_air waiting") throw new Error(`after the cut the order is ${states}`);
  if (messages.length > 0) throw new Error(`a message arrived that nobody sends any more: ${messages[0].text}`);
}
