// What citizens ask on their phones, and what the director types in for somebody on the telephone.
import { LIFT as LIFT_ALONE } from "../call.mjs";
import { HOUSING, SLUG } from "../office.mjs";

export const LIFT = `${LIFT_ALONE}，老人下不了楼，哪天能修好？`;
export const WATER = "城东片区自来水发黄半年了，水质检测报告在哪里公开？";
export const BILL = "春晖里小区公摊电费翻了一倍，账目能不能给业主看？";
export const CLINIC = "新民街卫生站的药总是缺，老人配药要跑三趟，能不能补上？";
export const LAMP = "一中门口的红绿灯坏了一星期，放学时候很危险，什么时候修？";
export const NOISE = "滨河广场夜里十一点还在放音响，孩子睡不着，谁来管？";

/** Asks with script, in two steps. Returns the link of the receipt. */
export async function asks(citizen, text, to = HOUSING) {
  await isAbout(citizen, text, to);
  await citizen.pressesOn("提交");
  return hasReceipt(citizen);
}

/** Writes it all, and has not sent it yet. */
export async function isAbout(citizen, text, to = HOUSING) {
  await citizen.goes(`/i/${SLUG}/ask`);
  await citizen.fills("#text", text);
  await citizen.pressesOn("下一步");
  await citizen.chooses("#department", to);
}

/** The link that opens the question's own page. */
export async function hasReceipt(citizen) {
  await citizen.sees("已收到", "h1");
  return citizen.reads("#link");
}

/** A caller's question: typed in, read back, two numbers to dictate. */
export async function typesIn(director) {
  await director.goes(`/desk/${SLUG}/type-in`);
  await director.keys("Alt+1");
  await director.fills("#text", BILL);
  await director.fills("#name", "吴大爷");
  await director.chooses("#department", HOUSING);
  await director.photographs("type-in-three");
  await director.presses("存下");
  await director.sees("已存，念给对方听", "#stored");
  await director.sees(BILL, "#stored");
}

/** One moderator chooses all of them, without changing a word: that is the first signature under each air text. */
export async function chooses(moderator, texts) {
  await moderator.goes(`/desk/${SLUG}`);
  await moderator.sees("在线", ".bar");
  for (const text of texts) {
    await moderator.page.locator(".item", { hasText: text.slice(0, 14) }).click();
    await moderator.sees(text, ".layers");
    await moderator.keys("s");
    await moderator.sees(/已选入/, ".undo");
  }
  await moderator.photographs("desk-of-one", { isForPhones: false });
}
