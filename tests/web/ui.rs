//! The tests of the design system's parts: each stands in its part's folder, beside what it tests.

macro_rules! tests_of {
    ($($part:ident = $path:literal),* $(,)?) => {
        $(#[path = $path] mod $part;)*
    };
}

tests_of!(
    button = "../../src/ui/button/test.rs",
    card = "../../src/ui/card/test.rs",
    checkbox = "../../src/ui/checkbox/test.rs",
    copy = "../../src/ui/copy/test.rs",
    countdown = "../../src/ui/countdown/test.rs",
    date_range = "../../src/ui/date_range/test.rs",
    description_list = "../../src/ui/description_list/test.rs",
    dialog = "../../src/ui/dialog/test.rs",
    disclosure = "../../src/ui/disclosure/test.rs",
    empty = "../../src/ui/empty/test.rs",
    error_state = "../../src/ui/error_state/test.rs",
    error_summary = "../../src/ui/error_summary/test.rs",
    field = "../../src/ui/field/test.rs",
    icon = "../../src/ui/icon/test.rs",
    live_region = "../../src/ui/live_region/test.rs",
    menu = "../../src/ui/menu/test.rs",
    notice = "../../src/ui/notice/test.rs",
    page = "../../src/ui/page/test.rs",
    pagination = "../../src/ui/pagination/test.rs",
    radio_cards = "../../src/ui/radio_cards/test.rs",
    search = "../../src/ui/search/test.rs",
    sections = "../../src/ui/sections/test.rs",
    select = "../../src/ui/select/test.rs",
    skeleton = "../../src/ui/skeleton/test.rs",
    table = "../../src/ui/table/test.rs",
    tag = "../../src/ui/tag/test.rs",
    timeline = "../../src/ui/timeline/test.rs",
);
