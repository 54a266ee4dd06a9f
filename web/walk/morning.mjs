// The mornings after: assigned, accepted, shown, verified by another department on a phone, closed, and read by anyone.
import { FEES, LIFT } from "./call.mjs";
import { LAMPS, QUOTE } from "./live.mjs";
import { HOUSING, SLUG } from "./office.mjs";
import { photo } from "./photo.mjs";

export async function assigns(supervisor) {
  await supervisor.goes("/supervision");
  await supervisor.sees("等交办");
  await supervisor.pressesOn("交办", supervisor.page.locator(".todo-row"));
  const form = await opens(supervisor, "assign");
  await supervisor.chooses("#assign-lead", HOUSING);
  await supervisor.chooses("#assign-doer", "望河安居物业公司");
  await supervisor.photographs("supervision-assign");
  await supervisor.pressesOn("交办", form);
  await supervisor.sees("交办了");
}

/** Accept, progress, a photograph, done: all of it the department's own word. */
export async function keepsPromise(officer) {
  await officer.sees("等签收");
  await officer.photographs("department");
  await officer.pressesOn("签收", officer.page.locator(".todo-row"));
  const accept = await opens(officer, "accept");
  await officer.fills("#accept-owner", "罗工");
  await officer.fills("#accept-plan", "配件本周到货，下周一由安居物业安装，装完请市特检院检验。");
  await officer.photographs("department-file");
  await officer.pressesOn("签收", accept);
  await officer.sees("签收了");

  const progress = await opens(officer, "progress");
  await officer.fills("#progress-note", "曳引机配件到货，开始安装。");
  await officer.pressesOn("报上", progress);
  await officer.sees("报上了");

  await showsPhoto(officer, "电梯已恢复", "#3bb273", "之后");
  await officer.sees("还没公开");
  const done = await opens(officer, "report_done");
  await officer.fills("#report_done-note", "电梯修好，检验合格证贴在轿厢里，已运行七天。");
  await officer.photographs("department-report");
  await officer.pressesOn("自报完成", done);
  await officer.sees("单位自报完成");
  await officer.seesNo("13912345678");
}

export async function answers(officer, supervisor) {
  await writesAnswer(officer, FEES, "正在研究，请耐心等待。");
  await reviews(supervisor, FEES, async (page) => {
    await page.fills("#reason", "没有回答涨价的依据在哪里公开。");
    await page.pressesOn("退回重写");
  });
  await writesAnswer(
    officer,
    FEES,
    "涨价没有经业主大会同意，已责令按原标准收费，多收的十二月十日前退还；账目每季度在小区公示栏公开。",
  );
  await writesAnswer(officer, LAMPS, "坏了的三十一盏路灯十二月一日前换完，报修电话贴在灯杆上。");
  for (const question of [FEES, LAMPS])
    await reviews(supervisor, question, (page) => page.pressesOn("采用，公开给提问人"));
}

async function writesAnswer(officer, question, words) {
  await officer.goes("/department");
  await officer.sees("等书面答复");
  await officer.pressesOn("写答复", officer.page.locator(".todo-row", { hasText: question }));
  await officer.sees("单位只能看到交办文");
  await officer.fills("#text", words);
  await officer.fills("#signed_by", "局长 郝建");
  await officer.photographs("department-answer");
  await officer.pressesOn("交答复");
  await officer.sees("答复交上了");
}

async function reviews(supervisor, question, judge) {
  await supervisor.goes("/supervision");
  await supervisor.sees("书面答复等审");
  await supervisor.pressesOn("审", supervisor.page.locator(".todo-row", { hasText: question }));
  await supervisor.sees("审书面答复", "h1");
  await supervisor.photographs("supervision-review");
  await judge(supervisor);
  await supervisor.sees("审完了");
}

/** Somebody of another department looks for themselves, on a phone. */
export async function verifies(verifier) {
  await verifier.goes("/verification");
  await verifier.sees("等核查");
  await verifier.photographs("verification");
  await verifier.pressesOn("核查", verifier.page.locator(".todo-row"));
  await verifier.sees(QUOTE, "h1");
  await verifier.pressesOn("开始核查", await opens(verifier, "take_up"));
  await verifier.sees("开始核查了");
  await showsPhoto(verifier, "运行正常", "#3bb273", "现场");
  const verify = await opens(verifier, "verify");
  await verify.getByLabel("兑现", { exact: true }).check();
  await verifier.fills("#verify-note", "下午三点到3号楼，上下乘了四趟，合格证在轿厢里，问了两户住户。");
  await verifier.photographs("verification-file");
  await verifier.pressesOn("提交核查结果", verify);
  await verifier.sees("核查结果交上了");
}

export async function closes(supervisor) {
  await supervisor.goes("/supervision");
  await supervisor.sees("公示到期，可以销号");
  await supervisor.pressesOn("销号", supervisor.page.locator(".todo-row"));
  await supervisor.photographs("supervision-close");
  await supervisor.pressesOn("销号", await opens(supervisor, "close"));
  await supervisor.sees("销号了");
  await supervisor.goes("/today");
  await supervisor.photographs("today");
}

/** Anyone reads the ledger, and finds who said what apart from who found what. */
export async function isBelieved(reader, asker) {
  await reader.goes("/ledger");
  await reader.sees("答应了1件事");
  await reader.sees("1件没到期就有了核查结果，其中兑现1");
  await reader.sees(QUOTE);
  await reader.photographs("ledger");
  await reader.pressesOn(QUOTE);
  await reader.sees("已销号", ".phase");
  await reader.sees("兑现", ".badges");
  await reader.sees(HOUSING);
  await reader.sees(/核查：\s*兑现/);
  await reader.sees("核查人拍摄", "figure");
  await reader.photographs("commitment");
  await reader.goes(asker);
  await reader.sees("当场答复了，答应的事兑现了", "h1");
  await reader.sees("核查认定：兑现", ".line");
  await reader.sees("答应的事");
  await reader.page.getByLabel("满意", { exact: true }).first().check();
  await reader.page.locator("input[name=handling][value=fair]").check();
  await reader.photographs("asker-rating");
  await reader.pressesOn("交给人大");
  await reader.sees("您的评价存好了");
  await reader.goes("/");
  await reader.sees("督办中");
  await reader.photographs("home-after");
}

/** Who asked and was not answered on air reads the answer in writing. */
export async function isAnswered(citizen, fees, lamps) {
  await citizen.goes(fees);
  await citizen.sees("办结了", "h1");
  await citizen.sees("交给责任单位，有了日期");
  await citizen.sees("书面答复退回重写");
  await citizen.seesNo("有了新进展");
  await citizen.sees("已责令按原标准收费");
  await citizen.photographs("asker-answered");
  await citizen.goes(lamps);
  await citizen.sees("三十一盏路灯");
  await citizen.goes(`/i/${SLUG}`);
  await citizen.sees(LIFT);
  await citizen.photographs("inquiry-after");
}

async function showsPhoto(person, sign, light, side) {
  const form = person.page.locator("#evidence");
  if ((await form.getAttribute("open")) === null) await form.locator("summary").click();
  await form.locator("#photo").setInputFiles(await photo(person.cast, sign, light));
  await form.getByLabel(side).check();
  await form.locator("#evidence-caption").fill(`3号楼电梯：${sign}`);
  await person.pressesOn("传上去", form);
  await person.sees("照片存下了");
}

/** Opens the form of an action on a promise's file. */
async function opens(person, action) {
  const form = person.page.locator(`#act-${action}`);
  if ((await form.getAttribute("open")) === null) await form.locator("summary").click();
  return form;
}
