// The stylesheet blocks the page's first paint, so its size is limited.

import assert from "node:assert/strict";
import test from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { shipped } from "./stylesheet.mjs";

/** In bytes, as it is served: minified, with brotli's best compression. */
const LIMIT = 12_000;

test(`the stylesheet is smaller than ${LIMIT} bytes`, (t) => {
  const size = brotliCompressSync(shipped.contents, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  }).length;
  t.diagnostic(`${size} bytes after brotli (${shipped.contents.length} before)`);
  assert.ok(size < LIMIT, `${size} bytes after brotli, ${LIMIT} are the limit: remove what nothing needs`);
});
