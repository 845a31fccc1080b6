//! The rules of docs/ARCHITECTURE.md about what may depend on what. A failure names the file, the
//! line, and the rule.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::{CrateFiles, Dependency, NamedPath, circles};

const CRATES: [&str; 9] = [
    "src",
    "crates/backend/src",
    "crates/cfdi/src",
    "crates/contract/src",
    "crates/fiscal/src",
    "crates/printed-form/src",
    "tests/architecture",
    "tests/engines/src",
    "xtask/src",
];

/// Which folder of the SPA may depend on which others.
const SPA_FOLDERS: &[(&str, &[&str])] = &[
    ("lib.rs", &["browser", "context", "shell"]),
    ("shell", &["api", "browser", "context", "data_views", "features", "locale", "navigation", "ui"]),
    ("features", &["api", "browser", "context", "data_views", "locale", "navigation", "ui"]),
    ("data_views", &["api", "browser", "context", "locale", "navigation", "ui"]),
    ("context", &["api", "browser"]),
    ("ui", &["browser", "locale"]),
    ("api", &["browser"]),
    ("navigation", &["browser"]),
    ("locale", &[]),
    ("browser", &[]),
];

/// Which feature may use which others.
const FEATURES: &[(&str, &[&str])] = &[
    ("attention", &["rebills"]),
    ("clarifications", &[]),
    ("dashboard", &[]),
    ("fiscal_profiles", &["legal"]),
    ("help", &["legal"]),
    ("invoices", &["attention", "rebill_modal", "rebills"]),
    ("legal", &[]),
    ("login", &["legal"]),
    ("movements", &["attention"]),
    ("rebill_modal", &["fiscal_profiles", "help", "rebills"]),
    ("rebills", &["fiscal_profiles"]),
    ("tramites", &["attention", "fiscal_profiles", "rebills"]),
];

/// Which folder of the backend may depend on which others. The wiring (`backend.rs`) may depend on
/// all of them.
const BACKEND_FOLDERS: &[(&str, &[&str])] = &[
    (
        "backend.rs",
        &[
            "app.rs",
            "gateways",
            "http",
            "jobs",
            "kernel",
            "logging.rs",
            "mail",
            "sandbox",
            "settings.rs",
            "store",
            "use_cases",
        ],
    ),
    ("lib.rs", &[]),
    ("sandbox", &["app.rs", "domain", "gateways", "http", "jobs", "kernel", "mail", "store", "use_cases"]),
    ("http", &["app.rs", "kernel", "store", "use_cases"]),
    ("jobs", &["app.rs", "gateways", "kernel", "mail", "store", "use_cases"]),
    ("use_cases", &["app.rs", "domain", "gateways", "kernel", "mail", "store"]),
    ("app.rs", &["gateways", "jobs", "kernel", "mail", "store", "use_cases"]),
    ("store", &["domain"]),
    ("mail", &["kernel"]),
    ("settings.rs", &["domain", "kernel", "mail"]),
    ("logging.rs", &["settings.rs"]),
    ("gateways", &[]),
    ("domain", &[]),
    ("kernel", &[]),
];

/// The SPA's files outside of `browser/` and `api/` that name the browser's own types: where the
/// app meets its page, and two parts whose native elements need them.
const NAME_WEB_SYS: [&str; 5] = [
    "src/lib.rs",
    "src/navigation/mod.rs",
    "src/shell/panic.rs",
    "src/ui/date_range/mod.rs",
    "src/ui/menu/mod.rs",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(source: &str) -> CrateFiles {
    CrateFiles::read(&root(), source).unwrap()
}

/// The name of the folder, or file, at this depth below `source`.
fn part<'a>(file: &'a Path, source: &str, depth: usize) -> &'a str {
    let inside = file.strip_prefix(source).unwrap();
    inside.components().nth(depth).and_then(|part| part.as_os_str().to_str()).unwrap()
}

/// The dependencies that no row of the table allows.
fn refused(
    dependencies: &[Dependency],
    allowed: &[(&str, &[&str])],
    name: impl Fn(&Path) -> Option<String>,
) -> Vec<String> {
    let mut refused = Vec::new();
    for dependency in dependencies {
        let (Some(from), Some(on)) = (name(&dependency.from), name(&dependency.on)) else { continue };
        let row = allowed.iter().find(|(folder, _)| *folder == from);
        if from != on && !row.is_some_and(|(_, may)| may.contains(&on.as_str())) {
            refused.push(format!("{dependency}, but `{from}` may not depend on `{on}`"));
        }
    }
    refused
}

fn assert_none(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}\n(the rules are in tests/architecture/rules.rs)", broken.join("\n"));
}

/// The places in these files that name such a path.
fn places_naming(files: &CrateFiles, is_meant: impl Fn(&NamedPath) -> bool) -> BTreeSet<String> {
    let named = files.paths().filter(|(_, path)| is_meant(path));
    named.map(|(file, path)| format!("{}:{}", file.display(), path.line)).collect()
}

fn begins_with(path: &NamedPath, name: &str) -> bool {
    path.segments.first().is_some_and(|first| first == name)
}

#[test]
fn no_file_depends_on_itself_through_others() {
    let mut broken = Vec::new();
    for source in CRATES {
        for circle in circles(&files(source).dependencies()) {
            broken.push(format!("a circle of files in {source}:"));
            broken.extend(circle.iter().map(|dependency| format!("  {dependency}")));
        }
    }
    assert_none(&broken);
}

#[test]
fn the_folders_of_the_spa_depend_in_one_direction() {
    let folder = |file: &Path| Some(part(file, "src", 0).to_owned());
    assert_none(&refused(&files("src").dependencies(), SPA_FOLDERS, folder));
}

#[test]
fn features_know_each_other_through_declared_edges_only() {
    let feature = |file: &Path| {
        let name = part(file, "src", 0) == "features" && file.components().count() > 3;
        name.then(|| part(file, "src", 1).to_owned())
    };
    assert_none(&refused(&files("src").dependencies(), FEATURES, feature));
}

#[test]
fn the_folders_of_the_backend_depend_in_one_direction() {
    let source = "crates/backend/src";
    let folder = |file: &Path| Some(part(file, source, 0).to_owned());
    assert_none(&refused(&files(source).dependencies(), BACKEND_FOLDERS, folder));
}

#[test]
fn only_the_deferred_screens_name_the_screens_of_the_second_wasm_file() {
    let mut broken = Vec::new();
    for dependency in files("src").dependencies() {
        let is_from_shell = part(&dependency.from, "src", 0) == "shell";
        let feature = (part(&dependency.on, "src", 0) == "features").then(|| part(&dependency.on, "src", 1));
        let may = dependency.from.ends_with("deferred_screens.rs") || feature == Some("login");
        if is_from_shell && feature.is_some() && !may {
            broken.push(dependency.to_string());
        }
    }
    assert_none(&broken);
}

#[test]
fn only_the_api_uses_the_network() {
    let named = places_naming(&files("src"), |path| {
        let is_fetch = path.segments.iter().any(|segment| segment.starts_with("fetch_with"));
        begins_with(path, "gloo_net") || is_fetch
    });
    let broken: Vec<_> = named.into_iter().filter(|place| !place.starts_with("src/api/")).collect();
    assert_none(&broken);
}

#[test]
fn only_the_wrappers_and_the_named_files_use_the_browsers_types() {
    let named = places_naming(&files("src"), |path| begins_with(path, "web_sys"));
    let may = |place: &str| {
        let file = place.split(':').next().unwrap_or_default();
        file.starts_with("src/browser/") || file.starts_with("src/api/") || NAME_WEB_SYS.contains(&file)
    };
    let broken: Vec<_> = named.into_iter().filter(|place| !may(place)).collect();
    assert_none(&broken);
}

#[test]
fn the_sandbox_is_named_in_the_wiring_only() {
    let named = places_naming(&files("crates/backend/src"), |path| {
        path.segments.iter().any(|segment| segment == "sandbox" || segment == "Sandbox")
    });
    let may = |place: &str| {
        place.starts_with("crates/backend/src/sandbox/")
            || place.starts_with("crates/backend/src/backend.rs:")
    };
    // `self.sandbox` of the settings is a field, which is no path.
    let broken: Vec<_> = named.into_iter().filter(|place| !may(place)).collect();
    assert_none(&broken);
}

#[test]
fn only_the_store_names_seaorm_and_the_tables() {
    let named = places_naming(&files("crates/backend/src"), |path| {
        let names_tables = path.segments.windows(2).any(|pair| {
            matches!(pair, [folder, part] if folder == "store" && (part == "entities" || part == "columns"))
        });
        begins_with(path, "sea_orm") || begins_with(path, "sqlx") || names_tables
    });
    let in_store = |place: &String| place.starts_with("crates/backend/src/store/");
    let broken: Vec<_> = named.into_iter().filter(|place| !in_store(place)).collect();
    assert_none(&broken);
}

#[test]
fn every_feature_has_its_row() {
    let folders = std::fs::read_dir(root().join("src/features")).unwrap();
    let mut features: Vec<String> = folders
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    features.sort();
    let rows: Vec<_> = FEATURES.iter().map(|(feature, _)| (*feature).to_owned()).collect();
    assert_eq!(features, rows);
}

/// The names of the folders of the design system's parts.
fn ui_parts() -> Vec<String> {
    let entries = std::fs::read_dir(root().join("src/ui")).unwrap().map(|entry| entry.unwrap().path());
    let folders = entries.filter(|path| path.is_dir());
    folders.map(|folder| folder.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

fn text_of(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap()
}

/// Nothing else fails for a test or a stylesheet that no other file names: it is left out silently.
#[test]
fn every_part_of_the_design_system_is_named_where_parts_are_listed() {
    let [parts, gallery, tests, styles] =
        ["src/ui/mod.rs", "src/ui/gallery.rs", "tests/web/ui.rs", "style/portal.css"];
    let mut broken = Vec::new();
    for part in ui_parts() {
        let folder = format!("src/ui/{part}");
        let mut named = vec![
            (parts, format!("\nmod {part};"), "mod.rs"),
            (gallery, format!("\n    {part},"), "examples.rs"),
            (tests, format!("\"../../{folder}/test.rs\""), "test.rs"),
        ];
        let stylesheet = format!("{part}.css");
        if root().join(&folder).join(&stylesheet).exists() {
            named.push((styles, format!("@import \"../{folder}/{stylesheet}\";"), &stylesheet));
        }
        for (list, line, file) in named {
            if !text_of(list).contains(&line) {
                broken.push(format!("{folder}/{file}: {list} does not name it (`{}`)", line.trim()));
            }
        }
    }
    assert_none(&broken);
}

/// The OpenAPI document, and the tests that go through it, know only the endpoints listed there.
#[test]
fn every_endpoint_of_the_contract_is_described() {
    let described = text_of("crates/contract/src/openapi.rs");
    let mut found = 0;
    let mut broken = Vec::new();
    for entry in std::fs::read_dir(root().join("crates/contract/src")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for (line, endpoint) in text
            .lines()
            .enumerate()
            .filter_map(|(line, text)| Some((line, text.strip_prefix("impl Endpoint for ")?)))
        {
            found += 1;
            let name = endpoint.trim_end_matches(" {");
            if !described.contains(&format!("endpoint::<{name}>")) {
                let file = path.file_name().unwrap().to_string_lossy().into_owned();
                broken.push(format!(
                    "crates/contract/src/{file}:{}: `describe` in openapi.rs does not list `{name}`",
                    line + 1
                ));
            }
        }
    }
    assert!(found > 0, "no endpoint was found");
    assert_none(&broken);
}
