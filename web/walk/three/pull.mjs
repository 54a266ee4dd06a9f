// 撤题 at minute 55, of what everybody has seen: whoever asked, the public, the desk and the auditor each see what they may.
import { SLUG } from "../office.mjs";
import { CLINIC } from "./asked.mjs";

const WHO = "值班领导";

export async function isPulled({ director, prompter, program, zhou, receipt, wu, moderator, auditor }) {
  await wu.goes(`/i/${SLUG}`);
  await wu.sees(CLINIC, "#on-air");
  const before = await publicCount(wu);
  const [path] = await wu.page
    .locator("#questions a", { hasText: CLINIC.slice(0, 6) })
    .evaluateAll((all) => all.map((it) => it.getAttribute("href")));

  await director.letsGo();
  await director.keys("x");
  await director.sees("撤第3题", ".airtext--pull");
  await director.chooses(".pulling select", "涉别人隐私");
  await director.page.locator(".pulling input[name=asked_by]").fill(WHO);
  await director.photographs("rundown-pull", { isForPhones: false });
  await director.presses("撤下，处处收回");
  await director.sees("已撤题", ".cue--done");
  await director.sees(`${WHO}要求，电话`, ".cue--done");
  await prompter.sees("等导播上题", "#who");
  await program.page.locator("#stage .l3").waitFor({ state: "detached" });

  // The page that was open loses it by itself; loaded anew it is in no list, and its address is nobody's.
  await wu.sees("此题已从播出中撤回", "#on-air");
  await wu.seesNo(CLINIC, "#on-air");
  await wu.goes(`/i/${SLUG}`);
  await wu.seesNo(CLINIC);
  await wu.seesNo(WHO);
  const after = await publicCount(wu);
  if (after.published !== before.published - 1 || after.received !== before.received)
    throw new Error(`the public counts went from ${JSON.stringify(before)} to ${JSON.stringify(after)}`);
  await wu.photographs("inquiry-pulled");
  await wu.cast.excusing(/status of 404/, () => wu.goes(path));
  await wu.seesNo(CLINIC);

  await zhou.goes(receipt);
  await zhou.sees("播后办理", "h1");
  await zhou.sees("从播出中撤下", ".line");
  await zhou.sees("涉别人隐私", ".line");
  await zhou.sees(CLINIC);
  for (const hidden of [WHO, "要求，电话"]) await zhou.seesNo(hidden);
  await zhou.photographs("asker-pulled");

  await moderator.presses(/^播后办理/, moderator.page.locator("desk-queues"));
  await moderator.page.locator(".item", { hasText: CLINIC }).click();
  await moderator.sees(CLINIC, ".layers");
  await moderator.photographs("desk-pulled", { isForPhones: false });

  await auditor.goes(`/audit?inquiry=${SLUG}&kind=pulled`);
  await auditor.sees("赵导", "tbody tr");
  await auditor.sees("涉别人隐私", "#h-pulls ~ ol");
  await auditor.sees(`${WHO}要求，电话`, "#h-pulls ~ ol");
  await auditor.seesNo(CLINIC);
  await auditor.photographs("audit-pulled");
}

/** What everybody is told: how many came in, how many are public. */
async function publicCount(citizen) {
  const facts = citizen.page.locator("#h-count ~ dl dd");
  const [received, published] = (await facts.allTextContents()).map((words) => Number.parseInt(words, 10));
  return { received, published };
}
