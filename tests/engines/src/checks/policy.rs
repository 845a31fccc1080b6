//! The content security policy and Trusted Types, as each engine enforces them. The checks also
//! show that `watch.js` notices violations.

use serde_json::Value;

use crate::checks::ensure::ensure;
use crate::failure::Outcome;
use crate::page::Page;

/// What the policy forbids: a description, the directive that forbids it, a script that attempts
/// it, and an expression that is true if the attempt had an effect.
const FORBIDDEN: [(&str, &str, &str, &str); 6] = [
    (
        "an inline style",
        "style-src",
        "window.made = document.createElement('p'); document.body.append(made); made.setAttribute('style', 'color: red')",
        "made.style.length > 0",
    ),
    (
        "an inline script",
        "require-trusted-types-for",
        "const script = document.createElement('script'); script.append('window.ran = 1'); document.body.append(script)",
        "window.ran === 1",
    ),
    (
        "a script from a data: address",
        "script-src",
        "import('data:text/javascript,window.imported = 1').catch(() => {})",
        "window.imported === 1",
    ),
    (
        "text as markup",
        "require-trusted-types-for",
        "window.made = document.createElement('p'); try { made.innerHTML = '<b>a</b>' } catch {}",
        "made.childNodes.length > 0",
    ),
    (
        "text as markup in a template that is not the portal's",
        "require-trusted-types-for",
        "window.made = document.createElement('template'); try { made.innerHTML = '<b>a</b>' } catch {}",
        "made.content.childNodes.length > 0",
    ),
    (
        "a Trusted Types policy that is not the portal's",
        "trusted-types",
        "try { window.other = trustedTypes.createPolicy('other', {}) } catch {}",
        "window.other !== undefined",
    ),
];

/// The engine blocks what the policy forbids, and reports each violation.
pub(super) async fn blocks_and_reports(page: &Page) -> Outcome {
    page.open_and_log_in().await?;
    page.expect_no_complaints().await?;
    for (what, directive, attempt, effect) in FORBIDDEN {
        page.run_script(attempt, &[]).await?;
        page.wait_until(&format!("{what} was not reported as a violation of {directive}"), async || {
            let complaints = page.take_complaints().await?;
            let is_reported =
                |complaint: &String| complaint.contains(&format!("CSP violation of {directive}"));
            Ok(complaints.iter().any(is_reported).then_some(()))
        })
        .await?;
        let had_effect = page.run_script(&format!("return {effect}"), &[]).await?;
        ensure(had_effect == Value::Bool(false), format!("{what} was reported, but had an effect"))?;
    }
    // Discards what the violations left behind, such as a script error beside a report. These are
    // not complaints about the portal.
    page.take_complaints().await.map(drop)
}
