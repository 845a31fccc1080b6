//! Versions as entity tags, written in `ETag` and read from `If-Match` (RFC 9110, sections 8.8.3
//! and 13.1.1). They say which version of a resource a change was made to.

/// A version as a strong entity tag: `"7"`.
pub(crate) fn entity_tag(version: u32) -> String {
    format!("\"{version}\"")
}

/// The versions that a request allows for the resource it changes, as its `If-Match` header states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum IfMatch {
    /// The request has no such header.
    Missing,
    /// `*`: any version.
    Any,
    /// One of these versions. Weak tags and tags that this program did not write are left out. If
    /// the header is not a list of tags, no version is allowed.
    OneOf(Vec<u32>),
}

/// The result of checking a version against an `If-Match`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Precondition {
    /// There was no `If-Match`.
    Missing,
    /// The version is not one of those allowed.
    Fails,
    /// The version is one of those allowed.
    Holds,
}

impl IfMatch {
    /// Parses the header's value. Several header lines must be joined by commas.
    pub(crate) fn read(header: &[u8]) -> Self {
        match header.trim_ascii() {
            b"*" => Self::Any,
            list => Self::OneOf(versions(list).unwrap_or_default()),
        }
    }

    /// Checks a version by the strong comparison function.
    pub(crate) fn check(&self, version: u32) -> Precondition {
        let matches = match self {
            Self::Missing => return Precondition::Missing,
            Self::Any => true,
            Self::OneOf(versions) => versions.contains(&version),
        };
        if matches { Precondition::Holds } else { Precondition::Fails }
    }
}

/// The versions named in a list of entity tags; `None` if the text is not such a list. A list may
/// have empty elements (RFC 9110, section 5.6.1.2).
fn versions(list: &[u8]) -> Option<Vec<u32>> {
    let (mut versions, mut rest) = (Vec::new(), list);
    loop {
        rest = rest.trim_ascii_start();
        rest = match rest {
            [] => return Some(versions),
            [b',', after @ ..] => after,
            _ => {
                let (version, after) = first_tag(rest)?;
                versions.extend(version);
                let after = after.trim_ascii_start();
                matches!(after, [] | [b',', ..]).then_some(after)?
            }
        };
    }
}

/// The version in the first tag, if it is a strong tag that this program wrote, and the text after
/// the tag. A comma within the quotes belongs to the tag.
fn first_tag(text: &[u8]) -> Option<(Option<u32>, &[u8])> {
    let (is_weak, text) = match text {
        [b'W', b'/', quoted @ ..] => (true, quoted),
        quoted => (false, quoted),
    };
    let quoted = text.strip_prefix(b"\"")?;
    let end = quoted.iter().position(|byte| *byte == b'"')?;
    let (opaque, after) = (quoted.get(..end)?, quoted.get(end + 1..)?);
    let is_tag = opaque.iter().all(|byte| matches!(byte, 0x21 | 0x23..=0x7e | 0x80..));
    is_tag.then(|| (if is_weak { None } else { version(opaque) }, after))
}

/// The version in a tag. Tags are compared character by character, so `07` is not `7`.
fn version(opaque: &[u8]) -> Option<u32> {
    let version: u32 = str::from_utf8(opaque).ok()?.parse().ok()?;
    (version.to_string().as_bytes() == opaque).then_some(version)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_version_is_meant_by_its_strong_tag() {
        for header in
            ["\"7\"", " \"7\"\t", "\"6\", \"7\"", ", ,\"7\",", "W/\"8\" , \"7\"", "\"a,b\",\"7\"", "*"]
        {
            assert_eq!(IfMatch::read(header.as_bytes()).check(7), Precondition::Holds, "{header}");
        }
    }

    #[test]
    fn what_is_weak_or_no_list_of_tags_matches_nothing() {
        for header in [
            "",
            ",",
            "7",
            "W/\"7\"",
            "w/\"7\"",
            "\"7",
            "7\"",
            "\"07\"",
            "\"+7\"",
            "\" 7\"",
            "\"7\" \"8\"",
            "\"7\"*",
            "*, \"7\"",
            "\"7\", 8",
            "\"77\"",
            "\"4294967296\"",
            "\"\"",
            "**",
            "W/*",
        ] {
            assert_eq!(IfMatch::read(header.as_bytes()).check(7), Precondition::Fails, "{header}");
        }
        assert_eq!(IfMatch::read(b"\"7\x7f\", \"7\"").check(7), Precondition::Fails);
        assert_eq!(IfMatch::read(b"\"\xf1\", \"7\"").check(7), Precondition::Holds, "other servers' tags");
    }

    #[test]
    fn without_the_header_nothing_is_said() {
        assert_eq!(IfMatch::Missing.check(7), Precondition::Missing);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(version in any::<u32>()) {
            let tag = entity_tag(version);
            prop_assert_eq!(IfMatch::read(tag.as_bytes()), IfMatch::OneOf(vec![version]));
        }

        #[test]
        fn reading_never_panics(header in any::<Vec<u8>>()) {
            let _ = IfMatch::read(&header);
        }
    }
}
