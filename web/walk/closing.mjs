// The night ends with every question owned: the inquiry cannot leave before, and one page hands all of them over.
import { FEES } from "./call.mjs";
import { goesTo, LAMPS } from "./live.mjs";
import { HOUSING } from "./office.mjs";

export async function handsOver(supervisor, director, left = [FEES, LAMPS]) {
  await goesTo(director, "待交办");
  await director.cast.excusing(/status of 409/, async () => {
    await director.page.locator(".phases button[aria-expanded=false]").click();
    await director.page.locator(".phases .b--act").click();
    await director.sees("还有问题没落实单位和日期", ".strip");
  });

  await supervisor.goes("/supervision");
  await supervisor.sees("收场清点");
  await supervisor.pressesOn("清点");
  await supervisor.sees(`还有${left.length}条没有单位和日期`);
  for (const question of left) await supervisor.sees(question, ".closing li");
  await supervisor.chooses("#department", HOUSING);
  await supervisor.photographs("closing");
  await supervisor.pressesOn("把勾着的交出去");
  await supervisor.sees(`交出去${left.length}条`);
  await supervisor.sees("全部都有单位和日期了");
  await supervisor.photographs("closing-done");
  await goesTo(director, "督办中");
}
