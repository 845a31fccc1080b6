// On a small phone a date field shows the whole date.

import { expect, test } from "../support/test.ts";

for (const width of [320, 360, 390, 440]) {
  test(`at ${width} px no date is cut off in its field`, async ({ portal }) => {
    const { page, invoices } = portal;
    await page.setViewportSize({ width, height: 640 });
    await portal.enter();
    for (const field of [invoices.from, invoices.to]) {
      const room = await field.evaluate((input: HTMLInputElement) => {
        // A copy of the field that is as wide as its content, in the same place and with the same
        // styles.
        const whole = input.cloneNode() as HTMLInputElement;
        whole.value = "2020-12-28";
        whole.style.inlineSize = "max-content";
        input.after(whole);
        const [has, needs] = [input.offsetWidth, whole.offsetWidth];
        whole.remove();
        return has - needs;
      });
      expect(room, "px to spare").toBeGreaterThanOrEqual(0);
    }
  });
}
