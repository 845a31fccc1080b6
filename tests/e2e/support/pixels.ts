// Compares two new screenshots with each other, for things that must look the same in two places,
// without a stored picture.

import { expect, type Page } from "@playwright/test";

/** Fails if more than one pixel in a thousand differs visibly, or if the sizes differ. */
export async function expectSamePicture(page: Page, one: Buffer, other: Buffer, what: string): Promise<void> {
  const [first, second] = [one, other].map((picture) => picture.toString("base64"));
  // A page of its own, because the content security policy of the page under test refuses images
  // made by scripts.
  const canvas = await page.context().newPage();
  const result = await canvas.evaluate(
    async (pictures) => {
      const images = await Promise.all(
        pictures.map(async (base64) => {
          const bytes = Uint8Array.from(atob(base64 ?? ""), (character) => character.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
          const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
          context?.drawImage(bitmap, 0, 0);
          return context?.getImageData(0, 0, bitmap.width, bitmap.height);
        }),
      );
      const [a, b] = images;
      if (a === undefined || b === undefined) {
        throw new Error("the pictures cannot be read");
      }
      const size = (image: ImageData) => `${image.width}×${image.height}`;
      let different = 0;
      for (let at = 0; at < Math.min(a.data.length, b.data.length); at += 4) {
        const apart = [0, 1, 2].some((channel) => Math.abs((a.data[at + channel] ?? 0) - (b.data[at + channel] ?? 0)) > 24);
        different += apart ? 1 : 0;
      }
      return { sizes: [size(a), size(b)], ratio: different / (a.data.length / 4) };
    },
    [first, second],
  );
  await canvas.close();
  expect(result.sizes[1], `${what}: the size`).toBe(result.sizes[0]);
  expect(result.ratio, `${what}: how many of its pixels differ`).toBeLessThanOrEqual(0.001);
}
