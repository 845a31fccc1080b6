//! The paths that a source file names.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A path in a source file. For example, `use crate::ui::{Button, Card as Sheet};` names
/// `crate::ui::Button` and `crate::ui::Card`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPath {
    /// The segments, without generic arguments.
    pub segments: Vec<String>,
    /// The line where the path begins, counted from 1.
    pub line: usize,
    /// If the path is in a `pub use`: the name that it exports, or `*` for all names.
    pub exported_as: Option<String>,
}

/// Every path of two or more segments in a source file, except those under `#[cfg(test)]`.
///
/// # Errors
/// If the text is not Rust.
pub fn named_paths(source: &str) -> Result<Vec<NamedPath>, proc_macro2::LexError> {
    let tokens: TokenStream = source.parse()?;
    let mut paths = Vec::new();
    read(tokens, &mut paths);
    paths.retain(|path| path.segments.len() > 1);
    Ok(paths)
}

fn read(tokens: TokenStream, paths: &mut Vec<NamedPath>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = tokens.as_slice();
    while let Some((token, after)) = rest.split_first() {
        rest = match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => after_attribute(after),
            TokenTree::Ident(ident) if *ident == "pub" => {
                let after = without_restriction(after);
                match after.split_first() {
                    Some((TokenTree::Ident(ident), after)) if *ident == "use" => {
                        read_path(after, &[], true, paths)
                    }
                    _ => after,
                }
            }
            TokenTree::Ident(_) => read_path(rest, &[], false, paths),
            TokenTree::Group(group) => {
                read(group.stream(), paths);
                after
            }
            _ => after,
        };
    }
}

/// What follows an attribute. After `#[cfg(test)]`, the item below it is skipped, too.
fn after_attribute(tokens: &[TokenTree]) -> &[TokenTree] {
    let Some((TokenTree::Group(attribute), after)) = tokens.split_first() else { return tokens };
    if !is_for_tests(attribute) {
        return after;
    }
    let end = after.iter().position(|token| match token {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    });
    end.and_then(|end| after.get(end + 1..)).unwrap_or_default()
}

fn is_for_tests(attribute: &Group) -> bool {
    let text: String = attribute.stream().to_string().split_whitespace().collect();
    text == "cfg(test)" || text.starts_with("cfg(all(test,")
}

/// What follows the `(crate)` of `pub(crate)`.
fn without_restriction(tokens: &[TokenTree]) -> &[TokenTree] {
    match tokens.split_first() {
        Some((TokenTree::Group(group), after)) if group.delimiter() == Delimiter::Parenthesis => after,
        _ => tokens,
    }
}

/// Reads one path, or the tree of a `use`. Returns what follows it.
fn read_path<'a>(
    tokens: &'a [TokenTree],
    before: &[String],
    is_exported: bool,
    paths: &mut Vec<NamedPath>,
) -> &'a [TokenTree] {
    let mut segments = before.to_vec();
    let mut rest = tokens;
    let line = rest.first().map_or(0, |token| token.span().start().line);
    loop {
        match rest.split_first() {
            Some((TokenTree::Ident(ident), after)) => {
                segments.push(ident.to_string());
                rest = after;
            }
            Some((TokenTree::Punct(punct), after)) if punct.as_char() == '*' && !segments.is_empty() => {
                let exported_as = is_exported.then(|| "*".to_owned());
                paths.push(NamedPath { segments, line, exported_as });
                return after;
            }
            Some((TokenTree::Group(group), after))
                if group.delimiter() == Delimiter::Brace && !segments.is_empty() =>
            {
                read_branches(group, &segments, is_exported, paths);
                return after;
            }
            _ => break,
        }
        match rest {
            [TokenTree::Punct(first), TokenTree::Punct(second), after @ ..]
                if first.as_char() == ':' && second.as_char() == ':' =>
            {
                rest = after;
            }
            _ => break,
        }
    }
    let mut name = segments.last().cloned();
    if let [TokenTree::Ident(word), TokenTree::Ident(alias), after @ ..] = rest
        && *word == "as"
    {
        name = Some(alias.to_string());
        rest = after;
    }
    let exported_as = name.filter(|_| is_exported);
    paths.push(NamedPath { segments, line, exported_as });
    // A token that cannot be read as a path is skipped, so that reading always makes progress.
    if rest.len() == tokens.len() { rest.get(1..).unwrap_or_default() } else { rest }
}

fn read_branches(group: &Group, before: &[String], is_exported: bool, paths: &mut Vec<NamedPath>) {
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let mut rest = tokens.as_slice();
    while let Some((token, after)) = rest.split_first() {
        rest = match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => after,
            _ => read_path(rest, before, is_exported, paths),
        };
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(source: &str) -> Vec<(String, usize)> {
        let paths = named_paths(source).unwrap();
        paths.into_iter().map(|path| (path.segments.join("::"), path.line)).collect()
    }

    #[test]
    fn a_use_tree_is_read_to_its_leaves() {
        let expected = [("crate::a::B", 1), ("crate::a::c::D", 1), ("crate::a::c::self", 1)];
        let expected = expected.map(|(path, line)| (path.to_owned(), line));
        assert_eq!(read("use crate::a::{B as X, c::{D, self}};"), expected);
    }

    #[test]
    fn paths_in_code_and_in_macros_count() {
        let source = "fn f() {\n  crate::a::g::<u8>();\n  view! { <p>{move || crate::b::h()}</p> }\n}";
        assert_eq!(read(source), [("crate::a::g".to_owned(), 2), ("crate::b::h".to_owned(), 3)]);
    }

    #[test]
    fn what_only_tests_use_is_left_out() {
        let source =
            "#[cfg(test)]\nmod tests { use crate::a::B; }\n#[cfg(test)] use crate::c::D;\nuse crate::e::F;";
        assert_eq!(read(source), [("crate::e::F".to_owned(), 4)]);
    }

    #[test]
    fn an_export_has_the_name_that_others_use() {
        let paths = named_paths("pub(crate) use self::a::{B as C, d::*};").unwrap();
        let names: Vec<_> = paths.iter().map(|path| path.exported_as.as_deref().unwrap()).collect();
        assert_eq!(names, ["C", "*"]);
    }
}
