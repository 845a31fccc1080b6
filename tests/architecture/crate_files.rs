//! The source files of one crate, and which file depends on which.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::{NamedPath, named_paths};

/// The source files of a crate, by the path of their module. `ui::button` is
/// `src/ui/button/mod.rs`.
#[derive(Debug)]
pub struct CrateFiles {
    modules: BTreeMap<Vec<String>, SourceFile>,
}

#[derive(Debug)]
struct SourceFile {
    file: PathBuf,
    paths: Vec<NamedPath>,
    is_only_tests: bool,
}

/// A dependency of one file on another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dependency {
    /// The file that depends on the other one.
    pub from: PathBuf,
    /// The line with the path, counted from 1.
    pub line: usize,
    /// The file that it depends on.
    pub on: PathBuf,
    /// The path, as `from` writes it.
    pub path: String,
}

impl std::fmt::Display for Dependency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { from, line, on, path } = self;
        write!(f, "{}:{line}: `{path}` is in {}", from.display(), on.display())
    }
}

impl CrateFiles {
    /// Reads every `.rs` file under `source`. The paths of files in the results are relative to
    /// `root`.
    ///
    /// # Errors
    /// If a file cannot be read or is not Rust.
    pub fn read(root: &Path, source: &str) -> io::Result<Self> {
        let mut modules = BTreeMap::new();
        let folder = root.join(source);
        for file in rust_files(&folder)? {
            let text = fs::read_to_string(&file)?;
            let not_rust = |error| io::Error::other(format!("{}: {error}", file.display()));
            let paths = named_paths(&text).map_err(not_rust)?;
            let inside = file.strip_prefix(&folder).unwrap_or(&file).with_extension("");
            let mut module: Vec<String> =
                inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            if module.last().is_some_and(|name| matches!(name.as_str(), "mod" | "lib" | "main")) {
                if module.len() == 1 && module.last().is_some_and(|name| name == "main") {
                    continue;
                }
                module.pop();
            }
            let is_only_tests = module.last().is_some_and(|name| name == "test" || name == "tests");
            let file = file.strip_prefix(root).unwrap_or(&file).to_owned();
            modules.insert(module, SourceFile { file, paths, is_only_tests });
        }
        Ok(Self { modules })
    }

    /// Every path that the files name, with its file. Files that contain only tests are left out.
    pub fn paths(&self) -> impl Iterator<Item = (&Path, &NamedPath)> {
        self.modules
            .values()
            .filter(|source| !source.is_only_tests)
            .flat_map(|source| source.paths.iter().map(|path| (source.file.as_path(), path)))
    }

    /// All dependencies between files, one for each pair of files.
    pub fn dependencies(&self) -> Vec<Dependency> {
        let mut found: BTreeMap<(PathBuf, PathBuf), Dependency> = BTreeMap::new();
        for (module, source) in self.modules.iter().filter(|(_, source)| !source.is_only_tests) {
            for path in source.paths.iter().filter(|path| path.exported_as.is_none()) {
                let Some(target) = self.target_of(module, &path.segments) else { continue };
                let Some(on) = self.modules.get(&target).filter(|on| on.file != source.file) else {
                    continue;
                };
                let dependency = Dependency {
                    from: source.file.clone(),
                    line: path.line,
                    on: on.file.clone(),
                    path: path.segments.join("::"),
                };
                found.entry((dependency.from.clone(), dependency.on.clone())).or_insert(dependency);
            }
        }
        found.into_values().collect()
    }

    /// The module whose file defines what a path names. The path is in the module `from`.
    fn target_of(&self, from: &[String], segments: &[String]) -> Option<Vec<String>> {
        let (first, rest) = segments.split_first()?;
        match first.as_str() {
            "crate" => self.resolve(&[], rest, &mut BTreeSet::new()),
            "self" => self.resolve(from, rest, &mut BTreeSet::new()),
            "super" => {
                let parent = from.get(..from.len().checked_sub(1)?)?;
                let above = rest.iter().take_while(|segment| *segment == "super").count();
                let parent = parent.get(..parent.len().checked_sub(above)?)?;
                self.resolve(parent, rest.get(above..)?, &mut BTreeSet::new())
            }
            child => {
                let mut module = from.to_vec();
                module.push(child.to_owned());
                self.modules.contains_key(&module).then_some(())?;
                self.resolve(&module, rest, &mut BTreeSet::new())
            }
        }
    }

    /// Follows a path from a module, through its child modules and its re-exports (`pub use`).
    fn resolve(
        &self,
        module: &[String],
        rest: &[String],
        seen: &mut BTreeSet<(Vec<String>, Vec<String>)>,
    ) -> Option<Vec<String>> {
        let Some((name, after)) = rest.split_first() else { return Some(module.to_vec()) };
        if !seen.insert((module.to_vec(), rest.to_vec())) {
            return None;
        }
        let mut child = module.to_vec();
        child.push(name.clone());
        if self.modules.contains_key(&child) {
            return self.resolve(&child, after, seen);
        }
        let source = self.modules.get(module)?;
        let export = source.paths.iter().find(|path| path.exported_as.as_deref() == Some(name));
        if let Some(export) = export {
            let target = self.target_of(module, &export.segments).filter(|target| target != module);
            // If the re-export leads to another crate or to this same file, this file counts as the
            // one that defines the name.
            return Some(target.unwrap_or_else(|| module.to_vec()));
        }
        Some(module.to_vec())
    }
}

fn rust_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The circular dependencies. Each circle is the list of dependencies between its files.
pub fn circles(dependencies: &[Dependency]) -> Vec<Vec<&Dependency>> {
    let files: BTreeSet<&Path> = dependencies.iter().map(|dependency| dependency.from.as_path()).collect();
    let reached: BTreeMap<&Path, BTreeSet<&Path>> =
        files.into_iter().map(|file| (file, reachable(dependencies, file))).collect();
    let is_in_circle = |a: &Path, b: &Path| {
        let leads = |from: &Path, to: &Path| reached.get(from).is_some_and(|files| files.contains(to));
        leads(a, b) && leads(b, a)
    };
    let mut circles: Vec<Vec<&Dependency>> = Vec::new();
    for dependency in dependencies.iter().filter(|it| is_in_circle(&it.from, &it.on)) {
        let circle = circles
            .iter_mut()
            .find(|circle| circle.first().is_some_and(|first| is_in_circle(&first.from, &dependency.from)));
        match circle {
            Some(circle) => circle.push(dependency),
            None => circles.push(vec![dependency]),
        }
    }
    circles
}

/// Every file that a file depends on, directly or indirectly.
fn reachable<'a>(dependencies: &'a [Dependency], start: &'a Path) -> BTreeSet<&'a Path> {
    let mut reached = BTreeSet::new();
    let mut open = vec![start];
    while let Some(file) = open.pop() {
        let next = dependencies.iter().filter(|dependency| dependency.from == file);
        open.extend(next.map(|dependency| dependency.on.as_path()).filter(|on| reached.insert(*on)));
    }
    reached
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn crate_of(files: &[(&str, &str)]) -> CrateFiles {
        let folder = tempfile::tempdir().unwrap();
        for (file, text) in files {
            let file = folder.path().join("src").join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        CrateFiles::read(folder.path(), "src").unwrap()
    }

    fn edges(files: &CrateFiles) -> Vec<(String, usize, String)> {
        let name = |path: &Path| path.to_string_lossy().into_owned();
        let dependencies = files.dependencies();
        dependencies.iter().map(|it| (name(&it.from), it.line, name(&it.on))).collect()
    }

    #[test]
    fn a_path_through_a_re_export_leads_to_the_file_that_defines() {
        let files = crate_of(&[
            ("lib.rs", "mod ui; mod page;"),
            ("ui/mod.rs", "mod button;\npub use button::Button;"),
            ("ui/button.rs", "pub struct Button;"),
            ("page.rs", "\nuse crate::ui::Button;"),
        ]);
        assert_eq!(edges(&files), [("src/page.rs".to_owned(), 2, "src/ui/button.rs".to_owned())]);
    }

    #[test]
    fn a_circle_is_found_and_its_lines_are_named() {
        let files = crate_of(&[
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "use crate::b::B;"),
            ("b.rs", "use super::c::C;"),
            ("c.rs", "\n\nfn f() { crate::a::g() }"),
        ]);
        let dependencies = files.dependencies();
        let circles = circles(&dependencies);
        let circle: Vec<_> = circles.first().unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(circles.len(), 1);
        assert_eq!(circle.get(2).unwrap(), "src/c.rs:3: `crate::a::g` is in src/a.rs");
    }

    #[test]
    fn a_chain_is_no_circle() {
        let files = crate_of(&[("lib.rs", "mod a; mod b;"), ("a.rs", "use crate::b::B;"), ("b.rs", "")]);
        assert!(circles(&files.dependencies()).is_empty());
    }
}
