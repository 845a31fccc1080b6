/**
 * Starts the gallery. The page's policy refuses inline scripts, so this is a file. `parts.js` is
 * wasm-bindgen's glue for gallery/main.rs (xtask/src/gallery.rs), whose `main` mounts itself into
 * `#gallery`.
 */

import start from "./parts.js";

await start({ module_or_path: new URL("./parts_bg.wasm", import.meta.url) });
