// The call for questions: one citizen asks without script, another loses the line while sending, and each is in once.
import { HOUSING, SLUG, THEME } from "./office.mjs";

export const LIFT = "河湾苑小区3号楼的电梯坏了两个月";
export const FEES = "翠湖花园的物业费一年涨了三成";

/** A question by forms alone, with a telephone number in it that nobody else will read. */
export async function asksWithoutScript(citizen) {
  await citizen.goes("/");
  await citizen.sees(THEME);
  await citizen.photographs("home");
  await citizen.pressesOn(THEME);
  await citizen.sees("征集中");
  await citizen.sees("还没有公开的问题");
  await citizen.photographs("inquiry-collecting");
  await citizen.pressesOn("我要提问");

  await citizen.cast.excusing(/status of 422/, async () => {
    await citizen.pressesOn("下一步");
    await citizen.sees("至少5个字", ".errors");
  });
  await citizen.photographs("ask-1-errors");
  await citizen.fills("#text", `${LIFT}，物业一直说在等配件，老人上不了楼。什么时候能修好？我的电话13912345678。`);
  await citizen.photographs("ask-1");
  await citizen.pressesOn("下一步");
  await citizen.sees("电话，已遮", ".preview");
  await citizen.seesNo("13912345678", ".preview");

  await citizen.fills("#place", "河湾苑小区");
  await citizen.chooses("#department", HOUSING);
  await citizen.fills("#name", "郑女士");
  await citizen.fills("#contact", "13912345678");
  await citizen.photographs("ask-2");
  await citizen.pressesOn("提交");
  return keepsReceipt(citizen, "receipt");
}

/** A question that is written in a tunnel: kept on the phone, and sent once when the line is back. */
export async function asksInTunnel(citizen) {
  await citizen.goes(`/i/${SLUG}/ask`);
  await citizen.fills("#text", `${FEES}，没开过业主大会，也没公示账目。涨价的依据在哪里公开？`);
  await citizen.sees("草稿已存在这台设备上");
  await citizen.pressesOn("下一步");
  await citizen.sees("发出去以后，谁看到什么");
  await citizen.fills("#place", "翠湖花园");

  await citizen.context.setOffline(true);
  await citizen.presses("提交");
  await citizen.sees("没有网络。写的内容在这台设备上", "#strip");
  await citizen.photographs("ask-2-offline");
  await citizen.presses("提交");

  const receipt = citizen.page.waitForEvent("load");
  await citizen.context.setOffline(false);
  await receipt;
  return keepsReceipt(citizen, "receipt-after-tunnel");
}

/** Everybody is told how many came in; a question that was pressed twice in a tunnel is one. */
export async function areInOnce(citizen) {
  await citizen.goes(`/i/${SLUG}`);
  await citizen.sees("2条", "#h-count ~ dl dd:first-of-type");
  await citizen.sees("待审核");
}

/** Keeps the link of the receipt, and looks at the question's own page by number and code. */
async function keepsReceipt(citizen, name) {
  await citizen.sees("已收到", "h1");
  await citizen.photographs(name);
  const [number, code] = await citizen.page.locator(".receipt dd").allTextContents();
  const link = await citizen.reads("#link");
  await citizen.goes("/r");
  await citizen.photographs("find-mine");
  await citizen.fills("#receipt", number);
  await citizen.fills("#code", code);
  await citizen.pressesOn("查");
  await citizen.sees("已收到，等着审核", "h1");
  await citizen.photographs(`${name}-own`);
  return link;
}
