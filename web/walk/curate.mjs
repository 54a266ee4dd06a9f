// Before the show: two moderators share one desk, collide on one question and are told so; what one of them writes for the
// screen, the other approves.
import { FEES, LIFT } from "./call.mjs";
import { SLUG } from "./office.mjs";

const PUBLIC_LIFT = `${LIFT}，物业一直说在等配件，老人上不了楼。什么时候能修好？`;
const AIR_LIFT = "河湾苑3号楼电梯坏了两个月，哪天能修好？";
const AIR_FEES = "翠湖花园物业费涨了三成，依据在哪里公开？";
export const ON_AIR = { lift: AIR_LIFT, fees: AIR_FEES };

/** A hold is seen by the other; a decision that comes second is refused, told, and loses no word. */
export async function collide(lin, chen) {
  for (const moderator of [lin, chen]) {
    await moderator.sees("待审核");
    await moderator.sees(LIFT);
    await moderator.sees(FEES);
    await moderator.sees("在线", ".bar");
  }
  await lin.photographs("desk", { isForPhones: false });

  await lin.keys("Space");
  await lin.sees("我领取", ".item");
  await chen.sees("林岚领取", ".item");
  await chen.page.locator(".item", { hasText: LIFT }).click();
  await chen.cast.excusing(/status of 409/, async () => {
    await chen.keys("e");
    await chen.sees("林岚正拿着", ".detail");
  });
  await chen.photographs("desk-held", { isForPhones: false });

  const written = `${LIFT}，老人上不了楼，哪天能修好？`;
  await chen.fills(".layers textarea", written);
  await chen.keys("Control+Enter");
  await lin.keys("e");
  await lin.fills(".layers textarea", PUBLIC_LIFT);
  await lin.keys("Control+Enter");

  // Both press at once; Chen's line is the slower one.
  const linIsDone = lin.page.waitForResponse((answer) => answer.url().endsWith("/decision") && answer.ok());
  await chen.page.route("**/decision", async (route) => {
    await linIsDone;
    await route.continue();
  });
  await chen.cast.excusing(/status of 409/, async () => {
    await chen.keys("a");
    await lin.keys("a");
    await chen.sees("林岚刚把它公开，您写的没有丢", ".detail");
  });
  await chen.page.unroute("**/decision");
  await chen.photographs("desk-collision", { isForPhones: false });
  await chen.presses(/留作备注/);
  await chen.sees(written, ".kept");
  await chen.sees(PUBLIC_LIFT, ".layers");
}

/** The rest of the queue, and both questions chosen for the show. */
export async function choose(lin, chen) {
  await chen.page.locator(".item", { hasText: FEES }).click();
  await chen.sees(FEES, ".layers");
  await chen.keys("Space", "a");
  await chen.sees("已公开 翠湖", ".undo");
  for (const question of [LIFT, FEES]) {
    await lin.presses(/^已公开/, lin.page.locator("desk-queues"));
    await lin.page.locator(".item", { hasText: question }).click();
    await lin.sees(question, ".layers");
    await lin.keys("s");
    await lin.sees("已选入", ".undo");
  }
  await lin.presses(/^入选/, lin.page.locator("desk-queues"));
  await lin.sees(LIFT, ".item");
  await lin.sees(FEES, ".item");
}

/** What others ask is public now, and a device that shares it counts. */
export async function isShared(citizen) {
  await citizen.goes(`/i/${SLUG}`);
  await citizen.sees(PUBLIC_LIFT);
  await citizen.seesNo("13912345678");
  const row = citizen.page.locator("#questions li", { hasText: FEES });
  await citizen.pressesOn(/我也遇到/, row);
  await citizen.sees("1", `#questions li:has-text("${FEES}") [aria-pressed=true]`);
  await citizen.photographs("inquiry-published");
  await citizen.pressesOn(FEES);
  await citizen.sees("走到哪了");
  await citizen.photographs("question");
}

/** Air texts: written by one who prepares the show, approved by another moderator. */
export async function writeForAir(lin, chen) {
  await lin.goes(`/stage/${SLUG}/rundown`);
  await lin.sees("串联单还是空的");
  await lin.keys("+");
  for (const question of [LIFT, FEES]) {
    await lin.presses("加入", lin.page.locator(".chosen li", { hasText: question }));
    await lin.sees(question, ".run__list");
  }
  await lin.keys("+");
  await airText(lin, LIFT, AIR_LIFT);
  await airText(lin, FEES, AIR_FEES);
  await lin.sees("要由另一个人核", ".airtext");
  await lin.photographs("rundown-writing", { isForPhones: false });

  await chen.goes(`/stage/${SLUG}/rundown`);
  for (const words of [AIR_LIFT, AIR_FEES]) {
    await chen.page.locator(".cue", { hasText: words }).click();
    await chen.presses("核对通过");
    await chen.sees("陈默核", ".airtext");
  }
  await chen.photographs("rundown-approving", { isForPhones: false });
  await lin.sees("陈默核", ".airtext");
}

async function airText(moderator, question, words) {
  await moderator.page.locator(".cue", { hasText: question }).click();
  await moderator.keys("e");
  await moderator.fills(".airtext textarea", words);
  await moderator.keys("Control+Enter");
  // The desk's own words wait for a second person too: these are the new ones.
  await moderator.sees(words, ".cue");
  await moderator.sees("下三分之一放得下", ".airtext");
  await moderator.sees("上屏文待第二人核", ".cue");
}
