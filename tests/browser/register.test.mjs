// Many engagements at once in a real browser: a table is pasted, looked at and registered, links are shown and saved,
// several partners are asked, the register is saved, and its shape for DORA tells its faults. Once more without JavaScript.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startBrowser } from "./browser.mjs";
import { startDemo } from "./demo.mjs";
import { stage } from "./stage.mjs";

let browser, demo, be, fine, inBoth;

before(async () => {
  demo = await startDemo();
  browser = await startBrowser();
  ({ be, fine, inBoth } = stage("register", browser, demo));
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const heads = "相手\t件名\t相手の法人番号・LEI\t契約の初日\t業務の種類\t契約番号";

for (const width of [360, 1280]) {
  test(`a table becomes engagements at ${width} px`, async () => {
    const owner = await be(0, width);
    await inBoth(owner, "/o/engagements/import", `import-${width}`);
    const paste = async (rows) => {
      await owner.goto(`${demo.origin}/o/engagements/import`);
      await owner.fill("#paste", [heads, ...rows].join("\n"));
      await owner.click("main form[action='/o/engagements/import'] button");
    };
    await paste(["", `架空 甲運輸\t配送の委託 ${width}\t７０００－０１２０－５０００３\tきのう\t開発\t`]);
    await owner.waitForSelector("[role=alert]");
    await fine(owner, `wrong-${width}`);
    assert.equal(await owner.locator("form[action$='/import/do'] button").count(), 0, "nothing can be registered");
    const good = [
      `架空 甲運輸\t配送の委託 ${width}\t７０００－０１２０－５０００２\t令和8年4月1日\t開発、運用\tK-${width}`,
      `架空 乙設計\t図面の作成 ${width}\t\t2026/5/1\tその他\t`,
    ];
    await paste(good);
    await fine(owner, `looked-${width}`);
    await owner.click("form[action$='/import/do'] button");
    await owner.waitForSelector(".box.good");
    await fine(owner, `done-${width}`);
    const links = await owner.locator("input[readonly]").evaluateAll((all) => all.map((one) => one.value));
    assert.equal(new Set(links).size, 2);
    assert.ok(links.every((link) => link.includes("/side#")));
    const saved = owner.waitForEvent("download");
    await owner.click("form[action$='/links.csv'] button");
    assert.equal((await saved).suggestedFilename(), "links.csv");
    await paste(good);
    assert.equal(await owner.locator("form[action$='/import/do'] button").count(), 0, "nothing is new");
    await fine(owner, `known-${width}`);
    await inBoth(owner, "/o/engagements/ask", `ask-${width}`);
    await owner.locator("input[name=engagement]").first().check();
    await owner.locator("input[name=engagement]").nth(1).check();
    await owner.click("form[action='/o/engagements/ask'][method=post] button");
    await owner.waitForSelector(".box.good");
    await fine(owner, `asked-${width}`);
    await inBoth(owner, "/o/engagements/dora", `dora-${width}`);
    await inBoth(owner, "/o/engagements", `list-${width}`);
    const employee = await be(2, width);
    for (const path of ["import", "ask", "dora", "register/register.csv"]) {
      const hidden = await employee.goto(`${demo.origin}/o/engagements/${path}`);
      assert.equal(hidden.status(), 404, path);
    }
  });
}

test("the same without JavaScript", async () => {
  const owner = await be(0, 360, false);
  await owner.goto(`${demo.origin}/o/engagements/import`);
  await owner.fill("#paste", `${heads}\n架空 丙印刷\t冊子の印刷\t\t\t\t`);
  await owner.click("main form[action='/o/engagements/import'] button");
  await owner.click("form[action$='/import/do'] button");
  await owner.waitForSelector(".box.good");
  assert.equal(await owner.locator("input[readonly]").count(), 1);
  const saved = owner.waitForEvent("download");
  await owner.click("form[action$='/links.csv'] button");
  assert.equal((await saved).suggestedFilename(), "links.csv");
});
