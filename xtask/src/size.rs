//! The size of what the browser downloads: the weight of each crate and each of our own modules in
//! the wasm, and the budget.
//!
//! `build/post_build.mjs` leaves both wasm files in target/size/ as they are before wasm-opt, which
//! removes the names. The table's numbers are therefore larger than what is served, but they show
//! which parts are heavy.

use crate::console::{Failure, heading};
use crate::spa;
use crate::workspace::Workspace;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use wasmparser::{KnownCustom, Name, Parser, Payload};

/// The most that may be transferred, in bytes after brotli: each entry's key in target/sizes.json,
/// its description, and its limit. A change that makes the portal smaller lowers the limit. A
/// change that needs more raises it in the same commit and says why.
const BUDGET: [(&str, &str, u64); 2] = [
    ("firstVisit", "the first screen, with all that it needs", 162_000),
    ("secondPart", "the wasm of the deferred screens", 260_000),
];

/// Our own crate is broken down by module; other crates are not.
const OURS: &str = "pase_portal";

/// The standard library's own crates, whose names are written with a hash:
/// `core[c5930c85a12de822]::fmt::write`.
const CRATES_WITH_HASH: [&str; 5] = ["core", "alloc", "std", "__rustc", "dlmalloc"];

/// How many rows the table lists before it adds up the rest.
const MAX_TABLE_ROWS: usize = 45;

/// Builds the production files and prints the weight of each part.
pub(crate) fn size(workspace: &Workspace) -> Result<(), Failure> {
    spa::dist(workspace)?;
    for (file, title) in [("first.wasm", "the first part"), ("second.wasm", "the deferred screens")] {
        heading(title);
        let path = workspace.root.join("target/size").join(file);
        let wasm = fs::read(&path).map_err(Failure::doing(format!("{} cannot be read", path.display())))?;
        print!("{}", Weights::read(&wasm)?.table());
    }
    heading("budget");
    check_budget(workspace)
}

/// Fails if the production files exceed the budget.
pub(crate) fn check_budget(workspace: &Workspace) -> Result<(), Failure> {
    let sizes = measured(&workspace.root.join("target/sizes.json"))?;
    for (key, title, most) in BUDGET {
        let bytes = sizes.get(key).and_then(|size| size.get("brotli")).and_then(Value::as_u64);
        let bytes = bytes.ok_or_else(|| Failure::new(format!("target/sizes.json has no size of `{key}`")))?;
        println!("{title}: {bytes} bytes after brotli, of {most}");
        within(title, bytes, most)?;
    }
    Ok(())
}

fn measured(path: &Path) -> Result<Value, Failure> {
    let text =
        fs::read_to_string(path).map_err(Failure::doing(format!("{} cannot be read", path.display())))?;
    serde_json::from_str(&text).map_err(Failure::doing(format!("{} is not valid JSON", path.display())))
}

fn within(title: &str, bytes: u64, most: u64) -> Result<(), Failure> {
    if bytes <= most {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{title} weighs {bytes} bytes after brotli, {} above its budget of {most} (`cargo xtask size` shows who is how heavy; \
         the budget is in xtask/src/size.rs)",
        bytes.saturating_sub(most)
    )))
}

/// Bytes by owner, in one wasm file.
#[derive(Default)]
struct Weights {
    code: BTreeMap<String, usize>,
    data: usize,
}

impl Weights {
    fn read(wasm: &[u8]) -> Result<Self, Failure> {
        let broken = Failure::doing("the wasm cannot be read");
        let (mut weights, mut names, mut bodies, mut imported) =
            (Self::default(), BTreeMap::new(), Vec::new(), 0_u32);
        let mut read = || -> wasmparser::Result<()> {
            for payload in Parser::new(0).parse_all(wasm) {
                match payload? {
                    Payload::ImportSection(imports) => {
                        for import in imports {
                            imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                        }
                    }
                    Payload::CodeSectionEntry(body) => bodies.push(body.range().len()),
                    Payload::DataSection(section) => weights.data = section.range().len(),
                    Payload::CustomSection(section) => {
                        if let KnownCustom::Name(sections) = section.as_known() {
                            for section in sections {
                                if let Name::Function(functions) = section? {
                                    for function in functions {
                                        let function = function?;
                                        names.insert(function.index, function.name);
                                    }
                                }
                            }
                        }
                    }
                    _ => {}
                }
            }
            Ok(())
        };
        read().map_err(broken)?;
        for (index, bytes) in (imported..).zip(bodies) {
            let owner = names.get(&index).map_or_else(|| "(no name)".to_owned(), |name| owner(name));
            *weights.code.entry(owner).or_default() += bytes;
        }
        Ok(weights)
    }

    fn table(&self) -> String {
        let mut rows: Vec<_> = self.code.iter().map(|(owner, bytes)| (*bytes, owner.as_str())).collect();
        rows.sort_unstable_by(|one, other| other.cmp(one));
        let rest = rows.split_off(MAX_TABLE_ROWS.min(rows.len()));
        rows.push((rest.iter().map(|(bytes, _)| bytes).sum(), "(all others)"));
        rows.push((self.code.values().sum(), "(code)"));
        rows.push((self.data, "(data)"));
        rows.iter().map(|(bytes, owner)| format!("{owner:<52}{bytes:>9}\n")).collect()
    }
}

/// The owner of a function: the crate of the first path in its name, which is its type's crate, or
/// its trait's if the type has none. For our own crate, it is the module, at most two levels deep.
fn owner(symbol: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(symbol));
    // Dropping a value counts as part of the value's own crate.
    let name = name.strip_prefix("core::ptr::drop_in_place").unwrap_or(&name);
    let is_of_path = |character: char| character.is_ascii_alphanumeric() || "_:".contains(character);
    let mut paths = name.split(|character| !is_of_path(character)).map(|path| path.trim_matches(':'));
    let Some(path) = paths.find(|path| path.contains("::") || CRATES_WITH_HASH.contains(path)) else {
        return "(no crate)".to_owned();
    };
    let mut segments = path.split("::").filter(|segment| !segment.is_empty());
    match segments.next() {
        Some(OURS) => {
            let modules: Vec<_> = segments.take_while(|segment| is_module(segment)).take(2).collect();
            [&[OURS], modules.as_slice()].concat().join("::")
        }
        first => first.unwrap_or_default().to_owned(),
    }
}

/// Judges by the style of the name: types begin with a capital letter. Functions cannot be
/// distinguished from modules.
fn is_module(segment: &str) -> bool {
    segment.starts_with(|character: char| character.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_of_the_crate_that_its_type_is_of() {
        assert_eq!(owner("_ZN4core3fmt5write17h0123456789abcdefE"), "core");
        assert_eq!(
            owner(
                "_ZN70_$LT$tachys..view..any_view..AnyView$u20$as$u20$core..clone..Clone$GT$5clone17h0123456789abcdefE"
            ),
            "tachys"
        );
        assert_eq!(
            owner("<T as tachys::view::any_view::IntoAny>::into_any::rebuild::h533b9f259c77c2d8"),
            "tachys"
        );
        assert_eq!(owner("<core[c5930c85a12de822]::str::pattern::StrSearcher>::new"), "core");
        assert_eq!(owner("memcpy"), "(no crate)");
    }

    #[test]
    fn of_ours_the_feature_is_told() {
        assert_eq!(
            owner("_ZN11pase_portal8features6rebill5modal11RebillModal17h0123456789abcdefE"),
            "pase_portal::features::rebill"
        );
        assert_eq!(
            owner(
                "_ZN64_$LT$pase_portal..route..Route$u20$as$u20$core..clone..Clone$GT$5clone17h0123456789abcdefE"
            ),
            "pase_portal::route"
        );
    }

    #[test]
    fn what_drops_a_value_is_the_values() {
        assert_eq!(
            owner("_ZN4core3ptr47drop_in_place$LT$pase_portal..api..ApiError$GT$17h0123456789abcdefE"),
            "pase_portal::api"
        );
    }

    #[test]
    fn code_and_data_of_a_file_are_weighed() -> Result<(), Failure> {
        // One unnamed function of two bytes, and one byte of data.
        let wasm = [
            b"\0asm\x01\0\0\0".as_slice(),
            b"\x01\x04\x01\x60\0\0\x03\x02\x01\0\x05\x03\x01\0\x01",
            b"\x0a\x04\x01\x02\0\x0b\x0b\x07\x01\0\x41\0\x0b\x01\x2a",
        ]
        .concat();
        let weights = Weights::read(&wasm)?;
        assert_eq!(weights.code.get("(no name)"), Some(&2));
        assert_eq!(weights.data, 7);
        Ok(())
    }

    #[test]
    fn a_byte_above_the_budget_fails_with_the_figure() {
        assert!(within("x", 10, 10).is_ok());
        let failure = within("x", 11, 10).map_err(|failure| failure.to_string());
        assert!(failure.is_err_and(|text| text.contains("11 bytes") && text.contains("1 above")));
    }
}
