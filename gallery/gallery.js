/**
 * Starts the gallery: a script of its own, because the page's policy refuses inline ones. `parts.js` is wasm-bindgen's glue
 * for gallery/main.rs (xtask/src/gallery.rs), whose `main` mounts itself into `#gallery`.
 */

import start from "./parts.js";

await start({ module_or_path: new URL("./parts_bg.wasm", import.meta.url) });
